"""The formula on the screen: as large as reading asks for, smaller where it would not fit, scrolled where it must."""

from collections.abc import Iterable, Sequence
from itertools import product

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from engine.network.formulas import Formula
from gui.panels.formula_panel.boxes import Ink, Tone, shapes
from gui.panels.formula_panel.formula_layout import Page, lay_out
from gui.theme import Spacing, Theme, active_theme, mixed

SIZE = 17.0
SMALLER = (1.0, 0.86, 0.74)
TINT_FADING = 0.35
IMAGE_SCALE = 3.0
IMAGE_WIDTH = 48.0


class FormulaView(QAbstractScrollArea):
    """Paints one formula in the theme's colours."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("formula-view")
        self.setFrameShape(self.Shape.NoFrame)
        self.setAccessibleName("Formula")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        self._formulas: Sequence[Formula] = [Formula(())]
        self._formula = self._formulas[0]
        self._page = Page(0.0, 0.0, (), ())
        self._size = SIZE

    @property
    def formula(self) -> Formula:
        """What is shown."""
        return self._formula

    def show_formulas(self, formulas: Sequence[Formula]) -> None:
        """Show the first of some formulas that there is room for, or the last: the same one, ever shorter."""
        if formulas != self._formulas:
            self._formulas = formulas
            self._lay_out()

    def image(self) -> QImage:
        """Give the formula as a picture on the theme's ground."""
        page = lay_out(self._formula, IMAGE_WIDTH)
        margin = float(Spacing.SMALL)
        size = QSize(round(page.width * SIZE + 2 * margin), round(page.height * SIZE + 2 * margin))
        image = QImage(size * IMAGE_SCALE, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(IMAGE_SCALE)
        image.fill(QColor(active_theme().palette.panel))
        painter = QPainter(image)
        _paint(painter, page, SIZE, QPointF(margin, margin))
        painter.end()
        return image

    def sizeHint(self) -> QSize:
        """Ask for room for a formula of a few lines."""
        return QSize(280, 160)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break lines anew."""
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        """Take on another theme's size of type."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw what the scroll bars show of it."""
        painter = QPainter(self.viewport())
        margin = Spacing.MEDIUM
        corner = QPointF(margin - self.horizontalScrollBar().value(), margin - self.verticalScrollBar().value())
        _paint(painter, self._page, self._size, corner)
        painter.end()

    def _lay_out(self) -> None:
        full = SIZE * active_theme().scale
        room = max(self.viewport().width() - 2 * Spacing.MEDIUM, 1)
        for formula, smaller in product(self._formulas, SMALLER):
            self._formula, self._size = formula, full * smaller
            self._page = lay_out(formula, room / self._size)
            if self._page.width * self._size <= room:
                break
        self.setAccessibleDescription(self._formula.plain)
        width, height = (
            round(side * self._size) + 2 * Spacing.MEDIUM for side in (self._page.width, self._page.height)
        )
        viewport = self.viewport()
        self.horizontalScrollBar().setSingleStep(round(full))  # a line of type; of pixels a wheel's notch showed none
        self.verticalScrollBar().setSingleStep(round(full))
        self.horizontalScrollBar().setRange(0, max(0, width - viewport.width()))
        self.horizontalScrollBar().setPageStep(viewport.width())
        self.verticalScrollBar().setRange(0, max(0, height - viewport.height()))
        self.verticalScrollBar().setPageStep(viewport.height())
        viewport.update()


def _paint(painter: QPainter, page: Page, size: float, corner: QPointF) -> None:
    theme = active_theme()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(corner)
    _fill(painter, page.inks, size, _colors(theme))
    _fill(painter, page.notes, size, dict.fromkeys(Tone, QColor(theme.palette.text_muted)))


def _fill(painter: QPainter, inks: Iterable[Ink], size: float, colors: dict[Tone, QColor]) -> None:
    for tone, path in shapes(inks, size).items():
        painter.fillPath(path, colors[tone])


def _colors(theme: Theme) -> dict[Tone, QColor]:
    palette, signed = theme.palette, theme.signed
    return {
        Tone.TEXT: QColor(palette.text),
        Tone.SIGN: QColor(palette.text_muted),
        Tone.POSITIVE: QColor(mixed(signed.positive, palette.text, TINT_FADING)),
        Tone.NEGATIVE: QColor(mixed(signed.negative, palette.text, TINT_FADING)),
    }

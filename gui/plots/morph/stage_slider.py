"""The slider of the morph: its ticks are the stages, each with its name."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from gui.theme import Theme, active_theme, ui_font

STEPS = 1000  # of the slider between two stages
SNAP = 0.05  # of the way between two stages: so near, a stage is meant
HANDLE_RADIUS, TICK_RADIUS, GROOVE_WIDTH, RING_WIDTH = 7.0, 3.5, 4.0, 2.0
NAME_GAP = 6.0
EDGE = 10.0  # room for the handle at both ends
PRESSED_GROWTH = 1.15

_BACK = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_PageDown})
_FORTH = frozenset({Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_PageUp})


class StageSlider(QAbstractSlider):
    """Says at which moment t the morph is, from stage 0 to stage S.

    A press brings the handle there, a drag stays at stages that it comes near to, arrows go from stage to stage.

    Signals:
        moment_changed: the moment t, whoever changed it.
        taken: a person has moved it.
        stage_hovered: the stage whose name or tick the pointer is over, or None.
    """

    moment_changed = Signal(float)
    taken = Signal()
    stage_hovered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOrientation(Qt.Orientation.Horizontal)
        self._names: tuple[str, ...] = ()
        self._marked: frozenset[int] = frozenset()
        self._hovered: int | None = None
        self.setAccessibleName("Stage")
        self.setRange(0, 0)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.valueChanged.connect(lambda _value: self.moment_changed.emit(self.moment))

    @property
    def moment(self) -> float:
        """The moment t, 0 … S."""
        return self.value() / STEPS

    @property
    def last(self) -> int:
        """The last stage S."""
        return max(len(self._names) - 1, 0)

    def set_stages(self, names: Sequence[str]) -> None:
        """Offer stages of these names, at least one; the handle stays where it is, if that still is on the way."""
        if tuple(names) != self._names:
            self._names = tuple(names)
            self.setRange(0, STEPS * self.last)
            self.update()

    def set_marked(self, stages: frozenset[int]) -> None:
        """Let the names of some stages stand out."""
        if stages != self._marked:
            self._marked = stages
            self.update()

    def set_moment(self, moment: float) -> None:
        """Move to a moment t."""
        self.setValue(round(moment * STEPS))

    def x_of(self, moment: float) -> float:
        """Give where a moment lies, in pixels."""
        edge = EDGE * active_theme().scale
        return edge + (self.width() - 2 * edge) * moment / max(self.last, 1)

    # Reactions

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Bring the handle there; the same press drags it on."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._follow(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the handle along, or say what the pointer is over."""
        if self.isSliderDown():
            self._follow(event.position())
        else:
            self._hover(self._stage_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of the handle."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(False)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Be over no stage."""
        super().leaveEvent(event)
        self._hover(None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to whatever scrolls."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from stage to stage."""
        key = Qt.Key(event.key())
        if event.modifiers() not in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}:
            event.ignore()
        elif key in _BACK:
            self._go(math.ceil(self.moment) - 1)
        elif key in _FORTH:
            self._go(math.floor(self.moment) + 1)
        elif key == Qt.Key.Key_Home:
            self._go(0)
        elif key == Qt.Key.Key_End:
            self._go(self.last)
        else:
            event.ignore()

    def _follow(self, place: QPointF) -> None:
        edge = EDGE * active_theme().scale
        way = (place.x() - edge) / max(self.width() - 2 * edge, 1.0) * self.last
        moment = min(max(way, 0.0), float(self.last))
        self._go(round(moment) if abs(moment - round(moment)) <= SNAP else moment)

    def _go(self, moment: float) -> None:
        self.taken.emit()
        self.set_moment(min(max(moment, 0.0), float(self.last)))

    def _stage_at(self, x: float) -> int | None:
        if not self._names:
            return None
        nearest = min(range(len(self._names)), key=lambda stage: abs(self.x_of(stage) - x))
        return nearest if abs(self.x_of(nearest) - x) <= 2 * HANDLE_RADIUS * active_theme().scale else None

    def _hover(self, stage: int | None) -> None:
        if stage != self._hovered:
            self._hovered = stage
            self.stage_hovered.emit(stage)
            self.update()

    # Qt

    def sizeHint(self) -> QSize:
        """Ask for a line of names below the groove."""
        return QSize(160, round(self._names_top() + QFontMetricsF(_name_font(active_theme())).height()))

    def minimumSizeHint(self) -> QSize:
        """Need as much height, and little width."""
        return QSize(80, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Make room where the theme has larger type."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw groove, ticks, names and handle."""
        theme = active_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_groove(painter, theme)
        self._paint_names(painter, theme)
        self._paint_handle(painter, theme)
        painter.end()

    def _paint_groove(self, painter: QPainter, theme: Theme) -> None:
        colors, y, scale = theme.palette, self._groove_y(), theme.scale
        for color, first, last in (
            (colors.border_strong, 0.0, float(self.last)), (colors.accent_fill, 0.0, self.moment),
        ):  # fmt: skip
            painter.setPen(QPen(QColor(color), GROOVE_WIDTH * scale, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(QPointF(self.x_of(first), y), QPointF(self.x_of(last), y))
        for stage in range(len(self._names)):
            is_passed = stage <= self.moment
            painter.setPen(QPen(QColor(colors.accent_fill if is_passed else colors.border_strong), RING_WIDTH * scale))
            painter.setBrush(QColor(colors.panel))
            radius = (TICK_RADIUS + (stage == self._hovered)) * scale
            painter.drawEllipse(QPointF(self.x_of(stage), y), radius, radius)

    def _paint_handle(self, painter: QPainter, theme: Theme) -> None:
        colors, place = theme.palette, QPointF(self.x_of(self.moment), self._groove_y())
        radius = HANDLE_RADIUS * theme.scale * (PRESSED_GROWTH if self.isSliderDown() else 1.0)
        if self.hasFocus():
            ring = QColor(colors.accent)
            ring.setAlphaF(0.35)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ring)
            painter.drawEllipse(place, radius + 2 * theme.scale, radius + 2 * theme.scale)
        painter.setPen(QPen(QColor(colors.accent_fill), RING_WIDTH * theme.scale))
        painter.setBrush(QColor(colors.raised))
        painter.drawEllipse(place, radius - 1, radius - 1)

    def _paint_names(self, painter: QPainter, theme: Theme) -> None:
        colors, font = theme.palette, _name_font(theme)
        metrics = QFontMetricsF(font)
        top = self._names_top()
        for stage, left in self._names_shown(metrics):
            is_here = abs(self.moment - stage) < 1.0 / STEPS
            font.setWeight(QFont.Weight.DemiBold if is_here or stage in self._marked else QFont.Weight.Normal)
            is_strong = is_here or stage in self._marked or stage == self._hovered
            painter.setFont(font)
            painter.setPen(
                QColor(colors.accent if stage in self._marked else colors.text if is_strong else colors.text_muted)
            )
            width = metrics.horizontalAdvance(self._names[stage])
            painter.drawText(
                QRectF(left - 4, top, width + 8, metrics.height()), Qt.AlignmentFlag.AlignCenter, self._names[stage]
            )

    def _names_shown(self, metrics: QFontMetricsF) -> list[tuple[int, float]]:
        """Give the stages whose names find room, with their left edges: where it is first, then both ends."""
        nearest = round(self.moment)
        wanted = dict.fromkeys((nearest, self.last, 0, *sorted(self._marked), *range(len(self._names))))
        taken: list[tuple[float, float]] = []
        shown: list[tuple[int, float]] = []
        for stage in wanted:
            if not 0 <= stage < len(self._names):
                continue
            width = metrics.horizontalAdvance(self._names[stage])
            left = min(max(self.x_of(stage) - width / 2, 0.0), self.width() - width)
            if all(left >= right + NAME_GAP or left + width + NAME_GAP <= other for other, right in taken):
                taken.append((left, left + width))
                shown.append((stage, left))
        return shown

    def _groove_y(self) -> float:
        return (HANDLE_RADIUS + 3.0) * active_theme().scale

    def _names_top(self) -> float:
        return self._groove_y() + (HANDLE_RADIUS + 1.0) * active_theme().scale


def _name_font(theme: Theme) -> QFont:
    return ui_font(theme, theme.type_scale.caption)

"""One card of the source board: a little picture of the data and its name, to be clicked or dragged to the window."""

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QDrag, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from engine.data.source import DataSource
from gui.canvas.mime import DRAG_PICTURE, make_data_mime
from gui.panels.data_panel.thumbnails import paint_thumbnail
from gui.theme import Theme, active_theme, ui_font
from gui.widgets.dragging import run_drag

CARD_WIDTH = 60
NARROWEST = 56
PICTURE_SIDE = 40
PICTURE_TOP = 6
TEXT_LINES = 2
TEXT_MARGIN = 2
DISABLED_OPACITY = 0.45
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_ARROWS = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}


class SourceCard(QAbstractButton):
    """A card that is clicked, or chosen with Enter or Space; checked while its source is the project's.

    Signals:
        arrow_pressed: the arrow key that was pressed.
    """

    arrow_pressed = Signal(Qt.Key)

    def __init__(self, source: DataSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.source = source
        self._pressed_at: QPoint | None = None
        self._picture: QPixmap | None = None
        self._picture_key: tuple[object, ...] = ()
        self.setObjectName(f"data-source-{source.name}")
        self.setText(source.label)
        self.setAccessibleName(source.label)
        self.setAccessibleDescription(source.help)
        self.setToolTip(f"{source.label}\n{source.help}")
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def nextCheckState(self) -> None:
        """Leave the mark alone: it follows the project, not the click."""

    def sizeHint(self) -> QSize:
        """Ask for room for the picture and two lines of text."""
        theme = active_theme()
        picture = round((PICTURE_TOP + PICTURE_SIDE) * theme.scale)
        return QSize(round(CARD_WIDTH * theme.scale), picture + TEXT_LINES * _line_height(theme) + 6)

    def minimumSizeHint(self) -> QSize:
        """Let the panel be narrow."""
        return QSize(round(NARROWEST * active_theme().scale), self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Claim the keys that walk between cards before the window's one-key shortcuts take them."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in {*_ARROWS, *_ENTER, Qt.Key.Key_Space}
        ):
            event.accept()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a drag may begin."""
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begin the drag once the mouse has moved far enough to mean it; the press is no click then."""
        super().mouseMoveEvent(event)
        if self._pressed_at is None:
            return
        distance = (event.position().toPoint() - self._pressed_at).manhattanLength()
        if distance >= QApplication.startDragDistance():
            self._pressed_at = None
            self.setDown(False)
            self._drag()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Forget the press."""
        self._pressed_at = None
        super().mouseReleaseEvent(event)

    def _drag(self) -> None:
        drag = QDrag(self)
        drag.setMimeData(make_data_mime(self.source.name))
        drag.setPixmap(self.grab())
        drag.setHotSpot(-DRAG_PICTURE.topLeft())
        run_drag(self, drag)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose on Enter, too; hand the arrows on, which the scroll area around would take."""
        if event.key() in _ENTER:
            self.click()
        elif event.key() in _ARROWS:
            self.arrow_pressed.emit(Qt.Key(event.key()))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card; its picture follows once the window is on screen."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = active_theme()
        self._paint_frame(painter, theme)
        if not self.isEnabled():
            painter.setOpacity(DISABLED_OPACITY)
        self._paint_picture(painter, theme)
        self._paint_text(painter, theme)
        painter.end()

    def _paint_frame(self, painter: QPainter, theme: Theme) -> None:
        colors, radius = theme.palette, theme.metrics.radius
        is_hovered = self.underMouse() and self.isEnabled()
        outline = colors.border_strong if is_hovered else colors.border
        fill = colors.hover if is_hovered else colors.raised
        if self.isChecked():
            outline, fill = colors.accent, colors.accent_soft
        width = 1.0
        if self.hasFocus():
            outline, width = colors.accent, 2.0
        painter.setPen(QPen(QColor(outline), width))
        painter.setBrush(QColor(fill))
        inset = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius)

    def _paint_picture(self, painter: QPainter, theme: Theme) -> None:
        if self._picture_key != self._wanted_picture(theme):
            QTimer.singleShot(0, self, self._make_picture)
        if self._picture is not None:
            side = self._picture.deviceIndependentSize().width()
            painter.drawPixmap(round((self.width() - side) / 2), round(PICTURE_TOP * theme.scale), self._picture)

    def _make_picture(self) -> None:
        theme = active_theme()
        wanted = self._wanted_picture(theme)
        if self._picture_key == wanted:
            return
        side, ratio = round(PICTURE_SIDE * theme.scale), self.devicePixelRatioF()
        self._picture = QPixmap(round(side * ratio), round(side * ratio))
        self._picture.setDevicePixelRatio(ratio)
        self._picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._picture)
        paint_thumbnail(painter, QRectF(0, 0, side, side), self.source.name, theme)
        painter.end()
        self._picture_key = wanted
        self.update()

    def _wanted_picture(self, theme: Theme) -> tuple[object, ...]:
        """Give what the picture depends on."""
        return theme.name, theme.scale, self.devicePixelRatioF()

    def _paint_text(self, painter: QPainter, theme: Theme) -> None:
        weight = QFont.Weight.Medium if self.isChecked() else QFont.Weight.Normal
        painter.setFont(ui_font(theme, theme.type_scale.caption, weight))
        painter.setPen(QColor(theme.palette.text))
        top = round((PICTURE_TOP + PICTURE_SIDE) * theme.scale) + 2
        room = QRectF(TEXT_MARGIN, top, self.width() - 2 * TEXT_MARGIN, self.height() - top - 2)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.text())


def _line_height(theme: Theme) -> int:
    return round(1.25 * theme.type_scale.caption)

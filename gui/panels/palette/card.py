"""What all cards of the palette have in common: they are dragged, double-clicked, and reached with the keys."""

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDrag,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from gui.canvas.mime import DRAG_PICTURE
from gui.theme import Theme, active_theme
from gui.widgets.drag_picture import drag_picture
from gui.widgets.dragging import run_drag

DRAWING_HEIGHT = 48
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_ARROWS = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}


class DragCard(QWidget):
    """A card that can be dragged, double-clicked, or activated with Enter; its kinds say what it shows and carries.

    Signals:
        activated: double-clicked, or Enter pressed: what it stands for should be added or opened.
        arrow_pressed: the arrow key that was pressed.
        focused: it has got the keyboard.
    """

    activated = Signal()
    focused = Signal()
    arrow_pressed = Signal(Qt.Key)

    def __init__(self, name: str, accessible_name: str, tooltip: str) -> None:
        super().__init__()
        self._pressed_at: QPoint | None = None
        self._help, self._obstacle = tooltip, ""
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)
        self.setToolTip(tooltip)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a drag leaves the keyboard where it was
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def set_obstacle(self, obstacle: str) -> None:
        """Say why it would be refused now, or "" where it would not; who tries all the same is told again there."""
        if obstacle != self._obstacle:
            self._obstacle = obstacle
            self.setToolTip(obstacle or self._help)  # assistive technology takes it for the description, too
            self.update()

    @property
    def verb(self) -> str:
        """What the card is for, as its menu says it."""
        raise NotImplementedError

    def make_mime(self) -> QMimeData:
        """Give what a drag carries."""
        raise NotImplementedError

    def paint_drawing(self, painter: QPainter, area: QRectF, theme: Theme) -> None:
        """Draw what the card stands for in the middle of an area."""
        raise NotImplementedError

    def paint_text(self, painter: QPainter, area: QRectF, theme: Theme) -> None:
        """Write what the card is called into an area two lines high."""
        raise NotImplementedError

    def sizeHint(self) -> QSize:
        """Ask for room for the drawing and two lines of text."""
        scale = active_theme().type_scale
        return QSize(92, DRAWING_HEIGHT + round(2.9 * scale.body) + 8)

    def minimumSizeHint(self) -> QSize:
        """Let the panel be narrow."""
        return QSize(round(72 * active_theme().scale), self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Claim the keys that walk between cards before the window's one-key shortcuts take them."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in _ARROWS | _ENTER
        ):
            event.accept()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a drag may begin."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begin the drag once the mouse has moved far enough to mean it."""
        if self._pressed_at is None:
            return
        distance = (event.position().toPoint() - self._pressed_at).manhattanLength()
        if distance >= QApplication.startDragDistance():
            self._drag()
            self._pressed_at = None

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Forget the press."""
        self._pressed_at = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Do what the card is for."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.activated.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what a double click does, with what keeps from it."""
        menu = QMenu(self)
        menu.setObjectName("card-menu")
        menu.setToolTipsVisible(True)
        action = menu.addAction(self.verb)
        action.setEnabled(not self._obstacle)
        action.setToolTip(self.toolTip())
        action.triggered.connect(lambda _checked: self.activated.emit())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the card is for on Enter; hand the arrows on, which the scroll area around would take."""
        if event.key() in _ENTER:
            self.activated.emit()
        elif event.key() in _ARROWS:
            self.arrow_pressed.emit(Qt.Key(event.key()))
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be grasped."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Look at rest again."""
        super().leaveEvent(event)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus ring."""
        super().focusInEvent(event)
        self.focused.emit()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card."""
        painter = QPainter(self)
        theme = active_theme()
        self._paint_frame(painter, theme)
        if self._obstacle or not self.isEnabled():
            painter.setOpacity(0.45)
        self.paint_drawing(painter, QRectF(0, 4, self.width(), DRAWING_HEIGHT), theme)
        top = 4 + DRAWING_HEIGHT
        self.paint_text(painter, QRectF(4, top, self.width() - 8, self.height() - top), theme)
        painter.end()

    def _paint_frame(self, painter: QPainter, theme: Theme) -> None:
        colors, radius = theme.palette, theme.metrics.radius
        is_raised = self.underMouse() and self.isEnabled()
        outline = colors.accent if self.hasFocus() else colors.border_strong if is_raised else colors.border
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(outline), 1.5 if self.hasFocus() else 1.0))
        painter.setBrush(QColor(colors.hover if is_raised else colors.raised))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75), radius, radius)

    def _drag(self) -> None:
        drag = QDrag(self)
        drag.setMimeData(self.make_mime())
        drag.setPixmap(self._ghost())
        drag.setHotSpot(-DRAG_PICTURE.topLeft())
        run_drag(self, drag)

    def _ghost(self) -> QPixmap:
        """Give the drawing alone: the canvas shows at the pointer what a drop would do."""
        return drag_picture(
            DRAG_PICTURE.size(),
            self.devicePixelRatioF(),
            lambda painter, area: self.paint_drawing(painter, area, active_theme()),
        )

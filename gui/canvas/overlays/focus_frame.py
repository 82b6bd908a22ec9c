"""A frame around the canvas while it has the keyboard and nothing selected shows that."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QGraphicsView

from gui.canvas.style import CanvasStyle
from gui.selection import Selection

WIDTH = 2.0
_BY_KEYS = {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason}
# The window, or something in front of it, had the keyboard for a while.
_PASSING = {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason}


class FocusFrame(QObject):
    """Knows whether the keyboard came to the canvas by keys; whoever works with the mouse needs no frame.

    Args:
        view: The canvas.
        selection: What is selected there, and shows where the keyboard is.
    """

    def __init__(self, view: QGraphicsView, selection: Selection) -> None:
        super().__init__(view)
        self._view = view
        self._selection = selection
        self._is_by_keys = False
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)
        selection.selection_changed.connect(view.viewport().update)

    @property
    def is_shown(self) -> bool:
        """Whether the frame is to be seen."""
        return self._is_by_keys and self._view.hasFocus() and not self._selection.items

    def paint(self, painter: QPainter, style: CanvasStyle) -> None:
        """Draw the frame if it is to be seen, in the view's pixels."""
        if self.is_shown:
            painter.resetTransform()
            painter.setBrush(Qt.BrushStyle.NoBrush)
            pen = QPen(style.accent, WIDTH)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            inset = WIDTH / 2
            painter.drawRect(QRectF(self._view.viewport().rect()).adjusted(inset, inset, -inset, -inset))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice how the keyboard comes, and the hand that goes to the mouse or lets all go with Esc."""
        is_by_keys = self._is_by_keys
        if isinstance(event, QFocusEvent) and watched is self._view:
            if event.reason() not in _PASSING:
                is_by_keys = event.gotFocus() and event.reason() in _BY_KEYS
        elif event.type() == QEvent.Type.MouseButtonPress:
            is_by_keys = False
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            is_by_keys |= event.key() == Qt.Key.Key_Escape
        if is_by_keys != self._is_by_keys:
            self._is_by_keys = is_by_keys
            self._view.viewport().update()
        return super().eventFilter(watched, event)

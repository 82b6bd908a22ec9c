"""Dragging something out of a widget."""

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QDrag, QHoverEvent
from PySide6.QtWidgets import QApplication, QWidget

_NOWHERE = QPointF(-1, -1)


def run_drag(source: QWidget, drag: QDrag) -> None:
    """Let the drag run until the drop, and tell the window that the pointer is no longer where it began.

    Qt (6.11) tells windows nothing of the pointer meanwhile: a separator that it crossed first would stay lit.
    """
    drag.exec(Qt.DropAction.CopyAction)
    leave = QHoverEvent(QEvent.Type.HoverLeave, _NOWHERE, _NOWHERE, _NOWHERE)
    QApplication.sendEvent(source.window(), leave)

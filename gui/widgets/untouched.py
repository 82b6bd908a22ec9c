"""Undo and redo pressed in a text field where nothing has been typed: they mean the document."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


def leaves_to_document(field: QLineEdit, event: QEvent) -> bool:
    """Let undo and redo go on to the window's shortcuts if the field has nothing of its own to undo.

    Gives whether the event is one of these keys on its way to the field, and is thus dealt with.
    """
    is_override = event.type() == QEvent.Type.ShortcutOverride
    if field.isModified() or not is_override or not isinstance(event, QKeyEvent) or not any(map(event.matches, _KEYS)):
        return False
    event.ignore()
    return True

"""Which keys begin a number."""

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from engine.errors import EngineError, UnfinishedNumberError
from engine.network.expressions import parse_number


def begins_number(text: str, window: QWidget) -> bool:
    """Tell whether what a key types can begin a number; a letter that the window has a use for does not."""
    if not text.strip():
        return False
    if text.isalpha() and any(QKeySequence(text.upper()) in known.shortcuts() for known in window.actions()):
        return False
    try:
        parse_number(text)
    except UnfinishedNumberError:
        return True
    except EngineError:
        return False
    return True

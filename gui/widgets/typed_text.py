"""What a person is still typing when they go on to something else that builds on it."""

from PySide6.QtWidgets import QLineEdit, QWidget

from gui.widgets.number_field import NumberField


def accept_typing(window: QWidget) -> bool:
    """Take over what is being typed in a window, as Enter does; give False where it is refused: its field says why."""
    field = window.focusWidget()
    if isinstance(field, NumberField):
        return field.accept()
    if isinstance(field, QLineEdit):
        field.clearFocus()
        return not field.property("invalid")
    return True

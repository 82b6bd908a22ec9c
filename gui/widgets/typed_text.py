"""What a person is still typing when they go on to something else that builds on it."""

from PySide6.QtWidgets import QApplication, QLineEdit

from gui.widgets.number_field import NumberField


def accept_typing() -> bool:
    """Take over what is being typed, as Enter does; give False where it is refused: its field then says why."""
    field = QApplication.focusWidget()
    if isinstance(field, NumberField):
        return field.accept()
    if isinstance(field, QLineEdit):
        field.clearFocus()
        return not field.property("invalid")
    return True

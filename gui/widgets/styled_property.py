"""Properties that the style sheet reads."""

from PySide6.QtWidgets import QWidget


def set_styled_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property of a widget and paint it as the style sheet says; Qt reads properties only while it polishes."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)

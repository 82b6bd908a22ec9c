"""Ends the typing in a field when a button is pressed, which takes no keyboard itself: then Space means Play again."""

from PySide6.QtCore import QEvent, QObject, QPointF
from PySide6.QtGui import QMouseEvent, QWindow
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget


class TypingEnd(QObject):
    """Watches the window of the field that has the keyboard: its presses come before those of the widgets in it.

    What was typed is accepted, as when the keyboard goes elsewhere, before the button does anything.

    Args:
        app: The application whose focus it follows.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._field: QLineEdit | None = None
        self._window: QWindow | None = None
        app.focusChanged.connect(self._on_focus_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hand the keyboard to the window before a button is pressed."""
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent) and self._field is not None:
            button = _button_at(self._field.window(), event.globalPosition())
            if button is not None and not _serves(button, self._field):
                self._field.clearFocus()
        return super().eventFilter(watched, event)

    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._window is not None:
            self._window.removeEventFilter(self)
            self._window.destroyed.disconnect(self._on_destroyed)
        self._field = now if isinstance(now, QLineEdit) else None
        self._window = None if self._field is None else self._field.window().windowHandle()
        if self._window is not None:
            self._window.installEventFilter(self)
            self._window.destroyed.connect(self._on_destroyed)

    def _on_destroyed(self) -> None:
        self._window = self._field = None


def _button_at(window: QWidget, place: QPointF) -> QAbstractButton | None:
    found = window.childAt(window.mapFromGlobal(place).toPoint())
    return found if isinstance(found, QAbstractButton) else None


def _serves(button: QAbstractButton, field: QLineEdit) -> bool:
    """Tell whether a button is a part of the field's own control, such as the plus beside a number."""
    above = button.parentWidget()
    return above is field or (above is not None and above.focusProxy() is field)

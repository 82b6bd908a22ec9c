"""Keeps one-key shortcuts (Space, →, E, R …) from taking keys that the focused control needs.

Text fields claim their keys on their own. Buttons, lists and sliders don't: without this, Space on a button reached
with Tab would start training instead of pressing the button. Where a control has handed the keyboard to the window, Tab
still goes on from there.

A control that goes away, or can be used no more, while it has the keyboard leaves it to the next one (Qt). That may be
a field, into which what was meant for the window would be typed: then the window has it.
"""

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QTabBar,
    QTableView,
    QWidget,
)

_ARROWS = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down})
_LETTERS = frozenset(Qt.Key(key) for key in range(Qt.Key.Key_A, Qt.Key.Key_Z + 1))
_DIGITS = frozenset(Qt.Key(key) for key in range(Qt.Key.Key_0, Qt.Key.Key_9 + 1))
_SPACE = frozenset({Qt.Key.Key_Space})
_PAGES = frozenset({Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})
_TABS = frozenset({Qt.Key.Key_Tab, Qt.Key.Key_Backtab})
# The first kind that fits counts. Tables know by themselves which keys begin what can be typed into a cell.
_CLAIMS: tuple[tuple[type[QWidget], frozenset[Qt.Key]], ...] = (
    (QMenu, _SPACE | _ARROWS | _PAGES | _LETTERS | _DIGITS),
    (QAbstractButton, _SPACE),
    (QAbstractSlider, _ARROWS | _PAGES),
    (QTabBar, _ARROWS),
    (QComboBox, _SPACE | _ARROWS | _PAGES | _LETTERS),
    (QTableView, _ARROWS | _PAGES),
    (QAbstractItemView, _SPACE | _ARROWS | _PAGES | _LETTERS),
)


class ShortcutGuard(QObject):
    """Watches the control that has the focus, and no other: a filter on every event would slow down all of them.

    Args:
        app: The application whose focus it follows.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._watched: QWidget | None = None
        self._left: QWidget | None = None
        self._window_left: QWidget | None = None
        app.focusChanged.connect(self._on_focus_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Claim a key for the focused control before the shortcuts see it; let Tab go on from the control left."""
        if watched is self._window_left:
            return self._resume(event)
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _claims(watched, event):
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def _resume(self, event: QEvent) -> bool:
        left = self._left
        is_tab = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _TABS
        if not is_tab or left is None or not shiboken6.isValid(left) or not left.isVisible():
            return False
        self._remember(None)
        left.setFocus(Qt.FocusReason.TabFocusReason)
        QCoreApplication.sendEvent(left, event)
        return True

    def _remember(self, left: QWidget | None) -> None:
        if self._window_left is not None and shiboken6.isValid(self._window_left):
            self._window_left.removeEventFilter(self)
        self._left = left
        self._window_left = left.window() if left is not None else None
        if self._window_left is not None:
            self._window_left.installEventFilter(self)

    def _on_focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        self._remember(before if now is None else None)
        if now is not None and before is not None and _inherits_typing(now, before):
            now.clearFocus()
            return
        if self._watched is not None and shiboken6.isValid(self._watched):  # it is told only after the focus has gone
            self._watched.removeEventFilter(self)
            self._watched.destroyed.disconnect(self._on_destroyed)
        self._watched = now if isinstance(now, tuple(kind for kind, _ in _CLAIMS)) else None
        if self._watched is not None:
            self._watched.installEventFilter(self)
            self._watched.destroyed.connect(self._on_destroyed)

    def _on_destroyed(self) -> None:
        self._watched = None


def _inherits_typing(field: QWidget, before: QWidget) -> bool:
    """Tell whether a field has the keyboard only because the control before it could keep it no longer."""
    is_typing_begun = isinstance(field, QLineEdit) and not isinstance(before, QLineEdit)
    is_lost = not (before.isVisible() and before.isEnabled())
    return is_typing_begun and is_lost and before.window() is field.window()


def _claims(widget: QObject, event: QKeyEvent) -> bool:
    is_plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
    key = Qt.Key(event.key())
    claimed = next((keys for kind, keys in _CLAIMS if isinstance(widget, kind)), frozenset[Qt.Key]())
    return is_plain and key in claimed

"""Keeps one-key shortcuts (Space, →, E, R …) from taking keys that the focused control needs.

Text fields claim their keys on their own. Buttons, lists and sliders don't: without this, Space on a button reached
with Tab would start training instead of pressing the button.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QComboBox,
    QMenu,
    QTabBar,
    QWidget,
)

_ARROWS = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down})
_LETTERS_AND_ARROWS = frozenset({*_ARROWS, *(Qt.Key(key) for key in range(Qt.Key.Key_A, Qt.Key.Key_Z + 1))})
_CLAIMS: tuple[tuple[type[QWidget], frozenset[Qt.Key]], ...] = (
    (QAbstractButton, frozenset({Qt.Key.Key_Space})),
    (QAbstractSlider, _ARROWS),
    (QTabBar, _ARROWS),
    (QComboBox, frozenset({Qt.Key.Key_Space, *_LETTERS_AND_ARROWS})),
    (QAbstractItemView, frozenset({Qt.Key.Key_Space, *_LETTERS_AND_ARROWS})),
    (QMenu, frozenset({Qt.Key.Key_Space, *_LETTERS_AND_ARROWS})),
)


class ShortcutGuard(QObject):
    """An application-wide event filter: a control with the focus gets its own keys before the shortcuts do."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Claim a key for the focused control, and let a mouse click on a button leave the focus where it was."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _claims(watched, event):
            event.accept()
            return True
        if event.type() == QEvent.Type.Polish and isinstance(watched, QAbstractButton):
            _leave_focus_to_tab(watched)
        return False


def _claims(widget: QObject, event: QKeyEvent) -> bool:
    is_plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
    key = Qt.Key(event.key())
    return is_plain and any(isinstance(widget, kind) and key in keys for kind, keys in _CLAIMS)


def _leave_focus_to_tab(button: QAbstractButton) -> None:
    if button.focusPolicy() & Qt.FocusPolicy.TabFocus:
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

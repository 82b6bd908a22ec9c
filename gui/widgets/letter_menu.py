"""A menu of choices, which keys go through as they do in lists."""

from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QMenu


class LetterMenu(QMenu):
    """A menu of choices that is opened at the one ticked; its entries have no letters of their own to be chosen by.

    A letter leads to the next entry that begins with it.
    """

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the choice there is."""
        super().showEvent(event)
        ticked = next((action for action in self.actions() if action.isChecked()), None)
        if ticked is not None:
            self.setActiveAction(ticked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the next entry that begins with the letter typed; all other keys mean what they do in menus."""
        letter = event.text().strip().lower()
        if not letter or not letter.isprintable():  # Esc has a text, too, from a real keyboard
            super().keyPressEvent(event)
            return
        entries = [action for action in self.actions() if action.isEnabled() and not action.isSeparator()]
        active = self.activeAction()
        here = entries.index(active) + 1 if active in entries else 0
        found = (action for action in (*entries[here:], *entries[:here]) if action.text().lower().startswith(letter))
        self.setActiveAction(next(found, active))

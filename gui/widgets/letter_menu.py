"""A menu in which letters lead to the entries that begin with them, as in lists."""

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu


class LetterMenu(QMenu):
    """A menu of choices; its entries have no letters of their own to be chosen by."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the next entry that begins with the letter typed; all other keys mean what they do in menus."""
        letter = event.text().strip().lower()
        if not letter:
            super().keyPressEvent(event)
            return
        entries = [action for action in self.actions() if action.isEnabled() and not action.isSeparator()]
        active = self.activeAction()
        here = entries.index(active) + 1 if active in entries else 0
        found = (action for action in (*entries[here:], *entries[:here]) if action.text().lower().startswith(letter))
        self.setActiveAction(next(found, active))

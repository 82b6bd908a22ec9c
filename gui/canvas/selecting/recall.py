"""What was selected before edits, so that undoing one that has taken the selection along gives it back."""

from collections import deque

from PySide6.QtCore import QObject

from engine.network.model import Network
from gui.document import Document
from gui.selection import Item, Selection, exists

MOST_KEPT = 100


class SelectionRecall(QObject):
    """Selects again what was selected where undo leaves nothing selected.

    What a person has selected since, and what undo leaves of that, stays as it is.

    Args:
        document: What is edited.
        selection: What is selected.
        parent: What it is for.
    """

    def __init__(self, document: Document, selection: Selection, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._selection = selection
        self._kept: deque[tuple[Network, tuple[Item, ...]]] = deque(maxlen=MOST_KEPT)
        self._gesture: object = None
        document.replaced.connect(self._on_replaced)

    def keep(self, network: Network, items: tuple[Item, ...], gesture: object) -> None:
        """Take note of what was selected in a network that an edit has changed, of a gesture's edits by the first."""
        if gesture is None or gesture is not self._gesture:
            self._kept.append((network, items))
        self._gesture = gesture

    def _on_replaced(self) -> None:
        self._gesture = None
        if not self._document.undo_stack.count():
            self._kept.clear()  # another project
        network = self._document.project.network
        items = next((items for kept, items in reversed(self._kept) if kept is network), ())
        if not self._selection.items:
            self._selection.select(*(item for item in items if exists(item, network)))

"""The page for an edge that was removed: it says so, and brings it back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from engine.network.parameter_set import edge_set
from engine.network.wiring import restore_edges
from gui.document import Document
from gui.icons import IconName
from gui.panels.controls import make_caption
from gui.panels.inspector.edge_page import edge_words
from gui.panels.inspector.page import InspectorPage, SampleValues, make_button
from gui.panels.panel_edits import PanelEdits
from gui.selection import EdgeItem
from gui.theme import Spacing


class RemovedEdgePage(InspectorPage[EdgeItem]):
    """The place of a removed edge.

    Signals:
        restored: the edge is there again.
    """

    restored = Signal(object)

    def __init__(self, document: Document, panel_edits: PanelEdits) -> None:
        super().__init__(document, panel_edits, "removed-edge-page")
        self._item = EdgeItem("", "", 0, 0)
        self._about = make_caption("removed-edge-about")
        self._about.setContentsMargins(Spacing.MEDIUM, Spacing.SMALL, Spacing.MEDIUM, Spacing.SMALL)
        matrix = make_button("Edit matrix", "edit-matrix", IconName.MATRIX, "Show all weights of this connection")
        matrix.clicked.connect(lambda: self.edit_weights_requested.emit(self._item.source, self._item.target))
        self._restore = make_button(
            "Restore", "restore-edge", IconName.CONNECT, "Bring this edge back with a drawn weight (Shift+W)"
        )
        self._restore.clicked.connect(self._on_restore_clicked)
        self._add(self._about)
        self._add_buttons(matrix, self._restore)

    @property
    def main_field(self) -> QWidget | None:
        """The button that brings it back."""
        return self._restore

    def refresh(self, item: EdgeItem, values: SampleValues) -> None:  # noqa: ARG002
        """Show the place of a removed edge."""
        self._item = item
        words = edge_words(self.network, item)
        self.title.setText(words.title)
        self.subtitle.setText(f"Removed edge from {words.layers}")
        self._about.setText(
            f"{words.symbol} is 0, and training leaves it out. Restore it with a drawn weight, or type one on the "
            "canvas."
        )

    def _on_restore_clicked(self) -> None:
        item, drawn = self._item, self._edits.project.training.initialization
        if self._edits.apply_to_network(
            "Restore edge",
            lambda network: restore_edges(
                network, edge_set(network, item.source, item.target, item.row, item.column), drawn
            ),
        ):
            self.restored.emit(item)

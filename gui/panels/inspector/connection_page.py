"""The page for a connection: the size of its matrix and of its weights, how it is wired, whether it is frozen."""

from functools import partial

import numpy as np

from engine.network import edits
from engine.network.formulas import Names
from engine.network.model import Connection
from engine.network.parameter_set import connection_set
from engine.quoting import shape_text
from gui.document import Document
from gui.icons import IconName
from gui.panels.controls import make_caption
from gui.panels.inspector.freeze_switch import FreezeSwitch
from gui.panels.inspector.page import InspectorPage, SampleValues, make_button
from gui.panels.inspector.wiring_form import WiringForm
from gui.panels.notation import number_text
from gui.panels.panel_edits import PanelEdits
from gui.selection import ConnectionItem
from gui.theme import Spacing


class ConnectionPage(InspectorPage[ConnectionItem]):
    """All edges from one layer to another."""

    def __init__(self, document: Document, panel_edits: PanelEdits) -> None:
        super().__init__(document, panel_edits, "connection-page")
        self._item = ConnectionItem("", "")
        self._statistics = make_caption("connection-statistics")
        self._statistics.setProperty("type", "")
        self._statistics.setContentsMargins(Spacing.MEDIUM, Spacing.SMALL, Spacing.MEDIUM, Spacing.SMALL)
        matrix = make_button("Edit matrix", "edit-matrix", IconName.MATRIX, "Show the weights as a matrix")
        remove = make_button("Remove", "remove-connection", IconName.DELETE, "Remove this connection (Delete)")
        matrix.clicked.connect(lambda: self.edit_weights_requested.emit(self._item.source, self._item.target))
        remove.clicked.connect(self._on_remove_clicked)
        self._wiring = WiringForm(panel_edits)
        self._freeze = FreezeSwitch(panel_edits, "freeze-connection", "Frozen")
        self._wiring.add_wide(self._freeze)
        self._add(self._statistics)
        self._add(self._wiring)
        self._add_buttons(matrix, remove)

    def refresh(self, item: ConnectionItem, values: SampleValues) -> None:  # noqa: ARG002
        """Show a connection."""
        self._item = item
        network = self.network
        connection = network.connection(item.source, item.target)
        source, target = network.layer(item.source), network.layer(item.target)
        self.title.setText(f"{Names(network).matrix(*connection.key).plain}   {source.name} → {target.name}")
        self.subtitle.setText(f"{shape_text(connection.weight.shape)} matrix: a row for each neuron of {target.name}")
        self._statistics.setText(_statistics_text(connection))
        self._wiring.refresh(connection)
        self._freeze.refresh(network, partial(connection_set, source=item.source, target=item.target))

    def _on_remove_clicked(self) -> None:
        self._edits.apply_to_network(
            "Remove connection", partial(edits.disconnect, source=self._item.source, target=self._item.target)
        )


def _statistics_text(connection: Connection) -> str:
    weights = connection.weight[connection.mask]
    if not weights.size:
        return "All its edges were removed."
    lines = [
        f"Edges: {weights.size:,}",
        f"Smallest and largest weight: {number_text(float(weights.min()))} … {number_text(float(weights.max()))}",
        f"Mean and standard deviation: {number_text(float(weights.mean()))} ± {number_text(float(weights.std()))}",
        f"Frobenius norm ‖W‖: {number_text(float(np.linalg.norm(weights)))}",
    ]
    return "\n".join(lines)

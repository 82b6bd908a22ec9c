"""The list of a neuron's incoming weights, a field for each."""

from functools import partial

from PySide6.QtWidgets import QWidget

from engine.network import parameters
from engine.network.formulas import Names, plain_of
from engine.network.model import Network
from engine.project.project import Project, with_network
from gui.panels.panel_edits import PanelEdits
from gui.selection import EdgeItem
from gui.widgets import Form, NumberField

MOST_WEIGHTS = 64


class IncomingWeights(Form):
    """Fields for up to 64 edges; they are made as they are first needed, and used again for other edges."""

    def __init__(self, panel_edits: PanelEdits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edits = panel_edits
        self._edges: list[EdgeItem] = []
        self._fields: list[NumberField] = []

    def refresh(self, network: Network, edges: list[EdgeItem]) -> None:
        """Show the weights of these edges."""
        self._edges = edges
        while len(self._fields) < len(edges):
            self._add_field()
        names = Names(network)
        for field, edge in zip(self._fields, edges, strict=False):
            text = f"Weight of {plain_of(names.activation(edge.source, edge.column))}"
            if field.accessibleName() != text:
                field.setAccessibleName(text)
                self._labels[field].setText(text)
            field.set_value(float(network.connection(edge.source, edge.target).weight[edge.row, edge.column]))
        for place, field in enumerate(self._fields):
            if field.isHidden() is (place < len(edges)):
                self.set_row_visible(field, place < len(edges))

    def _add_field(self) -> None:
        place = len(self._fields)
        field = NumberField()
        field.setObjectName(f"incoming-weight-{place + 1}")
        self._fields.append(field)
        self.add_row("", field)
        self._edits.bind("Set weight", partial(self._with_weight, place), field.value_edited, field.editing_committed)

    def _with_weight(self, place: int, project: Project, value: float) -> Project:
        edge = self._edges[place]
        network = parameters.set_weight(project.network, edge.source, edge.target, edge.row, edge.column, value)
        return with_network(project, network)

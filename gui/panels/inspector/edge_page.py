"""The page for an edge: its weight, and whether training may change it."""

from functools import partial

import msgspec
from PySide6.QtWidgets import QWidget

from engine.network import parameters
from engine.network.formulas import Names, plain_of
from engine.network.model import Network
from engine.network.parameter_set import edge_set
from engine.network.wiring import remove_edges
from engine.project.project import Project, with_network
from gui.document import Document
from gui.icons import IconName
from gui.panels.controls import make_caption, set_name
from gui.panels.inspector.freeze_switch import FreezeSwitch, ParametersOf
from gui.panels.inspector.neuron_page import LARGEST, SLIDER_ENDS
from gui.panels.inspector.page import InspectorPage, SampleValues, activation_of, make_button
from gui.panels.notation import number_text
from gui.panels.panel_edits import PanelEdits
from gui.selection import EdgeItem
from gui.theme import Spacing
from gui.widgets import Form, SliderField

DIGITS = 6  # as the field above has, and the canvas's tooltips


class EdgePage(InspectorPage[EdgeItem]):
    """One weight, to type or to drag, and what it passes on for the selected sample."""

    def __init__(self, document: Document, panel_edits: PanelEdits) -> None:
        super().__init__(document, panel_edits, "edge-page")
        self._item = EdgeItem("", "", 0, 0)
        self._weight = SliderField(0.0, *SLIDER_ENDS, minimum=-LARGEST, maximum=LARGEST, digits=4)
        self._weight.field.set_step(None)
        set_name(self._weight, "weight")
        form = Form()
        form.add_row("Weight w", self._weight, "Multiplies the value that comes along the edge.")
        self._freeze = FreezeSwitch(panel_edits, "freeze-weight", "Frozen")
        form.add_wide(self._freeze)
        self._product = make_caption("edge-product")
        self._product.setContentsMargins(Spacing.MEDIUM, 0, Spacing.MEDIUM, Spacing.SMALL)
        matrix = make_button("Edit matrix", "edit-matrix", IconName.MATRIX, "Show all weights of this connection")
        matrix.clicked.connect(lambda: self.edit_weights_requested.emit(self._item.source, self._item.target))
        remove = make_button("Remove", "remove-edge", IconName.DELETE, "Remove this edge: 0 for ever (Delete)")
        remove.clicked.connect(self._on_remove_clicked)
        self._add(form)
        self._add(self._product)
        self._add_buttons(matrix, remove)
        panel_edits.bind("Set weight", self._with_weight, self._weight.value_edited, self._weight.editing_committed)

    @property
    def main_field(self) -> QWidget | None:
        """The weight."""
        return self._weight

    def refresh(self, item: EdgeItem, values: SampleValues) -> None:
        """Show an edge."""
        self._item = item
        network = self.network
        words = edge_words(network, item)
        weight = float(network.connection(item.source, item.target).weight[item.row, item.column])
        self.title.setText(words.title)
        self.subtitle.setText(f"Edge from {words.layers}")
        self._weight.set_value(weight)
        self._freeze.refresh(network, _weight_of(item))
        activation = activation_of(values, item.source, item.column)
        self._product.setVisible(activation is not None)
        if activation is not None:
            product = number_text(weight * activation + 0.0, DIGITS)  # −2 · 0 is −0 to a computer
            factors = f"{number_text(weight, DIGITS)} · {number_text(activation, DIGITS)}"
            self._product.setText(
                f"It adds {words.symbol}·{words.source} = {factors} = {product} for the selected sample."
            )

    def _with_weight(self, project: Project, value: float) -> Project:
        item = self._item
        network = parameters.set_weight(project.network, item.source, item.target, item.row, item.column, value)
        return with_network(project, network)

    def _on_remove_clicked(self) -> None:
        key, weight_of = (self._item.source, self._item.target), _weight_of(self._item)
        self._edits.apply_to_network(
            "Remove edge", lambda network: remove_edges(network, *key, weight_of(network).edges[key])
        )


class EdgeWords(msgspec.Struct, frozen=True):
    """What an edge is called.

    Attributes:
        symbol: w₂₁⁽¹⁾.
        source: x₁.
        title: Symbol and both ends.
        layers: “Input to Hidden”.
    """

    symbol: str
    source: str
    title: str
    layers: str


def edge_words(network: Network, item: EdgeItem) -> EdgeWords:
    """Give what an edge is called, or the place of a removed one."""
    names = Names(network)
    symbol = names.weight(item.source, item.target, item.row, item.column).plain
    source = plain_of(names.activation(item.source, item.column))
    target = plain_of(names.activation(item.target, item.row))
    layers = f"{network.layer(item.source).name} to {network.layer(item.target).name}"
    return EdgeWords(symbol, source, f"{symbol}   {source} → {target}", layers)


def _weight_of(item: EdgeItem) -> ParametersOf:
    return partial(edge_set, source=item.source, target=item.target, rows=item.row, columns=item.column)

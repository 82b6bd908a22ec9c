"""The page for a neuron: its bias, the weights into it, and how it computes its value for the selected sample."""

from functools import partial

from PySide6.QtWidgets import QLabel, QWidget

from engine.data.measured_input import MeasuredInput
from engine.network import edits, parameters
from engine.network.formulas import Names, neuron_equation, plain_of
from engine.network.forward import fitting_values
from engine.network.kinds import layer_kind
from engine.network.model import Layer
from engine.network.parameter_set import bias_set, neuron_set
from engine.project.project import Project, with_network
from gui.document import Document
from gui.icons import IconName
from gui.panels.controls import make_caption, set_name
from gui.panels.inspector.freeze_switch import FreezeSwitch
from gui.panels.inspector.incoming_weights import MOST_WEIGHTS, IncomingWeights
from gui.panels.inspector.page import InspectorPage, SampleValues, make_button
from gui.panels.notation import number_text
from gui.panels.panel_edits import PanelEdits
from gui.selection import EdgeItem, NeuronItem
from gui.theme import Spacing
from gui.widgets import Form, SliderField, let_rest

SLIDER_ENDS = (-5.0, 5.0)
LARGEST = 1e300
LAST_NEURON = "A layer has at least one neuron; delete the layer itself."


class NeuronPage(InspectorPage[NeuronItem]):
    """One neuron; what is typed or dragged here is live.

    Attributes:
        measured: What was measured of the selected sample, where the network is given it standardised.
    """

    def __init__(self, document: Document, panel_edits: PanelEdits) -> None:
        super().__init__(document, panel_edits, "neuron-page")
        self._item = NeuronItem("", 0)
        self.measured: MeasuredInput | None = None
        self._equation = QLabel()
        self._equation.setObjectName("neuron-equation")
        self._equation.setWordWrap(True)
        self._equation.setContentsMargins(Spacing.MEDIUM, Spacing.SMALL, Spacing.MEDIUM, Spacing.SMALL)
        self._bias = SliderField(0.0, *SLIDER_ENDS, minimum=-LARGEST, maximum=LARGEST, digits=4)
        self._bias_form = Form()
        self._bias_label = self._bias_form.add_row("Bias b", self._bias, "Added to the weighted sum.")
        self._bias.field.set_step(None)
        set_name(self._bias, "bias")
        self._freeze_bias = FreezeSwitch(panel_edits, "freeze-bias", "Bias frozen", "Enter, then L")
        self._freeze_inputs = FreezeSwitch(panel_edits, "freeze-inputs", "All inputs and bias frozen")
        self._bias_form.add_wide(self._freeze_bias)
        self._bias_form.add_wide(self._freeze_inputs)
        self._weights = IncomingWeights(panel_edits)
        self._more = make_caption("more-weights")
        self._more.setContentsMargins(Spacing.MEDIUM, 0, Spacing.MEDIUM, 0)
        self._matrix = make_button("Edit matrix", "edit-matrix", IconName.MATRIX, "Show all weights into this layer")
        self._remove = make_button(
            "Remove", "remove-neuron", IconName.DELETE, "Remove this neuron and its edges (Delete)"
        )
        for widget in (self._equation, self._bias_form, self._weights, self._more):
            self._add(widget)
        self._add_buttons(self._matrix, self._remove)
        panel_edits.bind("Set bias", self._with_bias, self._bias.value_edited, self._bias.editing_committed)
        self._matrix.clicked.connect(self._on_matrix_clicked)
        self._remove.clicked.connect(self._on_remove_clicked)

    @property
    def main_field(self) -> QWidget | None:
        """The bias, where the neuron has one."""
        return self._bias if self._bias_form.isVisibleTo(self) else None

    def refresh(self, item: NeuronItem, values: SampleValues) -> None:
        """Show a neuron."""
        self._item = item
        network = self.network
        layer = network.layer(item.layer)
        names = Names(network)
        self.title.setText(plain_of(names.activation(layer.id, item.index)))
        self.subtitle.setText(f"Neuron {item.index + 1} of {layer.width:,} in {layer.name}")
        equation = neuron_equation(network, layer.id, item.index, fitting_values(network, values))
        self._equation.setText(equation.plain + self._measured_words(layer, item))
        has_bias = layer_kind(layer.kind).has_bias
        self._bias_form.setVisible(has_bias)
        if has_bias:
            self._bias_label.setText(f"Bias {names.bias(layer.id, item.index).plain}")
            self._bias.set_value(float(layer.bias[item.index]))
            self._freeze_bias.refresh(network, partial(bias_set, layer_id=layer.id, neurons=item.index))
            self._freeze_inputs.refresh(network, partial(neuron_set, layer_id=layer.id, neurons=item.index))
        self._refresh_weights(layer, item)
        let_rest(self._remove, "" if layer.width > 1 else LAST_NEURON)

    def _measured_words(self, layer: Layer, item: NeuronItem) -> str:
        """Tell what was measured of an input whose number is standardised."""
        is_input = not layer_kind(layer.kind).takes_sources
        if self.measured is None or not is_input or len(self.measured.values) != layer.width:
            return ""
        return self.measured.words(item.index, self.title.text(), number_text)

    def _refresh_weights(self, layer: Layer, item: NeuronItem) -> None:
        incoming = self.network.incoming(layer.id)
        edges = [
            EdgeItem(*connection.key, item.index, int(column))
            for connection in incoming
            for column in connection.mask[item.index].nonzero()[0]
        ]
        self._weights.refresh(self.network, edges[:MOST_WEIGHTS])
        self._weights.setVisible(bool(edges))
        self._more.setText(f"{len(edges) - MOST_WEIGHTS:,} more weights: see the matrix.")
        self._more.setVisible(len(edges) > MOST_WEIGHTS)
        self._matrix.setVisible(bool(incoming))

    def _with_bias(self, project: Project, value: float) -> Project:
        return with_network(project, parameters.set_bias(project.network, self._item.layer, self._item.index, value))

    def _on_matrix_clicked(self) -> None:
        self.edit_weights_requested.emit(*self.network.incoming(self._item.layer)[0].key)

    def _on_remove_clicked(self) -> None:
        self._edits.apply_to_network(
            "Remove neuron", partial(edits.remove_neuron, layer_id=self._item.layer, index=self._item.index)
        )

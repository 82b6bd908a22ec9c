"""The neuron that a boundary plot shows instead of the network's output: kept in its settings, drawn as a field."""

import numpy as np

from engine.network.formulas.pieces import Symbol
from engine.process.pictures import BoundaryField, BoundaryRequest, NeuronFields, NeuronFieldsRequest, NeuronGroup
from gui.plots.neuron_lines import QUANTITY
from gui.plots.readings.neuron import NeuronShown
from gui.plots.subject import PlotSubject
from gui.selection import NeuronItem


def written(neuron: NeuronItem | None) -> str:
    """Write a neuron as one word, for settings; "" for none."""
    return "" if neuron is None else f"{neuron.layer}:{neuron.index}"


def neuron_shown(word: str, subject: PlotSubject) -> NeuronShown | None:
    """Read what was written; None where there is no such neuron."""
    layer_id, _colon, index = word.rpartition(":")
    for number, layer in enumerate(subject.computed_layers, start=1):
        if layer.id == layer_id and int(index) < layer.width:
            name = Symbol("h", below=str(int(index) + 1), above=f"({number})").plain
            return NeuronShown(NeuronItem(layer_id, int(index)), name, layer.activation_function)
    return None


def response_request(neuron: NeuronItem, plane: BoundaryRequest) -> NeuronFieldsRequest:
    """Ask for a neuron's pre-activations over a plane."""
    return NeuronFieldsRequest(plane, (NeuronGroup(neuron.layer, (neuron.index,)),), QUANTITY)


def response(fields: NeuronFields, neuron: NeuronItem) -> BoundaryField | None:
    """Give a neuron's pre-activations as a field; None where they are another's."""
    (group, *_others), (values, *_more) = fields.request.groups, fields.fields
    if (group.layer, group.neurons) != (neuron.layer, (neuron.index,)):
        return None
    return BoundaryField(fields.request.plane, values[0][..., np.newaxis])

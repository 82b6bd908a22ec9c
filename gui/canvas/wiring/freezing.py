"""What freezing means where it is asked for, and the words for what it has done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.network.formulas import Names
from engine.network.freezing import freeze, frozen_count
from engine.network.model import Network
from engine.network.parameter_set import ParameterSet, bias_set, edge_set, united
from gui.canvas.wiring.selected_parameters import freezable
from gui.selection import Groups

if TYPE_CHECKING:
    from gui.canvas.canvas import NetworkCanvas


def meant_parameters(network: Network, selected: Groups, edited: Groups) -> ParameterSet:
    """Give the numbers whose field is open, and no others; while none is, all that the selection computes with."""
    biases = [bias_set(network, layer, neurons) for layer, neurons in edited.neurons.items()]
    weights = [edge_set(network, *key, *places) for key, places in edited.edges.items()]
    return united([*biases, *weights]) if biases or weights else freezable(network, selected)


def toggle_frozen(canvas: NetworkCanvas) -> None:
    """Freeze what is meant, or thaw it where all of it is frozen, and say what that was."""
    context = canvas.context
    network = context.document.project.network
    meant = meant_parameters(
        network, context.selection.groups.existing(network), canvas.values.edited.existing(network)
    )
    is_frozen = frozen_count(network, meant).is_all
    if context.edit("Thaw" if is_frozen else "Freeze", lambda network: freeze(network, meant, frozen=not is_frozen)):
        context.noted.emit(f"{'Thawed' if is_frozen else 'Frozen'}: {parameter_words(network, meant)}.")


def parameter_words(network: Network, parameters: ParameterSet) -> str:
    """Name a single weight or bias; count several."""
    names = Names(network)
    weights = [(key, marks & network.connection(*key).mask) for key, marks in parameters.edges.items()]
    biases = list(parameters.biases.items())
    weight_count, bias_count = (sum(int(np.count_nonzero(marks)) for _, marks in each) for each in (weights, biases))
    if weight_count + bias_count == 1:
        places = [
            names.weight(*key, int(row), int(column)) for key, marks in weights for row, column in np.argwhere(marks)
        ]
        places += [names.bias(layer, int(index)) for layer, marks in biases for index in np.flatnonzero(marks)]
        return f"the {'weight' if weight_count else 'bias'} {places[0].plain} alone"
    counted = ((weight_count, "weight", "weights"), (bias_count, "bias", "biases"))
    return " and ".join(f"{count:,} {one if count == 1 else many}" for count, one, many in counted if count)

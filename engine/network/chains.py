"""Chains: an input layer and dense layers that each read the one before, made in one edit."""

from itertools import count

from engine.network.edits import add_layer, connect, next_layer_id
from engine.network.initializers import Initialization
from engine.network.layout.placement import COLUMN_SPACING, Position
from engine.network.model import Network
from engine.network.naming import unused_name
from engine.network.shape_text import Shape


def add_chain(
    network: Network, shape: Shape, initialization: Initialization, position: Position = (0.0, 0.0)
) -> Network:
    """Add the layers of a shape, connected from the input to the output, unconnected with what is there.

    Args:
        network: What there is already.
        shape: The layers from input to output, such as `engine.network.shape_text.parse_shape` gives.
        initialization: How the weights are drawn; biases are 0.
        position: Centre of the input layer in scene units; the others follow to its right, a column each.

    Raises:
        SettingError: A layer wider, or a connection with more weights, than any may be.
    """
    names = _names(network, len(shape))
    x, y = position
    for number, (layer, name) in enumerate(zip(shape, names, strict=True)):
        layer_id, source = next_layer_id(network), network.layers[-1].id if number else None
        network = add_layer(
            network,
            "dense" if number else "input",
            layer.width,
            activation=layer.activation,
            name=name,
            position=(x + number * COLUMN_SPACING, y),
        )
        if source is not None:
            network = connect(network, source, layer_id, initialization)
    return network


def _names(network: Network, layer_count: int) -> list[str]:
    """Give “Input”, “Hidden 1”, “Hidden 2”, …, “Output”; names that the network has already are counted on."""
    hidden_count = layer_count - 2
    if hidden_count == 1:
        hidden = [unused_name(network, "Hidden")]
    else:
        taken = {layer.name for layer in network.layers}
        free = (name for number in count(1) if (name := f"Hidden {number}") not in taken)
        hidden = [next(free) for _ in range(hidden_count)]
    return [unused_name(network, "Input"), *hidden, unused_name(network, "Output")]

"""Chains: an input layer and dense layers that each read the one before, made in one edit."""

from itertools import count, pairwise

from engine.network.edits import new_connection, new_layer, unused_layer_ids
from engine.network.initializers import Initialization
from engine.network.layout.placement import COLUMN_SPACING, Position
from engine.network.limits import check_position
from engine.network.memory import Size, check_memory, size_of
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
        SettingError: This machine has not the memory for it, or the last layers would lie off the canvas.
    """
    check_chain(network, shape)
    x, y = position
    check_position("Output", (x + (len(shape) - 1) * COLUMN_SPACING, y))
    names = _names(network, len(shape))
    layers = [
        new_layer(
            layer_id,
            "dense" if number else "input",
            layer.width,
            activation=layer.activation,
            name=name,
            position=(x + number * COLUMN_SPACING, y),
        )
        for number, (layer_id, layer, name) in enumerate(zip(unused_layer_ids(network), shape, names, strict=False))
    ]
    connections = (new_connection(source, target, initialization) for source, target in pairwise(layers))
    return Network(layers=(*network.layers, *layers), connections=(*network.connections, *connections))


def check_chain(network: Network, shape: Shape) -> None:
    """Do nothing if there is the memory to add the layers of a shape; to be asked while it is typed.

    Args:
        network: What there is already.
        shape: The layers from input to output.

    Raises:
        SettingError: There is not.
    """
    widths = [layer.width for layer in shape]
    weights = sum(before * after for before, after in pairwise(widths))
    subject = f"These {len(widths):,} layers with {weights:,} weights"
    check_memory(subject, Size(layers=len(widths), neurons=sum(widths), weights=weights), size_of(network))


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

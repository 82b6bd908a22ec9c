"""A network has one input layer: of what is added to it another is left out, and the one there is read in its place."""

import msgspec
from msgspec.structs import replace

from engine.errors import GraphError
from engine.network.edits import remove_layers
from engine.network.graph import input_layers
from engine.network.model import Layer, Network


class Joined(msgspec.Struct, frozen=True, eq=False):
    """A network to which other layers were added, and what became of input layers among them.

    Attributes:
        network: The network, with no input layer more than before if it had one.
        note: What became of those left out, in a sentence; "" where none was.
    """

    network: Network
    note: str = ""


def second_input_refusal(network: Network) -> str:
    """Give why no other layer can hold the sample, or "" where none does yet."""
    inputs = input_layers(network)
    return (
        f"“{inputs[0].name}” holds the sample already, and a network has one input layer: widen it." if inputs else ""
    )


def join_inputs(before: Network, after: Network) -> Joined:
    """Leave out of what was added all that would be a second input layer.

    What such a layer fed reads the one there is, with the same weights, where that is as wide.

    Args:
        before: The network.
        after: The network with layers added.

    Raises:
        GraphError: Nothing but such layers was added.
    """
    first = next(iter(input_layers(before)), None)
    left_out = [] if first is None else [layer for layer in input_layers(after) if not before.has_layer(layer.id)]
    if first is None or not left_out:
        return Joined(after)
    if [layer for layer in after.layers if layer not in left_out] == list(before.layers):
        raise GraphError(second_input_refusal(before))
    fitting = {layer.id for layer in left_out if layer.width == first.width}
    fed = {connection.source for connection in after.connections}
    connections = tuple(
        replace(connection, source=first.id) if connection.source in fitting else connection
        for connection in after.connections
    )
    network = remove_layers(replace(after, connections=connections), [layer.id for layer in left_out])
    return Joined(network, _note(first, [layer for layer in left_out if layer.id in fed]))


def _note(first: Layer, left_out: list[Layer]) -> str:
    if not left_out:
        return f"“{first.name}” stays the one input layer."
    if all(layer.width == first.width for layer in left_out):
        return f"“{first.name}” stays the one input layer: what was added reads it."
    wanted = next(layer.width for layer in left_out if layer.width != first.width)
    return (
        f"“{first.name}” stays the one input layer; it has {_neurons(first.width)}, but what was added was to read "
        f"{wanted:,}: connect it."
    )


def _neurons(count: int) -> str:
    return "1 neuron" if count == 1 else f"{count:,} neurons"

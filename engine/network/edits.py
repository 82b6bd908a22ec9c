"""Edits of a network's layers and connections: pure functions that give a new network and share what they don't change.

Each raises an `EngineError` before anything happened if the edit makes no sense.
"""

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from msgspec.structs import replace

from engine.errors import GraphError, SettingError
from engine.network.activations import IDENTITY, activation_function
from engine.network.dropout import DROPOUT
from engine.network.graph import would_close_cycle
from engine.network.initializers import Initialization, draw_weight, initializer
from engine.network.kinds import layer_kind
from engine.network.limits import check_position, check_width
from engine.network.memory import Size, check_memory, size_of
from engine.network.model import Connection, Layer, LayerId, Network
from engine.network.naming import check_name, unused_name

_LONGEST_NUMBER = 9  # digits of an id; a file may hold any


def next_layer_id(network: Network) -> LayerId:
    """Give the id that the next layer added to this network gets."""
    return next(unused_layer_ids(network))


def unused_layer_ids(network: Network) -> Iterator[LayerId]:
    """Give the ids that the next layers added to this network get, without end."""
    taken = {layer.id for layer in network.layers}
    numbers = (layer_id[1:] for layer_id in taken if len(layer_id) <= 1 + _LONGEST_NUMBER)
    last = max((int(number) for number in numbers if number.isdecimal()), default=0)
    return (layer_id for number in itertools.count(last + 1) if (layer_id := f"L{number}") not in taken)


def add_layer(
    network: Network,
    kind: str,
    width: int,
    *,
    activation: str = IDENTITY,
    name: str | None = None,
    position: tuple[float, float] = (0.0, 0.0),
) -> Network:
    """Add an unconnected layer with id `next_layer_id(network)`; its biases are 0.

    Raises:
        SettingError: Unknown kind or activation function, one for a kind that has none, a width below 1 or beyond this
            machine's memory, a name no layer may have, or a position off the canvas.
    """
    has_bias = layer_kind(kind).has_bias
    activation_function(activation)
    check_width(width)
    name = unused_name(network, (name or "").strip() or layer_kind(kind).label.removesuffix(" layer"))
    check_name(name)
    check_position(name, position)
    if not has_bias and activation != IDENTITY:
        raise _no_activation_function(name)
    check_memory(f"“{name}” with {_neurons(width)}", Size(layers=1, neurons=width), size_of(network))
    layer = new_layer(next_layer_id(network), kind, width, activation=activation, name=name, position=position)
    return replace(network, layers=(*network.layers, layer))


def new_layer(
    layer_id: LayerId, kind: str, width: int, *, activation: str, name: str, position: tuple[float, float]
) -> Layer:
    """Give a layer with biases of 0, for a network that may have it."""
    bias_count = width if layer_kind(kind).has_bias else 0
    return Layer(
        id=layer_id,
        kind=kind,
        name=name,
        shape=(width,),
        activation_function=activation,
        bias=np.zeros(bias_count),
        bias_frozen=np.zeros(bias_count, np.bool_),
        position=position,
    )


def remove_layers(network: Network, layer_ids: Iterable[LayerId]) -> Network:
    """Remove layers and every connection of theirs.

    Raises:
        GraphError: There is no such layer.
    """
    removed = {network.layer(layer_id).id for layer_id in layer_ids}
    return Network(
        layers=tuple(layer for layer in network.layers if layer.id not in removed),
        connections=tuple(c for c in network.connections if c.source not in removed and c.target not in removed),
    )


def connect(network: Network, source: LayerId, target: LayerId, initialization: Initialization) -> Network:
    """Connect every neuron of `source` to every neuron of `target`, with weights drawn as `initialization` says.

    Raises:
        GraphError: They are connected already, `target` takes no connections, or a cycle would close.
        SettingError: This machine has not the memory for the weights.
    """
    check_connection(network, source, target)
    connection = new_connection(network.layer(source), network.layer(target), initialization)
    return replace(network, connections=(*network.connections, connection))


def new_connection(source: Layer, target: Layer, initialization: Initialization) -> Connection:
    """Give a connection with all edges, whose weights are drawn, for a network that may have it."""
    shape = weight_shape(source, target)
    return Connection(
        source=source.id,
        target=target.id,
        weight=draw_weight(initialization, source, target, shape),
        mask=np.ones(shape, np.bool_),
        frozen=np.zeros(shape, np.bool_),
    )


def check_connection(network: Network, source: LayerId, target: LayerId) -> None:
    """Do nothing if `connect(network, source, target, …)` would succeed.

    Raises:
        GraphError: Why it would not, in a sentence to show beside the pointer.
        SettingError: This machine has not the memory for the weights.
    """
    source_layer, target_layer = network.layer(source), network.layer(target)
    if not layer_kind(target_layer.kind).takes_sources:
        raise GraphError(f"“{target_layer.name}” takes its values from the data, so nothing can lead into it.")
    if source == target:
        raise GraphError(f"“{source_layer.name}” cannot feed itself: the layers must form a graph without cycles.")
    if network.find_connection(source, target) is not None:
        raise GraphError(f"“{source_layer.name}” and “{target_layer.name}” are connected already.")
    if would_close_cycle(network, source, target):
        raise GraphError(
            f"“{target_layer.name}” already leads to “{source_layer.name}”, so this connection would close a cycle."
        )
    count = math.prod(weight_shape(source_layer, target_layer))
    subject = f"The {count:,} weights from “{source_layer.name}” to “{target_layer.name}”"
    check_memory(subject, Size(weights=count), size_of(network))


def disconnect(network: Network, source: LayerId, target: LayerId) -> Network:
    """Remove the connection source → target.

    Raises:
        GraphError: There is none.
    """
    removed = network.connection(source, target)
    return replace(network, connections=tuple(c for c in network.connections if c is not removed))


def resize_layer(network: Network, layer_id: LayerId, width: int, initialization: Initialization) -> Network:
    """Give a layer another number of neurons: the last ones go, or new ones come with drawn weights and bias 0.

    A connection goes with its last edge.

    Raises:
        SettingError: A width below 1, or beyond this machine's memory.
    """
    check_width(width)
    layer = network.layer(layer_id)
    check_widening(network, layer, width)
    return _with_neurons(network, layer, width, range(min(width, layer.width)), initialization)


def remove_neuron(network: Network, layer_id: LayerId, index: int) -> Network:
    """Remove neuron `index` (from 0) of a layer with its bias and edges; the other neurons keep theirs.

    A connection goes with its last edge.

    Raises:
        GraphError: The layer has no such neuron.
        SettingError: It is the layer's only neuron.
    """
    return remove_neurons(network, layer_id, [index])


def remove_neurons(network: Network, layer_id: LayerId, indices: Iterable[int]) -> Network:
    """Remove neurons (from 0) of a layer at once, each as `remove_neuron` does.

    Raises:
        GraphError: The layer has no such neuron.
        SettingError: They are all that the layer has.
    """
    layer = network.layer(layer_id)
    removed = {index for index in indices if layer_with_neuron(network, layer_id, index)}
    kept = [neuron for neuron in range(layer.width) if neuron not in removed]
    if not kept:
        having = "one neuron" if layer.width == 1 else f"{layer.width:,} neurons"
        raise SettingError(f"“{layer.name}” has {having} only; remove the layer instead.")
    return _with_neurons(network, layer, len(kept), kept, Initialization())


def rename_layer(network: Network, layer_id: LayerId, name: str) -> Network:
    """Give a layer another name.

    Raises:
        SettingError: The name is blank, too long or unprintable, or another layer has it.
    """
    name = name.strip()
    check_name(name)
    if any(layer.name == name and layer.id != layer_id for layer in network.layers):
        raise SettingError(f"Another layer is called “{name}” already.")
    return network.with_layer(replace(network.layer(layer_id), name=name))


def set_activation_function(network: Network, layer_id: LayerId, name: str) -> Network:
    """Give a layer another activation function.

    Raises:
        SettingError: There is none of that name, or the layer is an input layer.
    """
    activation_function(name)
    layer = network.layer(layer_id)
    if not layer_kind(layer.kind).has_bias:
        raise _no_activation_function(layer.name)
    return network.with_layer(replace(layer, activation_function=name))


def set_dropout(network: Network, layer_id: LayerId, rate: float) -> Network:
    """Let training leave out each neuron of a layer at a rate in [0, 1).

    Raises:
        SettingError: The rate is outside its range, or the layer is an input layer.
    """
    DROPOUT.check(rate)
    layer = network.layer(layer_id)
    if not layer_kind(layer.kind).has_bias:
        raise SettingError(f"“{layer.name}” holds the sample as it is and has no dropout.")
    return network.with_layer(replace(layer, dropout=float(rate)))


def set_initializer(network: Network, layer_id: LayerId, scheme: str | None) -> Network:
    """Give the weights into a layer an initialisation of their own, or with None that of the training settings.

    No weight is drawn by this.

    Raises:
        SettingError: There is none of that name, or the layer is an input layer.
    """
    if scheme is not None:
        initializer(scheme)
    layer = network.layer(layer_id)
    if not layer_kind(layer.kind).takes_sources:
        raise SettingError(f"“{layer.name}” holds the sample as it is and has no weights.")
    return network.with_layer(replace(layer, initializer=scheme))


def move_layers(network: Network, positions: Mapping[LayerId, tuple[float, float]]) -> Network:
    """Put layers elsewhere on the canvas: new centres by layer id, in scene units.

    Raises:
        GraphError: There is no such layer.
        SettingError: A centre lies off the canvas.
    """
    for layer_id, position in positions.items():
        check_position(network.layer(layer_id).name, position)
    layers = tuple(
        replace(layer, position=positions[layer.id]) if layer.id in positions else layer for layer in network.layers
    )
    return replace(network, layers=layers)


def check_widening(network: Network, layer: Layer, width: int) -> None:
    """Do nothing if this machine has the memory for a layer to be `width` neurons wide.

    Raises:
        SettingError: It has not.
    """
    added = width - layer.width
    touching = (*network.incoming(layer.id), *network.outgoing(layer.id))
    edges_a_neuron = sum(connection.weight.size // layer.width for connection in touching)
    growth = Size(neurons=added, weights=added * edges_a_neuron)
    check_memory(f"“{layer.name}” with {_neurons(width)}", growth, size_of(network))


def weight_shape(source: Layer, target: Layer) -> tuple[int, int]:
    """Give the shape (H_target, H_source) of the matrix from one layer to another."""
    return layer_kind(target.kind).weight_shape(source.shape, target.shape)


def connection_with_entry(network: Network, source: LayerId, target: LayerId, row: int, column: int) -> Connection:
    """Give the connection from `source` to `target`, whose matrix has an entry (`row`, `column`), both from 0.

    Raises:
        GraphError: There is no such connection, or its matrix has no such entry.
    """
    connection = network.connection(source, target)
    rows, columns = connection.weight.shape
    if not (0 <= row < rows and 0 <= column < columns):
        raise GraphError(
            f"W of “{network.layer(target).name}” from “{network.layer(source).name}” is {rows}×{columns} and has no "
            f"entry ({row + 1}, {column + 1})."
        )
    return connection


def layer_with_neuron(network: Network, layer_id: LayerId, index: int) -> Layer:
    """Give the layer with that id, which has a neuron `index` (from 0).

    Raises:
        GraphError: There is no such layer, or it has no such neuron.
    """
    layer = network.layer(layer_id)
    if not 0 <= index < layer.width:
        raise GraphError(f"“{layer.name}” has {layer.width} neurons and no neuron {index + 1}.")
    return layer


def _neurons(count: int) -> str:
    return "1 neuron" if count == 1 else f"{count:,} neurons"


def _no_activation_function(name: str) -> SettingError:
    return SettingError(f"“{name}” holds the sample as it is and has no activation function.")


def _with_neurons(
    network: Network, layer: Layer, width: int, kept: Sequence[int], initialization: Initialization
) -> Network:
    """Give the network with `width` neurons in a layer: those kept, in their order, and new ones after them."""
    resized = network.with_layer(_resized_layer(layer, width, kept))
    connections = tuple(
        _resized_connection(resized, connection, layer.id, kept, initialization)
        if layer.id in connection.key
        else connection
        for connection in network.connections
    )
    return replace(resized, connections=tuple(connection for connection in connections if connection.mask.any()))


def _resized_layer(layer: Layer, width: int, kept: Sequence[int]) -> Layer:
    bias = np.zeros(width if layer.bias.size else 0)
    frozen = np.zeros(bias.shape, np.bool_)
    if layer.bias.size:
        bias[: len(kept)] = layer.bias[kept]
        frozen[: len(kept)] = layer.bias_frozen[kept]
    return replace(layer, shape=(width,), bias=bias, bias_frozen=frozen)


def _resized_connection(
    network: Network, connection: Connection, layer_id: LayerId, kept: Sequence[int], initialization: Initialization
) -> Connection:
    """Fit a connection to the new width of one of its ends, keeping the entries of the `kept` neurons."""
    source, target = network.layer(connection.source), network.layer(connection.target)
    shape = weight_shape(source, target)
    axis = 0 if connection.target == layer_id else 1
    weight, mask, frozen = (
        np.take(matrix, kept, axis) for matrix in (connection.weight, connection.mask, connection.frozen)
    )
    if shape[axis] > len(kept):
        old = tuple(slice(length) for length in weight.shape)
        whole = draw_weight(initialization, source, target, shape), np.ones(shape, np.bool_), np.zeros(shape, np.bool_)
        whole[0][old], whole[1][old], whole[2][old] = weight, mask, frozen
        weight, mask, frozen = whole
    return replace(connection, weight=weight, mask=mask, frozen=frozen)

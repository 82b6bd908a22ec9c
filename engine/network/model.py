"""The network as an immutable value: layers joined by connections into a directed acyclic graph.

a⁽ˡ⁾ = Σₛ W⁽ˡ,ˢ⁾ h⁽ˢ⁾ + b⁽ˡ⁾ and h⁽ˡ⁾ = g⁽ˡ⁾(a⁽ˡ⁾), where s runs over the layers connected into l.
Parameters are float64 whatever precision training runs in, so a number typed by hand stays the number typed.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property

import msgspec
import numpy as np

from engine.arrays import BoolArray, FloatArray, read_only
from engine.errors import GraphError, ShapeError

LayerId = str
ConnectionKey = tuple[LayerId, LayerId]


class Layer(msgspec.Struct, frozen=True, eq=False):
    """A layer: a kind, an output shape, an activation function and a bias for each neuron.

    Attributes:
        id: Stays the same for the layer's whole life; names and positions may change.
        kind: Key of `engine.network.kinds.LAYER_KINDS`.
        name: What people call it.
        shape: Shape of its output for one sample; `(H,)` for a dense layer of H neurons.
        activation_function: Key of `engine.network.activations.ACTIVATION_FUNCTIONS`.
        bias: float64 (H,), or (0,) where the kind has none.
        bias_frozen: bool, same shape as `bias`; training leaves frozen entries bit for bit.
        position: Centre of the layer on the canvas, in scene units, y downwards.
        dropout: p in [0, 1), the rate at which training leaves its neurons out; see `engine.network.dropout`.
        initializer: Key of `engine.network.initializers.INITIALIZERS` for the weights into it, instead of the
            training settings'; None for theirs.
    """

    id: LayerId
    kind: str
    name: str
    shape: tuple[int, ...]
    activation_function: str
    bias: FloatArray
    bias_frozen: BoolArray
    position: tuple[float, float] = (0.0, 0.0)
    dropout: float = 0.0
    initializer: str | None = None

    def __post_init__(self) -> None:
        msgspec.structs.force_setattr(self, "bias", read_only(self.bias))
        msgspec.structs.force_setattr(self, "bias_frozen", read_only(self.bias_frozen, np.bool_))
        if self.bias.shape != self.bias_frozen.shape or self.bias.shape not in {(0,), (self.width,)}:
            raise ShapeError(
                f"Layer “{self.name}” has {self.width} neurons but biases of shape {self.bias.shape} "
                f"and frozen marks of shape {self.bias_frozen.shape}."
            )

    @property
    def width(self) -> int:
        """Number of neurons H."""
        return math.prod(self.shape)


class Connection(msgspec.Struct, frozen=True, eq=False):
    """All edges from one layer to another: the matrix W⁽ᵗᵃʳᵍᵉᵗ,ˢᵒᵘʳᶜᵉ⁾.

    Attributes:
        source: The layer whose activations are read.
        target: The layer whose pre-activations they enter.
        weight: float64 (H_target, H_source): `weight[target, source]`, as in `torch.nn.Linear`.
        mask: bool, same shape; False is a removed edge, whose weight is exactly 0 for ever.
        frozen: bool, same shape; training leaves frozen entries bit for bit.
    """

    source: LayerId
    target: LayerId
    weight: FloatArray
    mask: BoolArray
    frozen: BoolArray

    def __post_init__(self) -> None:
        mask = read_only(self.mask, np.bool_)
        weight = read_only(self.weight)
        if weight.ndim != 2 or mask.shape != weight.shape or np.shape(self.frozen) != weight.shape:
            raise ShapeError(
                f"The connection {self.source} → {self.target} has weights of shape {weight.shape}, a mask of shape "
                f"{mask.shape} and frozen marks of shape {np.shape(self.frozen)}; all three must be one matrix's."
            )
        if not mask.all() and weight[~mask].any():
            weight = read_only(np.where(mask, weight, 0.0))
        msgspec.structs.force_setattr(self, "weight", weight)
        msgspec.structs.force_setattr(self, "mask", mask)
        msgspec.structs.force_setattr(self, "frozen", read_only(self.frozen, np.bool_))

    @property
    def key(self) -> ConnectionKey:
        """`(source, target)`: what identifies it in its network."""
        return self.source, self.target


class Network(msgspec.Struct, frozen=True, eq=False, dict=True):
    """Layers and the connections between them. Both keep the order in which they were made.

    What is looked up is found through tables that are made when first needed: a chain may have thousands of layers.
    """

    layers: tuple[Layer, ...] = ()
    connections: tuple[Connection, ...] = ()

    def layer(self, layer_id: LayerId) -> Layer:
        """Give the layer with that id.

        Raises:
            GraphError: There is none.
        """
        layer = self._layers_by_id.get(layer_id)
        if layer is None:
            raise GraphError(f"There is no layer “{layer_id}” in this network.")
        return layer

    def has_layer(self, layer_id: LayerId) -> bool:
        """Tell whether a layer with that id exists."""
        return layer_id in self._layers_by_id

    def connection(self, source: LayerId, target: LayerId) -> Connection:
        """Give the connection from `source` to `target`.

        Raises:
            GraphError: There is none.
        """
        found = self.find_connection(source, target)
        if found is None:
            names = [layer.name for layer_id in (source, target) for layer in self.layers if layer.id == layer_id]
            source, target = names if len(names) == 2 else (source, target)
            raise GraphError(f"There is no connection from “{source}” to “{target}” in this network.")
        return found

    def find_connection(self, source: LayerId, target: LayerId) -> Connection | None:
        """Give the connection from `source` to `target`, or None."""
        return self._connections_by_key.get((source, target))

    def incoming(self, layer_id: LayerId) -> tuple[Connection, ...]:
        """Give the connections into a layer, in the network's order."""
        return self._incoming.get(layer_id, ())

    def outgoing(self, layer_id: LayerId) -> tuple[Connection, ...]:
        """Give the connections out of a layer, in the network's order."""
        return self._outgoing.get(layer_id, ())

    def with_layer(self, layer: Layer) -> "Network":
        """Give the network with `layer` in the place of the one that has its id."""
        layers = tuple(layer if old.id == layer.id else old for old in self.layers)
        return msgspec.structs.replace(self, layers=layers)

    def with_connection(self, connection: Connection) -> "Network":
        """Give the network with `connection` in the place of the one that joins the same layers."""
        connections = tuple(connection if old.key == connection.key else old for old in self.connections)
        return msgspec.structs.replace(self, connections=connections)

    @cached_property
    def parameter_count(self) -> int:
        """Number of biases and of edges that exist."""
        biases = sum(layer.bias.size for layer in self.layers)
        return biases + sum(int(np.count_nonzero(connection.mask)) for connection in self.connections)

    @cached_property
    def _layers_by_id(self) -> dict[LayerId, Layer]:
        return {layer.id: layer for layer in self.layers}

    @cached_property
    def _connections_by_key(self) -> dict[ConnectionKey, Connection]:
        return {connection.key: connection for connection in self.connections}

    @cached_property
    def _incoming(self) -> dict[LayerId, tuple[Connection, ...]]:
        return _grouped(self.connections, lambda connection: connection.target)

    @cached_property
    def _outgoing(self) -> dict[LayerId, tuple[Connection, ...]]:
        return _grouped(self.connections, lambda connection: connection.source)


class Parameters(msgspec.Struct, frozen=True, eq=False):
    """The numbers of a network without its structure: what training changes.

    Attributes:
        weights: One float64 matrix for each of the network's connections, in the network's order.
        biases: One float64 vector for each of the network's layers, in the network's order.
    """

    weights: tuple[FloatArray, ...]
    biases: tuple[FloatArray, ...]

    def __post_init__(self) -> None:
        msgspec.structs.force_setattr(self, "weights", tuple(read_only(weight) for weight in self.weights))
        msgspec.structs.force_setattr(self, "biases", tuple(read_only(bias) for bias in self.biases))

    @property
    def all_finite(self) -> bool:
        """Whether no parameter is NaN or infinite."""
        return all(bool(np.isfinite(array).all()) for array in (*self.weights, *self.biases))


def parameters_of(network: Network) -> Parameters:
    """Give the network's parameters; the arrays are shared, not copied."""
    return Parameters(
        weights=tuple(connection.weight for connection in network.connections),
        biases=tuple(layer.bias for layer in network.layers),
    )


def with_parameters(network: Network, parameters: Parameters) -> Network:
    """Give the network with other parameters; layers and connections whose numbers stay the same are shared.

    Raises:
        ShapeError: `parameters` are those of a network of another structure.
    """
    wanted = [connection.weight.shape for connection in network.connections]
    wanted += [layer.bias.shape for layer in network.layers]
    received = [weight.shape for weight in parameters.weights] + [bias.shape for bias in parameters.biases]
    if wanted != received:
        raise ShapeError(f"Parameters of shapes {received} do not fit a network that needs {wanted}.")
    layers = tuple(
        layer if _same(layer.bias, bias) else msgspec.structs.replace(layer, bias=bias)
        for layer, bias in zip(network.layers, parameters.biases, strict=True)
    )
    connections = tuple(
        connection if _same(connection.weight, weight) else msgspec.structs.replace(connection, weight=weight)
        for connection, weight in zip(network.connections, parameters.weights, strict=True)
    )
    return Network(layers=layers, connections=connections)


def shares_parameters(first: Network, second: Network) -> bool:
    """Tell whether two networks hold the very same arrays of parameters, as after an edit that leaves numbers alone."""
    ways, layers = (first.connections, second.connections), (first.layers, second.layers)
    have_as_many = all(len(one) == len(other) for one, other in (ways, layers))
    same_weights = (one.weight is other.weight for one, other in zip(*ways, strict=False))
    same_biases = (one.bias is other.bias for one, other in zip(*layers, strict=False))
    return have_as_many and all(same_weights) and all(same_biases)


def _grouped(
    connections: Iterable[Connection], end: Callable[[Connection], LayerId]
) -> dict[LayerId, tuple[Connection, ...]]:
    groups: defaultdict[LayerId, list[Connection]] = defaultdict(list)
    for connection in connections:
        groups[end(connection)].append(connection)
    return {layer_id: tuple(group) for layer_id, group in groups.items()}


def _same(first: FloatArray, second: FloatArray) -> bool:
    return first is second or np.array_equal(first, second)

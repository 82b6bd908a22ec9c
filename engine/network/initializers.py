"""Initial weights. Drawn with numpy, so a seed gives the same network on every device.

Every connection and layer has a random stream of its own, made from the seed and its ids: drawing one connection anew
gives what drawing the whole network would give it. Biases start at 0.
"""

import math
import zlib
from collections.abc import Callable

import msgspec
import numpy as np

from engine.arrays import FloatArray
from engine.network.activations import activation_function
from engine.network.model import Connection, Layer, Network
from engine.registry import look_up

KEEP = "keep"
Draw = Callable[[np.random.Generator, tuple[int, int], float, float], FloatArray]


class Initializer(msgspec.Struct, frozen=True, eq=False):
    """A way to draw a weight matrix.

    Attributes:
        name: Key stored in projects.
        label: What menus call it.
        formula: The distribution in plain text; σ is the setting of that name.
        help: One sentence for a student.
        draw: `(generator, (H_target, fan_in), gain, sigma)` → float64 (H_target, H_source); None keeps what is there.
    """

    name: str
    label: str
    formula: str
    help: str
    draw: Draw | None


class Initialization(msgspec.Struct, frozen=True, eq=False):
    """Which initial weights to draw.

    Attributes:
        scheme: Key of `INITIALIZERS`.
        sigma: Standard deviation of the scheme “normal”, ≥ 0.
        seed: Seed of the draw, ≥ 0.
    """

    scheme: str = "xavier"
    sigma: float = 0.5
    seed: int = 0


def _normal(generator: np.random.Generator, shape: tuple[int, int], gain: float, sigma: float) -> FloatArray:  # noqa: ARG001
    return sigma * generator.standard_normal(shape)


def _xavier(generator: np.random.Generator, shape: tuple[int, int], gain: float, sigma: float) -> FloatArray:  # noqa: ARG001
    limit = gain * math.sqrt(6.0 / (shape[0] + shape[1]))
    return generator.uniform(-limit, limit, shape)


def _he(generator: np.random.Generator, shape: tuple[int, int], gain: float, sigma: float) -> FloatArray:  # noqa: ARG001
    return math.sqrt(2.0 / shape[1]) * generator.standard_normal(shape)


def _zeros(generator: np.random.Generator, shape: tuple[int, int], gain: float, sigma: float) -> FloatArray:  # noqa: ARG001
    return np.zeros(shape)


_ALL = (
    Initializer(
        "normal", "Normal", "w ~ N(0, σ²)",
        "Every weight from one normal distribution with the σ given.", _normal,
    ),
    Initializer(
        "xavier", "Xavier", "w ~ U(−r, r), r = gain·√(6 / (fan_in + fan_out))",
        "Keeps the spread of activations and gradients alike from layer to layer; made for tanh and sigmoid "
        "(Glorot and Bengio, 2010).",
        _xavier,
    ),
    Initializer(
        "he", "He", "w ~ N(0, 2 / fan_in)",
        "Like Xavier, but for ReLU, which blocks half of what comes in (He et al., 2015).", _he,
    ),
    Initializer(
        "zeros", "Zeros", "w = 0",
        "All alike: neurons of a layer then learn the same thing for ever. Try it.", _zeros,
    ),
    Initializer(KEEP, "Keep", "w stays", "Starts from the weights that are there, such as those set by hand.", None),
)  # fmt: skip

INITIALIZERS: dict[str, Initializer] = {initializer.name: initializer for initializer in _ALL}


def initializer(name: str) -> Initializer:
    """Give the initializer called `name`.

    Raises:
        SettingError: There is none of that name.
    """
    return look_up(INITIALIZERS, name, "initialisation")


def draw_weight(initialization: Initialization, source: Layer, target: Layer, shape: tuple[int, int]) -> FloatArray:
    """Draw the weight matrix from `source` into `target`.

    The scheme “keep” has nothing to keep for a new connection and draws Xavier weights instead.

    Returns:
        float64 of `shape` (H_target, H_source).
    """
    draw = initializer(initialization.scheme).draw or _xavier
    stream = zlib.crc32(f"{source.id}→{target.id}".encode())
    generator = np.random.default_rng([initialization.seed, stream])
    return draw(generator, shape, activation_function(target.activation_function).gain, initialization.sigma)


def initialize(network: Network, initialization: Initialization) -> Network:
    """Give the network with initial parameters: weights drawn, biases 0, frozen parameters as they are.

    With the scheme “keep” it is the network itself.
    """
    if initializer(initialization.scheme).draw is None:
        return network
    connections = tuple(
        _initialize_connection(network, connection, initialization) for connection in network.connections
    )
    layers = tuple(
        msgspec.structs.replace(layer, bias=np.where(layer.bias_frozen, layer.bias, 0.0)) for layer in network.layers
    )
    return Network(layers=layers, connections=connections)


def _initialize_connection(network: Network, connection: Connection, initialization: Initialization) -> Connection:
    source, target = network.layer(connection.source), network.layer(connection.target)
    drawn = draw_weight(initialization, source, target, (connection.weight.shape[0], connection.weight.shape[1]))
    return msgspec.structs.replace(connection, weight=np.where(connection.frozen, connection.weight, drawn))

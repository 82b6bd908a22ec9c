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
from engine.network.number_setting import NumberSetting, check_numbers
from engine.registry import look_up

KEEP = "keep"


class Initialization(msgspec.Struct, frozen=True, eq=False):
    """Which initial weights to draw.

    Attributes:
        scheme: Key of `INITIALIZERS`.
        sigma: σ ≥ 0, standard deviation of the scheme “normal”.
        seed: Seed of the draw, ≥ 0.
        limit: r ≥ 0, largest size of a weight of the scheme “uniform”.
    """

    scheme: str = "xavier"
    sigma: float = 0.5
    seed: int = 0
    limit: float = 0.5


class Wanted(msgspec.Struct, frozen=True, eq=False):
    """A weight matrix to be drawn.

    Attributes:
        generator: Draws it.
        shape: (H_target, H_source), also called (fan_out, fan_in).
        gain: Of the target's activation function.
        numbers: The settings of the draw.
    """

    generator: np.random.Generator
    shape: tuple[int, int]
    gain: float
    numbers: Initialization

    def normal(self, sigma: float) -> FloatArray:
        """Draw from N(0, σ²)."""
        return sigma * self.generator.standard_normal(self.shape)

    def uniform(self, limit: float) -> FloatArray:
        """Draw from U(−r, r)."""
        return self.generator.uniform(-limit, limit, self.shape)


Draw = Callable[[Wanted], FloatArray]


class Initializer(msgspec.Struct, frozen=True, eq=False):
    """A way to draw a weight matrix.

    Attributes:
        name: Key stored in projects.
        label: What menus call it.
        formula: The distribution in plain text; fan_in is H_source, fan_out H_target.
        latex: The same for typesetting, a line after the other.
        help: One sentence for a student.
        draw: Draws a matrix; None keeps what is there.
        parameters: The numbers of `Initialization` that it uses, the seed apart.
    """

    name: str
    label: str
    formula: str
    latex: tuple[str, ...]
    help: str
    draw: Draw | None
    parameters: tuple[NumberSetting, ...] = ()


def _xavier(wanted: Wanted) -> FloatArray:
    return wanted.uniform(math.sqrt(6.0 / sum(wanted.shape)))


def _orthogonal(wanted: Wanted) -> FloatArray:
    rows, columns = wanted.shape
    tall = wanted.generator.standard_normal((max(rows, columns), min(rows, columns)))
    q, r = np.linalg.qr(tall)
    q = q * np.where(np.diag(r) < 0.0, -1.0, 1.0)  # else the signs would depend on how QR is computed
    return wanted.gain * np.ascontiguousarray(q if rows >= columns else q.T)


_SIGMA = NumberSetting("sigma", "σ", "Standard deviation", 0.0, 1e9, 0.5, "How far weights spread around 0.")
_LIMIT = NumberSetting("limit", "r", "Largest weight", 0.0, 1e9, 0.5, "Weights lie between −r and r.")
INITIALIZATION_NUMBERS = (_SIGMA, _LIMIT)

_NORMAL, _UNIFORM = r"w \sim N(0, \sigma^2)", r"w \sim U(-r, r)"
_FAN_IN = r"\mathrm{fan}_{\mathrm{in}}"
_FANS = _FAN_IN + r" + \mathrm{fan}_{\mathrm{out}}"

_ALL = (
    Initializer(
        "normal", "Normal", "w ~ N(0, σ²)", (_NORMAL,),
        "Every weight from one normal distribution with the σ given.",
        lambda wanted: wanted.normal(wanted.numbers.sigma), (_SIGMA,),
    ),
    Initializer(
        "uniform", "Uniform", "w ~ U(−r, r)", (_UNIFORM,), "Every weight as likely anywhere between −r and r.",
        lambda wanted: wanted.uniform(wanted.numbers.limit), (_LIMIT,),
    ),
    Initializer(
        "xavier", "Xavier", "w ~ U(−r, r), r = √(6 / (fan_in + fan_out))",
        (_UNIFORM, rf"r = \sqrt{{\frac{{6}}{{{_FANS}}}}}"),
        "Keeps the spread of activations and gradients alike from layer to layer; made for tanh and sigmoid "
        "(Glorot and Bengio, 2010).",
        _xavier,
    ),
    Initializer(
        "xavier_normal", "Xavier, normal", "w ~ N(0, σ²), σ = √(2 / (fan_in + fan_out))",
        (_NORMAL, rf"\sigma = \sqrt{{\frac{{2}}{{{_FANS}}}}}"),
        "Xavier’s spread, drawn from a normal distribution.",
        lambda wanted: wanted.normal(math.sqrt(2.0 / sum(wanted.shape))),
    ),
    Initializer(
        "he", "He", "w ~ N(0, σ²), σ = √(2 / fan_in)", (_NORMAL, rf"\sigma = \sqrt{{\frac{{2}}{{{_FAN_IN}}}}}"),
        "Like Xavier, but for ReLU, which blocks half of what comes in (He et al., 2015).",
        lambda wanted: wanted.normal(math.sqrt(2.0 / wanted.shape[1])),
    ),
    Initializer(
        "he_uniform", "He, uniform", "w ~ U(−r, r), r = √(6 / fan_in)",
        (_UNIFORM, rf"r = \sqrt{{\frac{{6}}{{{_FAN_IN}}}}}"), "He’s spread, drawn evenly.",
        lambda wanted: wanted.uniform(math.sqrt(6.0 / wanted.shape[1])),
    ),
    Initializer(
        "orthogonal", "Orthogonal", "WᵀW = gain²·I, or WWᵀ where W is wide",
        (r"W^{\mathrm{T}} W = \mathrm{gain}^2 \, I \quad \text{or} \quad W W^{\mathrm{T}} = \mathrm{gain}^2 \, I",),
        "A random rotation: no direction is stretched more than another, however deep the network (Saxe et al., 2014). "
        "The gain is the activation function’s: 1 for Identity, √2 for ReLU, 5/3 for Tanh.",
        _orthogonal,
    ),
    Initializer(
        "zeros", "Zeros", "w = 0", ("w = 0",),
        "All alike: neurons of a layer then learn the same thing for ever. Try it.",
        lambda wanted: np.zeros(wanted.shape),
    ),
    Initializer(
        KEEP, "Keep", "w stays", (r"w ~ \text{stays}",),
        "Starts from the weights that are there, such as those set by hand.", None,
    ),
)  # fmt: skip

INITIALIZERS: dict[str, Initializer] = {initializer.name: initializer for initializer in _ALL}


def initializer(name: str) -> Initializer:
    """Give the initializer called `name`.

    Raises:
        SettingError: There is none of that name.
    """
    return look_up(INITIALIZERS, name, "initialisation")


def check_initialization(settings: Initialization) -> None:
    """Do nothing if there is such a scheme and its numbers, used or not, are within their ranges.

    Raises:
        SettingError: There is not, or the first number that is not.
    """
    initializer(settings.scheme)
    check_numbers(INITIALIZATION_NUMBERS, settings)


def draw_weight(initialization: Initialization, source: Layer, target: Layer, shape: tuple[int, int]) -> FloatArray:
    """Draw the weight matrix from `source` into `target`, by the target's own scheme if it has one.

    The scheme “keep” has nothing to keep for a new connection and draws Xavier weights instead.

    Returns:
        float64 of `shape` (H_target, H_source).
    """
    draw = _scheme(initialization, target).draw or _xavier
    stream = zlib.crc32(f"{source.id}→{target.id}".encode())
    generator = np.random.default_rng([initialization.seed, stream])
    gain = activation_function(target.activation_function).gain
    return draw(Wanted(generator, shape, gain, initialization))


def initialize(network: Network, initialization: Initialization) -> Network:
    """Give the network with initial parameters: weights drawn, biases 0, frozen parameters as they are.

    Layers with the scheme “keep” stay as they are; where all do, it is the network itself.
    """
    kept = {layer.id for layer in network.layers if _scheme(initialization, layer).draw is None}
    if len(kept) == len(network.layers):
        return network
    connections = tuple(
        connection if connection.target in kept else _initialize_connection(network, connection, initialization)
        for connection in network.connections
    )
    layers = tuple(
        layer if layer.id in kept else msgspec.structs.replace(layer, bias=np.where(layer.bias_frozen, layer.bias, 0.0))
        for layer in network.layers
    )
    return Network(layers=layers, connections=connections)


def _scheme(initialization: Initialization, target: Layer) -> Initializer:
    return initializer(target.initializer or initialization.scheme)


def _initialize_connection(network: Network, connection: Connection, initialization: Initialization) -> Connection:
    source, target = network.layer(connection.source), network.layer(connection.target)
    drawn = draw_weight(initialization, source, target, (connection.weight.shape[0], connection.weight.shape[1]))
    return msgspec.structs.replace(connection, weight=np.where(connection.frozen, connection.weight, drawn))

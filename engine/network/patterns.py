"""Patterns of wiring: which edges a connection from S to T neurons has."""

from collections.abc import Callable
from math import lgamma, log

import msgspec
import numpy as np
from msgspec.structs import replace

from engine.arrays import BoolArray
from engine.errors import SettingError, ShapeError
from engine.network.initializers import Initialization
from engine.network.model import LayerId, Network
from engine.network.wiring import rewire
from engine.registry import look_up

Shape = tuple[int, int]

LEAST_MASKS_ALIKE = 100  # of so many, edges removed by hand leave a certain one by coincidence at most once


class PatternSettings(msgspec.Struct, frozen=True):
    """What patterns can be told.

    Attributes:
        density: Share p of all edges that the random pattern keeps, in (0, 1].
        seed: Which random edges those are, in 0 … 2³¹ − 1.
        window: Number k of neighbouring source neurons that each target neuron reads, in 1 … 2³¹ − 1.
    """

    density: float = 0.5
    seed: int = 0
    window: int = 3


class PatternParameter(msgspec.Struct, frozen=True, eq=False):
    """A setting that a pattern listens to.

    Attributes:
        field: Field of `PatternSettings`.
        label: What forms call it.
        minimum: Its smallest value.
        maximum: Its largest value.
        help: One sentence for a student.
        is_integer: Whether it counts something.
    """

    field: str
    label: str
    minimum: float
    maximum: float
    help: str
    is_integer: bool


class Pattern(msgspec.Struct, frozen=True, eq=False):
    """A way to wire two layers.

    Attributes:
        name: Key of `PATTERNS`.
        label: What menus call it.
        help: One sentence for a student.
        parameters: The settings it listens to.
        mask: `((T, S), settings)` → bool (T, S), True for each edge.
        obstacle: `(T, S)` → "", or one sentence that says why the pattern does not fit this shape.
    """

    name: str
    label: str
    help: str
    parameters: tuple[PatternParameter, ...]
    mask: Callable[[Shape, PatternSettings], BoolArray]
    obstacle: Callable[[Shape], str] = lambda _shape: ""


def _full(shape: Shape, settings: PatternSettings) -> BoolArray:  # noqa: ARG001
    return np.ones(shape, np.bool_)


def _one_to_one(shape: Shape, settings: PatternSettings) -> BoolArray:  # noqa: ARG001
    return np.eye(*shape, dtype=np.bool_)


def _needs_a_square(shape: Shape) -> str:
    targets, sources = shape
    if targets == sources:
        return ""
    return f"One-to-one needs layers of one width, but the matrix is {targets}×{sources}."


def _random(shape: Shape, settings: PatternSettings) -> BoolArray:
    """Keep the p·T·S edges (rounded, at least one) of the smallest random numbers: a higher density only adds edges."""
    numbers = np.random.default_rng(settings.seed).random(shape)
    count = max(1, round(settings.density * numbers.size))
    return np.asarray(numbers <= np.partition(numbers, count - 1, axis=None)[count - 1])


def _local(shape: Shape, settings: PatternSettings) -> BoolArray:
    """Let row r read the k columns around c = (r + ½)·S/T − ½, fewer where they would run over an end."""
    targets, sources = shape
    centres = (np.arange(targets) + 0.5) * sources / targets - 0.5
    first = np.floor(centres - (settings.window - 1) / 2 + 0.5)[:, np.newaxis]
    columns = np.arange(sources)
    return np.asarray((first <= columns) & (columns < first + settings.window))


DENSITY = PatternParameter(
    "density", "Density p", 0.01, 1.0, "The share of all edges that there are.", is_integer=False
)
SEED = PatternParameter("seed", "Seed", 0, 2**31 - 1, "Another seed picks other edges.", is_integer=True)
WINDOW = PatternParameter(
    "window", "Window k", 1, 2**31 - 1, "How many neighbouring neurons each one reads.", is_integer=True
)

_ALL = (
    Pattern("full", "Full", "Every neuron reads every neuron of the layer before.", (), _full),
    Pattern(
        "one-to-one", "One-to-one", "Each neuron reads the one opposite it; both layers must be equally wide.", (),
        _one_to_one, _needs_a_square,
    ),
    Pattern(
        "random", "Random", "Each neuron reads some neurons picked by chance; a higher density only adds edges.",
        (DENSITY, SEED), _random,
    ),
    Pattern(
        "local", "Local window",
        "Each neuron reads k neighbouring ones opposite it; a wider or narrower layer is stretched over the other.",
        (WINDOW,), _local,
    ),
)  # fmt: skip

PATTERNS: dict[str, Pattern] = {pattern.name: pattern for pattern in _ALL}


def pattern(name: str) -> Pattern:
    """Give the pattern called `name`.

    Raises:
        SettingError: There is none.
    """
    return look_up(PATTERNS, name, "wiring pattern")


def wire_by_pattern(
    network: Network,
    source: LayerId,
    target: LayerId,
    name: str,
    settings: PatternSettings,
    initialization: Initialization,
) -> Network:
    """Let a connection have the edges of a pattern; edges that stay keep their weights, new ones are drawn.

    Args:
        network: The network.
        source: The layer the connection comes from.
        target: The layer it leads to.
        name: Key of `PATTERNS`.
        settings: What the pattern listens to, such as its density.
        initialization: How to draw the weights of new edges.

    Raises:
        GraphError: There is no such connection.
        SettingError: There is no such pattern, or a setting it listens to is outside its range.
        ShapeError: The pattern does not fit the layers' widths.
    """
    chosen = pattern(name)
    for parameter in chosen.parameters:
        value = getattr(settings, parameter.field)
        if not parameter.minimum <= value <= parameter.maximum:
            raise SettingError(
                f"{parameter.label} must be between {parameter.minimum:,} and {parameter.maximum:,}; {value} is not."
            )
    rows, columns = network.connection(source, target).weight.shape
    if chosen.obstacle((rows, columns)):
        raise ShapeError(chosen.obstacle((rows, columns)))
    return rewire(network, source, target, chosen.mask((rows, columns), settings), initialization)


def makes(name: str, mask: BoolArray, settings: PatternSettings) -> bool:
    """Tell whether a pattern makes exactly this mask (T, S) with these settings.

    Raises:
        SettingError: There is no such pattern.
    """
    targets, sources = mask.shape
    candidate = pattern(name)
    if candidate.obstacle((targets, sources)):
        return False
    return np.array_equal(candidate.mask((targets, sources), settings), mask)


def recognized_pattern(mask: BoolArray, settings: PatternSettings) -> str | None:
    """Give the name of the first pattern that makes exactly this mask (T, S) with these settings, or None.

    One that listens to settings is recognized only among so many masks alike that edges removed by hand are not taken
    for it.
    """
    is_telling = _log_masks_alike(mask) >= log(LEAST_MASKS_ALIKE)
    names = (name for name, candidate in PATTERNS.items() if is_telling or not candidate.parameters)
    return next((name for name in names if makes(name, mask, settings)), None)


def _log_masks_alike(mask: BoolArray) -> float:
    """Give log C(n, k): how many masks of this size n have as many edges k."""
    size, count = mask.size, int(mask.sum())
    return lgamma(size + 1) - lgamma(count + 1) - lgamma(size - count + 1)


def first_settings(name: str, mask: BoolArray) -> PatternSettings:
    """Give the settings that a pattern begins with on a connection wired like `mask` (T, S): its own where it is one.

    Else a window leaves out an edge where there is more than one source neuron, so that one sees what it does.

    Raises:
        SettingError: There is no such pattern.
    """
    pattern(name)
    own = PatternSettings(density=float(mask.mean()), window=window_of(mask))
    if recognized_pattern(mask, own) == name:
        return own
    usual = PatternSettings()
    return replace(usual, window=min(usual.window, max(1, mask.shape[1] - 1)))


def window_of(mask: BoolArray) -> int:
    """Give the width k of the local window that a mask (T, S) would have if it were one: the most edges of a row."""
    return max(1, int(mask.sum(axis=1).max(initial=0)))

"""What a matrix, its biases or a block of them can be filled with; `engine.network.blocks` puts it in."""

import zlib
from collections.abc import Callable

import msgspec
import numpy as np

from engine.arrays import FloatArray
from engine.errors import SettingError, ShapeError
from engine.network.activations import activation_function
from engine.network.blocks import Block, Change
from engine.network.initializers import Initialization, Wanted, draw_weight, initializer
from engine.network.model import LayerId, Network


class Fill(msgspec.Struct, frozen=True, eq=False):
    """A way to fill a matrix that needs no number.

    Attributes:
        name: Key of `FILLS`.
        label: What menus call it.
        help: One sentence.
        change: Present numbers (rows, columns) → others of the same shape.
        obstacle: Rows and columns → why no matrix of this shape can be filled so, "" where it can.
    """

    name: str
    label: str
    help: str
    change: Change
    obstacle: Callable[[int, int], str] = lambda _rows, _columns: ""


def scaled(factor: float) -> Change:
    """Give the change that multiplies every number by `factor`.

    Raises:
        SettingError: The factor is not finite.
    """
    if not np.isfinite(factor):
        raise SettingError(f"The factor must be a finite number; {factor} is not.")

    def scale(before: FloatArray) -> FloatArray:
        with np.errstate(over="ignore"):  # what is too large is refused with a sentence
            return before * factor

    return scale


def drawn_weights(
    network: Network, source: LayerId, target: LayerId, initialization: Initialization, block: Block | None = None
) -> Change:
    """Give the change to initial weights of a connection: the very ones that initialising the network so would draw.

    Raises:
        GraphError: There is no such connection.
        SettingError: The scheme keeps what is there.
    """
    _check_draws(initialization)
    shape = network.connection(source, target).weight.shape
    layer = msgspec.structs.replace(network.layer(target), initializer=None)  # the scheme asked for is the one meant
    drawn = draw_weight(initialization, network.layer(source), layer, (shape[0], shape[1]))
    return _part_of(drawn, block)


def drawn_biases(
    network: Network, source: LayerId, target: LayerId, initialization: Initialization, block: Block | None = None
) -> Change:
    """Give the change to biases drawn like a column more of W from `source`, from a stream of their own.

    Raises:
        GraphError: There is no such connection.
        SettingError: The scheme keeps what is there.
    """
    _check_draws(initialization)
    shape = network.connection(source, target).weight.shape
    draw = initializer(initialization.scheme).draw
    assert draw is not None
    generator = np.random.default_rng([initialization.seed, zlib.crc32(f"bias {target}".encode())])
    gain = activation_function(network.layer(target).activation_function).gain
    drawn = draw(Wanted(generator, (shape[0], shape[1]), gain, initialization))
    return _part_of(drawn[:, :1], block)


def _check_draws(initialization: Initialization) -> None:
    chosen = initializer(initialization.scheme)
    if chosen.draw is None:
        raise SettingError(f"The initialisation “{chosen.label}” draws no numbers; choose another one in Training.")


def _part_of(drawn: FloatArray, block: Block | None) -> Change:
    part = drawn if block is None else drawn[block.slices]
    return lambda _before: part


def _zeros(before: FloatArray) -> FloatArray:
    return np.zeros(before.shape)


def _identity(before: FloatArray) -> FloatArray:
    return np.eye(*before.shape)


def _negated(before: FloatArray) -> FloatArray:
    return 0.0 - before  # and not -before, which makes −0 of 0


def _transposed(before: FloatArray) -> FloatArray:
    obstacle = _not_square(*before.shape)
    if obstacle:
        raise ShapeError(obstacle)
    return before.T


def _not_square(rows: int, columns: int) -> str:
    fits = rows == columns
    return "" if fits else f"Only as many rows as columns can be transposed in place; these are {rows}×{columns}."


_ALL = (
    Fill("zeros", "Zeros", "Every number 0.", _zeros),
    Fill("identity", "Identity", "1 on the diagonal and 0 beside it: neuron i reads neuron i.", _identity),
    Fill("negate", "Negate", "Every number with the other sign.", _negated),
    Fill("transpose", "Transpose", "Rows become columns, where there are as many.", _transposed, _not_square),
)

FILLS: dict[str, Fill] = {fill.name: fill for fill in _ALL}

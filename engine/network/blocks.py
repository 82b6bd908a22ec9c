"""Blocks of a matrix: the cells that are copied, pasted and filled together. Biases b (H,) count as one column."""

from collections.abc import Callable

import msgspec
import numpy as np
from numpy.typing import ArrayLike

from engine.arrays import FloatArray, read_only
from engine.errors import ShapeError
from engine.network.model import LayerId, Network
from engine.network.parameters import set_biases, set_weights
from engine.quoting import shape_text

Change = Callable[[FloatArray], FloatArray]


class Block(msgspec.Struct, frozen=True):
    """Neighbouring rows and columns of a matrix.

    Attributes:
        row: The first row, from 0.
        column: The first column, from 0.
        height: Number of rows, at least 1.
        width: Number of columns, at least 1.
    """

    row: int
    column: int
    height: int
    width: int

    @classmethod
    def whole(cls, matrix: FloatArray) -> "Block":
        """Give all of a matrix."""
        return cls(0, 0, matrix.shape[0], matrix.shape[1])

    @property
    def shape(self) -> tuple[int, int]:
        """Its rows and columns."""
        return self.height, self.width

    @property
    def slices(self) -> tuple[slice, slice]:
        """What picks it out of its matrix."""
        return slice(self.row, self.row + self.height), slice(self.column, self.column + self.width)


def change_weights(
    network: Network, source: LayerId, target: LayerId, change: Change, block: Block | None = None
) -> Network:
    """Give the network with a block of W (H_target, H_source), None for all of it, changed; removed edges stay 0.

    Args:
        network: The network.
        source: The layer the weights come from.
        target: The layer they lead to.
        change: Present numbers of the block → others of the same shape.
        block: Where.

    Raises:
        ShapeError: The block juts out of W, or the numbers have another shape than it.
        SettingError: A number is not finite.
        EngineError: What `change` raises.
    """
    weight = network.connection(source, target).weight
    changed = _changed(weight, change, block, "W")
    return network if np.array_equal(changed, weight) else set_weights(network, source, target, changed)


def change_biases(network: Network, layer_id: LayerId, change: Change, block: Block | None = None) -> Network:
    """Give the network with a block of b as one column (H, 1), None for all of it, changed.

    Args:
        network: The network.
        layer_id: The layer.
        change: Present numbers of the block (height, 1) → others of the same shape.
        block: Where.

    Raises:
        ShapeError: The block juts out of b, or the numbers have another shape than it.
        SettingError: A number is not finite.
        EngineError: What `change` raises.
    """
    bias = network.layer(layer_id).bias
    changed = _changed(bias[:, np.newaxis], change, block, "b")[:, 0]
    return network if np.array_equal(changed, bias) else set_biases(network, layer_id, changed)


def replaced_by(values: ArrayLike) -> Change:
    """Give the change to these numbers (rows, columns); a single one goes into every cell."""
    given = read_only(values)
    return lambda before: np.full(before.shape, given.item()) if given.size == 1 else given


def _changed(matrix: FloatArray, change: Change, block: Block | None, symbol: str) -> FloatArray:
    block = block or Block.whole(matrix)
    if min(block.row, block.column) < 0 or matrix[block.slices].shape != block.shape:
        given, whole = shape_text(block.shape), f"{symbol}, which is {shape_text(matrix.shape)}"
        if block.row == block.column == 0:
            raise ShapeError(f"A {given} matrix does not fit into {whole}.")
        raise ShapeError(f"A {given} block from row {block.row + 1}, column {block.column + 1} juts out of {whole}.")
    changed = matrix.copy()
    values = change(matrix[block.slices])
    if values.shape != block.shape:
        raise ShapeError(f"The block is {shape_text(block.shape)}; the matrix given is {shape_text(values.shape)}.")
    changed[block.slices] = values
    return changed

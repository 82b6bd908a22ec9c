"""Where a matrix that was pasted goes, and what that comes to."""

import math
from collections.abc import Callable
from functools import partial

import msgspec
import numpy as np

from engine.arrays import FloatArray
from engine.errors import EngineError
from engine.network import parameters
from engine.network.blocks import Block, change_biases, change_weights, replaced_by
from engine.network.formulas import Names
from engine.network.matrix_text import WeightsAndBiases
from engine.network.model import ConnectionKey, Network
from engine.quoting import shape_text
from gui.panels.notation import counted


class PastePlace(msgspec.Struct, frozen=True):
    """Where to paste.

    Attributes:
        key: The connection shown.
        into_biases: Whether into b of its target rather than into W.
        block: The cells selected where the keyboard is, or None where it is elsewhere: then only a whole W or b fits.
    """

    key: ConnectionKey
    into_biases: bool = False
    block: Block | None = None


class Paste(msgspec.Struct, frozen=True, eq=False):
    """What pasting comes to.

    Attributes:
        label: The undo step's.
        place: Where the numbers go, as a sentence says it.
        edit: Puts them there.
        note: What to say besides, or "".
    """

    label: str
    place: str
    edit: Callable[[Network], Network]
    note: str = ""


def plan_paste(network: Network, matrix: FloatArray, place: PastePlace) -> Paste:
    """Give what pasting a matrix (rows, columns) at a place comes to.

    A row is taken transposed where all of W is a column of that length, and a column where it is a row.

    A single number goes into all cells selected, and a matrix fills from the first cell selected if it fits there. Only
    one of the shape of the whole fits nowhere but at the first cell of all: it becomes the whole, whichever cell is
    selected. What does not fit is refused by the edit, with both shapes.
    """
    return (_plan_biases if place.into_biases else _plan_weights)(network, matrix, place)


def plan_both(network: Network, both: WeightsAndBiases, key: ConnectionKey) -> Paste:
    """Give what pasting W and b at once comes to: either goes in whole, or neither."""
    weights = _plan_weights(network, both.weight, PastePlace(key))
    biases = _plan_biases(network, both.bias, PastePlace(key, into_biases=True))
    place = f"{weights.place} and {biases.place}"
    return Paste("Paste weights and biases", place, lambda before: biases.edit(weights.edit(before)), weights.note)


def fits(network: Network, matrix: FloatArray, place: PastePlace) -> bool:
    """Tell whether a matrix could be pasted at a place."""
    try:
        plan_paste(network, matrix, place).edit(network)
    except EngineError:
        return False
    return True


def _plan_weights(network: Network, matrix: FloatArray, place: PastePlace) -> Paste:
    source, target = place.key
    connection, block = network.connection(source, target), place.block
    names = Names(network)
    symbol = names.matrix(source, target).plain
    if matrix.shape != connection.weight.shape and matrix.shape[::-1] == connection.weight.shape and 1 in matrix.shape:
        turned = _plan_weights(network, matrix.T.copy(), place)
        return msgspec.structs.replace(turned, note=f" It was transposed from {shape_text(matrix.shape)}.{turned.note}")
    if matrix.shape == connection.weight.shape or block is None:
        note = _removed_note(matrix, connection.mask) if matrix.shape == connection.mask.shape else ""
        edit = partial(parameters.set_weights, source=source, target=target, weight=matrix)
        return Paste("Paste matrix", _all_of(symbol, connection.weight.shape), edit, note)
    if matrix.size == 1 and block.shape == (1, 1):
        row, column = block.row, block.column
        edit = partial(parameters.set_weight, source=source, target=target, row=row, column=column, value=matrix.item())
        return Paste("Set weight", names.weight(source, target, row, column).plain, edit)
    block = _filled(block, matrix)
    edit = partial(change_weights, source=source, target=target, change=replaced_by(matrix), block=block)
    return Paste("Paste block", f"{_place_of(block)} of {symbol}", edit)


def _plan_biases(network: Network, matrix: FloatArray, place: PastePlace) -> Paste:
    layer_id, block = place.key[1], place.block
    names = Names(network)
    symbol = names.bias(layer_id).plain
    is_vector = matrix.size == max(matrix.shape)
    size = network.layer(layer_id).bias.size
    if block is None or not is_vector or matrix.size == size:
        edit = partial(parameters.set_biases, layer_id=layer_id, bias=matrix)
        return Paste("Paste biases", _all_of(symbol, (size,)), edit)
    if matrix.size == 1 and block.shape == (1, 1):
        edit = partial(parameters.set_bias, layer_id=layer_id, index=block.row, value=matrix.item())
        return Paste("Set bias", names.bias(layer_id, block.row).plain, edit)
    column = matrix.reshape(-1, 1)
    block = _filled(block, column)
    edit = partial(change_biases, layer_id=layer_id, change=replaced_by(column), block=block)
    return Paste("Paste block", f"{_span('entry', 'entries', block.row, block.height)} of {symbol}", edit)


def _filled(block: Block, matrix: FloatArray) -> Block:
    """Give the cells that a matrix takes from the first one on; a single number takes all that are selected."""
    return block if matrix.size == 1 else Block(block.row, block.column, *matrix.shape)


def _all_of(symbol: str, shape: tuple[int, ...]) -> str:
    return f"all of {symbol} ({shape_text(shape)})" if math.prod(shape) > 1 else symbol


def _place_of(block: Block) -> str:
    return f"{_span('row', 'rows', block.row, block.height)}, {_span('column', 'columns', block.column, block.width)}"


def _span(noun: str, plural: str, first: int, count: int) -> str:
    """Write which rows or columns, counted from 1 as on paper."""
    return f"{noun} {first + 1}" if count == 1 else f"{plural} {first + 1}–{first + count}"


def _removed_note(matrix: FloatArray, mask: np.ndarray) -> str:
    left_out = int(np.count_nonzero(matrix[~mask]))
    return f" {counted(left_out, 'removed edge stays', 'removed edges stay')} 0." if left_out else ""

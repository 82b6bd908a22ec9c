"""What copying and filling are about: W or b of the connection shown, or a block of cells."""

import msgspec
import numpy as np

from engine.arrays import BoolArray, FloatArray
from engine.network.blocks import Block, Change, change_biases, change_weights
from engine.network.fills import drawn_biases, drawn_weights
from engine.network.formulas import Names
from engine.network.initializers import Initialization
from engine.network.model import ConnectionKey, Network
from engine.network.parameter_set import ParameterSet
from engine.quoting import shape_text
from gui.panels.matrix_editor.paper import Paper


class Target(msgspec.Struct, frozen=True):
    """Numbers of the connection shown.

    Attributes:
        key: The connection.
        is_bias: Whether they are b of its target rather than W.
        block: Which cells, or None for all of it.
        is_scattered: Whether the cells selected form no block, so that there is nothing to copy or fill together.
    """

    key: ConnectionKey
    is_bias: bool
    block: Block | None = None
    is_scattered: bool = False

    def values(self, network: Network) -> FloatArray:
        """Give the numbers (rows, columns); of b a column."""
        whole = self._whole(network)
        return whole if self.block is None else whole[self.block.slices]

    def symbol(self, network: Network) -> str:
        """Write W⁽¹⁾, or b⁽¹⁾."""
        names = Names(network)
        return (names.bias(self.key[1]) if self.is_bias else names.matrix(*self.key)).plain

    def title(self, network: Network) -> str:
        """Name it with its shape."""
        shape = shape_text(self.values(network).shape)
        symbol = self.symbol(network)
        return f"{symbol} ({shape})" if self.block is None else f"{shape} cells of {symbol}"

    def changed(self, network: Network, change: Change) -> Network:
        """Give the network with these numbers changed.

        Raises:
            EngineError: The change makes no sense.
        """
        if self.is_bias:
            return change_biases(network, self.key[1], change, self.block)
        return change_weights(network, *self.key, change, self.block)

    def drawn(self, network: Network, initialization: Initialization) -> Change:
        """Give the change to numbers drawn anew.

        Raises:
            SettingError: The initialisation draws none.
        """
        draw = drawn_biases if self.is_bias else drawn_weights
        return draw(network, *self.key, initialization, self.block)

    def parameters(self, network: Network) -> ParameterSet:
        """Give the parameters that these numbers are."""
        marks: BoolArray = np.zeros(self._whole(network).shape, np.bool_)
        marks[... if self.block is None else self.block.slices] = True
        if self.is_bias:
            return ParameterSet(biases={self.key[1]: marks[:, 0]})
        return ParameterSet(edges={self.key: marks})

    def _whole(self, network: Network) -> FloatArray:
        if self.is_bias:
            return network.layer(self.key[1]).bias[:, np.newaxis]
        return network.connection(*self.key).weight


def chosen_target(paper: Paper, key: ConnectionKey, *, single: bool) -> Target:
    """Give what is selected in the tables.

    Args:
        paper: The tables.
        key: The connection shown.
        single: Whether one cell selected means that cell alone; else it is merely where one is, and all is meant.
    """
    table = paper.chosen_table
    is_bias = table is paper.bias_table
    block, whole = table.block, Block.whole(paper.biases.matrix if is_bias else paper.weights.matrix)
    if block is None:
        return Target(key, is_bias, is_scattered=table.selectionModel().hasSelection())
    if block == whole or (not single and block.shape == (1, 1)):
        return Target(key, is_bias)
    return Target(key, is_bias, block)

"""The numbers that the edges of a connection show."""

from collections.abc import Callable
from functools import partial

import numpy as np

from engine.arrays import BoolArray, FloatArray
from engine.network.model import Connection
from gui.canvas.edges.quantities import SAMPLE, START, WEIGHT, EdgeFacts, EdgeQuantity
from gui.canvas.edges.ribbon import sign_balance
from gui.canvas.edges.scale import EdgeScale, full_color_of, largest_magnitude

Ghost = Callable[[int, int], str]


class EdgeValues:
    """Works out the numbers of one connection when they are asked for: of a deep network most are out of sight.

    Args:
        connection: What is shown.

    Attributes:
        scale: How strong edges must be for full colour and width.
    """

    def __init__(self, connection: Connection) -> None:
        self.scale = EdgeScale()
        self._connection = connection
        self._quantity = WEIGHT
        self._source_activation: FloatArray | None = None
        self._start: FloatArray | None = None
        self._array: FloatArray | None = None
        self._full_color: float | None = None
        self._balance: float | None = None
        self._largest: float | None = None
        self._frozen_known: tuple[BoolArray, BoolArray, bool] | None = None

    @property
    def array(self) -> FloatArray:
        """The numbers, (H_target, H_source), NaN where unknown."""
        if self._array is None:
            self._array = self._quantity.values(EdgeFacts(self._connection, self._source_activation, self._start))
        return self._array

    @property
    def ghost(self) -> Ghost | None:
        """What gives what stands faintly below the number of the edge in a row and a column; None for nothing."""
        if self._quantity.ghost is None:
            return None
        return partial(self._quantity.ghost, EdgeFacts(self._connection, self._source_activation, self._start))

    @property
    def full_color(self) -> float:
        """The magnitude that these numbers would have in full colour if they were all; 0 where there are none."""
        if self._full_color is None:
            self._full_color = full_color_of(self.array)
        return self._full_color

    @property
    def largest(self) -> float:
        """The largest magnitude among the numbers that are known."""
        if self._largest is None:
            self._largest = largest_magnitude(self.array)
        return self._largest

    @property
    def balance(self) -> float:
        """Which sign prevails, −1 … 1."""
        if self._balance is None:
            self._balance = sign_balance(self.array)
        return self._balance

    @property
    def frozen(self) -> BoolArray:
        """The edges that training leaves alone, (H_target, H_source)."""
        return self._connection.frozen

    @property
    def are_all_frozen(self) -> bool:
        """Whether training leaves every edge alone."""
        mask, frozen = self._connection.mask, self._connection.frozen
        known = self._frozen_known
        if known is None or known[0] is not mask or known[1] is not frozen:  # there may be a million marks
            known = self._frozen_known = mask, frozen, bool(np.all(frozen | ~mask))
        return known[2]

    def set_connection(self, connection: Connection) -> None:
        """Take the connection as it is now."""
        before, self._connection = self._connection, connection
        if connection.weight is not before.weight:
            self._forget()

    def set_quantity(self, quantity: EdgeQuantity) -> bool:
        """Show another quantity. Gives whether that is another than before."""
        before, self._quantity = self._quantity, quantity
        if quantity is not before:
            self._forget()
        return quantity is not before

    def set_source_activation(self, activation: FloatArray | None) -> bool:
        """Take the source layer's activations (H_source,), None where there are none. Gives whether they matter."""
        self._source_activation = activation
        return self._forget_if_needed(SAMPLE)

    def set_start(self, weight: FloatArray | None) -> bool:
        """Take the weights when the run began, None where there was none. Gives whether they matter."""
        self._start = weight
        return self._forget_if_needed(START)

    def _forget_if_needed(self, what: str) -> bool:
        matters = self._quantity.needs == what
        if matters:
            self._forget()
        return matters

    def _forget(self) -> None:
        self._array = self._full_color = self._balance = self._largest = None

"""An x as the data measured it, for where the network is given it standardised: one input then has two numbers."""

from collections.abc import Callable

import msgspec

from engine.arrays import FloatArray


class MeasuredInput(msgspec.Struct, frozen=True, eq=False):
    """What was measured of an x that the network is given standardised.

    Attributes:
        names: D names of the inputs.
        values: shape (D,), as measured.
    """

    names: tuple[str, ...]
    values: FloatArray

    def words(self, index: int, symbol: str, number: Callable[[float], str]) -> str:
        """Tell of an input what stands behind its number: “(px 5,6 = 16, standardised)”.

        Args:
            index: Which input, from 0.
            symbol: What the network calls it; an input of no other name is only said to be measured.
            number: Writes a number.
        """
        name, measured = self.names[index], number(float(self.values[index]))
        return f" (measured {measured}, standardised)" if name == symbol else f" ({name} = {measured}, standardised)"

"""The x that plots mark, and at which they hold the inputs that stand on no axis."""

import msgspec

from engine.arrays import FloatArray, IntArray
from engine.data.data_set import DataSet


class LookedAt(msgspec.Struct, frozen=True, eq=False):
    """An own x, or else the sample selected.

    Attributes:
        sample: Row of the sample selected, or None.
        own: An own x (D,), or None.
    """

    sample: int | None = None
    own: FloatArray | None = None

    def own_within(self, data_set: DataSet) -> FloatArray | None:
        """Give the own x where it has as many inputs as the data."""
        return self.own if self.own is not None and len(self.own) == data_set.input_count else None

    def x(self, data_set: DataSet) -> FloatArray | None:
        """Give the own x (D,), or else the sample's; None where there is neither."""
        own = self.own_within(data_set)
        if own is not None or self.sample is None:
            return own
        return data_set.inputs[self.sample] if self.sample < data_set.sample_count else None

    def absence(self, data_set: DataSet, rows: IntArray) -> str:
        """Say that what is looked at is none of the samples in some rows of the data, and why; "" where it is one."""
        if self.own_within(data_set) is not None:
            return "the own x is not among them"
        if self.sample is None or self.sample in rows:
            return ""
        is_held_back = self.sample in data_set.validation_indices
        return f"sample {self.sample + 1:,}{' (validation)' if is_held_back else ''} is not among them"

    def held(self, data_set: DataSet) -> FloatArray | None:
        """Give the values (D,) of the inputs that a plane doesn't vary; None where it varies all, or nothing says."""
        return self.x(data_set) if data_set.input_count > 2 else None

    def held_name(self, data_set: DataSet) -> str:
        """Say what they are held at."""
        if self.held(data_set) is None:
            return "0"
        return "own x" if self.own_within(data_set) is not None else f"sample {(self.sample or 0) + 1}"

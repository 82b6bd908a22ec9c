"""A number that people set: its name, symbol, range, default and help in one place, for checks and controls alike."""

from numbers import Integral, Real
from typing import Any

import msgspec

from engine.errors import SettingError

MOST_DIGITS_SHOWN = 30


class NumberSetting(msgspec.Struct, frozen=True, eq=False):
    """A number of a settings record.

    Attributes:
        field: The record's field.
        symbol: What formulas call it, such as β₁.
        label: What controls call it.
        minimum: Smallest value.
        maximum: Largest value.
        default: What it is until somebody sets it; a whole number where only whole numbers make sense.
        help: One sentence for a student.
        above_minimum: Whether the minimum itself is too small.
        below_maximum: Whether the maximum itself is too large.
        while_running: Whether it may be changed while a run goes on.
        is_share: Whether people know it in percent as well, and may leave the sign out.
        noun: What a refusal calls it where the label is no noun.
    """

    field: str
    symbol: str
    label: str
    minimum: float
    maximum: float
    default: float
    help: str
    above_minimum: bool = False
    below_maximum: bool = False
    while_running: bool = False
    is_share: bool = False
    noun: str = ""

    @property
    def is_integer(self) -> bool:
        """Whether only whole numbers make sense."""
        return isinstance(self.default, int)

    @property
    def title(self) -> str:
        """The label with the symbol, such as “Momentum μ”."""
        return f"{self.label} {self.symbol}".strip()

    def check(self, value: Any) -> None:
        """Do nothing if `value` is a number within the range.

        Raises:
            SettingError: It is not; the text gives the range and the value received.
        """
        refusal = self.refusal(value)
        if refusal:
            raise SettingError(refusal)

    def refusal(self, value: Any) -> str:
        """Say why `value` is none for this setting, "" where it is one."""
        is_number = isinstance(value, Real) and not isinstance(value, bool)
        if not is_number:
            return f"{self._subject} must be a number; {shown(value)} is not."
        if self.is_integer and not isinstance(value, Integral):
            return f"{self._subject} must be a whole number; {shown(value)} is not."
        low = value > self.minimum if self.above_minimum else value >= self.minimum
        high = value < self.maximum if self.below_maximum else value <= self.maximum
        if not (low and high):  # refuses NaN too
            return f"{self._subject} must be {self._range}; {shown(value)} is not."
        return ""

    @property
    def _subject(self) -> str:
        if self.noun:
            return f"The {self.noun}"
        is_name = self.label[:2].isupper() or self.label[1:2].isdigit()  # L1 stays L1
        return f"The {self.title if is_name else self.title[0].lower() + self.title[1:]}"

    @property
    def _range(self) -> str:
        least = f"{'above' if self.above_minimum else 'at least'} {self._plain(self.minimum)}"
        return f"{least} and {'below' if self.below_maximum else 'at most'} {self._plain(self.maximum)}"

    def _plain(self, value: float) -> str:
        """Write 1000000000000.0 as 1e12, and a count as 1,000."""
        if self.is_integer:
            return f"{value:,}"
        mantissa, _, exponent = f"{value:g}".partition("e")
        return f"{mantissa}e{int(exponent)}" if exponent else mantissa


def check_numbers(settings: tuple[NumberSetting, ...], record: object) -> None:
    """Do nothing if every field of `record` that `settings` name is within its range.

    Raises:
        SettingError: The first one that is not.
    """
    for setting in settings:
        setting.check(getattr(record, setting.field))


def shown(value: object) -> str:
    """Give a value as an error quotes it; a file may hold one of a thousand digits."""
    text = f"“{value}”" if isinstance(value, str) else str(value)
    return text if len(text) <= MOST_DIGITS_SHOWN else f"{text[:MOST_DIGITS_SHOWN]}…"

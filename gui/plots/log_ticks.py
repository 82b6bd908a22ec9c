"""Ticks of a logarithmic axis, on which places are powers of ten."""

import math

from gui.plots.axis import tick_label

Ticks = list[tuple[float, str]]

MOST_DECADES = 6
FEWEST_LABELS = 3
FINE_UP_TO_DECADES = 2.0  # below this many, 2 and 5 have labels too
FINE_MULTIPLES = (2, 5)
PLAIN_EXPONENTS = range(-4, 5)
_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def logarithmic_ticks(low: float, high: float) -> list[Ticks]:
    """Give labelled and unlabelled ticks from 10^`low` to 10^`high`, each at log₁₀ of its value.

    Of less than a decade that has hardly a 1, 2 or 5, the labels are the multiples of a round step.
    """
    decades = range(math.floor(low), math.ceil(high) + 1)
    stride = max(1, math.ceil((high - low) / MOST_DECADES))
    labelled = [(float(exponent), _power_label(exponent)) for exponent in decades if exponent % stride == 0]
    if high - low <= FINE_UP_TO_DECADES:
        labelled += [
            (exponent + math.log10(multiple), f"{multiple * 10.0**exponent:.4g}")
            for exponent in decades
            for multiple in FINE_MULTIPLES
        ]
    labelled = _within(labelled, low, high)
    if high - low < 1 and len(labelled) < FEWEST_LABELS:
        return [_evenly_stepped(10.0**low, 10.0**high)]
    minor = [(exponent + math.log10(multiple), "") for exponent in decades for multiple in range(1, 10)]
    return [labelled, _within(minor, low, high) if stride == 1 else []]


def _evenly_stepped(low: float, high: float) -> Ticks:
    """Give labelled ticks at the multiples of the largest step of 1, 2 or 5 that has enough of them in a range."""
    power = 10.0 ** math.floor(math.log10(high - low))
    steps = (multiple * power * shrunk for shrunk in (1.0, 0.1) for multiple in (5, 2, 1))
    for step in steps:
        counts = range(math.ceil(low / step), math.floor(high / step) + 1)
        if len(counts) >= FEWEST_LABELS:
            return [(math.log10(count * step), tick_label(count * step, step)) for count in counts]
    return []


def _power_label(exponent: int) -> str:
    if exponent in PLAIN_EXPONENTS:
        return f"{10.0**exponent:g}" if exponent < 4 else f"{10**exponent:,}"
    return f"10{str(exponent).translate(_SUPERSCRIPTS)}"


def _within(ticks: Ticks, low: float, high: float) -> Ticks:
    return [tick for tick in ticks if low <= tick[0] <= high]

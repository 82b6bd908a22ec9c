"""Ticks of a logarithmic axis, on which places are powers of ten."""

import math

Ticks = list[tuple[float, str]]

MOST_DECADES = 6
FINE_UP_TO_DECADES = 2.0  # below this many, 2 and 5 have labels too
FINE_MULTIPLES = (2, 5)
PLAIN_EXPONENTS = range(-4, 5)
_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def logarithmic_ticks(low: float, high: float) -> list[Ticks]:
    """Give labelled and unlabelled ticks from 10^`low` to 10^`high`, each at log₁₀ of its value.

    Where the range is so short that it has hardly a round value, the labels are evenly spread values instead.
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
    if len(labelled) < 2:
        places = [low + (high - low) * part for part in (0.1, 0.5, 0.9)]
        return [[(place, f"{10.0**place:.4g}") for place in places]]
    minor = [(exponent + math.log10(multiple), "") for exponent in decades for multiple in range(1, 10)]
    return [labelled, _within(minor, low, high) if stride == 1 else []]


def _power_label(exponent: int) -> str:
    if exponent in PLAIN_EXPONENTS:
        return f"{10.0**exponent:g}" if exponent < 4 else f"{10**exponent:,}"
    return f"10{str(exponent).translate(_SUPERSCRIPTS)}"


def _within(ticks: Ticks, low: float, high: float) -> Ticks:
    return [tick for tick in ticks if low <= tick[0] <= high]

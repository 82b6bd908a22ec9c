"""Numbers as plots write them: short, in one notation, with a true minus sign."""

import math

DIGITS = 4
MOST_DIGITS = 17  # tell any two float64 apart
DIGITS_WITHIN_RANGE = 3


def readable(value: float, digits: int = DIGITS) -> str:
    """Give a value with so many significant digits, such as 0.001234, −2.5 or 2.94e5; “–” for none."""
    if math.isnan(value):
        return "–"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    mantissa, _e, exponent = f"{value:.{digits}g}".partition("e")
    text = f"{mantissa}e{int(exponent)}" if exponent else mantissa
    return "0" if text == "-0" else text.replace("-", "−")


def readable_apart(first: float, second: float, digits: int = DIGITS) -> tuple[str, str]:
    """Give two values with so many significant digits, or with as many more as tell one from the other."""
    tellings = ((readable(first, enough), readable(second, enough)) for enough in range(digits, MOST_DIGITS + 1))
    return next((each for each in tellings if each[0] != each[1]), (readable(first, digits), readable(second, digits)))


def readable_within(value: float, extent: float) -> str:
    """Give a value as exactly as a plot that shows an extent so long can tell: to a thousandth of its power of ten."""
    if value == 0 or not math.isfinite(value):
        return readable(value)
    finest = _exponent(extent) - DIGITS_WITHIN_RANGE
    digits = _exponent(value) - finest + 1
    return readable(value, digits) if digits > 0 else "0"


def readable_probability(probability: float) -> str:
    """Give a probability to three decimals, with its relation: “= 0.912”, or “≈ 1” where 1 would lie."""
    if probability > 0.9995:
        return "≈ 1"
    if probability < 0.0005:
        return "≈ 0"
    return f"= {round(probability, 3):g}"


def _exponent(value: float) -> int:
    return math.floor(math.log10(abs(value)))

"""Numbers as the canvas writes them: short beside a neuron or an edge, more exact in a tooltip."""

import math

LEAST_PLAIN, LEAST_POWER = 0.005, 99_999.5


def short_number(value: float) -> str:
    """Give at most five characters or so, as everywhere without trailing zeros: `2`, `−0.5`, `13.6`, `1e5`, `−2e−3`.

    Nothing but 0 is rounded to 0.
    """
    if not math.isfinite(value):
        return "∞" if value > 0 else "−∞" if value < 0 else "NaN"
    magnitude = abs(value)
    decimals = 2 if magnitude < 9.995 else 1 if magnitude < 99.95 else 0
    if 0 < magnitude < LEAST_PLAIN or magnitude >= LEAST_POWER:
        mantissa, exponent = f"{value:.0e}".split("e")
        text = f"{mantissa}e{int(exponent)}"
    else:
        text = f"{value + 0.0:.{decimals}f}"  # a product with 0 may be −0, which adding 0 makes 0
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return _with_minus(text)


def exact_number(value: float) -> str:
    """Give up to six significant digits."""
    return _with_minus(f"{value + 0.0:.6g}") if math.isfinite(value) else short_number(value)


def _with_minus(text: str) -> str:
    return text.replace("-", "−")

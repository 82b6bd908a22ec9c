"""Numbers as formulas write them: about three digits without trailing zeros, powers of ten far from 1."""

import math
from functools import lru_cache

LARGEST_PLAIN = 99_999.5
LEAST_PLAIN = 0.001
SAME = 1e-13  # some hundred roundings of binary fractions; tanh(11.1) is not 1


def mantissa_of(value: float) -> str:
    """Give the digits: `2`, `-0.5`, `13.6`, or of a number far from 1 those before its power of ten, `1.5`."""
    return _parts(value + 0.0)[0]


def exponent_of(value: float) -> str:
    """Give the power of ten that a number far from 1 is written with, such as `-5`, else ""."""
    return _parts(value + 0.0)[1]


def is_exact(value: float) -> bool:
    """Tell whether the number written is the number itself, but for the rounding of binary fractions."""
    if not math.isfinite(value):
        return True
    mantissa, exponent = _parts(value + 0.0)
    return math.isclose(float(f"{mantissa}e{exponent or 0}"), value, rel_tol=SAME, abs_tol=0.0)


@lru_cache(maxsize=4096)
def _parts(value: float) -> tuple[str, str]:
    if not math.isfinite(value):
        return ("∞" if value > 0 else "-∞" if value < 0 else "NaN"), ""
    magnitude = abs(value)
    if magnitude >= LARGEST_PLAIN or 0 < magnitude < LEAST_PLAIN:
        mantissa, exponent = f"{value:.1e}".split("e")
        return _trimmed(mantissa), str(int(exponent))
    if magnitude < 0.0995:
        text = f"{value:.4f}" if magnitude < 0.00995 else f"{value:.3f}"
    else:
        text = f"{value:.{2 if magnitude < 9.995 else 1 if magnitude < 99.95 else 0}f}"
    return _trimmed(text), ""


def _trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text

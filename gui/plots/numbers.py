"""Numbers as plots write them."""

import math


def readable(value: float, digits: int = 3) -> str:
    """Give a value with so many significant digits, a true minus sign, and “–” for none."""
    if math.isnan(value):
        return "–"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    return f"{value:.{digits}g}".replace("-", "−")


def readable_probability(probability: float) -> str:
    """Give a probability to three digits, with its relation: “= 0.912”, or “≈ 1” where 1.000 would lie."""
    if probability > 0.9995:
        return "≈ 1"
    if probability < 0.0005:
        return "≈ 0"
    return f"= {probability:.3f}"

"""How panels write numbers."""


def number_text(value: float, digits: int = 4) -> str:
    """Write a number with at most `digits` significant digits, a true minus sign and no trailing zeros."""
    return _written(f"{value:.{digits}g}")


def power_text(value: float) -> str:
    """Write a number with one digit and a power of ten."""
    return _written(f"{value:.0e}")


def _written(text: str) -> str:
    if "e" in text:
        mantissa, exponent = text.split("e")
        text = f"{mantissa}e{int(exponent)}"
    return text.replace("-", "−")


def cell_text(value: float) -> str:
    """Write a number in at most eight characters, for the cells of a table."""
    size = abs(value)
    if size != 0 and not 1e-3 <= size < 1e4:
        return number_text(value, 2)
    return number_text(round(value, 4) if size < 1 else value)


def share_text(share: float) -> str:
    """Write a share from 0 to 1 as a percentage such as 91.2% or 90%; 100% is all and 0% is none, never merely nearly.

    What rounding errors alone keep from all or none is all or none.
    """
    share = round(share, 9)
    if 0.0 < share < 1.0:
        share = min(max(share, 0.001), 0.999)
    return f"{share:.1%}".replace(".0%", "%")


def counted(number: int, noun: str, plural: str = "") -> str:
    """Write a number with its noun."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"

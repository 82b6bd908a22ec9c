"""The type that a drawing is written in, as its SVG names it."""

from PySide6.QtGui import QFont

FINER = 16  # type is measured and outlined so many times larger, where no hinting and no rounding bends it


def drawn_font(families: str, size: float, weight: int, *, is_italic: bool = False) -> QFont:
    """Give the type of a text, `FINER` times as large.

    Args:
        families: Names of its face, the first there is counts.
        size: In pixels.
        weight: 400 is normal.
        is_italic: Whether it is slanted.
    """
    font = QFont([family.strip(" '\"") for family in families.split(",")])
    font.setPixelSize(max(1, round(size * FINER)))
    font.setWeight(QFont.Weight(weight))
    font.setItalic(is_italic)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setFeature(QFont.Tag("tnum"), 1)  # as on the screen
    return font

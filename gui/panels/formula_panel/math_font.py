"""The face of formulas, as shapes: STIX Two Math, bundled. It is loaded when the first formula is typeset."""

from functools import cache

import msgspec
from PySide6.QtGui import QPainterPath, QRawFont

from gui.theme.fonts import FONT_FOLDER

# In a folder of its own, so that starting does not register a face that only these shapes need.
FONT_FILE = FONT_FOLDER / "math" / "STIXTwoMath-Regular.ttf"
UNITS_PER_EM = 1000.0
ITALIC_SMALL, ITALIC_CAPITAL = 0x1D44E, 0x1D434
PLANCK = "ℎ"  # Unicode keeps the italic h among the letterlike symbols


class Glyph(msgspec.Struct, frozen=True, eq=False):
    """One character's shape.

    Attributes:
        path: In thousandths of an em, y downwards, the baseline at 0.
        advance: How far the next one stands, in em.
        ascent: How far it rises above the baseline, in em.
        descent: How far it falls below, in em.
        overhang: How far its ink leans over its advance, in em; what stands above right of it must keep clear.
    """

    path: QPainterPath
    advance: float
    ascent: float
    descent: float
    overhang: float


def italic(letter: str) -> str:
    """Give the mathematical italic of a Latin letter; other characters stay as they are."""
    if letter == "h":
        return PLANCK
    if not letter.isascii() or not letter.isalpha():
        return letter
    return chr(ITALIC_SMALL + ord(letter) - ord("a") if letter.islower() else ITALIC_CAPITAL + ord(letter) - ord("A"))


@cache
def glyph(character: str) -> Glyph:
    """Give a character's shape."""
    font = _font()
    index = font.glyphIndexesForString(character)[0]
    path = font.pathForGlyph(index)
    path.setFillRule(path.fillRule().WindingFill)
    bounds = path.boundingRect()
    advance = font.advancesForGlyphIndexes([index])[0].x()
    return Glyph(
        path=path,
        advance=advance / UNITS_PER_EM,
        ascent=-bounds.top() / UNITS_PER_EM,
        descent=bounds.bottom() / UNITS_PER_EM,
        overhang=max(0.0, bounds.right() - advance) / UNITS_PER_EM,
    )


@cache
def _font() -> QRawFont:
    return QRawFont(str(FONT_FILE), UNITS_PER_EM)

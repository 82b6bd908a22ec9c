"""How much of what should be seen something covers."""

from collections.abc import Sequence

from PySide6.QtCore import QRect


def area_covered(place: QRect, rects: Sequence[QRect]) -> int:
    """Give how many pixels of some rectangles a place covers, of each of them for itself."""
    covered = (place & rect for rect in rects)
    return sum(part.width() * part.height() for part in covered)

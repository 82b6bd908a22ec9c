"""Where the panel of a wiring pattern goes: off the edges that it changes, and over little else."""

from collections.abc import Iterator, Sequence
from itertools import product

from PySide6.QtCore import QPoint, QRect, QSize

from gui.canvas.overlays.covering import area_covered, placed_within

GAP = 8
WIRED_COST = 20  # pixels of other things that it may cover for one of what it is about
DISTANCE_COST = 4  # pixels that it may cover for each that it is nearer


def place_off(size: QSize, wired: QRect, room: QRect, others: Sequence[QRect]) -> QPoint:
    """Give where a panel's upper left corner goes, all in pixels of the view.

    Args:
        size: The panel's.
        wired: What it is about.
        room: What it must not leave, if that is large enough for it.
        others: What it should cover as little of as can be.
    """

    def cost(place: QRect) -> int:
        way = (place.center() - wired.center()).manhattanLength()
        return WIRED_COST * area_covered(place, [wired]) + area_covered(place, others) + DISTANCE_COST * way

    return min(_places(size, wired, room), key=cost).topLeft()


def _places(size: QSize, wired: QRect, room: QRect) -> Iterator[QRect]:
    """Give the places beside what it is about, in line with it, and at the edges of the room."""
    beside = QPoint(wired.right() + 1 + GAP, wired.bottom() + 1 + GAP)
    before = QPoint(wired.left() - GAP - size.width(), wired.top() - GAP - size.height())
    middle = wired.center() - QPoint(size.width() // 2, size.height() // 2)
    corners = (beside, before, middle, room.topLeft(), room.bottomRight())
    for right, below in product(corners, corners):
        yield placed_within(room, QPoint(right.x(), below.y()), size)

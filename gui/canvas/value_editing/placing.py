"""Where the field for a number goes: in its place or beside it, where it hides least."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QPoint, QRect, QSize

GAPS = (6, 36, 72)
DIRECTIONS = ((0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1))
DISTANCE_COST = 4  # pixels for each between it and its number: it should be seen what it is about
MOVING_COST = 200  # pixels out of place for each by which the room's edge pushes it: it would lie over its number


class Side(msgspec.Struct, frozen=True):
    """On which side of its number a field is.

    Attributes:
        right: 1 on the right, −1 on the left, 0 in line with it.
        below: 1 below, −1 above, 0 in line with it.
        gap: Pixels between the two.
    """

    right: int
    below: int
    gap: int

    def place(self, size: QSize, value: QRect, room: QRect) -> QRect:
        """Give where a field of some size is, as near as the room allows."""
        wanted = self._wanted(size, value)
        x = max(min(wanted.x(), room.right() + 1 - size.width()), room.x())
        y = max(min(wanted.y(), room.bottom() + 1 - size.height()), room.y())
        return QRect(QPoint(x, y), size)

    def cost(self, size: QSize, value: QRect, room: QRect, covers: Sequence[QRect]) -> int:
        """Tell how bad this side is: how many pixels of what should be seen are hidden, and how far off it is."""
        place = self.place(size, value, room)
        moved = (place.topLeft() - self._wanted(size, value).topLeft()).manhattanLength()
        distance = (place.center() - value.center()).manhattanLength()
        return sum(_area(place & cover) for cover in covers) + MOVING_COST * moved + DISTANCE_COST * distance

    def _wanted(self, size: QSize, value: QRect) -> QRect:
        place = QRect(QPoint(), size)
        place.moveCenter(value.center())
        across = (value.width() + size.width()) // 2 + self.gap
        down = (value.height() + size.height()) // 2 + self.gap
        return place.translated(self.right * across, self.below * down)


SIDES = tuple(Side(right, below, gap) for gap in GAPS for right, below in DIRECTIONS)


IN_PLACE = Side(0, 0, 0)


def best_side(size: QSize, value: QRect, room: QRect, covers: Sequence[QRect], *, in_place: bool = False) -> Side:
    """Give the side on which a field is near and hides little; of sides equally good the first.

    Args:
        size: The field's size.
        value: The number it is about.
        room: What the field must not leave.
        covers: What should be seen, beside the number itself.
        in_place: Whether the number is not written meanwhile, so that the field may be in its place.
    """
    if in_place:
        return min((IN_PLACE, *SIDES), key=lambda side: side.cost(size, value, room, covers))
    return min(SIDES, key=lambda side: side.cost(size, value, room, (*covers, value)))


def _area(rect: QRect) -> int:
    return max(rect.width(), 0) * max(rect.height(), 0)

"""Where the field for a number goes: in its place or beside it, where it hides least."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QPoint, QRect, QSize

from gui.canvas.overlays.covering import area_covered, placed_within

GAPS = (6, 36, 72)
DIRECTIONS = ((0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1))
NEAR = 50  # to be 200 pixels off is as bad as to hide another number; half of that matters little
MOVING_COST = 200  # pixels hidden for each by which the room's edge pushes it: it would lie over its number
OWN_COST = 100  # pixels hidden for each of what the number is about


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
        return placed_within(room, self._wanted(size, value).topLeft(), size)

    def cost(self, size: QSize, value: QRect, room: QRect, own: Sequence[QRect], covers: Sequence[QRect]) -> float:
        """Tell how bad this side is: how many pixels of what should be seen are hidden, and how far off it is."""
        place = self.place(size, value, room)
        moved = (place.topLeft() - self._wanted(size, value).topLeft()).manhattanLength()
        distance = (place.center() - value.center()).manhattanLength()
        hidden = area_covered(place, covers) + OWN_COST * area_covered(place, own)
        return hidden + MOVING_COST * moved + distance**2 / NEAR

    def _wanted(self, size: QSize, value: QRect) -> QRect:
        place = QRect(QPoint(), size)
        place.moveCenter(value.center())
        across = (value.width() + size.width()) // 2 + self.gap
        down = (value.height() + size.height()) // 2 + self.gap
        return place.translated(self.right * across, self.below * down)


SIDES = tuple(Side(right, below, gap) for gap in GAPS for right, below in DIRECTIONS)


IN_PLACE = Side(0, 0, 0)


def best_side(
    size: QSize, value: QRect, room: QRect, own: Sequence[QRect], covers: Sequence[QRect], *, in_place: bool = False
) -> Side:
    """Give the side on which a field is near and hides little; of sides equally good the first.

    Args:
        size: The field's size.
        value: The number it is about.
        room: What the field must not leave.
        own: What the number belongs to, which is hidden only where nothing else is possible.
        covers: What else should be seen, beside the number itself.
        in_place: Whether the number is not written meanwhile, so that the field may be in its place.
    """
    sides = (IN_PLACE, *SIDES) if in_place else SIDES
    seen = covers if in_place else (*covers, value)
    return min(sides, key=lambda side: side.cost(size, value, room, own, seen))

"""Where layers are and how much room they take: what aligning and arranging work with."""

from collections.abc import Collection, Iterable

import msgspec

from engine.network.layout.placement import Position

_ROUNDING = 1e-3  # so that what is moved by as much as it must is clear in floating point, too


class Extent(msgspec.Struct, frozen=True):
    """How far a layer's panel reaches from the layer's position, in scene units, each at least 0."""

    left: float
    top: float
    right: float
    bottom: float

    def at(self, position: Position) -> "Box":
        """Give the room it takes at a position."""
        x, y = position
        return Box(x - self.left, y - self.top, x + self.right, y + self.bottom)


class Box(msgspec.Struct, frozen=True):
    """A rectangle on the canvas, y downwards, in scene units."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box", clearance: float = 0.0) -> bool:
        """Tell whether two rectangles come nearer than `clearance` to each other."""
        return (
            self.left < other.right + clearance
            and other.left < self.right + clearance
            and self.top < other.bottom + clearance
            and other.top < self.bottom + clearance
        )

    def moved(self, dx: float, dy: float) -> "Box":
        """Give the rectangle elsewhere."""
        return Box(self.left + dx, self.top + dy, self.right + dx, self.bottom + dy)


def around(boxes: Collection[Box]) -> Box:
    """Give the least rectangle around at least one."""
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def free_shift(frame: Box, others: Iterable[Box], clearance: float) -> float:
    """Give how far down, or up where negative, a rectangle must move at least to keep clear of others."""
    others = list(others)

    def is_free(shift: float) -> bool:
        moved = frame.moved(0.0, shift)
        return not any(moved.overlaps(other, clearance) for other in others)

    shifts = [0.0]
    room = clearance + _ROUNDING
    shifts += [other.top - room - frame.bottom for other in others]
    shifts += [other.bottom + room - frame.top for other in others]
    return min((shift for shift in shifts if is_free(shift)), key=abs)

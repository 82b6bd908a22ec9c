"""The nearest place where panels cover no others."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRectF

from engine.network.layout.boxes import Box, free_shift
from engine.network.layout.placement import Position

CLEARANCE = 20.0


def covers_any(panels: Iterable[QRectF], taken: Sequence[QRectF]) -> bool:
    """Tell whether any of some panels covers any of those that are there."""
    return any(panel.intersects(other) for panel in panels for other in taken)


def place_in_row(form: QRectF, place: Position, height: float, taken: Sequence[QRectF]) -> Position:
    """Give where a layer goes that belongs to a row: to its place there, or near another height if that is taken.

    Args:
        form: Its panel, of a layer at the origin.
        place: Its place in the row.
        height: How high it goes where it would touch another panel there; from there it is moved clear of all others.
        taken: The others' panels.
    """
    if way_clear([form.translated(*place)], taken, place) != (0.0, 0.0):
        place = place[0], height
    dx, dy = way_clear([form.translated(*place)], taken, place)
    return place[0] + dx, place[1] + dy


def way_clear(panels: Iterable[QRectF], taken: Iterable[QRectF], anchor: Position) -> Position:
    """Give how far panels must move, all together, to stand clear of all others, as `free_shift` does."""
    return free_shift([*map(_box, panels)], [*map(_box, taken)], CLEARANCE, anchor)


def _box(rect: QRectF) -> Box:
    return Box(rect.left(), rect.top(), rect.right(), rect.bottom())

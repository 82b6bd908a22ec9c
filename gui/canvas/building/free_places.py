"""The nearest place where panels cover no others."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRectF

from engine.network.layout.boxes import Box, free_shift
from engine.network.layout.placement import Position

CLEARANCE = 20.0


def covers_any(panels: Iterable[QRectF], taken: Sequence[QRectF]) -> bool:
    """Tell whether any of some panels covers any of those that are there."""
    return any(panel.intersects(other) for panel in panels for other in taken)


def is_clear(panel: QRectF, taken: Iterable[QRectF]) -> bool:
    """Tell whether a panel stands clear of all others."""
    return way_clear([panel], taken, (0.0, 0.0)) == (0.0, 0.0)


def way_clear(panels: Iterable[QRectF], taken: Iterable[QRectF], anchor: Position) -> Position:
    """Give how far panels must move, all together, to stand clear of all others, as `free_shift` does."""
    return free_shift([*map(_box, panels)], [*map(_box, taken)], CLEARANCE, anchor)


def _box(rect: QRectF) -> Box:
    return Box(rect.left(), rect.top(), rect.right(), rect.bottom())

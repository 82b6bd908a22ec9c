"""Aligning and distributing layers: pure functions from where they are to where they go."""

import enum
import math
from collections.abc import Callable, Mapping

from engine.network.layout.boxes import Box, Extent, around
from engine.network.layout.placement import Position
from engine.network.model import LayerId

Positions = Mapping[LayerId, Position]
Extents = Mapping[LayerId, Extent]


class Alignment(enum.Enum):
    """What of the layers' panels is put on one line; the value is what menus call it."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    TOP = "top"
    MIDDLE = "middle"
    BOTTOM = "bottom"


class Axis(enum.Enum):
    """Along what layers are spread; the value is what menus call it."""

    HORIZONTAL = "horizontally"
    VERTICAL = "vertically"


# How far each panel must move, from its rectangle and that around all of them.
_SHIFTS: dict[Alignment, Callable[[Box, Box], Position]] = {
    Alignment.LEFT: lambda own, all_: (all_.left - own.left, 0.0),
    Alignment.CENTRE: lambda own, all_: ((all_.left + all_.right - own.left - own.right) / 2, 0.0),
    Alignment.RIGHT: lambda own, all_: (all_.right - own.right, 0.0),
    Alignment.TOP: lambda own, all_: (0.0, all_.top - own.top),
    Alignment.MIDDLE: lambda own, all_: (0.0, (all_.top + all_.bottom - own.top - own.bottom) / 2),
    Alignment.BOTTOM: lambda own, all_: (0.0, all_.bottom - own.bottom),
}


_LEVELS = {Alignment.TOP, Alignment.MIDDLE, Alignment.BOTTOM}
APART = 60.0  # scene units between panels that had to be moved off each other


def align(positions: Positions, extents: Extents, alignment: Alignment) -> dict[LayerId, Position]:
    """Give positions at which one side of all panels is on one line: the outermost one's, or the middle of all.

    Panels that would lie on each other there are moved apart along the line, in the order they have.

    Args:
        positions: Where the layers are, in scene units.
        extents: How far their panels reach.
        alignment: What is put on one line.
    """
    boxes = _boxes(positions, extents)
    if not boxes:
        return {}
    frame = around(list(boxes.values()))
    aligned = {layer_id: _moved(positions[layer_id], _SHIFTS[alignment](box, frame)) for layer_id, box in boxes.items()}
    return _apart(aligned, extents, Axis.HORIZONTAL if alignment in _LEVELS else Axis.VERTICAL)


def distribute(positions: Positions, extents: Extents, axis: Axis) -> dict[LayerId, Position]:
    """Give positions with equal gaps between neighbouring panels; the outermost two stay where they are.

    Args:
        positions: Where the layers are, in scene units.
        extents: How far their panels reach.
        axis: Along what they are spread.
    """
    spans = {layer_id: _span(box, axis) for layer_id, box in _boxes(positions, extents).items()}
    order = sorted(spans, key=lambda layer_id: sum(spans[layer_id]))
    if len(order) < 3:
        return dict(positions)
    sizes = [end - start for start, end in (spans[layer_id] for layer_id in order)]
    start, end = spans[order[0]][0], spans[order[-1]][1]
    gap = (end - start - sum(sizes)) / (len(order) - 1)
    placed: dict[LayerId, Position] = dict(positions)
    for layer_id, size in zip(order[:-1], sizes, strict=False):
        placed[layer_id] = _along(positions[layer_id], axis, start - spans[layer_id][0])
        start += size + gap
    return placed


def _apart(positions: Positions, extents: Extents, axis: Axis) -> dict[LayerId, Position]:
    """Move panels off each other that stand on one line along an axis."""
    spans = {layer_id: _span(box, axis) for layer_id, box in _boxes(positions, extents).items()}
    placed: dict[LayerId, Position] = dict(positions)
    taken = -math.inf  # up to where
    for layer_id in sorted(spans, key=lambda layer_id: sum(spans[layer_id])):
        start, end = spans[layer_id]
        shift = taken + APART - start if start < taken else 0.0
        placed[layer_id] = _along(positions[layer_id], axis, shift)
        taken = end + shift
    return placed


def _span(box: Box, axis: Axis) -> tuple[float, float]:
    return (box.left, box.right) if axis is Axis.HORIZONTAL else (box.top, box.bottom)


def _along(position: Position, axis: Axis, shift: float) -> Position:
    return _moved(position, (shift, 0.0) if axis is Axis.HORIZONTAL else (0.0, shift))


def _boxes(positions: Positions, extents: Extents) -> dict[LayerId, Box]:
    return {layer_id: extents[layer_id].at(position) for layer_id, position in positions.items()}


def _moved(position: Position, shift: Position) -> Position:
    return position[0] + shift[0], position[1] + shift[1]

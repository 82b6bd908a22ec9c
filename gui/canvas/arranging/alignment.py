"""Snapping of a dragged layer, to rows, columns and gaps of others where near, else to the grid; and its guides."""

import itertools
from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QLineF, QRectF

from engine.network.layout.placement import GRID, Position

GUIDE_OVERHANG = 24.0
TICK = 5.0
INSET = 3.0
EQUAL = 0.5  # scene units by which gaps may differ that are called equal

Span = tuple[float, float]


class Neighbour(msgspec.Struct, frozen=True, eq=False):
    """A layer that stays where it is.

    Attributes:
        position: Its centre.
        panel: Its panel in scene coordinates.
    """

    position: Position
    panel: QRectF


def snap(position: Position, panel: QRectF, others: Sequence[Neighbour], reach: float) -> Position:
    """Give where a layer goes that is dragged near a position.

    Args:
        position: Where the pointer would put the layer.
        panel: Its panel relative to its position.
        others: The layers that stay.
        reach: How near a row, column or equal gap draws it there, in scene units.
    """
    moved = panel.translated(*position)
    across = [_across(other.panel) for other in others if _overlap(_down(other.panel), _down(moved))]
    down = [_down(other.panel) for other in others if _overlap(_across(other.panel), _across(moved))]
    return (
        _snap_along(position[0], [other.position[0] for other in others], _across(moved), across, reach),
        _snap_along(position[1], [other.position[1] for other in others], _down(moved), down, reach),
    )


def guides(position: Position, panel: QRectF, others: Sequence[Neighbour]) -> list[QLineF]:
    """Give the lines that show what a layer is aligned with and which gaps are equal, in scene coordinates."""
    moved = panel.translated(*position)
    lines = []
    column = [other.panel for other in others if other.position[0] == position[0]]
    if column:
        frame = _united([*column, moved])
        lines.append(QLineF(position[0], frame.top() - GUIDE_OVERHANG, position[0], frame.bottom() + GUIDE_OVERHANG))
    row = [other.panel for other in others if other.position[1] == position[1]]
    if row:
        frame = _united([*row, moved])
        lines.append(QLineF(frame.left() - GUIDE_OVERHANG, position[1], frame.right() + GUIDE_OVERHANG, position[1]))
    beside = [other.panel for other in others if _overlap(_down(other.panel), _down(moved))]
    for start, end in equal_gaps(_across(moved), [_across(other) for other in beside]):
        lines += _measure(QLineF(start, moved.center().y(), end, moved.center().y()))
    stacked = [other.panel for other in others if _overlap(_across(other.panel), _across(moved))]
    for start, end in equal_gaps(_down(moved), [_down(other) for other in stacked]):
        lines += _measure(QLineF(moved.center().x(), start, moved.center().x(), end))
    return lines


def equal_gaps(own: Span, others: Sequence[Span]) -> list[Span]:
    """Give the gaps on either side of a panel, or on one side and beyond the next one, that are equally wide."""
    found: list[Span] = []
    for chain in _chains(own, others):
        gaps = [(first[1], second[0]) for first, second in itertools.pairwise(chain)]
        widths = [end - start for start, end in gaps]
        if min(widths) > 0 and max(widths) - min(widths) <= EQUAL:
            found += [gap for gap in gaps if gap not in found]
    return found


def _snap_along(value: float, others: Sequence[float], own: Span, spans: Sequence[Span], reach: float) -> float:
    nearest = min(others, key=lambda other: abs(other - value), default=None)
    if nearest is not None and abs(nearest - value) <= reach:
        return nearest
    shift = min(_equalizing_shifts(own, spans), key=abs, default=None)
    if shift is not None and abs(shift) <= reach:
        return value + shift
    return round(value / GRID) * GRID


def _equalizing_shifts(own: Span, others: Sequence[Span]) -> list[float]:
    """Give how far a panel must move for its gap to be as wide as the next one."""
    shifts = []
    for first, second, third in _chains(own, others):
        if own is second and third[0] - first[1] > own[1] - own[0]:
            shifts.append((first[1] + third[0] - own[0] - own[1]) / 2)
        elif own is third and second[0] > first[1]:
            shifts.append(second[1] + (second[0] - first[1]) - own[0])
        elif own is first and third[0] > second[1]:
            shifts.append(second[0] - (third[0] - second[1]) - own[1])
    return shifts


def _chains(own: Span, others: Sequence[Span]) -> list[tuple[Span, Span, Span]]:
    """Give the triples of neighbours in a row that a panel is part of."""
    middle = own[0] + own[1]
    before = sorted((other for other in others if other[0] + other[1] < middle), key=lambda span: span[1])
    after = sorted((other for other in others if other[0] + other[1] > middle), key=lambda span: span[0])
    chains = []
    if before and after:
        chains.append((before[-1], own, after[0]))
    if len(before) > 1:
        chains.append((before[-2], before[-1], own))
    if len(after) > 1:
        chains.append((own, after[0], after[1]))
    return chains


def _measure(line: QLineF) -> list[QLineF]:
    """Give a line with a tick across each end, a little inside the gap so that no panel hides it."""
    is_across = line.y1() == line.y2()
    dx, dy = (0.0, TICK) if is_across else (TICK, 0.0)
    x1, y1, x2, y2 = line.x1(), line.y1(), line.x2(), line.y2()
    if is_across:
        x1, x2 = x1 + INSET, x2 - INSET
    else:
        y1, y2 = y1 + INSET, y2 - INSET
    return [
        QLineF(x1, y1, x2, y2),
        QLineF(x1 - dx, y1 - dy, x1 + dx, y1 + dy),
        QLineF(x2 - dx, y2 - dy, x2 + dx, y2 + dy),
    ]


def _across(rect: QRectF) -> Span:
    return rect.left(), rect.right()


def _down(rect: QRectF) -> Span:
    return rect.top(), rect.bottom()


def _overlap(first: Span, second: Span) -> bool:
    return first[0] < second[1] and second[0] < first[1]


def _united(rects: Sequence[QRectF]) -> QRectF:
    frame = rects[0]
    for rect in rects:
        frame = frame.united(rect)
    return frame

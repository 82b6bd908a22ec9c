"""The way of connections over the layers between their ends: out, up, along a free lane, down and in."""

from collections.abc import Iterable, Sequence

import msgspec
from PySide6.QtCore import QRectF

LANE_CLEARANCE = 34.0
LEAST_CLEARANCE = 10.0
SIDE_CLEARANCE = 4.0
SHORTEST_TURN, LONGEST_TURN, LEAST_TURN = 20.0, 90.0, 1.0
TURN_SHARE = 4  # of the whole way


class Arch(msgspec.Struct, frozen=True):
    """Where edges rise to a lane, and where they come down, from left to right in scene units.

    Edges that lead to the left take it the other way.

    Attributes:
        lane: Height of the lowest edge in the lane.
        leave: Where edges begin to rise.
        risen: Where they are in the lane.
        falling: Where they leave it.
        arrive: Where they are at the height of their ends.
        rise_at: Where rising edges are bent to: between `leave` and `risen`, or beyond them where these turn back.
        fall_at: The same of those that come down.
        spread: How high all edges together are in the lane.
    """

    lane: float
    leave: float
    risen: float
    falling: float
    arrive: float
    rise_at: float
    fall_at: float
    spread: float

    @property
    def turns_back(self) -> bool:
        """Whether the lane leads back from where edges leave."""
        return self.falling < self.rise_at and self.leave == self.risen


class Side(msgspec.Struct, frozen=True, eq=False):
    """One end of an arch: a layer's panel, and the heights of the first and last neuron that edges lead to."""

    panel: QRectF
    highest: float
    lowest: float


def plan_arch(west: Side, east: Side, others: Sequence[QRectF], lane: float, spread: float) -> Arch:
    """Find a way around all other panels.

    Args:
        west: The end on the left, be it where the edges come from or where they lead to.
        east: The other end.
        others: The panels of all other layers.
        lane: The lowest lane wished for; where a panel is in its way, a higher one is taken.
        spread: Height of the whole bundle of edges in the lane.
    """
    left, right = west.panel.right(), east.panel.left()
    lane = _free_lane([panel for panel in others if panel.right() > left and panel.left() < right], lane, spread)
    turn = min(max((right - left) / TURN_SHARE, SHORTEST_TURN), LONGEST_TURN)
    leave, risen = _rise([panel for panel in others if _is_passed(panel, lane - spread, west.lowest)], left, turn)
    # Coming down is rising, seen in a mirror.
    mirrored = [_mirrored(panel) for panel in others if _is_passed(panel, lane - spread, east.lowest)]
    arrive, falling = (-x for x in _rise(mirrored, -right, turn))
    middle = (leave + arrive) / 2
    risen, falling = min(risen, middle), max(falling, middle)
    return Arch(lane, leave, risen, falling, arrive, (leave + risen) / 2, (falling + arrive) / 2, spread)


def _free_lane(panels: Iterable[QRectF], lane: float, spread: float) -> float:
    """Give the lowest lane, from the one wished for upwards, that no panel stands in."""
    for panel in sorted(panels, key=QRectF.bottom, reverse=True):
        if panel.bottom() > lane - spread - LEAST_CLEARANCE and panel.top() < lane + LEAST_CLEARANCE:
            lane = panel.top() - LANE_CLEARANCE
    return lane


def _rise(panels: Iterable[QRectF], start: float, turn: float) -> tuple[float, float]:
    """Give from where to where edges can rise, right of `start`, between panels that reach as high."""
    end = start + turn
    for panel in sorted(panels, key=QRectF.left):
        if panel.right() <= start:
            continue
        if panel.left() < start + SIDE_CLEARANCE + LEAST_TURN:
            start = panel.right() + SIDE_CLEARANCE
            end = start + turn
        else:
            end = min(end, panel.left() - SIDE_CLEARANCE)
            break
    return start, end


def _is_passed(panel: QRectF, top: float, bottom: float) -> bool:
    return panel.bottom() > top - LEAST_CLEARANCE and panel.top() < bottom


def _mirrored(panel: QRectF) -> QRectF:
    return QRectF(-panel.right(), panel.top(), panel.width(), panel.height())

"""The way of connections over the layers between their ends: out, up, along a free lane, down and in."""

import math
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

import msgspec
from PySide6.QtCore import QRectF

LANE_CLEARANCE = 34.0
LEAST_CLEARANCE = 10.0
SIDE_CLEARANCE = 4.0
SHORTEST_TURN, LONGEST_TURN, LEAST_TURN = 20.0, 90.0, 1.0
TURN_SHARE = 4  # of the whole way
UPRIGHT_SPREAD = 14.0  # of all edges, that several ways may stand side by side


class Box(NamedTuple):
    """Where a panel is, or what else is in the way."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def of(cls, rect: QRectF) -> "Box":
        """Give the box of a rectangle."""
        return cls(rect.left(), rect.top(), rect.right(), rect.bottom())

    @property
    def mirrored(self) -> "Box":
        """The same with left and right changed over."""
        return Box(-self.right, self.top, -self.left, self.bottom)


class Side(NamedTuple):
    """One end of an arch: a layer's panel, and the heights of the first and last neuron that edges lead to."""

    panel: Box
    highest: float
    lowest: float

    @property
    def mirrored(self) -> "Side":
        """The same with left and right changed over."""
        return Side(self.panel.mirrored, self.highest, self.lowest)


class Arch(msgspec.Struct, frozen=True):
    """The way of edges from their west end along a lane to their east end, in scene units.

    Level on their way out, they turn into an upright part, from there into the lane, and likewise down again and in.
    Edges that lead to the left take it the other way.

    Attributes:
        lane: Height of the lowest edge in the lane.
        spread: How high all edges together are in the lane.
        rise_at: Where edges are upright between the west end and the lane.
        fall_at: Where they are upright between the lane and the east end; left of `rise_at` where the lane leads back.
        rise_turn: How far beside `rise_at` they begin and end to turn.
        fall_turn: The same of `fall_at`.
        upright_room: How wide all edges together may be in an upright part, beside those of other ways.
    """

    lane: float
    spread: float
    rise_at: float
    fall_at: float
    rise_turn: float
    fall_turn: float
    upright_room: float = UPRIGHT_SPREAD

    @property
    def turns_back(self) -> bool:
        """Whether the lane leads back from where edges leave."""
        return self.fall_at < self.rise_at

    @property
    def top(self) -> float:
        """Height of the uppermost edge in the lane."""
        return self.lane - self.spread

    @property
    def upright_spread(self) -> float:
        """How wide all edges together are in an upright part, so that they have room to turn."""
        return min(self.spread, self.upright_room, self.rise_turn, self.fall_turn)

    @property
    def leave(self) -> float:
        """Where edges turn off their way out."""
        return self.rise_at - self.rise_turn

    @property
    def risen(self) -> float:
        """Where they are in the lane."""
        return self.rise_at - self.rise_turn if self.turns_back else self.rise_at + self.rise_turn

    @property
    def falling(self) -> float:
        """Where they turn off the lane."""
        return self.fall_at + self.fall_turn if self.turns_back else self.fall_at - self.fall_turn

    @property
    def arrive(self) -> float:
        """Where they are on their way in."""
        return self.fall_at + self.fall_turn


class Room(NamedTuple):
    """From where to where across edges can rise or come down, and where they do unless others do there too."""

    left: float
    right: float
    wanted: float

    def turn_at(self, x: float) -> float:
        """Give how far beside an upright part edges begin and end to turn."""
        return min(x - self.left, self.right - x, LONGEST_TURN / 2)


class ArchPlan(msgspec.Struct, frozen=True):
    """An arch and where else it may rise and come down.

    Attributes:
        west: The end on the left, be it where the edges come from or where they lead to.
        east: The other end.
        lane: Height of the lowest edge in the lane.
        spread: How high all edges together are in the lane.
        rise: Where it may rise.
        fall: Where it may come down.
    """

    west: Side
    east: Side
    lane: float
    spread: float
    rise: Room
    fall: Room

    @property
    def top(self) -> float:
        """Height of the uppermost edge in the lane."""
        return self.lane - self.spread

    @property
    def arch(self) -> Arch:
        """The way by itself."""
        return self.arch_at(self.rise.wanted, self.fall.wanted)

    def arch_at(self, rise_at: float, fall_at: float, upright_room: float = UPRIGHT_SPREAD) -> Arch:
        """Give the way that rises and comes down somewhere in its rooms."""
        turns = self.rise.turn_at(rise_at), self.fall.turn_at(fall_at)
        return Arch(self.lane, self.spread, rise_at, fall_at, *turns, upright_room)


def plan_arch(west: Side, east: Side, others: Sequence[Box], lane: float, spread: float) -> ArchPlan:
    """Find a way around all other panels.

    Args:
        west: The end on the left, be it where the edges come from or where they lead to.
        east: The other end.
        others: The panels of all other layers.
        lane: The lowest lane wished for; where a panel is in its way, a higher one is taken.
        spread: Height of the whole bundle of edges in the lane.
    """
    left, right = west.panel.right, east.panel.left
    lane = _free_lane([panel for panel in others if panel.right > left and panel.left < right], lane, spread)
    turn = min(max((right - left) / TURN_SHARE, SHORTEST_TURN), LONGEST_TURN)
    leave, risen = _rise([panel for panel in others if _is_passed(panel, lane - spread, west.lowest)], left)
    # Coming down is rising, seen in a mirror.
    mirrored = [panel.mirrored for panel in others if _is_passed(panel, lane - spread, east.lowest)]
    arrive, falling = (-x for x in _rise(mirrored, -right))
    middle = (leave + arrive) / 2
    risen, falling = min(risen, middle), max(falling, middle)
    rise = Room(leave, risen, leave + min(turn, risen - leave) / 2)
    fall = Room(falling, arrive, arrive - min(turn, arrive - falling) / 2)
    return ArchPlan(west, east, lane, spread, rise, fall)


def _free_lane(panels: Iterable[Box], lane: float, spread: float) -> float:
    """Give the lowest lane, from the one wished for upwards, that no panel stands in."""
    for panel in sorted(panels, key=attrgetter("bottom"), reverse=True):
        if panel.bottom > lane - spread - LEAST_CLEARANCE and panel.top < lane + LEAST_CLEARANCE:
            lane = panel.top - LANE_CLEARANCE
    return lane


def _rise(panels: Iterable[Box], start: float) -> tuple[float, float]:
    """Give from where to where edges can rise, right of `start`, between panels that reach as high."""
    for panel in sorted(panels, key=attrgetter("left")):
        if panel.right <= start:
            continue
        if panel.left >= start + SIDE_CLEARANCE + LEAST_TURN:
            return start, panel.left - SIDE_CLEARANCE
        start = panel.right + SIDE_CLEARANCE
    return start, math.inf


def _is_passed(panel: Box, top: float, bottom: float) -> bool:
    return panel.bottom > top - LEAST_CLEARANCE and panel.top < bottom

"""The way of connections that no arch can lead: out on the right, up or down, along a free lane, and in on the left.

The lane may lead back, between two layers that stand above each other. Of all ways of this form the shortest is taken
that touches no panel and, where it can, none of the ways there are.
"""

import math
from collections.abc import Sequence
from functools import lru_cache

import msgspec
import numpy as np

from engine.arrays import BoolArray, FloatArray
from gui.canvas.edges.arches import Arch, Box, Side
from gui.canvas.layers.place import Indices

AWAY, LEAST_AWAY = 24.0, 12.0  # of upright parts and lanes from panels
CLEARANCE = 8.0  # that nothing comes closer than
TURN_CLEARANCE = 2.0  # of the room that edges turn within
NARROW_COST, CROSSING_COST, TURN_COST = 40.0, 120.0, 80.0  # in scene units of way
LONGEST_TURN = 45.0
STEPS_ASIDE = 3  # that ways may stand side by side in
BUNDLED = (1.0, 0.5, 0.25)  # how closely edges may lie in a lane
MOST_TRIED = 4  # upright parts for a lane, the nearest first
AT_ONCE = 24  # lanes that are judged together, the most hopeful first
KEPT = 512


class _Lanes(msgspec.Struct, frozen=True, eq=False):
    """Where lanes may be, each (L,): their lower and upper sides, and what they cost."""

    bottoms: FloatArray
    tops: FloatArray
    costs: FloatArray


class _Legs(msgspec.Struct, frozen=True, eq=False):
    """Upright parts beside one end, for each lane.

    Attributes:
        across: Where they are: float64 (X,).
        costs: How long the way is until there, infinite where it would touch a panel: float64 (X, L).
    """

    across: FloatArray
    costs: FloatArray

    def cheapest(self, lanes: Indices) -> tuple[FloatArray, FloatArray]:
        """Give where the cheapest are for some of the lanes (l,), and what they cost: (T, l) each."""
        costs = self.costs[:, lanes]
        most = min(MOST_TRIED, len(costs))
        chosen = np.argpartition(costs, most - 1, axis=0)[:most]
        return self.across[chosen], np.take_along_axis(costs, chosen, axis=0)


def plan_loop(west: Side, east: Side, others: Sequence[Box], spread: float, taken: Sequence[Box]) -> Arch:
    """Find the shortest way from the right of one end to the left of the other around all panels.

    Args:
        west: The end that is left on its right side.
        east: The end that is entered on its left side; it may stand anywhere.
        others: The panels of other layers nearby.
        spread: Height of the whole bundle of edges in the lane.
        taken: Where other ways are, which are crossed only where nothing else is near.
    """
    return _planned(west, east, tuple(others), spread, tuple(taken))


def parts_of(arch: Arch, west: Side, east: Side) -> list[Box]:
    """Give where a way is: its lane and its upright parts."""
    lane = Box(min(arch.rise_at, arch.fall_at), arch.top, max(arch.rise_at, arch.fall_at), arch.lane + 1)
    aside = max(CLEARANCE, arch.upright_spread) / 2
    uprights = (
        Box(x - aside, min(arch.top, side.highest), x + aside, max(arch.lane, side.lowest))
        for x, side in ((arch.rise_at, west), (arch.fall_at, east))
    )
    return [lane, *uprights]


@lru_cache(maxsize=KEPT)  # most are asked for again and again while a layer is dragged elsewhere
def _planned(west: Side, east: Side, others: tuple[Box, ...], spread: float, taken: tuple[Box, ...]) -> Arch:
    every = _table([*others, west.panel, east.panel])
    lanes = _lanes(every, spread)
    for walls in (every, _table(others), _table([])):  # where panels lie on each other, something is touched
        found = _shortest(west, east, walls, every, _table(taken), lanes)
        if found is not None:
            return found
    raise AssertionError("without walls every way is free")


def _shortest(
    west: Side, east: Side, walls: FloatArray, panels: FloatArray, taken: FloatArray, lanes: _Lanes
) -> Arch | None:
    leaving = _legs(west, walls, panels, lanes, taken)
    arriving = _legs(east.mirrored, _mirrored(walls), _mirrored(panels), lanes, _mirrored(taken))
    best, least = None, math.inf
    bounds = lanes.costs + leaving.costs.min(axis=0) + arriving.costs.min(axis=0)
    back = west.panel.right - east.panel.left
    bounds += back + TURN_COST if back > 0 else 0.0
    hopeful = np.argsort(bounds, kind="stable")
    for first in range(0, len(hopeful), AT_ONCE):
        some = hopeful[first : first + AT_ONCE]
        if bounds[some[0]] >= least:
            break
        (x, x_costs), (end, end_costs) = leaving.cheapest(some), arriving.cheapest(some)
        x, end = (each.reshape(-1) for each in np.broadcast_arrays(x[:, np.newaxis], -end[np.newaxis]))
        number = np.resize(some, len(x))
        costs = (x_costs[:, np.newaxis] + end_costs).reshape(-1) + lanes.costs[number] + np.abs(end - x)
        costs += TURN_COST * (end < x)
        along = np.column_stack([np.minimum(x, end), lanes.tops[number], np.maximum(x, end), lanes.bottoms[number]])
        costs += CROSSING_COST * np.count_nonzero(_touching(along, taken, CLEARANCE), axis=-1)
        has_no_room = np.any(_touching(along, walls, CLEARANCE), axis=-1) | (np.abs(end - x) < 2 * CLEARANCE)
        costs[has_no_room] = math.inf
        cheapest = int(costs.argmin())
        if costs[cheapest] < least:
            least = float(costs[cheapest])
            lane = float(lanes.bottoms[number[cheapest]]), float(lanes.tops[number[cheapest]])
            best = float(x[cheapest]), float(end[cheapest]), lane
    return None if best is None else _turned(*best, west, east, walls)


def _lanes(panels: FloatArray, spread: float) -> _Lanes:
    """Give lanes above, below and amid panels."""
    some = [_lanes_of(panels, spread * share, number * NARROW_COST) for number, share in enumerate(BUNDLED)]
    return _Lanes(*np.concatenate(some, axis=1))


def _lanes_of(panels: FloatArray, spread: float, cost: float) -> FloatArray:
    """Give lower sides, upper sides and costs of lanes for a bundle of edges: float64 (3, L)."""
    tops, bottoms = np.sort(panels[:, 1]), panels[:, 3]
    after = np.minimum(np.searchsorted(tops, bottoms), len(tops) - 1)
    amid = (bottoms + tops[after] + spread) / 2
    steps = AWAY * np.arange(1, STEPS_ASIDE + 1)
    roomy = np.concatenate([np.add.outer(-steps, panels[:, 1]).ravel(), np.add.outer(steps + spread, bottoms).ravel()])
    narrow = np.concatenate([panels[:, 1] - LEAST_AWAY, bottoms + LEAST_AWAY + spread])
    lanes = np.concatenate([amid, roomy, narrow])
    costs = np.where(np.arange(len(lanes)) < len(amid) + len(roomy), cost, cost + NARROW_COST)
    return np.stack([lanes, lanes - spread, costs])


def _legs(side: Side, walls: FloatArray, panels: FloatArray, lanes: _Lanes, taken: FloatArray) -> _Legs:
    """Give the upright parts on the right of an end."""
    start = side.panel.right
    steps = AWAY * np.arange(1, STEPS_ASIDE + 1)
    across = np.concatenate([start + steps, np.add.outer(steps, panels[:, 2]).ravel(), panels[:, 0] - AWAY])
    nexts = panels[panels[:, 0] > start, 0]
    if len(nexts):
        across = np.append(across, (start + nexts.min()) / 2)
    across = np.unique(across[across >= start + CLEARANCE])
    tops, bottoms = np.minimum(lanes.tops, side.highest), np.maximum(lanes.bottoms, side.lowest)
    rest = walls[(walls != np.array(side.panel)).any(axis=1)]
    out = np.column_stack(
        [np.full(len(across), start), np.full(len(across), side.highest), across, np.full(len(across), side.lowest)]
    )
    no_way_out = np.any(_touching(out, rest, 1.0), axis=-1, keepdims=True)
    blocked = (_touching_uprights(across, tops, bottoms, walls, CLEARANCE - 1) > 0) | no_way_out
    middle = (side.highest + side.lowest) / 2
    costs = (across - start)[:, np.newaxis] + np.abs(lanes.bottoms - middle)
    costs = costs + CROSSING_COST * _touching_uprights(across, tops, bottoms, taken, CLEARANCE)
    return _Legs(across, np.where(blocked, math.inf, costs))


def _turned(x: float, end: float, lane: tuple[float, float], west: Side, east: Side, walls: FloatArray) -> Arch:
    """Round the corners of a way as widely as is free beside its upright parts."""
    bottom, top = lane
    turns = []
    for at, side, out in ((x, west, x - west.panel.right), (end, east, east.panel.left - end)):
        beside = walls[(walls[:, 1] < max(bottom, side.lowest)) & (walls[:, 3] > min(top, side.highest))]
        free = np.concatenate([at - beside[beside[:, 2] <= at, 2], beside[beside[:, 0] >= at, 0] - at])
        turns.append(min(float(free.min(initial=math.inf)) - TURN_CLEARANCE, out, abs(end - x) / 2, LONGEST_TURN))
    return Arch(bottom, bottom - top, x, end, *turns)


def _touching_uprights(
    across: FloatArray, tops: FloatArray, bottoms: FloatArray, walls: FloatArray, clearance: float
) -> FloatArray:
    """Give how many walls (N, 4) each upright part comes closer to than a clearance: float64 (X, L)."""
    x, top, bottom = across[:, np.newaxis], tops[:, np.newaxis], bottoms[:, np.newaxis]
    beside = (x < walls[:, 2] + clearance) & (x > walls[:, 0] - clearance)
    level = (top < walls[:, 3] + clearance) & (bottom > walls[:, 1] - clearance)
    return np.asarray(beside.astype(np.float64) @ level.T.astype(np.float64))


def _touching(rects: FloatArray, walls: FloatArray, clearance: float) -> BoolArray:
    """Tell which walls (N, 4) rectangles (R, 4) come closer to than a clearance: (R, N)."""
    one = rects[:, np.newaxis]
    beside = (one[..., 0] < walls[:, 2] + clearance) & (one[..., 2] > walls[:, 0] - clearance)
    return np.asarray(beside & (one[..., 1] < walls[:, 3] + clearance) & (one[..., 3] > walls[:, 1] - clearance))


def _table(boxes: Sequence[Box]) -> FloatArray:
    return np.array(boxes, np.float64).reshape(-1, 4)


def _mirrored(boxes: FloatArray) -> FloatArray:
    return boxes[:, [2, 1, 0, 3]] * (-1, 1, -1, 1)

"""The way of connections that no arch can lead: out on the right, up or down, along a free lane, and in on the left.

The lane may lead back, between two layers that stand above each other. Of all ways of this form the shortest is taken
that touches no panel and, where it can, none of the ways there are.
"""

import math
from collections.abc import Sequence

import msgspec
import numpy as np
from PySide6.QtCore import QRectF

from engine.arrays import BoolArray, FloatArray
from gui.canvas.edges.arches import Arch, Side

AWAY, LEAST_AWAY = 24.0, 12.0  # of upright parts and lanes from panels
CLEARANCE = 8.0  # that nothing comes closer than
NARROW_COST, CROSSING_COST, TURN_COST = 40.0, 120.0, 80.0  # in scene units of way
LONGEST_TURN = 45.0
STEPS_ASIDE = 3  # that ways may stand side by side in
BUNDLED = (1.0, 0.5, 0.25)  # how closely edges may lie in a lane
MOST_TRIED = 4  # upright parts for a lane, the nearest first


class _Legs(msgspec.Struct, frozen=True, eq=False):
    """Upright parts beside one end, for each lane.

    Attributes:
        across: Where they are: float64 (X,).
        costs: How long the way is until there, infinite where it would touch a panel: float64 (X, L).
    """

    across: FloatArray
    costs: FloatArray


def plan_loop(west: Side, east: Side, others: Sequence[QRectF], spread: float, taken: Sequence[QRectF]) -> Arch:
    """Find the shortest way from the right of one end to the left of the other around all panels.

    Args:
        west: The end that is left on its right side.
        east: The end that is entered on its left side; it may stand anywhere.
        others: The panels of other layers nearby.
        spread: Height of the whole bundle of edges in the lane.
        taken: Where other ways are, which are crossed only where nothing else is near.
    """
    ends = [west.panel, east.panel]
    for walls in ([*others, *ends], others, []):  # where panels lie on each other, something is touched
        tables = _table(walls), _table([*others, *ends]), _table(taken)
        best: tuple[float, Arch] | None = None
        for number, share in enumerate(BUNDLED):
            most = math.inf if best is None else best[0] - number * NARROW_COST
            found = _shortest(west, east, *tables, spread * share, most)
            best = best if found is None else (found[0] + number * NARROW_COST, found[1])
        if best is not None:
            return best[1]
    raise AssertionError("without walls every way is free")


def parts_of(arch: Arch, west: Side, east: Side) -> list[QRectF]:
    """Give where a way is: its lane and its upright parts."""
    top = arch.lane - arch.spread
    first, second = arch.rise_at, arch.fall_at
    lane = QRectF(min(first, second), top, abs(second - first), arch.spread + 1)
    uprights = (
        QRectF(
            x - CLEARANCE / 2, min(top, side.highest), CLEARANCE, max(arch.lane, side.lowest) - min(top, side.highest)
        )
        for x, side in ((first, west), (second, east))
    )
    return [lane, *uprights]


def _shortest(
    west: Side, east: Side, walls: FloatArray, panels: FloatArray, taken: FloatArray, spread: float, most: float
) -> tuple[float, Arch] | None:
    """Give the shortest way for a bundle of edges and what it costs, or None where none costs less than `most`."""
    lanes, lane_costs = _lanes(panels, spread)
    leaving = _legs(west, walls, panels, lanes, spread, taken)
    arriving = _legs(_mirrored_side(east), _mirrored(walls), _mirrored(panels), lanes, spread, _mirrored(taken))
    best, least = None, most
    back = west.panel.right() - east.panel.left()
    bounds = lane_costs + leaving.costs.min(axis=0) + arriving.costs.min(axis=0)
    bounds += back + TURN_COST if back > 0 else 0.0
    for number in np.argsort(bounds, kind="stable").tolist():
        if bounds[number] >= least:
            break
        lane = float(lanes[number])
        first, second = (np.argsort(legs.costs[:, number], kind="stable")[:MOST_TRIED] for legs in (leaving, arriving))
        x = np.repeat(leaving.across[first], len(second))
        end = np.tile(-arriving.across[second], len(first))
        costs = np.add.outer(leaving.costs[first, number], arriving.costs[second, number]).ravel()
        costs += lane_costs[number] + np.abs(end - x) + TURN_COST * (end < x)
        heights = np.full(len(x), lane)
        along = np.column_stack([np.minimum(x, end), heights - spread, np.maximum(x, end), heights])
        costs += CROSSING_COST * np.count_nonzero(_touching(along, taken, CLEARANCE), axis=-1)
        costs[np.any(_touching(along, walls, CLEARANCE), axis=-1)] = math.inf
        cheapest = int(costs.argmin())
        if costs[cheapest] < least:
            best, least = (float(x[cheapest]), lane, float(end[cheapest])), float(costs[cheapest])
    return None if best is None else (least, _turned(*best, west, east, spread, walls))


def _lanes(panels: FloatArray, spread: float) -> tuple[FloatArray, FloatArray]:
    """Give heights of lanes above, below and amid panels, and what they cost: (L,) each."""
    tops, bottoms = np.sort(panels[:, 1]), panels[:, 3]
    after = np.minimum(np.searchsorted(tops, bottoms), len(tops) - 1)
    amid = (bottoms + tops[after] + spread) / 2
    steps = AWAY * np.arange(1, STEPS_ASIDE + 1)
    roomy = np.concatenate([np.add.outer(-steps, panels[:, 1]).ravel(), np.add.outer(steps + spread, bottoms).ravel()])
    narrow = np.concatenate([panels[:, 1] - LEAST_AWAY, bottoms + LEAST_AWAY + spread])
    lanes = np.concatenate([amid, roomy, narrow])
    return lanes, np.where(np.arange(len(lanes)) < len(amid) + len(roomy), 0.0, NARROW_COST)


def _legs(
    side: Side, walls: FloatArray, panels: FloatArray, lanes: FloatArray, spread: float, taken: FloatArray
) -> _Legs:
    """Give the upright parts on the right of an end."""
    start = side.panel.right()
    steps = AWAY * np.arange(1, STEPS_ASIDE + 1)
    across = np.concatenate([start + steps, np.add.outer(steps, panels[:, 2]).ravel(), panels[:, 0] - AWAY])
    nexts = panels[panels[:, 0] > start, 0]
    if len(nexts):
        across = np.append(across, (start + nexts.min()) / 2)
    across = np.unique(across[across >= start + CLEARANCE])
    tops, bottoms = np.minimum(lanes - spread, side.highest), np.maximum(lanes, side.lowest)
    own = np.array([side.panel.left(), side.panel.top(), side.panel.right(), side.panel.bottom()])
    rest = walls[(walls != own).any(axis=1)]
    out = np.column_stack(
        [np.full(len(across), start), np.full(len(across), side.highest), across, np.full(len(across), side.lowest)]
    )
    no_way_out = np.any(_touching(out, rest, 1.0), axis=-1, keepdims=True)
    blocked = (_touching_uprights(across, tops, bottoms, walls, CLEARANCE - 1) > 0) | no_way_out
    middle = (side.highest + side.lowest) / 2
    costs = (across - start)[:, None] + np.abs(lanes - middle)
    costs = costs + CROSSING_COST * _touching_uprights(across, tops, bottoms, taken, CLEARANCE)
    return _Legs(across, np.where(blocked, math.inf, costs))


def _turned(x: float, lane: float, end: float, west: Side, east: Side, spread: float, walls: FloatArray) -> Arch:
    """Round the corners of a way: where it turns back within the room beside the end, else as widely as is free."""
    if end < x:
        leave, arrive = west.panel.right(), east.panel.left()
        return Arch(
            lane, leave, leave, arrive, arrive, leave + (x - leave) * 4 / 3, arrive - (arrive - end) * 4 / 3, spread
        )
    turns = []
    for at, side in ((x, west), (end, east)):
        top, bottom = min(lane - spread, side.highest), max(lane, side.lowest)
        beside = walls[(walls[:, 1] < bottom) & (walls[:, 3] > top)]
        free = np.concatenate([at - beside[beside[:, 2] <= at, 2], beside[beside[:, 0] >= at, 0] - at])
        turns.append(max(min(float(free.min(initial=math.inf)) - 2, (end - x) / 2, LONGEST_TURN), 0.0))
    first, second = turns
    return Arch(lane, x - first, x + first, end - second, end + second, x, end, spread)


def _touching_uprights(
    across: FloatArray, tops: FloatArray, bottoms: FloatArray, walls: FloatArray, clearance: float
) -> FloatArray:
    """Give how many walls (N, 4) each upright part comes closer to than a clearance: float64 (X, L)."""
    x, top, bottom = across[:, np.newaxis], tops[:, np.newaxis], bottoms[:, np.newaxis]
    beside = (x < walls[:, 2] + clearance) & (x > walls[:, 0] - clearance)
    level = (top < walls[:, 3] + clearance) & (bottom > walls[:, 1] - clearance)
    return np.asarray(beside.astype(np.float64) @ level.T.astype(np.float64))


def _touching(rects: FloatArray, walls: FloatArray, clearance: float) -> BoolArray:
    """Tell which walls (N, 4) rectangles (…, 4) come closer to than a clearance: (…, N)."""
    one = rects[..., np.newaxis, :]
    beside = (one[..., 0] < walls[:, 2] + clearance) & (one[..., 2] > walls[:, 0] - clearance)
    return np.asarray(beside & (one[..., 1] < walls[:, 3] + clearance) & (one[..., 3] > walls[:, 1] - clearance))


def _table(rects: Sequence[QRectF]) -> FloatArray:
    """Give left, top, right and bottom of rectangles: float64 (N, 4)."""
    return np.array([(one.left(), one.top(), one.right(), one.bottom()) for one in rects]).reshape(-1, 4)


def _mirrored(rects: FloatArray) -> FloatArray:
    return rects[:, [2, 1, 0, 3]] * (-1, 1, -1, 1)


def _mirrored_side(side: Side) -> Side:
    panel = QRectF(-side.panel.right(), side.panel.top(), side.panel.width(), side.panel.height())
    return Side(panel, side.highest, side.lowest)

"""Which way each connection takes: straight from layer to layer, over what stands between, or around it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from msgspec.structs import replace
from PySide6.QtCore import QPointF, QRectF

from engine.arrays import FloatArray
from engine.network.model import Connection, ConnectionKey, LayerId
from gui.canvas.edges.arches import LANE_CLEARANCE, ArchPlan, Box, Side, plan_arch
from gui.canvas.edges.loops import parts_of, plan_loop
from gui.canvas.edges.routes import Route
from gui.canvas.edges.uprights import set_apart
from gui.canvas.layers.place import Indices, Place

MAX_CURVED_EDGES = 150
EDGE_CLEARANCE = 4.0
CROSSING_SAMPLES = 24
LEAST_RISE = 6.0  # across, or arches are needles
NEAR = 500.0  # of two layers above each other: what stands farther away is not in the way between them
REACH_IN_PANELS = 3  # from the ends of a way: what stands farther away is not in it


def plan_routes(
    places: Mapping[LayerId, Place],
    connections: Iterable[Connection],
    held: Mapping[ConnectionKey, Route] | None = None,
    before: Mapping[ConnectionKey, Route] | None = None,
) -> dict[ConnectionKey, Route]:
    """Choose the way of every connection, so that none leads through a layer and arches lie beside each other.

    Args:
        places: Where the layers are.
        connections: What leads from layer to layer.
        held: Ways that are kept whatever stands in them.
        before: Ways planned before, which are kept where they would be planned alike.
    """
    planning = _Planning(places, held or {}, before or {})
    for connection in sorted(connections, key=lambda connection: _span(places, connection)):
        planning.add(connection)
    return planning.ways


class _Planning:
    """Plans one way after the other, each beside those before it that are no direct ones; arguments as above."""

    def __init__(
        self,
        places: Mapping[LayerId, Place],
        held: Mapping[ConnectionKey, Route],
        before: Mapping[ConnectionKey, Route],
    ) -> None:
        self._places = places
        self._held = held
        self._before = before
        self._ordered = sorted(places.values(), key=lambda place: place.x)
        self._columns = [place.x for place in self._ordered]
        self._reach = REACH_IN_PANELS * max((place.geometry.panel.width() for place in self._ordered), default=0.0)
        self._planned: dict[ConnectionKey, Route] = {}
        self._arches: list[Route] = []  # of those planned
        self._plans: dict[ConnectionKey, tuple[ArchPlan, list[Box]]] = {}  # of arches that may be set apart

    @property
    def ways(self) -> dict[ConnectionKey, Route]:
        """All that were planned: arches rise and come down beside each other where panels leave room for that."""
        taken = [part for key, way in self._planned.items() if key not in self._plans for part in _parts(way)]
        arches = set_apart([plan for plan, _ in self._plans.values()], taken)
        apart = {key: replace(self._planned[key], arch=arch) for key, arch in zip(self._plans, arches, strict=True)}
        return self._planned | {
            key: way
            for key, way in apart.items()
            if way.arch != self._planned[key].arch and _is_clear(way, self._plans[key][1])
        }

    def add(self, connection: Connection) -> None:
        """Plan the way of another connection, which spans no fewer columns than those before."""
        held = self._held.get(connection.key)
        way = self._way_of(connection) if held is None else held
        if way.arch is not None:
            self._arches.append(way)
        self._planned[connection.key] = way

    def _way_of(self, connection: Connection) -> Route:
        source, target = self._places[connection.source], self._places[connection.target]
        west, east = (source, target) if source.x <= target.x else (target, source)
        nearby = self._ordered[bisect_right(self._columns, west.x) : bisect_left(self._columns, east.x)]
        known = self._before.get(connection.key)
        if not nearby and known is not None and _is_planned_alike(known, source, target, connection):
            return known
        curved = Route(source, target, None, is_straight=False)
        if _share_column(source, target):
            return self._looped(curved, source, target, _around(self._ordered, source, target))
        direct = replace(curved, is_straight=_is_straight(connection, curved))
        level = [place for place in nearby if _stands_between(place, source, target)]
        crossed = _tops_crossed(direct, level) if level else []
        return self._over(connection.key, direct, west, east, crossed) if crossed else direct

    def _over(self, key: ConnectionKey, direct: Route, west: Place, east: Place, tops: Sequence[float]) -> Route:
        """Lead a way over the upper edges that it would cross directly, or around all where there is no room for it."""
        below = [other.arch_top for other in self._arches if _overlap_across(other, west, east)]
        lane = min(*tops, *below, west.panel.top(), east.panel.top()) - LANE_CLEARANCE
        left, right = west.x - self._reach, east.x + self._reach
        around = self._ordered[bisect_left(self._columns, left) : bisect_right(self._columns, right)]
        others = [Box.of(place.panel) for place in around if place is not west and place is not east]
        plan = plan_arch(_side(west), _side(east), others, lane, direct.lane_spread)
        curved = replace(direct, is_straight=False)
        way = replace(curved, arch=plan.arch)
        if not _is_clear(way, others):
            return self._looped(curved, west, east, others)
        self._plans[key] = plan, others
        return way

    def _looped(self, way: Route, west: Place, east: Place, others: Sequence[Box]) -> Route:
        """Lead a way on its shortest path around all panels, beside the other ways that are no direct ones."""
        taken = [part for each in self._arches for part in _parts(each)]
        return replace(way, arch=plan_loop(_side(west), _side(east), others, way.lane_spread, taken))


def _parts(way: Route) -> list[Box]:
    west, east = [_side(way.source), _side(way.target)][:: way.sides[0]]
    return [] if way.arch is None else parts_of(way.arch, west, east)


def _around(places: Iterable[Place], source: Place, target: Place) -> list[Box]:
    """Give the panels of others that are near two layers."""
    near = source.panel.united(target.panel)
    near.adjust(-NEAR, -NEAR, NEAR, NEAR)
    others = (place.panel for place in places if place is not source and place is not target)
    return [Box.of(panel) for panel in others if panel.intersects(near)]


def _is_clear(way: Route, panels: Sequence[Box]) -> bool:
    """Tell whether an arch has the room that it needs to rise and come down, and touches no panel there."""
    arch = way.arch
    if arch is None or 2 * min(arch.rise_turn, arch.fall_turn) < LEAST_RISE:
        return False
    points = way.polylines(*_corners(way))
    x, y = points[..., 0, np.newaxis], points[..., 1, np.newaxis]
    left, top, right, bottom = np.array(panels).reshape(-1, 4).T
    return not bool(((x > left) & (x < right) & (y > top) & (y < bottom)).any())


def _is_straight(connection: Connection, way: Route) -> bool:
    return bool(np.count_nonzero(connection.mask) > MAX_CURVED_EDGES) and not way.is_steep


def _is_planned_alike(known: Route, source: Place, target: Place, connection: Connection) -> bool:
    """Tell whether a way between the same places leads directly, as it would again, where nothing stands between."""
    is_direct = known.source is source and known.target is target and known.arch is None
    return is_direct and known.is_straight is _is_straight(connection, known)


def _share_column(source: Place, target: Place) -> bool:
    """Tell whether one layer stands above, below or on the other, with no way between them from side to side."""
    one, other = source.panel, target.panel
    return one.right() > other.left() and other.right() > one.left()


def _overlap_across(route: Route, west: Place, east: Place) -> bool:
    ends = sorted((route.source.x, route.target.x))
    return ends[0] < east.x and west.x < ends[1]


def _side(place: Place) -> Side:
    first, last = place.geometry.fold.offsets[[0, -1]].tolist()
    return Side(Box.of(place.panel), place.y + first, place.y + last)


def _span(places: Mapping[LayerId, Place], connection: Connection) -> float:
    return abs(places[connection.target].x - places[connection.source].x)


def _stands_between(other: Place, source: Place, target: Place) -> bool:
    """Tell whether a layer, whose column is between two others, is as high as edges between these pass."""
    panel = other.panel
    upper = min(source.y + source.geometry.fold.offsets[0], target.y + target.geometry.fold.offsets[0])
    lower = max(source.y + source.geometry.fold.offsets[-1], target.y + target.geometry.fold.offsets[-1])
    return bool(panel.top() < lower and panel.bottom() > upper)


def _kept_clear(other: Place, source: Place, target: Place) -> QRectF:
    """Give what edges must not touch of a layer: its panel, or its neurons alone where it stands above or below an end.

    There edges pass a corner of the panel, and an arch would lead far up only to come down again.
    """
    panel, fold = other.panel, other.geometry.fold
    if all(panel.right() <= end.panel.left() or panel.left() >= end.panel.right() for end in (source, target)):
        return panel
    left, right = float(fold.across.min()) - fold.radius, float(fold.across.max()) + fold.radius
    top, bottom = float(fold.offsets.min()) - fold.radius, float(fold.offsets.max()) + fold.radius
    return QRectF(QPointF(other.x + left, other.y + top), QPointF(other.x + right, other.y + bottom))


def _tops_crossed(direct: Route, level: Iterable[Place]) -> list[float]:
    """Give the upper edges of those layers between its ends that a direct way touches."""
    lines = direct.polylines(*_corners(direct))[:, :: direct.sides[0]]  # from left to right
    crossed = [place for place in level if _cross(lines, _kept_clear(place, direct.source, direct.target))]
    return [place.panel.top() for place in crossed]


def _cross(lines: FloatArray, panel: QRectF) -> bool:
    """Tell whether edges touch a panel; they fill what is between the outermost, float64 (E, S, 2)."""
    x = np.linspace(panel.left() - EDGE_CLEARANCE, panel.right() + EDGE_CLEARANCE, CROSSING_SAMPLES)
    heights = np.array([np.interp(x, line[:, 0], line[:, 1]) for line in lines])
    top, bottom = panel.top() - EDGE_CLEARANCE, panel.bottom() + EDGE_CLEARANCE
    return bool(((heights.max(axis=0) > top) & (heights.min(axis=0) < bottom)).any())


def _corners(way: Route) -> tuple[Indices, Indices]:
    """Give rows and columns of the edges between the outermost neurons."""
    last_row, last_column = way.target.neuron_count - 1, way.source.neuron_count - 1
    return np.array([0, 0, last_row, last_row]), np.array([0, last_column, 0, last_column])

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
    held, before = held or {}, before or {}
    planned: dict[ConnectionKey, Route] = {}
    arches: list[Route] = []
    plans: dict[ConnectionKey, tuple[ArchPlan, list[Box]]] = {}
    ordered = sorted(places.values(), key=lambda place: place.x)
    columns = [place.x for place in ordered]
    reach = REACH_IN_PANELS * max((place.geometry.panel.width() for place in ordered), default=0.0)
    for connection in sorted(connections, key=lambda connection: _span(places, connection)):
        source, target = places[connection.source], places[connection.target]
        if connection.key in held:
            planned[connection.key] = way = held[connection.key]
            if way.arch is not None:
                arches.append(way)
            continue
        west, east = (source, target) if source.x <= target.x else (target, source)
        nearby = ordered[bisect_right(columns, west.x) : bisect_left(columns, east.x)]
        known = before.get(connection.key)
        if not nearby and known is not None and _is_planned_alike(known, source, target, connection):
            planned[connection.key] = known
            continue
        curved = Route(source, target, None, is_straight=False)
        if _share_column(source, target):
            planned[connection.key] = way = _looped(curved, source, target, _around(ordered, source, target), arches)
            arches.append(way)
            continue
        direct = replace(curved, is_straight=_is_straight(connection, curved))
        level = [place for place in nearby if _stands_between(place, source, target)]
        between = _tops_crossed(direct, level) if level else []
        if not between:
            planned[connection.key] = direct
            continue
        below = [other.arch_top for other in arches if _overlap_across(other, west, east)]
        lane = min(*between, *below, source.panel.top(), target.panel.top()) - LANE_CLEARANCE
        left, right = west.x - reach, east.x + reach
        around = ordered[bisect_left(columns, left) : bisect_right(columns, right)]
        others = [Box.of(place.panel) for place in around if place is not source and place is not target]
        plan = plan_arch(_side(west), _side(east), others, lane, direct.lane_spread)
        way = replace(curved, arch=plan.arch)
        if _is_clear(way, others):
            plans[connection.key] = plan, others
        else:
            way = _looped(curved, west, east, others, arches)
        arches.append(way)
        planned[connection.key] = way
    return planned | _set_apart(planned, plans)


def _set_apart(
    planned: Mapping[ConnectionKey, Route], plans: Mapping[ConnectionKey, tuple[ArchPlan, list[Box]]]
) -> dict[ConnectionKey, Route]:
    """Let arches rise and come down beside each other, and beside all other ways, where panels leave room for that."""
    taken = [part for key, way in planned.items() if key not in plans for part in _parts(way)]
    arches = set_apart([plan for plan, _ in plans.values()], taken)
    apart = {key: replace(planned[key], arch=arch) for key, arch in zip(plans, arches, strict=True)}
    return {key: way for key, way in apart.items() if way.arch != planned[key].arch and _is_clear(way, plans[key][1])}


def _looped(way: Route, west: Place, east: Place, others: Sequence[Box], arches: Sequence[Route]) -> Route:
    """Lead a way on its shortest path around all panels, beside the other ways that are no direct ones."""
    taken = [part for each in arches for part in _parts(each)]
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

"""The way of edges from layer to layer: straight where many, curved where few, arched over what stands between.

Every edge is a chain of cubic Bézier curves in scene units; a straight one is a line of two points.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping

import msgspec
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainterPath

from engine.arrays import BoolArray, FloatArray
from engine.network.model import Connection, ConnectionKey, LayerId
from gui.canvas.edges.arches import LANE_CLEARANCE, Arch, Side, plan_arch
from gui.canvas.layers.geometry import LayerGeometry

MAX_CURVED_EDGES = 150
SAMPLES_PER_CURVE = 12
LANE_SPACING = 18.0
MAX_LANE_SPREAD = 80.0
LEAST_BEND = 50.0
EDGE_CLEARANCE = 4.0
CROSSING_SAMPLES = 24
REACH_IN_PANELS = 3  # from the ends of a way: what stands farther away is not in it
WAY_POINTS, WAY_MARGIN = 13, 3.0

Indices = NDArray[np.intp]


class Place(msgspec.Struct, frozen=True, eq=False):
    """A layer's geometry at its place on the canvas."""

    geometry: LayerGeometry
    x: float
    y: float

    @property
    def panel(self) -> QRectF:
        """The panel in scene coordinates."""
        return self.geometry.panel.translated(self.x, self.y)

    @property
    def neuron_count(self) -> int:
        """The layer's width."""
        return len(self.geometry.half_widths)

    def neurons_in(self, rect: QRectF) -> BoolArray:
        """Give which neurons have their middle in a rectangle of the scene: bool (H,)."""
        x, y = self.x + self.geometry.fold.across, self.y + self.geometry.fold.offsets
        return (x >= rect.left()) & (x <= rect.right()) & (y >= rect.top()) & (y <= rect.bottom())

    def anchors(self, neurons: Indices, side: int) -> FloatArray:
        """Give where edges of neurons begin (`side` 1, right) or end (`side` −1, left): float64 (E, 2)."""
        x = self.x + self.geometry.fold.across[neurons] + side * self.geometry.half_widths[neurons]
        return np.column_stack([x, self.y + self.geometry.fold.offsets[neurons]])


class Route(msgspec.Struct, frozen=True, eq=False):
    """The way of a connection's edges.

    Attributes:
        source: The layer they come from.
        target: The layer they lead to.
        arch: How they pass over the layers between, or None where nothing stands between.
        is_straight: Whether they are straight lines.
    """

    source: Place
    target: Place
    arch: Arch | None
    is_straight: bool

    @property
    def lane(self) -> float | None:
        """Height at which they pass over the layers between, or None where nothing stands between."""
        return None if self.arch is None else self.arch.lane

    @property
    def overhang(self) -> float:
        """How far edges may swing out beyond the panels of both layers, where they lead back to the left."""
        way = self.target.panel.left() - self.source.panel.right()
        return 0.0 if way >= 0 else max(abs(self.target.x - self.source.x) / 2, LEAST_BEND)

    @property
    def arch_top(self) -> float:
        """Height of the uppermost edge of an arched connection."""
        return (self.lane or 0.0) - _lane_spread(self.source, self.target)

    def joins_alike(self, other: Route) -> bool:
        """Tell whether another way leads between layers of the same forms, wherever these are."""
        ends, others = (self.source, self.target), (other.source, other.target)
        return all(one.geometry.fold is another.geometry.fold for one, another in zip(ends, others, strict=True))

    def controls(self, rows: Indices, columns: Indices) -> FloatArray:
        """Give the control points of edges: float64 (E, K, 4, 2), K curves an edge."""
        if self.arch is None:
            return _bend(self.source.anchors(columns, 1), self.target.anchors(rows, -1))[:, np.newaxis]
        return self._arched(rows, columns, self.arch)

    def polylines(self, rows: Indices, columns: Indices) -> FloatArray:
        """Give points along edges: float64 (E, S, 2)."""
        if self.is_straight and self.lane is None:
            return np.stack([self.source.anchors(columns, 1), self.target.anchors(rows, -1)], axis=1)
        controls = self.controls(rows, columns)
        t = np.linspace(0.0, 1.0, SAMPLES_PER_CURVE + 1)
        points = np.einsum("tk,eckd->ectd", _bernstein(t), controls)
        return np.concatenate([points[:, :, :-1].reshape(len(points), -1, 2), points[:, -1, -1:]], axis=1)

    def points_along(self, rows: Indices, columns: Indices, fractions: FloatArray) -> FloatArray:
        """Give the points at some fractions (F,), 0 … 1, of the way of each of some edges: float64 (E, F, 2)."""
        lines = self.polylines(rows, columns)
        place = fractions * (lines.shape[1] - 1)
        before = np.minimum(place.astype(np.intp), lines.shape[1] - 2)
        share = (place - before)[:, np.newaxis]
        return np.asarray((1 - share) * lines[:, before] + share * lines[:, before + 1])

    def rects_along(self, rows: Indices, columns: Indices) -> list[QRectF]:
        """Give small rectangles that cover the ways of edges."""
        points = self.points_along(rows, columns, np.linspace(0.0, 1.0, WAY_POINTS))
        least = np.minimum(points[:, 1:], points[:, :-1]) - WAY_MARGIN
        most = np.maximum(points[:, 1:], points[:, :-1]) + WAY_MARGIN
        corners = np.concatenate([least, most], axis=-1).reshape(-1, 4).tolist()
        return [QRectF(QPointF(left, top), QPointF(right, bottom)) for left, top, right, bottom in corners]

    @property
    def rect_around(self) -> QRectF:
        """A rectangle that holds the panels of both layers and all edges that there may be."""
        # The panels enclose all ends and every curve but the arches, which pass above them, and those that lead back,
        # which swing out on both sides.
        rect = self.source.panel.united(self.target.panel)
        rect.adjust(-self.overhang, 0, self.overhang, 0)
        if self.arch is not None:
            rect.setTop(min(rect.top(), self.arch_top))
        return rect

    def lines(self, rows: Indices, columns: Indices) -> list[QLineF]:
        """Give straight edges for the painter."""
        ends = self.polylines(rows, columns)
        return [QLineF(*edge) for edge in ends.reshape(-1, 4).tolist()]

    def paths(self, rows: Indices, columns: Indices) -> list[QPainterPath]:
        """Give curved edges for the painter."""
        return [_path(edge) for edge in self.controls(rows, columns).tolist()]

    def _arched(self, rows: Indices, columns: Indices, arch: Arch) -> FloatArray:
        starts, ends = self.source.anchors(columns, 1), self.target.anchors(rows, -1)
        spacing = _lane_spacing(self.source, self.target)
        lanes = arch.lane - (rows * self.source.neuron_count + columns) * spacing
        leave = np.column_stack([np.full(len(starts), arch.leave), starts[:, 1]])
        risen = np.column_stack([np.full(len(starts), arch.risen), lanes])
        falling = np.column_stack([np.full(len(ends), arch.falling), lanes])
        arrive = np.column_stack([np.full(len(ends), arch.arrive), ends[:, 1]])
        points = [starts, leave, risen, falling, arrive, ends]
        bends = [_straight, _bend, _straight, _bend, _straight]
        return np.stack([bend(a, b) for bend, a, b in zip(bends, points[:-1], points[1:], strict=True)], axis=1)


def plan_routes(
    places: Mapping[LayerId, Place],
    connections: Iterable[Connection],
    held: Mapping[ConnectionKey, Route] | None = None,
    before: Mapping[ConnectionKey, Route] | None = None,
) -> dict[ConnectionKey, Route]:
    """Choose the way of every connection, so that none leads through a layer and no two arches lie on each other.

    Args:
        places: Where the layers are.
        connections: What leads from layer to layer.
        held: Ways that are kept whatever stands in them.
        before: Ways planned before, which are kept where they would be planned alike.
    """
    held, before = held or {}, before or {}
    planned: dict[ConnectionKey, Route] = {}
    arches: list[Route] = []
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
        nearby = ordered[bisect_right(columns, source.x) : bisect_left(columns, target.x)]
        is_crowded = bool(np.count_nonzero(connection.mask) > MAX_CURVED_EDGES)
        known = before.get(connection.key)
        if not nearby and known is not None and _is_direct(known, source, target, is_straight=is_crowded):
            planned[connection.key] = known
            continue
        direct = Route(source, target, None, is_straight=is_crowded)
        level = [place for place in nearby if _stands_between(place, source, target)]
        between = [place.panel.top() for place in level if _crosses(direct, _kept_clear(place, source, target))]
        arch = None
        if between:
            below = [other.arch_top for other in arches if other.source.x < target.x and source.x < other.target.x]
            lane = min(*between, *below, source.panel.top(), target.panel.top()) - LANE_CLEARANCE
            left, right = source.x - reach, target.x + reach
            around = ordered[bisect_left(columns, left) : bisect_right(columns, right)]
            others = [place.panel for place in around if place is not source and place is not target]
            arch = plan_arch(_side(source), _side(target), others, lane, _lane_spread(source, target))
        way = direct if arch is None else Route(source, target, arch, is_straight=False)
        planned[connection.key] = way
        if arch is not None:
            arches.append(way)
    return planned


def same_route(first: Route, second: Route) -> bool:
    """Tell whether two ways are the same."""
    same_ends = first.source is second.source and first.target is second.target
    return same_ends and (first.arch, first.is_straight) == (second.arch, second.is_straight)


def _is_direct(route: Route, source: Place, target: Place, *, is_straight: bool) -> bool:
    same_ends = route.source is source and route.target is target
    return same_ends and route.arch is None and route.is_straight is is_straight


def _lane_spacing(source: Place, target: Place) -> float:
    """Give the distance of neighbouring edges where they pass over other layers."""
    return min(LANE_SPACING, MAX_LANE_SPREAD / (source.neuron_count * target.neuron_count))


def _lane_spread(source: Place, target: Place) -> float:
    return (source.neuron_count * target.neuron_count - 1) * _lane_spacing(source, target)


def _side(place: Place) -> Side:
    return Side(place.panel, place.y + float(place.geometry.fold.offsets[-1]))


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


def _crosses(direct: Route, panel: QRectF) -> bool:
    """Tell whether edges that lead right from layer to layer touch a panel; they fill what is between the outermost."""
    last_row, last_column = direct.target.neuron_count - 1, direct.source.neuron_count - 1
    rows, columns = np.array([0, 0, last_row, last_row]), np.array([0, last_column, 0, last_column])
    lines = direct.polylines(rows, columns)
    x = np.linspace(panel.left() - EDGE_CLEARANCE, panel.right() + EDGE_CLEARANCE, CROSSING_SAMPLES)
    heights = np.array([np.interp(x, line[:, 0], line[:, 1]) for line in lines])
    top, bottom = panel.top() - EDGE_CLEARANCE, panel.bottom() + EDGE_CLEARANCE
    return bool(((heights.max(axis=0) > top) & (heights.min(axis=0) < bottom)).any())


def _bend(starts: FloatArray, ends: FloatArray) -> FloatArray:
    reach = np.maximum(np.abs(ends[:, 0] - starts[:, 0]) / 2, LEAST_BEND)
    reach = np.where(ends[:, 0] > starts[:, 0], (ends[:, 0] - starts[:, 0]) / 2, reach)
    out = starts + np.column_stack([reach, np.zeros(len(starts))])
    back = ends - np.column_stack([reach, np.zeros(len(ends))])
    return np.stack([starts, out, back, ends], axis=1)


def _straight(starts: FloatArray, ends: FloatArray) -> FloatArray:
    return np.stack([starts, (2 * starts + ends) / 3, (starts + 2 * ends) / 3, ends], axis=1)


def _bernstein(t: FloatArray) -> FloatArray:
    return np.column_stack([(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3])


def _path(curves: list[list[list[float]]]) -> QPainterPath:
    path = QPainterPath(QPointF(*curves[0][0]))
    for _, first, second, end in curves:
        path.cubicTo(QPointF(*first), QPointF(*second), QPointF(*end))
    return path

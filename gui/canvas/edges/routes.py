"""The way of edges from layer to layer: straight where many, curved where few, arched over what stands between.

Edges leave and arrive on the sides that layers face each other with. Between layers of one column they leave on the
right and lead back to arrive on the left, around what stands between. Within a panel they stay beside its neurons:
behind its header they could not be seen. Every edge is a chain of cubic Bézier curves in scene units; a straight one is
a line of two points.
"""

from __future__ import annotations

import msgspec
import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from engine.arrays import FloatArray
from gui.canvas.edges import bends
from gui.canvas.edges.arches import Arch
from gui.canvas.layers.place import Indices, Place

SAMPLES_PER_CURVE = 12
LANE_SPAN = 3 / 7, 4 / 7  # of the way of edges that have one: it is the fourth of their curves
LANE_SPACING = 18.0
MAX_LANE_SPREAD = 80.0
WAY_POINTS, WAY_MARGIN = 13, 3.0
MOST_BEYOND = 12.0  # that straight lines may run behind a header's corner


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
    def sides(self) -> tuple[int, int]:
        """On which side edges leave their source, and arrive at their target: 1 on the right, −1 on the left."""
        is_back = self.target.panel.right() <= self.source.panel.left()
        return (-1, 1) if is_back else (1, -1)

    @property
    def outlets(self) -> tuple[QPointF, QPointF]:
        """The middles of the panels' sides on which edges leave and arrive."""
        leave, arrive = self.sides
        return _middle_of_side(self.source.panel, leave), _middle_of_side(self.target.panel, arrive)

    @property
    def spine(self) -> FloatArray:
        """The control points of an edge between the outlets, in the middle of all: float64 (K, 4, 2)."""
        starts, ends = (np.array([[point.x(), point.y()]]) for point in self.outlets)
        if self.arch is None:
            return bends.bent(starts, ends)
        return np.asarray(self._arched(np.array([0.5]), self.arch, starts, ends)[0])

    @property
    def middle(self) -> QPainterPath:
        """The way of an edge between the neurons in the middle of both layers."""
        row, column = (np.array([place.neuron_count // 2]) for place in (self.target, self.source))
        return self.paths(row, column)[0]

    @property
    def lane_spread(self) -> float:
        """How high all edges together are where they pass over other layers, or would."""
        if self.arch is not None:
            return self.arch.spread
        edge_count = self.source.neuron_count * self.target.neuron_count
        return min(LANE_SPACING * (edge_count - 1), MAX_LANE_SPREAD * (edge_count - 1) / edge_count)

    @property
    def arch_top(self) -> float:
        """Height of the uppermost edge of an arched connection."""
        return 0.0 if self.arch is None else self.arch.top

    @property
    def is_steep(self) -> bool:
        """Whether straight lines between the outermost neurons run well behind a header, or out of a panel below."""
        starts, ends = (place.y + place.geometry.fold.offsets[[0, -1]] for place in (self.source, self.target))
        slopes = np.abs(ends - starts) / self._across
        beyond_source = self.source.inset * slopes - self.source.room(starts, ends)
        beyond_target = self.target.inset * slopes - self.target.room(ends, starts)
        return bool(np.maximum(beyond_source, beyond_target).max() > MOST_BEYOND)

    def joins_alike(self, other: Route) -> bool:
        """Tell whether another way leads between layers of the same forms, wherever these are."""
        ends, others = (self.source, self.target), (other.source, other.target)
        return all(one.geometry.fold is another.geometry.fold for one, another in zip(ends, others, strict=True))

    def controls(self, rows: Indices, columns: Indices) -> FloatArray:
        """Give the control points of edges: float64 (E, K, 4, 2), K curves an edge."""
        starts, ends = self._ends(rows, columns)
        if self.is_straight:
            return bends.straight(starts, ends)[:, np.newaxis]
        if self.arch is not None:
            return self._arched(self._ranks(rows, columns), self.arch, starts, ends)
        return bends.bent(starts, ends, self._bend_shares(starts, ends))[:, np.newaxis]

    def polylines(self, rows: Indices, columns: Indices) -> FloatArray:
        """Give points along edges: float64 (E, S, 2)."""
        if self.is_straight:
            return np.stack(self._ends(rows, columns), axis=1)
        points = bends.points_on(self.controls(rows, columns), np.linspace(0.0, 1.0, SAMPLES_PER_CURVE + 1))
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
        # The panels enclose all ends and every curve but those that lead over other layers or around them.
        rect = self.source.panel.united(self.target.panel)
        if self.arch is None:
            return rect
        uprights, aside = (self.arch.rise_at, self.arch.fall_at), self.arch.upright_spread
        lane = QRectF(QPointF(min(uprights), self.arch.top), QPointF(max(uprights), self.arch.lane))
        return rect.united(lane.adjusted(-aside, 0, aside, 0)).adjusted(-1, -1, 1, 1)

    def paths(self, rows: Indices, columns: Indices) -> list[QPainterPath]:
        """Give edges for the painter."""
        return [path_of(edge) for edge in self.controls(rows, columns).tolist()]

    def _ranks(self, rows: Indices, columns: Indices) -> FloatArray:
        """Give how high each edge is among all in the lane, 0 for the lowest and 1 for the highest: (E,)."""
        edge_count = self.source.neuron_count * self.target.neuron_count
        return (rows * self.source.neuron_count + columns) / max(edge_count - 1, 1)

    def _arched(self, ranks: FloatArray, arch: Arch, starts: FloatArray, ends: FloatArray) -> FloatArray:
        is_back = self.sides[0] < 0
        west, east = (ends, starts) if is_back else (starts, ends)
        lanes = arch.lane - ranks * arch.spread
        # Edges keep their order where they turn: the outer ones in the lane are the outer ones in the upright part.
        aside = (ranks - 0.5) * (arch.upright_spread if arch.turns_back else -arch.upright_spread)
        rise_at = arch.rise_at + aside * np.sign(west[:, 1] - lanes)
        fall_at = arch.fall_at - aside * np.sign(east[:, 1] - lanes)
        leave, risen, falling, arrive = (
            np.column_stack([np.full(len(lanes), x), heights])
            for x, heights in (
                (arch.leave, west[:, 1]),
                (arch.risen, lanes),
                (arch.falling, lanes),
                (arch.arrive, east[:, 1]),
            )
        )
        out, along, into = (
            bends.straight(*ways)[:, np.newaxis] for ways in ((west, leave), (risen, falling), (arrive, east))
        )
        rise, fall = bends.turned(leave, risen, rise_at), bends.turned(falling, arrive, fall_at)
        curves = np.concatenate([out, rise, along, fall, into], axis=1)
        return curves[:, ::-1, ::-1] if is_back else curves

    @property
    def _across(self) -> float:
        """How far across edges lead, from inside one panel into the other."""
        between = abs(self.target.x - self.source.x) - (self.source.panel.width() + self.target.panel.width()) / 2
        return max(between + self.source.inset + self.target.inset, 1.0)

    def _ends(self, rows: Indices, columns: Indices) -> tuple[FloatArray, FloatArray]:
        leave, arrive = self.sides
        return self.source.anchors(columns, leave), self.target.anchors(rows, arrive)

    def _bend_shares(self, starts: FloatArray, ends: FloatArray) -> FloatArray:
        """Give how steep edges are bent, so that they stay beside the neurons in both panels: (E,)."""
        height = np.maximum(np.abs(ends[:, 1] - starts[:, 1]), 1.0)
        rooms = self.source.room(starts[:, 1], ends[:, 1]), self.target.room(ends[:, 1], starts[:, 1])
        insets = self.source.inset, self.target.inset
        return np.maximum(
            *(
                bends.shares_within(min(inset / self._across, 0.5), room / height)
                for inset, room in zip(insets, rooms, strict=True)
            )
        )


def same_route(first: Route, second: Route) -> bool:
    """Tell whether two ways are the same."""
    if first is second:
        return True
    same_ends = first.source is second.source and first.target is second.target
    ways = [(route.arch, route.is_straight) for route in (first, second)]
    return same_ends and ways[0] == ways[1]


def _middle_of_side(panel: QRectF, side: int) -> QPointF:
    return QPointF(panel.right() if side > 0 else panel.left(), panel.center().y())


def path_of(curves: list[list[list[float]]]) -> QPainterPath:
    """Give a chain of curves (K, 4, 2) for the painter."""
    path = QPainterPath(QPointF(*curves[0][0]))
    for _, first, second, end in curves:
        path.cubicTo(QPointF(*first), QPointF(*second), QPointF(*end))
    return path

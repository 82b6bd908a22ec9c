"""Where a layer in hand would land among the others: between two that are connected, or before or after one.

It is judged by where everything stood when the drag began. What gives way to the layer meanwhile doesn't matter, or it
would come and go under the hand.
"""

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPolygonF

from engine.network.model import ConnectionKey, LayerId
from gui.canvas.building.drop_plan import DropPlace, Side
from gui.canvas.edges.hit_index import HitIndex
from gui.canvas.edges.routes import Route


class Landings:
    """Finds the place among the others that a layer is dragged to.

    Args:
        panels: The panels of the other layers, in scene coordinates.
        routes: The ways of the connections between these.
    """

    def __init__(self, panels: Mapping[LayerId, QRectF], routes: Mapping[ConnectionKey, Route]) -> None:
        self._panels = panels
        self._zones = {key: _Zone(route) for key, route in routes.items()}

    def at(self, pointer: QPointF, middle: QPointF, reach: float) -> DropPlace | None:
        """Give what is under the pointer, or else under the middle of the layer's panel; None for empty space.

        Args:
            pointer: Where the pointer is.
            middle: Where the middle of the layer's panel is.
            reach: How far from an edge the pointer still counts as on it, in scene units.
        """
        return self._beside(pointer) or self._between(pointer, reach) or self._beside(middle) or self._gap(middle)

    def hit(self, pointer: QPointF, side_reach: float, reach: float) -> DropPlace | None:
        """Give what is right under the pointer: a panel, `side_reach` beyond it too, or edges; None for empty space."""
        return self._beside(pointer, side_reach) or self._between(pointer, reach)

    def _beside(self, point: QPointF, reach: float = 0.0) -> DropPlace | None:
        for layer_id, panel in self._panels.items():
            if panel.adjusted(-reach, -reach, reach, reach).contains(point):
                side = Side.BEFORE if point.x() < panel.center().x() else Side.AFTER
                return DropPlace((point.x(), point.y()), layer=layer_id, side=side)
        return None

    def _between(self, point: QPointF, reach: float) -> DropPlace | None:
        """Give the connection whose edges are at a point, the one of nearer layers if there are several."""
        hit = [key for key, zone in self._zones.items() if zone.holds(point, reach)]
        return self._on(hit, point)

    def _gap(self, point: QPointF) -> DropPlace | None:
        """Give the connection of two neighbours between whose panels a point is."""
        return self._on([key for key, zone in self._zones.items() if zone.gap.contains(point)], point)

    def _on(self, keys: list[ConnectionKey], point: QPointF) -> DropPlace | None:
        nearest = min(keys, key=lambda key: self._zones[key].length, default=None)
        return None if nearest is None else DropPlace((point.x(), point.y()), nearest)


class _Zone:
    """Where a layer is dropped onto a connection.

    Attributes:
        length: How far it leads across.
        gap: What is between the panels of its ends, where it leads straight from one to the other.
    """

    def __init__(self, route: Route) -> None:
        last = np.array([0, route.target.neuron_count - 1]), np.array([0, route.source.neuron_count - 1])
        outermost = route.polylines(*last)
        self.length = abs(route.target.x - route.source.x)
        self.gap = _gap(route)
        self._hits = HitIndex(outermost)
        self._band = QPolygonF([QPointF(*point) for point in [*outermost[0], *outermost[1][::-1]]])

    def holds(self, point: QPointF, reach: float) -> bool:
        """Tell whether a point is on the edges, or no farther than `reach` from them."""
        is_inside = self._band.containsPoint(point, Qt.FillRule.OddEvenFill)
        return is_inside or self._hits.nearest(point.x(), point.y(), reach) is not None


def _gap(route: Route) -> QRectF:
    source, target = route.source.panel, route.target.panel
    if route.arch is not None or target.left() <= source.right():
        return QRectF()
    top, bottom = min(source.top(), target.top()), max(source.bottom(), target.bottom())
    return QRectF(source.right(), top, target.left() - source.right(), bottom - top)

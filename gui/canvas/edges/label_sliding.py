"""Numbers follow the view: one whose place isn't seen stands on the piece of its edge that is."""

from collections.abc import Iterable, Sequence
from weakref import WeakKeyDictionary

import msgspec
import numpy as np
from PySide6.QtCore import QRectF

from engine.arrays import BoolArray, FloatArray
from gui.canvas.edges.batch import EdgeBatch
from gui.canvas.edges.label_places import LABEL_HEIGHT, LABEL_WIDTH, Labels, covered, free_places
from gui.canvas.layers.place import Indices

FRACTIONS = np.linspace(0.06, 0.94, 45)
MARGIN = 4.0  # between a number and where the view ends, at actual size
UNDER_OVERLAY_COST = 1e6  # more than any way along an edge: only where there is no other place
MOST_IN_VIEW = 60  # where as many stand already, none is slid beside them


class View(msgspec.Struct, frozen=True):
    """What is seen of the scene.

    Attributes:
        seen: The part of the scene in view; empty where nothing is to be slid.
        overlays: Where the legend and the like lie over it.
    """

    seen: QRectF
    overlays: Sequence[QRectF] = ()

    def shows(self, labels: Iterable[QRectF], margin: float) -> BoolArray:
        """Tell which labels are in view whole, with a margin, and under nothing."""
        room = self.seen.adjusted(margin, margin, -margin, -margin)
        shown = (room.contains(one) and not any(map(one.intersects, self.overlays)) for one in labels)
        return np.fromiter(shown, np.bool_)


class _Ways(msgspec.Struct, frozen=True, eq=False):
    """Places along the edges of some labels, whatever is in view.

    Attributes:
        labels: Their usual places.
        covers: What is drawn above labels.
        edges: The number of each edge, (E,).
        points: float64 (E, F, 2).
        cost: float64 (E, F), how far each is from the usual place; infinite under what is drawn above.
    """

    labels: Labels
    covers: Sequence[QRectF]
    edges: Indices
    points: FloatArray
    cost: FloatArray


class _Slid(msgspec.Struct, frozen=True, eq=False):
    """What labels were slid into a view for, what they keep clear of, and where they are then."""

    ways: _Ways
    view: View
    others: tuple[Labels, ...]
    labels: Labels


class LabelSliding:
    """Slides the labels of one connection into view; found anew only when view or labels are others."""

    def __init__(self) -> None:
        self._ways: WeakKeyDictionary[EdgeBatch, _Ways] = WeakKeyDictionary()
        self._slid: WeakKeyDictionary[EdgeBatch, _Slid] = WeakKeyDictionary()

    def within(
        self,
        view: View,
        batch: EdgeBatch,
        labels: Labels,
        others: Iterable[Labels],
        covers: Sequence[QRectF],
        shrinking: float,
    ) -> Labels:
        """Give where the labels of a batch stand in a view, by the number of the edge.

        Args:
            view: What is seen of the scene.
            batch: The edges.
            labels: Their usual places.
            others: Labels that are there already.
            covers: What is drawn above labels.
            shrinking: How many times smaller in the scene labels are than at actual size.
        """
        margin = MARGIN / shrinking
        if view.seen.isEmpty() or view.shows(labels.values(), margin).all():
            return labels
        ways = self._ways.get(batch)
        if ways is None or ways.labels != labels or ways.covers is not covers:
            ways = self._ways[batch] = _ways(batch, labels, covers, shrinking)
        before, there = self._slid.get(batch), tuple(others)
        if before is None or before.ways is not ways or before.view != view or before.others != there:
            moved = _slid_into(view, margin, ways, there, shrinking)
            before = self._slid[batch] = _Slid(ways, view, there, {**labels, **moved})
        return before.labels


def _ways(batch: EdgeBatch, labels: Labels, covers: Sequence[QRectF], shrinking: float) -> _Ways:
    edges = np.fromiter(labels, np.intp)
    points = batch.route.points_along(batch.rows[edges], batch.columns[edges], FRACTIONS)
    distance = np.hypot(*np.moveaxis(points - _centres(labels.values())[:, np.newaxis], -1, 0))
    cost = np.where(covered(points, _size(shrinking) / 2, covers), np.inf, distance)
    return _Ways(labels, covers, edges, points, cost)


def _slid_into(
    view: View, margin: float, ways: _Ways, others: tuple[Labels, ...], shrinking: float
) -> dict[int, QRectF]:
    """Give new places for those labels that aren't seen and whose edges are, the nearest first."""
    room = view.seen.adjusted(margin, margin, -margin, -margin)
    taken = [rect for each in (ways.labels, *others) for rect in each.values() if room.intersects(rect)]
    most = MOST_IN_VIEW - len(taken)
    if most <= 0:
        return {}
    size = _size(shrinking)
    least = np.array([room.left(), room.top()]) + size / 2
    most_apart = np.array([room.width(), room.height()]) - size
    has_room = ((ways.points >= least) & (ways.points <= least + most_apart)).all(axis=-1)
    cost = np.where(has_room, ways.cost + UNDER_OVERLAY_COST * covered(ways.points, size / 2, view.overlays), np.inf)
    is_in_room = np.array([room.contains(rect) for rect in ways.labels.values()])
    cost[(cost >= UNDER_OVERLAY_COST) & is_in_room[:, np.newaxis]] = np.inf  # none moves from under one to another
    nearest = cost.min(axis=1)
    is_sliding = np.isfinite(nearest) & ~view.shows(ways.labels.values(), margin)
    order = np.flatnonzero(is_sliding)
    order = order[np.argsort(nearest[order], kind="stable")][:most]
    chosen = free_places(ways.points, cost, shrinking, order, _centres(taken))
    corners = {int(ways.edges[row]): (ways.points[row, place] - size / 2).tolist() for row, place in chosen.items()}
    return {edge: QRectF(x, y, *size.tolist()) for edge, (x, y) in corners.items()}


def _size(shrinking: float) -> FloatArray:
    return np.array([LABEL_WIDTH, LABEL_HEIGHT]) / shrinking


def _centres(rects: Iterable[QRectF]) -> FloatArray:
    return np.array([(rect.center().x(), rect.center().y()) for rect in rects]).reshape(-1, 2)

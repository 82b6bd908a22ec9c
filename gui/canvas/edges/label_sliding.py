"""Numbers follow the view: one whose place is out of sight stands on the piece of its edge that is seen."""

from collections.abc import Iterable, Sequence
from weakref import WeakKeyDictionary

import msgspec
import numpy as np
from PySide6.QtCore import QRectF

from engine.arrays import FloatArray
from gui.canvas.edges.batch import EdgeBatch
from gui.canvas.edges.label_places import LABEL_HEIGHT, LABEL_WIDTH, Labels, covered, free_places
from gui.canvas.layers.place import Indices

FRACTIONS = np.linspace(0.06, 0.94, 45)
MARGIN = 4.0  # between a number and where the view ends, at actual size
MOST_IN_VIEW = 60  # where as many stand already, none is slid beside them


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
    seen: QRectF
    others: tuple[Labels, ...]
    labels: Labels


class LabelSliding:
    """Slides the labels of one connection into view; found anew only when view or labels are others."""

    def __init__(self) -> None:
        self._ways: WeakKeyDictionary[EdgeBatch, _Ways] = WeakKeyDictionary()
        self._slid: WeakKeyDictionary[EdgeBatch, _Slid] = WeakKeyDictionary()

    def within(
        self,
        seen: QRectF,
        batch: EdgeBatch,
        labels: Labels,
        others: Iterable[Labels],
        covers: Sequence[QRectF],
        shrinking: float,
    ) -> Labels:
        """Give where the labels of a batch stand in a view, by the number of the edge.

        Args:
            seen: The part of the scene in view; nothing is slid where it is empty.
            batch: The edges.
            labels: Their usual places.
            others: Labels that are there already.
            covers: What is drawn above labels.
            shrinking: How many times smaller in the scene labels are than at actual size.
        """
        margin = MARGIN / shrinking
        room = seen.adjusted(margin, margin, -margin, -margin)
        if seen.isEmpty() or all(map(room.contains, labels.values())):
            return labels
        ways = self._ways.get(batch)
        if ways is None or ways.labels != labels or ways.covers is not covers:
            ways = self._ways[batch] = _ways(batch, labels, covers, shrinking)
        before, there = self._slid.get(batch), tuple(others)
        if before is None or before.ways is not ways or before.seen != seen or before.others != there:
            moved = _slid_into(room, ways, there, shrinking)
            before = self._slid[batch] = _Slid(ways, seen, there, {**labels, **moved})
        return before.labels


def _ways(batch: EdgeBatch, labels: Labels, covers: Sequence[QRectF], shrinking: float) -> _Ways:
    edges = np.fromiter(labels, np.intp)
    points = batch.route.points_along(batch.rows[edges], batch.columns[edges], FRACTIONS)
    distance = np.hypot(*np.moveaxis(points - _centres(labels.values())[:, np.newaxis], -1, 0))
    cost = np.where(covered(points, _size(shrinking) / 2, covers), np.inf, distance)
    return _Ways(labels, covers, edges, points, cost)


def _slid_into(room: QRectF, ways: _Ways, others: tuple[Labels, ...], shrinking: float) -> dict[int, QRectF]:
    """Give new places for those labels that are out of a room and whose edges run through it, the nearest first."""
    taken = [rect for each in (ways.labels, *others) for rect in each.values() if room.intersects(rect)]
    most = MOST_IN_VIEW - len(taken)
    if most <= 0:
        return {}
    size = _size(shrinking)
    least = np.array([room.left(), room.top()]) + size / 2
    most_apart = np.array([room.width(), room.height()]) - size
    is_in_room = ((ways.points >= least) & (ways.points <= least + most_apart)).all(axis=-1)
    cost = np.where(is_in_room, ways.cost, np.inf)
    nearest = cost.min(axis=1)
    is_sliding = np.isfinite(nearest) & ~np.array([room.contains(rect) for rect in ways.labels.values()])
    order = np.flatnonzero(is_sliding)
    order = order[np.argsort(nearest[order], kind="stable")][:most]
    chosen = free_places(ways.points, cost, shrinking, order, _centres(taken))
    corners = {int(ways.edges[row]): (ways.points[row, place] - size / 2).tolist() for row, place in chosen.items()}
    return {edge: QRectF(x, y, *size.tolist()) for edge, (x, y) in corners.items()}


def _size(shrinking: float) -> FloatArray:
    return np.array([LABEL_WIDTH, LABEL_HEIGHT]) / shrinking


def _centres(rects: Iterable[QRectF]) -> FloatArray:
    return np.array([(rect.center().x(), rect.center().y()) for rect in rects]).reshape(-1, 2)

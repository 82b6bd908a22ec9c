"""Where the numbers on edges stand: apart from each other, away from other edges, under nothing drawn above them."""

from collections.abc import Mapping, Sequence

import numpy as np
from PySide6.QtCore import QRectF

from engine.arrays import BoolArray, FloatArray
from gui.canvas.edges.batch import EdgeBatch
from gui.canvas.edges.routes import LANE_SPAN
from gui.canvas.layers.place import Indices

LABEL_WIDTH = 36.0
LABEL_HEIGHT = 16.0
# Between the middles of two labels, across or down: nearer to each other, one would hide digits of the other.
LEAST_DISTANCE = np.array([LABEL_WIDTH, 14.0])
COVER_MARGIN = np.array([4.0, 0.0])  # for numbers of many digits
# Along the edge from its source; of places equally good the first is taken.
FRACTIONS = np.array([0.36, 0.64, 0.5, 0.43, 0.57, 0.3, 0.7, 0.33, 0.67, 0.4, 0.6])
# The same where edges pass over other layers: in the lane there, not on the way up or down.
LANE_FRACTIONS = np.interp([0.5, 0.25, 0.75, 0.375, 0.625, 0.1, 0.9], [0.0, 1.0], LANE_SPAN)
# For edges that are covered at all of these.
FARTHER_FRACTIONS = np.array([0.25, 0.75, 0.2, 0.8, 0.15, 0.85])
FOREIGN_EDGE_COST = 12.0
FURTHER_TRIES = 6
HOPEFUL_SHARE = 0.5  # of the edges: where fewer found a place, further tries find none for most either
SLOPE_STEP = 0.01
# Among more edges there is no place that other edges keep away from.
MAX_EDGES_TO_AVOID = 150
# Fractions of multiples of them are spread evenly, and so are the entries of a matrix in the order of these fractions.
SPREAD = np.array([0.7548776662466927, 0.5698402909980532])
NOWHERE = np.empty((0, 2))

Labels = Mapping[int, QRectF]


def place_labels(
    batch: EdgeBatch,
    shrinking: float = 1.0,
    taken: FloatArray = NOWHERE,
    covers: Sequence[QRectF] = (),
    most_fullness: float = np.inf,
) -> Labels:
    """Give a place for the labels of a batch's edges, by the edge's number; those that find no free place have none.

    Args:
        batch: The edges.
        shrinking: How many times smaller in the scene labels are than at actual size; below 1 for a projector.
        taken: The centres (N, 2) of labels that are there already.
        covers: What is drawn above labels: they move along their edges to be seen whole.
        most_fullness: Where labels would cover more of the ground, some edges have none, the same share everywhere.
    """
    order = _thinned(batch, shrinking, most_fullness)
    if not len(order):
        return {}
    size = np.array([LABEL_WIDTH, LABEL_HEIGHT]) / shrinking
    fractions = _fractions(batch)
    centres = batch.route.points_along(batch.rows, batch.columns, fractions)
    is_covered = covered(centres, size / 2 + COVER_MARGIN / shrinking, covers)
    if is_covered.all(axis=1).any():
        farther = batch.route.points_along(batch.rows, batch.columns, FARTHER_FRACTIONS)
        is_farther_covered = covered(farther, size / 2 + COVER_MARGIN / shrinking, covers)
        is_needless = ~is_covered.all(axis=1, keepdims=True)
        fractions = np.concatenate([fractions, FARTHER_FRACTIONS])
        centres = np.concatenate([centres, farther], axis=1)
        is_covered = np.concatenate([is_covered, is_farther_covered | is_needless], axis=1)
    cost = np.where(is_covered, np.inf, _crowding(batch, fractions, centres, size[1]) / shrinking)
    chosen = free_places(centres, cost, shrinking, order, taken)
    for _ in range(FURTHER_TRIES if len(order) <= MAX_EDGES_TO_AVOID else 0):
        left_out = np.isin(order, list(chosen), invert=True)
        if not left_out.any() or len(chosen) < HOPEFUL_SHARE * len(order):
            break
        order = np.concatenate([order[left_out], order[~left_out]])  # those that found no place may choose first
        chosen = max(chosen, free_places(centres, cost, shrinking, order, taken), key=len)
    corners = {edge: (centres[edge, place] - size / 2).tolist() for edge, place in sorted(chosen.items())}
    return {edge: QRectF(x, y, *size.tolist()) for edge, (x, y) in corners.items()}


def fullness(batch: EdgeBatch, shrinking: float) -> float:
    """Give how much of the ground among a batch's edges their labels would cover: more with more edges and from afar.

    How many of them find a place goes up and down by chance from one width to the next.
    """
    if not len(batch):
        return 0.0
    size = np.array([LABEL_WIDTH, LABEL_HEIGHT]) / shrinking
    centres = batch.route.points_along(batch.rows, batch.columns, _fractions(batch))
    along, across = np.ptp(centres, axis=(0, 1)) + size, np.ptp(centres, axis=0).mean(axis=0) + size
    ground = max(along[0] * across[1], along[1] * across[0])  # edges lead to the right, or else up or down
    return float(len(batch) * size.prod() / ground)


def _thinned(batch: EdgeBatch, shrinking: float, most_fullness: float) -> Indices:
    """Give the numbers of the edges that labels are to be found places for: of too many some of every row."""
    most = most_fullness / max(fullness(batch, shrinking), 1e-12)
    if most >= 1:
        return np.arange(len(batch))
    rank = np.argsort(np.column_stack([batch.rows, batch.columns]) @ SPREAD % 1.0, kind="stable")
    return rank[: int(most * len(batch))]


def _fractions(batch: EdgeBatch) -> FloatArray:
    return FRACTIONS if batch.route.lane is None else LANE_FRACTIONS


def covered(centres: FloatArray, reach: FloatArray, covers: Sequence[QRectF]) -> BoolArray:
    """Tell which places (E, F, 2) have something within a reach (2,) across and down of their middles: (E, F)."""
    is_covered = np.zeros(centres.shape[:2], np.bool_)
    for cover in covers:
        least = np.array([cover.left(), cover.top()]) - reach
        most = np.array([cover.right(), cover.bottom()]) + reach
        is_covered |= ((centres > least) & (centres < most)).all(axis=-1)
    return is_covered


def free_places(
    centres: FloatArray, cost: FloatArray, shrinking: float, order: Indices, taken: FloatArray
) -> dict[int, int]:
    """Choose among the places (E, F, 2) of each edge the cheapest that is free, one edge after the other."""
    chosen: dict[int, int] = {}
    size, least = np.array([LABEL_WIDTH, LABEL_HEIGHT]) / shrinking, LEAST_DISTANCE / shrinking
    for edge in order.tolist():
        places = centres[edge]
        gaps = np.abs(places[:, np.newaxis] - taken)
        is_taken = (gaps < least).all(axis=-1).any(axis=1)
        overlap = np.maximum(size - gaps, 0.0).prod(axis=-1).sum(axis=1)
        costs = np.where(is_taken, np.inf, overlap + cost[edge])
        best = int(np.argmin(costs))
        if np.isfinite(costs[best]):
            taken = np.vstack([taken, places[best]])
            chosen[edge] = best
    return chosen


def _crowding(batch: EdgeBatch, fractions: FloatArray, centres: FloatArray, reach: float) -> FloatArray:
    """Give how much other edges run through places (E, F, 2) of each edge, dearest where nearest: (E, F).

    So far along all edges are about as far to the right, and their distances follow from their heights and slopes.
    """
    if len(batch) > MAX_EDGES_TO_AVOID:
        return np.zeros(centres.shape[:2])
    steps = np.concatenate([fractions + SLOPE_STEP, fractions - SLOPE_STEP])
    after, before = np.split(batch.route.points_along(batch.rows, batch.columns, steps), 2, axis=1)
    ways = after - before
    flatness = np.abs(ways[..., 0]) / np.maximum(np.hypot(ways[..., 0], ways[..., 1]), 1e-12)
    gaps = np.abs(centres[:, np.newaxis, :, 1] - centres[..., 1]) * flatness
    nearness = np.maximum(reach - gaps, 0.0)
    nearness[np.arange(len(batch)), np.arange(len(batch))] = 0.0
    return FOREIGN_EDGE_COST * np.asarray(nearness.sum(axis=1))

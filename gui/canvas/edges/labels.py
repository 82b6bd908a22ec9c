"""Numbers written on edges, each where it can be told apart from the others."""

import math
from collections.abc import Mapping, Sequence
from enum import StrEnum
from weakref import WeakKeyDictionary

import msgspec
import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from engine.arrays import FloatArray
from gui.canvas.edges.batch import EdgeBatch
from gui.canvas.layers.place import Indices
from gui.canvas.numbers import short_number
from gui.canvas.style import CanvasStyle

MIN_ZOOM = 0.4
READABLE_ZOOM = 1.2  # how many times as large as the drawing labels are from afar, to be 9 pixels high at least
LABEL_WIDTH = 36.0
LABEL_HEIGHT = 16.0
LABEL_PADDING = 5.0
# Labels are about as large on the screen from afar and from near, where that leaves room for more of them.
SHRINKING_ZOOMS = (0.5, 0.6, 0.7, 0.85, 1.0, 1.5, 2.0, 3.0, 4.0)
# Along the edge from its source; of places equally good the first is taken.
FRACTIONS = np.array([0.36, 0.64, 0.5, 0.43, 0.57, 0.3, 0.7, 0.33, 0.67, 0.4, 0.6])
# The same where edges pass over other layers: in the lane there, not on the way up or down.
LANE_FRACTIONS = np.array([0.5, 0.45, 0.55, 0.475, 0.525, 0.42, 0.58])
# A label gives up its place rather than cover more of another than this share of itself.
MAX_COVERED_SHARE = 0.12
MAX_FULLNESS = 0.745  # up to it seven of ten edges of usual chains find a place, measured for 3 to 7 neurons a layer
FOREIGN_EDGE_COST = 12.0
FURTHER_TRIES = 6
HOPEFUL_SHARE = 0.5  # of the edges: where fewer found a place, further tries find none for most either
SLOPE_STEP = 0.01
# Among more edges there is no place that other edges keep away from.
MAX_EDGES_TO_AVOID = 150

# Of more connections beside each other the labels would find no places of their own.
MOST_NEIGHBOURS = 6
NOWHERE = np.empty((0, 2))

Labels = Mapping[int, QRectF]


class LabelMode(StrEnum):
    """Which edges carry their number as a label."""

    AUTO = "automatic"
    ALL = "all"
    SELECTED = "selected"
    HOVER = "hover"
    NEVER = "none"


class LabelRule(msgspec.Struct, frozen=True, eq=False):
    """What a mode means.

    Attributes:
        label: What a menu calls it.
        help: One sentence.
        most_edges: Of more than so many not all carry labels.
        most_fullness: Nor do they where their labels would cover more of the ground among the edges than this share.
        labels_selected: Whether those of what is selected do, where not all do.
        labels_hovered: Whether those of what is under the pointer do, where not all do.
    """

    label: str
    help: str
    most_edges: float
    most_fullness: float
    labels_selected: bool
    labels_hovered: bool


LABEL_RULES: Mapping[LabelMode, LabelRule] = {
    LabelMode.AUTO: LabelRule(
        "Automatic",
        "Numbers on all edges where there is room for them, else on those selected or under the pointer",
        MAX_EDGES_TO_AVOID,
        MAX_FULLNESS,
        True,
        True,
    ),
    LabelMode.ALL: LabelRule("All", "Numbers on all edges that have room for one", math.inf, math.inf, True, True),
    LabelMode.SELECTED: LabelRule(
        "Of the selected", "Numbers on selected edges, and on those of selected neurons", 0, 0.0, True, False
    ),
    LabelMode.HOVER: LabelRule(
        "Under the pointer",
        "Numbers on the edge, or on the edges of the neuron, under the pointer",
        0,
        0.0,
        False,
        True,
    ),
    LabelMode.NEVER: LabelRule("None", "No numbers on edges", 0, 0.0, False, False),
}


class LabelledBatches(msgspec.Struct, frozen=True, eq=False):
    """The edges of a connection that may carry labels: all drawn, those selected, those under the pointer."""

    drawn: EdgeBatch
    selected: EdgeBatch
    hovered: EdgeBatch


class _Placed(msgspec.Struct, frozen=True, eq=False):
    """Labels, and those of other connections that they were kept clear of."""

    others: tuple[Labels, ...]
    labels: Labels


class EdgeLabels:
    """The labels of one connection; places are looked for once a batch, size and what others leave free.

    A batch never moves: what follows from its edges and a size of labels alone holds as long as there is the batch.
    """

    def __init__(self) -> None:
        self._rule = LABEL_RULES[LabelMode.AUTO]
        self._edge_count = 0
        self._places: WeakKeyDictionary[EdgeBatch, dict[float, _Placed]] = WeakKeyDictionary()
        self._fullness: WeakKeyDictionary[EdgeBatch, dict[float, float]] = WeakKeyDictionary()
        self._shown: list[tuple[EdgeBatch, Labels]] = []
        self._before: Sequence[EdgeLabels] = ()
        self._edited: tuple[int, int] | None = None

    def set_mode(self, mode: LabelMode) -> None:
        """Choose which edges carry a label."""
        self._rule = LABEL_RULES[mode]

    def set_edge_count(self, count: int) -> None:
        """Take how many edges the connection has, drawn or not."""
        self._edge_count = count

    def set_edited(self, place: tuple[int, int] | None) -> None:
        """Leave the number of one edge, by its row and column, to the field it is edited in."""
        self._edited = place

    def keep_clear_of(self, before: Sequence["EdgeLabels"]) -> None:
        """Take other places than these, which are painted earlier."""
        self._before = before

    def of_all(self, drawn: EdgeBatch, shrinking: float = 1.0) -> Labels:
        """Give where labels stand at a size, by the number of the edge drawn; empty where not all carry one."""
        rule = self._rule
        if self._edge_count > rule.most_edges or self._fullness_of(drawn, shrinking) > rule.most_fullness:
            return {}
        return self._places_of(drawn, shrinking)

    def edge_at(self, point: QPointF) -> tuple[int, int] | None:
        """Give row and column of the edge whose label, as last painted, holds a point."""
        for batch, labels in self._shown:
            for edge, rect in labels.items():
                if rect.contains(point):
                    return int(batch.rows[edge]), int(batch.columns[edge])
        return None

    def rects_but(self, row: int, column: int) -> list[QRectF]:
        """Give where labels were painted last, but for that of one edge."""
        return [
            rect
            for batch, labels in self._shown
            for edge, rect in labels.items()
            if (batch.rows[edge], batch.columns[edge]) != (row, column)
        ]

    def place_of(self, row: int, column: int) -> QRectF | None:
        """Give where the label of an edge was painted last; None where it carried none."""
        for batch, labels in self._shown:
            found = np.flatnonzero((batch.rows == row) & (batch.columns == column))
            if len(found) and int(found[0]) in labels:
                return labels[int(found[0])]
        return None

    def hide(self) -> None:
        """Take note that no labels are painted."""
        self._shown = []

    def paint(
        self,
        painter: QPainter,
        style: CanvasStyle,
        batches: LabelledBatches,
        values: FloatArray,
        *,
        is_dimmed: bool,
    ) -> None:
        """Write the numbers of the edges that carry one; while all but those in focus are dimmed, of these alone."""
        zoom = painter.worldTransform().m11()
        self._shown = []
        if zoom * style.type_growth < MIN_ZOOM:
            return
        shrinking = _shrinking(zoom) / style.type_growth
        on_all = self.of_all(batches.drawn, shrinking)
        if on_all and not is_dimmed:
            self._shown = [(batches.drawn, on_all)]
        else:
            in_focus = [(batches.selected, self._rule.labels_selected), (batches.hovered, self._rule.labels_hovered)]
            self._shown = self._each_once([batch for batch, is_shown in in_focus if is_shown], shrinking)
        for batch, labels in self._shown:
            written = labels
            if self._edited is not None:
                edited = np.flatnonzero((batch.rows == self._edited[0]) & (batch.columns == self._edited[1]))
                written = {edge: rect for edge, rect in labels.items() if edge not in edited}
            paint_labels(painter, style, batch, written, values, shrinking)

    def _each_once(self, batches: Sequence[EdgeBatch], shrinking: float) -> list[tuple[EdgeBatch, Labels]]:
        """Give each batch's labels, none of an edge that one before has labelled."""
        written: set[tuple[int, int]] = set()
        shown: list[tuple[EdgeBatch, Labels]] = []
        for batch in batches:
            names = list(zip(batch.rows.tolist(), batch.columns.tolist(), strict=True))
            labels = {
                edge: rect for edge, rect in self._places_of(batch, shrinking).items() if names[edge] not in written
            }
            written.update(names[edge] for edge in labels)
            shown.append((batch, labels))
        return shown

    def _fullness_of(self, batch: EdgeBatch, shrinking: float) -> float:
        found = self._fullness.setdefault(batch, {})
        if shrinking not in found:
            found[shrinking] = fullness(batch, shrinking)
        return found[shrinking]

    def _places_of(self, batch: EdgeBatch, shrinking: float) -> Labels:
        found = self._places.setdefault(batch, {})
        others = tuple(labels for each in self._before for _, labels in each._shown)
        placed = found.get(shrinking)
        if placed is None or placed.others != others:
            taken = [(rect.center().x(), rect.center().y()) for labels in others for rect in labels.values()]
            placed = _Placed(others, place_labels(batch, shrinking, np.array(taken).reshape(-1, 2)))
            found[shrinking] = placed
        return placed.labels


def place_labels(batch: EdgeBatch, shrinking: float = 1.0, taken: FloatArray = NOWHERE) -> Labels:
    """Give a place for the labels of a batch's edges, by the edge's number; those that find no free place have none.

    Args:
        batch: The edges.
        shrinking: How many times smaller in the scene labels are than at actual size; below 1 for a projector.
        taken: The centres (N, 2) of labels that are there already.
    """
    if not len(batch):
        return {}
    width, height = LABEL_WIDTH / shrinking, LABEL_HEIGHT / shrinking
    fractions = _fractions(batch)
    centres = batch.route.points_along(batch.rows, batch.columns, fractions)
    crowding = _crowding(batch, fractions, centres, height) / shrinking
    size = np.array([width, height])
    order = np.arange(len(batch))
    chosen = _free_places(centres, crowding, size, order, taken)
    for _ in range(FURTHER_TRIES if len(batch) <= MAX_EDGES_TO_AVOID else 0):
        left_out = np.isin(order, list(chosen), invert=True)
        if not left_out.any() or len(chosen) < HOPEFUL_SHARE * len(batch):
            break
        order = np.concatenate([order[left_out], order[~left_out]])  # those that found no place may choose first
        chosen = max(chosen, _free_places(centres, crowding, size, order, taken), key=len)
    corners = {edge: (centres[edge, place] - size / 2).tolist() for edge, place in sorted(chosen.items())}
    return {edge: QRectF(x, y, width, height) for edge, (x, y) in corners.items()}


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


def _fractions(batch: EdgeBatch) -> FloatArray:
    return FRACTIONS if batch.route.lane is None else LANE_FRACTIONS


def _free_places(
    centres: FloatArray, crowding: FloatArray, size: FloatArray, order: Indices, taken: FloatArray
) -> dict[int, int]:
    """Choose among the places (E, F, 2) of each edge the best that is free, one edge after the other."""
    chosen: dict[int, int] = {}
    for edge in order.tolist():
        places = centres[edge]
        overlaps = np.maximum(size - np.abs(places[:, np.newaxis] - taken), 0.0)
        covered = overlaps.prod(axis=-1).sum(axis=1)
        best = int(np.argmin(covered + crowding[edge]))
        if covered[best] <= MAX_COVERED_SHARE * size.prod():
            taken = np.vstack([taken, places[best]])
            chosen[edge] = best
    return chosen


def paint_labels(
    painter: QPainter, style: CanvasStyle, batch: EdgeBatch, labels: Labels, values: FloatArray, shrinking: float = 1.0
) -> None:
    """Write each edge's number at its place, in a frame if it is frozen, none where it is unknown (NaN)."""
    painter.setFont(style.label_font)
    metrics = QFontMetricsF(style.label_font)
    numbers, frozen = values[batch.rows, batch.columns].tolist(), batch.frozen
    for edge, rect in labels.items():
        if np.isnan(numbers[edge]):
            continue
        text = short_number(numbers[edge])
        half = metrics.horizontalAdvance(text) / 2 + LABEL_PADDING
        ground = QRectF(-half, -LABEL_HEIGHT / 2, 2 * half, LABEL_HEIGHT)
        painter.save()
        painter.translate(rect.center())
        painter.scale(1 / shrinking, 1 / shrinking)
        # A frame: without it what is left of a dash beside the number looks like a bracket.
        painter.setPen(QPen(style.outline_hovered, 1.0) if edge in frozen else Qt.PenStyle.NoPen)
        painter.setBrush(style.background)
        painter.drawRoundedRect(ground, 7, 7)
        painter.setPen(style.weight_text(numbers[edge]))
        painter.drawText(ground.adjusted(-8, 0, 8, 0), Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()


def _shrinking(zoom: float) -> float:
    wanted = max(zoom, min(READABLE_ZOOM * zoom, 1.0), SHRINKING_ZOOMS[0])
    return max(step for step in SHRINKING_ZOOMS if step <= wanted)


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

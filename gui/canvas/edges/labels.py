"""Numbers written on edges, each where it can be told apart from the others."""

import math
from collections.abc import Mapping, Sequence
from enum import StrEnum
from weakref import WeakKeyDictionary

import msgspec
import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from engine.arrays import FloatArray
from gui.canvas.edges.batch import EdgeBatch
from gui.canvas.edges.ghosts import EdgeGhosts
from gui.canvas.edges.label_places import MAX_EDGES_TO_AVOID, Labels, fullness, place_labels
from gui.canvas.edges.label_sliding import LabelSliding, View
from gui.canvas.edges.label_writing import legible, paint_labels
from gui.canvas.edges.values import Ghost
from gui.canvas.style import CanvasStyle

MIN_ZOOM = 0.4
READABLE_ZOOM = 1.2  # how many times as large as the drawing labels are from afar, to be 9 pixels high at least
# Labels are about as large on the screen from afar and from near, where that leaves room for more of them.
SHRINKING_ZOOMS = (0.5, 0.6, 0.7, 0.85, 1.0, 1.5, 2.0, 3.0, 4.0)
MOST_FULLNESS_THINNED = 1.0  # beyond it labels would crowd, whatever the mode
MAX_FULLNESS = 0.745  # up to it seven of ten edges of usual chains find a place, measured for 3 to 7 neurons a layer

# Of more connections beside each other the labels would find no places of their own.
MOST_NEIGHBOURS = 6


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

    @property
    def is_for_all(self) -> bool:
        """Whether every edge is to carry a label, so that those without one are worth a word."""
        return math.isinf(self.most_edges)


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


class LabelCount(msgspec.Struct, frozen=True):
    """How many of some edges carry a label."""

    labelled: int = 0
    edges: int = 0

    @property
    def shortfall(self) -> str:
        """How many of how many carry one, where not all do; "" where all do."""
        return f"{self.labelled:,} of {self.edges:,}" if self.labelled < self.edges else ""

    def plus(self, other: "LabelCount") -> "LabelCount":
        """Give the count of both."""
        return LabelCount(self.labelled + other.labelled, self.edges + other.edges)


class LabelledBatches(msgspec.Struct, frozen=True, eq=False):
    """The edges of a connection that may carry labels: all drawn, those selected, those under the pointer."""

    drawn: EdgeBatch
    selected: EdgeBatch
    hovered: EdgeBatch


class _Placed(msgspec.Struct, frozen=True, eq=False):
    """Labels, and what they were kept clear of: those of other connections, and what is drawn above all labels."""

    others: tuple[Labels, ...]
    covers: Sequence[QRectF]
    labels: Labels


class EdgeLabels:
    """The labels of one connection; usual places are looked for once a batch, size and what others leave free.

    A batch never moves: what follows from its edges and a size of labels alone holds as long as there is the batch.
    Those whose usual place is out of sight are slid into view.
    """

    def __init__(self) -> None:
        self._rule = LABEL_RULES[LabelMode.AUTO]
        self._edge_count = 0
        self._places: WeakKeyDictionary[EdgeBatch, dict[float, _Placed]] = WeakKeyDictionary()
        self._fullness: WeakKeyDictionary[EdgeBatch, dict[float, float]] = WeakKeyDictionary()
        self._usual: list[tuple[EdgeBatch, Labels]] = []
        self._shown: list[tuple[EdgeBatch, Labels]] = []
        self._long_ones: list[QRectF] = []
        self._shrinking = 1.0
        self._view = View(QRectF())
        self._sliding = LabelSliding()
        self._before: Sequence[EdgeLabels] = ()
        self._covers: Sequence[QRectF] = ()
        self._edited: tuple[int, int] | None = None
        self._labelled = 0
        self._ghosts = EdgeGhosts()

    @property
    def count(self) -> LabelCount:
        """How many of all its edges carried a label when it was painted last."""
        return LabelCount(self._labelled, self._edge_count)

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

    def keep_out_from_under(self, covers: Sequence[QRectF], panels: Sequence[QRectF]) -> None:
        """Be seen whole beside what is drawn above labels; ghosts keep off layers' panels, too."""
        if covers != self._covers:
            self._covers = covers
        self._ghosts.keep_off([*covers, *panels])

    def see(self, view: View) -> None:
        """Take note of what is in view."""
        self._view = view

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
        self._usual, self._shown, self._long_ones = [], [], []
        self._labelled = 0

    def place(
        self, style: CanvasStyle, zoom: float, batches: LabelledBatches, values: FloatArray, *, is_dimmed: bool
    ) -> None:
        """Find where the numbers stand of the edges that carry one, at a zoom.

        While all but the edges in focus are dimmed, it is those of these alone.
        """
        self.hide()
        if zoom * style.type_growth < MIN_ZOOM:
            return
        self._shrinking = _shrinking(zoom) / style.type_growth
        on_all = self.of_all(batches.drawn, self._shrinking)
        are_all = bool(on_all) and not is_dimmed
        if are_all:
            self._usual = [(batches.drawn, on_all)]
        else:
            in_focus = [(batches.selected, self._rule.labels_selected), (batches.hovered, self._rule.labels_hovered)]
            self._usual = self._each_once([batch for batch, is_shown in in_focus if is_shown], self._shrinking)
        for batch, labels in self._usual:
            self._show(style, batch, labels, values)
        self._labelled = len(self._shown[0][1]) if are_all else len(on_all)

    def paint_ghosts(self, painter: QPainter, style: CanvasStyle, ghost: Ghost) -> None:
        """Write what edges were beside the places of their numbers, where there is room."""
        for batch, labels in self._shown:
            others = [other for _batch, other in self._shown if other is not labels]
            others += [other for each in self._before for _batch, other in each._shown]
            places = self._ghosts.places(labels, others, self._shrinking)
            self._ghosts.paint(painter, style, batch, self._unedited(batch, labels), ghost, places, self._shrinking)

    def paint(self, painter: QPainter, style: CanvasStyle, values: FloatArray) -> None:
        """Write the numbers at their places."""
        for batch, labels in self._shown:
            paint_labels(painter, style, batch, self._unedited(batch, labels), values, self._shrinking)

    def _unedited(self, batch: EdgeBatch, labels: Labels) -> Labels:
        if self._edited is None:
            return labels
        edited = np.flatnonzero((batch.rows == self._edited[0]) & (batch.columns == self._edited[1]))
        return {edge: rect for edge, rect in labels.items() if edge not in edited}

    def _show(self, style: CanvasStyle, batch: EdgeBatch, labels: Labels, values: FloatArray) -> None:
        """Take in view the labels of a batch that are clear of those painted earlier."""
        others = [other for each in self._before for _, other in each._shown] + [other for _, other in self._shown]
        seen = self._sliding.within(self._view, batch, labels, others, self._covers, self._shrinking)
        long_ones = [*(rect for each in self._before for rect in each._long_ones), *self._long_ones]
        shown, written = legible(style, batch, seen, values, others, long_ones, self._shrinking)
        self._shown.append((batch, shown))
        self._long_ones += written

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
        others = tuple(labels for each in self._before for _, labels in each._usual)
        placed = found.get(shrinking)
        if placed is None or placed.others != others or placed.covers is not self._covers:
            taken = [(rect.center().x(), rect.center().y()) for labels in others for rect in labels.values()]
            centres = np.array(taken).reshape(-1, 2)
            placed = _Placed(
                others, self._covers, place_labels(batch, shrinking, centres, self._covers, MOST_FULLNESS_THINNED)
            )
            found[shrinking] = placed
        return placed.labels


def _shrinking(zoom: float) -> float:
    wanted = max(zoom, min(READABLE_ZOOM * zoom, 1.0), SHRINKING_ZOOMS[0])
    return max(step for step in SHRINKING_ZOOMS if step <= wanted)

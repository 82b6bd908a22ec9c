"""Edges drawn together: shapes made once, grouped by the pen their weight calls for."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from PySide6.QtGui import QPainter, QPainterPath, QPen

from engine.arrays import BoolArray, FloatArray
from gui.canvas.edges.hit_index import HitIndex
from gui.canvas.edges.routes import Route
from gui.canvas.edges.scale import FULL_WIDTH
from gui.canvas.frozen_look import dashed
from gui.canvas.layers.place import Indices
from gui.canvas.style import LEVELS, weight_levels
from gui.line_drawing import draw_lines
from gui.pixel_ratio import pixel_ratio

MOST_HALO = 3.0  # in widths of the edge
GROUND_EXTRA_PX = 1.0
# Which sign comes last in each turn of edges as strong as each other: one on top of all would hide the other.
_TURNS = np.array([-1, 1, 1, -1])


class _Group(NamedTuple):
    """Edges that follow each other as they are drawn and share a pen, by its place among all."""

    pen: int
    is_frozen: bool
    edges: slice


class EdgeBatch:
    """Some edges of a connection.

    Args:
        route: Their way.
        rows: Target neuron of each.
        columns: Source neuron of each.
    """

    def __init__(self, route: Route, rows: Indices, columns: Indices) -> None:
        self.route = route
        self.rows = rows
        self.columns = columns
        self._groups: list[_Group] = []
        self._order = np.arange(len(rows))  # in which they are drawn
        self._drawn_ends: FloatArray | None = None
        self._hits: HitIndex | None = None

    @property
    def frozen(self) -> frozenset[int]:
        """The numbers of the edges that are drawn dashed."""
        return frozenset(
            edge for group in self._groups if group.is_frozen for edge in self._order[group.edges].tolist()
        )

    def __len__(self) -> int:
        return len(self.rows)

    def has_edges(self, rows: Indices, columns: Indices) -> bool:
        """Tell whether these are its edges, in the same order."""
        return np.array_equal(rows, self.rows) and np.array_equal(columns, self.columns)

    def set_weights(self, weight: FloatArray, frozen: BoolArray, full_width: float = FULL_WIDTH) -> None:
        """Group the edges by the pens of their weights, weak ones first so that strong ones lie on top, of both signs.

        Frozen ones lie on top of all others: amid them their dashes could not be told.

        Args:
            weight: The connection's matrix, or what else its edges show.
            frozen: Its frozen marks; frozen edges are dashed.
            full_width: The magnitude drawn as wide as can be.
        """
        if not len(self):
            return
        levels, is_frozen = weight_levels(weight[self.rows, self.columns], full_width), frozen[self.rows, self.columns]
        turns = np.arange(len(self)) % len(_TURNS)
        order = np.lexsort((levels * _TURNS[turns], turns, np.abs(levels), is_frozen))
        pens = 2 * levels[order] + is_frozen[order]
        cuts = [0, *(np.flatnonzero(np.diff(pens)) + 1).tolist(), len(order)]
        self._order = order
        self._groups = [
            _Group(int(levels[order[first]]) + LEVELS, bool(is_frozen[order[first]]), slice(first, end))
            for first, end in pairwise(cuts)
        ]
        self._drawn_ends = None

    def paint(self, painter: QPainter, pens: Sequence[QPen], ground: QPen) -> None:
        """Draw each edge with the pen of its level.

        Args:
            painter: Where to.
            pens: A pen for each level.
            ground: Draws what is between the dashes of frozen edges where there are others, too.
        """
        frozen = [group for group in self._groups if group.is_frozen]
        others = [group for group in self._groups if not group.is_frozen]
        for group in others:
            painter.setPen(pens[group.pen])
            self._draw(painter, group.edges)
        if others:
            self._paint_beneath(painter, frozen, pens, ground, GROUND_EXTRA_PX * pixel_ratio(painter))
        for group in frozen:
            painter.setPen(dashed(pens[group.pen], painter))
            self._draw(painter, group.edges)

    def paint_halo(self, painter: QPainter, pens: Sequence[QPen], halo: QPen, extra_width: float) -> None:
        """Draw what runs beneath the edges to mark them, never so wide that it drowns a thin one."""
        self._paint_beneath(painter, self._groups, pens, halo, extra_width)

    def _paint_beneath(
        self, painter: QPainter, groups: Iterable[_Group], pens: Sequence[QPen], pen: QPen, extra_width: float
    ) -> None:
        for group in groups:
            wide = QPen(pen)
            width = pens[group.pen].widthF()
            wide.setWidthF(min(width + extra_width, MOST_HALO * width))
            painter.setPen(wide)
            self._draw(painter, group.edges)

    def nearest(self, x: float, y: float, reach: float) -> tuple[int, int, float] | None:
        """Give row, column and distance of the edge nearest to a point, or None where none is within `reach`."""
        if not len(self):
            return None
        if self._hits is None:
            self._hits = HitIndex(self.route.polylines(self.rows, self.columns))
        found = self._hits.nearest(x, y, reach)
        return None if found is None else (int(self.rows[found[0]]), int(self.columns[found[0]]), found[1])

    def _draw(self, painter: QPainter, edges: slice) -> None:
        if self.route.is_straight:
            if self._drawn_ends is None:  # kept, so that a frame in which no weight changed copies none
                self._drawn_ends = self._ends[self._order]
            draw_lines(painter, self._drawn_ends[edges])
            return
        for edge in self._order[edges].tolist():
            painter.drawPath(self._paths[edge])

    @cached_property
    def _ends(self) -> FloatArray:
        """Of straight edges: float64 (E, 4)."""
        return self.route.polylines(self.rows, self.columns).reshape(-1, 4)

    @cached_property
    def _paths(self) -> list[QPainterPath]:
        return self.route.paths(self.rows, self.columns)

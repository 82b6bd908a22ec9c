"""The edges of a connection painted in layers: all of them, their flow, and on top what stands out."""

from functools import partial

import msgspec
import numpy as np
from PySide6.QtGui import QPainter, QPen

from gui.canvas.edges.batch import EdgeBatch
from gui.canvas.edges.flow import EdgeFlow
from gui.canvas.edges.values import EdgeValues
from gui.canvas.style import CanvasStyle
from gui.pixel_ratio import pixel_ratio

MAX_HALO_EDGES = 300
HALO_EXTRA_PX, GAP_EXTRA_PX = 5.0, 2.0
LEAST_RIMMED_PX = 2.5


class EdgePainting(msgspec.Struct, frozen=True, eq=False):
    """What there is to paint of a connection's edges.

    Attributes:
        all_edges: Those drawn.
        selected: Of them and others, what is selected.
        hovered: What is under the pointer.
        single: What is selected but for neurons.
        is_edge_hovered: Whether it is edges themselves that are under the pointer, and no neuron at their ends.
        is_marked: Whether the connection as a whole stands out.
        is_dimmed: Whether all else stands back.
        flow: The dots that run along the edges, or None.
        values: What the edges show.
        style: Colours and pens.
    """

    all_edges: EdgeBatch
    selected: EdgeBatch
    hovered: EdgeBatch
    single: EdgeBatch
    is_edge_hovered: bool
    is_marked: bool
    is_dimmed: bool
    flow: EdgeFlow | None
    values: EdgeValues
    style: CanvasStyle

    def paint(self, painter: QPainter) -> None:
        """Draw them, what stands out on top."""
        zoom, ratio = round(painter.worldTransform().m11(), 2), pixel_ratio(painter)
        is_crowd_selected = len(self.selected) > MAX_HALO_EDGES  # so many stand out by the others' dimming
        is_dimmed = self.is_dimmed or is_crowd_selected
        is_for_keeps = QPainter.RenderHint.LosslessImageRendering in painter.renderHints()
        finest = ratio if is_for_keeps else 1.0  # the screen is painted every frame, where finer lines cost far less
        ground = self.style.gap_pen(1.0)
        has_halo = self.is_marked and len(self.all_edges) <= MAX_HALO_EDGES
        edge_pens = partial(self.style.edge_pens, zoom, self.values.scale, len(self.all_edges), ratio=ratio)
        pens = edge_pens(finest=finest, marked=has_halo)
        dimmed_pens = edge_pens(finest=finest, dimmed=True) if is_dimmed else pens
        rimmed_pens = edge_pens(finest=max(finest, LEAST_RIMMED_PX * ratio), marked=True)
        if has_halo:
            self.all_edges.paint_halo(painter, pens, self.style.halo_pen(1.0), HALO_EXTRA_PX * ratio)
        self.all_edges.paint(painter, dimmed_pens, ground)
        self._paint_flow(painter, dimmed_pens, ratio, on_top=False)  # pale dots would cut what stands out into dashes
        self.selected.paint(painter, pens, ground)
        if not is_crowd_selected:
            self._paint_rimmed(painter, self.single, rimmed_pens, ratio)
        if self.is_edge_hovered:  # of a neuron's many edges the rims would be a patch
            self._paint_rimmed(painter, self.hovered, rimmed_pens, ratio)
        else:
            self.hovered.paint(painter, pens, ground)
        self._paint_flow(painter, pens, ratio, on_top=True)

    def _paint_flow(self, painter: QPainter, pens: list[QPen], ratio: float, *, on_top: bool) -> None:
        """Draw the dots of the edges that lie on top of all others, or of those others."""
        if self.flow is None or (on_top and not len(self.selected) and not len(self.hovered)):
            return
        is_other = np.full(self.values.frozen.shape, on_top)
        for batch in (self.selected, self.hovered):
            is_other[batch.rows, batch.columns] = not on_top
        still, values = self.values.frozen | is_other, self.values
        self.flow.paint(painter, self.all_edges, values.array, still, pens, values.scale, ratio=ratio)

    def _paint_rimmed(self, painter: QPainter, batch: EdgeBatch, pens: list[QPen], ratio: float) -> None:
        """Draw edges with a rim; between the two the ground is seen, as pale edges would not be on the rim's colour."""
        batch.paint_halo(painter, pens, self.style.rim_pen(1.0), HALO_EXTRA_PX * ratio)
        batch.paint_halo(painter, pens, self.style.gap_pen(1.0), GAP_EXTRA_PX * ratio)
        batch.paint(painter, pens, self.style.gap_pen(1.0))

"""All edges of one connection as a single item: thousands of line items would take ten times as long to paint."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from engine.arrays import FloatArray
from engine.network.model import Connection
from engine.project.display import DisplaySettings
from gui.canvas.detail import Detail
from gui.canvas.edges.batch import EdgeBatch
from gui.canvas.edges.drawn_edges import DrawnEdges
from gui.canvas.edges.edge_places import EdgePlaces
from gui.canvas.edges.flow import EdgeFlow
from gui.canvas.edges.label_sliding import View
from gui.canvas.edges.labels import MOST_NEIGHBOURS, EdgeLabels, LabelCount, LabelledBatches, LabelMode
from gui.canvas.edges.marked_edges import MarkedEdges
from gui.canvas.edges.numbers_item import EdgeNumbersItem
from gui.canvas.edges.painting import EdgePainting
from gui.canvas.edges.quantities import EdgeQuantity
from gui.canvas.edges.routes import Route
from gui.canvas.edges.scale import EdgeScale
from gui.canvas.edges.values import EdgeValues
from gui.canvas.selecting.selection_marks import ConnectionMarks
from gui.canvas.style import CanvasStyle
from gui.drawn_as_shapes import is_drawn_as_shapes
from gui.selection import EdgeItem

PAINT_MARGIN = 16.0
Z_EDGES = 1.0
Z_ARCHES = 0.9


class ConnectionGraphics(QGraphicsItem):
    """Paints a connection.

    Args:
        connection: What to show.
        route: The way of its edges.
        style: Colours and pens.
        numbers: Writes the numbers on its edges.
    """

    def __init__(self, connection: Connection, route: Route, style: CanvasStyle, numbers: EdgeNumbersItem) -> None:
        super().__init__()
        self._connection = connection
        self._route = route
        self._style = style
        self._numbers = numbers
        self._values = EdgeValues(connection)
        self._labels = EdgeLabels()
        self._flow: EdgeFlow | None = None
        self._is_dimmed = False
        self._marked = MarkedEdges()
        self._is_lit = False
        self._rise = 0.0
        self._detail = Detail.NEURONS
        self._seen = QRectF()
        self._is_cover_known = False
        self.setVisible(False)
        self._lay_out()

    @property
    def connection(self) -> Connection:
        """What is shown."""
        return self._connection

    @property
    def route(self) -> Route:
        """The way of its edges."""
        return self._route

    @property
    def places(self) -> EdgePlaces:
        """Where its edges are."""
        return EdgePlaces(self._connection.key, self._route, self._drawn, self._labels, self.is_ribbon)

    @property
    def spine(self) -> QPainterPath:
        """The way of the whole connection as a single line."""
        return self._drawn.ribbon.spine

    @property
    def full_color(self) -> float:
        """The magnitude that its edges would have in full colour if there were no others; 0 where all are 0."""
        return self._values.full_color

    @property
    def largest_value(self) -> float:
        """The largest magnitude that an edge shows."""
        return self._values.largest

    @property
    def edge_count(self) -> int:
        """How many edges there are, drawn or not."""
        return int(np.count_nonzero(self._connection.mask))

    @property
    def is_ribbon(self) -> bool:
        """Whether it is seen from afar, as one ribbon."""
        return self._detail is Detail.OVERVIEW

    @property
    def has_matrix(self) -> bool:
        """Whether the matrix stands as an image, but from afar, as not all edges are drawn."""
        return self._drawn.band is not None

    @property
    def draws_matrix(self) -> bool:
        """Whether the matrix stands as an image now."""
        return self.has_matrix and not self.is_ribbon

    @property
    def label_count(self) -> LabelCount:
        """How many of its edges, drawn or not, carried a label when it was painted last."""
        return self._labels.count

    def show_connection(self, connection: Connection, route: Route) -> None:
        """Show the connection as it is now, on the way its edges take now."""
        before, self._connection = self._connection, connection
        self._values.set_connection(connection)
        before_way, self._route = self._route, route
        if connection.mask is not before.mask or not route.joins_alike(before_way):
            self._lay_out()
        elif route is not before_way:
            self._drawn.lead(route)
            self._take_place()
        elif connection.weight is not before.weight or connection.frozen is not before.frozen:
            self._recolor()

    def keep_labels_clear_of(self, before: Sequence["ConnectionGraphics"]) -> None:
        """Write numbers at other places than these connections, which are painted earlier."""
        self._labels.keep_clear_of([item._labels for item in before[-MOST_NEIGHBOURS:]])

    def note_layout(self) -> None:
        """Take note that layers, which may cover numbers on its edges, are elsewhere, or others."""
        self._is_cover_known = False

    def set_style(self, style: CanvasStyle) -> None:
        """Paint in another theme."""
        self._style = style
        self.update()

    def set_rise(self, rise: float) -> None:
        """Show it so much above the height of connections at rest."""
        if rise != self._rise:
            self._rise = rise
            self._take_height()

    def set_detail(self, detail: Detail) -> None:
        """Show edges, or from afar a ribbon."""
        self._detail = detail
        self.update()

    def set_seen(self, rect: QRectF) -> None:
        """Take note of the part of the scene in view: of very many edges the strongest there are drawn."""
        self._seen = rect
        if self._drawn.look_at(rect):
            self._recolor()

    def set_display(self, display: DisplaySettings, quantity: EdgeQuantity) -> None:
        """Choose what the edges show, and which of them carry a label."""
        self._labels.set_mode(LabelMode(display.edge_labels))
        if self._values.set_quantity(quantity):
            self._recolor()
        self.update()

    def set_scale(self, scale: EdgeScale) -> None:
        """Take how strong edges must be for full colour and width."""
        if scale != self._values.scale:
            self._values.scale = scale
            self._recolor()

    def set_source_activation(self, activation: FloatArray | None) -> None:
        """Take the activations (H_source,) of the source layer for the selected sample, None where there are none."""
        if self._values.set_source_activation(activation):
            self._recolor()

    def set_start(self, weight: FloatArray | None) -> None:
        """Take the weights (H_target, H_source) when the run began, None where there was none."""
        if self._values.set_start(weight):
            self._recolor()

    def set_flowing(self, is_flowing: bool) -> None:
        """Let dots run along the edges, as far as they are with every painting, or not."""
        self._flow = EdgeFlow() if is_flowing else None
        self.update()

    def set_focus(self, hovered: ConnectionMarks, selected: ConnectionMarks, *, is_dimmed: bool) -> None:
        """Mark what is selected and what is under the pointer; all other edges may be dimmed."""
        self._marked.set_marks(hovered, selected)
        self._is_dimmed = is_dimmed
        self.update()

    def set_lit(self, is_lit: bool) -> None:
        """Mark the connection as the one a drop would go into."""
        if is_lit != self._is_lit:
            self._is_lit = is_lit
            self.update()

    def set_edited(self, edge: EdgeItem | None) -> None:
        """Leave the number of an edge to the field that it is edited in."""
        self._labels.set_edited(None if edge is None else (edge.row, edge.column))
        self.update()
        self._numbers.update()

    def boundingRect(self) -> QRectF:
        """Give the rectangle the edges are in."""
        return self._bounds

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:  # noqa: ARG002
        """Draw edges, marks and band, which numbers will follow; from afar a ribbon."""
        if self.is_ribbon:
            self._paint_ribbon(painter)
            return
        if not is_drawn_as_shapes(painter):
            painter.setClipRect(self._bounds)  # Qt (6.11) draws lines of one pixel in half the time where a clip is set
        self._painting.paint(painter)
        if self._drawn.band is not None:
            self._drawn.band.paint(painter, self._style, marked=self._is_marked)
        if self._rise:  # above the layers that the other numbers are below
            self._numbers.write(painter, [self], widget)
        else:
            self._numbers.note_painted(self)

    def place_numbers(self, zoom: float, view: View) -> None:
        """Find where the numbers stand in a view of the edges that carry one; from afar none does."""
        if self.is_ribbon:
            return
        if not self._is_cover_known:
            self._is_cover_known = True
            band = [self._drawn.band.outer_rect] if self._drawn.band is not None else []
            covers, panels = self._numbers.covers_in(self._bounds), self._numbers.panels_in(self._bounds)
            self._labels.keep_out_from_under([*covers, *band], panels)
        batches = LabelledBatches(self._drawn.batch, self._selected_batch, self._hovered_batch)
        self._labels.see(view)
        self._labels.place(self._style, zoom, batches, self._values.array, is_dimmed=self._is_dimmed)

    def paint_ghosts(self, painter: QPainter) -> None:
        """Write what edges were beside the places of their numbers."""
        if self._values.ghost is not None:
            self._labels.paint_ghosts(painter, self._style, self._values.ghost)

    def paint_numbers(self, painter: QPainter) -> None:
        """Write the numbers at their places."""
        self._labels.paint(painter, self._style, self._values.array)

    @property
    def _painting(self) -> EdgePainting:
        marked = self._marked
        return EdgePainting(
            all_edges=self._drawn.batch,
            selected=self._selected_batch,
            hovered=self._hovered_batch,
            single=self._marked_batch(marked.single),
            is_edge_hovered=bool(marked.hovered.edges),
            is_marked=self._is_marked,
            is_dimmed=self._is_dimmed,
            flow=self._flow,
            values=self._values,
            style=self._style,
        )

    def _paint_ribbon(self, painter: QPainter) -> None:
        is_hovered = self._marked.hovered.is_whole or bool(self._marked.hovered.edges)
        self._labels.hide()
        balance, ribbon = self._values.balance, self._drawn.ribbon
        ribbon.paint(painter, self._style, balance, is_marked=self._is_marked, is_hovered=is_hovered)

    @property
    def _is_marked(self) -> bool:
        return self._is_lit or self._marked.selected.is_whole

    def _lay_out(self) -> None:
        self._drawn = DrawnEdges(self._connection.mask, self._route, self._seen, self._values)
        self._labels.set_edge_count(self.edge_count)
        self._take_place()

    def _take_place(self) -> None:
        self.prepareGeometryChange()
        self._take_height()
        self._marked.forget()
        self._bounds = self._drawn.rect.adjusted(-PAINT_MARGIN, -PAINT_MARGIN, PAINT_MARGIN, PAINT_MARGIN)
        self._recolor()

    def _take_height(self) -> None:
        height = Z_EDGES if self._route.lane is None else Z_ARCHES  # arches would run over other edges' labels
        self.setZValue(height + self._rise)

    def _recolor(self) -> None:
        """Show other values."""
        self._drawn.recolor()
        self._marked.recolor()
        self.update()

    @property
    def _selected_batch(self) -> EdgeBatch:
        return self._marked_batch(self._marked.selected)

    @property
    def _hovered_batch(self) -> EdgeBatch:
        return self._marked_batch(self._marked.hovered)

    def _marked_batch(self, marks: ConnectionMarks) -> EdgeBatch:
        return self._marked.batch(marks, self._connection, self._route, self._values)

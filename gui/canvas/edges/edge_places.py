"""Where the edges of a connection are: which one is at a point, and which rectangles are theirs."""

import msgspec
import numpy as np
from PySide6.QtCore import QPointF, QRectF

from engine.network.model import ConnectionKey
from gui.canvas.edges.batch import EdgeBatch
from gui.canvas.edges.drawn_edges import DrawnEdges
from gui.canvas.edges.label_places import Labels, place_labels
from gui.canvas.edges.labels import EdgeLabels
from gui.canvas.edges.routes import Route
from gui.canvas.layers.place import Indices
from gui.selection import EdgeItem, Item

EDGE_SQUARE = 4.0
EDGE_FRACTIONS = np.array([0.5, 0.4, 0.6, 0.36, 0.64, 0.45, 0.55])


class EdgePlaces(msgspec.Struct, frozen=True, eq=False):
    """Tells where what is drawn of a connection is, in scene units.

    Attributes:
        key: The connection.
        route: The way of its edges.
        drawn: Its edges.
        written: The numbers on them.
        is_ribbon: Whether it is seen from afar, as one ribbon.
    """

    key: ConnectionKey
    route: Route
    drawn: DrawnEdges
    written: EdgeLabels
    is_ribbon: bool

    @property
    def drawn_edges(self) -> tuple[Indices, Indices]:
        """Rows and columns of the edges drawn."""
        batch = self.drawn.batch
        return batch.rows, batch.columns

    @property
    def labels(self) -> Labels:
        """Where labels stand, by the number of the edge drawn; empty where none is shown."""
        return self.written.of_all(self.drawn.batch)

    @property
    def band_rect(self) -> QRectF | None:
        """Where the matrix stands as an image, or None where all edges are drawn, or from afar none."""
        return None if self.drawn.band is None or self.is_ribbon else self.drawn.band.outer_rect

    def entry_at(self, point: QPointF) -> tuple[int, int] | None:
        """Give row and column of the entry of the matrix whose image is at a point, or None."""
        return None if self.is_ribbon else self.drawn.entry_at(point)

    def labelled_edge_at(self, point: QPointF) -> EdgeItem | None:
        """Give the edge whose number is written at a point, or None."""
        found = self.written.edge_at(point)
        return None if found is None else EdgeItem(*self.key, *found)

    def edge_at(self, point: QPointF, reach: float) -> tuple[EdgeItem, float] | None:
        """Give the edge nearest to a point and its distance, or None where none is within `reach`."""
        labelled = self.labelled_edge_at(point)
        if labelled is not None:
            return labelled, 0.0
        found = self.drawn.batch.nearest(point.x(), point.y(), reach)
        return None if found is None else (EdgeItem(*self.key, *found[:2]), found[2])

    def distance(self, point: QPointF) -> float:
        """Give how far a point is from the ribbon that the connection is from afar."""
        return self.drawn.ribbon.distance(point)

    def edge_rect(self, edge: EdgeItem) -> QRectF:
        """Give a small square on an edge, whose centre is nearer to it than to any other if possible."""
        rows, columns = np.array([edge.row]), np.array([edge.column])
        points = self.route.points_along(rows, columns, EDGE_FRACTIONS)[0].tolist()
        squares = [QRectF(x - EDGE_SQUARE / 2, y - EDGE_SQUARE / 2, EDGE_SQUARE, EDGE_SQUARE) for x, y in points]

        def is_own(square: QRectF) -> bool:
            found = self.edge_at(square.center(), EDGE_SQUARE)
            return found is not None and found[0] == edge

        return next((square for square in squares if is_own(square)), squares[0])

    def edge_rects(self, edge: EdgeItem) -> list[QRectF]:
        """Give small rectangles along an edge."""
        return self.route.rects_along(np.array([edge.row]), np.array([edge.column]))

    def label_rect(self, edge: EdgeItem) -> QRectF:
        """Give where an edge's weight is written, or would be."""
        label = self.written.place_of(edge.row, edge.column)
        if label is None:  # it is written nowhere else than where a single one is
            label = place_labels(EdgeBatch(self.route, np.array([edge.row]), np.array([edge.column])))[0]
        return label

    def label_rects_but(self, item: Item) -> list[QRectF]:
        """Give where weights are written, but for that of an item."""
        if isinstance(item, EdgeItem) and (item.source, item.target) == self.key:
            return self.written.rects_but(item.row, item.column)
        return self.written.rects_but(-1, -1)

    def connection_rect(self) -> QRectF:
        """Give the matrix's image, or a small square on the first edge or, from afar, on the ribbon."""
        if self.is_ribbon:
            return self.drawn.ribbon.rect
        if self.band_rect is not None:
            return self.band_rect
        row, column = (int(indices[0]) for indices in self.drawn_edges)
        return self.edge_rect(EdgeItem(*self.key, row, column))

    def way_rects(self) -> list[QRectF]:
        """Give small rectangles along the outermost edges, and around the matrix's image."""
        rows, columns = self.drawn_edges
        if not len(rows):
            return []
        outer_rows, outer_columns = np.array([rows.min(), rows.max()]), np.array([columns.min(), columns.max()])
        rects = self.route.rects_along(np.repeat(outer_rows, 2), np.tile(outer_columns, 2))
        return rects if self.drawn.band is None else [*rects, self.drawn.band.outer_rect]

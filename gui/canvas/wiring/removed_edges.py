"""The edges that were removed: faint dots on demand, which a click chooses and a double click restores."""

from collections.abc import Sequence

import msgspec
import numpy as np
from PySide6.QtCore import QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from engine.arrays import BoolArray
from engine.network.formulas import Names
from engine.network.model import Connection, ConnectionKey
from engine.network.parameter_set import edge_set
from engine.network.wiring import restore_edges
from gui.canvas.context import CanvasContext
from gui.canvas.detail import OVERVIEW_BELOW_ZOOM
from gui.canvas.edges.batch import EdgeBatch
from gui.canvas.edges.routes import Route
from gui.canvas.layers.place import Indices
from gui.canvas.scene import EXTENT, NetworkScene
from gui.canvas.style import DIMMED, LEVELS, CanvasStyle
from gui.pixel_ratio import pixel_ratio
from gui.selection import EdgeItem, Item
from gui.theme import mixed

MOST_EDGES, LEAST_EDGES = 800, 12  # in all, and of one connection where there are very many
REACH_PX = 6.0
DASHES, DOTS = [2.0, 4.0], [0.1, 3.2]
HOVERED_WIDTH_PX = 2.5
FADING = 0.35
Z_REMOVED = 0.8


def removed_edge_pen(style: CanvasStyle, painter: QPainter, *, is_dimmed: bool = False) -> QPen:
    """Give the pen that a painter draws removed edges with, which stand back when all others do."""
    palette = style.theme.palette
    color = QColor(mixed(palette.text_muted, palette.canvas, DIMMED if is_dimmed else FADING))
    # Thicker than one pixel, or with round ends, dashes cost ten to forty times as much: too much for every frame.
    ratio = pixel_ratio(painter)
    width = ratio if QPainter.RenderHint.LosslessImageRendering in painter.renderHints() else 1.0
    return _broken(color, width, [length * ratio / width for length in DASHES], Qt.PenCapStyle.FlatCap)


class RemovedEdgesItem(QGraphicsItem):
    """Paints the removed edges of all connections, beneath all others.

    Args:
        scene: What is shown; it need not hold this item while removed edges are hidden.
    """

    def __init__(self, scene: NetworkScene) -> None:
        super().__init__()
        self.setZValue(Z_REMOVED)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)  # says what is exposed
        self._scene = scene
        self._drawn: dict[ConnectionKey, _Drawn] = {}
        self._marked: tuple[EdgeItem, ...] = ()

    def set_marked(self, *edges: EdgeItem) -> None:
        """Mark the edge chosen and the one under the pointer."""
        self._marked = edges
        self.update()

    def edge_at(self, point: QPointF, reach: float) -> EdgeItem | None:
        """Give the removed edge nearest to a point, or None where none is within `reach`."""
        found = [
            (EdgeItem(*key, *nearest[:2]), nearest[2])
            for key, batch in self._refreshed().items()
            if (nearest := batch.nearest(point.x(), point.y(), reach)) is not None
        ]
        return min(found, key=lambda edge: edge[1])[0] if found else None

    def boundingRect(self) -> QRectF:
        """Give the whole ground: arches may lead anywhere."""
        return QRectF(-EXTENT / 2, -EXTENT / 2, EXTENT, EXTENT)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:  # noqa: ARG002
        """Draw dotted lines; from afar, where connections are ribbons, none."""
        if painter.worldTransform().m11() < OVERVIEW_BELOW_ZOOM:
            return
        ground = self._scene.canvas_style.gap_pen(1.0)
        pen = removed_edge_pen(self._scene.canvas_style, painter, is_dimmed=self._scene.highlights.dims_edges)
        for batch in self._refreshed().values():
            if batch.route.rect_around.intersects(option.exposedRect):
                batch.paint(painter, [pen] * (2 * LEVELS + 1), ground)
        self._paint_marked(painter)

    def _paint_marked(self, painter: QPainter) -> None:
        for edge in self._marked:
            width = HOVERED_WIDTH_PX * pixel_ratio(painter)
            route = self._scene.connection_graphics((edge.source, edge.target)).route
            alone = EdgeBatch(route, np.array([edge.row]), np.array([edge.column]))
            _group(alone, self._scene.network.connection(edge.source, edge.target))
            pen = _broken(self._scene.canvas_style.accent, width, DOTS, Qt.PenCapStyle.RoundCap)
            alone.paint(painter, [pen] * (2 * LEVELS + 1), self._scene.canvas_style.gap_pen(1.0))

    def _refreshed(self) -> dict[ConnectionKey, EdgeBatch]:
        """Give the lines of each connection that lacks edges, made anew where it or their number has changed."""
        lacking = [connection for connection in self._scene.network.connections if not connection.mask.all()]
        most = max(MOST_EDGES // max(len(lacking), 1), LEAST_EDGES)
        made: dict[ConnectionKey, _Drawn] = {}
        for connection in lacking:
            route, before = self._scene.connection_graphics(connection.key).route, self._drawn.get(connection.key)
            if before is not None and before.shows(connection, route, most):
                made[connection.key] = before
            else:
                batch = EdgeBatch(route, *_worth_drawing(connection, most))
                _group(batch, connection)
                made[connection.key] = _Drawn(connection.mask, route, most, batch)
        self._drawn = made
        return {key: drawn.batch for key, drawn in made.items()}


class _Drawn(msgspec.Struct, frozen=True, eq=False):
    """Lines made for a mask, and what they were made from."""

    mask: BoolArray
    route: Route
    most: int
    batch: EdgeBatch

    def shows(self, connection: Connection, route: Route, most: int) -> bool:
        """Tell whether it would be made the same again."""
        return self.mask is connection.mask and self.route is route and self.most == most


class RemovedEdges(QObject):
    """Shows removed edges where the view says so; a click chooses one, a double click restores it.

    Args:
        context: What the canvas works with.
        parent: The canvas.
    """

    def __init__(self, context: CanvasContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._item = RemovedEdgesItem(context.scene)
        self._hovered: EdgeItem | None = None
        context.scene.layout_changed.connect(self.leave)
        context.selection.selection_changed.connect(self._on_focus_changed)
        context.selection.hover_changed.connect(self._on_focus_changed)
        context.document.view_changed.connect(lambda _before, _after: self._on_view_changed())
        context.document.project_changed.connect(lambda _before, _after: self._on_view_changed())
        self._on_view_changed()

    def follow(self, point: QPointF) -> bool:
        """Mark the removed edge at a point where nothing else is. Gives whether there is one."""
        edge = self._edge_at(point)
        if edge is None:
            self.leave()
            return False
        if edge != self._hovered:
            self._hovered = edge
            self._mark()
        self._context.show_hint(f"{self._symbol(edge)} was removed; double-click to restore it", point)
        return True

    def leave(self) -> None:
        """Mark nothing."""
        if self._hovered is not None:
            self._hovered = None
            self._mark()
            self._context.hide_hint()

    def click(self, point: QPointF) -> str:
        """Choose the removed edge at a point. Gives what to say of it, or "" where there is none."""
        edge = self._edge_at(point)
        if edge is None:
            return ""
        self.leave()
        self._context.selection.choose_removed_edge(edge)
        return f"{self._symbol(edge)} was removed: type a weight, or press Shift+W to restore it with a drawn one."

    def choose_deleted(self, items: Sequence[Item]) -> None:
        """Choose a single edge that was deleted, so that it can come back although it is not shown, and say so."""
        edge = items[0] if len(items) == 1 else None
        network = self._context.scene.network
        if isinstance(edge, EdgeItem) and network.find_connection(edge.source, edge.target) is not None:
            self._context.selection.choose_removed_edge(edge)
            self._context.noted.emit(f"{self._symbol(edge)} is removed; Shift+W restores it.")

    def double_click(self, point: QPointF) -> bool:
        """Restore the removed edge at a point. Gives whether there is one."""
        edge = self._edge_at(point)
        if edge is not None:
            self.leave()
            self._context.selection.choose_removed_edge(edge)
            restore_chosen(self._context)
        return edge is not None

    def _symbol(self, edge: EdgeItem) -> str:
        return Names(self._context.scene.network).weight(edge.source, edge.target, edge.row, edge.column).plain

    def _mark(self) -> None:
        chosen = self._context.selection.removed_edge
        self._item.set_marked(*(edge for edge in dict.fromkeys((chosen, self._hovered)) if edge is not None))

    def _edge_at(self, point: QPointF) -> EdgeItem | None:
        is_shown = self._item.scene() is not None and self._context.zoom >= OVERVIEW_BELOW_ZOOM
        return self._item.edge_at(point, REACH_PX / self._context.zoom) if is_shown else None

    def _on_focus_changed(self) -> None:
        self._mark()

    def _on_view_changed(self) -> None:
        is_wanted, scene = self._context.document.view.display.removed_edges, self._context.scene
        if is_wanted and self._item.scene() is None:
            scene.addItem(self._item)
        elif not is_wanted and self._item.scene() is not None:
            self.leave()
            scene.removeItem(self._item)


def restore_chosen(context: CanvasContext, gesture: object = None) -> bool:
    """Bring back the removed edge that is chosen, and select it. Gives whether that was possible.

    What follows with the same `gesture` belongs to the same undo step.
    """
    edge, drawn = context.selection.removed_edge, context.initialization
    if edge is None:
        return False
    place = edge_set(context.scene.network, edge.source, edge.target, edge.row, edge.column)
    is_restored = context.edit("Restore edge", lambda network: restore_edges(network, place, drawn), gesture=gesture)
    if is_restored:
        context.selection.select(edge)
    return is_restored


def _worth_drawing(connection: Connection, most: int) -> tuple[Indices, Indices]:
    """Give rows and columns of the removed edges; of very many some that are spread over all."""
    removed = np.flatnonzero(~connection.mask)
    if len(removed) > most:
        removed = removed[np.linspace(0, len(removed) - 1, most).astype(np.intp)]
    rows, columns = np.divmod(removed, connection.mask.shape[1])
    return rows, columns


def _group(batch: EdgeBatch, connection: Connection) -> None:
    batch.set_weights(connection.weight, np.zeros(connection.mask.shape, np.bool_))


def _broken(color: QColor, width: float, pattern: list[float], cap: Qt.PenCapStyle) -> QPen:
    pen = QPen(color, width, Qt.PenStyle.SolidLine, cap)
    pen.setDashPattern(pattern)
    pen.setCosmetic(True)
    return pen

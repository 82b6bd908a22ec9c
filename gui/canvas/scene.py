"""The network on the canvas: a view of each layer and connection, kept up to date by comparing values."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache

import msgspec
import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene

from engine.arrays import FloatArray
from engine.network.forward import LayerValues
from engine.network.kinds import layer_kind
from engine.network.model import Connection, LayerId, Network
from engine.project.display import DisplaySettings
from gui.canvas.captions import Captions, captions_of, header_text, neuron_names
from gui.canvas.connection_item import ConnectionItem as ConnectionGraphics
from gui.canvas.detail import Detail, detail_at
from gui.canvas.edge_flow import may_flow
from gui.canvas.edge_routes import ConnectionKey, Route, plan_routes, same_route
from gui.canvas.layer_forms import LayerForms
from gui.canvas.layer_geometry import HANDLE_REACH, LayerPart
from gui.canvas.layer_view import LayerView
from gui.canvas.neuron_faces import Pictures
from gui.canvas.panel_item import PanelLight
from gui.canvas.selection_marks import SelectionMarks
from gui.canvas.style import CanvasStyle, EdgeScale
from gui.pixel_ratio import pixel_ratio
from gui.selection import ConnectionItem, EdgeItem, Item, LayerItem, NeuronItem

GRID_DOT_SPACING = 40.0
GRID_MIN_ZOOM = 0.3
EXTENT = 2.2e7  # beyond the farthest place that a layer may have
FADED = 0.07  # opacity of connections about to go


class Hit(msgspec.Struct, frozen=True):
    """What is at some point.

    Attributes:
        item: The item.
        part: The part of a layer's panel.
        on_value: Whether the item's own number is written there: an edge's weight, a neuron's bias.
        entry: Row and column of the weight whose pixel is there in the image of a connection's matrix.
    """

    item: Item
    part: LayerPart | None = None
    on_value: bool = False
    entry: tuple[int, int] | None = None


class NetworkScene(QGraphicsScene):
    """Shows a network and tells what is where. It knows values only: no document, no selection.

    Args:
        style: Colours, fonts and pens.

    Signals:
        layout_changed: layers or the ways of connections are elsewhere, or others, than before.
    """

    layout_changed = Signal()

    def __init__(self, style: CanvasStyle) -> None:
        super().__init__()
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.setSceneRect(-EXTENT / 2, -EXTENT / 2, EXTENT, EXTENT)
        self._style = style
        self._network = Network()
        self._captions: Captions = captions_of(self._network)
        self._names: dict[LayerId, tuple[str, ...]] = {}
        self._input_names: tuple[str, ...] = ()
        self._values: Mapping[LayerId, LayerValues] = {}
        self._layers: dict[LayerId, LayerView] = {}
        self._connections: dict[ConnectionKey, ConnectionGraphics] = {}
        self._forms = LayerForms()
        self._detail = Detail.NEURONS
        self._seen = QRectF()
        self._display = DisplaySettings()
        self._pictures: Pictures = {}
        self._hovered: Hit | None = None
        self._selected: tuple[Item, ...] = ()
        self._marks = SelectionMarks()
        self._lit: tuple[Item | None, PanelLight] = (None, PanelLight.NONE)
        self._previewed: dict[LayerId, QPointF] = {}
        self._are_lifted = False

    # What is shown

    @property
    def network(self) -> Network:
        """The network shown."""
        return self._network

    @property
    def canvas_style(self) -> CanvasStyle:
        """Colours, fonts and pens."""
        return self._style

    @property
    def values(self) -> Mapping[LayerId, LayerValues]:
        """Values for the selected sample; empty where there are none."""
        return self._values

    @property
    def input_names(self) -> tuple[str, ...]:
        """Names of the inputs; empty where they have none."""
        return self._input_names

    def show_network(self, network: Network) -> None:
        """Show another network, refreshing only what differs."""
        before, self._network = self._network, network
        if _structure(network) != _structure(before):
            self._captions = captions_of(network)
            self._names.clear()
        removed = self._layers.keys() - {layer.id for layer in network.layers}
        for layer_id in removed:
            self._layers.pop(layer_id).remove_from(self)
        moved = bool(removed)
        for layer in network.layers:
            text, names = header_text(layer, self._captions), self._names_of(layer.id)
            view = self._layers.get(layer.id)
            if view is None:
                geometry = self._forms.geometry(layer)
                self._layers[layer.id] = view = LayerView(self, layer, geometry, text, names, self._style)
                view.set_detail(self._detail)
                self._dress(view)
                moved = True
            else:
                moved |= view.set_layer(layer, self._forms.geometry(layer), text, names)
                moved |= view.move_to(self._previewed.get(layer.id, QPointF(*layer.position)))
        self._show_connections(network.connections, moved)

    def set_style(self, style: CanvasStyle) -> None:
        """Paint in another theme."""
        self._style = style
        for view in self._layers.values():
            view.set_style(style)
        for item in self._connections.values():
            item.set_style(style)
        self.update()

    def set_values(self, values: Mapping[LayerId, LayerValues]) -> None:
        """Show values for one sample: arrays of shape (1, H) by layer id."""
        self._values = values
        for layer_id, view in self._layers.items():
            view.set_sample(*self._sample_of(layer_id))
        for (source, _), item in self._connections.items():
            item.set_source_activation(self._sample_of(source)[0])

    def set_input_names(self, names: Sequence[str]) -> None:
        """Name the inputs."""
        self._input_names = tuple(names)
        self._names.clear()
        for layer in self._network.layers:
            view = self._layers[layer.id]
            view.set_layer(layer, view.geometry, header_text(layer, self._captions), self._names_of(layer.id))

    def set_forms(self, forms: LayerForms) -> None:
        """Lay layers out folded or unfolded."""
        if forms != self._forms:
            self._forms = forms
            self.show_network(self._network)

    def set_zoom(self, zoom: float) -> None:
        """Take note of the zoom, in pixels a scene unit: from afar layers are cards and connections ribbons."""
        detail = detail_at(zoom, self._detail)
        if detail is not self._detail:
            self._detail = detail
            for view in self._layers.values():
                view.set_detail(detail)
            for item in self._connections.values():
                item.set_detail(detail)

    def set_seen(self, rect: QRectF) -> None:
        """Take note of the part of the scene in view: of very many edges the strongest there are drawn."""
        self._seen = rect
        for item in self._connections.values():
            item.set_seen(rect)

    @property
    def display(self) -> DisplaySettings:
        """What neurons and edges show."""
        return self._display

    def set_display(self, display: DisplaySettings) -> None:
        """Choose what neurons and edges show."""
        self._display = display
        for view in self._layers.values():
            view.set_display(display)
        for item in self._connections.values():
            item.set_display(display)

    def set_flowing(self, is_wanted: bool) -> None:
        """Let dots run along the edges, where they are few."""
        count = sum(len(item.drawn_edges[0]) for item in self._connections.values())
        is_flowing = is_wanted and may_flow(count)
        for item in self._connections.values():
            item.set_flowing(is_flowing)

    def edge_scales(self) -> list[EdgeScale]:
        """Give how strong edges must be for full colour and width, of each connection."""
        return [item.value_scale for item in self._connections.values()]

    def set_pictures(self, pictures: Pictures) -> None:
        """Take pictures of neurons, for faces that have one."""
        self._pictures = pictures
        for layer_id, view in self._layers.items():
            view.set_pictures(pictures.get(layer_id, {}))

    @property
    def detail(self) -> Detail:
        """How much is drawn at the present zoom."""
        return self._detail

    @property
    def shown_positions(self) -> dict[LayerId, QPointF]:
        """Where every layer is shown, which differs from its own position while it is dragged or glides."""
        return {layer_id: view.position for layer_id, view in self._layers.items()}

    def preview_positions(self, positions: Mapping[LayerId, QPointF], *, lifted: bool = False) -> None:
        """Show layers elsewhere while they are dragged; an empty mapping puts them back where they belong.

        Layers that are lifted, as by a hand, are not in the way of other layers' edges, which stay where they are.
        """
        self._previewed, self._are_lifted = dict(positions), lifted
        self.show_network(self._network)

    def forget_preview(self) -> None:
        """Show layers where they belong from the next network on."""
        self._previewed, self._are_lifted = {}, False

    def set_faded(self, layer_id: LayerId | None) -> None:
        """Fade the connections of one layer, which it is about to lose, or of none."""
        for key, item in self._connections.items():
            item.setOpacity(FADED if layer_id in key else 1.0)

    # Marks

    def set_focus(self, hovered: Hit | None, selected: tuple[Item, ...]) -> None:
        """Mark what is under the pointer and what is selected."""
        if selected is not self._selected:
            self._marks = SelectionMarks(selected)
        self._hovered, self._selected = hovered, selected
        item = None if hovered is None else hovered.item
        for layer_id, view in self._layers.items():
            neurons = self._marks.neurons_of(layer_id)
            is_here = isinstance(item, NeuronItem | LayerItem) and item.layer == layer_id
            view.set_neuron_focus(item.index if is_here and isinstance(item, NeuronItem) else None, neurons)
            view.set_hovered_part(hovered.part if hovered is not None and is_here else None, show_handles=is_here)
        for key, connection in self._connections.items():
            connection.set_focus(item, self._marks.of_connection(key))
        self._light_panels()

    def set_lit(self, item: Item | None, light: PanelLight = PanelLight.ACCEPTING) -> None:
        """Light the one layer or connection that a gesture is about to hit."""
        self._lit = (item, light)
        for key, connection in self._connections.items():
            connection.set_lit(isinstance(item, ConnectionItem) and key == (item.source, item.target))
        self._light_panels()

    @contextmanager
    def shown_whole(self) -> Iterator[None]:
        """Show it for a while as for a drawing of all of it, with no mark of what is selected or under the pointer."""
        hovered, selected, lit, seen = self._hovered, self._selected, self._lit, self._seen
        self.set_lit(None)
        self.set_focus(None, ())
        self.set_seen(self.content_rect())
        try:
            yield
        finally:
            self.set_seen(seen)
            self.set_focus(hovered, selected)
            self.set_lit(*lit)

    # Where things are

    def item_titles(self) -> dict[QGraphicsItem, str]:
        """Name the items by what they show, for people who read an exported drawing."""
        titles = {item: view.layer.name for view in self._layers.values() for item in view.items}
        for (source, target), connection in self._connections.items():
            names = self._layers[source].layer.name, self._layers[target].layer.name
            titles[connection] = " → ".join(names)
        return titles

    def layer_view(self, layer_id: LayerId) -> LayerView:
        """Give the view of a layer."""
        return self._layers[layer_id]

    def connection_graphics(self, key: ConnectionKey) -> ConnectionGraphics:
        """Give the item of a connection."""
        return self._connections[key]

    @property
    def panel_rects(self) -> dict[LayerId, QRectF]:
        """Every layer's panel in scene coordinates."""
        return {layer_id: view.panel_rect for layer_id, view in self._layers.items()}

    def hit(self, point: QPointF, reach: float) -> Hit | None:
        """Give what is at a point: handles before neurons, neurons before panels, panels before edges.

        Args:
            point: In scene coordinates.
            reach: How far from an edge still counts as on it, in scene units.
        """
        views = [
            (layer_id, view)
            for layer_id, view in reversed(self._layers.items())
            if view.panel_rect.adjusted(-HANDLE_REACH, -HANDLE_REACH, HANDLE_REACH, HANDLE_REACH).contains(point)
        ]
        for layer_id, view in views:
            part = view.part_at(point)
            if part is not None:
                return Hit(LayerItem(layer_id), part)
        for layer_id, view in views:
            if view.panel_rect.contains(point):
                return self._hit_in_panel(layer_id, view, point)
        labelled = (item.labelled_edge_at(point) for item in self._near(point, reach).values())
        edge = next((edge for edge in labelled if edge is not None), None)
        if edge is not None:
            return Hit(edge, on_value=True)
        found = self._edge_at(point, reach)
        if isinstance(found, ConnectionItem):
            return Hit(found, entry=self._connections[(found.source, found.target)].entry_at(point))
        return None if found is None else Hit(found)

    def layer_at(self, point: QPointF, margin: float = 0.0) -> LayerId | None:
        """Give the layer whose panel, grown by a margin, holds a point."""
        for layer_id, view in reversed(self._layers.items()):
            if view.panel_rect.adjusted(-margin, -margin, margin, margin).contains(point):
                return layer_id
        return None

    def connection_at(self, point: QPointF, reach: float, without: LayerId | None = None) -> ConnectionKey | None:
        """Give the connection that has an edge or its matrix within reach of a point, none of the layer `without`."""
        edge = self._edge_at(point, reach, without)
        return None if edge is None else (edge.source, edge.target)

    def rect_of(self, item: Item, part: LayerPart | None = None) -> QRectF:
        """Give a rectangle whose centre hits an item, or a part of a layer's panel."""
        if isinstance(item, LayerItem):
            view = self._layers[item.layer]
            return view.part_rect(LayerPart.NAME if part is None else part)
        if isinstance(item, NeuronItem):
            return self._layers[item.layer].neuron_rect(item.index)
        connection = self._connections[(item.source, item.target)]
        if isinstance(item, ConnectionItem):
            return connection.connection_rect()
        return connection.edge_rect(item)

    def value_rect(self, item: EdgeItem | NeuronItem) -> QRectF:
        """Give where an edge's weight or a neuron's bias is written, or would be."""
        if isinstance(item, NeuronItem):
            return self._layers[item.layer].bias_rect(item.index)
        return self._connections[(item.source, item.target)].label_rect(item)

    def layers_in(self, rect: QRectF) -> list[LayerId]:
        """Give the layers whose panels touch a rectangle."""
        return [layer_id for layer_id, view in self._layers.items() if view.panel_rect.intersects(rect)]

    def content_rect(self) -> QRectF:
        """Give the rectangle around all that is shown; empty where nothing is."""
        rect = QRectF()
        for view in self._layers.values():
            rect = rect.united(view.panel_rect)
        for connection in self._connections.values():
            rect = rect.united(connection.boundingRect())
        return rect

    def spines(self) -> list[QPainterPath]:
        """Give the way of each connection as a single line."""
        return [item.spine for item in self._connections.values()]

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Fill the ground and draw the grid's dots."""
        painter.fillRect(rect, self._style.background)
        zoom = painter.worldTransform().m11()
        if zoom < GRID_MIN_ZOOM:
            return
        spacing = GRID_DOT_SPACING * (1 if zoom > 2 * GRID_MIN_ZOOM else 2)
        pen = painter.pen()
        pen.setColor(self._style.grid_dot)
        pen.setWidthF(2.0 * pixel_ratio(painter))
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.drawPoints(
            _grid_points(
                spacing, *(round(side / spacing) for side in (rect.left(), rect.top(), rect.right(), rect.bottom()))
            )
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    # Keeping up

    def _sample_of(self, layer_id: LayerId) -> tuple[FloatArray | None, FloatArray | None]:
        """Give a layer's activations and pre-activations, of a layer that computes none nothing for these."""
        sample = self._values.get(layer_id)
        if sample is None:
            return None, None
        activation, pre_activation = (
            np.asarray(row[0], np.float64) for row in (sample.activation, sample.pre_activation)
        )
        computes = layer_kind(self._network.layer(layer_id).kind).takes_sources
        return activation, pre_activation if computes else None

    def _dress(self, view: LayerView) -> None:
        view.set_sample(*self._sample_of(view.layer.id))
        view.set_display(self._display)
        view.set_pictures(self._pictures.get(view.layer.id, {}))

    def _names_of(self, layer_id: LayerId) -> tuple[str, ...]:
        """Give what stands beside a layer's neurons; made once, as hundreds of inputs have hundreds of names."""
        layer = self._network.layer(layer_id)
        names = self._names.get(layer_id)
        if names is None or len(names) not in {0, layer.width}:
            self._names[layer_id] = names = neuron_names(layer, self._captions, self._input_names)
        return names

    def _show_connections(self, connections: Sequence[Connection], layers_moved: bool) -> None:
        current = {connection.key: connection for connection in connections}
        removed = self._connections.keys() - current.keys()
        for key in removed:
            self.removeItem(self._connections.pop(key))
        shown = {key: item.connection for key, item in self._connections.items()}
        rewired = any(key not in shown or shown[key].mask is not c.mask for key, c in current.items())
        routes: dict[ConnectionKey, Route] = {}
        has_changed = bool(layers_moved or removed or rewired)
        if has_changed:
            routes = plan_routes({layer_id: view.place for layer_id, view in self._layers.items()}, connections)
        if self._are_lifted:
            routes = {key: way for key, way in routes.items() if self._is_on_the_move(key)}
        for key, connection in current.items():
            item = self._connections.get(key)
            if item is None:
                self._add_connection(connection, routes[key])
            elif connection is not item.connection or not same_route(routes.get(key, item.route), item.route):
                way = routes.get(key, item.route)
                item.show_connection(connection, item.route if same_route(way, item.route) else way)

        if has_changed:
            self.layout_changed.emit()

    def _is_on_the_move(self, key: ConnectionKey) -> bool:
        return key not in self._connections or not self._previewed.keys().isdisjoint(key)

    def _add_connection(self, connection: Connection, way: Route) -> None:
        item = ConnectionGraphics(connection, way, self._style)
        item.set_source_activation(self._sample_of(connection.source)[0])
        item.set_display(self._display)
        item.set_detail(self._detail)
        item.set_seen(self._seen)
        item.set_focus(None if self._hovered is None else self._hovered.item, self._marks.of_connection(connection.key))
        self._connections[connection.key] = item
        self.addItem(item)

    def _hit_in_panel(self, layer_id: LayerId, view: LayerView, point: QPointF) -> Hit:
        neuron = view.neuron_at(point)
        if neuron is not None:
            return Hit(NeuronItem(layer_id, neuron))
        biased = view.bias_at(point)
        return Hit(LayerItem(layer_id)) if biased is None else Hit(NeuronItem(layer_id, biased), on_value=True)

    def _near(self, point: QPointF, reach: float) -> dict[ConnectionKey, ConnectionGraphics]:
        """Give the connections that may have something within reach of a point."""
        around = QRectF(point.x() - reach, point.y() - reach, 2 * reach, 2 * reach)
        return {key: item for key, item in self._connections.items() if item.boundingRect().intersects(around)}

    def _edge_at(
        self, point: QPointF, reach: float, without: LayerId | None = None
    ) -> EdgeItem | ConnectionItem | None:
        near = {key: item for key, item in self._near(point, reach).items() if without not in key}
        if self._detail is Detail.OVERVIEW:
            distances = {key: item.distance(point) for key, item in near.items()}
            nearest = min(distances, key=lambda key: distances[key], default=None)
            return ConnectionItem(*nearest) if nearest is not None and distances[nearest] <= reach else None
        for key, item in near.items():
            if item.band_rect is not None and item.band_rect.contains(point):
                return ConnectionItem(*key)
        found = [edge for item in near.values() if (edge := item.edge_at(point, reach)) is not None]
        return min(found, key=lambda edge: edge[1])[0] if found else None

    def _light_panels(self) -> None:
        hovered = self._hovered.item if self._hovered is not None else None
        lit, light = self._lit
        for layer_id, view in self._layers.items():
            if isinstance(lit, LayerItem) and lit.layer == layer_id:
                view.set_light(light)
            elif layer_id in self._marks.layers:
                view.set_light(PanelLight.SELECTED)
            elif isinstance(hovered, LayerItem | NeuronItem) and hovered.layer == layer_id:
                view.set_light(PanelLight.HOVERED)
            else:
                view.set_light(PanelLight.NONE)


@lru_cache(maxsize=4)
def _grid_points(spacing: float, left: int, top: int, right: int, bottom: int) -> QPolygonF:
    """Give the grid's dots in an area told in steps of the grid, and one step around it."""
    columns, rows = range(left - 1, right + 2), range(top - 1, bottom + 2)
    return QPolygonF([QPointF(spacing * column, spacing * row) for row in rows for column in columns])


def _structure(network: Network) -> object:
    layers = [(layer.id, layer.kind) for layer in network.layers]
    return layers, [connection.key for connection in network.connections]

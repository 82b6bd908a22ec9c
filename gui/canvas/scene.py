"""The network on the canvas: a view of each layer and connection, kept up to date by comparing values."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsScene

from engine.arrays import FloatArray
from engine.network.forward import LayerValues
from engine.network.kinds import layer_kind
from engine.network.model import Connection, ConnectionKey, Layer, LayerId, Network
from engine.project.display import DisplaySettings
from gui.canvas.detail import Detail, detail_at
from gui.canvas.edges.connection_graphics import ConnectionGraphics
from gui.canvas.edges.flow import may_flow
from gui.canvas.edges.numbers_item import EdgeNumbersItem
from gui.canvas.edges.outlook import EdgeOutlook
from gui.canvas.edges.routes import Route, plan_routes, same_route
from gui.canvas.ground import paint_ground
from gui.canvas.highlights import Highlights
from gui.canvas.layers.fills import NeuronFills
from gui.canvas.layers.forms import LayerForms
from gui.canvas.layers.neuron_faces import NEURON_FACES, Pictures
from gui.canvas.layers.view import LayerView
from gui.canvas.layers.words import LayerWords
from gui.canvas.places import Places
from gui.canvas.sight import Sight
from gui.canvas.style import CanvasStyle

EXTENT = 2.2e7  # beyond the farthest place that a layer may have
Z_LIFT = 4.0  # more than from panels to headers, and less than to what gestures draw


class NetworkScene(QGraphicsScene):
    """Shows a network. It knows values only: no document, no selection.

    Args:
        style: Colours, fonts and pens.

    Attributes:
        places: Where everything is.
        highlights: What stands out.
        edges: What edges show.
        numbers: What writes the numbers on them.
        fills: How strong numbers must be for a neuron's full colour.

    Signals:
        layout_changed: layers or the ways of connections are elsewhere, or others, than before.
    """

    layout_changed = Signal()

    def __init__(self, style: CanvasStyle) -> None:
        super().__init__()
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.setSceneRect(-EXTENT / 2, -EXTENT / 2, EXTENT, EXTENT)
        self.numbers = EdgeNumbersItem(self.sceneRect())
        self.addItem(self.numbers)
        self._style = style
        self._network = Network()
        self._words = LayerWords()
        self._values: Mapping[LayerId, LayerValues] = {}
        self._layers: dict[LayerId, LayerView] = {}
        self._connections: dict[ConnectionKey, ConnectionGraphics] = {}
        self._forms = LayerForms()
        self._detail = Detail.NEURONS
        self._seen = QRectF()
        self._display = DisplaySettings()
        self._pictures: Pictures = {}
        self._pixels: FloatArray | None = None
        self._is_flowing = False
        self._previewed: dict[LayerId, QPointF] = {}
        self._has_previewed: Mapping[LayerId, QPointF] = self._previewed
        self._lifted: frozenset[LayerId] = frozenset()
        self._held: Mapping[ConnectionKey, Route] = {}
        self._has_held: Mapping[ConnectionKey, Route] = self._held
        self.places = Places(self._layers, self._connections)
        self.highlights = Highlights(self._layers, self._connections)
        self.edges = EdgeOutlook(self._connections)
        self.fills = NeuronFills(self._layers)
        self._sight = Sight(self.places, self._layers, self._connections)

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
        return self._words.input_names

    def show_network(self, network: Network) -> None:
        """Show another network, refreshing only what differs."""
        self._network = network
        self._refresh(are_layers_other=self._words.set_network(network))

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
        self.edges.set_has_sample(bool(values))
        for layer_id, view in self._layers.items():
            view.set_sample(*self._sample_of(layer_id))
        for (source, _), item in self._connections.items():
            item.set_source_activation(self._sample_of(source)[0])
        self._rescale()

    @property
    def shows_pixels(self) -> bool:
        """Whether the neurons of some layer are drawn as the pixels of an image."""
        views = self._layers.values()
        return any(view.geometry.fold.is_grid and self._pixels_of(view) is not None for view in views)

    def set_pixels(self, pixels: FloatArray | None) -> None:
        """Take how much ink, 0 … 1, is in each pixel (D,) of the sample where that is an image, or None."""
        self._pixels = pixels
        for view in self._layers.values():
            view.set_pixels(self._pixels_of(view))
        self._rescale_fills()

    def set_input_names(self, names: Sequence[str]) -> None:
        """Name the inputs."""
        if tuple(names) != self._words.input_names:
            self._words.input_names = tuple(names)
            self._refresh(are_layers_other=True)

    def set_class_names(self, names: Sequence[str]) -> None:
        """Name the classes that outputs stand for."""
        if tuple(names) != self._words.class_names:
            self._words.class_names = tuple(names)
            self._refresh(are_layers_other=True)

    def set_forms(self, forms: LayerForms) -> None:
        """Lay layers out folded or unfolded."""
        if forms != self._forms:
            self._forms = forms
            self._refresh(are_layers_other=True)

    def set_zoom(self, zoom: float) -> None:
        """Take note of the zoom, in pixels a scene unit: from afar layers are cards and connections ribbons."""
        detail = detail_at(zoom, self._detail)
        if detail is not self._detail:
            self._detail = detail
            for view in self._layers.values():
                view.set_detail(detail)
            for item in self._connections.values():
                item.set_detail(detail)

    def look_at(self, seen: QRectF) -> None:
        """Have the items there that the part of the scene in view shows."""
        self._sight.look_at(seen)

    def set_seen(self, rect: QRectF) -> None:
        """Take note of the part of the scene in view: of very many edges the strongest there are drawn."""
        self._seen = rect
        for item in self._connections.values():
            item.set_seen(rect)

    @property
    def detail(self) -> Detail:
        """What layers and connections are drawn as, at the zoom there is."""
        return self._detail

    @property
    def display(self) -> DisplaySettings:
        """What neurons and edges show."""
        return self._display

    def set_display(self, display: DisplaySettings) -> None:
        """Choose what neurons and edges show."""
        self._display = display
        for view in self._layers.values():
            view.set_display(display)
        self.edges.set_display(display)
        self._rescale_fills()

    def set_flowing(self, is_wanted: bool) -> None:
        """Let dots run along the edges, where they are few."""
        self._is_flowing = is_wanted
        is_flowing = is_wanted and may_flow(sum(item.edge_count for item in self._connections.values()))
        for item in self._connections.values():
            item.set_flowing(is_flowing)

    def set_pictures(self, pictures: Pictures) -> None:
        """Take pictures of neurons, for faces that have one."""
        self._pictures = pictures
        for layer_id, view in self._layers.items():
            view.set_pictures(pictures.get(layer_id, {}))

    def large_neurons(self) -> dict[LayerId, tuple[int, ...]]:
        """Give the neurons that are drawn large enough for a picture, by layer."""
        return {layer_id: view.geometry.fold.shown for layer_id, view in self._layers.items()}

    @property
    def shown_positions(self) -> dict[LayerId, QPointF]:
        """Where every layer is shown, which differs from its own position while it is dragged or glides."""
        return {layer_id: view.position for layer_id, view in self._layers.items()}

    def way_between(self, source: LayerId, target: LayerId) -> Route:
        """Give the way from layer to layer that a connection has, or would have."""
        known = self._connections.get((source, target))
        if known is not None:
            return known.route
        every = np.ones((self._network.layer(target).width, self._network.layer(source).width), np.bool_)
        new = Connection(source, target, np.zeros(every.shape), every, ~every)
        places = {layer_id: view.place for layer_id, view in self._layers.items()}
        before = {key: item.route for key, item in self._connections.items()}
        return plan_routes(places, (*self._network.connections, new), self._held, before)[new.key]

    @property
    def is_previewing(self) -> bool:
        """Whether layers are shown elsewhere than where they belong."""
        return bool(self._previewed)

    def preview_positions(
        self, positions: Mapping[LayerId, QPointF], held: Mapping[ConnectionKey, Route] | None = None
    ) -> None:
        """Show layers elsewhere while they are dragged; an empty mapping puts them back where they belong.

        Args:
            positions: Where layers are shown.
            held: Ways of connections that do not give way to them.
        """
        self._previewed, self._held = dict(positions), held or {}
        self._refresh()

    def lift(self, layer_ids: Collection[LayerId]) -> None:
        """Show layers, with their connections, above all others while they are in hand."""
        lifted = frozenset(layer_ids)
        for layer_id in (lifted | self._lifted) & self._layers.keys():
            self._layers[layer_id].set_rise(Z_LIFT if layer_id in lifted else 0.0)
        for key, item in self._connections.items():
            item.set_rise(0.0 if lifted.isdisjoint(key) else Z_LIFT)
        self._lifted = lifted

    def forget_preview(self) -> None:
        """Show layers where they belong from the next network on."""
        self._previewed, self._held = {}, {}

    @contextmanager
    def shown_whole(self, style: CanvasStyle, *, has_controls: bool) -> Iterator[None]:
        """Show it for a while as for a drawing of all of it: nothing selected, under the pointer or on the move.

        Args:
            style: Colours, fonts and pens meanwhile.
            has_controls: Whether headers show what can be pressed, rather than say the same in words.
        """
        before, in_sight = (self._seen, self._style, self._is_flowing), self._sight.seen
        self.look_at(self.places.content_rect())
        self._stage(self.places.content_rect(), style, has_controls=has_controls, is_flowing=False)
        try:
            with self.highlights.hidden():
                yield
        finally:
            seen, style_before, is_flowing = before
            self.look_at(in_sight)
            self._stage(seen, style_before, has_controls=True, is_flowing=is_flowing)

    def layer_view(self, layer_id: LayerId) -> LayerView:
        """Give the view of a layer."""
        return self._layers[layer_id]

    def connection_graphics(self, key: ConnectionKey) -> ConnectionGraphics:
        """Give the item of a connection."""
        return self._connections[key]

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Fill the ground and draw the grid's dots."""
        paint_ground(painter, rect, self._style)

    # Keeping up

    def _stage(self, seen: QRectF, style: CanvasStyle, *, has_controls: bool, is_flowing: bool) -> None:
        self.set_seen(seen)
        self.set_flowing(is_flowing)
        if style is not self._style:
            self.set_style(style)
        for view in self._layers.values():
            view.set_controls_shown(shown=has_controls)

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

    def _pixels_of(self, view: LayerView) -> FloatArray | None:
        """Give the sample's pixels where a layer takes them."""
        is_input, pixels = not layer_kind(view.layer.kind).takes_sources, self._pixels
        return pixels if is_input and pixels is not None and len(pixels) == view.layer.width else None

    def _dress(self, view: LayerView) -> None:
        view.set_sample(*self._sample_of(view.layer.id))
        view.set_display(self._display)
        view.set_pictures(self._pictures.get(view.layer.id, {}))
        view.set_pixels(self._pixels_of(view))

    def _refresh(self, *, are_layers_other: bool = False) -> None:
        """Show what differs of the network, or where layers are others in words or form all of them."""
        has_moved = self._show_layers(are_all_other=are_layers_other)
        has_moved |= self._show_connections(has_moved=has_moved)
        if has_moved:
            self._sight.refresh()
            self.layout_changed.emit()
        self._rescale()

    def _rescale(self) -> None:
        self.edges.rescale()
        self._rescale_fills()

    def _rescale_fills(self) -> None:
        self.fills.rescale(NEURON_FACES[self._display.neuron_face])

    def _show_layers(self, *, are_all_other: bool) -> bool:
        """Show the layers as they are now. Gives whether any has come, gone, moved or another form."""
        removed = self._layers.keys() - {layer.id for layer in self._network.layers}
        for layer_id in removed:
            self._layers.pop(layer_id).remove_from(self)
            self.places.remove_layer(layer_id)
        moving, self._has_previewed = self._previewed.keys() | self._has_previewed.keys(), self._previewed
        has_moved = bool(removed)
        for layer in self._network.layers:
            view = self._layers.get(layer.id)
            if view is None:
                self._add_layer(layer)
                has_moved = True
            elif are_all_other or layer is not view.layer or layer.id in moving:
                has_moved |= self._show_layer(view, layer)
        return has_moved

    def _show_layer(self, view: LayerView, layer: Layer) -> bool:
        """Show a layer as it is now. Gives whether it has moved or another form."""
        before = view.place
        view.set_layer(layer, self._forms.geometry(layer), self._words.header(layer), self._words.names(layer))
        view.move_to(self._previewed.get(layer.id, QPointF(*layer.position)))
        if view.place is before:
            return False
        self.places.put_layer(layer.id)
        return True

    def _add_layer(self, layer: Layer) -> None:
        text, names = self._words.header(layer), self._words.names(layer)
        view = LayerView(self, layer, self._forms.geometry(layer), text, names, self._style)
        view.move_to(self._previewed.get(layer.id, QPointF(*layer.position)))
        view.set_detail(self._detail)
        self._dress(view)
        self._layers[layer.id] = view
        self.places.put_layer(layer.id)
        self.highlights.mark_layer(layer.id)

    def _show_connections(self, *, has_moved: bool) -> bool:
        """Show the connections as they are now. Gives whether any has come, gone, or perhaps another way."""
        connections = self._network.connections
        removed = self._connections.keys() - {connection.key for connection in connections}
        for key in removed:
            self.removeItem(self._connections.pop(key))
            self.places.remove_connection(key)
        if not (has_moved or removed or self._held != self._has_held or self._are_rewired(connections)):
            for connection in connections:
                item = self._connections[connection.key]
                if connection is not item.connection:
                    item.show_connection(connection, item.route)
            return False
        places = {layer_id: view.place for layer_id, view in self._layers.items()}
        before = {key: item.route for key, item in self._connections.items()}
        routes = plan_routes(places, connections, self._held, before)
        self._has_held = self._held
        for connection in connections:
            self._show_connection(connection, routes[connection.key])
        if removed or len(before) < len(self._connections):
            self.edges.part_labels()
        return True

    def _are_rewired(self, connections: Sequence[Connection]) -> bool:
        shown = self._connections
        return any(each.key not in shown or shown[each.key].connection.mask is not each.mask for each in connections)

    def _show_connection(self, connection: Connection, route: Route) -> None:
        item = self._connections.get(connection.key)
        if item is None:
            self._add_connection(connection, route)
            return
        route = item.route if same_route(route, item.route) else route
        if connection is not item.connection or route is not item.route:
            item.show_connection(connection, route)
            self.places.put_connection(connection.key)

    def _add_connection(self, connection: Connection, way: Route) -> None:
        item = ConnectionGraphics(connection, way, self._style, self.numbers)
        item.set_source_activation(self._sample_of(connection.source)[0])
        self.edges.dress(item)
        item.set_detail(self._detail)
        item.set_seen(self._seen)
        self.highlights.mark(item)
        self._connections[connection.key] = item
        self.places.put_connection(connection.key)
        self.addItem(item)

"""The network on the canvas: layers, connections, where they are, what they show and what of it stands out."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QPointF, QRect, QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsScene

from engine.arrays import FloatArray
from engine.network.forward import LayerValues
from engine.network.insertion import Insertion
from engine.network.model import Connection, ConnectionKey, LayerId, Network
from engine.project.display import DisplaySettings
from gui.canvas.captions import Told
from gui.canvas.detail import Detail, detail_at
from gui.canvas.edges.connection_graphics import ConnectionGraphics
from gui.canvas.edges.labels import LabelCount
from gui.canvas.edges.numbers_item import EdgeNumbersItem
from gui.canvas.edges.outlook import EdgeOutlook
from gui.canvas.edges.routes import Route
from gui.canvas.edges.shown_connections import ShownConnections, Ways
from gui.canvas.ground import paint_ground
from gui.canvas.highlights import Highlights
from gui.canvas.layers.far_names import FarLayer, paint_far_names
from gui.canvas.layers.forms import LayerForms
from gui.canvas.layers.outlook import NeuronOutlook
from gui.canvas.layers.place import Place
from gui.canvas.layers.shown_layers import ShownLayers
from gui.canvas.layers.view import LayerView
from gui.canvas.places import Places
from gui.canvas.sight import Sight
from gui.canvas.style import CanvasStyle
from gui.selection import EdgeItem

NEW_LAYER = ""  # stands for one that has no id yet
EXTENT = 2.2e7  # beyond the farthest place that a layer may have
Z_LIFT = 4.0  # more than from panels to headers, and less than to what gestures draw


class NetworkScene(QGraphicsScene):
    """Shows a network. It knows values only: no document, no selection.

    Args:
        style: Colours, fonts and pens.

    Attributes:
        places: Where everything is.
        highlights: What stands out.
        neurons: What neurons show.
        edges: What edges show.
        numbers: What writes the numbers on them.

    Signals:
        layout_changed: layers or the ways of connections are elsewhere, or others, than before.
        numbers_counted: another number of edges than before carries its number; sent amid painting.
    """

    layout_changed = Signal()
    numbers_counted = Signal()

    def __init__(self, style: CanvasStyle) -> None:
        super().__init__()
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.setSceneRect(-EXTENT / 2, -EXTENT / 2, EXTENT, EXTENT)
        self._style = style
        self._label_count = LabelCount()
        self._network = Network()
        self._detail = Detail.NEURONS
        self._display = DisplaySettings()
        self._is_flowing = False
        self._previewed: Mapping[LayerId, QPointF] = {}
        self._held: Ways = {}
        self._lifted: frozenset[LayerId] = frozenset()
        self._views: dict[LayerId, LayerView] = {}
        self._items: dict[ConnectionKey, ConnectionGraphics] = {}
        self.places = Places(self._views, self._items)
        self.numbers = EdgeNumbersItem(
            self.sceneRect(), self.places.covers_of_numbers, self.places.panel_rects_in, lambda: self.in_sight
        )
        self.addItem(self.numbers)
        self.highlights = Highlights(self._views, self._items)
        self.neurons = NeuronOutlook(self._views)
        self.edges = EdgeOutlook(self._items)
        self._sight = Sight(self.places, self._views, self._items)
        self._layers = ShownLayers(self._views, self.places, self.highlights, self.neurons, style)
        self._connections = ShownConnections(
            self._items, self.places, self.highlights, self.edges, self.neurons, self.numbers, style
        )

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
    def input_names(self) -> tuple[str, ...]:
        """Names of the inputs; empty where they have none."""
        return self._layers.input_names

    @property
    def told(self) -> Told:
        """What there is to be told beside the network."""
        return Told(self.neurons.values, self.input_names, self.neurons.measured)

    @property
    def forms(self) -> LayerForms:
        """What is known of the form of layers beyond their width."""
        return self._layers.forms

    @property
    def detail(self) -> Detail:
        """What layers and connections are drawn as, at the zoom there is."""
        return self._detail

    @property
    def display(self) -> DisplaySettings:
        """What neurons and edges show."""
        return self._display

    @property
    def label_count(self) -> LabelCount:
        """How many of the edges in sight carry their number, if all are to."""
        return self._label_count

    def layer_view(self, layer_id: LayerId) -> LayerView:
        """Give the view of a layer."""
        return self._views[layer_id]

    def connection_graphics(self, key: ConnectionKey) -> ConnectionGraphics:
        """Give the item of a connection."""
        return self._items[key]

    def leave_number(self, edge: EdgeItem, *, is_edited: bool) -> None:
        """Let an edge's number be shown by the field that it is edited in, or by the edge again, if it is there."""
        graphics = self._items.get((edge.source, edge.target))
        if graphics is not None:
            graphics.set_edited(edge if is_edited else None)

    def way_between(self, source: LayerId, target: LayerId) -> Route:
        """Give the way from layer to layer that a connection has, or would have."""
        return self._connections.way_between(self._network, self._layers.places, source, target)

    def ways_after(self, connections: Sequence[Connection], ends: Sequence[ConnectionKey]) -> list[Route]:
        """Give the ways that some connections would have if these were all, the layers standing where they are."""
        return self._connections.ways_among(connections, self._layers.places, ends)

    def ways_of_new(self, insertion: Insertion, place: Place) -> list[Route]:
        """Give the ways of the connections of a layer that would be inserted at a place."""
        places = {**self._layers.places, NEW_LAYER: place}
        for layer_id, (x, y) in insertion.moved.items():
            places[layer_id] = Place(places[layer_id].geometry, x, y)
        ends = [(source, NEW_LAYER) for source in insertion.sources]
        ends += [(NEW_LAYER, target) for target in insertion.targets]
        kept = [one for one in self._network.connections if one.key not in insertion.replaced]
        return self._connections.ways_with(kept, places, ends)

    # What to show

    def show_network(self, network: Network) -> None:
        """Show another network, refreshing only what differs."""
        self._network = network
        self._refresh()

    def set_values(self, values: Mapping[LayerId, LayerValues]) -> None:
        """Show values for one sample: arrays of shape (1, H) by layer id."""
        self.neurons.set_values(values)
        self._connections.show_sample()

    def set_input_names(self, names: Sequence[str]) -> None:
        """Name the inputs."""
        if self._layers.set_input_names(tuple(names)):
            self._refresh()

    def set_class_names(self, names: Sequence[str]) -> None:
        """Name the classes that outputs stand for."""
        if self._layers.set_class_names(tuple(names)):
            self._refresh()

    def set_forms(self, forms: LayerForms) -> None:
        """Lay layers out folded or unfolded."""
        if self._layers.set_forms(forms):
            self._refresh()

    def set_style(self, style: CanvasStyle) -> None:
        """Paint in another theme."""
        self._style = style
        self._layers.set_style(style)
        self._connections.set_style(style)
        self.update()

    def set_display(self, display: DisplaySettings) -> None:
        """Choose what neurons and edges show."""
        self._display = display
        self.neurons.set_display(display)
        self.edges.set_display(display)

    def set_start(self, weights: Mapping[ConnectionKey, FloatArray], biases: Mapping[LayerId, FloatArray]) -> None:
        """Take the weights and biases that the run began with; none where there was no run."""
        self.neurons.set_start(biases)
        self._connections.show_start(weights)

    def set_flowing(self, is_wanted: bool) -> None:
        """Let dots run along the edges, where they are few."""
        self._is_flowing = is_wanted
        self._connections.set_flowing(is_wanted)

    # Where it is seen

    def set_zoom(self, zoom: float) -> None:
        """Take note of the zoom, in pixels a scene unit: from afar layers are cards and connections ribbons."""
        self.neurons.zoom = zoom
        detail = detail_at(zoom, self._detail)
        if detail is not self._detail:
            self._detail = detail
            self._layers.set_detail(detail)
            self._connections.set_detail(detail)

    @property
    def in_sight(self) -> QRectF:
        """The part of the scene in view."""
        return self._sight.seen

    def look_at(self, seen: QRectF) -> None:
        """Have the items there that the part of the scene in view shows."""
        self._sight.look_at(seen)

    def set_seen(self, rect: QRectF) -> None:
        """Take note of the part of the scene in view: of very many edges the strongest there are drawn."""
        self._connections.set_seen(rect)

    @contextmanager
    def shown_whole(self, style: CanvasStyle, *, has_controls: bool) -> Iterator[None]:
        """Show it for a while as for a drawing of all of it: nothing selected, under the pointer or on the move.

        Args:
            style: Colours, fonts and pens meanwhile.
            has_controls: Whether headers show what can be pressed, rather than say the same in words.
        """
        seen, in_sight = self._connections.seen, self._sight.seen
        style_before, is_flowing = self._style, self._is_flowing
        self.look_at(self.places.content_rect())
        self._stage(self.places.content_rect(), style, has_controls=has_controls, is_flowing=False)
        try:
            with self.highlights.hidden():
                yield
        finally:
            self.look_at(in_sight)
            self._stage(seen, style_before, has_controls=True, is_flowing=is_flowing)

    # Layers in hand or on their way

    @property
    def is_previewing(self) -> bool:
        """Whether layers are shown elsewhere than where they belong."""
        return bool(self._previewed)

    @property
    def shown_positions(self) -> dict[LayerId, QPointF]:
        """Where every layer is shown, which differs from its own position while it is dragged or glides."""
        return {layer_id: view.position for layer_id, view in self._views.items()}

    def preview_positions(self, positions: Mapping[LayerId, QPointF], held: Ways | None = None) -> None:
        """Show layers elsewhere while they are dragged; an empty mapping puts them back where they belong.

        Args:
            positions: Where layers are shown.
            held: Ways of connections that do not give way to them.
        """
        self._previewed, self._held = dict(positions), held or {}
        self._refresh()

    def forget_preview(self) -> None:
        """Show layers where they belong from the next network on."""
        self._previewed, self._held = {}, {}

    def lift(self, layer_ids: Collection[LayerId]) -> None:
        """Show layers, with their connections, above all others while they are in hand."""
        lifted = frozenset(layer_ids)
        for layer_id in (lifted | self._lifted) & self._views.keys():
            self._views[layer_id].set_rise(Z_LIFT if layer_id in lifted else 0.0)
        for key, item in self._items.items():
            item.set_rise(0.0 if lifted.isdisjoint(key) else Z_LIFT)
        self._lifted = lifted

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Fill the ground and draw the grid's dots."""
        paint_ground(painter, rect, self._style)

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:  # noqa: ARG002
        """Write from afar the names for which cards are too small; all numbers on edges have been written."""
        self._count_numbers()
        if self._detail is Detail.OVERVIEW:
            seen = set(self.places.layers_in(self.in_sight))
            layers = [
                FarLayer(number, layer.name, layer.width, self._views[layer.id].panel_rect)
                for number, layer in enumerate(self._network.layers)
                if layer.id in seen
            ]
            paint_far_names(painter, layers, self._style, lambda place: not self.places.layers_in(place))

    # Keeping up

    def _stage(self, seen: QRectF, style: CanvasStyle, *, has_controls: bool, is_flowing: bool) -> None:
        self.set_seen(seen)
        self.set_flowing(is_flowing)
        if style is not self._style:
            self.set_style(style)
        self._layers.set_controls_shown(shown=has_controls)

    def _refresh(self) -> None:
        """Show what differs from what was shown."""
        has_moved = self._layers.show(self, self._network, self._previewed)
        has_moved |= self._connections.show(
            self, self._network.connections, self._layers.places, self._held, has_moved=has_moved
        )
        if has_moved:
            self._sight.refresh()
            self.layout_changed.emit()
            if self._detail is Detail.OVERVIEW:
                self.update()  # names stand outside of what moved
        self.edges.rescale()
        self.neurons.rescale()

    def _count_numbers(self) -> None:
        before, self._label_count = self._label_count, self.edges.label_count
        if self._label_count != before:
            self.numbers_counted.emit()

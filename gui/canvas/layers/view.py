"""One layer on the canvas: its panel, neurons and header, which move as one."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene

from engine.arrays import FloatArray
from engine.network.model import Layer
from engine.project.display import DisplaySettings
from gui.canvas.detail import Detail
from gui.canvas.layers.geometry import HEADER_CONTROLS, LayerGeometry, LayerPart
from gui.canvas.layers.header_item import Z_HEADER, HeaderItem, HeaderText
from gui.canvas.layers.neurons_item import Z_NEURONS, NeuronsItem
from gui.canvas.layers.panel_item import Z_PANEL, PanelItem, PanelLight
from gui.canvas.layers.place import Place
from gui.canvas.style import CanvasStyle

LOOSE_OPACITY = 0.55


class LayerView:
    """Keeps a layer's three items together. They are three because edges pass between panel and neurons.

    Args:
        scene: Where they are shown.
        layer: What to show.
        geometry: How it is laid out.
        text: What the header says.
        names: What stands beside the neurons.
        style: Colours and fonts.
    """

    def __init__(
        self,
        scene: QGraphicsScene,
        layer: Layer,
        geometry: LayerGeometry,
        text: HeaderText,
        names: Sequence[str],
        style: CanvasStyle,
    ) -> None:
        self._layer = layer
        self._names = tuple(names)
        self._detail = Detail.NEURONS
        self._is_shown = False
        self._geometry = geometry
        self._panel = PanelItem(self._geometry, style)
        self._neurons = NeuronsItem(self._geometry, style)
        self._header = HeaderItem(self._geometry, text, style)
        self._items = (self._panel, self._neurons, self._header)
        self._neurons.set_neurons(self._geometry, layer.bias, self._names)
        self._place = Place(geometry, *layer.position)
        for item in self._items:
            item.setVisible(False)
            item.setPos(*layer.position)
            scene.addItem(item)

    @property
    def items(self) -> tuple[QGraphicsItem, ...]:
        """What it is drawn with."""
        return self._items

    @property
    def layer(self) -> Layer:
        """What is shown."""
        return self._layer

    @property
    def geometry(self) -> LayerGeometry:
        """The panel's measures."""
        return self._geometry

    @property
    def text(self) -> HeaderText:
        """What the header says."""
        return self._header.text

    @property
    def position(self) -> QPointF:
        """Where it is, which differs from the layer's own position while it is dragged."""
        return QPointF(self._place.x, self._place.y)

    @property
    def place(self) -> Place:
        """Geometry and position; the same object until one of them is another."""
        return self._place

    @property
    def panel_rect(self) -> QRectF:
        """The panel in scene coordinates."""
        return self._geometry.panel.translated(self.position)

    @property
    def header_rect(self) -> QRectF:
        """The panel's upper part in scene coordinates."""
        return self._geometry.header.translated(self.position)

    @property
    def neurons_rect(self) -> QRectF:
        """The rectangle around all its neurons in scene coordinates."""
        return self._geometry.neurons_rect.translated(self.position)

    @property
    def covers(self) -> tuple[QRectF, ...]:
        """What hides numbers on edges that lie under it, in scene coordinates: header, neurons, biases and pill."""
        return tuple(cover.translated(self.position) for cover in self._geometry.covers)

    def labels_rect(self, zoom: float) -> QRectF:
        """The room in the scene that labels of outputs take beside the panel at a zoom; empty where there are none."""
        if not self._names or self._detail is Detail.OVERVIEW:
            return QRectF()
        return self._neurons.labels_rect(zoom).translated(self.position)

    def part_rect(self, part: LayerPart) -> QRectF:
        """Give a part of the panel in scene coordinates."""
        return self._geometry.part_rect(part).translated(self.position)

    def neuron_rect(self, index: int) -> QRectF:
        """Give a neuron's square in scene coordinates."""
        return self._geometry.neuron_rect(index).translated(self.position)

    def bias_rect(self, index: int) -> QRectF:
        """Give where a neuron's bias stands, in scene coordinates."""
        return self._geometry.bias_rect(index).translated(self.position)

    def part_at(self, point: QPointF) -> LayerPart | None:
        """Give the part under a point in scene coordinates, of those there are at this size; none from afar."""
        part = None if self._detail is Detail.OVERVIEW else self._geometry.part_at(point - self.position)
        if part in HEADER_CONTROLS and self._detail is not Detail.CONTROLS:
            return None
        is_input = part is LayerPart.INPUT_HANDLE
        is_missing = part is LayerPart.ACTIVATION_FUNCTION and not self.text.has_function
        return None if (is_input and not self.text.takes_sources) or is_missing else part

    def neuron_at(self, point: QPointF) -> int | None:
        """Give the neuron under a point in scene coordinates; none from afar."""
        if self._detail is Detail.OVERVIEW:
            return None
        return self._geometry.neuron_at(point - self.position)

    def bias_at(self, point: QPointF) -> int | None:
        """Give the neuron whose bias is written under a point in scene coordinates."""
        is_written = self._neurons.shows_biases and self._detail is not Detail.OVERVIEW
        return self._geometry.bias_at(point - self.position) if is_written else None

    def set_layer(self, layer: Layer, geometry: LayerGeometry, text: HeaderText, names: Sequence[str]) -> bool:
        """Show the layer as it is now, where it stands. Gives whether its form changed, so that edges must follow."""
        before, self._layer = self._layer, layer
        names = tuple(names)
        resized = geometry is not self._geometry
        if resized:
            self._geometry = geometry
            self._panel.set_geometry(self._geometry)
        if resized or layer.bias is not before.bias or names != self._names:
            self._names = names
            self._neurons.set_neurons(self._geometry, layer.bias, names)
        self._header.set_text(self._geometry, text)
        self._show_detail()
        self._place = Place(geometry, self._place.x, self._place.y) if resized else self._place
        return resized

    def set_loose(self, note: str) -> None:
        """Fade, as what computes nothing, and say so in the tooltip; "" of a layer that does."""
        for item in self._items:
            item.setOpacity(LOOSE_OPACITY if note else 1.0)
            item.setToolTip(note)

    def move_to(self, position: QPointF) -> bool:
        """Show it elsewhere. Gives whether that moved it."""
        if position == self.position:
            return False
        for item in self._items:
            item.setPos(position)
        self._place = Place(self._geometry, position.x(), position.y())
        return True

    def set_rise(self, rise: float) -> None:
        """Show it so much above the height of layers at rest."""
        for item, height in zip(self._items, (Z_PANEL, Z_NEURONS, Z_HEADER), strict=True):
            item.setZValue(height + rise)

    def set_detail(self, detail: Detail) -> None:
        """Show neurons and header, or from afar a card."""
        self._detail = detail
        self._show_detail()

    def set_shown(self, *, is_shown: bool) -> None:
        """Be in the scene to be seen, or out of sight."""
        self._is_shown = is_shown
        for item in self._items:
            item.setVisible(is_shown)
        self._show_detail()

    def set_sample(self, activation: FloatArray | None, pre_activation: FloatArray | None) -> None:
        """Show values for a sample, each (H,) or none."""
        self._neurons.set_sample(activation, pre_activation)

    def set_start(self, bias: FloatArray | None) -> None:
        """Take the biases (H,) when the run began, None where there was none."""
        self._neurons.set_start(bias)

    def set_pixels(self, pixels: FloatArray | None) -> None:
        """Take how much ink is in each pixel (H,), where the neurons are those of an image."""
        self._neurons.set_pixels(pixels)

    @property
    def fill_numbers(self) -> FloatArray | None:
        """What colours the neurons, (H,), or None where that is unknown or they are pixels of an image."""
        return self._neurons.fill_numbers

    def set_full_fill(self, full: float) -> None:
        """Take the magnitude at which neurons have full colour."""
        self._neurons.set_full_fill(full)

    def set_display(self, display: DisplaySettings) -> None:
        """Choose what the neurons show."""
        self._neurons.set_display(display)

    def set_pictures(self, pictures: Mapping[int, QImage]) -> None:
        """Take the pictures of neurons, by index."""
        self._neurons.set_pictures(pictures)

    def set_style(self, style: CanvasStyle) -> None:
        """Paint in another theme."""
        for item in self._items:
            item.set_style(style)

    def set_controls_shown(self, *, shown: bool) -> None:
        """Show what can be pressed, or say the same in words."""
        self._header.set_controls_shown(shown=shown)
        self._neurons.set_controls_shown(shown=shown)

    def set_light(self, light: PanelLight) -> None:
        """Light the panel's outline."""
        self._panel.set_light(light)

    def set_neuron_focus(self, hovered: frozenset[int], selected: frozenset[int]) -> None:
        """Mark neurons."""
        self._neurons.set_focus(hovered, selected)

    def set_hovered_part(self, part: LayerPart | None, *, show_handles: bool) -> None:
        """Light a control of the header, and show the handles that connections can be drawn from."""
        handles: tuple[LayerPart, ...] = ()
        if show_handles:
            is_fed = self.text.takes_sources
            handles = (LayerPart.INPUT_HANDLE, LayerPart.OUTPUT_HANDLE) if is_fed else (LayerPart.OUTPUT_HANDLE,)
        self._header.set_hovered(part, handles)
        self._neurons.set_pill_hovered(part is LayerPart.FOLD)

    def remove_from(self, scene: QGraphicsScene) -> None:
        """Take the items out of the scene."""
        for item in self._items:
            scene.removeItem(item)

    def _show_detail(self) -> None:
        if self._is_shown:
            is_card = self._detail is Detail.OVERVIEW
            self._panel.set_card((self._layer.name, self._layer.width) if is_card else None)
            for item in (self._neurons, self._header):
                item.setVisible(not is_card)

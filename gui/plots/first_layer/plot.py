"""Weights as pictures: what each neuron that reads the samples looks for in them."""

import numpy as np
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget

from engine.arrays import Float32Array
from engine.data.data_set import DataSet
from engine.network.graph import computed_part, input_layer
from engine.network.model import Layer
from engine.process.views.weight_pictures import WeightPictures, WeightPicturesRequest
from gui.icons import IconName
from gui.plots.images import dot_index, picture_obstacle, picture_shape
from gui.plots.neuron_names import neuron_names
from gui.plots.numbers import readable
from gui.plots.picture_grid import PictureCell, image_of
from gui.plots.picture_plot import PicturePlot
from gui.plots.readout import Part
from gui.plots.subject import PlotSubject
from gui.plots.table import Table
from gui.selection import EdgeItem, Item, NeuronItem, Selection
from gui.theme import ThemeManager

DIGITS = 3
OWN_SCALE = "own_scale"
NO_WEIGHTS = "No weights"
NOT_YET = "Connect the network and choose data to see them."
MISFIT = "The input layer has {inputs:,} neurons, but the samples are pictures of {dots:,} dots."
HELP = "Click a picture, or use the arrow keys, to select its neuron; Ctrl and the wheel make the pictures larger"
OWN_SCALE_HELP = "Colour each picture by its own largest weight; else by the largest of all, so that they compare"


class FirstLayerPlot(PicturePlot):
    """Shows the weights of each neuron that reads the input layer as a picture in the shape of the samples.

    A click selects the neuron; the edge of the dot under the pointer stands out on the canvas.
    """

    def __init__(self, theme_manager: ThemeManager, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(theme_manager, selection, IconName.FIRST_LAYER, "Weights as pictures", HELP, parent)
        self._shown: WeightPictures | None = None
        self._names: list[str] = []
        self._full_color = 1.0
        self._layer = self.add_layer_picker()
        self._own_scale = self.add_toggle("Own scale", OWN_SCALE_HELP)
        self._connect()
        self.apply_theme()
        self.redraw()

    def _connect(self) -> None:
        self._layer.layer_changed.connect(self._on_layer_changed)
        self._own_scale.clicked.connect(lambda is_on: self.choose(**{OWN_SCALE: str(is_on)}))
        self.grid.clicked.connect(self._on_clicked)
        self.grid.hovered.connect(self._on_hovered)
        self.selection.selection_changed.connect(self._on_selection_changed)
        self.selection.hover_changed.connect(self._mark)

    # What it asks for

    def wanted(self) -> WeightPicturesRequest | None:
        """Ask for the weights of the layer shown."""
        layer = self._layer.layer
        if layer is None or self._obstacle():
            return None
        return WeightPicturesRequest(input_layer(self.subject.network).id, layer.id)

    def subject_changed(self, before: PlotSubject) -> None:
        """Offer the layers that read the input layer."""
        if self.subject.network is not before.network or self.subject.data_set is not before.data_set:
            self._layer.set_layers(self._reading_layers())
            layer = self._layer.layer
            is_shown = self._shown is not None and layer is not None and self._shown.request.target == layer.id
            if not is_shown or self.subject.data_set is not before.data_set:
                self._forget()

    def _forget(self) -> None:
        self._shown = None
        self.forget_images()
        self.grid.clear()

    def settings_restored(self) -> None:
        """Take over the layer, and whether each picture has its own scale."""
        super().settings_restored()
        self._layer.set_pinned(self.settings.layer)
        self._own_scale.setChecked(self.settings.options.get(OWN_SCALE) == str(True))

    def _reading_layers(self) -> tuple[Layer, ...]:
        if self._obstacle():
            return ()
        network = computed_part(self.subject.network)
        readers = {connection.target for connection in network.outgoing(input_layer(network).id)}
        return tuple(layer for layer in self.subject.computed_layers if layer.id in readers)

    def _obstacle(self) -> str:
        """Say why there are no pictures, or ""."""
        data_set = self.subject.data_set
        if data_set is None or not self.subject.is_complete:
            return NOT_YET
        inputs = input_layer(self.subject.network).width
        if (obstacle := picture_obstacle(data_set)) or inputs == data_set.input_count:
            return obstacle
        return MISFIT.format(inputs=inputs, dots=data_set.input_count)

    # Drawing

    def draw(self) -> None:
        """Draw the weights as they are now."""
        data_set, layer = self.subject.data_set, self._layer.layer
        obstacle = self.missing or self._obstacle()
        if obstacle or data_set is None or layer is None:
            self.show_empty(NO_WEIGHTS, obstacle or NOT_YET)
            return
        view, shape = self._fitting_view(data_set, layer), picture_shape(data_set)
        if view is None or shape is None:
            return  # what was asked for is on its way
        self._shown = view
        self.forget_images()
        self._names = neuron_names(self.subject, layer)
        self._full_color = _largest(view.weights)
        self.show_plot()
        self.grid.show_cells(len(view.weights), shape)
        self._mark()
        self.set_resting_parts(self._parts(view, layer))

    def cell(self, place: int) -> PictureCell:
        """Give a neuron's weights."""
        image = self.image_at(place, lambda: self._make_image(place))
        return PictureCell(image, self._names[place], QColor(self.theme.palette.text_muted))

    def _make_image(self, place: int) -> QImage:
        assert self._shown is not None, "there are weights to be seen"
        assert self.subject.data_set is not None, "there are weights to be seen"
        weights = self._shown.weights[place]
        full = _largest(weights) if self._own_scale.isChecked() else self._full_color
        shape = picture_shape(self.subject.data_set)
        return image_of(self.theme.signed_rgba(weights, full).reshape(*(shape or ()), 4))

    def table(self) -> Table | None:
        """Give the weights, a row for each dot of the pictures."""
        view, data_set = self._shown, self.subject.data_set
        if view is None or data_set is None:
            return None
        columns = {f"neuron {name}": row for name, row in zip(self._names, view.weights, strict=False)}
        rows, dots_across = np.divmod(np.arange(data_set.input_count), (picture_shape(data_set) or (1, 1))[1])
        return Table.of({"row": rows + 1, "column": dots_across + 1, **columns})

    def _fitting_view(self, data_set: DataSet, layer: Layer) -> WeightPictures | None:
        view = self.view
        if not isinstance(view, WeightPictures) or view.request.target != layer.id:
            return None
        fits = view.weights.shape[1] == data_set.input_count and view.neuron_count == layer.width
        return view if fits else None

    def _parts(self, view: WeightPictures, layer: Layer) -> list[Part]:
        is_own = self._own_scale.isChecked()
        shown, count = len(view.weights), view.neuron_count
        which = f"the first {shown:,} of {count:,}" if shown < count else f"{count:,}"
        return [
            Part("each on a scale of its own" if is_own else f"full colour at ±{readable(self._full_color, DIGITS)}"),
            Part(f"{which} neurons of {layer.name}", rank=1),
        ]

    def _mark(self) -> None:
        """Frame the neurons selected, and the one that the pointer is over elsewhere."""
        view = self._shown
        if view is None:
            return
        target, count = view.request.target, len(view.weights)
        chosen = [index for item in self.selection.items if (index := _neuron_of(item, target)) is not None]
        pointed = _neuron_of(self.selection.hovered, target)
        self.grid.mark(
            tuple(index for index in chosen if index < count),
            pointed if pointed is not None and pointed < count else None,
        )

    # Reactions

    def _on_layer_changed(self) -> None:
        self._forget()
        self.ask()
        self.redraw()

    def _on_selection_changed(self) -> None:
        self._mark()
        item = self.selection.items[-1] if self.selection.items else None
        place = None if self._shown is None else _neuron_of(item, self._shown.request.target)
        if self._shown is not None and place is not None and place < len(self._shown.weights):
            self.grid.reveal(place)

    def _on_clicked(self, place: int) -> None:
        if self._shown is not None:
            self.selection.select(NeuronItem(self._shown.request.target, place))

    def _on_hovered(self, place: int | None) -> None:
        view, data_set, dot = self._shown, self.subject.data_set, self.grid.dot
        if place is None or view is None or data_set is None or place >= len(view.weights):
            self.selection.hover(None)
            self.set_pointer_parts(None)
            return
        request, parts = view.request, [Part(f"neuron {self._names[place]}")]
        if dot is None:
            self.selection.hover(NeuronItem(request.target, place))
        else:
            column = dot_index(data_set, dot)
            weight = float(view.weights[place, column])
            self.selection.hover(EdgeItem(request.source, request.target, place, column))
            told = "edge removed" if np.isnan(weight) else f"w = {readable(weight, DIGITS)}"
            parts += [Part(told), Part(f"from {data_set.input_names[column]}", rank=1)]
        self.set_pointer_parts(parts)


def _largest(weights: Float32Array) -> float:
    """Give the largest size of a weight, of those that are numbers."""
    return float(np.abs(weights[np.isfinite(weights)]).max(initial=0.0))


def _neuron_of(item: Item | None, layer: str) -> int | None:
    """Give the neuron of a layer that an item is, or whose edge it is; None where it is none."""
    if isinstance(item, NeuronItem) and item.layer == layer:
        return item.index
    return item.row if isinstance(item, EdgeItem) and item.target == layer else None

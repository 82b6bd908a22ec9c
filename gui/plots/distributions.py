"""The distribution plot: a layer's pre-activations and activations over the training samples, side by side."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from engine.network.activations import activation_function
from engine.network.forward import LayerValues
from engine.network.model import Layer, LayerId
from engine.process.events import FoundSample
from engine.process.pictures import Distribution, DistributionRequest
from engine.process.sample_groups import SamplesInBin
from gui.icons import IconName
from gui.plots.distribution_bars import Bar, bar_at
from gui.plots.distribution_panel import DistributionPanel
from gui.plots.distribution_texts import summary_parts
from gui.plots.elided_combo_box import ElidedComboBox
from gui.plots.panel import PlotPanel
from gui.plots.plot_request import PlotRequest
from gui.plots.plot_tables import bars_table
from gui.plots.ridge_item import RowLook
from gui.plots.sample_marks import SampleLookedAt
from gui.plots.table import Table
from gui.selection import NeuronItem, Selection
from gui.theme import Theme, ThemeManager
from gui.theme.plots import style_plot

ROW_NAME_WIDTH_PX = 64
COLUMN_GAP_PX = 24  # the margins around the two columns and the gap between
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class DistributionPlot(PlotPanel):
    """Shows histograms of a⁽ˡ⁾ and h⁽ˡ⁾ for one layer, with a row for each neuron of a narrow one.

    It asks through `request` for the distribution it wants, and draws those it is given. A click on a row selects its
    neuron, and one on a bar also a sample that it counts; the selected neuron stands out, and a line in each histogram
    marks the value of the sample looked at.

    Signals:
        request_changed: the `DistributionRequest` wanted now, or None while hidden or without a layer.
        layer_changed: the id of the layer a person chose.
        bar_clicked: the `SamplesInBin` that the bar clicked counts, and the value clicked.
    """

    request_changed = Signal(object)
    layer_changed = Signal(str)
    bar_clicked = Signal(object, float)

    def __init__(self, theme_manager: ThemeManager, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(theme_manager, IconName.CHART_BAR, parent)
        self._selection = selection
        self._layers: tuple[Layer, ...] = ()
        self._class_names: tuple[str, ...] = ()
        self._chosen: LayerId | None = None
        self._distribution: Distribution | None = None
        self._empty_text = ""
        self._training_count = 0
        self._sample = SampleLookedAt()
        self._found: FoundSample | None = None
        self._plots = (self.add_plot(0, 0), self.add_plot(0, 1))
        self._pre_activation, self._activation = (DistributionPanel(plot) for plot in self._plots)
        self.setObjectName("distribution-plot")
        self._box = ElidedComboBox()
        self._box.setObjectName("distribution-layer")
        self._box.setAccessibleName("Layer")
        self._box.setToolTip("The layer whose values are shown")
        self._box.setSizeAdjustPolicy(ElidedComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._box.setMinimumContentsLength(10)
        self._box.setVisible(False)
        self.header.insertWidget(0, self._box)
        self._asking = PlotRequest(self._wanted_request, self)
        self._connect()
        self.apply_theme()
        self.redraw()

    def _connect(self) -> None:
        self._asking.request_changed.connect(self.request_changed)
        self._box.activated.connect(self._on_layer_activated)
        self._selection.selection_changed.connect(self._show_looks)
        self._selection.hover_changed.connect(self._show_looks)
        self.pointer.moved.connect(self._on_pointer_moved)
        self.pointer.left.connect(self._on_left)
        self.pointer.clicked.connect(self._on_clicked)
        self._plots[0].getViewBox().sigResized.connect(self._show_row_names)

    def table(self) -> Table | None:
        """Give the bars: where each begins and ends, and what it counts of each neuron."""
        return None if self._distribution is None else bars_table(self._distribution)

    # What it is fed

    def set_layers(self, layers: tuple[Layer, ...]) -> None:
        """Offer these layers, in the order values flow through them; the input layer, which computes none, left out."""
        before, self._layers = self._layers, layers
        if _looks(layers) == _looks(before):  # only numbers have changed
            return
        self._box.clear()
        self._box.addItems([layer.name for layer in layers])
        self._box.setVisible(bool(layers))
        self._show_chosen()

    def set_class_names(self, names: tuple[str, ...]) -> None:
        """Name the last layer's neurons after the classes, where there is one for each."""
        if names != self._class_names:
            self._class_names = names
            self._show_row_names()

    def set_training_count(self, count: int) -> None:
        """Say where fewer samples than the training part has are counted."""
        self._training_count = count

    def set_sample(self, index: int | None, values: Mapping[LayerId, LayerValues]) -> None:
        """Mark the values of the sample looked at, None for an own x: a row for each layer, where they are known."""
        self._sample = SampleLookedAt(index, values)
        self._show_sample()

    def show_found(self, found: FoundSample) -> None:
        """Tell which of the samples that a bar counts is selected now, and select its neuron."""
        self._found = found
        if isinstance(found.group, SamplesInBin) and found.neuron is not None:
            self._selection.select(NeuronItem(found.group.layer, found.neuron))
        self._show_pointed()

    def set_layer(self, layer_id: LayerId | None) -> None:
        """Show this layer; None for the last one."""
        if layer_id != self._chosen:
            self._chosen = layer_id
            self._show_chosen()

    def set_distribution(self, distribution: Distribution | None) -> None:
        """Draw the histograms asked for by `request`; those of another layer are left aside."""
        layer = self._layer()
        if distribution is not None and (layer is None or distribution.layer != layer.id):
            return
        self._distribution = distribution
        self.redraw()

    def set_empty_text(self, sentence: str) -> None:
        """Say why there can be no distribution now, and show none; "" once there can be one."""
        if sentence != self._empty_text:
            self._empty_text = sentence
            self._distribution = None if sentence else self._distribution  # what is known is out of date
            self.redraw()

    # What it asks for

    def request(self) -> DistributionRequest | None:
        """Give the distribution wanted now; None while hidden or without a layer."""
        return self._asking.current

    # Drawing

    def draw(self) -> None:
        """Draw histograms, the activation function's curve and texts as they are now."""
        layer, distribution = self._layer(), self._distribution
        if layer is None:
            self.show_empty("No layer yet", self._empty_text or "Add a layer to see how its values are distributed.")
            return
        if distribution is None:
            self._clear()
            return
        self.show_plot()
        self._pre_activation.show_counts(distribution.pre_activation_edges, distribution.pre_activation_counts)
        self._activation.show_counts(distribution.activation_edges, distribution.activation_counts)
        self._pre_activation.show_guide(activation_function(layer.activation_function).function)
        self._show_row_names()
        self._show_looks()
        self._show_pointed()

    def _clear(self) -> None:
        """Show nothing, and why, if that is known."""
        for panel in self._panels:
            panel.clear()
        self.set_resting_parts(())
        self._show_pointed()
        if self._empty_text:
            self.show_empty("No values yet", self._empty_text)
        else:
            self.show_plot()  # empty until the values asked for come

    def restyle(self, theme: Theme) -> None:
        """Take the theme's colours."""
        for panel in self._panels:
            panel.restyle(theme)
        self._show_looks()

    def reset_view(self) -> None:
        """Show all values again."""
        for panel in self._panels:
            panel.reset_view()

    @property
    def _panels(self) -> tuple[DistributionPanel, DistributionPanel]:
        return self._pre_activation, self._activation

    def _layer(self) -> Layer | None:
        """Give the layer shown: the one chosen, or else the last."""
        last = self._layers[-1] if self._layers else None
        return next((layer for layer in self._layers if layer.id == self._chosen), last)

    def _show_chosen(self) -> None:
        """Show which layer is chosen, and ask for its values."""
        layer = self._layer()
        if layer is not None:
            index = self._layers.index(layer)
            self._box.setCurrentIndex(index)
            self._label_axes(layer, index + 1)
        if self._distribution is not None and (layer is None or self._distribution.layer != layer.id):
            self._distribution = None
        self._asking.refresh()
        self.redraw()

    def _label_axes(self, layer: Layer, number: int) -> None:
        raised = f"⁽{str(number).translate(_SUPERSCRIPTS)}⁾"
        for plot, symbol, name in zip(self._plots, ("a", "h"), ("pre-activations", "activations"), strict=True):
            plot.getAxis("bottom").set_short_names(f"{symbol}{raised}")
            plot.setLabel("bottom", f"{symbol}{raised} {name}")
        formula = activation_function(layer.activation_function).formula
        self._plots[0].getAxis("bottom").setToolTip(f"The faint curve is the shape of {formula}")
        for plot in self._plots:
            plot.getAxis("left").setTicks([[]])
            style_plot(plot, self.theme)
        self._plots[1].hideAxis("left")

    def _show_row_names(self) -> None:
        if self._distribution is not None:
            metrics = self.fontMetrics()
            names = [self._row_name(self._distribution.layer, neuron) for neuron in self._distribution.neurons]
            self._pre_activation.show_row_names(
                [metrics.elidedText(name, Qt.TextElideMode.ElideRight, ROW_NAME_WIDTH_PX) for name in names]
            )

    def _row_name(self, layer_id: LayerId, neuron: int) -> str:
        last = self._layers[-1]
        is_named = layer_id == last.id and len(self._class_names) == last.width
        return self._class_names[neuron] if is_named else str(neuron + 1)

    def _show_looks(self) -> None:
        distribution = self._distribution
        if distribution is None:
            return
        if distribution.neurons:
            looks = tuple(self._row_look(distribution.layer, neuron) for neuron in distribution.neurons)
        else:
            looks = (RowLook(QColor(self.theme.palette.accent)),)
        for panel in self._panels:
            panel.show_looks(looks)
        self._show_sample()

    def _show_sample(self) -> None:
        """Mark the values of the sample looked at, and tell them below."""
        distribution = self._distribution
        if distribution is None:
            return
        marks = self._sample.marks(distribution, self._selected_neurons(distribution.layer))
        self._pre_activation.show_marks(marks.rows, marks.pre_activations)
        self._activation.show_marks(marks.rows, marks.activations)
        summary = summary_parts(distribution, self._selected_neurons(distribution.layer), self._training_count)
        self.set_resting_parts([*summary, *marks.parts])

    def _row_look(self, layer_id: LayerId, neuron: int) -> RowLook:
        item = NeuronItem(layer_id, neuron)
        selected = self._selected_neurons(layer_id)
        stands_out = neuron in selected or item == self._selection.hovered
        return RowLook(self.theme.class_color(neuron), bool(selected) and not stands_out, stands_out)

    def _selected_neurons(self, layer_id: LayerId) -> set[int]:
        return {item.index for item in self._selection.items if isinstance(item, NeuronItem) and item.layer == layer_id}

    def _wanted_request(self) -> DistributionRequest | None:
        layer = self._layer()
        return None if layer is None or not self.isVisible() else DistributionRequest(layer.id)

    # Reactions

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep both histograms as wide as each other, which pyqtgraph's layout doesn't by itself."""
        super().resizeEvent(event)
        layout = self.graphics.ci.layout
        for column in (0, 1):
            layout.setColumnFixedWidth(column, (self.width() - COLUMN_GAP_PX) / 2)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for a distribution again."""
        super().showEvent(event)
        self._asking.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Ask for nothing."""
        super().hideEvent(event)
        self._asking.refresh()

    def _on_layer_activated(self, index: int) -> None:
        layer_id = self._layers[index].id
        self.set_layer(layer_id)
        self.layer_changed.emit(layer_id)

    def _on_pointer_moved(self, scene_position: QPointF) -> None:
        bar = self._bar_at(scene_position)
        self._selection.hover(None if bar is None else bar.neuron)
        self._show_pointed()

    def _show_pointed(self) -> None:
        """Tell what is under the pointer, which may rest while the network changes, and what a click there does."""
        place = self.pointer.place
        bar = None if place is None else self._bar_at(place)
        self.set_pointer_parts(None if bar is None else bar.parts(self._found, self._sample))
        self.set_pointer_help("" if bar is None else bar.help)

    def _bar_at(self, scene_position: QPointF) -> Bar | None:
        return bar_at(scene_position, self._distribution, self._panels)

    def _on_left(self) -> None:
        self._selection.hover(None)
        self._show_pointed()

    def _on_clicked(self, scene_position: QPointF) -> None:
        bar = self._bar_at(scene_position)
        if bar is None:
            return
        if bar.neuron is not None:
            self._selection.select(bar.neuron)
        if bar.bin.count:
            self.bar_clicked.emit(bar.group, bar.bin.place)


def _looks(layers: tuple[Layer, ...]) -> list[tuple[LayerId, str, str]]:
    """Give all that the plot itself shows of layers."""
    return [(layer.id, layer.name, layer.activation_function) for layer in layers]

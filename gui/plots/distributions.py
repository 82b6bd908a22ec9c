"""The distribution plot: a layer's pre-activations and activations over the training samples, side by side."""

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QWidget

from engine.network.activations import activation_function
from engine.network.forward import LayerValues
from engine.network.graph import computed_part
from engine.network.model import Layer, LayerId, Network
from engine.process.events import FoundSample
from engine.process.pictures import Distribution, DistributionRequest
from engine.process.sample_groups import SamplesInBin
from gui.icons import IconName
from gui.plots.distribution_bars import Bar, bar_at
from gui.plots.distribution_focus import Heights, heights_in_focus
from gui.plots.distribution_panel import DistributionPanel
from gui.plots.distribution_table import bars_table
from gui.plots.distribution_texts import summary_parts
from gui.plots.engine_plot import EnginePlot
from gui.plots.neuron_names import are_classes, neuron_names
from gui.plots.ridge_item import RowLook
from gui.plots.sample_marks import SampleLookedAt
from gui.plots.subject import PlotSubject
from gui.plots.table import Table
from gui.selection import NeuronItem, Selection
from gui.theme import Theme, ThemeManager
from gui.theme.plots import style_plot

ROW_NAME_WIDTH_PX = 64
COLUMN_GAP_PX = 24  # the margins around the two columns and the gap between
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class DistributionPlot(EnginePlot):
    """Shows histograms of a⁽ˡ⁾ and h⁽ˡ⁾ for one layer, with a row for each neuron of a narrow one.

    A click on a row selects its neuron, and one on a bar also a sample that it counts; the selected neuron stands out,
    and a line in each histogram marks the value of the sample looked at.

    Attributes:
        layers: Which layer is shown.
    """

    draws_samples = True

    def __init__(self, theme_manager: ThemeManager, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(theme_manager, selection, IconName.CHART_BAR, parent)
        self._labelled: tuple[int, str] | None = None
        self._sample_values: Mapping[LayerId, LayerValues] = MappingProxyType({})
        self._found: FoundSample | None = None
        self._network: Network | None = None
        self._plots = (self.add_plot(0, 0), self.add_plot(0, 1))
        self._panels = self._pre_activation, self._activation = tuple(DistributionPanel(plot) for plot in self._plots)
        self.layers = self.add_layer_picker()
        self._connect()
        self.apply_theme()
        self.redraw()

    def _connect(self) -> None:
        self.layers.layer_changed.connect(self._on_layer_changed)
        self.selection.selection_changed.connect(self._show_looks)
        self.selection.hover_changed.connect(self._show_looks)
        self.pointer.moved.connect(self._on_pointer_moved)
        self.pointer.left.connect(self._on_left)
        self.pointer.clicked.connect(self._on_clicked)
        self._plots[0].getViewBox().sigResized.connect(self._show_row_names)

    def table(self) -> Table | None:
        """Give the bars: where each begins and ends, and what it counts of each neuron."""
        distribution = self._shown
        return None if distribution is None else bars_table(distribution)

    # What it asks for

    def wanted(self) -> DistributionRequest | None:
        """Ask for the layer shown."""
        layer = self.layers.layer
        return None if layer is None else DistributionRequest(layer.id)

    # What it is fed

    def subject_changed(self, before: PlotSubject) -> None:
        """Offer the layers that compute something, in the order values flow through them."""
        if self.subject.network is not before.network:
            part = computed_part(self.subject.network)
            self.layers.set_layers([layer for layer in self.subject.computed_layers if part.has_layer(layer.id)])
        if self.subject.obstacle != before.obstacle:
            self.view = None  # what is known is out of date

    def settings_restored(self) -> None:
        """Take over the layer."""
        self.layers.set_pinned(self.settings.layer)

    def show_sample_values(self, values: Mapping[LayerId, LayerValues]) -> None:
        """Mark the values of the sample looked at."""
        self._sample_values = values
        if self.isVisible() and not self.takes_turns:
            self._show_sample()
        else:
            self.redraw()

    def take_network(self, network: Network) -> None:
        """Let the samples in focus go through this network."""
        self._network = network

    def show_found(self, found: FoundSample) -> None:
        """Tell which of the samples that a bar counts is selected now, and select its neuron."""
        self._found = found
        if isinstance(found.group, SamplesInBin) and found.neuron is not None:
            self.selection.select(NeuronItem(found.group.layer, found.neuron))
        self._show_pointed()

    @property
    def _shown(self) -> Distribution | None:
        """What is known of the layer shown."""
        view, layer = self.view, self.layers.layer
        if not isinstance(view, Distribution) or layer is None or view.layer != layer.id:
            return None
        if self.missing or not self.subject.is_complete:
            return None
        return view if max(view.neurons, default=0) < layer.width else None

    @property
    def _sample(self) -> SampleLookedAt:
        looked_at = self.subject.looked_at
        return SampleLookedAt(looked_at.sample if looked_at.own is None else None, self._sample_values)

    # Drawing

    def draw(self) -> None:
        """Draw histograms, the activation function's curve and texts as they are now."""
        layer, distribution = self.layers.layer, self._shown
        if layer is None:
            self.show_empty("No layer yet", self.missing or "Add a layer to see how its values are distributed.")
            return
        if self.missing:
            self._clear()
            self.show_empty("No values yet", self.missing)
            return
        self.show_plot()
        self._label_axes(layer)
        if distribution is None:
            self._clear()  # until the values asked for come
            return
        self._pre_activation.show_counts(distribution.pre_activation_edges, distribution.pre_activation_counts)
        self._activation.show_counts(distribution.activation_edges, distribution.activation_counts)
        self._pre_activation.show_guide(activation_function(layer.activation_function).function)
        self._show_focus(distribution)
        self._show_row_names()
        self._show_looks()
        self._show_pointed()

    def _show_focus(self, distribution: Distribution) -> None:
        """Let the samples in focus stand out among all that a bar counts."""
        in_focus, network, data_set = self.in_focus, self._network, self.subject.data_set
        heights: Heights | tuple[None, None] = None, None
        if in_focus is not None and network is not None and data_set is not None:
            heights = heights_in_focus(distribution, network, data_set, in_focus)
        for panel, part in zip(self._panels, heights, strict=True):
            panel.show_focus(part)

    def _clear(self) -> None:
        for panel in self._panels:
            panel.clear()
        self.set_resting_parts(())
        self._show_pointed()

    def restyle(self, theme: Theme) -> None:
        """Take the theme's colours."""
        for panel in self._panels:
            panel.restyle(theme)
        self._show_looks()

    def reset_view(self) -> None:
        """Show all values again."""
        for panel in self._panels:
            panel.reset_view()

    def _label_axes(self, layer: Layer) -> None:
        looks = self.layers.number, layer.activation_function
        if looks == self._labelled:
            return
        self._labelled = looks
        raised = f"⁽{str(self.layers.number).translate(_SUPERSCRIPTS)}⁾"
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
        distribution, layer = self._shown, self.layers.layer
        if distribution is not None and layer is not None:
            metrics, names = self.fontMetrics(), neuron_names(self.subject, layer)
            self._pre_activation.show_row_names(
                [
                    metrics.elidedText(names[neuron], Qt.TextElideMode.ElideRight, ROW_NAME_WIDTH_PX)
                    for neuron in distribution.neurons
                ]
            )

    def _show_looks(self) -> None:
        distribution, layer = self._shown, self.layers.layer
        if distribution is None or layer is None:
            return
        if distribution.neurons:
            looks = tuple(self._row_look(layer, neuron) for neuron in distribution.neurons)
        else:
            looks = (RowLook(QColor(self.theme.palette.accent)),)
        for panel in self._panels:
            panel.show_looks(looks)
        self._show_sample()

    def _show_sample(self) -> None:
        """Mark the values of the sample looked at, and tell them below."""
        distribution = self._shown
        if distribution is None:
            return
        marks = self._sample.marks(distribution, self._selected_neurons(distribution.layer))
        self._pre_activation.show_marks(marks.rows, marks.pre_activations)
        self._activation.show_marks(marks.rows, marks.activations)
        data_set = self.subject.data_set
        training_count = 0 if data_set is None else len(data_set.training_indices)
        summary = summary_parts(distribution, self._selected_neurons(distribution.layer), training_count)
        self.set_resting_parts([*summary, *marks.parts])

    def _row_look(self, layer: Layer, neuron: int) -> RowLook:
        """Give a class's row its colour; other neurons mean no class."""
        selected = self._selected_neurons(layer.id)
        stands_out = neuron in selected or NeuronItem(layer.id, neuron) == self.selection.hovered
        theme, is_class = self.theme, are_classes(self.subject, layer)
        color = theme.class_color(neuron) if is_class else theme.neuron_color(is_lit=stands_out)
        return RowLook(color, bool(selected) and not stands_out, stands_out)

    def _selected_neurons(self, layer_id: LayerId) -> set[int]:
        return {item.index for item in self.selection.items if isinstance(item, NeuronItem) and item.layer == layer_id}

    # Reactions

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep both histograms as wide as each other, which pyqtgraph's layout doesn't by itself."""
        super().resizeEvent(event)
        layout = self.graphics.ci.layout
        for column in (0, 1):
            layout.setColumnFixedWidth(column, (self.width() - COLUMN_GAP_PX) / 2)

    def _on_layer_changed(self) -> None:
        self.ask()
        self.redraw()

    def _on_pointer_moved(self, scene_position: QPointF) -> None:
        bar = self._bar_at(scene_position)
        self.selection.hover(None if bar is None else bar.neuron)
        self._show_pointed()

    def _show_pointed(self) -> None:
        """Tell what is under the pointer, which may rest while the network changes, and what a click there does."""
        place = self.pointer.place
        bar = None if place is None else self._bar_at(place)
        self.set_pointer_parts(None if bar is None else bar.parts(self._found, self._sample))
        self.set_pointer_help("" if bar is None else bar.help)

    def _bar_at(self, scene_position: QPointF) -> Bar | None:
        return bar_at(scene_position, self._shown, self._panels)

    def _on_left(self) -> None:
        self.selection.hover(None)
        self._show_pointed()

    def _on_clicked(self, scene_position: QPointF) -> None:
        bar = self._bar_at(scene_position)
        if bar is None:
            return
        if bar.neuron is not None:
            self.selection.select(bar.neuron)
        if bar.bin.count:
            self.group_clicked.emit(bar.group, bar.bin.place)

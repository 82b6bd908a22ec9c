"""The activity plot: what a layer's neurons do, sample by sample, and which of them do nothing."""

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QWidget

from engine.arrays import IntArray
from engine.network.graph import output_layer
from engine.network.model import Layer
from engine.process.views.activity import Activity, ActivityRequest
from gui.icons import IconName
from gui.panels.notation import share_text
from gui.plots.activity.map import ActivityMap
from gui.plots.elided_combo_box import ElidedComboBox
from gui.plots.engine_plot import EnginePlot
from gui.plots.log_ticks import Ticks
from gui.plots.neuron_names import listed, neuron_names, spaced_ticks
from gui.plots.numbers import readable
from gui.plots.ranges import rounded_out, with_margin
from gui.plots.readings import Reading, reading_for
from gui.plots.readings.base import colored_dot
from gui.plots.readout import Part
from gui.plots.sample_tables import sample_columns
from gui.plots.samples import SamplePoints, place_among
from gui.plots.subject import PlotSubject
from gui.plots.table import Table
from gui.sample_focus import ClassSamples, class_of
from gui.selection import NeuronItem, Selection
from gui.theme import Theme, ThemeManager
from gui.theme.plots import style_plot
from gui.theme.scales import RgbaArray

MOST_CELLS = 40_000  # what is drawn within a frame's share
MOST_SAMPLES = 400
NAME_ROOM_PX, CLASS_ROOM_PX = 22.0, 14.0
STRIP_SHARE = 0.28  # of the height
STRIP_MARGIN = 0.012  # of its samples, left and right: a mark of the first or last would be cut
FULL_COLOR_SHARE = 0.99  # of the values have a colour of their own
NOT_YET = "Connect the network and choose data to see it."
QUANTITY = "quantity"
QUANTITIES = {"activation": ("Activations h", "h"), "pre_activation": ("Pre-activations a", "a")}
HELP = "Click to select neuron and sample"
CLASS_HELP = "Click to let the samples of the class stand out in all plots"


class ActivityPlot(EnginePlot):
    """Shows a layer's values as samples × neurons, and one neuron's over the samples while it is selected.

    A click selects the neuron of the column and the sample of the row, one beside them keeps the class in focus.
    """

    draws_samples = True

    def __init__(self, theme_manager: ThemeManager, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(theme_manager, selection, IconName.ACTIVITY, parent)
        self._layer = self.add_layer_picker()
        self._quantity = ElidedComboBox()
        self._quantity.setAccessibleName("Values")
        self._quantity.setToolTip("Which of the layer's values are shown")
        for name, (title, _symbol) in QUANTITIES.items():
            self._quantity.addItem(title, name)
        self.header.insertWidget(1, self._quantity)
        self._plots = self._map_plot, self._strip_plot = self.add_plot(0, 0), self.add_plot(1, 0)
        self._map = ActivityMap(self._map_plot)
        self._strip = SamplePoints(self._strip_plot)
        self._strip_plot.getViewBox().setMouseEnabled(x=False, y=False)
        for plot in self._plots:
            plot.getAxis("left").setWidth(64)  # both begin at the same place
        self._has_strip = True
        self._connect()
        self.apply_theme()
        self.redraw()

    def _connect(self) -> None:
        self._layer.layer_changed.connect(self._on_layer_changed)
        self._quantity.activated.connect(lambda _index: self.choose(**{QUANTITY: self._quantity.currentData()}))
        self.pointer.clicked.connect(self._on_clicked)
        self.pointer.moved.connect(self._on_moved)
        self.pointer.left.connect(self._on_left)
        self.selection.selection_changed.connect(self.redraw)
        self.selection.hover_changed.connect(self._show_marks)

    # What it asks for

    def wanted(self) -> ActivityRequest | None:
        """Ask for the layer shown."""
        layer = self._layer.layer
        if layer is None:
            return None
        return ActivityRequest(layer.id, self._quantity.currentData(), min(MOST_SAMPLES, MOST_CELLS // layer.width + 1))

    def subject_changed(self, before: PlotSubject) -> None:
        """Offer the layers."""
        if (self.subject.network, self.subject.is_complete) != (before.network, before.is_complete):
            layers = self.subject.computed_layers if self.subject.is_complete else ()
            self._layer.set_layers(layers, usual=layers[0].id if layers else None)

    def settings_restored(self) -> None:
        """Take over the layer and which of its values are shown."""
        self._layer.set_pinned(self.settings.layer)
        self._quantity.setCurrentIndex(max(self._quantity.findData(self.settings.options.get(QUANTITY)), 0))

    # Drawing

    def draw(self) -> None:
        """Draw map and strip as they are now."""
        if self.missing or not self.subject.is_complete:
            self.show_empty("No activity yet", self.missing or NOT_YET)
            return
        view, layer = self._shown(), self._layer.layer
        if view is None or layer is None:
            return  # what was asked for is on its way
        self.show_plot()
        colors = self._colors(view)
        in_focus = self.in_focus
        shown_in_focus = None if in_focus is None else in_focus[self._sample_rows(view)]
        self._map.show(view.values, _full_color(view), colors, shown_in_focus)
        self._map.show_still(view.stillness.dead, view.stillness.saturated)
        self._strip.let_stand_out(shown_in_focus)
        self._draw_strip(view, layer, colors)
        self._label(view, layer)
        self._show_marks()
        self.set_resting_parts(self._parts(view, layer))

    def _draw_strip(self, view: Activity, layer: Layer, colors: RgbaArray) -> None:
        neurons = self._selected_neurons()
        self._set_strip_shown(bool(neurons))
        if not neurons:
            return
        values = np.asarray(view.values[:, neurons[-1]], dtype=np.float64)
        rows = np.flatnonzero(np.isfinite(values))
        self._strip.set_samples(np.column_stack([np.arange(len(values)) + 0.5, values]), colors, rows, rows[:0])
        self._strip.set_selected(self._selected_row(view))
        low, high = rounded_out(*with_margin(values[rows], 0.1))
        margin = STRIP_MARGIN * len(values)
        self._strip_plot.getViewBox().setRange(xRange=(-margin, len(values) + margin), yRange=(low, high), padding=0.0)
        name = neuron_names(self.subject, layer)[neurons[-1]]
        title = f"{self._symbol} of neuron {name}"
        if self._strip_plot.getAxis("left").labelText != title:
            self._strip_plot.getAxis("left").set_short_names(self._symbol)
            self._strip_plot.setLabel("left", title)
            style_plot(self._strip_plot, self.theme)

    def _set_strip_shown(self, is_shown: bool) -> None:
        if is_shown is self._has_strip:
            return
        self._has_strip = is_shown
        self._strip_plot.setVisible(is_shown)
        layout = self.graphics.ci.layout
        if is_shown:
            layout.addItem(self._strip_plot, 1, 0)
        else:
            layout.removeItem(self._strip_plot)  # hidden, it would keep its least height
        self._fit_strip()

    def _fit_strip(self) -> None:
        layout = self.graphics.ci.layout
        height = STRIP_SHARE * self.height() if self._has_strip else 0.0
        layout.setRowFixedHeight(1, height)
        self._strip.fit_to(self.width(), height)

    def _label(self, view: Activity, layer: Layer) -> None:
        width, height = self._map.size
        names = neuron_names(self.subject, layer)
        room = max(NAME_ROOM_PX, *(self.fontMetrics().horizontalAdvance(name) + 8.0 for name in names))
        self._map.show_ticks(spaced_ticks(names, width, room), self._class_ticks(view, height))
        if self._map_plot.getAxis("bottom").labelText != "neurons":
            self._map_plot.setLabel("bottom", "neurons")
            style_plot(self._map_plot, self.theme)
            self._strip_plot.getAxis("bottom").setTicks([[]])

    def _class_ticks(self, view: Activity, height: float) -> Ticks:
        """Give the classes' names, each in the middle of its samples."""
        data_set = self.subject.data_set
        if data_set is None or not data_set.class_names:
            return []
        targets = data_set.targets[self._sample_rows(view)].reshape(len(view.rows), -1)
        classes = targets.argmax(axis=1) if targets.shape[1] > 1 else targets[:, 0].astype(np.int64)
        found, counts = np.unique(classes, return_counts=True)
        middles = np.cumsum(counts) - counts / 2
        least = CLASS_ROOM_PX / max(height, 1.0) * len(view.rows)
        ticks: Ticks = []
        for index, middle in zip(found.tolist(), middles.tolist(), strict=True):
            if 0 <= index < len(data_set.class_names) and (not ticks or middle - ticks[-1][0] >= least):
                ticks.append((middle, data_set.class_names[index]))
        return ticks

    def _show_marks(self) -> None:
        view = self._shown()
        if view is None:
            return
        hovered = self.selection.hovered
        is_here = isinstance(hovered, NeuronItem) and hovered.layer == view.request.layer
        column = hovered.index if is_here and isinstance(hovered, NeuronItem) else None
        pointed = place_among(self._sample_rows(view), self.selection.samples.pointed)
        self._map.mark(self._selected_neurons(), column, self._selected_row(view), pointed)
        self._strip.set_pointed(pointed)

    def restyle(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._map.restyle(theme)
        self._strip.restyle(theme)

    def reset_view(self) -> None:
        """Show all samples and neurons again."""
        self._map.reset_view()

    def table(self) -> Table | None:
        """Give the values, a row for each sample."""
        view, data_set = self._shown(), self.subject.data_set
        if view is None or data_set is None:
            return None
        columns = sample_columns(data_set, self._sample_rows(view))
        for index, values in enumerate(view.values.T):
            columns[f"{self._symbol} of neuron {index + 1}"] = values
        return Table.of(columns)

    def what_is_shown(self) -> tuple[str, ...]:
        """Say which values of which layer are shown."""
        return *super().what_is_shown(), self._quantity.currentText()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height out anew."""
        super().resizeEvent(event)
        self._fit_strip()
        self.redraw()

    @property
    def _symbol(self) -> str:
        return QUANTITIES[self._quantity.currentData()][1]

    def _shown(self) -> Activity | None:
        """Give what is known of the layer shown."""
        view, layer = self.view, self._layer.layer
        if not isinstance(view, Activity) or layer is None or view.request.layer != layer.id:
            return None
        is_current = view.request.quantity == self._quantity.currentData() and view.values.shape[1] == layer.width
        return view if is_current and self.subject.data_set is not None else None

    def _sample_rows(self, view: Activity) -> IntArray:
        """Give the rows in the data set of the samples shown."""
        data_set = self.subject.data_set
        return view.rows if data_set is None else data_set.training_indices[view.rows]

    def _reading(self) -> Reading:
        data_set = self.subject.data_set
        assert data_set is not None, "there is a view of samples"
        return reading_for(data_set, output_layer(self.subject.network).width, self.subject.loss, self.theme)

    def _colors(self, view: Activity) -> RgbaArray:
        data_set = self.subject.data_set
        assert data_set is not None, "there is a view of samples"
        return self._reading().sample_colors(data_set.targets[self._sample_rows(view)])

    def _selected_row(self, view: Activity) -> int | None:
        found = np.flatnonzero(self._sample_rows(view) == self.subject.looked_at.sample)
        return int(found[0]) if len(found) and self.subject.looked_at.own is None else None

    def _absence(self, view: Activity) -> str:
        """Say why no row is marked though something is looked at, or ""."""
        data_set = self.subject.data_set
        return "" if data_set is None else self.subject.looked_at.absence(data_set, self._sample_rows(view))

    def _selected_neurons(self) -> list[int]:
        layer = self._layer.layer
        if layer is None:
            return []
        items = (item for item in self.selection.items if isinstance(item, NeuronItem))
        return [item.index for item in items if item.layer == layer.id and item.index < layer.width]

    def _parts(self, view: Activity, layer: Layer) -> list[Part]:
        names, still = neuron_names(self.subject, layer), view.stillness
        parts = []
        for word, mark, color, found, share in (
            ("dead", "×", self.theme.palette.error, still.dead, still.dead_share),
            ("saturated", "○", self.theme.palette.warning, still.saturated, still.saturated_share),
        ):
            if len(found):
                said = f"{len(found)} of {layer.width} {word} ({share_text(share)}): {listed(names, found.tolist())}"
                parts.append(Part(colored_dot(QColor(color), said, mark)))
        if not parts:
            parts.append(Part("no neuron is dead or saturated"))
        shown, count = len(view.rows), view.sample_count
        said = f"{shown:,} of {count:,} training samples" if shown < count else f"{count:,} training samples"
        absence = self._absence(view)
        if absence:
            said = f"{said}; {absence}"
        return [
            *parts,
            Part(said, rank=0 if absence else 1),
            Part(f"full colour at ±{readable(_full_color(view), 3)}", rank=2),
        ]

    # Reactions

    def _on_layer_changed(self) -> None:
        self.ask()
        self.redraw()

    def _at(self, scene_position: QPointF) -> tuple[int, int | None] | None:
        """Give the row of the sample and the neuron under the pointer, in the map or in the strip."""
        found = self._map.place_at(scene_position)
        view, box = self._shown(), self._strip_plot.getViewBox()
        neurons = self._selected_neurons()
        if found is not None or view is None or not (self._has_strip and neurons):
            return found
        if not box.sceneBoundingRect().contains(scene_position):
            return None
        place = box.mapSceneToView(scene_position)
        row = self._strip.nearest(place.x(), place.y(), box.viewPixelSize())
        return None if row is None else (row, neurons[-1])

    def _on_clicked(self, scene_position: QPointF) -> None:
        view, found = self._shown(), self._at(scene_position)
        if view is None or found is None:
            return
        (row, neuron), beside = found, self._class_beside(view, found)
        if beside is not None:
            self.selection.samples.toggle(beside)
            return
        if neuron is not None:
            self.selection.select(NeuronItem(view.request.layer, neuron))
        self.sample_clicked.emit(int(self._sample_rows(view)[row]))

    def _class_beside(self, view: Activity, found: tuple[int, int | None]) -> ClassSamples | None:
        """Give the class whose samples stand beside a place, None for a place among the neurons' values."""
        row, neuron = found
        return None if neuron is not None else class_of(int(self._sample_rows(view)[row]), self.subject.data_set)

    def mark_pointed(self) -> None:
        """Frame the row of the sample that the pointer is over anywhere."""
        self._show_marks()

    def _on_left(self) -> None:
        self.selection.hover(None)
        self.selection.samples.hover(None)
        self.selection.samples.point_at(None)

    def _on_moved(self, scene_position: QPointF) -> None:
        view, found, layer = self._shown(), self._at(scene_position), self._layer.layer
        if view is None or found is None or layer is None:
            self.set_pointer_help("")
            self._on_left()
            self.set_pointer_parts(None)
            return
        (row, neuron), beside = found, self._class_beside(view, found)
        self.set_pointer_help(HELP if beside is None else CLASS_HELP)
        self.selection.samples.hover(beside)
        self.selection.hover(None if neuron is None else NeuronItem(layer.id, neuron))
        data_set, sample = self.subject.data_set, int(self._sample_rows(view)[row])
        assert data_set is not None, "there is a view of samples"
        self.selection.samples.point_at(sample)
        parts = [Part(f"sample {sample + 1:,}"), Part(self._reading().describe_target(data_set.targets[sample]))]
        if neuron is not None:
            value = readable(float(view.values[row, neuron]))
            name = neuron_names(self.subject, layer)[neuron]
            parts = [Part(f"neuron {name}"), Part(f"{self._symbol} = {value}"), *parts]
        self.set_pointer_parts(parts)


def _full_color(view: Activity) -> float:
    """Give the value of full colour: rounded up, so that colours don't flicker; a few outliers may lie beyond it."""
    sizes = np.abs(view.values[np.isfinite(view.values)])
    place = round(FULL_COLOR_SHARE * (len(sizes) - 1))
    largest = float(np.partition(sizes, place)[place]) if len(sizes) else 0.0
    return rounded_out(0.0, largest)[1] if largest > 0.0 else 1.0

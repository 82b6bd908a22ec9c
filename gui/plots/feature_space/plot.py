"""The feature space plot: where a layer puts the samples, before and after its activation function."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from engine.data.data_set import DataSet, Task
from engine.network.graph import output_layer, topological_order
from engine.network.kinds import layer_kind
from engine.process.pictures import BoundaryRequest
from engine.process.views.all import View
from engine.process.views.feature_space import FeaturePoints, FeatureSpace, FeatureSpaceRequest
from engine.process.views.hyperplanes import Hyperplanes
from engine.process.views.linear_probes import LinearProbes, LinearProbesRequest
from gui.icons import IconName
from gui.plots.engine_plot import EnginePlot
from gui.plots.feature_space.axes_picker import AxesPicker
from gui.plots.feature_space.axis_names import AxisNames
from gui.plots.feature_space.pane import FeaturePane
from gui.plots.feature_space.probe_row import ProbeRow
from gui.plots.feature_space.regions import decision_line
from gui.plots.feature_space.shown_samples import ShownSamples, sample_rows, space_table
from gui.plots.feature_space.spaces import Camera
from gui.plots.feature_space.switches import GRID, LINES, PROBE, VALIDATION, Switches
from gui.plots.feature_space.texts import line_parts, resting_parts, sample_parts
from gui.plots.feature_space.turning import Turning
from gui.plots.ranges import with_margin
from gui.plots.readings import Reading, reading_for
from gui.plots.samples import place_among
from gui.plots.subject import PlotSubject
from gui.plots.table import Table
from gui.selection import NeuronItem, Selection
from gui.theme import Theme, ThemeManager

GRID_LINES, GRID_POINTS = 11, 25
REACH_PX = 6.0
COLUMN_GAP_PX = 24
NOT_YET = "Connect the network and choose data to see it."


class FeatureSpacePlot(EnginePlot):
    """Shows a layer's samples in a⁽ˡ⁾ and in h⁽ˡ⁾, the input plane's grid and the lines of the neurons that read it.

    A click on a sample selects it, one on a line its neuron. Three axes are turned by dragging.
    """

    draws_samples = True

    def __init__(self, theme_manager: ThemeManager, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(theme_manager, selection, IconName.FEATURE_SPACE, parent)
        self._layer = self.add_layer_picker()
        self._axes = AxesPicker()
        self._switches = Switches()
        self._probes = ProbeRow(theme_manager)
        for place, widget in enumerate((self._axes, self._switches), start=1):
            self.header.insertWidget(place, widget)
        self.add_row(self._axes.row)
        self.add_row_below(self._probes, is_in_pictures=True)
        self._plots = (self.add_plot(0, 0), self.add_plot(0, 1))
        self._panes = tuple(FeaturePane(plot) for plot in self._plots)
        self._camera = Camera()
        self._reading: Reading | None = None
        self._hovers = False  # a neuron
        self._turning = Turning(self.graphics, lambda: self._panes[1].is_solid)
        self._connect()
        self.apply_theme()
        self.redraw()

    def _connect(self) -> None:
        self._layer.layer_changed.connect(self._on_layer_changed)
        self._axes.axes_picked.connect(self._on_axes_picked)
        self._switches.switched.connect(lambda name, is_on: self.choose(**{name: str(is_on)}))
        self._probes.layer_clicked.connect(self._layer.show_layer)
        self._turning.turned.connect(lambda right, down: self._see_from(self._camera.turned(right, down)))
        self._turning.zoomed.connect(lambda factor: self._see_from(self._camera.zoomed(factor)))
        self.pointer.clicked.connect(self._on_clicked)
        self.pointer.moved.connect(lambda _place: self._show_pointed())
        self.pointer.left.connect(self._show_pointed)
        self.selection.selection_changed.connect(self._light_line)
        self.selection.hover_changed.connect(self._light_line)

    # What it asks for

    def wanted(self) -> FeatureSpaceRequest | None:
        """Ask for the layer shown."""
        layer, data_set = self._layer.layer, self.subject.data_set
        if layer is None or data_set is None:
            return None
        looked_at = self.subject.looked_at
        return FeatureSpaceRequest(
            layer=layer.id,
            neurons=self._axes.neurons,
            dimensions=self._axes.dimensions,
            grid=self._plane() if self._switches.is_on(GRID) else None,
            points_per_line=GRID_POINTS,
            compares_outputs=data_set.task.is_classification and output_layer(self.subject.network).width > 1,
            shows_validation=self._switches.is_on(VALIDATION),
            mark=looked_at.x(data_set),
        )

    def wanted_beside(self) -> LinearProbesRequest | None:
        """Ask how separable the classes are in each layer."""
        return LinearProbesRequest() if self._switches.is_on(PROBE) else None

    def _plane(self) -> BoundaryRequest | None:
        """Give the part of the input plane that the samples lie in."""
        data_set = self.subject.data_set
        if data_set is None or data_set.input_count < 2:
            return None
        inputs = self.subject.boundary_inputs
        x_range, y_range = (with_margin(data_set.inputs[:, index], 0.05) for index in inputs)
        return BoundaryRequest(inputs, x_range, y_range, GRID_LINES, self.subject.looked_at.held(data_set))

    # What it is fed

    def subject_changed(self, before: PlotSubject) -> None:
        """Offer the layers and their neurons."""
        self._reading = None
        subject = self.subject
        if (subject.network, subject.is_complete) != (before.network, before.is_complete):
            layers = topological_order(subject.network) if subject.is_complete else ()
            self._layer.set_layers(layers, usual=layers[-2].id if len(layers) > 1 else None)  # what the output reads
            self._probes.set_layers(layers)
            self._show_choice()
        if subject.data_set is not before.data_set:
            self.view = None  # its rows are those of other data
            self._reset_panes()

    def settings_restored(self) -> None:
        """Take over layer, axes and switches."""
        self._layer.set_pinned(self.settings.layer)
        self._axes.restore(self.settings.options)
        self._switches.restore(self.settings.options)
        self._show_choice()

    def show_beside(self, view: View | None) -> None:
        """Show how separable the classes are."""
        self._probes.show_probes(view if isinstance(view, LinearProbes) else None)

    def _show_choice(self) -> None:
        layer = self._layer.layer
        self._axes.set_width(0 if layer is None else layer.width)
        self._probes.set_shown(None if layer is None else layer.id)

    # Drawing

    def draw(self) -> None:
        """Draw both spaces as they are now."""
        data_set, view = self.subject.data_set, self._shown
        is_there = not self.missing and self.subject.is_complete
        self._probes.setVisible(is_there and self._switches.is_on(PROBE))
        if data_set is None or not is_there:
            self.show_empty("No feature space yet", self.missing or NOT_YET)
            return
        self.show_plot()
        if view is None:
            return  # what was asked for is on its way
        reading = self._reading_of(view, data_set)
        looked_at, rows = self.subject.looked_at, sample_rows(view, data_set)
        chosen = None if looked_at.own is not None else place_among(rows, looked_at.sample)
        samples = ShownSamples.of(view, data_set, reading, self.in_focus, chosen)
        planes = (), self._hyperplanes(view, data_set) if self._switches.is_on(LINES) else ()
        parts = zip(self._plots, self._panes, _spaces(view), planes, self._names(view), strict=True)
        for plot, pane, points, lines, names in parts:
            names.write_beside(plot, self.theme)
            pane.show(points, samples, lines, self._camera, names)
        self._light_line()
        wrong = int(samples.wrong.sum()) if reading.predicts_classes else None
        shows_lines, unseen = self._switches.is_on(LINES), self._panes[1].unseen_readers
        self.set_resting_parts(resting_parts(view, reading, wrong, shows_lines=shows_lines, unseen_readers=unseen))
        self._show_pointed()

    def restyle(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._reading = None
        for pane in self._panes:
            pane.restyle(theme)

    def reset_view(self) -> None:
        """Show all samples again, from where they are seen at first."""
        self._camera = Camera()
        self._reset_panes()
        self.redraw()

    def table(self) -> Table | None:
        """Give the samples' coordinates before and after the activation function, and what is predicted of them."""
        view, data_set = self._shown, self.subject.data_set
        return None if view is None or data_set is None else space_table(view, data_set, self.subject.loss)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep both spaces as wide as each other, and suit the samples to them."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """Give each space half of the width; of an input layer, where both are the same, all to one."""
        is_input = self._layer.layer is not None and not layer_kind(self._layer.layer.kind).takes_sources
        whole = self.width() - COLUMN_GAP_PX
        widths = (0.0, whole) if is_input else (whole / 2, whole / 2)
        self._plots[0].setVisible(not is_input)
        for column, (pane, width) in enumerate(zip(self._panes, widths, strict=True)):
            self.graphics.ci.layout.setColumnFixedWidth(column, width)
            pane.samples.fit_to(width, self.height())

    @property
    def _shown(self) -> FeatureSpace | None:
        """What was seen of the layer shown, in the axes chosen."""
        view, wanted = self.view, self.request
        if not isinstance(view, FeatureSpace) or not isinstance(wanted, FeatureSpaceRequest):
            return None
        seen = view.request
        is_asked = (seen.layer, seen.neurons, seen.dimensions) == (wanted.layer, wanted.neurons, wanted.dimensions)
        return view if is_asked and self.subject.data_set is not None else None

    def _reading_of(self, view: FeatureSpace, data_set: DataSet) -> Reading:
        if self._reading is None:
            self._reading = reading_for(data_set, view.outputs.shape[1], self.subject.loss, self.theme)
        return self._reading

    def _names(self, view: FeatureSpace) -> list[AxisNames]:
        """Give what the axes of both spaces are called."""
        number = self._layer.number - 1
        symbols = "ah" if number else "xx"
        return [
            AxisNames(symbol, number, points.projection) for symbol, points in zip(symbols, _spaces(view), strict=True)
        ]

    def _hyperplanes(self, view: FeatureSpace, data_set: DataSet) -> tuple[Hyperplanes, ...]:
        """Give those of what reads the layer; of a single output that tells two classes apart, where it does so."""
        is_decision = data_set.task is Task.BINARY and view.outputs.shape[1] == 1
        if is_decision and view.request.layer == output_layer(self.subject.network).id:
            return (decision_line(self.subject.network, self.subject.loss),)
        return view.hyperplanes

    def _light_line(self) -> None:
        """Let the lines of neurons that are selected or hovered anywhere stand out."""
        items = (self.selection.hovered, *self.selection.items)
        self._panes[1].light(frozenset(item for item in items if isinstance(item, NeuronItem)))

    # Reactions

    def _reset_panes(self) -> None:
        for pane in self._panes:
            pane.reset_view()

    def _on_layer_changed(self) -> None:
        self._show_choice()
        self._share_width()
        self._reset_panes()
        self.ask()
        self.redraw()

    def _on_axes_picked(self) -> None:
        self._reset_panes()
        self.choose(**self._axes.options)

    def _see_from(self, camera: Camera) -> None:
        view = self._shown
        self._camera = camera
        if view is not None:
            for pane, names in zip(self._panes, self._names(view), strict=True):
                pane.see_from(camera, names)

    def _on_clicked(self, scene_position: QPointF) -> None:
        pane, x, y, pixel = self._place(scene_position)
        view, data_set = self._shown, self.subject.data_set
        if pane is None or view is None or data_set is None:
            return
        sample = pane.samples.nearest(x, y, pixel)
        if sample is not None:
            self.sample_clicked.emit(int(sample_rows(view, data_set)[sample]))
            return
        found = pane.line_at(x, y, REACH_PX)
        if found is not None and found[0].against[found[1]] < 0:
            self._layer.select(NeuronItem(found[0].layer, int(found[0].neurons[found[1]])))

    def _show_pointed(self) -> None:
        """Tell what is under the pointer, which may rest while the network changes."""
        view, place, data_set = self._shown, self.pointer.place, self.subject.data_set
        pane, x, y, pixel = (None, 0.0, 0.0, (1.0, 1.0)) if place is None else self._place(place)
        if view is None or pane is None or data_set is None:
            self._point_at(None, None, "")
            self.set_pointer_parts(None)
            return
        sample = pane.samples.under(x, y, pixel)
        line = None if sample is not None else pane.line_at(x, y, REACH_PX)
        if sample is not None:
            index = int(sample_rows(view, data_set)[sample])
            self.set_pointer_parts(sample_parts(view, data_set, self._reading_of(view, data_set), sample, index))
            self._point_at(index, None, "Click to select the sample")
        elif line is not None:
            planes, row = line
            self.set_pointer_parts(line_parts(self.subject.network, view, planes, row, self.subject.class_names))
            is_neuron = planes.against[row] < 0
            item = NeuronItem(planes.layer, int(planes.neurons[row])) if is_neuron else None
            self._point_at(None, item, "Click to select the neuron" if is_neuron else "")
        else:
            self.set_pointer_parts(None)
            self._point_at(None, None, "Drag to turn" if pane.is_solid else "")

    def mark_pointed(self) -> None:
        """Ring the sample that the pointer is over anywhere, in both spaces."""
        view, data_set = self._shown, self.subject.data_set
        place = (
            None
            if view is None or data_set is None
            else place_among(sample_rows(view, data_set), self.selection.samples.pointed)
        )
        for pane in self._panes:
            pane.samples.set_pointed(place)

    def _point_at(self, sample: int | None, item: NeuronItem | None, help_text: str) -> None:
        self.selection.samples.point_at(sample)
        if item is not None or self._hovers:
            self._hovers = item is not None
            self.selection.hover(item)
        self.set_pointer_help(help_text)

    def _place(self, scene_position: QPointF) -> tuple[FeaturePane | None, float, float, tuple[float, float]]:
        for plot, pane in zip(self._plots, self._panes, strict=True):
            box = plot.getViewBox()
            if plot.isVisible() and box.sceneBoundingRect().contains(scene_position):
                place = box.mapSceneToView(scene_position)
                return pane, place.x(), place.y(), box.viewPixelSize()
        return None, 0.0, 0.0, (1.0, 1.0)


def _spaces(view: FeatureSpace) -> tuple[FeaturePoints, FeaturePoints]:
    return view.pre_activation, view.activation

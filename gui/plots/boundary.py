"""The boundary plot: what the network says for every input, and the samples it should agree with."""

import numpy as np
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QPointF, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from engine.arrays import FloatArray, same_value
from engine.data.data_set import DataSet
from engine.process.pictures import BoundaryField, BoundaryRequest
from gui.icons import IconName
from gui.plots.boundary_picture import BoundaryPicture
from gui.plots.boundary_texts import longest_parts, place_parts, resting_parts, sample_parts
from gui.plots.boundary_view import Inputs
from gui.plots.field_sampling import outputs_at
from gui.plots.input_picker import InputPicker
from gui.plots.looked_at import LookedAt
from gui.plots.neuron_lines import NeuronLines
from gui.plots.panel import PlotPanel
from gui.plots.plot_request import PlotRequest
from gui.plots.plot_tables import field_table
from gui.plots.ranges import Range
from gui.plots.readings import Reading
from gui.plots.readout import Part
from gui.plots.table import Table
from gui.selection import NeuronItem
from gui.theme import Theme, ThemeManager

CLOSEST_ZOOM, WIDEST_ZOOM = 1e-3, 20.0  # of what is shown at first


class BoundaryPlot(PlotPanel):
    """Shows the network's output over the input plane (or over one input), and the data set's samples.

    It asks through `request` for the field it wants, and draws the fields it is given.

    Attributes:
        neuron_lines: The lines of neurons over it.

    Signals:
        request_changed: the `BoundaryRequest` wanted now, or None while hidden or without data.
        inputs_changed: the two inputs a person chose for the axes.
        sample_clicked: the row of the sample clicked.
        place_clicked: where there is no sample, the place clicked, by the inputs on the axes.
    """

    request_changed = Signal(object)
    inputs_changed = Signal(object)
    sample_clicked = Signal(int)
    place_clicked = Signal(float, float)

    def __init__(self, theme_manager: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(theme_manager, IconName.BOUNDARY, parent)
        self._empty_text = ""
        self.setObjectName("boundary-plot")
        self._plot = self.add_plot(0, 0)
        self._picture = BoundaryPicture(self._plot, self.theme)
        self.neuron_lines = NeuronLines(self._plot, self)
        self._picker = InputPicker()
        self._picker.setVisible(False)
        self.add_row(self._picker)
        self._discrete = self.add_toggle("Discrete", "Show predictions without confidence")
        self._validation = self.add_toggle("Validation", "Show validation points (hollow)", checked=True)
        self._neurons = self.add_toggle("Neurons", "Show where neurons are 0; short strokes stand on the side above 0")
        self._reading: Reading | None = None
        self._asking = PlotRequest(self._wanted_request, self)
        self._connect()
        self.apply_theme()
        self.redraw()

    def _connect(self) -> None:
        self._asking.request_changed.connect(self.request_changed)
        self._picker.inputs_picked.connect(self._on_inputs_picked)
        self._discrete.toggled.connect(self.redraw)
        self._validation.toggled.connect(self._on_validation_toggled)
        self._neurons.toggled.connect(self.neuron_lines.set_wanted)
        self.neuron_lines.changed.connect(self._update_texts)
        self.pointer.left.connect(lambda: self._hover_neuron(None))
        view_box = self._plot.getViewBox()
        view_box.sigRangeChanged.connect(self._asking.refresh_soon)
        view_box.sigResized.connect(self._on_view_resized)
        self.pointer.clicked.connect(self._on_clicked)
        self.pointer.moved.connect(self._show_pointed)

    def table(self) -> Table | None:
        """Give f over the grid shown, at points as the network is given them."""
        field = self._picture.field
        return None if field is None else field_table(field)

    # What it is fed

    def set_data_set(self, data_set: DataSet | None) -> None:
        """Show the samples of another data set."""
        if data_set is self._picture.data_set:
            return
        self._picture.set_data_set(data_set)
        if data_set is not None:
            self._picker.set_names(data_set.input_names)
            self._picker.set_inputs(self.inputs)
        self._picker.setVisible(data_set is not None and data_set.input_count > 2)
        self.reset_view()
        self._asking.refresh()
        self.redraw()

    def set_loss(self, loss_name: str) -> None:
        """Read outputs as this loss means them: as logits or as values, with its threshold."""
        if self._picture.set_loss(loss_name):
            self.redraw()

    def set_inputs(self, inputs: Inputs) -> None:
        """Span the plane by these two inputs."""
        if self._picture.set_inputs(inputs):
            self._picker.set_inputs(self.inputs)
            self.reset_view()
            self._asking.refresh()
            self.redraw()

    def set_selected_sample(self, index: int | None) -> None:
        """Mark a sample; with more than two inputs, hold the others at its values."""
        self._look_at(replace(self._picture.looked_at, sample=index))

    def set_own_input(self, values: FloatArray | None) -> None:
        """Mark an own x (D,) instead of the selected sample, and hold the other inputs at its values; None for none."""
        self._look_at(replace(self._picture.looked_at, own=values))

    def set_field(self, field: BoundaryField | None) -> None:
        """Draw the outputs asked for by `request`; None where there are none, and the empty text says why.

        A field over other inputs than the axes' is left aside: it was asked for before they changed.
        """
        self._picture.take_field(field)
        self.redraw()

    def set_sample_outputs(self, outputs: FloatArray | None) -> None:
        """Take the present outputs (N, K) of all samples, to ring the wrong ones and draw residuals."""
        self._picture.take_outputs(outputs)
        self.redraw()

    def set_frame(self, field: BoundaryField | None, outputs: FloatArray | None) -> None:
        """Take a field and the outputs of all samples from the same moment, as above, and draw both at once."""
        self._picture.take_field(field)
        self._picture.take_outputs(outputs)
        self.redraw()

    def set_empty_text(self, sentence: str) -> None:
        """Say why there can be no field now, such as “Connect an output layer to see the boundary”, and show none.

        "" says that there can be one.
        """
        if sentence != self._empty_text:
            self._empty_text = sentence
            if sentence:  # what is known is out of date
                self._picture.forget_outputs()
            self.redraw()

    def _look_at(self, looked_at: LookedAt) -> None:
        if not same_value(looked_at, self._picture.looked_at):
            self._picture.set_looked_at(looked_at)
            self._asking.refresh()
            self._update_texts()

    # What it asks for

    def request(self) -> BoundaryRequest | None:
        """Give the field wanted now: over the visible range; None while hidden or without data."""
        return self._asking.current

    @property
    def inputs(self) -> Inputs:
        """The two inputs on the axes; of data with one input, the first counts alone."""
        return self._picture.inputs

    def place_of(self, x: float, y: float) -> QPoint:
        """Give where a point of the plane lies in this widget, in device-independent pixels."""
        in_view = self.graphics.mapFromScene(self._plot.getViewBox().mapViewToScene(QPointF(x, y)))
        place: QPoint = self.graphics.mapTo(self, in_view)
        return place

    # Drawing

    def draw(self) -> None:
        """Show field, lines, samples and texts as they are now."""
        data_set = self._picture.data_set
        if data_set is None:
            self.show_empty("No data yet", self._empty_text or "Choose a data set to see the boundary.")
            return
        self.show_plot()
        x_range, y_range = map(_range, self._plot.getViewBox().viewRange())
        self._picture.draw(data_set, x_range, y_range, discrete=self._discrete.isChecked())
        self._update_texts()
        self._show_pointed()

    def restyle(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._picture.restyle(theme)
        self.neuron_lines.restyle(theme)

    def reset_view(self) -> None:
        """Show all samples with a margin."""
        if self._picture.data_set is None:
            return
        home = self._picture.home(self._picture.data_set)
        view_box = self._plot.getViewBox()
        width, height = home.x_range[1] - home.x_range[0], home.y_range[1] - home.y_range[0]
        view_box.setLimits(
            minXRange=CLOSEST_ZOOM * width, maxXRange=WIDEST_ZOOM * width,
            minYRange=CLOSEST_ZOOM * height, maxYRange=WIDEST_ZOOM * height,
        )  # fmt: skip
        view_box.setAspectLocked(home.is_equal)
        view_box.setRange(xRange=home.x_range, yRange=home.y_range, padding=0)

    def _update_texts(self) -> None:
        picture, data_set = self._picture, self._picture.data_set
        if data_set is None:
            return
        self.set_notice(self._empty_text if picture.field is None else "")
        reading, held = picture.reading(data_set), picture.looked_at.held_name(data_set)
        if reading is not self._reading:
            self._reading = reading
            self.expect_pointer_parts(longest_parts(data_set, reading, picture.output_count(data_set)))
        parts = resting_parts(data_set, reading, picture.outputs, picture.samples, held)
        self.set_resting_parts([*parts, *self.neuron_lines.parts])

    def _wanted_request(self) -> BoundaryRequest | None:
        data_set = self._picture.data_set
        if data_set is None or not self.isVisible():
            return None
        x_range, y_range = map(_range, self._plot.getViewBox().viewRange())
        return self._picture.view.request(self.inputs, x_range, y_range, self._picture.looked_at.held(data_set))

    # Reactions

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for a field again."""
        super().showEvent(event)
        self._asking.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Ask for nothing."""
        super().hideEvent(event)
        self._asking.refresh()

    def _on_inputs_picked(self, inputs: Inputs) -> None:
        self.set_inputs(inputs)
        self.inputs_changed.emit(inputs)

    def _on_validation_toggled(self, is_shown: bool) -> None:
        self._picture.samples.set_validation_shown(is_shown)
        self.redraw()

    def _on_view_resized(self) -> None:
        size = self._plot.getViewBox().boundingRect().size()
        self._picture.samples.fit_to(size.width(), size.height())

    def _on_clicked(self, scene_position: QPointF) -> None:
        place, view_box = self._plane_position(scene_position), self._plot.getViewBox()
        index = self._picture.sample_meant(place.x(), place.y(), view_box.viewPixelSize())
        if index is not None:
            self.sample_clicked.emit(index)
        elif (neuron := self.neuron_lines.at(place.x(), place.y())) is not None:
            self.neuron_lines.clicked.emit(neuron)
        elif self._picture.data_set is not None and view_box.sceneBoundingRect().contains(scene_position):
            self.place_clicked.emit(place.x(), place.y())

    def _show_pointed(self) -> None:
        """Tell what is under the pointer, which may rest while the network changes."""
        scene_position, data_set = self.pointer.place, self._picture.data_set
        is_inside = scene_position is not None and self._plot.getViewBox().sceneBoundingRect().contains(scene_position)
        if data_set is None or scene_position is None or not is_inside:
            self.set_pointer_parts(None)
            self._hover_neuron(None)
        else:
            self.set_pointer_parts(self._parts_at(data_set, self._plane_position(scene_position)))

    def _parts_at(self, data_set: DataSet, place: QPointF) -> list[Part] | None:
        """Tell of the sample under the pointer, or else of the place; None where nothing is known."""
        picture, view_box, x, y = self._picture, self._plot.getViewBox(), place.x(), place.y()
        reading = picture.reading(data_set)
        index = picture.samples.under(x, y, view_box.viewPixelSize())
        neuron = self.neuron_lines.at(x, y) if index is None else None
        self._hover_neuron(neuron)
        if index is not None:
            return sample_parts(data_set, reading, self.inputs, picture.outputs, index)
        outputs = None if picture.field is None else outputs_at(picture.field, x, y)
        if outputs is None:
            return None
        extent = np.ptp(np.array(view_box.viewRange()), axis=1)
        parts = place_parts(data_set, reading, self.inputs, outputs, np.array([x, y]), extent)
        if neuron is not None:
            parts.insert(0, self.neuron_lines.part(neuron))
        return parts

    def _hover_neuron(self, neuron: NeuronItem | None) -> None:
        if self.neuron_lines.hover(neuron):
            self.set_pointer_help("Click to select the neuron" if neuron is not None else "")

    def _plane_position(self, scene_position: QPointF) -> QPointF:
        position: QPointF = self._plot.getViewBox().mapSceneToView(scene_position)
        return position


def _range(limits: list[float]) -> Range:
    return float(limits[0]), float(limits[1])

"""The boundary plot: what the network says for every input, and the samples it should agree with."""

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from engine.arrays import FloatArray, same_value
from engine.data.data_set import DataSet
from engine.process.messages import BoundaryField, BoundaryRequest
from gui.icons import IconName
from gui.plots.boundary_curve import CurveView
from gui.plots.boundary_plane import PlaneView
from gui.plots.boundary_texts import place_parts, resting_parts, sample_parts
from gui.plots.boundary_view import BoundaryView, Inputs
from gui.plots.cross_hair import CrossHair
from gui.plots.field_sampling import outputs_at
from gui.plots.input_picker import InputPicker
from gui.plots.panel import PlotPanel
from gui.plots.ranges import Range
from gui.plots.readings import Reading, reading_for
from gui.plots.readout import Part
from gui.plots.samples import SamplePoints
from gui.theme import Theme, ThemeManager
from gui.theme.plots import style_plot

REQUEST_INTERVAL_MS = 40
STANDARDISED = "Shown as it was measured; the network is given it standardised"
CLOSEST_ZOOM, WIDEST_ZOOM = 1e-3, 20.0  # of what is shown at first


class BoundaryPlot(PlotPanel):
    """Shows the network's output over the input plane (or over one input), and the data set's samples.

    It asks through `request` for the field it wants, and draws the fields it is given.

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
        self._data_set: DataSet | None = None
        self._loss_name = "log_loss"
        self._inputs: Inputs = (0, 1)
        self._selected: int | None = None
        self._own: FloatArray | None = None
        self._field: BoundaryField | None = None
        self._outputs: FloatArray | None = None
        self._reading: Reading | None = None
        self._positions: FloatArray = np.empty((0, 2))
        self._request: BoundaryRequest | None = None
        self._empty_text = ""
        self.setObjectName("boundary-plot")
        self._plot = self.add_plot(0, 0)
        self._plane, self._curve = PlaneView(self._plot), CurveView(self._plot)
        self._samples = SamplePoints(self._plot)
        self._cross_hair = CrossHair(self._plot)
        self._picker = InputPicker()
        self._picker.setVisible(False)
        self.add_row(self._picker)
        self._discrete = self.add_toggle("Discrete", "Show predictions without confidence")
        self._validation = self.add_toggle("Validation", "Show validation points (hollow)", checked=True)
        self._throttle = QTimer(self)
        self._throttle.setSingleShot(True)
        self._throttle.setInterval(REQUEST_INTERVAL_MS)
        self._connect()
        self.apply_theme()
        self.redraw()

    def _connect(self) -> None:
        self._throttle.timeout.connect(self._update_request)
        self._picker.inputs_picked.connect(self._on_inputs_picked)
        self._discrete.toggled.connect(self.redraw)
        self._validation.toggled.connect(self._on_validation_toggled)
        view_box = self._plot.getViewBox()
        view_box.sigRangeChanged.connect(self._on_range_changed)
        view_box.sigResized.connect(self._on_view_resized)
        self.pointer.clicked.connect(self._on_clicked)
        self.pointer.moved.connect(self._show_pointed)

    # What it is fed

    def set_data_set(self, data_set: DataSet | None) -> None:
        """Show the samples of another data set."""
        if data_set is self._data_set:
            return
        self._data_set, self._field, self._outputs, self._reading = data_set, None, None, None
        if data_set is not None:
            self._picker.set_names(data_set.input_names)
            self._inputs = _within(self._inputs, data_set.input_count)
            self._picker.set_inputs(self._inputs)
        self._picker.setVisible(data_set is not None and data_set.input_count > 2)
        self._plane.clear()
        self._curve.clear()
        self._show_samples()
        self.reset_view()
        self._update_request()
        self.redraw()

    def set_loss(self, loss_name: str) -> None:
        """Read outputs as this loss means them: as logits or as values, with its threshold."""
        if loss_name != self._loss_name:
            self._loss_name = loss_name
            self._reading = None
            self._show_samples()
            self.redraw()

    def set_inputs(self, inputs: Inputs) -> None:
        """Span the plane by these two inputs."""
        if self._data_set is not None:
            inputs = _within(inputs, self._data_set.input_count)
        if inputs == self._inputs:
            return
        self._inputs = inputs
        self._field = None
        self._picker.set_inputs(inputs)
        self._show_samples()
        self.reset_view()
        self._update_request()
        self.redraw()

    def set_selected_sample(self, index: int | None) -> None:
        """Mark a sample; with more than two inputs, hold the others at its values."""
        if index != self._selected:
            self._selected = index
            self._mark_looked_at()
            self._update_request()
            self._update_texts()

    def set_own_input(self, values: FloatArray | None) -> None:
        """Mark an own x (D,) instead of the selected sample, and hold the other inputs at its values; None for none."""
        if not same_value(values, self._own):
            self._own = values
            self._mark_looked_at()
            self._update_request()
            self._update_texts()

    def set_field(self, field: BoundaryField | None) -> None:
        """Draw the outputs asked for by `request`; None where there are none, and the empty text says why.

        A field over other inputs than the axes' is left aside: it was asked for before they changed.
        """
        if field is None or self._fits(field):
            self._take_field(field)
            self.redraw()

    def set_sample_outputs(self, outputs: FloatArray | None) -> None:
        """Take the present outputs (N, K) of all samples, to ring the wrong ones and draw residuals."""
        self._outputs = outputs
        self.redraw()

    def set_frame(self, field: BoundaryField | None, outputs: FloatArray | None) -> None:
        """Take a field and the outputs of all samples from the same moment, as above, and draw both at once."""
        if field is None or self._fits(field):
            self._take_field(field)
        self._outputs = outputs
        self.redraw()

    def set_empty_text(self, sentence: str) -> None:
        """Say why there can be no field now, such as “Connect an output layer to see the boundary”, and show none.

        "" says that there can be one.
        """
        if sentence != self._empty_text:
            self._empty_text = sentence
            if sentence:  # what is known is out of date
                self._field, self._outputs = None, None
            self.redraw()

    # What it asks for

    def request(self) -> BoundaryRequest | None:
        """Give the field wanted now: over the visible range; None while hidden or without data."""
        return self._request

    @property
    def inputs(self) -> Inputs:
        """The two inputs on the axes; of data with one input, the first counts alone."""
        return self._inputs

    def place_of(self, x: float, y: float) -> QPoint:
        """Give where a point of the plane lies in this widget, in device-independent pixels."""
        in_view = self.graphics.mapFromScene(self._plot.getViewBox().mapViewToScene(QPointF(x, y)))
        place: QPoint = self.graphics.mapTo(self, in_view)
        return place

    # Drawing

    def draw(self) -> None:
        """Show field, lines, samples and texts as they are now."""
        data_set = self._data_set
        if data_set is None:
            self.show_empty("No data yet", self._empty_text or "Choose a data set to see the boundary.")
            return
        self.show_plot()
        view, reading = self._view(), self._current_reading()
        if self._field is None:
            view.clear()
        else:
            y_range = _range(self._plot.getViewBox().viewRange()[1])
            view.show_field(self._field, reading, y_range, discrete=self._discrete.isChecked())
        self._draw_errors(view, reading, data_set)
        self._update_texts()
        self._show_pointed()

    def restyle(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._plane.restyle(theme)
        self._curve.restyle(theme)
        self._samples.restyle(theme)
        self._cross_hair.restyle(theme)
        self._reading = None
        self._show_samples()

    def reset_view(self) -> None:
        """Show all samples with a margin."""
        if self._data_set is None:
            return
        home = self._view().home(self._positions, self._current_reading())
        view_box = self._plot.getViewBox()
        width, height = home.x_range[1] - home.x_range[0], home.y_range[1] - home.y_range[0]
        view_box.setLimits(
            minXRange=CLOSEST_ZOOM * width, maxXRange=WIDEST_ZOOM * width,
            minYRange=CLOSEST_ZOOM * height, maxYRange=WIDEST_ZOOM * height,
        )  # fmt: skip
        view_box.setAspectLocked(home.is_equal)
        view_box.setRange(xRange=home.x_range, yRange=home.y_range, padding=0)

    def _view(self) -> BoundaryView:
        assert self._data_set is not None
        return self._curve if self._data_set.input_count == 1 else self._plane

    def _current_reading(self) -> Reading:
        """Give how outputs are to be read, made anew only after data, loss, theme or their number changed."""
        assert self._data_set is not None
        if self._reading is None:
            count = self._data_set.output_count if self._field is None else self._field.outputs.shape[2]
            self._reading = reading_for(self._data_set, count, self._loss_name, self.theme)
        return self._reading

    def _show_samples(self) -> None:
        """Place and colour the samples anew."""
        data_set = self._data_set
        if data_set is None:
            return
        reading, view = self._current_reading(), self._view()
        self._positions = view.positions(data_set, self._inputs, reading)
        self._samples.set_samples(
            self._positions,
            reading.sample_colors(data_set.targets),
            data_set.training_indices,
            data_set.validation_indices,
        )
        self._mark_looked_at()
        for side, scale in zip(("bottom", "left"), view.scales(data_set, self._inputs, reading), strict=True):
            self._plot.setLabel(side, scale.name)
            self._plot.getAxis(side).set_unit(scale.unit, scale.zero)
            self._plot.getAxis(side).setToolTip(STANDARDISED if scale.is_converted else "")
        style_plot(self._plot, self.theme)

    def _mark_looked_at(self) -> None:
        """Mark the own x, or else the selected sample."""
        own = self._own_within_data()
        self._samples.set_selected(self._selected if own is None else None)
        if own is None or self._data_set is None:
            self._cross_hair.hide()
        else:
            axes = own[list(self._inputs[: self._data_set.input_count])].tolist()
            self._cross_hair.show_at(axes[0], axes[1] if len(axes) > 1 else None)

    def _own_within_data(self) -> FloatArray | None:
        """Give the own x where it has as many inputs as the data."""
        if self._own is None or self._data_set is None or len(self._own) != self._data_set.input_count:
            return None
        return self._own

    def _draw_errors(self, view: BoundaryView, reading: Reading, data_set: DataSet) -> None:
        """Ring wrong samples and draw residuals, where the outputs of the samples are known."""
        if self._outputs is None:
            self._samples.set_wrong(np.zeros(data_set.sample_count, dtype=np.bool_))
            return
        self._samples.set_wrong(reading.wrong(self._outputs, data_set.targets))
        if not reading.predicts_classes:
            shown = self._samples.shown
            view.show_residuals(self._positions[shown], self._outputs[shown])

    def _update_texts(self) -> None:
        data_set = self._data_set
        if data_set is None:
            return
        self.set_notice(self._empty_text if self._field is None else "")
        held = "0"
        if self._held() is not None:
            held = "own x" if self._own_within_data() is not None else f"sample {(self._selected or 0) + 1}"
        self.set_resting_parts(resting_parts(data_set, self._current_reading(), self._outputs, self._samples, held))

    # Requests

    def _held(self) -> FloatArray | None:
        """Give the values of the inputs that the plane doesn't vary."""
        data_set = self._data_set
        if data_set is None or data_set.input_count <= 2:
            return None
        own = self._own_within_data()
        if own is not None or self._selected is None:
            return own
        return data_set.inputs[self._selected] if self._selected < data_set.sample_count else None

    def _wanted_request(self) -> BoundaryRequest | None:
        if self._data_set is None or not self.isVisible():
            return None
        x_range, y_range = map(_range, self._plot.getViewBox().viewRange())
        return self._view().request(self._inputs, x_range, y_range, self._held())

    def _update_request(self) -> None:
        self._throttle.stop()
        request = self._wanted_request()
        if not same_value(request, self._request):
            self._request = request
            self.request_changed.emit(request)

    def _take_field(self, field: BoundaryField | None) -> None:
        if _output_count(field) != _output_count(self._field):
            self._reading = None
        self._field = field
        if self._reading is None:
            self._show_samples()

    def _fits(self, field: BoundaryField) -> bool:
        """Tell whether a field is over the inputs shown: an answer may still be to the question before."""
        if self._data_set is None or (field.outputs.shape[0] == 1) != (self._data_set.input_count == 1):
            return False
        return self._data_set.input_count == 1 or field.request.inputs == self._inputs

    # Reactions

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for a field again."""
        super().showEvent(event)
        self._update_request()

    def hideEvent(self, event: QHideEvent) -> None:
        """Ask for nothing."""
        super().hideEvent(event)
        self._update_request()

    def _on_inputs_picked(self, inputs: Inputs) -> None:
        self.set_inputs(inputs)
        self.inputs_changed.emit(inputs)

    def _on_validation_toggled(self, is_shown: bool) -> None:
        self._samples.set_validation_shown(is_shown)
        self.redraw()

    def _on_range_changed(self) -> None:
        # The first change of a gesture starts the clock and the later ones don't restart it: a drag asks all along.
        if not self._throttle.isActive():
            self._throttle.start()

    def _on_view_resized(self) -> None:
        size = self._plot.getViewBox().boundingRect().size()
        self._samples.fit_to(size.width(), size.height())

    def _on_clicked(self, scene_position: QPointF) -> None:
        place = self._plane_position(scene_position)
        index = self._samples.nearest(place.x(), place.y(), self._plot.getViewBox().viewPixelSize())
        if index is not None:
            self.sample_clicked.emit(index)
        elif self._data_set is not None and self._plot.getViewBox().sceneBoundingRect().contains(scene_position):
            self.place_clicked.emit(place.x(), place.y())

    def _show_pointed(self) -> None:
        """Tell what is under the pointer, which may rest while the network changes."""
        scene_position, data_set = self.pointer.place, self._data_set
        is_inside = scene_position is not None and self._plot.getViewBox().sceneBoundingRect().contains(scene_position)
        if data_set is None or scene_position is None or not is_inside:
            self.set_pointer_parts(None)
        else:
            self.set_pointer_parts(self._parts_at(data_set, self._plane_position(scene_position)))

    def _parts_at(self, data_set: DataSet, place: QPointF) -> list[Part] | None:
        """Tell of the sample under the pointer, or else of the place; None where nothing is known."""
        view_box, x, y = self._plot.getViewBox(), place.x(), place.y()
        reading = self._current_reading()
        index = self._samples.under(x, y, view_box.viewPixelSize())
        if index is not None:
            return sample_parts(data_set, reading, self._inputs, self._outputs, index)
        outputs = None if self._field is None else outputs_at(self._field, x, y)
        if outputs is None:
            return None
        extent = np.ptp(np.array(view_box.viewRange()), axis=1)
        return place_parts(data_set, reading, self._inputs, outputs, np.array([x, y]), extent)

    def _plane_position(self, scene_position: QPointF) -> QPointF:
        position: QPointF = self._plot.getViewBox().mapSceneToView(scene_position)
        return position


def _range(limits: list[float]) -> Range:
    return float(limits[0]), float(limits[1])


def _within(inputs: Inputs, input_count: int) -> Inputs:
    """Give two inputs that a data set has: those asked for, or else its first ones."""
    if max(inputs) < input_count:
        return inputs
    return 0, min(1, input_count - 1)


def _output_count(field: BoundaryField | None) -> int:
    return 0 if field is None else field.outputs.shape[2]

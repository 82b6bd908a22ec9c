"""The picture in the boundary plot: the field of outputs, the lines of decision, the samples and what is looked at."""

import numpy as np
import pyqtgraph as pg

from engine.arrays import BoolArray, FloatArray
from engine.data.data_set import DataSet
from engine.process.pictures import BoundaryField
from gui.plots.boundary_curve import CurveView
from gui.plots.boundary_plane import PlaneView
from gui.plots.boundary_view import BoundaryView, FieldLook, Home, Inputs
from gui.plots.cross_hair import CrossHair
from gui.plots.field_sampling import covering, grid_of
from gui.plots.looked_at import LookedAt
from gui.plots.ranges import Range
from gui.plots.readings import Reading, reading_for
from gui.plots.readings.neuron import NeuronReading, NeuronShown
from gui.plots.samples import SamplePoints
from gui.plots.short_names import short_forms
from gui.theme import Theme
from gui.theme.plots import style_plot

RESIDUAL_REACH_PX = 3.0
STANDARDISED = "Shown as it was measured; the network is given it standardised"


class BoundaryPicture:
    """Draws one data set and what a network says of it into a plot.

    Args:
        plot: Where it is drawn.
        theme: Its colours at first.

    Attributes:
        samples: The points.
    """

    def __init__(self, plot: pg.PlotItem, theme: Theme) -> None:
        self._plot = plot
        self._theme = theme
        self._plane, self._curve = PlaneView(plot), CurveView(plot)
        self.samples = SamplePoints(plot)
        self._cross_hair = CrossHair(plot)
        self._data_set: DataSet | None = None
        self._loss_name = "log_loss"
        self._inputs: Inputs = (0, 1)
        self._looked_at = LookedAt()
        self._neuron: NeuronShown | None = None
        self._field: BoundaryField | None = None
        self._outputs: FloatArray | None = None
        self._reading: Reading | None = None
        self._positions: FloatArray = np.empty((0, 2))

    @property
    def data_set(self) -> DataSet | None:
        """The data set whose samples are drawn."""
        return self._data_set

    @property
    def inputs(self) -> Inputs:
        """The two inputs on the axes; of data with one input, the first counts alone."""
        return self._inputs

    @property
    def looked_at(self) -> LookedAt:
        """What is marked."""
        return self._looked_at

    @property
    def field(self) -> BoundaryField | None:
        """The outputs drawn, or None where they aren't known."""
        return self._field

    @property
    def outputs(self) -> FloatArray | None:
        """The outputs (N, K) of all samples, or None where they aren't known."""
        return self._outputs

    @property
    def view(self) -> BoundaryView:
        """What draws fields of the data set's kind."""
        is_line = self._data_set is not None and self._data_set.input_count == 1
        return self._curve if is_line else self._plane

    def reading(self, data_set: DataSet) -> Reading:
        """Give how outputs are to be read, made anew only after data, loss, theme or their number changed."""
        if self._reading is None:
            count = data_set.output_count if self._neuron else self.output_count(data_set)
            self._reading = reading_for(data_set, count, self._loss_name, self._theme)
            if self._neuron is not None:
                self._reading = NeuronReading(self._neuron, self._reading, self._theme)
        return self._reading

    def output_count(self, data_set: DataSet) -> int:
        """Give how many outputs there are, or should be for this data set."""
        return data_set.output_count if self._field is None else self._field.outputs.shape[2]

    def home(self, data_set: DataSet) -> Home:
        """Give what is shown before anyone zooms: all samples with a margin."""
        return self.view.home(self._positions, self.reading(data_set))

    def sample_meant(self, x: float, y: float, pixel_size: tuple[float, float]) -> int | None:
        """Give the sample that a click at a place means: one near it, or one whose distance from the curve it hits."""
        nearest = self.samples.nearest(x, y, pixel_size)
        shown = self.samples.shown
        if nearest is not None or not self._shows_residuals or self._outputs is None or not len(shown):
            return nearest
        aside = np.abs(self._positions[shown, 0] - x) / pixel_size[0]
        ends = np.sort([self._positions[shown, 1], self._outputs[shown, 0]], axis=0)
        aside[~((ends[0] <= y) & (y <= ends[1]))] = np.inf  # those not finite, too
        best = int(aside.argmin())
        return int(shown[best]) if aside[best] <= RESIDUAL_REACH_PX else None

    @property
    def _shows_residuals(self) -> bool:
        data_set = self._data_set
        return data_set is not None and data_set.input_count == 1 and not self.reading(data_set).predicts_classes

    # What it is told

    def set_data_set(self, data_set: DataSet | None) -> None:
        """Show the samples of another data set.

        The field of one with as many inputs and outputs stays until the next comes: while a slider of the data is
        dragged, a picture without one would be all that is seen.
        """
        if data_set is None or self._data_set is None or _ends(data_set) != _ends(self._data_set):
            self._field = None
        self._data_set, self._outputs, self._reading = data_set, None, None
        if data_set is not None:
            self._inputs = _within(self._inputs, data_set.input_count)
        self._plane.clear()
        self._curve.clear()
        self._show_samples()

    def set_loss(self, loss_name: str) -> bool:
        """Read outputs as this loss means them. Gives whether that is another than before."""
        if loss_name == self._loss_name:
            return False
        self._loss_name = loss_name
        self._reading = None
        self._show_samples()
        return True

    def set_inputs(self, inputs: Inputs) -> bool:
        """Span the plane by these two inputs, with no field yet. Gives whether they are others than before."""
        if self._data_set is not None:
            inputs = _within(inputs, self._data_set.input_count)
        if inputs == self._inputs:
            return False
        self._inputs = inputs
        self._field = None
        self._show_samples()
        return True

    def set_neuron(self, neuron: NeuronShown | None) -> None:
        """Read what comes as a neuron's pre-activations, with no field yet; None for the network's outputs."""
        if neuron != self._neuron:
            self._neuron, self._reading = neuron, None
            self.forget_outputs()
            self._show_samples()

    def set_looked_at(self, looked_at: LookedAt) -> None:
        """Mark another x."""
        self._looked_at = looked_at
        self._mark_looked_at()

    def take_field(self, field: BoundaryField | None) -> None:
        """Take outputs to draw, or None; those over other inputs than the axes' are left aside."""
        if field is not None and not self._fits(field):
            return
        if _output_count(field) != _output_count(self._field):
            self._reading = None
        self._field = field
        if self._reading is None:
            self._show_samples()

    def take_outputs(self, outputs: FloatArray | None) -> None:
        """Take the outputs (N, K) of all samples, to ring the wrong ones and draw residuals; or None."""
        self._outputs = outputs

    def forget_outputs(self) -> None:
        """Draw no outputs until others come."""
        self._field, self._outputs = None, None

    def restyle(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        self._plane.restyle(theme)
        self._curve.restyle(theme)
        self.samples.restyle(theme)
        self._cross_hair.restyle(theme)
        self._reading = None
        self._show_samples()

    # Drawing

    def draw(
        self,
        data_set: DataSet,
        x_range: Range,
        y_range: Range,
        in_focus: BoolArray | None,
        *,
        is_discrete: bool = False,
        is_contoured: bool,
    ) -> None:
        """Draw field, lines and errors as they are now, all over the axes' ranges; samples (N,) may stand out."""
        view, reading = self.view, self.reading(data_set)
        self.samples.let_stand_out(in_focus)
        if self._field is None:
            view.clear()
        else:
            field = covering(self._field, x_range, y_range)
            view.show_field(field, reading, FieldLook(is_discrete, is_contoured, y_range))
            self._mark_looked_at()  # an own x over one input is marked on the curve
        if self._outputs is None:
            self.samples.set_wrong(np.zeros(data_set.sample_count, dtype=np.bool_))
            return
        self.samples.set_wrong(reading.wrong(self._outputs, data_set.targets))
        if not reading.predicts_classes:
            shown = self.samples.standing_out
            view.show_residuals(self._positions[shown], self._outputs[shown])

    def _show_samples(self) -> None:
        """Place and colour the samples anew."""
        data_set = self._data_set
        if data_set is None:
            return
        reading, view = self.reading(data_set), self.view
        self._positions = view.positions(data_set, self._inputs, reading)
        self.samples.set_samples(
            self._positions,
            reading.sample_colors(data_set.targets),
            data_set.training_indices,
            data_set.validation_indices,
        )
        self._mark_looked_at()
        for side, scale in zip(("bottom", "left"), view.scales(data_set, self._inputs, reading), strict=True):
            self._plot.getAxis(side).set_short_names(*short_forms(scale.name, data_set.input_names)[1:])
            self._plot.setLabel(side, scale.name)
            self._plot.getAxis(side).set_unit(scale.unit, scale.zero)
            self._plot.getAxis(side).setToolTip(STANDARDISED if scale.is_converted else "")
        style_plot(self._plot, self._theme)

    def _mark_looked_at(self) -> None:
        """Mark the own x, or else the selected sample."""
        data_set = self._data_set
        own = None if data_set is None else self._looked_at.own_within(data_set)
        self.samples.set_selected(self._looked_at.sample if own is None else None)
        if own is None or data_set is None:
            self._cross_hair.hide()
        else:
            axes = own[list(self._inputs[: data_set.input_count])].tolist()
            self._cross_hair.show_at(axes[0], axes[1] if len(axes) > 1 else self._height_at(data_set, axes[0]))

    def _height_at(self, data_set: DataSet, x: float) -> float | None:
        """Give where the curve over the only input lies; None where it is not known, or there are several."""
        if self._field is None:
            return None
        grid, _rows = grid_of(self._field)
        curves = self.reading(data_set).curves(self._field.outputs[0])
        if len(curves) != 1 or not grid[0] <= x <= grid[-1]:
            return None
        height = float(np.interp(x, grid, curves[0].values))
        return height if np.isfinite(height) else None

    def _fits(self, field: BoundaryField) -> bool:
        """Tell whether a field is over the inputs shown: an answer may still be to the question before."""
        if self._data_set is None or (field.outputs.shape[0] == 1) != (self._data_set.input_count == 1):
            return False
        return self._data_set.input_count == 1 or field.request.inputs == self._inputs


def _within(inputs: Inputs, input_count: int) -> Inputs:
    """Give two inputs that a data set has: those asked for, or else its first ones."""
    if max(inputs) < input_count:
        return inputs
    return 0, min(1, input_count - 1)


def _output_count(field: BoundaryField | None) -> int:
    return 0 if field is None else field.outputs.shape[2]


def _ends(data_set: DataSet) -> tuple[int, int]:
    return data_set.input_count, data_set.output_count

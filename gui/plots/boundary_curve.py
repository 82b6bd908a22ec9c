"""The output over a single input: a curve, with each sample's distance from it."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from engine.arrays import FloatArray
from engine.data.data_set import DataSet
from engine.process.pictures import BoundaryField, BoundaryRequest
from gui.plots.boundary_view import FieldLook, Home, Inputs, Scale
from gui.plots.contours import Segments
from gui.plots.field_item import FieldItem
from gui.plots.field_sampling import grid_of
from gui.plots.lines_item import LinesItem
from gui.plots.ranges import Range, with_margin
from gui.plots.readings import Reading
from gui.theme import Theme

RESOLUTION = 400
CURVE_WIDTH, RESIDUAL_WIDTH = 2.0, 1.0
RESIDUAL_ALPHA = 90


class CurveView:
    """Draws a field over the line of one input."""

    def __init__(self, plot: pg.PlotItem) -> None:
        self._view = plot.getViewBox()
        self._background = FieldItem()
        self._residuals = LinesItem()
        self._curves: list[LinesItem] = []
        self._curve_width = CURVE_WIDTH
        self._threshold = pg.InfiniteLine(angle=0)
        self._threshold.setVisible(False)
        for depth, item in enumerate((self._background, self._threshold, self._residuals)):
            item.setZValue(depth - 10)
            self._view.addItem(item, ignoreBounds=True)

    def restyle(self, theme: Theme) -> None:
        """Take the theme's line colours."""
        color = QColor(theme.palette.plot_line)
        color.setAlpha(RESIDUAL_ALPHA)
        self._residuals.set_pen(color, RESIDUAL_WIDTH * theme.scale)
        self._threshold.setPen(pg.mkPen(color, style=Qt.PenStyle.DashLine))
        self._curve_width = CURVE_WIDTH * theme.scale

    def positions(self, data_set: DataSet, inputs: Inputs, reading: Reading) -> FloatArray:  # noqa: ARG002
        """Place samples by their input and what they should give."""
        return np.column_stack([data_set.inputs[:, 0], reading.sample_heights(data_set.targets)])

    def scales(self, data_set: DataSet, inputs: Inputs, reading: Reading) -> tuple[Scale, Scale]:  # noqa: ARG002
        """Tell the input and the output."""
        return Scale.of_input(data_set, 0), Scale(reading.value_name)

    def home(self, positions: FloatArray, reading: Reading) -> Home:
        """Show all samples."""
        return Home(with_margin(positions[:, 0]), reading.height_range, is_equal=False)

    def request(self, inputs: Inputs, x_range: Range, y_range: Range, held: FloatArray | None) -> BoundaryRequest:  # noqa: ARG002
        """Ask for a row of points over what is visible; heights are not asked for."""
        return BoundaryRequest((0, 0), x_range, (0.0, 1.0), RESOLUTION)

    def show_field(self, field: BoundaryField, reading: Reading, look: FieldLook) -> None:
        """Draw the curves, over the prediction's colours where classes are predicted."""
        x, _y = grid_of(field)
        curves = reading.curves(field.outputs[0])
        self._make_curves(len(curves))
        for item, curve in zip(self._curves, curves, strict=False):
            item.set_pen(curve.color, self._curve_width)
            item.set_segments(Segments.polyline(x, curve.values))
        self._background.setVisible(reading.predicts_classes)
        if reading.predicts_classes:
            colors = np.repeat(reading.colors(field.outputs, discrete=look.is_discrete), 2, axis=0)
            self._background.set_field(colors, field.request.x_range, look.y_range)
        self._threshold.setVisible(reading.threshold is not None)
        self._threshold.setValue(reading.threshold or 0.0)

    def show_residuals(self, positions: FloatArray, outputs: FloatArray) -> None:
        """Draw each sample's distance from the curve."""
        x = positions[:, 0]
        ends = np.column_stack([x, positions[:, 1], x, outputs[:, 0]])
        self._residuals.set_segments(Segments(ends[np.isfinite(ends).all(axis=1)]))

    def clear(self) -> None:
        """Draw nothing."""
        for item in (*self._curves, self._residuals):
            item.set_segments(Segments.none())
        self._background.setVisible(False)
        self._threshold.setVisible(False)

    def _make_curves(self, count: int) -> None:
        """Have at least so many curves, and empty those left over."""
        while len(self._curves) < count:
            item = LinesItem()
            self._view.addItem(item, ignoreBounds=True)
            self._curves.append(item)
        for item in self._curves[count:]:
            item.set_segments(Segments.none())

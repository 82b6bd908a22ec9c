"""The output over two inputs: shaded regions, the boundary, lines of equal value."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QColor

from engine.arrays import FloatArray, IntArray
from engine.data.data_set import DataSet
from engine.process.pictures import BoundaryField, BoundaryRequest
from gui.plots.boundary_view import FieldLook, Home, Inputs, Scale
from gui.plots.contours import Segments
from gui.plots.field_item import FieldItem
from gui.plots.field_sampling import grid_of
from gui.plots.lines_item import LinesItem
from gui.plots.ranges import Range, are_alike, with_margin
from gui.plots.readings import Reading
from gui.theme import Theme

RESOLUTION, CONTOUR_RESOLUTION = 100, 50
BOUNDARY_WIDTH, LEVEL_WIDTH = 2.0, 1.0
LEVEL_ALPHA = 110


class PlaneView:
    """Draws a field over the plane of two inputs."""

    def __init__(self, plot: pg.PlotItem) -> None:
        self._image = FieldItem()
        self._levels = LinesItem()
        self._boundary = LinesItem()
        for depth, item in enumerate((self._image, self._levels, self._boundary)):
            item.setZValue(depth - 10)
            plot.getViewBox().addItem(item, ignoreBounds=True)

    def restyle(self, theme: Theme) -> None:
        """Take the theme's line colours."""
        color = QColor(theme.palette.boundary_line)
        self._boundary.set_pen(color, BOUNDARY_WIDTH * theme.scale)
        color.setAlpha(LEVEL_ALPHA)
        self._levels.set_pen(color, LEVEL_WIDTH * theme.scale)

    def positions(self, data_set: DataSet, inputs: Inputs, reading: Reading) -> FloatArray:  # noqa: ARG002
        """Place samples by the two inputs."""
        return data_set.inputs[:, list(inputs)]

    def scales(self, data_set: DataSet, inputs: Inputs, reading: Reading) -> tuple[Scale, Scale]:  # noqa: ARG002
        """Tell the two inputs."""
        return Scale.of_input(data_set, inputs[0]), Scale.of_input(data_set, inputs[1])

    def home(self, positions: FloatArray, reading: Reading) -> Home:  # noqa: ARG002
        """Show all samples, undistorted where both inputs spread about as far."""
        x_range, y_range = with_margin(positions[:, 0]), with_margin(positions[:, 1])
        return Home(x_range, y_range, are_alike(x_range, y_range))

    def request(self, inputs: Inputs, x_range: Range, y_range: Range, held: FloatArray | None) -> BoundaryRequest:
        """Ask for a grid over what is visible."""
        return BoundaryRequest(inputs, x_range, y_range, RESOLUTION, held)

    def show_field(self, field: BoundaryField, reading: Reading, look: FieldLook) -> None:
        """Draw the regions and lines."""
        x, y = grid_of(field)
        self._image.set_field(
            reading.colors(field.outputs, discrete=look.is_discrete), field.request.x_range, field.request.y_range
        )
        self._boundary.set_segments(reading.boundary(field.outputs, x, y))
        self._levels.set_segments(self._contours(field, reading) if look.is_contoured else Segments.none())

    def _contours(self, field: BoundaryField, reading: Reading) -> Segments:
        """Give the lines of equal value on a coarser grid: there are many, and each piece takes time to paint."""
        x, y = grid_of(field)
        rows, columns = (_spread(len(places), CONTOUR_RESOLUTION) for places in (y, x))
        x, y = x[columns], y[rows]
        return reading.levels(field.outputs[np.ix_(rows, columns)], x, y)

    def show_residuals(self, positions: FloatArray, outputs: FloatArray) -> None:
        """Draw none: over a plane, heights are colours."""

    def clear(self) -> None:
        """Draw nothing."""
        self._image.setVisible(False)
        self._boundary.set_segments(Segments.none())
        self._levels.set_segments(Segments.none())


def _spread(count: int, most: int) -> IntArray:
    """Give so many of the grid's places at most, evenly spread from the first to the last."""
    return np.rint(np.linspace(0, count - 1, min(count, most))).astype(np.int64)

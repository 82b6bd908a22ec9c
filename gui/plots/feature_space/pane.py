"""One of the two pictures of a feature space: samples, the input plane's grid, the lines of what reads the layer."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QColor

from engine.arrays import FloatArray
from engine.geometry import clipped_lines
from engine.process.views.feature_space import FeaturePoints
from engine.process.views.hyperplanes import Hyperplanes
from gui.plots.contours import Segments
from gui.plots.lines_item import LinesItem
from gui.plots.ranges import Range, rounded_out, with_margin
from gui.plots.samples import SamplePoints
from gui.theme import Theme
from gui.theme.scales import RgbaArray

GRID_ALPHA, LINE_WIDTH, GRID_WIDTH = 90, 1.8, 1.0
ARROW_PX = 14.0
MARGIN = 0.12
STRIP_HEIGHT = 0.5  # of a strip's samples, about the axis they all lie on
SPREAD = 0.6180339887498949  # multiples of the golden ratio lie evenly apart: a strip's samples don't hide each other


class FeaturePane:
    """Draws one space into a plot.

    Args:
        plot: Where it is drawn.
    """

    def __init__(self, plot: pg.PlotItem) -> None:
        self._plot = plot
        self._box = plot.getViewBox()
        self._grid = LinesItem()
        self._lines: list[LinesItem] = []
        self.samples = SamplePoints(plot)
        self._grid.setZValue(-5)
        self._box.addItem(self._grid, ignoreBounds=True)
        self._follows = True
        self._ranges: tuple[Range, Range] | None = None
        self._planes: tuple[Hyperplanes, ...] = ()
        self._theme: Theme | None = None
        self._box.sigRangeChangedManually.connect(self._on_zoomed)
        self._box.sigRangeChanged.connect(self._draw_lines)

    def restyle(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        color = QColor(theme.palette.plot_text)
        color.setAlpha(GRID_ALPHA)
        self._grid.set_pen(color, GRID_WIDTH * theme.scale)
        self.samples.restyle(theme)
        self._draw_lines()

    def show(self, points: FeaturePoints, colors: RgbaArray, selected: int | None) -> None:
        """Draw a space, with the colour of each of its samples (n, 4) and which of them is selected."""
        positions = places(points.samples)
        rows = np.flatnonzero(np.isfinite(positions).all(axis=1))
        self._grid.set_segments(_grid_segments(points.grid))
        self.samples.set_samples(positions, colors, rows, rows[:0])
        self.samples.set_selected(selected)
        if self._follows:
            self._fit(positions[rows])

    def show_hyperplanes(self, planes: tuple[Hyperplanes, ...]) -> None:
        """Draw the lines at which neurons that read the space are 0."""
        self._planes = planes
        self._draw_lines()

    def reset_view(self) -> None:
        """Show all samples again, with the next ones drawn."""
        self._follows = True
        self._ranges = None

    def line_at(self, x: float, y: float, reach: float) -> tuple[Hyperplanes, int] | None:
        """Give the layer and the place in it of the line nearest to a place, if it is within `reach` pixels of it."""
        width, height = self._box.viewPixelSize()
        best: tuple[float, tuple[Hyperplanes, int]] | None = None
        for planes in self._planes:
            normals = _in_plane(planes.normals)
            away = np.abs(normals @ (x, y) + planes.offsets)
            steepness = np.hypot(normals[:, 0] * width, normals[:, 1] * height)
            with np.errstate(divide="ignore", invalid="ignore"):
                pixels = np.where(steepness > 0, away / steepness, np.inf)
            row = int(pixels.argmin()) if len(pixels) else 0
            if len(pixels) and pixels[row] <= reach and (best is None or pixels[row] < best[0]):
                best = float(pixels[row]), (planes, row)
        return None if best is None else best[1]

    def highlight(self, planes: Hyperplanes | None, row: int | None) -> None:
        """Let one line stand out, or none."""
        self._draw_lines(highlighted=None if planes is None or row is None else (planes.layer, row))

    def _fit(self, positions: FloatArray) -> None:
        if not len(positions):
            return
        x_range, y_range = (rounded_out(*with_margin(positions[:, axis], MARGIN)) for axis in (0, 1))
        if self._ranges != (x_range, y_range):
            self._ranges = x_range, y_range
            self._box.setRange(xRange=x_range, yRange=y_range, padding=0.0)

    def _draw_lines(self, *_range: object, highlighted: tuple[str, int] | None = None) -> None:
        if self._theme is None:
            return
        x_range, y_range = self._box.viewRange()
        pixel = self._box.viewPixelSize()
        drawn = 0
        for planes in self._planes:
            for row in range(len(planes.normals)):
                ends = _line(planes, row, (x_range[0], x_range[1]), (y_range[0], y_range[1]))
                item = self._line_item(drawn)
                is_on = highlighted == (planes.layer, row)
                color = self._theme.class_color(int(planes.neurons[row])) if planes.against[row] < 0 else None
                width = LINE_WIDTH * (2.0 if is_on else 1.0) * self._theme.scale
                item.set_pen(color or QColor(self._theme.palette.boundary_line), width)
                item.set_segments(_with_arrow(ends, _in_plane(planes.normals)[row], pixel))
                drawn += 1
        for item in self._lines[drawn:]:
            item.set_segments(Segments.none())

    def _line_item(self, index: int) -> LinesItem:
        while index >= len(self._lines):
            item = LinesItem()
            item.setZValue(5)
            self._box.addItem(item, ignoreBounds=True)
            self._lines.append(item)
        return self._lines[index]

    def _on_zoomed(self, *_what: object) -> None:
        self._follows = False


def places(samples: FloatArray) -> FloatArray:
    """Give where samples (n, d) are drawn, (n, 2): those of a single coordinate in a strip, one beside the other."""
    if samples.shape[1] >= 2:
        return samples[:, :2]
    spread = (np.arange(len(samples)) * SPREAD % 1.0 - 0.5) * STRIP_HEIGHT
    return np.column_stack([samples[:, 0], spread])


def _grid_segments(grid: FloatArray) -> Segments:
    if grid.shape[-1] < 2 or not len(grid):
        return Segments.none()
    return Segments.joined([Segments.polyline(line[:, 0], line[:, 1]) for line in grid])


def _in_plane(normals: FloatArray) -> FloatArray:
    """Give normals (m, 2) of normals (m, d)."""
    padded = np.zeros((len(normals), 2))
    padded[:, : min(normals.shape[1], 2)] = normals[:, :2]
    return padded


def _line(planes: Hyperplanes, row: int, x_range: Range, y_range: Range) -> FloatArray:
    """Give the two ends (2, 2) of what is visible of a line, NaN where nothing is."""
    normals = _in_plane(planes.normals[row : row + 1])
    length = np.hypot(*normals[0])
    if not (length > 0 and np.isfinite(length) and np.isfinite(planes.offsets[row])):
        return np.full((2, 2), np.nan)
    return np.asarray(clipped_lines(normals / length, planes.offsets[row : row + 1] / length, x_range, y_range)[0])


def _with_arrow(ends: FloatArray, normal: FloatArray, pixel: tuple[float, float]) -> Segments:
    """Give a line's segments with an arrow in its middle to where the neuron's pre-activation grows."""
    if not np.isfinite(ends).all():
        return Segments.none()
    size = np.array(pixel)
    # What is perpendicular on the screen, whose units are not those of the axes.
    along = (ends[1] - ends[0]) / size
    across = np.array([-along[1], along[0]])
    across *= np.sign(across @ (normal * size)) or 1.0
    across /= np.hypot(*across) or 1.0
    along /= np.hypot(*along) or 1.0
    foot = ends.mean(axis=0)
    tip = foot + ARROW_PX * across * size
    barbs = [tip - ARROW_PX * 0.35 * (across + side * along) * size for side in (1, -1)]
    return Segments(np.array([[*ends[0], *ends[1]], [*foot, *tip], [*tip, *barbs[0]], [*tip, *barbs[1]]]))

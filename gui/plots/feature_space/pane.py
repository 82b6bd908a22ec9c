"""One of the two pictures of a feature space: samples, the input plane's grid, the lines of what reads the layer."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QColor

from engine.arrays import FloatArray
from engine.process.views.feature_space import FeaturePoints
from engine.process.views.hyperplanes import Hyperplanes
from gui.plots.contours import Segments
from gui.plots.feature_space.axis_names import AxisNames
from gui.plots.feature_space.cube import Cube
from gui.plots.feature_space.plane_lines import PlaneLines
from gui.plots.feature_space.shown_samples import ShownSamples
from gui.plots.feature_space.spaces import BESIDE, STRIP_RANGE, Camera, FlatSpace, SolidSpace, Space
from gui.plots.feature_space.steady import steady_ranges
from gui.plots.lines_item import LinesItem
from gui.plots.ranges import Range
from gui.plots.samples import SamplePoints
from gui.selection import NeuronItem
from gui.theme import Theme
from gui.theme.scales import RgbaArray

NAME_ROOM = 1.35  # to the sides of a box, where the name of its upright axis stands
GRID_ALPHA, GRID_WIDTH = 90, 1.0
FOG, FOG_STEPS = 0.65, 5  # how much of its colour the farthest sample loses, in so many steps


class FeaturePane:
    """Draws one space into a plot.

    Args:
        plot: Where it is drawn.
    """

    def __init__(self, plot: pg.PlotItem) -> None:
        self._box = plot.getViewBox()
        self._grid = LinesItem()
        self._cube = Cube(self._box)
        self._lines = PlaneLines(self._box)
        self.samples = SamplePoints(plot)
        self._grid.setZValue(-5)
        self._box.addItem(self._grid, ignoreBounds=True)
        self._theme: Theme | None = None
        self._points: FeaturePoints | None = None
        self._look: ShownSamples | None = None
        self._positions: FloatArray = np.empty((0, 2))
        self._follows = True
        self._ranges: tuple[Range, ...] = ()
        self._wanted_range: tuple[Range, Range] | None = None
        self._space: Space = FlatSpace()
        self._axis_names: AxisNames | None = None
        self._way: tuple[bool, bool] | None = None  # whether it is solid, or a strip
        self._box.sigRangeChangedManually.connect(self._on_zoomed)
        self._box.sigRangeChanged.connect(self._draw_lines)
        self._box.sigResized.connect(self._on_resized)

    def restyle(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        color = QColor(theme.palette.plot_text)
        color.setAlpha(GRID_ALPHA)
        self._grid.set_pen(color, GRID_WIDTH * theme.scale)
        self.samples.restyle(theme)
        self._cube.restyle(theme)
        self._draw_lines()

    @property
    def is_solid(self) -> bool:
        """Whether it shows three coordinates."""
        return isinstance(self._space, SolidSpace)

    def show(
        self,
        points: FeaturePoints,
        look: ShownSamples,
        planes: tuple[Hyperplanes, ...],
        camera: Camera,
        axes: AxisNames,
    ) -> None:
        """Draw a space and hyperplanes in it; three coordinates as seen from a camera, with the names of their axes."""
        self._lines.set_planes(planes)
        self._points, self._look = points, look
        if self._follows:
            values = np.concatenate([points.samples, points.mark])
            values = values[np.isfinite(values).all(axis=1)]
            if len(values):
                self._ranges = steady_ranges(values, self._ranges)
        self.see_from(camera, axes)

    @property
    def unseen_readers(self) -> int:
        """How many neurons that read the space cut nothing of what is shown."""
        return self._lines.unseen

    def light(self, neurons: frozenset[NeuronItem]) -> None:
        """Let the lines of these neurons stand out."""
        if self._lines.set_lit(neurons):
            self._draw_lines()

    def reset_view(self) -> None:
        """Show all samples again, with the next ones drawn."""
        self._follows = True
        self._ranges = ()
        self._wanted_range = None

    def line_at(self, x: float, y: float, reach: float) -> tuple[Hyperplanes, int] | None:
        """Give the hyperplane, by its row, whose line is nearest to a place, if within `reach` pixels of it."""
        return self._lines.at(x, y, reach)

    def see_from(self, camera: Camera, axes: AxisNames) -> None:
        """See the same from elsewhere."""
        points = self._points
        if points is None or not self._ranges:
            return
        self._axis_names = axes
        is_solid = points.samples.shape[1] > 2
        self._space = SolidSpace(self._ranges, camera) if is_solid else FlatSpace()
        is_strip = points.samples.shape[1] < 2
        if (is_solid, is_strip) != self._way:
            self._way = is_solid, is_strip
            self._box.setAspectLocked(not is_strip)  # else a normal would not be perpendicular in the numbers
            self._box.setMouseEnabled(x=not is_solid, y=not is_solid)
        self._cube.show(self._space if isinstance(self._space, SolidSpace) else None, axes)
        if isinstance(self._space, SolidSpace):
            reach = (self._space.reach + BESIDE) / camera.zoom
            aside = NAME_ROOM * reach
            self._set_range((-aside, aside), (-reach, reach))
        elif self._follows:
            self._set_range(self._ranges[0], self._ranges[1] if len(self._ranges) > 1 else STRIP_RANGE)
        self._draw_points(points)
        self._draw_lines()

    def _set_range(self, x_range: Range, y_range: Range) -> None:
        """Show so much of the plane, where it shows another."""
        if self._wanted_range != (x_range, y_range):
            self._wanted_range = x_range, y_range
            self._box.setRange(xRange=x_range, yRange=y_range, padding=0.0)

    def _draw_points(self, points: FeaturePoints) -> None:
        look = self._look
        assert look is not None, "samples come with their look"
        everything = np.concatenate([points.samples, points.mark])
        self._positions = self._space.place(everything)
        if look.chosen is not None and len(points.mark):
            self._positions[-1] = self._positions[look.chosen]  # in a strip, equal samples lie beside each other
        rows = np.flatnonzero(np.isfinite(self._positions[: len(points.samples)]).all(axis=1))
        colors = look.colors
        depth = self._space.depth(points.samples)
        if depth is not None:
            rows = rows[np.argsort(depth[rows], kind="stable")]  # the nearest are drawn last, over all others
            colors = self._in_fog(colors, depth)
        is_training = rows < look.training_count
        is_marked = len(points.mark) > 0 and bool(np.isfinite(self._positions[-1]).all())
        in_focus = look.in_focus
        is_mark = np.zeros(len(points.mark), np.bool_)
        self.samples.let_stand_out(None if in_focus is None else np.append(in_focus, is_mark))
        self.samples.set_samples(
            self._positions,
            colors,
            rows[is_training],
            rows[~is_training],
            np.append(look.wrong, is_mark),
            len(points.samples) if is_marked else None,
        )
        self._grid.set_segments(_grid_segments(points.grid, self._space))

    def _in_fog(self, colors: RgbaArray, depth: FloatArray) -> RgbaArray:
        """Let samples fade towards the background the farther they are away."""
        assert self._theme is not None, "styled before it is drawn"
        color = QColor(self._theme.palette.plot_background)
        background = np.array([color.red(), color.green(), color.blue()])
        share = FOG * np.rint((1.0 - depth) / 2 * FOG_STEPS)[:, np.newaxis] / FOG_STEPS
        fogged = colors.copy()
        fogged[:, :3] = np.rint(colors[:, :3] * (1.0 - share) + background * share)
        return fogged

    def _draw_lines(self, *_range: object) -> None:
        if self._theme is not None:
            self._lines.draw(self._space, self._theme)

    def _on_resized(self, *_box: object) -> None:
        """Name the axes as there is room now."""
        if self._axis_names is not None and isinstance(self._space, SolidSpace):
            self._cube.show(self._space, self._axis_names)

    def _on_zoomed(self, *_what: object) -> None:
        self._follows = self.is_solid  # there, pyqtgraph says so of drags that move nothing


def _grid_segments(grid: FloatArray, space: Space) -> Segments:
    if grid.shape[-1] < 2 or not len(grid):
        return Segments.none()
    places = space.place(grid)
    ends = np.concatenate([places[:, :-1], places[:, 1:]], axis=2).reshape(-1, 4)
    return Segments(ends[np.isfinite(ends).all(axis=1)])

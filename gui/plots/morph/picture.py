"""The picture in the morph: the input plane with what the network says there, its grid, the boundary, the samples."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QColor

from engine.arrays import FloatArray
from engine.process.views.morph import Morph, MorphPositions
from gui.plots.contours import Segments
from gui.plots.morph.cells import Cells, as_surface, carried_to, cells_of
from gui.plots.morph.curves_item import CurvesItem
from gui.plots.morph.framing import MARGIN, Frame, frame_of
from gui.plots.morph.mesh_item import MeshItem
from gui.plots.readings import Reading
from gui.plots.samples import SamplePoints
from gui.theme import Theme
from gui.theme.scales import RgbaArray

GRID_ALPHA, GRID_WIDTH, BOUNDARY_WIDTH = 110, 1.0, 2.0


class MorphPicture:
    """Draws one moment of a morph into a plot.

    Attributes:
        samples: The points.

    Args:
        plot: Where it is drawn.
    """

    def __init__(self, plot: pg.PlotItem) -> None:
        self._box = plot.getViewBox()
        self._mesh = MeshItem()
        self._grid, self._boundary = CurvesItem(), CurvesItem()
        for depth, item in enumerate((self._mesh, self._grid, self._boundary)):
            item.setZValue(depth - 10)
            self._box.addItem(item, ignoreBounds=True)
        self.samples = SamplePoints(plot)
        self._colors: RgbaArray = np.empty((0, 4), np.uint8)
        self._are_colored = False  # whether the samples drawn have those colours
        self._selected: int | None = None
        self._cells = Cells(np.empty((0, 4, 2)), np.empty((0, 4), np.uint8))
        self._border = Segments.none()
        self._frame: Frame | None = None
        self._framed_moment: float | None = None
        self._follows = True
        self._box.setAspectLocked(True)
        self._box.sigRangeChangedManually.connect(self._on_zoomed)

    def restyle(self, theme: Theme) -> None:
        """Take the theme's colours; `take` follows."""
        color = QColor(theme.palette.boundary_line)
        self._boundary.set_pen(color, BOUNDARY_WIDTH * theme.scale)
        color = QColor(theme.palette.plot_text)
        color.setAlpha(GRID_ALPHA)
        self._grid.set_pen(color, GRID_WIDTH * theme.scale)
        self.samples.restyle(theme)
        self._are_colored = False

    def take(self, morph: Morph, reading: Reading, sample_colors: RgbaArray) -> None:
        """Take what is to be drawn: its outputs mean what the reading says, its samples have these colours (n, 4)."""
        outputs = morph.outputs
        self._cells = cells_of(outputs, reading)
        self._mesh.set_colors(self._cells.colors)
        rows, columns = outputs.shape[:2]
        self._border = Segments.none()
        if min(rows, columns) > 1:
            self._border = reading.boundary(outputs, np.arange(columns, dtype=float), np.arange(rows, dtype=float))
        if not np.array_equal(sample_colors, self._colors):
            self._colors, self._are_colored = sample_colors, False

    def place(self, morph: Morph, moment: float, selected: int | None) -> None:
        """Draw where everything is at a moment t, and which of the samples is selected."""
        positions = morph.at(moment)
        self._fit(positions, moment)
        self._mesh.set_cells(_carried(positions.mesh, self._cells.corners), self.pixel_size)
        self._boundary.set_curves(_carried(positions.mesh, self._border.ends.reshape(-1, 2, 2)))
        self._grid.set_curves(positions.lines)
        self._place_samples(positions.samples, selected)

    def _place_samples(self, positions: FloatArray, selected: int | None) -> None:
        rows = np.flatnonzero(np.isfinite(positions).all(axis=1))
        if self._are_colored and selected == self._selected and np.array_equal(rows, self.samples.shown):
            self.samples.move(positions)
            return
        self.samples.set_samples(positions, self._colors, rows, rows[:0])
        self.samples.set_selected(selected)
        self._are_colored, self._selected = True, selected

    @property
    def pixel_size(self) -> tuple[float, float]:
        """Width and height of a pixel in the units shown."""
        (left, right), (low, high) = self._box.viewRange()
        return (right - left) / max(self._box.width(), 1.0), (high - low) / max(self._box.height(), 1.0)

    def reset_view(self) -> None:
        """Show everything again, with what is placed next."""
        self._follows = True
        self._frame = None

    def _fit(self, positions: MorphPositions, moment: float) -> None:
        """Show all of it. While a run goes on and the slider rests, a frame that still suits stays."""
        if not self._follows:
            return
        frame = frame_of(positions)
        if self._frame is None or moment != self._framed_moment:
            self._frame, self._framed_moment = frame, moment
        elif not self._frame.suits(frame):
            self._frame = frame.widened(1.0 + MARGIN)
        x_range, y_range = self._frame.ranges(self._box.width(), self._box.height())
        if [list(x_range), list(y_range)] != self._box.viewRange():
            self._box.setRange(xRange=x_range, yRange=y_range, padding=0.0)

    def _on_zoomed(self, *_what: object) -> None:
        self._follows = False


def _carried(mesh: FloatArray, places: FloatArray) -> FloatArray:
    """Give where places (n, p, 2) of the surface are carried."""
    return carried_to(as_surface(mesh), places.reshape(-1, 2)).reshape(places.shape) if len(places) else places

"""The picture of a layer's values: a row for each sample, a column for each neuron, the classes beside it."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor

from engine.arrays import BoolArray, Float32Array, IntArray
from gui.plots.cells_item import CellsItem
from gui.plots.contours import Segments
from gui.plots.lines_item import LinesItem
from gui.plots.log_ticks import Ticks
from gui.plots.samples import DIMMED_SHARE
from gui.theme import Theme
from gui.theme.scales import RgbaArray

BAND_SHARE, BAND_GAP_SHARE = 0.03, 0.008  # of the map's width
SELECTED_WIDTH, HOVERED_WIDTH = 2.0, 1.0
MARK_SIZE = 9
HEADROOM, HEADROOM_PX = 0.06, 16.0  # of the rows, and at least, above them: for marks of neurons that stand still


class ActivityMap:
    """Draws values into a plot: sample r is the row from y = r to r + 1 downwards, neuron c the column from x = c.

    Args:
        plot: Where it is drawn.
    """

    def __init__(self, plot: pg.PlotItem) -> None:
        self._plot = plot
        self._box = plot.getViewBox()
        self._box.invertY(True)
        self._cells, self._band = CellsItem(), CellsItem()
        self._selected, self._hovered = LinesItem(), LinesItem()
        self._dead = pg.ScatterPlotItem(symbol="x", size=MARK_SIZE)
        self._saturated = pg.ScatterPlotItem(symbol="o", size=MARK_SIZE)
        items = (self._cells, self._band, self._hovered, self._selected, self._dead, self._saturated)
        for depth, item in enumerate(items):
            item.setZValue(depth)
            self._box.addItem(item, ignoreBounds=True)
        self._shape = (0, 0)
        self._headroom = HEADROOM
        self._still = np.empty(0, np.int64), np.empty(0, np.int64)
        self._box.sigResized.connect(self._on_resized)
        self._ticks: tuple[Ticks, Ticks] = ([], [])
        self._theme: Theme | None = None

    def restyle(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        self._selected.set_pen(QColor(theme.palette.accent), SELECTED_WIDTH * theme.scale)
        self._hovered.set_pen(QColor(theme.palette.text), HOVERED_WIDTH * theme.scale)
        for item, color in ((self._dead, theme.palette.error), (self._saturated, theme.palette.warning)):
            item.setPen(pg.mkPen(color, width=2.0 * theme.scale))
            item.setBrush(pg.mkBrush(color) if item is self._dead else None)
            item.setSize(MARK_SIZE * theme.scale)

    def show(
        self, values: Float32Array, full_color: float, classes: RgbaArray, in_focus: BoolArray | None = None
    ) -> None:
        """Draw values (n, H), full colour at ±`full_color`, beside the colours (n, 4) of the samples' classes.

        Of the samples those in focus (n,) stand out, where there are any.
        """
        assert self._theme is not None, "a plot is styled before it draws"
        rows, columns = values.shape
        cells, band = self._theme.signed_rgba(values, full_color), classes[:, np.newaxis].copy()
        if in_focus is not None:
            for colors in (cells, band):
                colors[~in_focus, :, 3] = round(255 * DIMMED_SHARE)
        self._cells.set_cells(cells, QRectF(0, 0, columns, rows))
        width, gap = BAND_SHARE * columns, BAND_GAP_SHARE * columns
        self._band.set_cells(band, QRectF(-width - gap, 0, width, rows))
        if self._shape != (rows, columns):
            self._shape = (rows, columns)
            self.reset_view()

    def show_still(self, dead: IntArray, saturated: IntArray) -> None:
        """Mark neurons that hardly anything can move, above their columns."""
        above = -self._headroom / 2 * self._shape[0]
        self._still = dead, saturated
        for item, found in ((self._dead, dead), (self._saturated, saturated)):
            item.setData(x=found + 0.5, y=np.full(len(found), above))

    def show_ticks(self, neurons: Ticks, classes: Ticks) -> None:
        """Name the columns, and the classes beside the rows."""
        if (neurons, classes) != self._ticks:  # axes are costly to draw
            self._ticks = neurons, classes
            self._plot.getAxis("bottom").setTicks([neurons])
            self._plot.getAxis("left").setTicks([classes])

    def mark(self, selected: list[int], hovered: int | None, sample: int | None, pointed: int | None) -> None:
        """Frame the columns of the neurons selected and of the one under the pointer, and the rows of samples.

        Args:
            selected: The neurons selected.
            hovered: The one under the pointer.
            sample: The row of the sample selected.
            pointed: The row of the one that the pointer is over.
        """
        rows, columns = self._shape
        frames = [_frame(column, 0, 1, rows) for column in selected]
        beside = -(BAND_SHARE + BAND_GAP_SHARE) * columns
        if sample is not None:
            frames.append(_frame(beside, sample, columns * 1.038, 1))
        self._selected.set_segments(_all(frames))
        pointed_at = [] if hovered is None else [_frame(hovered, 0, 1, rows)]
        if pointed is not None:
            pointed_at.append(_frame(beside, pointed, columns * 1.038, 1))
        self._hovered.set_segments(_all(pointed_at))

    def reset_view(self) -> None:
        """Show all of it."""
        rows, columns = self._shape
        self._headroom = self._needed_headroom
        self.show_still(*self._still)
        left = -(BAND_SHARE + 2 * BAND_GAP_SHARE) * columns
        self._box.setRange(xRange=(left, columns * 1.01), yRange=(-self._headroom * rows, rows), padding=0.0)

    @property
    def _needed_headroom(self) -> float:
        """How much stands above the rows, as a share of them: in a low plot more, or marks would be cut."""
        needed_px = HEADROOM_PX * (1.0 if self._theme is None else self._theme.scale)
        return max(HEADROOM, needed_px / max(float(self._box.height()) - needed_px, needed_px))

    def _on_resized(self, *_box: object) -> None:
        """Keep room for the marks unless a person has zoomed."""
        if self._box.viewRange()[1] == [-self._headroom * self._shape[0], self._shape[0]]:
            self.reset_view()

    def place_at(self, scene_position: QPointF) -> tuple[int, int | None] | None:
        """Give row and column under the pointer, None for the column beside them, with their classes' names.

        Outside of the samples there is neither.
        """
        inside = self._box.sceneBoundingRect()
        inside.setLeft(self._plot.sceneBoundingRect().left())
        if not inside.contains(scene_position):
            return None
        place = self._box.mapSceneToView(scene_position)
        rows, columns = self._shape
        row, column = int(np.floor(place.y())), int(np.floor(place.x()))
        if not 0 <= row < rows or column >= columns:
            return None
        return row, column if column >= 0 else None

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of its area in pixels."""
        return self._box.width(), self._box.height()


def _all(frames: list[Segments]) -> Segments:
    return Segments.joined(frames) if frames else Segments.none()


def _frame(x: float, y: float, width: float, height: float) -> Segments:
    corners = np.array([(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)], dtype=np.float64)
    return Segments.polyline(corners[:, 0], corners[:, 1])

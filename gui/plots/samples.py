"""The samples in a plot: training points filled, validation points hollow, wrong ones ringed, the selected marked."""

from collections.abc import Callable

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QColor

from engine.arrays import BoolArray, FloatArray, IntArray, same_value
from gui.theme import Theme
from gui.theme.scales import RgbaArray

MAX_POINTS = 4000
POINT_SIZE, WRONG_SIZE, SELECTED_SIZE, POINTED_SIZE = 9, 15, 17, 21
MANY_SAMPLES, CROWD = 200, 1500  # from here on points shrink, and from there on they shrink no more
CROWD_FACTOR, CROWD_OPACITY = 0.55, 0.75
FEW_SAMPLES, FEW_SAMPLES_FACTOR = 20, 1.3
FULL_EXTENT_PX, SMALLEST = 400.0, 0.65  # the plot in which points have full size, and their least size in a smaller one
VALIDATION_PEN_WIDTH = 2.0
DIMMED_SHARE = 0.1  # of the opacity of all others, while some stand out
CLICK_RADIUS_PX = 10.0
MARK_MARGIN_PX = 1.5


class SamplePoints:
    """Points of a data set in one plot, and which of them lies under the pointer.

    Of a large data set an even selection is drawn.
    """

    def __init__(self, plot: pg.PlotItem) -> None:
        self._training = pg.ScatterPlotItem(size=POINT_SIZE)
        self._validation = pg.ScatterPlotItem(size=POINT_SIZE)
        self._training_in_focus = pg.ScatterPlotItem(size=POINT_SIZE)
        self._validation_in_focus = pg.ScatterPlotItem(size=POINT_SIZE)
        self._wrong = pg.ScatterPlotItem(size=WRONG_SIZE)
        self._selected = pg.ScatterPlotItem(size=SELECTED_SIZE)
        self._pointed = pg.ScatterPlotItem(size=POINTED_SIZE)
        from_below = (
            self._wrong, self._validation, self._training,
            self._validation_in_focus, self._training_in_focus, self._selected, self._pointed,
        )  # fmt: skip
        for depth, item in enumerate(from_below):
            item.setZValue(10 + depth)
            plot.addItem(item, ignoreBounds=True)
        self._positions: FloatArray = np.empty((0, 2))
        self._colors: RgbaArray = np.empty((0, 4), dtype=np.uint8)
        self._training_indices: IntArray = np.empty(0, dtype=np.int64)
        self._validation_indices: IntArray = np.empty(0, dtype=np.int64)
        self._wrong_mask: BoolArray = np.empty(0, dtype=np.bool_)
        self._in_focus: BoolArray | None = None
        self._selected_index: int | None = None
        self._pointed_index: int | None = None
        self._shows_validation = True
        self._interface_scale = 1.0
        self._extent = FULL_EXTENT_PX
        self._point_size = POINT_SIZE
        self._factor = 0.0  # of all sizes
        self._is_restyled = True  # since the points were drawn
        self._outline = pg.mkPen(None)
        self._hollow = QColor()

    @property
    def shown(self) -> IntArray:
        """Rows of the samples drawn."""
        if not self._shows_validation:
            return self._training_indices
        return np.concatenate([self._training_indices, self._validation_indices])

    @property
    def shows_validation(self) -> bool:
        """Whether validation points are shown, where there are any."""
        return self._shows_validation

    def restyle(self, theme: Theme) -> None:
        """Take the theme's outlines; call `set_samples` again for the points' own colours."""
        self._is_restyled = True
        scale = self._interface_scale = theme.scale
        self._resize()
        self._outline = pg.mkPen(theme.palette.point_outline, width=scale)
        self._hollow = QColor(theme.palette.plot_background)
        self._wrong.setPen(pg.mkPen(theme.palette.boundary_line, width=1.5 * scale))
        self._selected.setPen(pg.mkPen(theme.palette.accent, width=2.5 * scale))
        self._wrong.setBrush(None)
        self._selected.setBrush(None)
        self._pointed.setPen(pg.mkPen(theme.palette.text, width=2.0 * scale))
        self._pointed.setBrush(None)

    def fit_to(self, width: float, height: float) -> None:
        """Suit the points to a plot of so many pixels: smaller in a small plot, larger where there are few."""
        self._extent = min(width, height)
        self._resize()

    def set_samples(
        self,
        positions: FloatArray,
        colors: RgbaArray,
        training_indices: IntArray,
        validation_indices: IntArray,
        wrong: BoolArray | None = None,
        selected: int | None = None,
    ) -> None:
        """Show samples at positions (N, 2) in colours (N, 4); ring the wrong ones (N,), and mark one of them."""
        looks = colors, _thinned(training_indices), _thinned(validation_indices)
        has_looks = len(positions) == len(self._positions) and same_value(looks, self._looks)
        self._positions = positions
        self._colors, self._training_indices, self._validation_indices = looks
        self._wrong_mask = np.zeros(len(positions), dtype=np.bool_) if wrong is None else wrong
        self._selected_index = selected
        self._resize()
        if has_looks and not self._is_restyled:
            self._move_points()
        else:
            self._draw_points()
        self.set_wrong(self._wrong_mask)
        self.set_selected(selected)

    def move(self, positions: FloatArray) -> None:
        """Bring the samples shown to other positions (N, 2): they keep their looks, which take much longer to set."""
        self._positions = positions
        self._move_points()
        if self._wrong_mask.any():
            self.set_wrong(self._wrong_mask)
        self.set_selected(self._selected_index)

    def set_wrong(self, mask: BoolArray) -> None:
        """Ring the samples that are predicted wrongly: (N,)."""
        self._wrong_mask = mask
        shown = self.standing_out
        self._wrong.setData(pos=self._positions[shown[mask[shown]]])

    def let_stand_out(self, mask: BoolArray | None) -> None:
        """Let some samples (N,) stand out by all others' standing back; all are alike for None."""
        if not same_value(mask, self._in_focus):
            self._in_focus = mask
            self._draw_focus()
            self.set_wrong(self._wrong_mask)

    @property
    def standing_out(self) -> IntArray:
        """Rows of the samples drawn, but for those that stand back."""
        shown, is_in_focus = self.shown, self._focus
        return shown if is_in_focus is None else shown[is_in_focus[shown]]

    def set_selected(self, index: int | None) -> None:
        """Mark one sample, or none."""
        self._selected_index = index
        self._selected.setData(pos=self._place_of(index))
        self.set_pointed(self._pointed_index)

    def set_pointed(self, index: int | None) -> None:
        """Ring the one that the pointer is over, here or in another plot; or none."""
        self._pointed_index = index
        self._pointed.setData(pos=self._place_of(index))

    def _place_of(self, index: int | None) -> FloatArray:
        """Give the place of a sample, (1, 2), or of none, (0, 2)."""
        first = len(self._positions) if index is None else index
        return self._positions[first : first + 1]

    def set_validation_shown(self, is_shown: bool) -> None:
        """Show or hide the validation points."""
        self._shows_validation = is_shown
        self._draw_points()
        self.set_wrong(self._wrong_mask)

    def nearest(self, x: float, y: float, pixel_size: tuple[float, float]) -> int | None:
        """Give the sample drawn nearest to a place, if it is near enough to have been meant.

        Args:
            x: The place.
            y: The place.
            pixel_size: Width and height of a pixel in data units.
        """
        return self._within(CLICK_RADIUS_PX, x, y, pixel_size)

    def under(self, x: float, y: float, pixel_size: tuple[float, float]) -> int | None:
        """Give the sample whose mark covers a place; arguments as in `nearest`."""
        return self._within(self._point_size / 2 + MARK_MARGIN_PX, x, y, pixel_size)

    def _within(self, radius: float, x: float, y: float, pixel_size: tuple[float, float]) -> int | None:
        shown = self.shown
        if not len(shown):
            return None
        distance = np.hypot(*((self._positions[shown] - (x, y)) / pixel_size).T)
        nearest = int(distance.argmin())
        return int(shown[nearest]) if distance[nearest] <= radius else None

    def _resize(self) -> None:
        crowding = _crowding(len(self._positions))
        fullness = 1.0 + (CROWD_FACTOR - 1.0) * crowding
        if len(self._positions) <= FEW_SAMPLES:
            fullness = FEW_SAMPLES_FACTOR
        opacity = 1.0 + (CROWD_OPACITY - 1.0) * crowding
        for item, in_focus in self._layers:
            item.setOpacity(opacity if self._focus is None else DIMMED_SHARE * opacity)
            in_focus.setOpacity(opacity)
        factor = self._interface_scale * fullness * min(max(self._extent / FULL_EXTENT_PX, SMALLEST), 1.0)
        if factor == self._factor:
            return  # each item would be made anew
        self._factor = factor
        self._point_size = _odd(factor * POINT_SIZE)
        for item, size in (
            (self._training, POINT_SIZE), (self._validation, POINT_SIZE),
            (self._training_in_focus, POINT_SIZE), (self._validation_in_focus, POINT_SIZE),
            (self._wrong, WRONG_SIZE), (self._selected, SELECTED_SIZE), (self._pointed, POINTED_SIZE),
        ):  # fmt: skip
            item.setSize(_odd(factor * size))

    def _validation_pen(self, color: QColor) -> object:
        return pg.mkPen(color, width=VALIDATION_PEN_WIDTH - _crowding(len(self._positions)))

    @property
    def _looks(self) -> tuple[RgbaArray, IntArray, IntArray]:
        return self._colors, self._training_indices, self._validation_indices

    @property
    def _focus(self) -> BoolArray | None:
        """Which samples stand out, None for all; what is told of others before they are drawn waits for them."""
        is_of_these = self._in_focus is not None and len(self._in_focus) == len(self._positions)
        return self._in_focus if is_of_these else None

    @property
    def _layers(self) -> tuple[tuple[pg.ScatterPlotItem, pg.ScatterPlotItem], ...]:
        """The items of all points, which pale together, each with that of those in focus above it."""
        return (self._training, self._training_in_focus), (self._validation, self._validation_in_focus)

    @property
    def _validation_rows(self) -> IntArray:
        return self._validation_indices if self._shows_validation else self._validation_indices[:0]

    def _rows_in_focus(self, rows: IntArray) -> IntArray:
        is_in_focus = self._focus
        return rows[:0] if is_in_focus is None else rows[is_in_focus[rows]]

    def _draw_points(self) -> None:
        self._is_restyled = False
        self._fill(self._training, self._validation, self._training_indices, self._validation_rows)
        self._draw_focus()

    def _draw_focus(self) -> None:
        """Let all points pale under those in focus: to make all of them anew would take much longer."""
        rows = self._rows_in_focus(self._training_indices), self._rows_in_focus(self._validation_rows)
        self._fill(self._training_in_focus, self._validation_in_focus, *rows)
        self._resize()

    def _fill(
        self,
        training: pg.ScatterPlotItem,
        validation: pg.ScatterPlotItem,
        training_rows: IntArray,
        validation_rows: IntArray,
    ) -> None:
        training.setData(
            pos=self._positions[training_rows],
            pen=self._outline,
            brush=_distinct(self._colors[training_rows], pg.mkBrush),
        )
        validation.setData(
            pos=self._positions[validation_rows],
            pen=_distinct(self._colors[validation_rows], self._validation_pen),
            brush=self._hollow,
        )

    def _move_points(self) -> None:
        for (item, in_focus), rows in zip(self._layers, (self._training_indices, self._validation_rows), strict=True):
            _move(item, self._positions[rows])
            _move(in_focus, self._positions[self._rows_in_focus(rows)])


def place_among(rows: IntArray, sample: int | None) -> int | None:
    """Give where a sample, by its row, stands among the rows (n,) of those that are shown; None where it doesn't."""
    found = np.flatnonzero(rows == sample)
    return int(found[0]) if len(found) else None


def _move(item: pg.ScatterPlotItem, positions: FloatArray) -> None:
    item.prepareGeometryChange()
    item.data["x"], item.data["y"] = positions.T
    item.bounds = [None, None]
    item.invalidate()


def _thinned(indices: IntArray) -> IntArray:
    """Give at most `MAX_POINTS` of the indices, evenly spread."""
    return indices[:: max(1, -(-len(indices) // MAX_POINTS))]


def _distinct(colors: RgbaArray, make: Callable[[QColor], object]) -> list[object]:
    """Make a pen or brush for each row, sharing those of equal colours."""
    keys = [tuple(color) for color in colors.tolist()]
    made = {key: make(QColor(*key)) for key in set(keys)}
    return [made[key] for key in keys]


def _crowding(count: int) -> float:
    """Tell how crowded a plot of so many samples is: from 0, with room around each, to 1."""
    return float(np.interp(np.log(max(count, 1)), np.log((MANY_SAMPLES, CROWD)), (0.0, 1.0)))


def _odd(size: float) -> int:
    """Give a whole, odd number of pixels near a size: those make round circles."""
    return 2 * round((size - 1) / 2) + 1

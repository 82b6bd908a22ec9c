"""The loss plot: how training and validation loss, or accuracy, went from epoch to epoch."""

import msgspec
import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QButtonGroup, QToolButton, QWidget

from engine.arrays import FloatArray
from engine.network.losses import loss
from engine.project.history import HISTORY_COLUMNS
from gui.icons import IconName, icon
from gui.plots.axis import OVERHANG_PX
from gui.plots.contours import Segments
from gui.plots.history_buffer import HistoryBuffer, peak_decimated, visible_part
from gui.plots.lines_item import LinesItem
from gui.plots.log_ticks import logarithmic_ticks
from gui.plots.numbers import readable
from gui.plots.panel import PlotPanel
from gui.plots.ranges import Range, nearest, rounded_out, spread, up_from_zero, with_mark_room
from gui.plots.readings.base import colored_dot
from gui.plots.readout import Part
from gui.plots.table import Table
from gui.theme import Theme, ThemeManager
from gui.theme.plots import style_plot
from gui.widgets import let_rest

CURVE_WIDTH, MARK_SIZE = 1.6, 8
EPOCH_DECIMALS, WHOLE_EPOCHS_FROM = 2, 1000
SIDE_MARGIN, TOP_MARGIN = 0.02, 0.06
LAST_LABEL_PX = 16  # how far the label of the last epochs may reach beyond the axis: half of “1,000” and more
BUCKET_WIDTH_PX = 2


class Measure(msgspec.Struct, frozen=True):
    """History columns that are shown together.

    Attributes:
        name: what the button and the axis call it.
        columns: of `HISTORY_COLUMNS`, in training and in validation, and what training adds.
        tool_tip: what the button explains.
        missing: what to say where there is no value at all.
    """

    name: str
    columns: tuple[str, ...]
    tool_tip: str
    missing: str


PENALTY = "penalty"
LOSS = Measure("Loss", ("training_loss", "validation_loss", PENALTY), "Show the loss", "")
ACCURACY = Measure(
    "Accuracy",
    ("training_accuracy", "validation_accuracy"),
    "Show the share of samples classified rightly",
    "Accuracy is for classes; this data has values to predict.",
)
CURVES = {"training": "train", "validation": "val.", PENALTY: PENALTY}  # with what a narrow plot says instead
SUM, SHORT_SUM = "training + penalty", "sum"  # what training makes small
LINEAR = "Accuracies are read on a linear axis."
NO_TRAINING, READY = "No training yet", "Press Space to train."
STARTING = ("Starting …", "The first losses are on their way.")


class LossPlot(PlotPanel):
    """Shows the history of a run: curves, the values under the pointer or else the latest.

    Signals:
        logarithmic_changed: whether a person wants a logarithmic loss axis now.
    """

    logarithmic_changed = Signal(bool)

    def __init__(self, theme_manager: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(theme_manager, IconName.CHART_LOSS, parent)
        self._history = HistoryBuffer()
        self._measure = LOSS
        self._loss_name = "log_loss"
        self._empty_text = NO_TRAINING, READY
        self._is_training = False
        self._history_notice = ""
        self._follows = True
        self._keeps_newest = True  # where someone has zoomed: whether the newest row was in sight
        self._shown_ranges: list[Range | None] = [None, None]
        self._pointed_row: int | None = None
        self._moment: int | None = None
        self.setObjectName("loss-plot")
        self._plot = self.add_plot(0, 0)
        self._plot.getAxis("bottom").set_overhang(LAST_LABEL_PX)
        self._plot.layout.setContentsMargins(0, 0, LAST_LABEL_PX - OVERHANG_PX, 0)
        self._curves = tuple(LinesItem() for _name in CURVES)
        self._colors = tuple(QColor() for _name in CURVES)
        self._brushes: tuple[QBrush, ...] = ()
        self._crosshair = pg.InfiniteLine(angle=90)
        self._marks = pg.ScatterPlotItem()
        for depth, item in enumerate((self._crosshair, *reversed(self._curves), self._marks)):
            item.setZValue(depth)
            self._plot.getViewBox().addItem(item, ignoreBounds=True)
        self._crosshair.setVisible(False)
        self._measures = QButtonGroup(self)
        for measure in reversed((LOSS, ACCURACY)):
            self._add_measure(measure)
        self._whole_run = self._add_whole_run_button()
        self._logarithmic = self.add_toggle("Log", "Logarithmic loss axis: shows how small losses still change")
        self._connect()
        self.apply_theme()
        self._label_axes()
        self.redraw()

    def _add_measure(self, measure: Measure) -> None:
        button = self.add_toggle(measure.name, measure.tool_tip, checked=measure is self._measure)
        self.header.insertWidget(0, button)
        self._measures.addButton(button)
        button.clicked.connect(lambda: self._show_measure(measure))

    def _add_whole_run_button(self) -> QToolButton:
        """Add what is there only while someone has zoomed: by accident it happens, too."""
        button = QToolButton()
        button.setIcon(icon(IconName.FIT))
        button.setToolTip("Show the whole run again, and follow it (double-click in the plot)")
        button.setAccessibleName("Show the whole run")
        button.setAutoRaise(True)
        button.setVisible(False)
        button.clicked.connect(self.reset_view)
        self.header.insertWidget(self.header.count() - 1, button)
        return button

    def _connect(self) -> None:
        self._logarithmic.clicked.connect(self._on_logarithmic_clicked)
        self.pointer.moved.connect(self._on_pointer_moved)
        self.pointer.left.connect(self._on_left)
        view_box = self._plot.getViewBox()
        view_box.sigRangeChangedManually.connect(self._on_zoomed)
        view_box.sigResized.connect(self.redraw)

    def table(self) -> Table | None:
        """Give the history, a row for each time the loss was measured."""
        if not len(self._history):
            return None
        return Table.of({name: self._history.column(name) for name in HISTORY_COLUMNS})

    # What it is fed

    def set_history(self, rows: FloatArray, notice: str = "") -> None:
        """Show another history: float64 (rows, columns), columns as in `HISTORY_COLUMNS`, with a notice or ""."""
        self._history_notice = notice
        self._history.clear()
        self._history.append(rows)
        self._pointed_row = None
        self.reset_view()

    def set_history_notice(self, notice: str) -> None:
        """Say something of the history shown, "" for nothing."""
        if notice != self._history_notice:
            self._history_notice = notice
            self._redraw_row()

    def append(self, rows: FloatArray) -> None:
        """Add rows (n, columns) that follow those shown."""
        if len(rows):
            self._history.append(rows)
            self.redraw()

    def set_moment(self, step: int | None) -> None:
        """Mark the row measured at a step of the run, or last before it; None for none."""
        if step != self._moment:
            self._moment = step
            self._redraw_row()

    @property
    def _moment_row(self) -> int | None:
        if self._moment is None:
            return None
        return max(int(np.searchsorted(self._history.column("step"), self._moment, side="right")) - 1, 0)

    def set_loss(self, loss_name: str) -> None:
        """Name the loss on the axis."""
        self._loss_name = loss_name
        self._label_axes()

    def set_logarithmic(self, is_logarithmic: bool) -> None:
        """Draw the loss on a logarithmic axis, or a linear one."""
        if is_logarithmic != self._logarithmic.isChecked():
            self._logarithmic.setChecked(is_logarithmic)
            self.reset_view()

    def set_empty_text(self, sentence: str, title: str = NO_TRAINING) -> None:
        """Say what there is instead of a curve, and what is missing before training can begin; "" for nothing."""
        text = title, sentence or READY
        if text != self._empty_text:
            self._empty_text = text
            self.redraw()

    def set_training(self, is_training: bool) -> None:
        """Take note of whether a run goes on, the first losses of which may still be on their way.

        Where someone has zoomed in on what was before, a run that begins to go on is in sight again.
        """
        if is_training != self._is_training:
            self._is_training = is_training
            if is_training and not self._keeps_newest:
                self.reset_view()
            elif not len(self._history):
                self.redraw()

    # Drawing

    def draw(self) -> None:
        """Draw the curves, marks and texts as they are now."""
        if not len(self._history):
            self.show_empty(*(STARTING if self._is_training else self._empty_text))
            self.set_notice("")
            return
        self.show_plot()
        epochs = self._history.column("epoch")
        self._show_epochs(float(epochs[0]), max(float(epochs[-1]), float(epochs[0]) + 1))
        part = visible_part(epochs, *self._plot.getViewBox().viewRange()[0])
        buckets = max(int(self._plot.getViewBox().width() / BUCKET_WIDTH_PX), 1)
        heights = []
        for curve in self._curves:
            curve.set_segments(Segments.none())
        for curve, name in zip(self._curves, self._columns, strict=False):
            x, y = peak_decimated(epochs[part], self._history.column(name)[part], buckets)
            heights.append(self._height(y))
            curve.set_segments(Segments.polyline(x, heights[-1]))
        if self._follows:
            self._show_range(1, self._height_range(np.concatenate(heights)))
        view_range = self._plot.getViewBox().viewRange()[1]
        self._plot.getAxis("left").setTicks(logarithmic_ticks(*view_range) if self._is_logarithmic else None)
        self._draw_row()

    def restyle(self, theme: Theme) -> None:
        """Take the theme's colours."""
        palette = theme.palette
        self._colors = tuple(map(QColor, (palette.plot_line, palette.accent, palette.text_disabled)))
        # pyqtgraph draws a symbol anew for every brush that it hasn't met, even of a known colour.
        self._brushes = tuple(pg.mkBrush(color) for color in self._colors)
        for curve, color in zip(self._curves, self._colors, strict=True):
            curve.set_pen(color, CURVE_WIDTH * theme.scale)
        self._crosshair.setPen(pg.mkPen(theme.palette.plot_axis))
        self._marks.setSize(MARK_SIZE * theme.scale)
        self._marks.setPen(pg.mkPen(theme.palette.plot_background))

    def reset_view(self) -> None:
        """Show the whole run again and follow it as it grows."""
        self._follows = self._keeps_newest = True
        self._shown_ranges = [None, None]
        self._whole_run.setVisible(False)
        self.redraw()

    @property
    def _columns(self) -> tuple[str, ...]:
        """The history columns to show: the penalty only of a run that had any."""
        columns = self._measure.columns
        return columns if self._history.column(PENALTY).any() else tuple(name for name in columns if name != PENALTY)

    @property
    def _is_logarithmic(self) -> bool:
        return self._measure is LOSS and self._logarithmic.isChecked()

    def _height(self, values: FloatArray) -> FloatArray:
        """Give where values lie along the axis; zeros and negative ones have no place on a logarithmic one."""
        if not self._is_logarithmic:
            return values
        return np.log10(values, out=np.full_like(values, np.nan), where=values > 0)

    def _show_epochs(self, first: float, last: float) -> None:
        """Show the whole run, or where someone has zoomed, at least its end if that was in sight."""
        low, high = self._plot.getViewBox().viewRange()[0]
        if self._follows:
            _low, end = rounded_out(first, last)
            self._show_range(0, spread(first, end, SIDE_MARGIN))
        elif self._keeps_newest and last > high:
            self._show_range(0, (low, spread(low, last, SIDE_MARGIN)[1]))

    def _show_range(self, axis: int, shown: Range) -> None:
        if shown != self._shown_ranges[axis]:
            self._shown_ranges[axis] = shown
            (self._plot.setXRange, self._plot.setYRange)[axis](*shown, padding=0)

    def _height_range(self, heights: FloatArray) -> Range:
        finite = heights[np.isfinite(heights)]
        if not len(finite):
            return 0.0, 1.0
        if self._measure is LOSS and not self._is_logarithmic:
            shown = rounded_out(*up_from_zero(float(finite.max()), TOP_MARGIN))
            return with_mark_room(shown, self._plot.getViewBox().height())
        return rounded_out(*spread(float(finite.min()), float(finite.max()), TOP_MARGIN))

    def _redraw_row(self) -> None:
        """Mark another row; where rows wait for the plot's turn of drawing, with them: none is marked off its curve."""
        if len(self._history) and not self.is_stale:
            self._draw_row()

    def _draw_row(self) -> None:
        """Mark the row under the pointer, or else that of the moment shown, or the last, and tell its values."""
        marked = self._moment_row if self._pointed_row is None else self._pointed_row
        row = len(self._history) - 1 if marked is None else marked
        epoch = float(self._history.column("epoch")[row])
        values = [float(self._history.column(name)[row]) for name in self._columns]
        heights = self._height(np.array(values))
        is_there = np.isfinite(heights)
        self._marks.setData(
            x=np.full(int(is_there.sum()), epoch),
            y=heights[is_there],
            brush=[brush for brush, there in zip(self._brushes, is_there, strict=False) if there],
        )
        self._crosshair.setVisible(marked is not None)
        self._crosshair.setValue(epoch)
        self.set_notice(self._measure.missing if np.isnan(values).all() else self._history_notice)
        parts = [
            _part(*(f"{colored_dot(color, name)} {readable(value)}" for name in names))
            for color, names, value in zip(self._colors, CURVES.items(), values, strict=False)
            if not np.isnan(value)
        ]
        if PENALTY in self._columns:
            parts.append(_part(*(f"{name} {readable(values[0] + values[-1])}" for name in (SUM, SHORT_SUM))))
        step = int(self._history.column("step")[row])
        is_before = self._pointed_row is None and self._moment not in {None, step}  # nothing was measured at the moment
        measured = f", measured at step {step:,}" if is_before else ""
        self.set_resting_parts([Part(f"epoch {_epoch_text(epoch)}{measured}", rank=1), *parts])

    def _label_axes(self) -> None:
        self._plot.setLabel("bottom", "epoch")
        self._plot.getAxis("left").set_short_names(self._measure.name.lower())
        self._plot.setLabel("left", loss(self._loss_name).label if self._measure is LOSS else self._measure.name)
        self._plot.getAxis("left").setToolTip(loss(self._loss_name).formula if self._measure is LOSS else "")
        style_plot(self._plot, self.theme)

    # Reactions

    def _show_measure(self, measure: Measure) -> None:
        self._measure = measure
        let_rest(self._logarithmic, "" if measure is LOSS else LINEAR)
        self._label_axes()
        self.reset_view()

    def _on_logarithmic_clicked(self, is_checked: bool) -> None:
        self.reset_view()
        self.logarithmic_changed.emit(is_checked)

    def _on_zoomed(self) -> None:
        self._follows = False
        self._keeps_newest = float(self._history.column("epoch")[-1]) <= self._plot.getViewBox().viewRange()[0][1]
        self._whole_run.setVisible(True)
        self.redraw()

    def _on_pointer_moved(self, scene_position: QPointF) -> None:
        view_box = self._plot.getViewBox()
        if not len(self._history) or not view_box.sceneBoundingRect().contains(scene_position):
            self._on_left()
            return
        epochs = self._history.column("epoch")
        self._pointed_row = nearest(epochs, view_box.mapSceneToView(scene_position).x())
        self._redraw_row()

    def _on_left(self) -> None:
        if self._pointed_row is not None:
            self._pointed_row = None
            self._redraw_row()


def _part(text: str, brief: str) -> Part:
    return Part(text, brief=brief)


def _epoch_text(epoch: float) -> str:
    """Write how far training was: of very many epochs nobody wants parts."""
    return f"{epoch:,.0f}" if epoch >= WHOLE_EPOCHS_FROM else f"{round(epoch, EPOCH_DECIMALS):g}"

"""The curves plot: how runs went, the present one and those kept, overlaid and compared."""

import time

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from engine.network.losses import loss
from engine.process.pictures import MetricsRequest
from gui.icons import IconName, icon
from gui.plots.curves.choices import ALONG_WHAT, SMOOTHED, CurveChoices
from gui.plots.curves.compared_runs import ComparedRuns
from gui.plots.curves.curve import CurveChoice, table_part
from gui.plots.curves.drawn_runs import DrawnRuns
from gui.plots.curves.followed_range import FollowedRange
from gui.plots.curves.hovering import HoverMarks, ShownRun, ValuesThere, values_at
from gui.plots.curves.marked_runs import mark_runs
from gui.plots.curves.marks import CurveMarks, Standing
from gui.plots.curves.quantities import ALONG, QUANTITIES
from gui.plots.curves.run_table import RunTable
from gui.plots.curves.table_model import PRESENT
from gui.plots.curves.texts import left_out_part, value_parts
from gui.plots.elided_combo_box import ElidedComboBox
from gui.plots.engine_plot import EnginePlot
from gui.plots.log_ticks import logarithmic_ticks
from gui.plots.loss import READY, STARTING
from gui.plots.readout import Part
from gui.plots.subject import PlotSubject
from gui.plots.table import Table
from gui.run_book import RunBook
from gui.selection import Selection
from gui.theme import Theme, ThemeManager
from gui.theme.plots import style_plot

ROOM_FOR_TABLE_PX = 380
LEAST_CURVES_PX = 96
LEAST_WITH_TABLE_PX = 240
TABLE_HELP, TOO_LOW = "Compare the runs in a table", "There is no room for the table: make the plot taller."
TABLE_EVERY_S = 0.25  # while training
QUANTITY, LOG, TABLE = "quantity", "log", "table"
BUSY = "Pause training, and show the end of the run, to restore another."


class CurvesPlot(EnginePlot):
    """Shows a quantity of all runs that are ticked in the table below."""

    def __init__(self, theme_manager: ThemeManager, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(theme_manager, selection, IconName.CURVES, parent)
        self._book = RunBook(self)
        self._table_due_s = 0.0
        self._choice = CurveChoice(QUANTITIES["loss"], ALONG["epoch"])
        self._compared = ComparedRuns(self._book, self._choice, self._color_of)
        self._stands = Standing()
        self._runs: list[ShownRun] = []
        self._pointed: float | None = None
        self._plot = self.add_plot(0, 0)
        self._view_box = self._plot.getViewBox()
        self._range = FollowedRange(self._plot)
        self._lines = DrawnRuns(self._view_box)
        self._marks = CurveMarks(self._view_box)
        self._hover = HoverMarks(self._view_box)
        self._quantity = self._make_quantity_box()
        self._choices = CurveChoices()
        self.header.insertWidget(0, self._quantity)
        self.header.insertWidget(1, self._choices)
        self._log = self.add_toggle("Log", "Logarithmic axis: shows how small values still change")
        self._shows_table = self.add_toggle("Table", TABLE_HELP, checked=True)
        self._shows_table.setIcon(icon(IconName.TABLE))
        self._shows_table.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)  # what is shown is to have room
        self._table = RunTable()
        self._splitter = self._make_splitter()
        self._connect()
        self.follow_runs(self._book)
        self.apply_theme()
        self.redraw()

    # Making it

    def _make_quantity_box(self) -> ElidedComboBox:
        box = ElidedComboBox()
        box.setAccessibleName("Quantity")
        box.setToolTip("What the curves show")
        box.setSizeAdjustPolicy(ElidedComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(10)
        for place, (name, quantity) in enumerate(QUANTITIES.items()):
            box.addItem(quantity.label, name)
            box.setItemData(place, quantity.help, Qt.ItemDataRole.ToolTipRole)
        return box

    def _make_splitter(self) -> QSplitter:
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(self.graphics)
        splitter.addWidget(self._table)
        self.graphics.show()  # the stack that it was in has hidden it
        splitter.setChildrenCollapsible(False)
        splitter.setStretchFactor(0, 1)
        self.set_stage(splitter)
        return splitter

    def _connect(self) -> None:
        self._quantity.activated.connect(lambda _index: self.choose(**{QUANTITY: self._quantity.currentData()}))
        self._choices.chosen.connect(lambda kind, name: self.choose(**{kind: name}))
        self._log.clicked.connect(lambda is_on: self.choose(**{LOG: str(is_on)}))
        self._shows_table.clicked.connect(self._on_table_clicked)
        self.pointer.moved.connect(self._on_moved)
        self.pointer.left.connect(self._on_left)
        self._view_box.sigRangeChangedManually.connect(self._on_zoomed)
        self._view_box.sigResized.connect(self.redraw)
        self._table.selected.connect(self._style_lines)

    # What it is fed

    def follow_runs(self, book: RunBook) -> None:
        """Show the runs of this book from now on."""
        self._book = book
        self._compared = ComparedRuns(book, self._choice, self._color_of)
        self._table.edit_runs(book)
        book.runs_changed.connect(self._on_runs_changed)
        book.history_changed.connect(self.redraw)
        book.moment_changed.connect(self._on_moment_changed)
        self._on_runs_changed()

    def wanted(self) -> MetricsRequest | None:
        """Ask for metrics while one is shown that the history does not have."""
        return MetricsRequest() if self._chosen.quantity.is_measured_seldom else None

    def subject_changed(self, before: PlotSubject) -> None:  # noqa: ARG002
        """Say whether runs can be restored now."""
        self._table.set_obstacle(BUSY if self.subject.is_training or self.subject.is_rewound else "")

    def settings_restored(self) -> None:
        """Take over what was chosen."""
        options = self.settings.options
        self._quantity.setCurrentIndex(max(self._quantity.findData(options.get(QUANTITY)), 0))
        self._choices.restore(options)
        self.redraw()
        self._log.setChecked(options.get(LOG) == str(True))
        self._fit_table()

    def reset_view(self) -> None:
        """Show all of the curves again and follow the run as it grows."""
        self._range.begin_anew()
        self.redraw()

    def table(self) -> Table | None:
        """Give the curves shown, one below the other."""
        parts = [table_part(run.name, curve, self._choice) for run in self._runs for curve in run.curves]
        return Table.stacked(parts) if parts else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the table out where there is hardly room for the curves, unless a person wants it."""
        super().resizeEvent(event)
        self._fit_table()

    def _fit_table(self) -> None:
        wanted = self.settings.options.get(TABLE, str(self.height() >= ROOM_FOR_TABLE_PX)) == str(True)
        has_room = self.height() >= LEAST_WITH_TABLE_PX * self.theme.scale
        wanted = wanted and has_room
        self._shows_table.setEnabled(has_room)
        self._shows_table.setToolTip(TABLE_HELP if has_room else TOO_LOW)
        self._shows_table.setChecked(wanted)
        if wanted == self._table.isHidden():
            self._table.setVisible(wanted)
            self.redraw()

    # Drawing

    @property
    def _chosen(self) -> CurveChoice:
        return CurveChoice(
            QUANTITIES[self._quantity.currentData()],
            ALONG[self._choices[ALONG_WHAT]],
            float(self._choices[SMOOTHED]),
            self._log.isChecked(),
        )

    def draw(self) -> None:
        """Draw curves, marks and texts as they are now."""
        self._runs = self._shown_runs()
        if not len(self._book.history) and not self._book.others:
            empty = ("No run yet", self.subject.run_obstacle or READY)
            self.show_empty(*(STARTING if self.subject.is_training else empty))
            return
        self.show_plot()
        self._fill_table()
        is_training = self.subject.is_training
        self._range.follow(self._runs, self._choice, is_growing=is_training)
        self._lines.show(self._runs, is_followed=self._range.is_on, is_growing=is_training)
        self._label_axes()
        self._stands = mark_runs(self._marks, self._runs, self._choice, self._book, is_training=is_training)
        has_any = any(run.curves for run in self._runs)
        self.set_notice("" if has_any else self._choice.quantity.missing or "Nothing was measured yet.")
        self._show_values()

    def _shown_runs(self) -> list[ShownRun]:
        choice = self._chosen
        if choice != self._choice:
            self._choice = choice
            self._range.begin_anew()
        return self._compared.shown(choice)

    def _color_of(self, number: int) -> QColor:
        """Give a run's colour: that of the plot's own line for the present one, else one of the classes' in turn."""
        return QColor(self.theme.palette.plot_line) if number == PRESENT else self.theme.class_color(number)

    def _style_lines(self) -> None:
        self._lines.set_selected(self._table.numbers, self.theme.scale)

    def _label_axes(self) -> None:
        choice = self._choice
        (left, right), (bottom, top) = self._view_box.viewRange()
        across, up = self._plot.getAxis("bottom"), self._plot.getAxis("left")
        across.setTicks(logarithmic_ticks(left, right) if choice.along.is_logarithmic else None)
        up.setTicks(logarithmic_ticks(bottom, top) if choice.is_logarithmic else None)
        is_loss = choice.quantity.name == "loss"
        title = loss(self._compared.reference.training.loss).label if is_loss else choice.quantity.label
        if (across.labelText, up.labelText) != (choice.along.axis, title):
            up.set_short_names(choice.quantity.label.lower())
            self._plot.setLabel("bottom", choice.along.axis)
            self._plot.setLabel("left", title)
            style_plot(self._plot, self.theme)

    def restyle(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._marks.restyle(theme)
        self._hover.restyle(theme)
        self._table.apply_theme(theme)
        self.graphics.setMinimumHeight(round(LEAST_CURVES_PX * theme.scale))
        self._fit_table()
        self._compared.forget_colors()
        self._style_lines()

    # Values

    def _show_values(self) -> None:
        """Tell the values under the pointer, or else those of the moment shown, or the last."""
        present = self._runs[-1]
        x = self._pointed
        if x is None and self._book.moment is not None:
            x = _x_last_before(present, self._book.moment)
        there = values_at(self._runs, x) if x is not None else []
        self._hover.show(x if there else None, there)
        resting = values_at([present], float(present.curves[0].x[-1])) if present.curves else []
        self.set_resting_parts(self._told(there or resting, x))
        self.set_pointer_parts(self._told(there, x) if self._pointed is not None and there else None)

    def _told(self, there: list[ValuesThere], x: float | None) -> list[Part]:
        values = value_parts(there, x, self._choice.along, self._stands, is_alone=len(self._runs) == 1)
        return values + left_out_part(self._compared.left_out)

    def _fill_table(self) -> None:
        now = time.monotonic()
        if self._table.isHidden() or (self.subject.is_training and now < self._table_due_s):
            return
        self._table_due_s = now + TABLE_EVERY_S
        self._table.set_rows(self._compared.rows())

    # Reactions

    def _on_table_clicked(self, is_on: bool) -> None:
        self.choose(**{TABLE: str(is_on)})
        self._fit_table()

    def _on_runs_changed(self) -> None:
        self._compared.forget()
        self.redraw()

    def _on_moment_changed(self, _step: int | None) -> None:
        self.redraw()

    def _on_zoomed(self) -> None:
        self._range.leave()
        self.redraw()

    def _on_moved(self, scene_position: QPointF) -> None:
        if not self._view_box.sceneBoundingRect().contains(scene_position):
            self._on_left()
            return
        self._pointed = self._view_box.mapSceneToView(scene_position).x()
        self._show_values()

    def _on_left(self) -> None:
        self._pointed = None
        if self._runs:
            self._show_values()


def _x_last_before(run: ShownRun, step: int) -> float | None:
    """Give where a run was measured last before a step, or at it."""
    if not run.curves:
        return None
    curve = run.curves[0]
    return float(curve.x[max(int(np.searchsorted(curve.steps, step, side="right")) - 1, 0)])

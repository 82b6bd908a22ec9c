"""The weight history plot: single weights and biases over the run, which moved most, and how far all have come."""

import time

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QToolButton, QWidget

from engine.arrays import IntArray
from engine.network.changes import most_moved
from gui.icons import IconName, icon
from gui.plots.elided_combo_box import ElidedComboBox
from gui.plots.engine_plot import EnginePlot
from gui.plots.loss import STARTING
from gui.plots.numbers import readable
from gui.plots.readings.base import colored_dot
from gui.plots.readout import Part
from gui.plots.subject import PlotSubject
from gui.plots.table import Table
from gui.plots.weights.history_chart import HistoryChart
from gui.plots.weights.moved_table import MovedTable
from gui.plots.weights.parameter_items import ParameterItem, ParameterItems, item_of, read, written
from gui.plots.weights.tracks import QUANTITIES, Distances, HistoryQuantity, Track
from gui.selection import Item, Selection
from gui.theme import Theme, ThemeManager
from gui.theme.plots import style_plot

MOST_CURVES, MOST_TOLD, MOST_LISTED, UNASKED_CURVES = 8, 6, 30, 4
WIDE_PX, HIGH_PX = 480, 380  # from here on the list has room beside the curves, or below them
TABLE_SHARE = 0.4
LIST_EVERY_S = 0.25  # while training
LARGEST = 16_777_215  # that Qt lets a widget be
DIGITS = 3
QUANTITY, PINNED, TIME, TABLE = "quantity", "pinned", "time", "table"
LINEAR, HIDDEN, SHOWN = "linear", "hidden", "shown"
NOTHING = "Press Space to train; then click a weight or a bias to see how it went."
LIST_HELP = "List what changed most since the run began"
PIN_HELP = "Keep the selected weights and biases here, whatever is selected next"


class WeightHistoryPlot(EnginePlot):
    """Shows the weights and biases that are selected or pinned over the run; where none are, those that moved most.

    All of it comes from the moments recorded: it asks the engine for nothing.
    """

    def __init__(self, theme_manager: ThemeManager, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(theme_manager, selection, IconName.WEIGHT_HISTORY, parent)
        self._distances = Distances()
        self._tracks: list[Track] = []
        self._list_due_s = 0.0
        self._quantity = ElidedComboBox()
        self._quantity.setAccessibleName("Quantity")
        for name, quantity in QUANTITIES.items():
            self._quantity.addItem(quantity.label, name)
        self._pin = QToolButton()
        self._pin.setIcon(icon(IconName.PIN))
        self._pin.setCheckable(True)
        self._pin.setAutoRaise(True)
        self._pin.setAccessibleName("Pin the selected")
        self.header.insertWidget(0, self._quantity)
        self.header.insertWidget(1, self._pin)
        self._log = self.add_toggle("Log", "Logarithmic time: early steps as wide apart as late ones", checked=True)
        self._list = self.add_toggle("List", LIST_HELP, checked=True)
        self._plot = self.add_plot(0, 0)
        self._chart = HistoryChart(self._plot)
        self._table = MovedTable(theme_manager)
        self._stage_row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out_stage()
        self._connect()
        self.apply_theme()
        self.redraw()

    def _lay_out_stage(self) -> None:
        stage = QWidget()
        self._stage_row.setContentsMargins(0, 0, 0, 0)
        self._stage_row.setSpacing(0)
        stage.setLayout(self._stage_row)
        self._stage_row.addWidget(self.graphics, 1)
        self._stage_row.addWidget(self._table)
        self.set_stage(stage)
        self.graphics.show()  # hidden by the stack that it was taken from

    def _connect(self) -> None:
        self._quantity.activated.connect(lambda _index: self.choose(**{QUANTITY: self._quantity.currentData()}))
        self._pin.clicked.connect(self._on_pin_clicked)
        self._log.clicked.connect(lambda is_on: self.choose(**{TIME: "" if is_on else LINEAR}))
        self._list.clicked.connect(self._on_list_clicked)
        self._table.chosen.connect(self.selection.select)
        self._table.hovered.connect(self.selection.hover)
        self.pointer.moved.connect(self._on_moved)
        self.pointer.left.connect(self._on_left)
        self.pointer.clicked.connect(self._on_clicked)
        self.selection.selection_changed.connect(self.redraw)
        self.selection.hover_changed.connect(self._emphasise)

    # What it is told

    def wanted(self) -> None:
        """Ask for nothing: the moments are in this process."""

    def subject_changed(self, before: PlotSubject) -> None:
        """Leave it to the recording, which has the network that is shown."""

    def recording_changed(self) -> None:
        """Draw what is recorded now."""
        self.redraw()

    def settings_restored(self) -> None:
        """Take over what was chosen."""
        options = self.settings.options
        self._quantity.setCurrentIndex(max(self._quantity.findData(options.get(QUANTITY)), 0))
        self._log.setChecked(options.get(TIME) != LINEAR)
        self._share_room()
        self.redraw()

    # Drawing

    def draw(self) -> None:
        """Draw curves and table as they are now."""
        recording, quantity = self.recording, self._chosen
        self._quantity.setToolTip(quantity.help)
        if not recording.moments:
            self._tracks = []
            empty = ("Nothing is recorded yet", self.subject.run_obstacle or NOTHING)
            self.show_empty(*(STARTING if self.subject.is_training else empty))
            return
        self.show_plot()
        known, start = ParameterItems(recording.network), recording.known_start
        is_listed = self._list_is_due()
        most = MOST_LISTED if is_listed else UNASKED_CURVES
        moved = () if start is None else most_moved(recording.network, start, most)
        if is_listed:
            self._table.show_moved(moved, known)
        asked = self._asked(known)
        items = asked or tuple(map(item_of, moved[:UNASKED_CURVES]))
        self._tracks = quantity.tracks(recording, items, self._distances)
        self._chart.show(self._tracks, self._steps, recording.shown_step, is_logarithmic=self._log.isChecked())
        self._label(quantity)
        self._show_pin(known)
        self._emphasise()
        self.set_resting_parts(self._parts(is_asked=bool(asked)))

    def _list_is_due(self) -> bool:
        """Tell whether to list anew what moved most: nobody reads numbers that change with every frame."""
        now = time.monotonic()
        if self._table.isHidden() or (self.subject.is_training and now < self._list_due_s):
            return False
        self._list_due_s = now + LIST_EVERY_S
        return True

    def _asked(self, known: ParameterItems) -> tuple[ParameterItem, ...]:
        """Give what is pinned, and after it what is selected."""
        wanted: tuple[Item, ...] = (*self._pinned, *self.selection.items)
        found: tuple[ParameterItem, ...] = tuple(dict.fromkeys(item for item in wanted if known.has(item)))  # type: ignore[misc]
        return found[:MOST_CURVES]

    def _label(self, quantity: HistoryQuantity) -> None:
        if self._plot.getAxis("left").labelText != quantity.axis:
            self._plot.setLabel("left", quantity.axis)
            self._plot.setLabel("bottom", "step")
            style_plot(self._plot, self.theme)

    def _show_pin(self, known: ParameterItems) -> None:
        chosen = [item for item in self.selection.items if known.has(item)]
        self._pin.setEnabled(bool(chosen))
        self._pin.setChecked(bool(chosen) and all(item in self._pinned for item in chosen))
        self._pin.setToolTip(PIN_HELP if chosen else f"{PIN_HELP}; select an edge or a neuron first")

    def _emphasise(self) -> None:
        marked = (*self.selection.items, self.selection.hovered)
        strong = [place for place, track in enumerate(self._tracks) if track.item is not None and track.item in marked]
        self._chart.emphasise(strong if len(strong) < len(self._tracks) else [])

    def _parts(self, *, is_asked: bool) -> list[Part]:
        parts = [
            Part(self._dotted(place, _told(track)), place, place < MOST_TOLD, self._dotted(place, track.name))
            for place, track in enumerate(self._tracks)
        ]
        if any(track.typed for track in self._tracks):
            parts.append(Part("◆ set by hand", rank=1))
        if not is_asked and any(track.item is not None for track in self._tracks):
            parts.append(Part("these moved most", rank=8))
            parts.append(Part("click a weight or a bias to see its own", rank=9, is_hint=True))
        return parts

    def _dotted(self, place: int, text: str) -> str:
        return colored_dot(self._chart.color(place), text)

    def restyle(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._chart.restyle(theme)
        self._table.apply_theme(theme)
        self._share_room()

    def reset_view(self) -> None:
        """Show everything again."""
        self._chart.reset_view()
        self.redraw()

    def table(self) -> Table | None:
        """Give the curves, a row for each moment."""
        if not self._tracks:
            return None
        moments = self.recording.moments
        columns = {"step": self._steps, "epoch": np.array([moment.epoch for moment in moments])}
        return Table.of({**columns, **{track.name: track.values for track in self._tracks}})

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the table beside the curves, or below them where there is no room."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """Show the list unless a person wants it otherwise; in a small plot only where one asked for it, alone."""
        is_wide, is_high = self.width() >= WIDE_PX, self.height() >= HIGH_PX
        is_roomy = is_wide or is_high
        direction = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        self._stage_row.setDirection(direction)
        chosen = self.settings.options.get(TABLE)
        self._list.setChecked(chosen == SHOWN or (is_roomy and chosen != HIDDEN))
        self._table.setVisible(self._list.isChecked())
        self._table.setMaximumWidth(self._table.comfortable_width if is_wide else LARGEST)
        self._table.setMaximumHeight(round(TABLE_SHARE * self.height()) if is_high and not is_wide else LARGEST)
        self.graphics.setVisible(is_roomy or not self._list.isChecked())

    @property
    def _chosen(self) -> HistoryQuantity:
        return QUANTITIES[self._quantity.currentData()]

    @property
    def _pinned(self) -> tuple[ParameterItem, ...]:
        return read(self.settings.options.get(PINNED, ""))

    @property
    def _steps(self) -> IntArray:
        return np.array([moment.step for moment in self.recording.moments], np.int64)

    # Reactions

    def _on_pin_clicked(self, is_pinned: bool) -> None:
        known = ParameterItems(self.recording.network)
        chosen = [item for item in self.selection.items if known.has(item)]
        left = tuple(item for item in self._pinned if item not in chosen)
        added: tuple[ParameterItem, ...] = tuple(chosen) if is_pinned else ()  # type: ignore[arg-type]
        self.choose(**{PINNED: written((*left, *added))})

    def _on_list_clicked(self, is_on: bool) -> None:
        self.choose(**{TABLE: SHOWN if is_on else HIDDEN})
        self._share_room()
        self.redraw()

    def _on_moved(self, scene_position: QPointF) -> None:
        found = self._chart.at(scene_position) if self._tracks else None
        row, place = found if found is not None else (None, None)
        self._chart.show_cross(row)
        item = None if place is None else self._tracks[place].item
        self.selection.hover(item)
        self.set_pointer_help("Click to select it" if item is not None else "")
        if row is None:
            self.set_pointer_parts(None)
            return
        moment = self.recording.moments[row]
        values = (
            self._dotted(number, f"{track.name} = {readable(float(track.values[row]), DIGITS)}")
            for number, track in enumerate(self._tracks)
        )
        head = Part(f"step {moment.step:,} · epoch {moment.epoch:,}", rank=1)
        self.set_pointer_parts([head, *(Part(value, stays=True) for value in values)])

    def _on_left(self) -> None:
        self._chart.show_cross(None)
        self.selection.hover(None)

    def _on_clicked(self, scene_position: QPointF) -> None:
        found = self._chart.at(scene_position) if self._tracks else None
        item = self._tracks[found[1]].item if found is not None and found[1] is not None else None
        if item is not None:
            self.selection.select(item)


def _told(track: Track) -> str:
    now = f"{track.name} = {readable(track.now, DIGITS)}"
    is_moved = track.item is not None and track.start is not None and track.start != track.now
    return f"{now} ← {readable(track.start, DIGITS)}" if is_moved and track.start is not None else now

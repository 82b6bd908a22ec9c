"""The plot of two moments: the boundary of both side by side, and what changed between them."""

from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from engine.process.views.moments import MomentSeen, MomentsRequest, MomentsSeen
from gui.export.image_export import Caption, Picture
from gui.icons import IconName, icon
from gui.plots.contour_lines import ContourLines, contour_obstacle
from gui.plots.elided_combo_box import SHORT_ROLE, ElidedComboBox
from gui.plots.engine_plot import EnginePlot
from gui.plots.moments.delta_table import DeltaTable, changes
from gui.plots.moments.pane import MomentPane
from gui.plots.numbers import readable_apart
from gui.plots.readings import Reading
from gui.plots.readout import Part
from gui.plots.sample_tables import Columns, boundary_columns, output_columns
from gui.plots.subject import PlotSubject
from gui.plots.table import Table
from gui.run_book import END, SHOWN, START, NamedMoment, RunBook
from gui.selection import Selection
from gui.theme import Theme, ThemeManager
from gui.widgets import let_rest

SIDES = ("first", "second")
USUAL = {"first": START, "second": SHOWN}
ROOM_FOR_TABLE_PX = 400
SHORT_NAME, BOX_STRETCH = 7, 10  # letters of a box where it is narrow; it takes the room, not the gap beside it
ROOM_SIDE_BY_SIDE = 1.1  # width to height
TABLE, TABLE_HELP = "table", "Show what changed as a table"
NOT_YET = "Press Space to train: the moments of a run are compared here."


class MomentsPlot(EnginePlot):
    """Shows two moments of the run; the second follows the timeline unless a person chooses another."""

    draws_samples = True

    def __init__(self, theme_manager: ThemeManager, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(theme_manager, selection, IconName.MOMENTS, parent)
        self._book = RunBook(self)
        self._boxes = {side: self._add_box(side) for side in SIDES}
        self._panes = tuple(MomentPane(self.add_plot(0, column), self.theme) for column in range(2))
        self._is_stacked = False
        second, first = self._panes[1].plot, self._panes[0].plot
        second.setXLink(first)
        second.setYLink(first)
        self._contour_lines = ContourLines(self, self._reading, self._contour_obstacle)
        self._table = DeltaTable()
        self._shows_table = self.add_toggle("Table", TABLE_HELP, checked=True)
        self._shows_table.setIcon(icon(IconName.TABLE))
        self._shows_table.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self._lay_out_stage()
        self._fill_boxes()
        self._connect()
        self.apply_theme()
        self.redraw()

    def _add_box(self, side: str) -> ElidedComboBox:
        box = ElidedComboBox()
        box.setAccessibleName(f"The {side} moment")
        box.setToolTip(f"The {side} moment; mark moments on the timeline to find them here")
        box.setSizeAdjustPolicy(ElidedComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(SHORT_NAME)
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        box.activated.connect(lambda _index: self.choose(**{side: box.currentData()}))
        self.header.insertWidget(self.header.count() - 2, box, BOX_STRETCH)
        return box

    def _lay_out_stage(self) -> None:
        stage = QWidget()
        rows = QVBoxLayout(stage)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.graphics, 1)
        rows.addWidget(self._table, 0, Qt.AlignmentFlag.AlignTop)
        self.set_stage(stage)
        self._share_room()  # the stack that the graphics were in has hidden them

    def _connect(self) -> None:
        self._shows_table.clicked.connect(self._on_table_clicked)
        view_box = self._panes[0].plot.getViewBox()
        view_box.sigRangeChanged.connect(self.ask_soon)
        self.pointer.clicked.connect(self._on_clicked)

    # What it is fed

    def follow_runs(self, book: RunBook) -> None:
        """Offer the moments of this book's present run from now on."""
        self._book = book
        book.moments_changed.connect(self._on_moments_changed)
        self._on_moments_changed()

    def subject_changed(self, before: PlotSubject) -> None:  # noqa: ARG002
        """Show other samples, another loss, another plane."""
        first, second = self._panes
        if first.look_at(self.subject) | second.look_at(self.subject):
            self.view = None
            self.reset_view()

    def settings_restored(self) -> None:
        """Take over the moments chosen, and whether the table is shown."""
        self._fill_boxes()
        self._share_room()

    def wanted(self) -> MomentsRequest | None:
        """Ask for both moments over what is visible of the plane; while training neither changes."""
        data_set, chosen = self.subject.data_set, self._chosen
        if data_set is None or chosen is None or self.subject.is_training:
            return None
        pane = self._panes[0]
        held = self.subject.looked_at.held(data_set)
        plane = pane.picture.view.request(pane.picture.inputs, *pane.ranges, held)
        steps = tuple(moment.step for moment in chosen)
        return MomentsRequest(steps, tuple(moment.parameters for moment in chosen), plane)

    @property
    def _chosen(self) -> tuple[NamedMoment, NamedMoment] | None:
        """The moments chosen; None while there are none, and where those are of another network."""
        moments = self._book.moments
        if not moments:
            return None
        found = []
        for side in SIDES:
            key = self.settings.options.get(side, USUAL[side])
            found.append(moments.get(key) or moments.get(USUAL[side]) or moments[END])
        return found[0], found[1]

    # Drawing

    def draw(self) -> None:
        """Draw both boundaries, and tell what changed."""
        data_set, chosen = self.subject.data_set, self._chosen
        if self.missing or data_set is None or chosen is None or not self.subject.is_complete:
            self.show_empty("No moments yet", self.missing or NOT_YET)
            return
        seen = self._seen
        if seen is None:
            return  # it is on its way
        self.show_plot()
        for pane, one in zip(self._panes, seen, strict=True):
            pane.draw(data_set, one, self.in_focus, is_contoured=self._contour_lines.are_drawn)
        names = chosen[0].short_name, chosen[1].short_name
        self._table.show_changes(names, changes(*seen, chosen[0].parameters, chosen[1].parameters))
        self.set_resting_parts(self._parts(chosen, seen))

    @property
    def _seen(self) -> tuple[MomentSeen, MomentSeen] | None:
        """What was seen of the moments chosen; None while it is on its way."""
        view, chosen = self.view, self._chosen
        if not isinstance(view, MomentsSeen) or chosen is None:
            return None
        is_answer = view.steps == tuple(moment.step for moment in chosen)
        return (view.moments[0], view.moments[1]) if is_answer else None

    def _reading(self) -> Reading | None:
        data_set = self.subject.data_set
        return None if data_set is None else self._panes[0].picture.reading(data_set)

    def _contour_obstacle(self) -> str:
        return contour_obstacle(self.subject.data_set)

    def _parts(self, chosen: tuple[NamedMoment, NamedMoment], seen: tuple[MomentSeen, MomentSeen]) -> list[Part]:
        first, second = readable_apart(seen[0].parts["training"].loss, seen[1].parts["training"].loss)
        parts = [Part(f"loss {first} → {second}")]
        data_set = self.subject.data_set
        wrong = [pane.wrong_count(data_set) for pane in self._panes] if data_set is not None else [None]
        if None not in wrong:
            parts.append(Part(f"wrong {wrong[0]} → {wrong[1]} of {seen[0].parts['training'].samples}"))
        steps = " → ".join(f"{moment.step:,}" for moment in chosen)
        return [*parts, Part(f"step {steps}", rank=1)]

    def restyle(self, theme: Theme) -> None:
        """Take the theme's colours."""
        for pane in self._panes:
            pane.picture.restyle(theme)
        self._table.apply_theme(theme)

    def mark_pointed(self) -> None:
        """Ring the sample that the pointer is over in another plot, at both moments."""
        for pane in self._panes:
            pane.picture.samples.set_pointed(self.selection.samples.pointed)

    def reset_view(self) -> None:
        """Show all samples again, in both alike."""
        data_set = self.subject.data_set
        if data_set is None:
            return
        pane = self._panes[0]
        home = pane.picture.home(data_set)
        pane.plot.getViewBox().setRange(xRange=home.x_range, yRange=home.y_range, padding=0)
        self.ask()

    def table(self) -> Table | None:
        """Give both boundaries; what changed is copied from its own table."""
        chosen, seen, data_set = self._chosen, self._seen, self.subject.data_set
        if chosen is None or seen is None or data_set is None:
            return None
        tell = partial(output_columns, data_set, loss_name=self.subject.loss)
        parts: list[Columns] = []
        for moment, one in zip(chosen, seen, strict=True):
            for told in boundary_columns(data_set, one.field, one.outputs, tell):
                count = len(told["part"])
                parts.append({"moment": [moment.short_name] * count, "step": [moment.step] * count, **told})
        return Table.stacked(parts)

    def moment_shown(self, moment: str) -> str:
        """Say which moments are compared."""
        chosen = self._chosen
        return moment if chosen is None else " → ".join(each.name for each in chosen)

    def figure_of(self, background: QColor, caption: Caption) -> Picture:
        """Give both boundaries with the table below them, as far as they are shown."""
        if self.graphics.isHidden():
            return Picture(self._table, background, caption)
        rows = () if self._table.isHidden() else (self._table,)
        return super().figure_of(background, replace(caption, rows=(*rows, *caption.rows)))

    # Reactions

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put one above the other where the plot is narrow."""
        super().resizeEvent(event)
        self._share_room()
        is_stacked = self.width() < ROOM_SIDE_BY_SIDE * self.graphics.height()
        if is_stacked != self._is_stacked:
            self._is_stacked = is_stacked
            second = self._panes[1].plot
            self.graphics.removeItem(second)
            self.graphics.addItem(second, row=int(is_stacked), col=int(not is_stacked))
        self.redraw()

    def _share_room(self) -> None:
        """Show the table below the boundaries; in a low plot only where a person wants it, and in their place."""
        is_roomy = self.height() >= ROOM_FOR_TABLE_PX
        is_wanted = self.settings.options.get(TABLE, str(is_roomy)) == str(True)
        self._shows_table.setChecked(is_wanted)
        self._table.setVisible(is_wanted)
        self.graphics.setVisible(is_roomy or not is_wanted)

    def _on_table_clicked(self, is_on: bool) -> None:
        self.choose(**{TABLE: str(is_on)})
        self._share_room()

    def _on_moments_changed(self) -> None:
        self._fill_boxes()
        self.ask()
        self.redraw()

    def _fill_boxes(self) -> None:
        for side, box in self._boxes.items():
            names = {key: moment.name for key, moment in self._book.moments.items()}
            if [box.itemText(index) for index in range(box.count())] != list(names.values()):
                box.clear()
                for index, (key, name) in enumerate(names.items()):
                    box.addItem(name, key)
                    box.setItemData(index, _short(name, [*names.values()]), SHORT_ROLE)
            key = self.settings.options.get(side, USUAL[side])
            box.setCurrentIndex(box.findData(key if key in names else USUAL[side]))
            let_rest(box, "" if names else NOT_YET)

    def _on_clicked(self, scene_position: QPointF) -> None:
        for pane in self._panes:
            view_box = pane.plot.getViewBox()
            if view_box.sceneBoundingRect().contains(scene_position):
                place = view_box.mapSceneToView(scene_position)
                index = pane.picture.sample_meant(place.x(), place.y(), view_box.viewPixelSize())
                if index is not None:
                    self.sample_clicked.emit(index)


def _short(name: str, names: list[str]) -> str:
    """Give what a moment is called where there is little room: “Start”, or “step 245” where several are “Marked”."""
    kind, _colon, place = name.partition(": ")
    return kind if sum(other.startswith(f"{kind}:") for other in names) == 1 else place

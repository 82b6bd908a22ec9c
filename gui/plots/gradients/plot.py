"""The gradient plot: how large the gradient is in each layer, now and over training, and what is the matter with it."""

import numpy as np
from msgspec.structs import replace
from PySide6.QtCore import QPointF
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from engine.network.changes import fits
from engine.process.views.all import View
from engine.process.views.gradients import (
    GradientCourse,
    GradientCourseRequest,
    GradientFinding,
    GradientNorms,
    GradientNormsRequest,
)
from gui.icons import IconName
from gui.plots.elided_combo_box import ElidedComboBox
from gui.plots.engine_plot import EnginePlot
from gui.plots.gradients.chart import GradientChart
from gui.plots.gradients.findings_row import FindingsRow
from gui.plots.gradients.history import GradientHistory
from gui.plots.gradients.quantities import QUANTITIES, GradientQuantity
from gui.plots.log_ticks import Ticks
from gui.plots.neuron_names import MOST_NAMED, listed, spaced_ticks
from gui.plots.numbers import readable
from gui.plots.readings.base import colored_dot
from gui.plots.readout import Part
from gui.plots.sample_tables import Columns
from gui.plots.subject import PlotSubject
from gui.plots.table import Table
from gui.selection import ConnectionItem, EdgeItem, LayerItem, NeuronItem, Selection
from gui.theme import Theme, ThemeManager
from gui.theme.plots import style_plot

MOST_SAMPLES, FEWEST_SAMPLES = 1000, 50
MOST_MULTIPLICATIONS = 10_000_000  # of a pass forward, for training not to wait for it
AXIS_WIDTH_PX, NAME_GAP_PX = 64, 10.0
NOW_SHARE = 0.4  # of the width, where there is a course beside it
DIGITS = 3
QUANTITY = "quantity"
NOT_YET = "Connect the network and choose data to see it."
HELP = "Click to select the layer"


class GradientPlot(EnginePlot):
    """Shows one number of each layer's gradient on a logarithmic scale, and in words what keeps layers from learning.

    A run that goes on is kept as it is seen; once it rests, what was recorded of it is measured, too.
    """

    def __init__(self, theme_manager: ThemeManager, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(theme_manager, selection, IconName.GRADIENTS, parent)
        self._history = GradientHistory()
        self._quantity = ElidedComboBox()
        self._quantity.setAccessibleName("Quantity")
        for quantity in QUANTITIES.values():
            self._quantity.addItem(quantity.label, quantity.name)
        self.header.insertWidget(0, self._quantity)
        self._now_plot, self._course_plot = self.add_plot(0, 0), self.add_plot(0, 1)
        self._course_plot.hideAxis("left")
        self._chart = GradientChart(self._now_plot, self._course_plot)
        self._has_course = True
        self._rate = self.subject.training.learning_rate
        self._findings = FindingsRow()
        self.add_row_below(self._findings, is_in_pictures=True)
        self._connect()
        self.apply_theme()
        self.redraw()

    def _connect(self) -> None:
        self._quantity.activated.connect(lambda _index: self.choose(**{QUANTITY: self._quantity.currentData()}))
        self._findings.chosen.connect(self._on_finding_clicked)
        self.pointer.moved.connect(self._on_moved)
        self.pointer.left.connect(lambda: self.selection.hover(None))
        self.pointer.clicked.connect(self._on_clicked)
        self.selection.selection_changed.connect(self._show_marks)
        self.selection.hover_changed.connect(self._show_marks)

    # What it asks for

    def wanted(self) -> GradientNormsRequest:
        """Ask for the gradient over as many samples as can be gone through beside training."""
        affordable = MOST_MULTIPLICATIONS // max(self.subject.network.parameter_count, 1)
        return GradientNormsRequest(min(max(affordable, FEWEST_SAMPLES), MOST_SAMPLES))

    def wanted_beside(self) -> GradientCourseRequest | None:
        """Ask for the gradient at moments of a run that rests, until all are known."""
        missing = [] if self.subject.is_training else self._history.missing(self.recording.moments)
        if not missing or not fits(self.subject.network, missing[0].parameters):
            return None
        return GradientCourseRequest(
            tuple(moment.step for moment in missing),
            tuple(moment.parameters for moment in missing),
            self.wanted().most_samples,
        )

    def recording_changed(self) -> None:
        """Ask for what is missing of the run, and show which moment is looked at."""
        self.ask()
        self.redraw()

    def subject_changed(self, before: PlotSubject) -> None:
        """Forget what was seen of a run that was reset, and what came after the moment that someone went back to."""
        run = self.subject.run
        if run is not before.run:
            self._history.cut(-1 if run is None else run.step)

    def settings_restored(self) -> None:
        """Take over which quantity is shown."""
        self._quantity.setCurrentIndex(max(self._quantity.findData(self.settings.options.get(QUANTITY)), 0))

    def show_view(self, view: View | None, note: str = "", step: int | None = None) -> None:
        """Keep what the engine saw of a run going on, and draw it."""
        if isinstance(view, GradientNorms):
            seen_at = self._resting_step if step is None else step
            self._rate = self._rate_at(seen_at)
            view = self._scheduled(view, seen_at)
            if step is not None:
                self._history.note(view, step)
        super().show_view(view, note, step)

    @property
    def _resting_step(self) -> int:
        """The step that is looked at while no run goes on."""
        shown, run = self.recording.shown_step, self.subject.run
        return shown if shown is not None else 0 if run is None else run.step

    def _scheduled(self, norms: GradientNorms, step: int) -> GradientNorms:
        """Give the same with the α of a step: the engine takes the one that is set now, and knows no schedule."""
        share = self._rate_at(step) / self.subject.training.learning_rate
        return replace(norms, update_ratios=norms.update_ratios * share)

    def _rate_at(self, step: int) -> float:
        return self.subject.learning_rate_at(step, self.recording.training_at(step))

    def show_beside(self, view: View | None) -> None:
        """Keep what was measured at moments of the run, and draw it."""
        if isinstance(view, GradientCourse) and not self._history_ended(view):
            norms = (self._scheduled(*each) for each in zip(view.norms, view.steps, strict=True))
            self._history.add(replace(view, norms=tuple(norms)))
            self.ask()
            self.redraw()

    def _history_ended(self, course: GradientCourse) -> bool:
        """Tell whether the run that moments were measured of is none any more."""
        known = {moment.step for moment in self.recording.moments}
        return not known.issuperset(course.steps)

    # Drawing

    def draw(self) -> None:
        """Draw the numbers as they are now."""
        view, quantity = self._shown(), self._chosen
        self._quantity.setToolTip(quantity.help)
        if self.missing or not self.subject.is_complete:
            self._findings.hide()
            self.show_empty("No gradient yet", self.missing or NOT_YET)
            return
        if view is None:
            return  # what was asked for is on its way
        self.show_plot()
        steps, past = self._history.steps, self._history.values(quantity.name)
        self._set_course_shown(len(steps) > 1)
        self._chart.show(quantity.values(view), steps, past, quantity.usual)
        self._chart.show_moment(self.recording.shown_step)
        self._chart.show_places(self._layer_ticks(view), len(view.layers))
        self._label(quantity)
        self._show_marks()
        self._findings.setVisible(True)
        self._findings.show_findings(view.findings, self.height())
        self.set_resting_parts(self._parts(view, quantity))

    def _label(self, quantity: GradientQuantity) -> None:
        axis = self._now_plot.getAxis("left")
        if axis.labelText != quantity.symbol:
            self._now_plot.setLabel("left", quantity.symbol)
            self._now_plot.setLabel("bottom", "layers now")
            self._now_plot.getAxis("bottom").set_short_names("now")
            self._course_plot.setLabel("bottom", "step")
            for plot in (self._now_plot, self._course_plot):
                style_plot(plot, self.theme)

    def _layer_ticks(self, view: GradientNorms) -> Ticks:
        """Name the layers, or number them where their names are too long."""
        metrics, width = self.fontMetrics(), self._now_plot.getViewBox().width()
        names = self._names(view)
        room = max(metrics.horizontalAdvance(name) for name in names) + NAME_GAP_PX
        if room * len(names) <= width:
            return spaced_ticks(names, width, room)
        numbers = [str(number) for number in range(1, len(names) + 1)]
        return spaced_ticks(numbers, width, metrics.horizontalAdvance(numbers[-1]) + NAME_GAP_PX)

    def _show_marks(self) -> None:
        view = self._shown()
        if view is None:
            return
        items = (*self.selection.items, *((self.selection.hovered,) if self.selection.hovered is not None else ()))
        marked = {_layer_of(item) for item in items}
        flagged = {finding.layer for finding in view.findings}
        places = range(len(view.layers))
        self._chart.mark(
            [place for place in places if view.layers[place] in flagged],
            [place for place in places if view.layers[place] in marked],
        )

    def _parts(self, view: GradientNorms, quantity: GradientQuantity) -> list[Part]:
        values, names = quantity.values(view), self._names(view)
        parts = [
            Part(
                colored_dot(self.theme.class_color(place), f"{name} {readable(float(value), DIGITS)}"),
                rank=2 + place,
                stays=len(names) <= MOST_NAMED,
                brief=colored_dot(self.theme.class_color(place), name),
            )
            for place, (name, value) in enumerate(zip(names, values, strict=True))
        ]
        without = np.flatnonzero(values == 0).tolist()
        if without:
            parts.insert(0, Part(f"0 in {listed(names, without)}"))
        if quantity.usual is not None:
            parts.insert(0, Part(f"α = {readable(self._rate)}, green where usual", rank=1))
        count = f"{view.shown:,}" if view.shown == view.sample_count else f"{view.shown:,} of {view.sample_count:,}"
        return [Part(f"over {count} training samples"), *parts]

    def restyle(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._chart.restyle(theme)
        self._now_plot.getAxis("left").setWidth(self._axis_width)
        self._share_width()

    @property
    def _axis_width(self) -> int:
        return round(AXIS_WIDTH_PX * self.theme.scale)

    def reset_view(self) -> None:
        """Show everything again."""
        self._chart.reset_view()
        self.redraw()

    def table(self) -> Table | None:
        """Give all quantities of each layer now, and below them those of the steps of the run."""
        view = self._shown()
        if view is None:
            return None
        names, steps = self._names(view), self._history.steps
        now: Columns = {"when": ["now"] * len(names), "layer": names, "‖W‖": view.weight_norms}
        now |= {quantity.symbol: quantity.values(view) for quantity in QUANTITIES.values()}
        course: Columns = {
            "when": ["in the run"] * (len(names) * len(steps)),
            "step": np.repeat(steps, len(names)),
            "layer": names * len(steps),
        }
        course |= {quantity.symbol: self._history.values(quantity.name).ravel() for quantity in QUANTITIES.values()}
        return Table.stacked([now, course])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out anew."""
        super().resizeEvent(event)
        self._share_width()
        self.redraw()

    def _set_course_shown(self, is_shown: bool) -> None:
        if is_shown is not self._has_course:
            self._has_course = is_shown
            self._course_plot.setVisible(is_shown)
            self._share_width()

    def _share_width(self) -> None:
        room = self.width() - self._axis_width
        beside = (1 - NOW_SHARE) * room if self._has_course else 0.0
        self.graphics.ci.layout.setColumnFixedWidth(1, beside)

    @property
    def _chosen(self) -> GradientQuantity:
        return QUANTITIES[self._quantity.currentData()]

    def _shown(self) -> GradientNorms | None:
        """Give what is known of the network as it is built now."""
        view, network = self.view, self.subject.network
        is_current = isinstance(view, GradientNorms) and all(network.has_layer(layer) for layer in view.layers)
        return view if isinstance(view, GradientNorms) and is_current else None

    def _names(self, view: GradientNorms) -> list[str]:
        return [self.subject.network.layer(layer).name for layer in view.layers]

    # Reactions

    def _on_moved(self, scene_position: QPointF) -> None:
        view, found = self._shown(), self._chart.at(scene_position)
        self.set_pointer_help("" if found is None else HELP)
        if view is None or found is None:
            self.selection.hover(None)
            self.set_pointer_parts(None)
            return
        place, row = found
        self.selection.hover(LayerItem(view.layers[place]))
        name, quantity = self._names(view)[place], self._chosen
        head = Part(colored_dot(self.theme.class_color(place), name))
        if row is None:
            parts = [
                Part(f"{each.symbol} = {readable(each.values(view)[place], DIGITS)}") for each in QUANTITIES.values()
            ]
        else:
            value = float(self._history.values(quantity.name)[row, place])
            parts = [
                Part(f"step {self._history.steps[row]:,}"),
                Part(f"{quantity.symbol} = {readable(value, DIGITS)}"),
            ]
        self.set_pointer_parts([head, *parts])

    def _on_clicked(self, scene_position: QPointF) -> None:
        view, found = self._shown(), self._chart.at(scene_position)
        if view is not None and found is not None:
            self.selection.select(LayerItem(view.layers[found[0]]))

    def _on_finding_clicked(self, finding: GradientFinding) -> None:
        neurons = (NeuronItem(finding.layer, neuron) for neuron in finding.neurons)
        self.selection.select(*(neurons if finding.neurons else (LayerItem(finding.layer),)))


def _layer_of(item: object) -> str | None:
    """Give the layer that an item is of; of edges the one that they lead to."""
    if isinstance(item, LayerItem | NeuronItem):
        return item.layer
    return item.target if isinstance(item, ConnectionItem | EdgeItem) else None

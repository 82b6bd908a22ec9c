"""The plot of a layer's values over a run: their distributions as heat, and in it the way of one sample's."""

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from engine.arrays import FloatArray, IntArray, same_value
from engine.network.changes import fits
from engine.network.model import Layer
from engine.process.views.all import View
from engine.process.views.distribution_course import DistributionCourse, DistributionCourseRequest, ValuesOverTime
from engine.project.project import has_same_structure
from gui.icons import IconName
from gui.panels.notation import share_text
from gui.plots.contours import Segments
from gui.plots.engine_plot import EnginePlot
from gui.plots.lines_item import LinesItem
from gui.plots.neuron_names import neuron_names
from gui.plots.numbers import readable
from gui.plots.readout import Part
from gui.plots.sample_tables import Columns
from gui.plots.some_moments import some_of
from gui.plots.step_axis import place_of, places_of
from gui.plots.subject import PlotSubject
from gui.plots.table import Table
from gui.plots.weights.numbers_panel import NumbersPanel
from gui.selection import NeuronItem, Selection
from gui.theme import Theme, ThemeManager

COLUMNS = 100  # of the pictures
TRACE_WIDTH = 2.0
DIGITS = 3
SYMBOLS = {"pre-activations": "a", "activations": "h"}
NOT_YET = "Connect the network and choose data to see it."
NO_RUN = "Press Space to train: what the run records is shown once it rests."
TOO_LARGE = "This network is too large to look at more than a few moments of its run at once."


class ValuesOverTimePlot(EnginePlot):
    """Shows how a layer's pre-activations and activations were distributed over the run, once it rests.

    Where a neuron is selected, its values alone are shown, and a line follows that of the sample looked at.
    """

    def __init__(self, theme_manager: ThemeManager, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(theme_manager, selection, IconName.VALUES_OVER_TIME, parent)
        self._course: DistributionCourse | None = None
        self._answered: DistributionCourseRequest | None = None
        self._layer = self.add_layer_picker()
        plots = self.add_plot(0, 0), self.add_plot(0, 1)
        self._panels = {name: NumbersPanel(plot, name) for name, plot in zip(SYMBOLS, plots, strict=True)}
        self._traces = {name: LinesItem() for name in SYMBOLS}
        for plot, trace in zip(plots, self._traces.values(), strict=True):
            trace.setZValue(len(plots) + len(SYMBOLS))
            plot.getViewBox().addItem(trace, ignoreBounds=True)
        self._layer.layer_changed.connect(self._on_chosen)
        selection.selection_changed.connect(self._on_chosen)
        self.pointer.moved.connect(self._on_moved)
        self.apply_theme()
        self.redraw()

    # What it asks for

    def wanted(self) -> DistributionCourseRequest | None:
        """Ask for the moments of a run that rests, until they are known."""
        request = self._whole_request()
        return None if same_value(request, self._answered) else request

    def _whole_request(self) -> DistributionCourseRequest | None:
        layer = self._layer.layer
        if layer is None or self.subject.data_set is None or self.subject.is_training:
            return None
        moments = some_of(self.recording.moments)
        if not moments or not fits(self.subject.network, moments[0].parameters):
            return None
        return DistributionCourseRequest(
            layer.id,
            tuple(moment.step for moment in moments),
            tuple(moment.parameters for moment in moments),
            self._neuron,
            None if self._neuron is None else self._sample,
        )

    @property
    def _neuron(self) -> int | None:
        """The neuron of the layer shown that was selected last; a layer of one neuron needs no selecting."""
        layer = self._layer.layer
        if layer is None or layer.width == 1:
            return None if layer is None else 0
        items = (item for item in self.selection.items if isinstance(item, NeuronItem) and item.layer == layer.id)
        return next((item.index for item in reversed([*items]) if item.index < layer.width), None)

    @property
    def _sample(self) -> FloatArray | None:
        data_set = self.subject.data_set
        return None if data_set is None else self.subject.looked_at.x(data_set)

    # What it is told

    def subject_changed(self, before: PlotSubject) -> None:
        """Offer the layers; what is known of another network or of other data is forgotten."""
        subject = self.subject
        if subject.data_set is not before.data_set or not _compute_alike(subject, before):
            self._course = self._answered = None
        layers = subject.computed_layers if subject.is_complete else ()
        self._layer.set_layers(layers, usual=layers[0].id if layers else None)

    def recording_changed(self) -> None:
        """Ask for what was recorded; nothing is left of a run that was reset."""
        if not self.recording.moments:
            self._course = self._answered = None
        self.ask()
        self.redraw()

    def settings_restored(self) -> None:
        """Take over the layer."""
        self._layer.set_pinned(self.settings.layer)

    def show_view(self, view: View | None, note: str = "", step: int | None = None) -> None:
        """Keep what was asked for: frames that follow need not bring it again."""
        request = self.request
        if isinstance(view, DistributionCourse) and isinstance(request, DistributionCourseRequest):
            self._keep_course(view, request)
        super().show_view(view, note, step)

    def _keep_course(self, course: DistributionCourse, request: DistributionCourseRequest) -> None:
        asked = request.layer, request.neuron, request.steps
        if (course.layer, course.neuron, course.steps) == asked and same_value(course.sample, request.sample):
            self._course, self._answered = course, request
            self.ask()

    # Drawing

    def draw(self) -> None:
        """Draw the distributions over the run as they are known."""
        layer, course = self._layer.layer, self._shown
        if self.missing or layer is None or not self.subject.is_complete:
            self.show_empty("No values yet", self.missing or NOT_YET)
            return
        if course is None and self.request is not None:
            return  # what was asked for is on its way
        if course is None:
            moments = self.recording.moments
            is_too_large = len(moments) > 1 and not some_of(moments)
            self.show_empty("No run yet", TOO_LARGE if is_too_large else NO_RUN)
            return
        self.show_plot()
        steps = np.array(course.steps, np.int64)
        rows = _rows_over_time(steps)
        for (name, panel), values in zip(self._panels.items(), _both(course), strict=True):
            shares = values.counts[rows] / np.maximum(values.counts[rows].sum(axis=1, keepdims=True), 1)
            panel.show_course(values.edges, shares.T, course.steps[-1], self.recording.shown_step)
            is_followed = len(values.trace) > 0
            line = Segments.polyline(places_of(steps), values.trace) if is_followed else Segments.none()
            self._traces[name].set_segments(line)
        self.set_resting_parts(self._parts(layer, course))

    @property
    def _shown(self) -> DistributionCourse | None:
        """What is known of the layer shown."""
        layer, course = self._layer.layer, self._course
        return course if course is not None and layer is not None and course.layer == layer.id else None

    def _parts(self, layer: Layer, course: DistributionCourse) -> list[Part]:
        whose = f"all {layer.width} neurons of {layer.name}"
        if course.neuron is not None:
            whose = f"neuron {neuron_names(self.subject, layer)[course.neuron]} of {layer.name}"
        parts = [Part(whose), Part(f"{self._counted(course)} training samples", rank=2)]
        if len(course.activation.trace):
            first, last = (readable(float(course.activation.trace[place]), DIGITS) for place in (0, -1))
            parts.insert(1, Part(f"line: {self._sample_name}, h {first} → {last}"))
        elif course.neuron is None:
            parts.insert(1, Part("select a neuron to follow a sample in it", rank=1, is_hint=True))
        if self.subject.is_training:
            parts.insert(0, Part("brought up to date when the run rests"))
        return parts

    def _counted(self, course: DistributionCourse) -> str:
        data_set = self.subject.data_set
        count = course.samples if data_set is None else len(data_set.training_indices)
        return f"{course.samples:,} of {count:,}" if course.samples < count else f"{count:,}"

    @property
    def _sample_name(self) -> str:
        looked_at, data_set = self.subject.looked_at, self.subject.data_set
        is_own = data_set is None or looked_at.own_within(data_set) is not None
        return "own x" if is_own else f"sample {(looked_at.sample or 0) + 1:,}"

    def restyle(self, theme: Theme) -> None:
        """Take the theme's colours."""
        for panel in self._panels.values():
            panel.restyle(theme)
        for trace in self._traces.values():
            trace.set_pen(QColor(theme.palette.text), TRACE_WIDTH * theme.scale)

    def reset_view(self) -> None:
        """Show everything again."""
        for panel in self._panels.values():
            panel.reset_view()
        self.redraw()

    def table(self) -> Table | None:
        """Give the counts, a row for each moment and bin, beside them the value that the sample followed has then."""
        course = self._shown
        if course is None:
            return None
        parts: list[Columns] = []
        for name, values in zip(SYMBOLS, _both(course), strict=True):
            moments, bins = values.counts.shape
            part: Columns = {
                "quantity": [name.removesuffix("s")] * values.counts.size,
                "step": np.repeat(np.array(course.steps, np.int64), bins),
                "from": np.tile(values.edges[:-1], moments),
                "to": np.tile(values.edges[1:], moments),
                "count": values.counts.reshape(-1),
            }
            if len(values.trace):
                part[f"value of {self._sample_name}"] = np.repeat(values.trace, bins)
            parts.append(part)
        return Table.stacked(parts)

    # Reactions

    def _on_chosen(self, *_what: object) -> None:
        self.ask()
        self.redraw()

    def _on_moved(self, scene_position: QPointF) -> None:
        course = self._shown
        found = ((name, panel.at(scene_position)) for name, panel in self._panels.items())
        name, pointed = next(((name, each) for name, each in found if each is not None), ("", None))
        if course is None or pointed is None or pointed.column is None:
            self.set_pointer_parts(None)
            return
        row = int(_rows_over_time(np.array(course.steps, np.int64))[pointed.column])
        values = dict(zip(SYMBOLS, _both(course), strict=True))[name]
        share = values.counts[row, pointed.index] / max(int(values.counts[row].sum()), 1)
        limits = f"{readable(pointed.low, DIGITS)} … {readable(pointed.high, DIGITS)}"
        parts = [
            Part(f"step {course.steps[row]:,}"),
            Part(f"{share_text(share)} of the {name}"),
            Part(limits),
        ]
        if len(values.trace):
            parts.append(Part(f"{self._sample_name}: {SYMBOLS[name]} = {readable(float(values.trace[row]), DIGITS)}"))
        self.set_pointer_parts(parts)


def _both(course: DistributionCourse) -> tuple[ValuesOverTime, ValuesOverTime]:
    return course.pre_activation, course.activation


def _rows_over_time(steps: IntArray) -> IntArray:
    """Give the moment (columns,) last recorded at each of evenly spread places of log time."""
    places = np.linspace(0.0, place_of(int(steps[-1])), COLUMNS)
    return np.maximum(np.searchsorted(places_of(steps), places + 1e-9, side="right") - 1, 0)


def _compute_alike(subject: PlotSubject, before: PlotSubject) -> bool:
    """Tell whether the same parameters give the same values in both networks."""
    if subject.network is before.network:
        return True
    names, names_before = ([layer.activation_function for layer in each.network.layers] for each in (subject, before))
    return has_same_structure(subject.network, before.network) and names == names_before

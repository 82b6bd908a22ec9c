"""The weights plot: how the weights into a layer and its biases are distributed, now, at the start and over the run."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from engine.arrays import FloatArray
from engine.network.graph import topological_order
from engine.network.kinds import layer_kind
from engine.network.model import Layer, parameters_of
from gui.icons import IconName
from gui.panels.notation import share_text
from gui.plots.engine_plot import EnginePlot
from gui.plots.numbers import readable
from gui.plots.readout import Part
from gui.plots.subject import PlotSubject
from gui.plots.table import Table
from gui.plots.weights.bins import CountsOverTime, NumbersOf, bin_edges, counted
from gui.plots.weights.layer_numbers import LayerNumbers
from gui.plots.weights.numbers_panel import NumberBin, NumbersPanel
from gui.plots.weights.parameter_items import ParameterItem
from gui.plots.weights.weight_tables import course_table, numbers_table
from gui.selection import Selection
from gui.theme import Theme, ThemeManager

WEIGHTS, BIASES = "weights", "biases"
NAMES = {WEIGHTS: "weight", BIASES: "bias"}
WEIGHT_SHARE = 0.62  # of the width: of weights there are more
MOST_LIT = 400  # edges that the canvas lets stand out at once
DIGITS = 3
COURSE = "course"
COURSE_HELP = "Show how the distribution changed over the run, in log time"
NOT_YET = "Connect a layer to see its weights."


class WeightsPlot(EnginePlot):
    """Shows histograms of a layer's weights and biases before those of the start, or over the run as heat.

    A bar under the pointer lets its edges or neurons stand out on the canvas, and a click selects them. All of it comes
    from what is recorded in this process: it asks the engine for nothing.
    """

    def __init__(self, theme_manager: ThemeManager, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(theme_manager, selection, IconName.WEIGHTS, parent)
        self._layer = self.add_layer_picker()
        self._course = self.add_toggle("Over time", COURSE_HELP)
        self._plots = self.add_plot(0, 0), self.add_plot(0, 1)
        self._panels = {
            name: NumbersPanel(plot, name) for name, plot in zip((WEIGHTS, BIASES), self._plots, strict=True)
        }
        self._counts = {name: CountsOverTime() for name in self._panels}
        self._edges: dict[str, FloatArray] = {}
        self._shares: dict[str, FloatArray] = {}
        self._connect()
        self.apply_theme()
        self.redraw()

    def _connect(self) -> None:
        self._layer.layer_changed.connect(self._on_layer_changed)
        self._course.clicked.connect(lambda is_on: self.choose(**{COURSE: str(is_on)}))
        self.pointer.moved.connect(self._on_moved)
        self.pointer.left.connect(self._put_out)
        self.pointer.clicked.connect(self._on_clicked)

    # What it is told

    def wanted(self) -> None:
        """Ask for nothing: the numbers are in this process."""

    def subject_changed(self, before: PlotSubject) -> None:
        """Leave it to the recording, which has the network that is shown."""

    def recording_changed(self) -> None:
        """Offer the layers that have weights, and draw."""
        network = self.recording.network
        layers = [each for each in topological_order(network) if layer_kind(each.kind).takes_sources]
        shown = tuple(each for each in layers if network.incoming(each.id))
        self._layer.set_layers(shown, usual=shown[0].id if shown else None)
        self.redraw()

    def settings_restored(self) -> None:
        """Take over the layer, and whether the run is shown."""
        self._layer.set_pinned(self.settings.layer)
        self._course.setChecked(self.settings.options.get(COURSE) == str(True))
        self.redraw()

    # Drawing

    def draw(self) -> None:
        """Draw histograms, or the course of the run, as they are now."""
        layer, has_course = self._layer.layer, len(self.recording.moments) > 1
        self._course.setEnabled(has_course)
        self._course.setToolTip(COURSE_HELP if has_course else f"{COURSE_HELP}; press Space to train first")
        if layer is None:
            self._edges = {}
            self.show_empty("No weights yet", self.missing or NOT_YET)
            return
        self.show_plot()
        numbers = LayerNumbers(self.recording.network, layer.id)
        for name in self._panels:
            if self._is_over_time:
                self._draw_course(name, numbers)
            else:
                self._draw_now(name, numbers)
        self.set_resting_parts(self._parts(layer, numbers))

    def _draw_now(self, name: str, numbers: LayerNumbers) -> None:
        read, start = _reader(name, numbers), self.recording.known_start
        now = read(parameters_of(self.recording.network))
        before = None if start is None else read(start)
        edges = bin_edges(now) if before is None else bin_edges(now, before)
        self._edges[name] = edges
        self._shares.clear()
        self._panels[name].show_now(edges, counted(now, edges), None if before is None else counted(before, edges))

    def _draw_course(self, name: str, numbers: LayerNumbers) -> None:
        read, moments = _reader(name, numbers), self.recording.moments
        ends = [read(moments[place].parameters) for place in {0, len(moments) // 2, len(moments) - 1}]
        edges = bin_edges(*ends)
        self._edges[name] = edges
        self._shares[name] = self._counts[name].of(moments, edges, read)
        shown = self.recording.shown_step
        self._panels[name].show_course(edges, self._shares[name], moments[-1].step, shown)

    def _parts(self, layer: Layer, numbers: LayerNumbers) -> list[Part]:
        marks = [f"{numbers.frozen_weights:,} frozen"] if numbers.frozen_weights else []
        marks += [f"{numbers.removed:,} removed"] if numbers.removed else []
        parts = [Part(_counted_text(numbers.weight_count, "weight", marks))]
        frozen = [f"{numbers.frozen_biases:,} frozen"] if numbers.frozen_biases else []
        parts.append(Part(_counted_text(numbers.bias_count, "bias", frozen)))
        if numbers.counted < numbers.weight_count:
            parts.append(Part(f"{numbers.counted:,} of the weights counted", rank=1))
        if self.recording.known_start is not None and not self._is_over_time:
            parts.append(Part("grey outline: at the start", rank=2))
        weights = numbers.weights(parameters_of(self.recording.network))
        if len(weights):
            mean, deviation = readable(float(weights.mean()), DIGITS), readable(float(weights.std()), DIGITS)
            parts.append(Part(f"w = {mean} ± {deviation} into {layer.name}", rank=3))
        return parts

    def restyle(self, theme: Theme) -> None:
        """Take the theme's colours."""
        for panel in self._panels.values():
            panel.restyle(theme)

    def reset_view(self) -> None:
        """Show everything again."""
        for panel in self._panels.values():
            panel.reset_view()
        self.redraw()

    def table(self) -> Table | None:
        """Give the numbers now, and those at the start, or their distribution over the run."""
        layer = self._layer.layer
        if layer is None:
            return None
        if self._is_over_time and self._shares:
            return course_table(self._edges, self._shares, self._counts[WEIGHTS].steps)
        return numbers_table(self.recording.network, layer.id, self.recording.known_start)

    def hideEvent(self, event: QHideEvent) -> None:
        """Let nothing stand out: the pointer may not come back."""
        super().hideEvent(event)
        self._put_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out anew."""
        super().resizeEvent(event)
        for column, share in enumerate((WEIGHT_SHARE, 1 - WEIGHT_SHARE)):
            self.graphics.ci.layout.setColumnStretchFactor(column, round(100 * share))

    @property
    def _is_over_time(self) -> bool:
        return self._course.isChecked() and len(self.recording.moments) > 1

    # Reactions

    def _on_layer_changed(self) -> None:
        for counts in self._counts.values():
            counts.forget()
        self.redraw()

    def _found(self, scene_position: QPointF) -> tuple[str, NumberBin] | None:
        found = ((name, panel.at(scene_position)) for name, panel in self._panels.items())
        return next(((name, each) for name, each in found if each is not None and name in self._edges), None)

    def _items_in(self, name: str, found: NumberBin) -> Sequence[ParameterItem]:
        """Give the edges or neurons whose numbers now lie in a bin."""
        layer = self._layer.layer
        if layer is None or found.column is not None:
            return ()
        numbers = LayerNumbers(self.recording.network, layer.id)
        values = _reader(name, numbers)(parameters_of(self.recording.network))
        is_last = found.high == self._edges[name][-1]
        chosen = (values >= found.low) & ((values < found.high) | (is_last & (values == found.high)))
        return numbers.edges_where(chosen) if name == WEIGHTS else numbers.neurons_where(chosen)

    def _on_moved(self, scene_position: QPointF) -> None:
        found = self._found(scene_position)
        if found is None:
            self._put_out()
            self.set_pointer_parts(None)
            return
        name, number_bin = found
        low, high = readable(number_bin.low, DIGITS), readable(number_bin.high, DIGITS)
        limits = Part(f"{low} … {high}")
        if number_bin.column is not None:
            step = int(self._counts[name].steps[number_bin.column])
            share = float(self._shares[name][number_bin.index, number_bin.column])
            self.set_pointer_parts([Part(f"step {step:,}"), Part(f"{share_text(share)} of the {name}"), limits])
            return
        items = self._items_in(name, number_bin)
        self.set_pointer_parts([Part(f"{len(items):,} {name}"), limits])
        self.set_pointer_help(f"Click to select these {name}" if items else "")
        lit = items if len(items) <= MOST_LIT else ()
        told = f"Weights: {_counted_text(len(lit), NAMES[name], ())} from {low} to {high}"
        self.selection.point_out(*lit, teller=told)

    def _put_out(self) -> None:
        self.set_pointer_help("")
        self.selection.point_out()

    def _on_clicked(self, scene_position: QPointF) -> None:
        found = self._found(scene_position)
        items = () if found is None else self._items_in(*found)
        if items:
            self.selection.select(*items)


def _reader(name: str, numbers: LayerNumbers) -> NumbersOf:
    return {WEIGHTS: numbers.weights, BIASES: numbers.biases}[name]


def _counted_text(count: int, name: str, marks: Sequence[str]) -> str:
    plural = "biases" if name == "bias" else "weights"
    counted_name = f"1 {name}" if count == 1 else f"{count:,} {plural}"
    return f"{counted_name} ({', '.join(marks)})" if marks else counted_name

"""The boundary plot: what the network says for every input, and the samples it should agree with."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, QPointF, Signal
from PySide6.QtWidgets import QWidget

from engine.arrays import FloatArray, same_value
from engine.network.model import Layer, LayerId
from engine.process.pictures import BoundaryField, BoundaryRequest, NeuronFields, NeuronFieldsRequest
from engine.process.views.all import View
from gui.icons import IconName
from gui.plots.boundary_picture import BoundaryPicture
from gui.plots.boundary_pointing import BoundaryPointing
from gui.plots.boundary_texts import longest_parts, resting_parts
from gui.plots.boundary_view import Inputs
from gui.plots.contour_lines import ContourLines, contour_obstacle
from gui.plots.engine_plot import EnginePlot
from gui.plots.input_picker import InputPicker
from gui.plots.neuron_lines import NeuronLines, lines_request
from gui.plots.neuron_pin import NeuronPin
from gui.plots.pinned_neuron import neuron_shown, response, response_request, written
from gui.plots.ranges import Range
from gui.plots.readings import Reading
from gui.plots.readings.neuron import NeuronShown
from gui.plots.sample_tables import boundary_columns, output_columns
from gui.plots.subject import PlotSubject
from gui.plots.table import Table
from gui.selection import Item, LayerItem, NeuronItem, Selection
from gui.theme import Theme, ThemeManager

Outputs = Callable[[], FloatArray | None]
DISCRETE, VALIDATION, NEURONS, INPUTS, NEURON = "discrete", "validation", "neurons", "inputs", "neuron"
TITLE, VALUE_TITLE = "Decision boundary", "Fitted function"  # of classes, and where a value is predicted
DISCRETE_REGIONS = "“Discrete” shows no confidence that lines could tell of."
CLOSEST_ZOOM, WIDEST_ZOOM = 1e-3, 20.0  # of what is shown at first


class BoundaryPlot(EnginePlot):
    """Shows the network's output over the input plane (or over one input), or one neuron's, and the data set's samples.

    Args:
        theme_manager: Whose theme it follows.
        selection: What is selected on the canvas.
        parent: Its owner.
        leads: Whether the inputs that a person chooses here span the planes of all other plots, too, rather than being
            kept as this plot's own.

    Attributes:
        neuron_lines: The lines of neurons over it.

    Signals:
        inputs_changed: the two inputs a person chose for all plots, where it `leads`.
    """

    draws_samples = True

    inputs_changed = Signal(object)

    def __init__(
        self,
        theme_manager: ThemeManager,
        selection: Selection,
        parent: QWidget | None = None,
        *,
        leads: bool = False,
    ) -> None:
        super().__init__(theme_manager, selection, IconName.BOUNDARY, parent)
        self._leads = leads
        self._plot = self.add_plot(0, 0)
        self._picture = BoundaryPicture(self._plot, self.theme)
        self._outputs: Outputs = _no_outputs
        self._line_layer: LayerId | None = None
        self.neuron_lines = NeuronLines(self._plot, self)
        self._pointing = BoundaryPointing(self._plot.getViewBox(), self._picture, self.neuron_lines)
        self._picker = InputPicker()
        self._picker.setVisible(False)
        self.add_row(self._picker)
        self._pin = NeuronPin(selection, self.menu)
        self.header.insertWidget(0, self._pin)
        self._discrete = self.add_toggle("Discrete", "Show predictions without confidence")
        self._validation = self.add_toggle("Validation", "Show validation points (hollow)", checked=True)
        self._neurons = self.add_toggle("Neurons", "Show where neurons are 0; short strokes stand on the side above 0")
        self._toggles = {DISCRETE: self._discrete, VALIDATION: self._validation, NEURONS: self._neurons}
        self._contour_lines = ContourLines(self, self._reading_now, self._contour_obstacle)
        self._reading: Reading | None = None
        self._connect()
        self.apply_theme()
        self.redraw()

    def _connect(self) -> None:
        self.request_changed.connect(lambda _request: self._asking_beside.refresh())  # it is of the same plane
        self._picker.inputs_picked.connect(self._on_inputs_picked)
        self._pin.pinned.connect(self._on_pinned)
        self._discrete.toggled.connect(self.redraw)
        self._validation.toggled.connect(self._on_validation_toggled)
        self._neurons.toggled.connect(self._on_neurons_toggled)
        for name, toggle in self._toggles.items():
            toggle.clicked.connect(lambda is_on, name=name: self.choose(**{name: str(is_on)}))
        self.neuron_lines.changed.connect(self._update_texts)
        self.neuron_lines.clicked.connect(self.selection.select)
        self.neuron_lines.hovered.connect(self.selection.hover)
        self.selection.selection_changed.connect(self._on_selection_changed)
        self.selection.hover_changed.connect(self._light_lines)
        self.pointer.left.connect(lambda: self._hover_neuron(None))
        view_box = self._plot.getViewBox()
        view_box.sigRangeChanged.connect(self.ask_soon)
        view_box.sigResized.connect(self._on_view_resized)
        self.pointer.clicked.connect(self._on_clicked)
        self.pointer.moved.connect(self._show_pointed)

    def table(self) -> Table | None:
        """Give the samples, and what is drawn at the points of a grid."""
        picture, shown = self._picture, self._neuron_shown
        field, data_set = picture.field, picture.data_set
        if field is None or data_set is None:
            return None
        if shown is not None:
            return Table.stacked(
                boundary_columns(data_set, field, None, lambda values: {f"a of {shown.name}": values[:, 0]})
            )
        tell = partial(output_columns, data_set, loss_name=self.subject.loss)
        return Table.stacked(boundary_columns(data_set, field, picture.outputs, tell))

    def what_is_shown(self) -> tuple[str, ...]:
        """Say which neuron is shown instead of the outputs."""
        shown = self._neuron_shown
        return () if shown is None else (shown.name,)

    # What it asks for

    def wanted(self) -> BoundaryRequest | NeuronFieldsRequest | None:
        """Ask for a field over the visible range."""
        data_set, shown = self.subject.data_set, self._neuron_shown
        if data_set is None:
            return None
        x_range, y_range = map(_range, self._plot.getViewBox().viewRange())
        plane = self._picture.view.request(self.inputs, x_range, y_range, self._picture.looked_at.held(data_set))
        if shown is not None:
            return response_request(shown.neuron, plane)
        return plane if self.subject.fits else None

    def wanted_beside(self) -> NeuronFieldsRequest | None:
        """Ask for the neurons of the layer selected last, at first for those of the first one that computes."""
        plane, layer = self.plane, self._lines_of
        if plane is None or layer is None or not self._neurons.isChecked():
            return None
        return lines_request(layer, self.selection.groups.neurons.get(layer.id, ()), plane)

    @property
    def plane(self) -> BoundaryRequest | None:
        """The part of the plane that is shown; None while nothing is asked for."""
        request = self.request
        if isinstance(request, NeuronFieldsRequest):
            return request.plane
        return request if isinstance(request, BoundaryRequest) else None

    @property
    def inputs(self) -> Inputs:
        """The two inputs on the axes; of data with one input, the first counts alone."""
        return self._picture.inputs

    @property
    def _lines_of(self) -> Layer | None:
        layers = self.subject.computed_layers if self.subject.fits else ()
        return next((layer for layer in layers if layer.id == self._line_layer), layers[0] if layers else None)

    @property
    def _neuron_shown(self) -> NeuronShown | None:
        """The neuron pinned, as long as there is one."""
        return neuron_shown(self.settings.options.get(NEURON, ""), self.subject)

    @property
    def _is_discrete(self) -> bool:
        return self._discrete.isChecked() and not self._discrete.isHidden()

    def _reading_now(self) -> Reading | None:
        data_set = self._picture.data_set
        return None if data_set is None else self._picture.reading(data_set)

    def _contour_obstacle(self) -> str:
        reading = self._reading_now()
        if self._is_discrete and reading is not None and reading.predicts_classes:
            return DISCRETE_REGIONS
        return contour_obstacle(self._picture.data_set)

    # What it is fed

    def subject_changed(self, before: PlotSubject) -> None:
        """Show samples, inputs and what is looked at, as far as they are others."""
        subject, picture = self.subject, self._picture
        picture.set_loss(subject.loss)
        is_other = subject.data_set is not picture.data_set
        if is_other:
            picture.set_data_set(subject.data_set)
            self._outputs = _no_outputs
            names = () if subject.data_set is None else subject.data_set.input_names
            self._picker.set_names(names)
            self._picker.setVisible(len(names) > 2)
            is_classification = subject.data_set is None or subject.data_set.task.is_classification
            self._discrete.setVisible(is_classification)
            self.setWindowTitle(TITLE if is_classification else VALUE_TITLE)
        if subject.obstacle and subject.obstacle != before.obstacle:
            picture.forget_outputs()  # what is known is out of date
        if not same_value(subject.looked_at, picture.looked_at):
            picture.set_looked_at(subject.looked_at)
        if subject.network is not before.network:
            self._pin.set_layers(subject.computed_layers)
            self._show_pinned()
        self._span(is_other=is_other)

    def draws_subject(self, before: PlotSubject) -> bool:
        """Leave the network to the engine's answer."""
        drawn = [(each.data_set, each.loss, each.boundary_inputs, each.obstacle) for each in (before, self.subject)]
        return drawn[0] != drawn[1] or not same_value(before.looked_at, self.subject.looked_at)

    def settings_restored(self) -> None:
        """Take over switches, inputs and the neuron."""
        for name, toggle in self._toggles.items():
            toggle.setChecked(self.settings.options.get(name, str(toggle.isChecked())) == str(True))
        self._show_pinned()
        self._span()

    def take_outputs(self, outputs: Outputs) -> None:
        """Ring the wrong samples and draw residuals by these."""
        self._outputs = outputs

    def show_view(self, view: View | None, note: str = "", step: int | None = None) -> None:
        """Draw a field; one over other inputs than the axes' is left aside: it was asked for before they changed.

        The same goes for what comes late, of a network that does not fit the data shown now.
        """
        shown = self._neuron_shown
        if self.subject.obstacle:
            view = None
        if shown is None and not isinstance(view, NeuronFields):
            self._picture.take_field(view if isinstance(view, BoundaryField) else None)
        elif shown is not None and not isinstance(view, BoundaryField):
            self._picture.take_field(response(view, shown.neuron) if isinstance(view, NeuronFields) else None)
        super().show_view(view, note, step)

    def show_beside(self, view: View | None) -> None:
        """Draw the lines of a layer's neurons."""
        layer = self._lines_of
        if not isinstance(view, NeuronFields) or not self._neurons.isChecked():
            self.neuron_lines.set_fields(None)
        elif layer is not None and view.request.groups[0].layer == layer.id:
            self.neuron_lines.show(view, layer)
            self._light_lines()

    def _span(self, *, is_other: bool = False) -> None:
        """Span the plane by the inputs chosen, those of all plots where none are."""
        own = tuple(map(int, filter(None, self.settings.options.get(INPUTS, "").split(","))))
        inputs = (own[0], own[1]) if len(own) == 2 and not self._leads else self.subject.boundary_inputs
        if self._picture.set_inputs(inputs) or is_other:
            self._picker.set_inputs(self.inputs)
            self.reset_view()

    def _show_pinned(self) -> None:
        shown = self._neuron_shown
        self._pin.show_pinned("" if shown is None else shown.name)
        self._picture.set_neuron(shown)

    def place_of(self, x: float, y: float) -> QPoint:
        """Give where a point of the plane lies in this widget, in device-independent pixels."""
        in_view = self.graphics.mapFromScene(self._plot.getViewBox().mapViewToScene(QPointF(x, y)))
        place: QPoint = self.graphics.mapTo(self, in_view)
        return place

    # Drawing

    def draw(self) -> None:
        """Show field, lines, samples and texts as they are now."""
        data_set = self._picture.data_set
        if data_set is None:
            self.show_empty("No data yet", self.missing or "Choose a data set to see the boundary.")
            return
        self.show_plot()
        is_known = self._picture.field is not None and self._neuron_shown is None
        self._picture.take_outputs(self._outputs() if is_known else None)
        x_range, y_range = map(_range, self._plot.getViewBox().viewRange())
        self._picture.draw(
            data_set,
            x_range,
            y_range,
            self.in_focus,
            is_discrete=self._is_discrete,
            is_contoured=self._contour_lines.are_drawn,
        )
        self._update_texts()
        self._show_pointed()

    def restyle(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._picture.restyle(theme)
        self.neuron_lines.restyle(theme)

    def reset_view(self) -> None:
        """Show all samples with a margin."""
        if self._picture.data_set is None:
            return
        home = self._picture.home(self._picture.data_set)
        view_box = self._plot.getViewBox()
        width, height = home.x_range[1] - home.x_range[0], home.y_range[1] - home.y_range[0]
        view_box.setLimits(
            minXRange=CLOSEST_ZOOM * width, maxXRange=WIDEST_ZOOM * width,
            minYRange=CLOSEST_ZOOM * height, maxYRange=WIDEST_ZOOM * height,
        )  # fmt: skip
        view_box.setAspectLocked(home.is_equal)
        view_box.setRange(xRange=home.x_range, yRange=home.y_range, padding=0)

    def _update_texts(self) -> None:
        picture, data_set = self._picture, self._picture.data_set
        if data_set is None:
            return
        self.set_notice(self.missing if picture.field is None else "")
        reading, held = picture.reading(data_set), picture.looked_at.held_name(data_set)
        if reading is not self._reading:
            self._reading = reading
            self.expect_pointer_parts(longest_parts(data_set, reading, picture.output_count(data_set)))
        parts = resting_parts(data_set, reading, picture.outputs, picture.samples, held)
        self.set_resting_parts([*parts, *self.neuron_lines.parts])

    # Reactions

    def _on_inputs_picked(self, inputs: Inputs) -> None:
        if self._leads:
            self.inputs_changed.emit(inputs)
        else:
            self.choose(**{INPUTS: f"{inputs[0]},{inputs[1]}"})
            self._span()
            self.ask()

    def _on_pinned(self, neuron: NeuronItem | None) -> None:
        self.choose(**{NEURON: written(neuron)})
        self._show_pinned()
        self.redraw()

    def _on_neurons_toggled(self, is_on: bool) -> None:
        if not is_on:
            self.neuron_lines.set_fields(None)
        self.ask()

    def _on_selection_changed(self, items: tuple[Item, ...]) -> None:
        item = items[-1] if items else None
        if isinstance(item, LayerItem | NeuronItem):
            self._line_layer = item.layer
        self.ask()
        self._light_lines()

    def _light_lines(self) -> None:
        items = (self.selection.hovered, *self.selection.items)
        self.neuron_lines.light(frozenset(item for item in items if isinstance(item, NeuronItem)))

    def _on_validation_toggled(self, is_shown: bool) -> None:
        self._picture.samples.set_validation_shown(is_shown)
        self.redraw()

    def _on_view_resized(self) -> None:
        size = self._plot.getViewBox().boundingRect().size()
        self._picture.samples.fit_to(size.width(), size.height())

    def _on_clicked(self, scene_position: QPointF) -> None:
        data_set, place = self._picture.data_set, self._pointing.place_at(scene_position)
        index = self._pointing.sample_meant(*place)
        if index is not None:
            self.sample_clicked.emit(index)
        elif (neuron := self.neuron_lines.at(*place)) is not None:
            self.neuron_lines.clicked.emit(neuron)
        elif data_set is not None and self._pointing.is_inside(scene_position):
            self.probed.emit(self._pointing.x_at(data_set, *place))

    def _show_pointed(self) -> None:
        """Tell what is under the pointer, which may rest while the network changes."""
        scene_position, data_set = self.pointer.place, self._picture.data_set
        if data_set is None or scene_position is None or not self._pointing.is_inside(scene_position):
            self.set_pointer_parts(None)
            self._hover_neuron(None)
            self.selection.samples.point_at(None)
        else:
            place = self._pointing.place_at(scene_position)
            self.selection.samples.point_at(self._pointing.sample_at(*place))
            self._hover_neuron(self._pointing.neuron_at(*place))
            self.set_pointer_parts(self._pointing.parts_at(data_set, *place))

    def mark_pointed(self) -> None:
        """Ring the sample that the pointer is over anywhere."""
        self._picture.samples.set_pointed(self.selection.samples.pointed)

    def _hover_neuron(self, neuron: NeuronItem | None) -> None:
        if self.neuron_lines.hover(neuron):
            self.set_pointer_help("Click to select the neuron" if neuron is not None else "")


def _range(limits: list[float]) -> Range:
    return float(limits[0]), float(limits[1])


def _no_outputs() -> None:
    """Know of no outputs."""

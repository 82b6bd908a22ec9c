"""A plot of what the engine computes for it: it says what it wants to see, and is given it frame by frame."""

from collections.abc import Callable, Mapping

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from engine.arrays import BoolArray, FloatArray
from engine.network.forward import LayerValues
from engine.network.model import LayerId, Network
from engine.process.events import FoundSample
from engine.process.sample_groups import SampleGroup
from engine.process.views.all import View, ViewRequest
from engine.project.project import has_same_structure
from gui.icons import IconName
from gui.plots.layer_picker import LayerPicker
from gui.plots.panel import PlotPanel
from gui.plots.plot_request import PlotRequest
from gui.plots.recording import Recording
from gui.plots.subject import PlotSubject
from gui.run_book import RunBook
from gui.selection import Selection
from gui.theme import ThemeManager


class PlotSettings(msgspec.Struct, frozen=True):
    """What a person chose in a plot; kept from one start of the program to the next.

    Attributes:
        layer: The layer it is pinned to, None where it follows the selection.
        options: Other choices, by names of the plot's own. What a plot does not know it leaves aside.
    """

    layer: LayerId | None = None
    options: dict[str, str] = {}


class EnginePlot(PlotPanel):
    """What plots of the engine's views share. A plot fills in `wanted`, `subject_changed`, `draw` and `restyle`.

    Attributes:
        draws_samples: Whether samples are drawn one by one, so that some of them can stand out.
        subject: What there is to be looked at.
        recording: What was recorded of the run.
        settings: What a person chose.
        view: What the engine saw last.

    Signals:
        request_changed: the request wanted now, or None while hidden.
        beside_changed: the same of what is wanted beside it.
        probed: an x (D,), as it is measured, that a person wants to look at.
        settings_changed: the `PlotSettings` that a person chose.
        sample_clicked: the row of the sample that a person clicked.
        group_clicked: the `SampleGroup` that a person clicked, and the value near which they want a sample of it.
        step_wanted: a person wants the run to take one mini-batch.
        test_part_wanted: a person wants the test part measured.
    """

    draws_samples = False

    request_changed = Signal(object)
    beside_changed = Signal(object)
    settings_changed = Signal(object)
    sample_clicked = Signal(int)
    probed = Signal(object)
    group_clicked = Signal(object, float)
    step_wanted = Signal()
    test_part_wanted = Signal()

    def __init__(
        self, theme_manager: ThemeManager, selection: Selection, empty_icon: IconName, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme_manager, empty_icon, parent)
        self.selection = selection
        selection.samples.focus_changed.connect(self._on_focus_changed)
        selection.samples.pointed_changed.connect(self.mark_pointed)
        self.pointer.left.connect(self._point_at_no_sample)
        self.footer.samples_hovered.connect(selection.samples.hover)
        self.footer.samples_clicked.connect(selection.samples.toggle)
        self.subject = PlotSubject()
        self.recording = Recording()
        self.settings = PlotSettings()
        self.view: View | None = None
        self._note = ""
        self._layer_picker: LayerPicker | None = None
        self._asking = PlotRequest[ViewRequest](lambda: self._if_shown(self.wanted), self)
        self._asking.request_changed.connect(self.request_changed)
        self._asking_beside = PlotRequest[ViewRequest](lambda: self._if_shown(self.wanted_beside), self)
        self._asking_beside.request_changed.connect(self.beside_changed)

    # What a plot fills in

    def mark_pointed(self) -> None:
        """Mark the sample that the pointer is over in this plot or another, where it is drawn."""

    def wanted(self) -> ViewRequest | None:
        """Give what to ask of the engine now; None where there is nothing to be seen."""
        raise NotImplementedError

    def wanted_beside(self) -> ViewRequest | None:
        """Give what else to ask for, which comes to `show_beside`; None for nothing."""
        return None

    def show_beside(self, view: View | None) -> None:
        """Show what was asked for beside the view; None where there is nothing to be seen."""

    def subject_changed(self, before: PlotSubject) -> None:
        """Take over what is other than `before`; what is wanted is asked for, and all drawn, after it."""

    def draws_subject(self, before: PlotSubject) -> bool:  # noqa: ARG002 - most do, of any
        """Tell whether what is other than `before` is to be drawn before the engine has answered."""
        return True

    def take_outputs(self, outputs: Callable[[], FloatArray | None]) -> None:
        """Take what gives the outputs (N, K) of all samples for the view to come, or None; most plots need none."""

    def take_network(self, network: Network) -> None:
        """Take the network that the view to come is of, with its parameters of now; most plots need none."""

    def follow_runs(self, book: RunBook) -> None:
        """Show the runs of this book from now on; most plots have no use for them."""

    def recording_changed(self) -> None:
        """Take over another `recording`; a plot that shows it draws it."""

    def settings_restored(self) -> None:
        """Take over `settings`, which were kept."""

    def show_sample_values(self, values: Mapping[LayerId, LayerValues]) -> None:
        """Take the values of the sample looked at, a row for each layer; most plots have no use for them."""

    def show_found(self, found: FoundSample) -> None:
        """Tell which sample of a group that was clicked is selected now; most plots draw no groups."""

    def show_samples(self, group: SampleGroup) -> bool:  # noqa: ARG002 - most plots show all samples
        """Show the samples of a group alone; tell whether this is a plot that can."""
        return False

    # What it is fed

    def set_subject(self, subject: PlotSubject) -> None:
        """Look at something else, or at the same changed; what was seen of other data or other layers is forgotten."""
        before, self.subject = self.subject, subject
        is_alike = has_same_structure(before.network, subject.network)
        if subject.data_set is not before.data_set or not is_alike:
            self.view = None
        self.subject_changed(before)
        self.ask()
        if self.draws_subject(before):
            self.redraw()

    def set_recording(self, recording: Recording) -> None:
        """Look at what is recorded now."""
        self.recording = recording
        self.recording_changed()

    def set_settings(self, settings: PlotSettings) -> None:
        """Show it as it was left."""
        self.settings = settings
        self.settings_restored()
        self.ask()

    def show_view(self, view: View | None, note: str = "", step: int | None = None) -> None:  # noqa: ARG002
        """Draw what the engine saw; None, with the reason, where there is nothing to be seen.

        Args:
            view: What it saw.
            note: Why it saw nothing.
            step: Of which step of a run going on it is, for plots that keep what was seen; None at rest.
        """
        self.view = view
        self._note = note
        self.redraw()

    # What a plot uses

    def add_layer_picker(self) -> LayerPicker:
        """Begin the tools above the plot with which layer it shows; what a person pins it to is kept."""
        picker = self._layer_picker = LayerPicker(self.selection)
        picker.pinned.connect(self.pin)
        self.header.insertWidget(0, picker)
        return picker

    def what_is_shown(self) -> tuple[str, ...]:
        """Say which layer is shown, where there is a choice."""
        layer = None if self._layer_picker is None else self._layer_picker.layer
        return () if layer is None else (layer.name,)

    @property
    def request(self) -> ViewRequest | None:
        """What is asked for."""
        return self._asking.current

    @property
    def missing(self) -> str:
        """Why there is nothing to be seen, or ""."""
        return self.subject.obstacle or self._note

    @property
    def in_focus(self) -> BoolArray | None:
        """Which samples (N,) of the data stand out, in all plots; None where all are alike."""
        return self.selection.samples.mask(self.subject.data_set)

    def ask(self) -> None:
        """Ask for what is wanted now; an answer to another kind of question is forgotten."""
        self._asking.refresh()
        self._asking_beside.refresh()

    def ask_soon(self) -> None:
        """Ask a moment later, during a drag."""
        self._asking.refresh_soon()

    def choose(self, **options: str) -> None:
        """Keep what a person chose."""
        self._keep(msgspec.structs.replace(self.settings, options={**self.settings.options, **options}))

    def pin(self, layer: LayerId | None) -> None:
        """Keep which layer a person pinned it to, None to follow the selection."""
        self._keep(msgspec.structs.replace(self.settings, layer=layer))

    def _point_at_no_sample(self) -> None:
        self.selection.samples.point_at(None)

    def _on_focus_changed(self) -> None:
        if self.draws_samples:
            self.redraw()
            self.catch_up()  # the pointer waits for no turn

    def _keep(self, settings: PlotSettings) -> None:
        self.settings = settings
        self.settings_changed.emit(settings)
        self.ask()
        self.redraw()
        self.catch_up()  # a person's choice waits for no turn

    def _if_shown(self, wanted: Callable[[], ViewRequest | None]) -> ViewRequest | None:
        return wanted() if self.isVisible() and self.subject.is_complete else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let all samples be alike on Esc, also in a window of its own."""
        if event.key() != Qt.Key.Key_Escape or not self.selection.samples.release():
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask again."""
        super().showEvent(event)
        self.ask()

    def hideEvent(self, event: QHideEvent) -> None:
        """Ask for nothing."""
        super().hideEvent(event)
        self.ask()

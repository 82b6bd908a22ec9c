"""The plots of the engine's views: each is told what there is to be looked at, asked what it wants to see, and fed."""

from collections.abc import Callable, Iterable, Iterator

import msgspec
from msgspec.structs import replace
from PySide6.QtCore import QObject

from engine.arrays import FloatArray, same_value
from engine.network.metrics import Evaluation
from engine.process.events import FoundSample, Frame
from engine.process.sample_groups import SampleGroup
from engine.project.settings import ViewSettings, with_selected_sample, with_typed_input
from gui.linking.plot_origin import origin_of
from gui.linking.recording_feed import RecordingFeed
from gui.linking.sample_finder import SampleFinder
from gui.linking.sample_outputs import SampleOutputs
from gui.plots.engine_plot import EnginePlot, PlotSettings
from gui.plots.facing import Facing
from gui.plots.looked_at import LookedAt
from gui.plots.origin import Origin
from gui.plots.recording import Recording
from gui.plots.subject import PlotSubject
from gui.plots.turns import DrawingTurns
from gui.run_book import RunBook
from gui.session import SampleValues, Session
from gui.settings import Settings
from gui.timeline.timeline import RunTimeline
from gui.training.training_controller import TrainingController

BESIDE = "-beside"  # what a plot asks for beside its view is watched under its own name with this


class PlotFeed(QObject):
    """Feeds plots by their names, those always there and those that a person opens alike.

    Args:
        session: Source of what there is to be looked at.
        training: Takes the steps that a plot wants.
        finder: Selects samples that a plot draws together.
        runs: The runs that plots compare.
        timeline: What is recorded of the run.
        settings: Remembers what was chosen in each plot.
        turns: In which all take part.
        parent: Its owner.
    """

    def __init__(
        self,
        session: Session,
        training: TrainingController,
        finder: SampleFinder,
        runs: RunBook,
        timeline: RunTimeline,
        settings: Settings,
        turns: DrawingTurns,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._document = session.document
        self._training = training
        self._finder = finder
        self._runs = runs
        self._settings = settings
        self._turns = turns
        self._timeline = timeline
        self._plots: dict[str, EnginePlot] = {}
        self._facing = Facing()
        self._missing = self._run_obstacle = ""
        self._tested: Evaluation | None = None
        self._outputs: SampleOutputs | None = None
        self._probed: tuple[EnginePlot, ViewSettings] | None = None
        self._recording = RecordingFeed(session.document, timeline, self)
        self._recording.recorded.connect(self._on_recorded)
        finder.sample_found.connect(self._on_sample_found)
        session.sample_values_changed.connect(self._on_sample_values_changed)
        for source in (
            session.data_set_changed,
            self._document.project_changed,
            self._document.view_changed,
            self._document.training_changed,
            self._document.rewound_changed,
        ):
            source.connect(self._refresh)
        self._subject = self._seen()

    def __getitem__(self, name: str) -> EnginePlot:
        return self._plots[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._plots)

    def add(self, name: str, plot: EnginePlot) -> None:
        """Feed one more plot, which shows what it was left with."""
        self._plots[name] = plot
        plot.set_settings(_read(self._settings.plot_settings(name)))
        plot.settings_changed.connect(lambda settings: self._keep(name, settings))
        plot.request_changed.connect(lambda request: self._session.watch({name: request}))
        plot.beside_changed.connect(lambda request: self._session.watch({f"{name}{BESIDE}": request}))
        plot.sample_clicked.connect(self._on_sample_clicked)
        plot.probed.connect(lambda x: self._on_probed(plot, x))
        plot.pointer.double_clicked.connect(lambda: self._on_double_clicked(plot))
        plot.group_clicked.connect(self._finder.find)
        plot.step_wanted.connect(self._training.step)
        plot.test_part_wanted.connect(self._session.engine.measure_test_part)
        plot.show_sample_values(self._session.sample_values)
        plot.set_subject(self._subject)
        plot.follow_runs(self._runs)
        plot.set_recording(self._recording.recording)
        plot.come_from(self.origin)
        self._turns.add(plot)

    def origin(self) -> Origin:
        """Give the project and the moment that are shown now."""
        return origin_of(self._document, self._training, self._timeline)

    def remove(self, name: str) -> None:
        """Feed a plot no more."""
        self._turns.remove(self._plots.pop(name))
        self._session.watch({name: None, f"{name}{BESIDE}": None})

    def say_missing(self, sentence: str, run_obstacle: str) -> None:
        """Let plots say why there is nothing to be seen, and why no run can begin; "" for no reason."""
        self._missing, self._run_obstacle = sentence, run_obstacle
        self._refresh()

    def show_test_part(self, tested: Evaluation | None) -> None:
        """Let plots show what was measured on the test part, None for nothing yet."""
        self._tested = tested
        self._refresh()

    def show_frame(self, frame: Frame, names: Iterable[str]) -> None:
        """Give plots what they asked for; while training, those that move slowly are not in every frame."""
        outputs = self._sample_outputs()
        for name in names:
            plot = self._plots[name]
            plot.take_outputs(outputs)
            plot.take_network(self._document.network)
            view, note = frame.views.get(name), frame.notes.get(name, "")
            if view is not None:
                view = self._facing.settled(view)
            if view is not None or note or not frame.run_id:
                plot.show_view(view, note, frame.step if frame.run_id else None)
            beside = frame.views.get(f"{name}{BESIDE}")
            if beside is not None or not frame.run_id:
                plot.show_beside(beside)

    def show_samples(self, group: SampleGroup) -> list[str]:
        """Show a group of samples in the plots that can; gives their names."""
        return [name for name, plot in self._plots.items() if plot.show_samples(group)]

    def _keep(self, name: str, settings: PlotSettings) -> None:
        self._settings.remember_plot_settings(name, msgspec.json.encode(settings).decode())

    def _sample_outputs(self) -> Callable[[], FloatArray | None]:
        """Give what works out the outputs of all samples, for all plots of a moment the same."""
        network, data_set = self._document.network, self._subject.data_set
        if data_set is None or not self._subject.fits:
            return lambda: None
        if self._outputs is None or not self._outputs.are_of(network, data_set):
            self._outputs = SampleOutputs(network, data_set)
        return self._outputs

    def _on_probed(self, plot: EnginePlot, x: FloatArray) -> None:
        """Let a place clicked flow through the graph as an own x."""
        self._probed = plot, self._document.view
        self._document.set_view(with_typed_input(self._document.view, x))

    def _on_double_clicked(self, plot: EnginePlot) -> None:
        """Take back what the first of two clicks did: they meant the whole view."""
        if self._probed is not None and self._probed[0] is plot:
            typed_input = self._probed[1].typed_input
            self._document.set_view(replace(self._document.view, typed_input=typed_input))
        self._probed = None

    def _on_sample_clicked(self, index: int) -> None:
        self._probed = None
        self._document.set_view(with_selected_sample(self._document.view, index))

    def _on_sample_found(self, found: FoundSample) -> None:
        for plot in self._plots.values():
            plot.show_found(found)

    def _on_sample_values_changed(self, values: SampleValues) -> None:
        for plot in self._plots.values():
            plot.show_sample_values(values)

    def _on_recorded(self, recording: Recording) -> None:
        for plot in self._plots.values():
            plot.set_recording(recording)

    def _refresh(self, *_what: object) -> None:
        subject = self._seen()
        if same_value(subject, self._subject):
            return
        self._subject = subject
        for plot in self._plots.values():
            plot.set_subject(subject)

    def _seen(self) -> PlotSubject:
        view, project = self._document.view, self._document.project
        return PlotSubject(
            network=project.network,
            data_set=self._session.data_set,
            loss=project.training.loss,
            training=project.training,
            run=project.run,
            looked_at=LookedAt(view.selected_sample, self._session.own_input),
            boundary_inputs=view.boundary_inputs,
            is_training=self._document.is_training,
            is_rewound=self._document.is_rewound,
            tested=self._tested,
            obstacle=self._missing,
            run_obstacle=self._run_obstacle,
        )


def _read(text: str) -> PlotSettings:
    try:
        return msgspec.json.decode(text, type=PlotSettings)
    except msgspec.DecodeError:
        return PlotSettings()

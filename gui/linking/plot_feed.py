"""The plots of the engine's views: each is told what there is to be looked at, asked what it wants to see, and fed."""

from collections.abc import Iterator

import msgspec
from PySide6.QtCore import QObject

from engine.arrays import same_value
from engine.process.events import FoundSample, Frame
from engine.process.sample_groups import SampleGroup
from engine.project.settings import with_selected_sample
from gui.linking.recording_feed import RecordingFeed
from gui.linking.sample_finder import SampleFinder
from gui.plots.engine_plot import EnginePlot, PlotSettings
from gui.plots.looked_at import LookedAt
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
        self._plots: dict[str, EnginePlot] = {}
        self._missing = ""
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
        plot.group_clicked.connect(self._finder.find)
        plot.step_wanted.connect(self._training.step)
        plot.show_sample_values(self._session.sample_values)
        plot.set_subject(self._subject)
        plot.follow_runs(self._runs)
        plot.set_recording(self._recording.recording)
        self._turns.add(plot)

    def remove(self, name: str) -> None:
        """Feed a plot no more."""
        self._turns.remove(self._plots.pop(name))
        self._session.watch({name: None, f"{name}{BESIDE}": None})

    def say_missing(self, sentence: str) -> None:
        """Let all plots say why there is nothing to be seen, "" for no reason."""
        self._missing = sentence
        self._refresh()

    def show_frame(self, frame: Frame) -> None:
        """Give every plot what it asked for; while training, those that move slowly are not in every frame."""
        for name, plot in self._plots.items():
            view, note = frame.views.get(name), frame.notes.get(name, "")
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

    def _on_sample_clicked(self, index: int) -> None:
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
            obstacle=self._missing,
        )


def _read(text: str) -> PlotSettings:
    try:
        return msgspec.json.decode(text, type=PlotSettings)
    except msgspec.DecodeError:
        return PlotSettings()

"""The plots that a person has opened beside those that are always there: each in a dock, asked and fed as it shows."""

import re
from collections.abc import Iterator

import msgspec
from PySide6.QtCore import QObject

from engine.arrays import same_value
from engine.process.events import Frame
from engine.process.sample_groups import SampleGroup
from engine.project.settings import with_selected_sample
from gui.linking.recording_feed import RecordingFeed
from gui.plots.engine_plot import EnginePlot, PlotSettings
from gui.plots.kinds import PlotKind, dock_title, kind_of
from gui.plots.looked_at import LookedAt
from gui.plots.recording import Recording
from gui.plots.subject import PlotSubject
from gui.plots.turns import DrawingTurns
from gui.run_book import RunBook
from gui.selection import Selection
from gui.session import Session
from gui.settings import Settings
from gui.theme import ThemeManager
from gui.timeline.timeline import RunTimeline
from gui.training.training_controller import TrainingController
from gui.window.docks import Docks

BESIDE = "-beside"  # what a plot asks for beside its view is watched under its own name with this


class OpenPlots(QObject):
    """Opens and closes plots, tells them what there is to be looked at, and the engine what they want to see.

    Args:
        session: Source of what there is to be looked at.
        training: Source of what stands in the way of seeing it.
        selection: What is selected on the canvas.
        runs: The runs that plots compare.
        themes: What the plots look like.
        docks: Where they stand; those left open stand there already, empty.
        settings: Remembers which are open, and what was chosen in them.
        timeline: What is recorded of the run.
        parent: Its owner.
    """

    def __init__(
        self,
        session: Session,
        training: TrainingController,
        selection: Selection,
        runs: RunBook,
        themes: ThemeManager,
        docks: Docks,
        settings: Settings,
        timeline: RunTimeline,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._document = session.document
        self._training = training
        self._selection = selection
        self._runs = runs
        self._themes = themes
        self._docks = docks
        self._settings = settings
        self._turns: DrawingTurns | None = None
        self._plots: dict[str, EnginePlot] = {}
        self._recording = RecordingFeed(session.document, timeline, self)
        self._recording.recorded.connect(self._on_recorded)
        docks.closed.connect(self.close)
        for source in (
            session.data_set_changed,
            self._document.project_changed,
            self._document.view_changed,
            self._document.training_changed,
            self._document.rewound_changed,
            training.state_changed,
        ):
            source.connect(self._refresh)
        self._subject = self._seen()

    def __getitem__(self, name: str) -> EnginePlot:
        return self._plots[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._plots)

    def restore(self, turns: DrawingTurns) -> None:
        """Open those that were open when the program was left; all take part in `turns`."""
        self._turns = turns
        for name in self._settings.open_plots:
            kind = kind_of(name)
            if kind is not None:
                self._make(name, kind)

    def open(self, kind: PlotKind) -> str:
        """Open another plot of a kind, in front, and give its name."""
        numbers = {int(found[1]) for name in self._plots if (found := re.fullmatch(rf"{kind.name}-(\d+)", name))}
        number = next(number for number in range(1, len(numbers) + 2) if number not in numbers)
        name = f"{kind.name}-{number}"
        self._docks.add(name, dock_title(name) or kind.title)
        self._make(name, kind)
        self._docks.show(name)
        self._settings.remember_open_plots(tuple(self._plots))
        return name

    def show(self, kind: PlotKind) -> None:
        """Bring the first plot of a kind to the front; open one where there is none."""
        name = next((name for name in self._plots if kind_of(name) is kind), None)
        if name is None:
            self.open(kind)
        else:
            self._docks.show(name)

    def close(self, name: str) -> None:
        """Close a plot for good."""
        plot = self._plots.pop(name, None)
        if plot is None:
            return
        if self._turns is not None:
            self._turns.remove(plot)
        self._session.watch({name: None, f"{name}{BESIDE}": None})
        self._docks.remove(name)
        self._settings.remember_open_plots(tuple(self._plots))

    def show_frame(self, frame: Frame) -> None:
        """Give every plot what it asked for; while training, those that move slowly are not in every frame."""
        for name, plot in self._plots.items():
            view, note = frame.views.get(name), frame.notes.get(name, "")
            if view is not None or note or not frame.run_id:
                plot.show_view(view, note, frame.step if frame.run_id else None)
            beside = frame.views.get(f"{name}{BESIDE}")
            if beside is not None or not frame.run_id:
                plot.show_beside(beside)

    def show_samples(self, group: SampleGroup) -> None:
        """Show a group of samples in the plots that can; one of these comes to the front if none is seen."""
        showing = [name for name, plot in self._plots.items() if plot.show_samples(group)]
        if showing and not any(self._plots[name].isVisible() for name in showing):
            self._docks.show(showing[0])

    def _make(self, name: str, kind: PlotKind) -> None:
        plot = kind.make(self._themes, self._selection)
        plot.setObjectName(f"plot-{name}")
        plot.close_requested.connect(lambda: self.close(name))
        self._plots[name] = plot
        plot.set_settings(_read(self._settings.plot_settings(name)))
        plot.settings_changed.connect(lambda settings: self._keep(name, settings))
        plot.request_changed.connect(lambda request: self._session.watch({name: request}))
        plot.beside_changed.connect(lambda request: self._session.watch({f"{name}{BESIDE}": request}))
        plot.sample_clicked.connect(self._on_sample_clicked)
        plot.step_wanted.connect(self._training.step)
        plot.set_subject(self._subject)
        plot.follow_runs(self._runs)
        plot.set_recording(self._recording.recording)
        if self._turns is not None:
            self._turns.add(plot)
        self._docks.fill(**{name: plot})

    def _keep(self, name: str, settings: PlotSettings) -> None:
        self._settings.remember_plot_settings(name, msgspec.json.encode(settings).decode())

    def _on_sample_clicked(self, index: int) -> None:
        self._document.set_view(with_selected_sample(self._document.view, index))

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
        view, state = self._document.view, self._training.state
        return PlotSubject(
            network=self._document.project.network,
            data_set=self._session.data_set,
            loss=self._document.project.training.loss,
            training=self._document.project.training,
            run=self._document.project.run,
            looked_at=LookedAt(view.selected_sample, self._session.own_input),
            boundary_inputs=view.boundary_inputs,
            is_training=self._document.is_training,
            is_rewound=self._document.is_rewound,
            obstacle="" if state.is_waiting_for_data else state.obstacle,
        )


def _read(text: str) -> PlotSettings:
    try:
        return msgspec.json.decode(text, type=PlotSettings)
    except msgspec.DecodeError:
        return PlotSettings()

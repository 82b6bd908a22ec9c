"""The plots, joined with session and training: what they want to see goes out, what the engine saw comes in."""

import time

import numpy as np
from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer

from engine.arrays import FloatArray
from engine.data.data_set import DataSet
from engine.network.graph import problems
from engine.process.events import Frame
from engine.project.edits import misfits
from engine.project.project import Project, has_same_structure
from gui.linking.plot_feed import PlotFeed
from gui.linking.sample_finder import SampleFinder
from gui.plots.boundary import BoundaryPlot
from gui.plots.distributions import DistributionPlot
from gui.plots.loss import LossPlot
from gui.plots.numbers import readable
from gui.plots.turns import WORK_SHARE, DrawingTurns
from gui.run_book import RunBook
from gui.selection import Selection
from gui.session import Session
from gui.settings import Settings
from gui.theme import ThemeManager
from gui.timeline.shown_loss import ShownLoss
from gui.timeline.timeline import RunTimeline
from gui.training.instant_retraining import InstantRetraining
from gui.training.training_controller import MAKING, TrainingController, TrainingState

MOST_REST_MS = 40  # a slow or busy machine takes fewer frames, but never so few that nothing seems to move
# A result of retraining is drawn in two parts, boundary and loss, then the rest, further apart than two moves of the
# slider on a busy machine; then the next may come.
REST_AFTER_MS = 40
# What they are watched by.
BOUNDARY, DISTRIBUTIONS = "boundary", "distributions"
EDITED = "From before the edit; the training loss is now {loss}."
EARLIER_RUN = "From before the edit. The next run begins anew, with the weights as they are."
LEARNT_TITLE = "No curve yet"
LEARNT_TEXT = "The weights were trained before the edit. Space trains on with them; R resets them."
NOT_YET = "Not until network, data and settings fit together."
PATIENCE_MS = 250  # most data sets are made sooner, and the plots had better not flicker


class PlotLinks(QObject):
    """Makes the plots, feeds them and asks for what they show; hidden plots ask for nothing.

    Args:
        session: Source of data set and frames.
        training: Source of the loss history.
        retraining: Source of the histories that are shown instead, of runs that retrain.
        themes: What the plots look like.
        selection: What is selected on the canvas.
        finder: Selects samples that a plot draws together.
        runs: The runs that plots compare.
        timeline: What is recorded of the run.
        settings: Remembers what was chosen in plots.
        parent: Owner of the links; whoever lays the plots out owns those.

    Attributes:
        feed: Feeds the plots of the engine's views.
    """

    def __init__(
        self,
        session: Session,
        training: TrainingController,
        retraining: InstantRetraining,
        themes: ThemeManager,
        selection: Selection,
        finder: SampleFinder,
        runs: RunBook,
        timeline: RunTimeline,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._document = session.document
        self.boundary = BoundaryPlot(themes, selection, leads=True)
        self.loss = LossPlot(themes)
        self.distributions = DistributionPlot(themes, selection)
        self._turns = DrawingTurns(parent=self)
        session.data_set_changed.connect(self._on_data_set_changed)
        self._document.project_changed.connect(self._on_project_changed)  # before the plots fed hear of it
        self.feed = PlotFeed(session, training, finder, runs, timeline, settings, self._turns, self)
        self._link_boundary()  # first in turn: after an edit people look there
        self._turns.add(self.loss)
        self.loss.come_from(self.feed.origin)
        self._worked_until = time.thread_time()
        self._take_frame = QTimer(self, singleShot=True)
        self._take_frame.timeout.connect(session.engine.take_frame)
        self._show_rest = QTimer(self, singleShot=True)
        self._show_rest.timeout.connect(self._on_rest_due)
        self._rest: Frame | None = None
        self._say_making = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._say_making.timeout.connect(lambda: self._say_missing(MAKING))
        self._link_loss(training, retraining, timeline.shown_loss)
        self._link_distributions()
        training.state_changed.connect(self._on_training_state_changed)
        session.engine.frame_received.connect(self._on_frame_received)
        self._document.training_changed.connect(self._on_training_changed)
        self._refresh_losses()
        self.loss.set_history(training.history)
        self._on_data_set_changed(session.data_set)
        self._on_training_state_changed(training.state)
        session.engine.take_frame()  # one may have come before there was a plot to take it

    def _link_boundary(self) -> None:
        """Let the inputs that span it be remembered with the project."""
        self.feed.add(BOUNDARY, self.boundary)
        self.boundary.inputs_changed.connect(
            lambda inputs: self._document.set_view(replace(self._document.view, boundary_inputs=inputs))
        )
        self._document.view_changed.connect(lambda _before, _after: self._refresh_view())

    def _link_loss(self, training: TrainingController, retraining: InstantRetraining, shown_loss: ShownLoss) -> None:
        for history_shown in (retraining.history_reset, retraining.history_extended):
            history_shown.connect(self._on_retrained)  # before the plot hears of it
        training.history_reset.connect(
            lambda rows: self.loss.set_history(rows, EARLIER_RUN if training.is_history_earlier else "")
        )
        shown_loss.changed.connect(
            lambda: None if training.is_history_earlier else self.loss.set_history_notice(_notice_of(shown_loss))
        )
        retraining.history_reset.connect(self.loss.set_history)
        for source in (training, retraining):
            source.history_extended.connect(self.loss.append)
        self.loss.logarithmic_changed.connect(
            lambda is_on: self._document.set_view(replace(self._document.view, logarithmic_loss=is_on))
        )

    def _link_distributions(self) -> None:
        """Let the layer shown be remembered with the project."""
        self.feed.add(DISTRIBUTIONS, self.distributions)
        self.distributions.layers.layer_changed.connect(self._on_distribution_layer_changed)

    def _on_distribution_layer_changed(self) -> None:
        view, chosen = self._document.view, self.distributions.layers.chosen
        if chosen != view.distribution_layer:
            self._document.set_view(replace(view, distribution_layer=chosen))

    def _on_frame_received(self, frame: Frame) -> None:
        """Show the boundary first: after an edit people look there, and the rest waits until it is painted.

        The loss of a run that retrains is shown with it, or the two would be of different runs for a moment.
        While training one frame follows another, and plots are drawn in turn.
        """
        self.feed.show_frame(frame, [BOUNDARY])
        self._rest = frame
        if self._document.is_training:
            self._on_rest_due()
        else:
            if frame.run_id:
                self.loss.catch_up()
            self._show_rest.start(REST_AFTER_MS if self._document.is_previewing else 0)

    def _on_retrained(self, _rows: FloatArray) -> None:
        """Let the history wait for the boundary of the frame that follows it."""
        self._hold_back()

    def _hold_back(self) -> None:
        """Let all plots but the boundary wait for the next frame, or for a moment where none comes."""
        self._turns.hold_back()
        if not self._show_rest.isActive():  # or it would be put off again and again
            self._show_rest.start(REST_AFTER_MS)

    def _on_rest_due(self) -> None:
        frame, self._rest = self._rest, None
        if frame is not None:
            self.feed.show_frame(frame, [name for name in self.feed if name != BOUNDARY])
        self._turns.release()
        if frame is not None:
            self._ask_for_next()

    def _forget_rest(self) -> None:
        """Leave aside what was seen of other data or other layers."""
        if self._rest is not None:
            self._rest = None
            self._ask_for_next()

    def _ask_for_next(self) -> None:
        """Take the next frame once others of this thread had their share."""
        work_s, rest_ms = self._work_s(), 0
        if self._document.is_training:
            rest_ms = min(round(1000 * work_s * (1 / WORK_SHARE - 1)), MOST_REST_MS)
        self._take_frame.start(rest_ms)

    def _work_s(self) -> float:
        """Give what this thread has computed since the last frame."""
        before, self._worked_until = self._worked_until, time.thread_time()
        return min(self._worked_until - before, 1.0)

    def _on_training_changed(self, is_training: bool) -> None:
        if is_training:
            self._turns.begin()
        else:
            self._turns.end()

    def _on_data_set_changed(self, data_set: DataSet | None) -> None:
        self._forget_rest()
        if data_set is not None:
            self._leave_constant_inputs(data_set)
        self._refresh_view()

    def _leave_constant_inputs(self, data_set: DataSet) -> None:
        """Span the boundary plot by the two inputs that vary most, where those chosen are constant or not there."""
        view = self._document.view
        spread = data_set.inputs.std(axis=0) * data_set.input_scale
        is_telling = all(index < data_set.input_count and spread[index] > 0 for index in view.boundary_inputs)
        if data_set.input_count > 1 and not is_telling:
            most, second = np.argsort(-spread, kind="stable")[:2]
            self._document.set_view(replace(view, boundary_inputs=(int(min(most, second)), int(max(most, second)))))

    def _on_project_changed(self, before: Project, after: Project) -> None:
        if has_same_structure(before.network, after.network):
            self._hold_back()  # until the engine has seen it
        else:
            self._forget_rest()
        if before.training.loss != after.training.loss:
            self._refresh_losses()
        if before.view is not after.view:
            self._refresh_view()

    def _refresh_losses(self) -> None:
        self.loss.set_loss(self._document.project.training.loss)

    def _refresh_view(self) -> None:
        view = self._document.view
        self.loss.set_logarithmic(view.logarithmic_loss)
        self.distributions.layers.follow(view.distribution_layer)

    def _on_training_state_changed(self, state: TrainingState) -> None:
        """Say in the plots what is missing; of data that are being made, only once that takes a while."""
        self.loss.set_training(state.is_training)
        if not state.is_waiting_for_data:
            self._say_making.stop()
            self._say_missing(NOT_YET if state.obstacle else "", state.obstacle)
            if state.has_learnt and not state.obstacle:
                self.loss.set_empty_text(LEARNT_TEXT, LEARNT_TITLE)
        elif not self._say_making.isActive():
            self._say_making.start()

    def _say_missing(self, sentence: str, obstacle: str = "") -> None:
        """Say what is missing in all plots; where only settings don't fit, in those alone that show a run."""
        self.loss.set_empty_text(sentence)
        self.loss.set_obstacle(obstacle)
        run_obstacle = obstacle or sentence
        self.feed.say_missing("" if obstacle and self._has_values() else run_obstacle, run_obstacle)

    def _has_values(self) -> bool:
        """Tell whether values flow from the data through the network to outputs that fit the data."""
        network, data_set = self._document.project.network, self._session.data_set
        if data_set is None or problems(network):
            return False
        return not misfits(network, data_set.input_count, data_set.output_count)


def _notice_of(shown_loss: ShownLoss) -> str:
    """Say of the losses shown that they were the network's before it was edited, "" where they are its own."""
    loss = shown_loss.loss
    if not shown_loss.is_edited or loss is None:
        return ""
    return EDITED.format(loss="…" if loss.of else readable(loss.value))

"""The engine process as Qt signals: started, fed with the project, listened to, and started again if it dies."""

import time
from collections.abc import Mapping

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal

from engine.arrays import same_value
from engine.data.specification import DataSpecification
from engine.network.model import Network, Parameters
from engine.process.client import EngineClient
from engine.process.events import (
    DIVERGED,
    FINISHED,
    DataMade,
    EngineFailed,
    EngineReady,
    Event,
    FoundSample,
    Frame,
    MeasuredTestPart,
    RequestRefused,
    RunStopped,
)
from engine.process.requests import (
    FindSample,
    LimitSpeed,
    MeasureTestPart,
    PauseRun,
    Request,
    SetProject,
    StartRun,
    TakeFrame,
    Watch,
)
from engine.process.sample_groups import SampleGroup
from engine.process.views.all import ViewRequest
from engine.project.project import Run
from engine.project.settings import TrainingSettings

BUSY_INTERVAL_MS = 8
IDLE_INTERVAL_MS = 100
# So long after a request the answers are looked for at the busy rate.
_ANSWER_S = 1.0
# An engine that dies more often than this within the time is not started again by itself.
_MAX_DEATHS = 3
PAUSE_TIMEOUT_MS = 2000
_DEATHS_WINDOW_S = 30.0


class EngineProcess(QObject):
    """Talks to the engine process, and makes nothing of what it says but to drop what is out of date.

    What is set and watched before `start`, or before the engine has died, is told to every new process.

    Signals:
        engine_ready: `EngineReady`; it can train now.
        data_made: `DataMade`.
        request_refused: `RequestRefused`.
        frame_received: `Frame`; call `take_frame` when it is drawn, or no other comes.
        run_stopped: `RunStopped`; each run started gets exactly one, unless the engine dies.
        retraining_stopped: `RunStopped` of a run that retrained; frames may have shown some of it before. One that
            came to its end is told right before the frame that shows it, and not at all if another is shown instead.
        test_part_measured: `MeasuredTestPart`.
        sample_found: `FoundSample`.
        engine_failed: `EngineFailed`.
        engine_died: a sentence for the person; a run going on is over, and a new engine is on its way.
    """

    engine_ready = Signal(object)
    data_made = Signal(object)
    request_refused = Signal(object)
    frame_received = Signal(object)
    run_stopped = Signal(object)
    retraining_stopped = Signal(object)
    test_part_measured = Signal(object)
    sample_found = Signal(object)
    engine_failed = Signal(object)
    engine_died = Signal(str)

    def __init__(self, parent: QObject | None = None, *, client: EngineClient | None = None) -> None:
        super().__init__(parent)
        self._client = client or EngineClient()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_timeout)
        self._patience = QTimer(self, singleShot=True)
        self._patience.timeout.connect(lambda: self._on_death("it did not answer"))
        self._project = SetProject(revision=0)
        self._watch: Watch | None = None
        self._answered = (0, 0)  # revision and number of the watch of the last frame of the project itself
        self._data_revision = 0
        self._oldest_shown_revision = 0
        self._last_run_id = 0
        self._run_id = 0
        self._retraining_ids = range(0)  # of the runs that may still be shown; the last is the newest
        self._is_retraining = False
        self._unshown_result: RunStopped | None = None  # of a run that retrained, until the frame of it is there
        self._speed_limit: float | None = None
        self._busy_until = 0.0
        self._deaths: list[float] = []
        self._handlers = {
            EngineReady: self.engine_ready.emit,
            DataMade: self._on_data_made,
            RequestRefused: self._on_request_refused,
            Frame: self._on_frame,
            RunStopped: self._on_run_stopped,
            MeasuredTestPart: self.test_part_measured.emit,
            FoundSample: self._on_sample_found,
            EngineFailed: self.engine_failed.emit,
        }

    @property
    def process_id(self) -> int | None:
        """The id of the engine process, None where there is none."""
        return self._client.process_id

    @property
    def revision(self) -> int:
        """What answers about the project as it was set last carry, or more."""
        return self._project.revision

    @property
    def is_answered(self) -> bool:
        """Whether a frame has come of the project itself and the views, both as they were set last."""
        revision, watch = self._answered
        return revision >= self.revision and self._watch is not None and watch >= self._watch.number

    def start(self) -> None:
        """Start the engine process and tell it what has been set; nothing if it runs."""
        if self._client.is_alive:
            return
        self._client.start()
        if self._project.revision:
            self._client.send(self._project)
        if self._watch is not None:
            self._client.send(self._watch)
        if self._speed_limit is not None:
            self._client.send(LimitSpeed(self._speed_limit))
        self._expect_answer()
        self._timer.start(BUSY_INTERVAL_MS)

    def stop(self) -> None:
        """End the engine process, within some seconds whatever it does."""
        self._timer.stop()
        self._client.stop()
        self._forget_run()
        self._forget_retraining()

    def set_project(
        self,
        *,
        network: Network | None = None,
        data: DataSpecification | None = None,
        training: TrainingSettings | None = None,
    ) -> int:
        """Tell the engine the project as it is now; a part that is None, or the very one told last, stays the same.

        Returns:
            The revision that answers will carry.
        """
        known = self._project
        change = SetProject(
            revision=known.revision + 1,
            network=None if network is known.network else network,
            data=None if data is known.data else data,
            training=None if training is known.training else training,
        )
        if change.network is None and change.data is None and change.training is None:
            return known.revision
        if change.data is not None:
            self._data_revision = change.revision
        has_other_structure = change.network is not None and _differ(known.network, change.network)
        if change.data is not None or has_other_structure:
            self._oldest_shown_revision = change.revision
        if has_other_structure:
            self._retraining_ids = self._retraining_ids[:0]
        self._project = SetProject(
            revision=change.revision,
            network=change.network or known.network,
            data=change.data or known.data,
            training=change.training or known.training,
        )
        self._send(change)
        return change.revision

    def watch(self, views: Mapping[str, ViewRequest], *, parameters: bool = False) -> None:
        """Tell the engine what the window shows: frames carry exactly that, by the same names."""
        number = 0 if self._watch is None else self._watch.number
        watch = Watch(parameters=parameters, views=dict(views), number=number)
        if not same_value(watch, self._watch):
            self._watch = replace(watch, number=number + 1)
            self._send(self._watch)

    def start_run(self, run: Run, mini_batches: int | None = None, epochs: int | None = None) -> int:
        """Train the project last set from where `run` stands; see `StartRun` for the limits.

        An engine that is no longer started by itself gets another chance.

        Returns:
            The run id that its events carry.
        """
        self._last_run_id += 1
        self._run_id = self._last_run_id
        self._forget_retraining()
        self.start()
        # Of the history the engine needs to know only whether there is one.
        self._send(StartRun(self._run_id, replace(run, history=run.history[-1:]), mini_batches, epochs))
        return self._run_id

    def retrain(self, initial: Parameters, epochs: int) -> int:
        """Train the project last set from `initial` and show what comes of it; the newest wins, see `StartRun`.

        Returns:
            The run id that its events carry.
        """
        self._last_run_id += 1
        first = self._retraining_ids.start if self._retraining_ids else self._last_run_id
        self._retraining_ids = range(first, self._last_run_id + 1)
        self._is_retraining = True
        self._send(StartRun(self._last_run_id, Run(initial=initial), epochs=epochs, is_retraining=True))
        return self._last_run_id

    def pause_retraining(self) -> None:
        """End the run that retrains where it stands, if there is one; `retraining_stopped` follows."""
        if self._is_retraining:
            self._send(PauseRun(self._last_run_id))

    def stop_retraining(self) -> None:
        """Give up the run that retrains, if there is one; nothing more is heard of it."""
        if self._is_retraining:
            self._send(PauseRun(self._last_run_id))
        self._forget_retraining()

    def _forget_retraining(self) -> None:
        self._retraining_ids = range(0)
        self._is_retraining = False
        self._unshown_result = None

    def limit_speed(self, steps_per_second: float | None) -> None:
        """Let runs take no more than so many mini-batches a second, for watching; None for as many as can be."""
        if steps_per_second != self._speed_limit:
            self._speed_limit = steps_per_second
            self._send(LimitSpeed(steps_per_second))

    def pause_run(self) -> None:
        """Stop the run going on, if there is one; `run_stopped` follows, or after 2 s `engine_died`."""
        if self._run_id:
            self._send(PauseRun(self._run_id))
            self._patience.start(PAUSE_TIMEOUT_MS)

    def _forget_run(self) -> None:
        self._run_id = 0
        self._patience.stop()

    def measure_test_part(self) -> None:
        """Have the project's network measured on the test part; `test_part_measured` follows."""
        self._send(MeasureTestPart())

    def find_sample(
        self, group: SampleGroup, near: float, after: int | None = None, after_neuron: int | None = None
    ) -> None:
        """Ask for one of a group of samples, see `FindSample`; `sample_found` follows, unless the data changes."""
        self._send(FindSample(group, near, after, after_neuron))

    def take_frame(self) -> None:
        """Say that the last frame is drawn and another may come."""
        self._send(TakeFrame())

    def _send(self, request: Request) -> None:
        self._client.send(request)
        self._expect_answer()

    def _expect_answer(self) -> None:
        self._busy_until = time.monotonic() + _ANSWER_S
        if self._timer.isActive() and self._timer.interval() != BUSY_INTERVAL_MS:
            self._timer.start(BUSY_INTERVAL_MS)

    def _on_timeout(self) -> None:
        was_alive = self._client.is_alive
        for event in self._client.receive():
            if not self._timer.isActive():  # a handler has stopped the engine
                return
            self._handle(event)
        if not was_alive and self._timer.isActive():
            self._on_death()
        is_busy = self._run_id or self._is_retraining or time.monotonic() < self._busy_until
        interval = BUSY_INTERVAL_MS if is_busy else IDLE_INTERVAL_MS
        if self._timer.isActive() and self._timer.interval() != interval:
            self._timer.start(interval)

    def _handle(self, event: Event) -> None:
        self._handlers[type(event)](event)

    def _on_data_made(self, event: DataMade) -> None:
        if event.revision >= self._data_revision:
            self.data_made.emit(event)

    def _on_request_refused(self, event: RequestRefused) -> None:
        if event.revision >= self._data_revision:
            self.request_refused.emit(event)

    def _on_sample_found(self, event: FoundSample) -> None:
        if event.revision >= self._data_revision:
            self.sample_found.emit(event)

    def _on_frame(self, event: Frame) -> None:
        """Show a frame of the run going on, or of a project like the present one; numbers may be a moment old."""
        self._tell_result(event)
        if event.run_id:
            is_current = event.run_id == self._run_id or event.run_id in self._retraining_ids
        else:
            self._answered = event.revision, event.watch
            is_current = event.revision >= self._oldest_shown_revision
        if is_current:
            self.frame_received.emit(event)
        else:
            self.take_frame()

    def _on_run_stopped(self, event: RunStopped) -> None:
        if event.run_id == self._run_id:
            self._forget_run()
            # The engine still holds the network as it was before the run, until it is told what came of it.
            self._oldest_shown_revision = self._project.revision + 1
            self.run_stopped.emit(event)
        elif event.reason in {FINISHED, DIVERGED}:
            self._unshown_result = event
        else:
            self._tell_retraining_stopped(event)

    def _tell_result(self, frame: Frame) -> None:
        """Tell what retraining has come to together with the frame of it, unless that shows a newer run."""
        result, self._unshown_result = self._unshown_result, None
        if result is not None and frame.run_id in {0, result.run_id}:
            self._tell_retraining_stopped(result)

    def _tell_retraining_stopped(self, event: RunStopped) -> None:
        if event.run_id not in self._retraining_ids:
            return
        if event.run_id == self._retraining_ids[-1]:
            self._is_retraining = False
            self._oldest_shown_revision = self._project.revision + 1  # as of a run that a person began
        self.retraining_stopped.emit(event)

    def _on_death(self, cause: str = "") -> None:
        cause = cause or self._client.cause_of_death
        self._client.stop(grace_s=0.0)
        self._forget_run()
        self._forget_retraining()
        now = time.monotonic()
        self._deaths = [death for death in self._deaths if now - death < _DEATHS_WINDOW_S] + [now]
        ending = f" ({cause})" if cause else ""
        if len(self._deaths) > _MAX_DEATHS:
            self._timer.stop()
            self.engine_died.emit(
                f"The engine keeps stopping unexpectedly{ending} and was not started again; your project is safe. "
                "Start training to try once more."
            )
            return
        self.start()
        self.engine_died.emit(
            f"The engine stopped unexpectedly{ending}. A new one was started; your project is as you left it."
        )


def _differ(before: Network | None, after: Network) -> bool:
    """Tell whether pictures of one network would be wrong for the other, whatever the numbers."""
    return before is None or [(layer.id, layer.shape) for layer in before.layers] != [
        (layer.id, layer.shape) for layer in after.layers
    ]

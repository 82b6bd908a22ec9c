"""The run going on in the engine process: training in chunks short enough that the window is heard in between."""

import contextlib
import importlib
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from engine.arrays import FloatArray
from engine.data.data_set import DataSet
from engine.errors import EngineError
from engine.network.model import Network, Parameters, parameters_of
from engine.process.events import DIVERGED, FAILED, FINISHED, PAUSED, RunStopped
from engine.process.requests import StartRun
from engine.project.settings import TrainingSettings, can_change_while_running
from engine.project.timeline import Moment, step_after

if TYPE_CHECKING:
    from engine.training.trainer import Trainer

# Listening costs some 20 µs, so this often it is free, and a pause is answered before anyone notices.
CHUNK_S = 0.012
# A run that retrains is shown only when it is over, unless that takes longer than this.
SHOWN_AFTER_S = 0.15
# A run that retrains is left to finish when it takes no longer: a result says more than another one half done.
WORTH_WAITING_S = 0.25

# A rate over less time would jump about.
RATE_WINDOW_S = 0.5
# Where a person watches step by step, the loss is to move with the steps: it is measured between the ends of epochs,
# so often, and for no more than a tenth of the time.
MEASURED_EVERY_S, MEASURING_SHARE = 0.2, 0.1


class RunOrder(msgspec.Struct, frozen=True, eq=False):
    """A run asked for, with the project as it was then."""

    request: StartRun
    network: Network
    data_set: DataSet
    training: TrainingSettings

    def not_begun(self, reason: str, sentence: str) -> RunStopped:
        """Give the answer for a run that never began."""
        return not_begun(self.request, self.network, reason, sentence)


def not_begun(request: StartRun, network: Network, reason: str, sentence: str) -> RunStopped:
    """Give the answer for a run that never began: everything stands where it stood."""
    return RunStopped(
        run_id=request.run_id,
        reason=reason,
        sentence=sentence,
        parameters=parameters_of(network),
        run=replace(request.run, history=request.run.history[:0]),
        device="",
        steps_per_second=0.0,
    )


class ActiveRun:
    """Trains what the window asked for when the run began, whatever is edited meanwhile.

    Attributes:
        order: What was asked for.
        was_shown: Whether the window has had a frame of it.
    """

    def __init__(self, order: RunOrder, trainer_class: "type[Trainer]") -> None:
        """Prepare; nothing is trained yet.

        Raises:
            EngineError: The network cannot be trained on the data, or there is no such device.
        """
        self.order = order
        self.was_shown = False
        self._training = order.training
        self._trainer = trainer_class(order.network, order.data_set, order.training, run=order.request.run)
        self._first_step = self._trainer.step
        self._last_step = _last_step(self._trainer, order.request)
        self._is_begun = False
        self._chunk = 1
        self._is_recorded = not order.request.is_retraining
        self._moments: list[Moment] = []
        self._next_moment = self._first_step
        self._rows_taken = 0
        self._began = time.perf_counter()
        self._rate = 0.0
        self._rate_from = self._paced_from = (self._began, self._first_step)
        self._next_measurement = self._began

    @property
    def step(self) -> int:
        """Mini-batches taken in the project's run."""
        return self._trainer.step

    @property
    def epoch(self) -> int:
        """Whole epochs finished."""
        return self._trainer.epoch

    @property
    def is_unseen(self) -> bool:
        """Whether it retrains and is not to be shown yet."""
        return self.order.request.is_retraining and time.perf_counter() - self._began < SHOWN_AFTER_S

    @property
    def may_give_way(self) -> bool:
        """Whether a newer run that retrains may take its place: something was shown, and much is still to be done."""
        if not self.was_shown or self._last_step is None:
            return self.was_shown
        done, left = self.step - self._first_step, self._last_step - self.step
        seconds_left = (time.perf_counter() - self._began) * left / max(done, 1)
        return left > done and seconds_left > WORTH_WAITING_S

    @property
    def device(self) -> str:
        """Where it runs."""
        return self._trainer.device

    @property
    def path(self) -> str:
        """How it runs: a key of `engine.training.paths.PATHS`."""
        return self._trainer.path_name

    def parameters(self) -> Parameters:
        """Give the parameters of this moment."""
        return self._trainer.parameters()

    def take_history(self) -> FloatArray:
        """Give the rows measured since last asked: (rows, columns)."""
        rows = self._trainer.history_since(self._rows_taken)
        self._rows_taken += len(rows)
        return rows

    def take_moments(self) -> tuple[Moment, ...]:
        """Give the moments recorded since last asked."""
        moments, self._moments = tuple(self._moments), []
        return moments

    def _record(self) -> None:
        """Record this moment, and say when the next one is due."""
        trainer = self._trainer
        place = trainer.step, trainer.epoch, trainer.mini_batch
        moment = Moment(trainer.parameters(), *place, trainer.optimizer_state(), self._training)
        self._moments.append(moment)
        self._next_moment = step_after(moment.step, moment.size)

    def recent_rate(self) -> float:
        """Give the mini-batches a second over about `RATE_WINDOW_S`, or since the run began."""
        now, step = time.perf_counter(), self.step
        before, step_before = self._rate_from
        is_first = step_before == self._paced_from[1]
        if is_first or (step > step_before and now - before >= RATE_WINDOW_S):
            self._rate = (step - step_before) / max(now - before, 1e-9)
        if now - before >= RATE_WINDOW_S and step > step_before:
            self._rate_from = (now, step)
        return self._rate

    def begin_pace(self) -> None:
        """Take note that the speed is limited otherwise from now on: rates tell of what follows."""
        self._rate_from = self._paced_from = (time.perf_counter(), self.step)

    def _mean_rate(self) -> float:
        began, first_step = self._paced_from
        if self.step == first_step:
            return self._rate
        return (self.step - first_step) / max(time.perf_counter() - began, 1e-9)

    def change_settings(self, training: TrainingSettings) -> None:
        """Go on with other settings; nothing happens if a run cannot take them over."""
        if can_change_while_running(self._training, training):
            self._trainer.change_settings(training)
            self._training = training

    def advance(self, most: int | None = None) -> RunStopped | None:
        """Train for about `CHUNK_S`, `most` mini-batches at most; give the answer to send if the run has ended.

        A single mini-batch or measurement may take longer. Where `most` limits it, the loss is measured on the way.
        """
        return self._guarded(lambda: self._advance(most))

    def pause(self) -> RunStopped:
        """End the run here, measured, and give the answer to send."""
        return self._guarded(self._trainer.measure) or self.stopped(PAUSED)

    def stopped(self, reason: str, sentence: str = "") -> RunStopped:
        """Give the answer for a run that ends here."""
        if self._is_recorded:
            self._record()
        return RunStopped(
            run_id=self.order.request.run_id,
            reason=reason,
            sentence=sentence,
            parameters=self.parameters(),
            run=replace(self._trainer.run(), history=self.take_history()),
            device=self.device,
            moments=self.take_moments(),
            steps_per_second=self._mean_rate(),
        )

    def failed(self, sentence: str) -> RunStopped:
        """Give the answer for a run that met an error; with the parameters it began with if no others can be had."""
        try:
            return self.stopped(FAILED, sentence)
        except Exception:  # noqa: BLE001 - after some errors a GPU refuses everything, reading included
            return self.order.not_begun(FAILED, sentence)

    def _advance(self, most: int | None) -> RunStopped | None:
        if not self._is_begun:
            self._is_begun = True
            self._trainer.measure()
        if self._is_recorded and self.step >= self._next_moment:
            self._record()  # not before it goes on: until then, its settings may change
        limits = [self._chunk]
        limits += [self._next_moment - self.step] if self._is_recorded else []
        limits += [] if most is None else [most]
        limits += [] if self._last_step is None else [self._last_step - self.step]
        count = min(limits)
        began = time.perf_counter()
        self._trainer.advance(count)
        elapsed = max(time.perf_counter() - began, 1e-6)
        if self._trainer.stop is not None:
            return self.stopped(FINISHED, self._trainer.stop.sentence)
        if most is not None:
            self._measure_on_the_way()
        if count == self._chunk:
            self._chunk = max(1, min(2 * count, int(count * CHUNK_S / elapsed)))
        if self._last_step is None or self.step < self._last_step:
            return None
        self._trainer.measure()
        return self.stopped(FINISHED)

    def _measure_on_the_way(self) -> None:
        began = time.perf_counter()
        if began < self._next_measurement:
            return
        self._trainer.measure()
        self._next_measurement = began + max(MEASURED_EVERY_S, (time.perf_counter() - began) / MEASURING_SHARE)

    def _guarded(self, train: Callable[[], RunStopped | None]) -> RunStopped | None:
        """Train, and give the answer for the ends a run may come to by itself."""
        try:
            return train()
        except EngineError as error:
            with contextlib.suppress(EngineError):  # the loss of the parameters kept may not be finite either
                self._trainer.measure()  # what is told last is to be of these, not of some steps before
            return self.stopped(DIVERGED, str(error))
        except (MemoryError, RuntimeError) as error:
            sentence = memory_sentence(error)
            if not sentence:
                raise
            return self.failed(sentence)


def memory_sentence(error: BaseException) -> str:
    """Give what to tell the person if `error` means that memory ran out, else ""."""
    if not importlib.import_module("engine.training.memory").is_out_of_memory(error):
        return ""
    return "There was not enough memory to train: try smaller layers or a smaller batch size."


def _last_step(trainer: "Trainer", request: StartRun) -> int | None:
    """Give the step at which the run is to end; None where it has no limit."""
    limits = []
    if request.mini_batches is not None:
        limits.append(trainer.step + request.mini_batches)
    if request.epochs is not None:
        limits.append(trainer.step + request.epochs * trainer.mini_batches_per_epoch - trainer.mini_batch)
    return min(limits) if limits else None

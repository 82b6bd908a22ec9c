"""The runs of the engine process: the one going on, the one to begin next, and what retraining came to last."""

import time
import traceback
from collections.abc import Callable

from engine.errors import EngineError
from engine.network.model import Network, parameters_of
from engine.process.active_run import ActiveRun, RunOrder, memory_sentence, not_begun
from engine.process.events import FAILED, PAUSED, Event, RunStopped
from engine.process.requests import StartRun
from engine.process.step_pacer import StepPacer
from engine.process.training_loader import TrainingLoader
from engine.project.project import Run
from engine.project.settings import TrainingSettings

_UNFORESEEN = "The engine met an error it did not foresee, and the run ended; the log has the details."
_UNHEARD_OF = "The engine never received this run, so nothing was trained; start it again."
_NO_TORCH = "Torch could not be loaded, so nothing can be trained here; the log has the details."


class Runs:
    """Begins runs, moves them on and ends them; the window hears of every end.

    Attributes:
        active: The run going on, or None.
        result: A run that retrained, over and not shown yet, or None.
    """

    def __init__(self, loader: TrainingLoader, send: Callable[[Event], None], report: Callable[[str], None]) -> None:
        """Prepare; there is no run yet.

        Args:
            loader: Gives what trains, once loaded.
            send: Tells the window.
            report: Tells it of an unforeseen error, by its traceback.
        """
        self.active: ActiveRun | None = None
        self.result: ActiveRun | None = None
        self._loader = loader
        self._send = send
        self._report = report
        self._order: RunOrder | None = None
        self._last_run_id = 0
        self._step_pacer = StepPacer()

    def wait(self, now: float) -> float | None:
        """Give the seconds from `now` until a run is to begin or to go on; None while there is none that can."""
        if self.active is None:
            return 0.0 if self._can_begin else None
        return 0.0 if self._is_retraining else self._step_pacer.wait(now)

    # What the window asks for

    def make_room(self, request: StartRun) -> None:
        """End what a new run is to take the place of, or have it end as soon as something of it was shown."""
        self._last_run_id = request.run_id
        if request.is_retraining and self._is_retraining:
            self._order = None  # the one going on has yet to show something; the newest then takes its place
        else:
            self._end()

    def order(self, order: RunOrder) -> None:
        """Begin a run as soon as there is room and torch is there."""
        self._order = order
        self._loader.start()

    def pause(self, run_id: int, network: Network) -> None:
        """End a run where it stands; one that was never heard of ends with the parameters of `network`."""
        if self._order_of(run_id) is not None:
            self._end()
        elif run_id > self._last_run_id:  # its start was lost, and the window waits for its end
            self._last_run_id = run_id
            lost = StartRun(run_id, Run(initial=parameters_of(network)))
            self._send(not_begun(lost, network, FAILED, _UNHEARD_OF))

    def change_settings(self, training: TrainingSettings) -> None:
        """Let the run going on take over other settings, unless it retrains: another is on its way then."""
        if self.active is not None and not self._is_retraining:
            self.active.change_settings(training)

    def limit_speed(self, steps_per_second: float | None) -> None:
        """Take so many mini-batches a second from the next on, None for as many as can be; retraining hurries."""
        self._step_pacer.limit(steps_per_second)
        if self.active is not None and not self._is_retraining:
            self.active.begin_pace()

    # Work

    def begin(self) -> None:
        """Begin the run that waits, if it can."""
        order = self._order
        if order is None or not self._can_begin:
            return
        self._order = None
        if self._loader.failure:
            self._send(order.not_begun(FAILED, _NO_TORCH))
            return
        self._loader.compile_for(order.training.precision)
        try:
            self.active = ActiveRun(order, self._loader.trainer_class())
        except EngineError as error:
            self._send(order.not_begun(FAILED, str(error)))
        except Exception as error:
            self._send(order.not_begun(FAILED, memory_sentence(error) or _UNFORESEEN))
            raise

    def advance(self) -> None:
        """Move the run going on by some mini-batches, if any are due."""
        run = self.active
        if run is None:
            return
        due = None if self._is_retraining else self._step_pacer.due(time.perf_counter())
        if due != 0:
            before = run.step
            self._move(run, lambda: run.advance(due))
            self._step_pacer.note_taken(run.step - before)

    def give_way(self) -> None:
        """Let a run that retrains make room for a newer one."""
        if self._order is not None and self.active is not None and self.active.may_give_way:
            self.active = None

    def _order_of(self, run_id: int) -> RunOrder | None:
        """Give the order of a run that goes on or waits to begin, None where it does neither."""
        orders = (self._order, None if self.active is None else self.active.order)
        return next((order for order in orders if order is not None and order.request.run_id == run_id), None)

    @property
    def _can_begin(self) -> bool:
        return self._order is not None and self.active is None and self._loader.is_done

    @property
    def _is_retraining(self) -> bool:
        return self.active is not None and self.active.order.request.is_retraining

    def _end(self) -> None:
        """Pause the run going on or about to begin, if there is one."""
        if self._order is not None:
            order, self._order = self._order, None
            self._send(order.not_begun(PAUSED, ""))
        if self.active is not None:
            self._move(self.active, self.active.pause)

    def _move(self, run: ActiveRun, step: Callable[[], RunStopped | None]) -> None:
        """Let the run take a step; if it ends there, by whatever, the window hears of it."""
        try:
            stopped = step()
        except Exception as error:  # noqa: BLE001 - a newer run that ends this one must still begin
            text = traceback.format_exc()
            self.active = None
            self._send(run.failed(memory_sentence(error) or _UNFORESEEN))
            self._report(text)
            return
        if stopped is not None:
            self.active = None
            self._send(stopped)
            if run.order.request.is_retraining:
                self.result = run  # what all of it was for

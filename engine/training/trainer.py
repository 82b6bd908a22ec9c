"""A run of training: where it stands, and how it moves on."""

import math
import sys
from collections.abc import Callable

import numpy as np
from msgspec.structs import replace

from engine.arrays import FloatArray
from engine.data.data_set import DataSet
from engine.errors import SettingError
from engine.network.model import Network, Parameters, parameters_of, with_parameters
from engine.network.optimizers import OptimizerState
from engine.project.history import MEASURED, column
from engine.project.project import Run
from engine.project.settings import TrainingSettings, can_change_while_running, check_training_settings
from engine.project.stopping import CALLBACK, Stop
from engine.training.checks import check_trainable
from engine.training.choosing import choose
from engine.training.devices import devices_to_try
from engine.training.divergence import DivergenceError, divergence, largest_loss, runaway
from engine.training.history_log import HistoryLog
from engine.training.kernels.loading import kernels
from engine.training.path import MEASURED_COLUMNS, Advance, NotFinite, Place, TrainingTask
from engine.training.paths import PATHS
from engine.training.stopping import StoppingWatch
from engine.training.torch_path import TorchPath

_SAME = 1e-5  # how far what was measured twice of one network may differ by rounding


class Trainer:
    """Trains a network on a data set by SGD, from where a run stands.

    The same network, data, settings and run give the same parameters however the mini-batches are split over calls of
    `advance`; on the CPU bit for bit for each path. A trainer keeps the path that it began with, but for the first
    minute of the first use: compiled code still being made then takes over at an epoch's end, with last digits of its
    own.
    """

    def __init__(
        self,
        network: Network,
        data_set: DataSet,
        settings: TrainingSettings,
        *,
        run: Run | None = None,
        device: str | None = None,
        path: str | None = None,
    ) -> None:
        """Prepare; nothing is trained or measured yet.

        Args:
            network: Its parameters are those of the step where `run` stands.
            data_set: Learns from its training part, measures both parts.
            settings: Loss, α, B, λ, shuffling, seed, device and precision.
            run: Where training stands; None begins a run. Of its history the first and the last row are looked at.
            device: Overrides the settings'.
            path: Key of `engine.training.paths.PATHS`; None chooses the fastest.

        Raises:
            SettingError: A setting is outside its range, or there is no such device.
            EngineError: The network cannot be trained on the data.
        """
        check_trainable(network, data_set, settings)
        self._run = run or Run(initial=parameters_of(network))
        self._settings = settings
        self._devices = devices_to_try(device or settings.device, settings.precision)
        tasks = [TrainingTask(network, data_set, settings, name, self._run.optimizer_state) for name in self._devices]
        self._task, self.path_name = choose(tasks if path is None else tasks[:1], path)
        self._path = PATHS[self.path_name].make(self._task)
        self._is_waiting = path is None and kernels(settings.precision) is None
        self._per_epoch = self._task.batches.per_epoch
        self._log = HistoryLog()
        losses = column(self._run.history, "training_loss")
        self._first_loss: float | None = float(losses[0]) if len(losses) else None
        self._measured_step: int | None = None
        self._watch = StoppingWatch(settings.stopping, self._run.best, self._run.epoch)
        self._restored: Parameters | None = None
        self.stop: Stop | None = None
        self._place = Place(self._run.step, self._run.epoch, min(self._run.mini_batch, self._per_epoch - 1))

    @property
    def device(self) -> str:
        """Where it runs: “cpu”, “cuda” or “mps”."""
        return self._task.device

    @property
    def step(self) -> int:
        """Mini-batches taken since the run began."""
        return self._place.step

    @property
    def epoch(self) -> int:
        """Whole epochs finished since the run began."""
        return self._place.epoch

    @property
    def mini_batch(self) -> int:
        """Mini-batches taken of the epoch under way."""
        return self._place.mini_batch

    @property
    def mini_batches_per_epoch(self) -> int:
        """How many mini-batches an epoch has: ⌊N / B⌋, at least 1."""
        return self._per_epoch

    @property
    def row_count(self) -> int:
        """How many rows were measured since this trainer was made."""
        return self._log.count

    def advance(self, mini_batches: int) -> None:
        """Take so many mini-batches, over the ends of epochs; each end is measured.

        Where one of the stopping rules holds, this trainer is done: `stop` says which, and nothing more is taken. After
        early stopping its parameters are the best, and a last row of the history tells what was measured of them.

        Should this be interrupted or run out of memory, the trainer stands at some step it has passed.

        Raises:
            DivergenceError: The loss or a parameter became NaN or infinite; the trainer stands at the step before,
                the last one with finite parameters.
        """
        remaining = mini_batches
        while remaining > 0 and self.stop is None:
            advance = self._path.advance(self._place, self._watched(remaining), self._largest_loss)
            remaining -= advance.steps
            self._note(advance)
            if self._is_waiting and self._place.mini_batch == 0:
                self._change_over()

    def request_stop(self, sentence: str = "The training was ended by a callback.") -> None:
        """End this training here, or after the update under way: nothing more is taken.

        Args:
            sentence: The reason, for a person.
        """
        self.stop = Stop(CALLBACK, sentence)

    def measure(self) -> None:
        """Add a row to the history for this step, unless it has one with these losses and accuracies.

        A second row for one step tells of a network that was edited while the run stood still.

        Raises:
            DivergenceError: The training loss is NaN or infinite, and there is no row then; or it has grown out of all
                bounds, and the row says how far.
        """
        if self._measured_step != self._place.step:
            self._record(self._path.measure())

    def change_settings(self, settings: TrainingSettings) -> None:
        """Go on with other settings.

        Raises:
            SettingError: One is outside its range, or they differ in more than may change while a run goes on.
        """
        check_training_settings(settings)
        if not can_change_while_running(self._settings, settings):
            raise SettingError("Only numbers such as the learning rate can be changed while a run goes on.")
        self._settings = settings
        self._watch.settings = settings.stopping
        self._path.change(settings)

    def parameters(self) -> Parameters:
        """Give the parameters of this step; entries that training has not changed are bit for bit as they were."""
        return self._restored or self._path.parameters()

    def observe_gradients(self, observer: Callable[[FloatArray], None]) -> None:
        """Give every gradient (P,), as the optimizer gets it, to an observer before the update; weights come first.

        Raises:
            SettingError: The path of this trainer shows no gradients; that of autograd does.
        """
        if not isinstance(self._path, TorchPath):
            raise SettingError(f"The path “{self.path_name}” shows no gradients; train on the path “autograd”.")
        self._path.observe_gradients(observer)

    def history_since(self, row: int) -> FloatArray:
        """Give the rows measured since this trainer was made, from the `row`-th on (from 0): (rows, columns)."""
        return self._log.since(row)

    def run(self) -> Run:
        """Give the run as it stands, with the history that it began with and the rows measured since."""
        return Run(
            initial=self._run.initial,
            step=self._place.step,
            epoch=self._place.epoch,
            mini_batch=self._place.mini_batch,
            history=np.concatenate([self._run.history, self.history_since(0)]),
            optimizer_state=self.optimizer_state(),
            best=self._watch.best,
        )

    def optimizer_state(self) -> OptimizerState | None:
        """Give what the optimizer remembers; None where it remembers nothing."""
        return None if self._restored else self._path.optimizer_state()

    @property
    def _largest_loss(self) -> float:
        """The largest training loss at an epoch's end that raises nothing; finite, so no infinity is below it."""
        return sys.float_info.max if self._first_loss is None else largest_loss(self._first_loss)

    @property
    def _is_where_history_ends(self) -> bool:
        history = self._run.history
        return bool(len(history)) and float(column(history[-1], "step")) == self._place.step

    def _watched(self, mini_batches: int) -> int:
        """Give how many mini-batches to take before the stopping rules, or whether the loss has run away, are asked."""
        if self._first_loss is not None and not self._watch.is_needed:
            return mini_batches
        return min(mini_batches, self._per_epoch - self._place.mini_batch)

    def _look_for_stop(self, row: FloatArray) -> None:
        """End this training where a stopping rule holds at the end of an epoch."""
        self.stop = self._watch.see(row, self._path.parameters)
        best = self._watch.best
        if self.stop is None or self.stop.rule != "patience" or not self._settings.stopping.restore_best:
            return
        assert best is not None  # or patience would not have run out
        self._restored = best.parameters
        self._log.extend(np.concatenate([row[: MEASURED.start], best.row[MEASURED]])[np.newaxis])

    def _note(self, advance: Advance) -> None:
        """Move to where the path stands, by way of the ends of epochs that it has measured."""
        end = self._place.after(advance.steps, self._per_epoch)
        self._note_rows(advance.rows)
        self._place = end
        if advance.not_finite is not None:
            raise self._divergence(advance.not_finite, self._place.step + 1)

    def _note_rows(self, rows: FloatArray) -> None:
        """Move to the last end of an epoch measured, (n, `MEASURED_COLUMNS`), and add all to the history.

        Only the last may have run away, or the path would not have gone on; and where a stopping rule looks at each,
        no call of the path goes beyond one.
        """
        if not len(rows):
            return
        first = self._place.after(self._per_epoch - self._place.mini_batch, self._per_epoch)
        if len(rows) > 1:
            earlier = np.arange(len(rows) - 1)
            steps, epochs = first.step + earlier * self._per_epoch, first.epoch + earlier
            self._log.extend(np.column_stack([steps, epochs, rows[:-1]]))
        self._place = first.after((len(rows) - 1) * self._per_epoch, self._per_epoch)
        self._record(rows[-1])

    def _record(self, measured: FloatArray) -> None:
        """Add a row to the history; see `measure`."""
        place = self._place
        loss, added = (float(measured[MEASURED_COLUMNS.index(name)]) for name in ("training_loss", "penalty"))
        if not math.isfinite(loss + added):
            has_moved = place.step > self._run.step
            raise self._divergence(NotFinite("loss", loss + added), place.step if has_moved else 0)
        row = np.array([place.step, place.epoch + place.mini_batch / self._per_epoch, *measured])
        self._measured_step = place.step
        if self._is_where_history_ends:
            if np.allclose(self._run.history[-1, MEASURED], row[MEASURED], rtol=_SAME, atol=0.0, equal_nan=True):
                return
            self._first_loss = loss  # however far an edit has moved it, that is no divergence
        self._log.extend(row[np.newaxis])
        self._first_loss = loss if self._first_loss is None else self._first_loss
        if loss > largest_loss(self._first_loss):
            raise runaway(loss, self._first_loss, place.step, place.epoch, self._settings)
        if self._watch.is_needed and place.mini_batch == 0 and place.step > self._run.step:
            self._look_for_stop(row)

    def _change_over(self) -> None:
        """Choose again at the end of an epoch if compiled code has become ready since this trainer was made."""
        if kernels(self._settings.precision) is None:
            return
        self._is_waiting = False
        network = with_parameters(self._task.network, self._path.parameters())
        state = self._path.optimizer_state()
        task = replace(self._task, network=network, settings=self._settings, optimizer_state=state)
        self._task, self.path_name = choose([replace(task, device=name) for name in self._devices])
        self._path = PATHS[self.path_name].make(self._task)

    def _divergence(self, found: NotFinite, step: int) -> DivergenceError:
        epoch = self._place.epoch + (1 if self._place.mini_batch or step > self._place.step else 0)
        return divergence(found.subject, found.value, step, epoch, self._settings)

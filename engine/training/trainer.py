"""A run of training: where it stands, and how it moves on."""

import math

import numpy as np
import torch
from torch import Tensor

from engine.arrays import FloatArray, IntArray, read_only
from engine.data.data_set import DataSet
from engine.errors import SettingError
from engine.network.model import Network, Parameters, parameters_of
from engine.network.regularization import penalty
from engine.project.project import HISTORY_COLUMNS, Run
from engine.project.settings import TrainingSettings, can_change_while_running, check_training_settings
from engine.training.batches import MiniBatches
from engine.training.checks import check_trainable
from engine.training.compiled import CompiledNetwork, to_tensor
from engine.training.devices import resolve_device, torch_threads
from engine.training.divergence import DivergenceError, divergence, is_runaway, runaway
from engine.training.gradient_descent import GradientDescent
from engine.training.losses import TORCH_LOSSES
from engine.training.measuring import Measuring

# Samples brought together at a time: bounds the memory, and how much is undone when a number runs away.
_GATHERED_SAMPLES = 8192
# What a row says besides its place in the run, and how far two such rows of one network may differ by rounding.
_MEASURED = slice(HISTORY_COLUMNS.index("training_loss"), None)
_SAME = 1e-5


class Trainer:
    """Trains a network on a data set by SGD, from where a run stands.

    The same network, data, settings and run give the same parameters however the mini-batches are split over calls of
    `advance`; on the CPU bit for bit.
    """

    def __init__(
        self,
        network: Network,
        data_set: DataSet,
        settings: TrainingSettings,
        *,
        run: Run | None = None,
        device: str | None = None,
    ) -> None:
        """Prepare; nothing is trained or measured yet.

        Args:
            network: Its parameters are those of the step where `run` stands.
            data_set: Learns from its training part, measures both parts.
            settings: Loss, α, B, λ, shuffling, seed, device and precision.
            run: Where training stands; None begins a run. Of its history the first and the last row are looked at.
            device: Overrides the settings'.

        Raises:
            SettingError: A setting is outside its range, or there is no such device.
            EngineError: The network cannot be trained on the data.
        """
        check_trainable(network, data_set, settings)
        self._run = run or Run(initial=parameters_of(network))
        self._settings = settings
        self._batches = MiniBatches(
            len(data_set.training_indices), settings.samples_per_update, settings.seed, shuffle=settings.shuffle
        )
        self._work = network.parameter_count * self._batches.batch_size
        self.device = resolve_device(device or settings.device, settings.precision, self._work)
        dtype = torch.float64 if settings.precision == "float64" else torch.float32
        self._network = CompiledNetwork(network, dtype, self.device)
        loss = TORCH_LOSSES[settings.loss]
        self._descent = GradientDescent(
            self._network, loss, settings, self._batches.per_epoch, self._run.optimizer_state
        )
        self._measuring = Measuring(self._network, data_set, settings.loss)
        self._inputs = to_tensor(data_set.inputs[data_set.training_indices], dtype, self.device)
        targets = to_tensor(data_set.targets[data_set.training_indices], dtype, self.device)
        self._targets = loss.prepare(targets, data_set.output_count)
        self._rows: list[tuple[float, ...]] = []
        losses = self._run.history[:, HISTORY_COLUMNS.index("training_loss")]
        self._first_loss: float | None = float(losses[0]) if len(losses) else None
        self._measured_step: int | None = None
        self._step, self._epoch = self._run.step, self._run.epoch
        self._mini_batch = min(self._run.mini_batch, self._batches.per_epoch - 1)

    @property
    def step(self) -> int:
        """Mini-batches taken since the run began."""
        return self._step

    @property
    def epoch(self) -> int:
        """Whole epochs finished since the run began."""
        return self._epoch

    @property
    def mini_batch(self) -> int:
        """Mini-batches taken of the epoch under way."""
        return self._mini_batch

    @property
    def mini_batches_per_epoch(self) -> int:
        """How many mini-batches an epoch has: ⌊N / B⌋, at least 1."""
        return self._batches.per_epoch

    @property
    def row_count(self) -> int:
        """How many rows were measured since this trainer was made."""
        return len(self._rows)

    def advance(self, mini_batches: int) -> None:
        """Take so many mini-batches, over the ends of epochs; each end is measured.

        Should this be interrupted or run out of memory, the trainer stands at some step it has passed.

        Raises:
            DivergenceError: The loss or a parameter became NaN or infinite; the trainer stands at the step before,
                the last one with finite parameters.
        """
        remaining = mini_batches
        largest = max(1, _GATHERED_SAMPLES // self._batches.batch_size)
        with torch_threads(self._work):
            while remaining > 0:
                count = min(remaining, self._batches.per_epoch - self._mini_batch, largest)
                self._advance_within_epoch(count)
                remaining -= count
                if self._mini_batch == self._batches.per_epoch:
                    self._epoch, self._mini_batch = self._epoch + 1, 0
                    self.measure()

    def measure(self) -> None:
        """Add a row to the history for this step, unless it has one with these losses and accuracies.

        A second row for one step tells of a network that was edited while the run stood still.

        Raises:
            DivergenceError: The training loss is NaN or infinite, and there is no row then; or it has grown out of all
                bounds, and the row says how far.
        """
        if self._measured_step == self._step:
            return
        measured = self._measuring.measure()
        added = self._penalty()
        if not math.isfinite(measured.training_loss + added):
            raise self._divergence("loss", measured.training_loss + added, self._steps_to_blame)
        epoch = self._epoch + self._mini_batch / self._batches.per_epoch
        row = {
            "step": self._step,
            "epoch": epoch,
            "training_loss": measured.training_loss,
            "validation_loss": measured.validation_loss,
            "training_accuracy": measured.training_accuracy,
            "validation_accuracy": measured.validation_accuracy,
            "penalty": added,
        }
        values = tuple(row[column] for column in HISTORY_COLUMNS)
        self._measured_step = self._step
        if self._is_where_history_ends:
            if np.allclose(self._run.history[-1, _MEASURED], values[_MEASURED], rtol=_SAME, atol=0.0, equal_nan=True):
                return
            self._first_loss = measured.training_loss  # however far an edit has moved it, that is no divergence
        self._rows.append(values)
        self._first_loss = measured.training_loss if self._first_loss is None else self._first_loss
        if is_runaway(measured.training_loss, self._first_loss):
            raise runaway(
                measured.training_loss, self._first_loss, self._step, self._epoch, self._settings.learning_rate
            )

    def change_settings(self, settings: TrainingSettings) -> None:
        """Go on with other settings.

        Raises:
            SettingError: One is outside its range, or they differ in more than may change while a run goes on.
        """
        check_training_settings(settings)
        if not can_change_while_running(self._settings, settings):
            raise SettingError("Only numbers such as the learning rate can be changed while a run goes on.")
        self._settings = settings
        self._descent.change(settings)

    def parameters(self) -> Parameters:
        """Give the parameters of this step; entries that training has not changed are bit for bit as they were."""
        return self._network.parameters()

    def history_since(self, row: int) -> FloatArray:
        """Give the rows measured since this trainer was made, from the `row`-th on (from 0): (rows, columns)."""
        return read_only(np.array(self._rows[row:]).reshape(-1, len(HISTORY_COLUMNS)))

    def run(self) -> Run:
        """Give the run as it stands, with the history that it began with and the rows measured since."""
        return Run(
            initial=self._run.initial,
            step=self._step,
            epoch=self._epoch,
            mini_batch=self._mini_batch,
            history=np.concatenate([self._run.history, self.history_since(0)]),
            optimizer_state=self._descent.state(),
        )

    def _penalty(self) -> float:
        if not (self._settings.l1 or self._settings.l2):
            return 0.0
        return penalty(self._network.parameters().weights, self._settings.l1, self._settings.l2)

    @property
    def _is_where_history_ends(self) -> bool:
        history = self._run.history
        return bool(len(history)) and float(history[-1, HISTORY_COLUMNS.index("step")]) == self._step

    @property
    def _steps_to_blame(self) -> int:
        """The step of a loss that is not finite; 0 where it was so before this trainer took its first."""
        return 0 if self._step == self._run.step else self._step

    def _advance_within_epoch(self, count: int) -> None:
        inputs, targets = self._gather(self._batches.rows(self._epoch, self._mini_batch, count))
        before = self._descent.checkpoint()
        try:
            total = self._descent.advance(inputs, targets, self._step)
            is_finite = all(bool(torch.isfinite(values).all()) for values in (total, *self._descent.moving))
        except BaseException:  # an interrupt too may come between two parameters' updates
            self._descent.restore(before)
            raise
        if is_finite:
            self._step += count
            self._mini_batch += count
        else:
            self._descent.restore(before)
            self._find_divergence(inputs, targets)

    def _find_divergence(self, inputs: Tensor, targets: Tensor) -> None:
        """Take the mini-batches one by one, up to the one after which a number is not finite."""
        for index in range(len(inputs)):
            before = self._descent.checkpoint()
            loss = self._descent.advance(inputs[index : index + 1], targets[index : index + 1], self._step)
            for subject, values in zip(("loss", "weights", "gradients"), (loss, *self._descent.moving), strict=True):
                not_finite = values[~torch.isfinite(values)]
                if len(not_finite):
                    self._descent.restore(before)
                    raise self._divergence(subject, float(not_finite[0]), self._step + 1)
            self._step += 1
            self._mini_batch += 1

    def _divergence(self, subject: str, value: float, step: int) -> DivergenceError:
        epoch = self._epoch + (1 if self._mini_batch or step > self._step else 0)
        return divergence(subject, value, step, epoch, self._settings.learning_rate)

    def _gather(self, rows: IntArray) -> tuple[Tensor, Tensor]:
        """Give the samples of (n, B) rows: inputs (n, B, D) and targets (n, B, …)."""
        chosen = torch.from_numpy(rows).to(self.device)
        return self._inputs[chosen], self._targets[chosen]

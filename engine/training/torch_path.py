"""Training with torch, mini-batch by mini-batch."""

import math
from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor

from engine.arrays import FloatArray
from engine.network.model import Parameters
from engine.network.optimizers import OptimizerState
from engine.network.regularization import penalty
from engine.project.settings import TrainingSettings
from engine.training.compiled import CompiledNetwork, to_tensor
from engine.training.devices import torch_threads
from engine.training.gradient_descent import Checkpoint, GradientDescent
from engine.training.losses import TORCH_LOSSES
from engine.training.measuring import Measuring
from engine.training.path import MEASURED_COLUMNS, Advance, NotFinite, Place, TrainingTask

# Samples learnt from between two looks at whether all is finite: so much is undone when a number runs away.
_UNCHECKED_SAMPLES = 8192
_NO_ROWS = np.empty((0, len(MEASURED_COLUMNS)))


class TorchPath:
    """Trains with torch; with the gradient by autograd it is the reference for all faster ways."""

    def __init__(self, task: TrainingTask, descent: type[GradientDescent] = GradientDescent) -> None:
        """Prepare.

        Args:
            task: What to train, and on which device.
            descent: How gradients are computed.
        """
        settings, data_set = task.settings, task.data_set
        dtype = torch.float64 if settings.precision == "float64" else torch.float32
        self._settings = settings
        self._threads = task.threads
        self._device = task.device
        self._batches = task.batches
        self._network = CompiledNetwork(task.network, dtype, task.device)
        loss = TORCH_LOSSES[settings.loss]
        self._descent = descent(self._network, loss, settings, self._batches.per_epoch, task.optimizer_state)
        self._measuring = Measuring(self._network, data_set, settings)
        self._inputs = to_tensor(data_set.inputs[data_set.training_indices], dtype, task.device)
        targets = to_tensor(data_set.targets[data_set.training_indices], dtype, task.device)
        self._targets = loss.prepare(targets, data_set.output_count)

    def advance(self, place: Place, mini_batches: int, largest_loss: float) -> Advance:  # noqa: ARG002
        """Take mini-batches of one epoch; see `Path.advance`."""
        largest = max(1, _UNCHECKED_SAMPLES // self._batches.batch_size)
        count = min(mini_batches, self._batches.per_epoch - place.mini_batch, largest)
        before = self._descent.checkpoint()
        with torch_threads(self._threads):
            try:
                steps, not_finite = self._take(place, count, before)
                ended = not_finite is None and place.mini_batch + steps == self._batches.per_epoch
                rows = self.measure()[np.newaxis] if ended else _NO_ROWS
            except BaseException:  # an interrupt too may come between two parameters' updates
                self._descent.restore(before)
                raise
        return Advance(steps, rows, not_finite)

    def measure(self) -> FloatArray:
        """Measure the network as it is now; see `Path.measure`."""
        with torch_threads(self._threads):
            return np.append(self._measuring.measure(), self._penalty())

    def change(self, settings: TrainingSettings) -> None:
        """Go on with other settings; see `Path.change`."""
        self._settings = settings
        self._descent.change(settings)

    def parameters(self) -> Parameters:
        """Give the parameters; see `Path.parameters`."""
        return self._network.parameters()

    def optimizer_state(self) -> OptimizerState | None:
        """Give what the optimizer remembers; None if nothing."""
        return self._descent.state()

    def observe_gradients(self, observer: Callable[[FloatArray], None]) -> None:
        """Give every gradient (P,), as the optimizer gets it, to an observer before the update; weights come first."""
        self._descent.on_gradients = lambda gradient: observer(gradient.cpu().numpy().astype(np.float64))

    def _penalty(self) -> float:
        if not (self._settings.l1 or self._settings.l2):
            return 0.0
        return penalty(self._network.parameters().weights, self._settings.l1, self._settings.l2)

    def _take(self, place: Place, count: int, before: Checkpoint) -> tuple[int, NotFinite | None]:
        """Take mini-batches, give how many and what ended them."""
        rows = torch.from_numpy(self._batches.rows(place.epoch, place.mini_batch, count)).to(self._device)
        total = self._descent.advance(self._inputs, self._targets, rows, place)
        if all(_are_finite(values) for values in (total, *self._descent.moving)):
            return count, None
        self._descent.restore(before)
        return self._take_singly(rows, place)

    def _take_singly(self, rows: Tensor, place: Place) -> tuple[int, NotFinite | None]:
        """Take the mini-batches one by one, up to the one after which a number is not finite."""
        for taken in range(len(rows)):
            before = self._descent.checkpoint()
            at = place.after(taken, self._batches.per_epoch)
            loss = self._descent.advance(self._inputs, self._targets, rows[taken : taken + 1], at)
            for subject, values in zip(("loss", "weights", "gradients"), (loss, *self._descent.moving), strict=True):
                not_finite = values[~torch.isfinite(values)]
                if len(not_finite):
                    self._descent.restore(before)
                    return taken, NotFinite(subject, float(not_finite.flatten()[0]))
        return len(rows), None


def _are_finite(values: Tensor) -> bool:
    """Tell by their sum, which is many times as fast as looking at each; that of finite ones may overflow, though."""
    return not values.numel() or math.isfinite(values.sum().item()) or bool(torch.isfinite(values).all())

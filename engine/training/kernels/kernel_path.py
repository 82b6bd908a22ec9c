"""Training in compiled code."""

import time

import numpy as np

from engine.arrays import FloatArray
from engine.network.losses import decision_threshold
from engine.network.model import Parameters
from engine.network.optimizers import OptimizerState, decoupled_decay, state_or_new
from engine.project.settings import TrainingSettings
from engine.training.flat_parameters import FlatParameters
from engine.training.kernels.loading import kernels
from engine.training.kernels.tables import (
    ACTIVATION_CODES,
    LOSS,
    LOSS_CODES,
    NOTHING,
    OPTIMIZER_CODES,
    VECTORS,
    WEIGHTS,
    RuleTable,
    graph_table,
    position,
    sample_table,
    workspace,
)
from engine.training.measuring import spread
from engine.training.path import MEASURED_COLUMNS, Advance, NotFinite, Place, TrainingTask

# A call is over by then, so that a pause, Ctrl-C or a newer run is heard.
_CALL_S = 0.01
_FIRST_CALL, _LONGEST_CALL = 32, 1 << 16
_SUBJECTS = {LOSS: "loss", WEIGHTS: "weights", VECTORS: "gradients"}


def fits(task: TrainingTask) -> bool:
    """Tell whether compiled code is at hand for a task."""
    return (
        task.device == "cpu"
        and task.settings.loss in LOSS_CODES
        and task.settings.optimizer.name in OPTIMIZER_CODES
        and all(layer.activation_function in ACTIVATION_CODES for layer in task.network.layers)
        and kernels(task.settings.precision) is not None
    )


class KernelPath:
    """Trains in compiled code, whole epochs in one call."""

    def __init__(self, task: TrainingTask) -> None:
        """Prepare a task that `fits`."""
        settings, data_set = task.settings, task.data_set
        dtype = np.dtype(settings.precision)
        code = kernels(settings.precision)
        assert code is not None, "compiled code is loaded before a path is made of it"
        self._code = code
        self._task = task
        self._settings = settings
        self._batches = task.batches
        self._flat = FlatParameters(task.network)
        self._graph = graph_table(task.network, self._flat)
        rows = data_set.training_indices
        self._samples = sample_table(data_set, rows, dtype, dtype)
        self._measured = tuple(
            sample_table(data_set, spread(part), dtype, np.float64) for part in (rows, data_set.validation_indices)
        )
        remembered = state_or_new(task.optimizer_state, settings.optimizer.name, len(self._flat.initial))
        self._updates = remembered.updates
        self._work = workspace(self._graph, self._flat, remembered.vectors, len(rows), dtype)
        self._began = self._work.parameters.copy()
        self._rules = self._rule_table()
        self._order_epoch = -1
        self._call = _FIRST_CALL

    def advance(self, place: Place, mini_batches: int, largest_loss: float) -> Advance:
        """Take mini-batches of as many epochs as a hundredth of a second has room for; see `Path.advance`."""
        count = min(mini_batches, self._call)
        rows = np.empty((count // self._batches.per_epoch + 1, len(MEASURED_COLUMNS)))
        stand = position(place.step, place.epoch, place.mini_batch, self._updates, self._order_epoch)
        began = time.perf_counter()
        subject, value = self._code.advance(
            self._graph,
            self._rules,
            self._samples,
            *self._measured,
            self._work,
            stand,
            self._settings.learning_rates(
                place.scheduled_step(self._batches.per_epoch), count, self._batches.per_epoch
            ),
            largest_loss,
            rows,
        )
        elapsed = time.perf_counter() - began
        taken = int(stand.step[0]) - place.step
        self._updates, self._order_epoch = int(stand.updates[0]), int(stand.order_epoch[0])
        if taken == count == self._call:
            self._call = max(1, min(2 * count, int(count * _CALL_S / elapsed), _LONGEST_CALL))
        not_finite = None if subject == NOTHING else NotFinite(_SUBJECTS[subject], value)
        return Advance(taken, rows[: int(stand.rows[0])], not_finite)

    def measure(self) -> FloatArray:
        """Measure the network as it is now; see `Path.measure`."""
        row = np.empty(len(MEASURED_COLUMNS))
        self._code.measure(self._graph, self._rules, *self._measured, self._work, row)
        return row

    def change(self, settings: TrainingSettings) -> None:
        """Go on with other settings; see `Path.change`."""
        self._settings = settings
        self._rules = self._rule_table()

    def parameters(self) -> Parameters:
        """Give the parameters; see `Path.parameters`."""
        return self._flat.parameters(self._began, self._work.parameters)

    def optimizer_state(self) -> OptimizerState | None:
        """Give what the optimizer remembers; None if nothing."""
        if not self._updates or not len(self._work.vectors):
            return None
        vectors = self._work.vectors.astype(np.float64)
        return OptimizerState(self._settings.optimizer.name, self._updates, vectors)

    def _rule_table(self) -> RuleTable:
        settings, numbers = self._settings, self._settings.optimizer
        is_classification = self._task.data_set.task.is_classification
        return RuleTable(
            loss=LOSS_CODES[settings.loss],
            label_smoothing=float(settings.loss_numbers.label_smoothing),
            huber_delta=float(settings.loss_numbers.huber_delta),
            threshold=decision_threshold(settings.loss) if is_classification else float("nan"),
            optimizer=OPTIMIZER_CODES[numbers.name],
            momentum=float(numbers.momentum),
            smoothing=float(numbers.smoothing),
            first_moment_decay=float(numbers.first_moment_decay),
            second_moment_decay=float(numbers.second_moment_decay),
            epsilon=float(numbers.epsilon),
            decoupled_decay=float(decoupled_decay(numbers)),
            weight_decay=float(settings.weight_decay),
            l1=float(settings.l1),
            l2=float(settings.l2),
            clip_norm=float(settings.clip_norm),
            weight_count=self._flat.weight_count,
            seed=settings.seed,
            shuffle=self._batches.shuffles,
            batch_size=self._batches.batch_size,
            per_epoch=self._batches.per_epoch,
        )

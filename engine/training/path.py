"""What every way of training offers, so that the fastest one can be taken."""

from typing import Protocol

import msgspec

from engine.arrays import FloatArray
from engine.data.data_set import DataSet
from engine.network.model import Network, Parameters
from engine.network.optimizers import OptimizerState
from engine.project.history import HISTORY_COLUMNS, MEASURED
from engine.project.settings import TrainingSettings
from engine.training.batches import MiniBatches

MEASURED_COLUMNS = HISTORY_COLUMNS[MEASURED]


class TrainingTask(msgspec.Struct, frozen=True, eq=False):
    """What is to be trained, and where.

    Attributes:
        network: Its parameters are where training begins.
        data_set: Learnt from and measured.
        settings: Everything else that determines the run, but for the device.
        device: “cpu”, “cuda” or “mps”.
        optimizer_state: What the optimizer remembers of the run; that of another optimizer is of no use and ignored.
        threads: On how many torch computes, on the CPU. Another number rounds in another way.
    """

    network: Network
    data_set: DataSet
    settings: TrainingSettings
    device: str
    optimizer_state: OptimizerState | None = None
    threads: int = 1

    @property
    def batches(self) -> MiniBatches:
        """The mini-batches of the run."""
        settings = self.settings
        samples = len(self.data_set.training_indices)
        return MiniBatches(samples, settings.samples_per_update, settings.seed, shuffle=settings.shuffle)

    @property
    def work(self) -> int:
        """Multiplications in one forward pass of a mini-batch: parameters × batch size."""
        return self.network.parameter_count * self.batches.batch_size


class Place(msgspec.Struct, frozen=True):
    """Where a run stands.

    Attributes:
        step: Mini-batches taken since it began.
        epoch: Epochs finished.
        mini_batch: Mini-batches taken of the epoch under way.
    """

    step: int = 0
    epoch: int = 0
    mini_batch: int = 0

    def scheduled_step(self, per_epoch: int) -> int:
        """Give the mini-batches taken, had an epoch had `per_epoch` from the start: schedules count in epochs."""
        return self.epoch * per_epoch + self.mini_batch

    def after(self, steps: int, per_epoch: int) -> "Place":
        """Give the place so many mini-batches on, of which an epoch has `per_epoch`."""
        epochs, mini_batch = divmod(self.mini_batch + steps, per_epoch)
        return Place(self.step + steps, self.epoch + epochs, mini_batch)


class NotFinite(msgspec.Struct, frozen=True):
    """What left the finite numbers: “loss”, “weights” or “gradients”, and the first such value."""

    subject: str
    value: float


class Advance(msgspec.Struct, frozen=True, eq=False):
    """What a call of `Path.advance` did.

    Attributes:
        steps: Mini-batches taken, all with finite numbers; perhaps fewer than asked for.
        rows: Float64 (epochs ended, columns): what was measured at each end, as `MEASURED_COLUMNS`.
        not_finite: What the next mini-batch would have made NaN or infinite; None where nothing was found.
    """

    steps: int
    rows: FloatArray
    not_finite: NotFinite | None = None


class Path(Protocol):
    """A way of training a network: its parameters, and how mini-batches change them.

    All ways take the same mini-batches and compute the same formulas, so they differ in rounding alone; each gives the
    same numbers to the bit, however the mini-batches are split over calls.
    """

    def advance(self, place: Place, mini_batches: int, largest_loss: float) -> Advance:
        """Take at least one mini-batch and at most so many, the first from `place`; measure at each epoch's end.

        Should it raise, nothing was taken.

        Args:
            place: Where the run stands.
            mini_batches: At least 1.
            largest_loss: An epoch whose training loss is not at or below it, NaN too, is the last one of the call.
        """

    def measure(self) -> FloatArray:
        """Measure the network as it is now: `MEASURED_COLUMNS`, NaN for what there is not."""

    def change(self, settings: TrainingSettings) -> None:
        """Go on with other settings, which differ from the old ones as `can_change_while_running` says."""

    def parameters(self) -> Parameters:
        """Give the parameters; entries that training has not changed are bit for bit as they were."""

    def optimizer_state(self) -> OptimizerState | None:
        """Give what the optimizer remembers; None if nothing."""

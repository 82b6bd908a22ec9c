"""How a project is trained and how it was last looked at."""

import math
from collections.abc import Iterable
from typing import TypeVar

import msgspec
import numpy as np
from msgspec.structs import replace

from engine.arrays import FloatArray, same_value
from engine.errors import SettingError
from engine.network.initializers import Initialization, check_initialization
from engine.network.losses import LOSS_NUMBERS, LossNumbers, loss
from engine.network.model import LayerId
from engine.network.number_setting import NumberSetting, check_numbers, shown
from engine.network.optimizers import OPTIMIZER_NUMBERS, OptimizerSettings, check_optimizer, optimizer
from engine.network.schedules import SCHEDULE_NUMBERS, ScheduleSettings, check_schedule, learning_rate_at
from engine.project.display import DisplaySettings
from engine.project.stopping import STOPPING_NUMBERS, StoppingSettings

Record = TypeVar("Record", bound=msgspec.Struct)

DEVICES = ("auto", "cpu", "cuda", "mps")
PRECISIONS = ("float32", "float64")
# Far beyond what makes sense, and small enough that no product with them overflows a float32 or a counter.
LARGEST_COUNT = 10**9


class TrainingSettings(msgspec.Struct, frozen=True, eq=False):
    """Everything that, with the network and the data, determines a run.

    Attributes:
        loss: Key of `engine.network.losses.LOSSES`.
        learning_rate: α in (0, 10¹²].
        batch_size: B in 1 … 10⁹; at or above the number of training samples it is full-batch gradient descent.
            An optimizer that is `full_batch` takes all samples whatever B says.
        epochs: E in 1 … 10⁹, how many epochs Play runs for.
        weight_decay: λ in [0, 1): at each update W ← (1 − λ)W − α ∂L/∂W, biases untouched.
            PyTorch's `SGD(weight_decay=w)` is the same with λ = αw.
        shuffle: Whether each epoch draws a new order of the samples.
        initialization: Initial weights; its seed also seeds the order of the samples.
        device: One of `DEVICES`.
        precision: One of `PRECISIONS`.
        loss_numbers: The numbers of the loss.
        optimizer: The rule of updating, and its numbers.
        schedule: How α changes during a run.
        clip_norm: c in [0, 10¹²]: a gradient whose norm ‖g‖ over all that is trained is above c becomes g·c/‖g‖;
            0 leaves every gradient as it is.
        stopping: The rules that end a run before its last epoch.
        l1: λ₁ in [0, 10⁶]: adds λ₁ Σ|w| to the loss, biases apart.
        l2: λ₂ in [0, 10⁶]: adds ½ λ₂ Σ w² to the loss, biases apart.
    """

    loss: str = "log_loss"
    learning_rate: float = 0.1
    batch_size: int = 10
    epochs: int = 1000
    weight_decay: float = 0.0
    shuffle: bool = True
    initialization: Initialization = Initialization()
    device: str = "auto"
    precision: str = "float32"
    loss_numbers: LossNumbers = LossNumbers()
    optimizer: OptimizerSettings = OptimizerSettings()
    schedule: ScheduleSettings = ScheduleSettings()
    stopping: StoppingSettings = StoppingSettings()
    clip_norm: float = 0.0
    l1: float = 0.0
    l2: float = 0.0

    @property
    def seed(self) -> int:
        """The seed of initial weights and of the order of samples."""
        return self.initialization.seed

    @property
    def without_stopping(self) -> "TrainingSettings":
        """The same with no rule that ends a run."""
        return replace(self, stopping=StoppingSettings())

    @property
    def samples_per_update(self) -> int:
        """B as the optimizer takes it: as many as there are for full-batch gradient descent."""
        return LARGEST_COUNT if optimizer(self.optimizer.name).full_batch else self.batch_size

    def learning_rates(self, first: int, count: int, steps_per_epoch: int) -> FloatArray:
        """Give α of each of so many updates, float64 (count,); see `engine.network.schedules`.

        Args:
            first: Where the first of them stands, at so many updates an epoch: those that the epochs done would have
                had, and those made of the epoch under way.
            count: How many.
            steps_per_epoch: Mini-batches of an epoch, at least 1.
        """
        steps = np.arange(first, first + count)
        return learning_rate_at(self.learning_rate, self.schedule, steps, steps_per_epoch, self.epochs)


LEARNING_RATE = NumberSetting(
    "learning_rate",
    "α",
    "Learning rate",
    0.0,
    1e12,
    0.1,
    "How far each update moves the parameters.",
    above_minimum=True,
    while_running=True,
)
WEIGHT_DECAY = NumberSetting(
    "weight_decay",
    "λ",
    "Weight decay",
    0.0,
    1.0,
    0.0,
    "At each update the weights, not the biases, are multiplied by 1 − λ.",
    below_maximum=True,
    while_running=True,
)
CLIP_NORM = NumberSetting(
    "clip_norm",
    "c",
    "Largest gradient norm",
    0.0,
    1e12,
    0.0,
    "A longer gradient is shortened to this length before the update; 0 never does.",
    while_running=True,
)
L1 = NumberSetting(
    "l1",
    "λ₁",
    "L1 penalty",
    0.0,
    1e6,
    0.0,
    "Adds λ₁ Σ|w| to the loss: weights that are not needed become nearly 0.",
    while_running=True,
)
L2 = NumberSetting(
    "l2", "λ₂", "L2 penalty", 0.0, 1e6, 0.0,
    "Adds ½ λ₂ Σ w² to the loss: large weights become smaller.", while_running=True,
)  # fmt: skip
BATCH_SIZE = NumberSetting(
    "batch_size", "B", "Batch size", 1, LARGEST_COUNT, 10,
    "Samples in a mini-batch; as many as there are, or more, is full-batch gradient descent.",
)  # fmt: skip
SEED = NumberSetting("seed", "", "Seed", 0, 2**32 - 1, 0, "Fixes the initial weights and the order of the samples.")
EPOCHS = NumberSetting(
    "epochs", "E", "Epochs", 1, LARGEST_COUNT, 1000, "How many times Play goes through the training samples."
)
TRAINING_NUMBERS = (LEARNING_RATE, BATCH_SIZE, EPOCHS, WEIGHT_DECAY, CLIP_NORM, L1, L2)


def check_training_settings(settings: TrainingSettings) -> TrainingSettings:
    """Give `settings` back if every one is in its range.

    Raises:
        SettingError: The first one that is not, with its range and the value received.
    """
    loss(settings.loss)
    check_numbers(LOSS_NUMBERS, settings.loss_numbers)
    check_initialization(settings.initialization)
    check_optimizer(settings.optimizer)
    check_schedule(settings.schedule)
    check_numbers(STOPPING_NUMBERS, settings.stopping)
    check_numbers(TRAINING_NUMBERS, settings)
    SEED.check(settings.seed)
    if settings.device not in DEVICES:
        raise SettingError(f"The device must be one of {', '.join(DEVICES)}; “{settings.device}” is not.")
    if settings.precision not in PRECISIONS:
        raise SettingError(f"The precision must be one of {', '.join(PRECISIONS)}; “{settings.precision}” is not.")
    return settings


def can_change_while_running(before: TrainingSettings, after: TrainingSettings) -> bool:
    """Tell whether a run may go on with other settings: whether they differ only in numbers marked so."""
    return same_value(_what_stays(before), _what_stays(after))


def _what_stays(settings: TrainingSettings) -> TrainingSettings:
    """Give settings with the default in the place of every number that may change while a run goes on."""
    return replace(
        _neutral(settings, TRAINING_NUMBERS),
        optimizer=_neutral(settings.optimizer, OPTIMIZER_NUMBERS),
        schedule=_neutral(settings.schedule, SCHEDULE_NUMBERS),
        stopping=_neutral(settings.stopping, STOPPING_NUMBERS),
    )


def _neutral(record: Record, numbers: tuple[NumberSetting, ...]) -> Record:
    return replace(record, **{number.field: number.default for number in numbers if number.while_running})


class ViewSettings(msgspec.Struct, frozen=True, eq=False):
    """What a project was last looked at with. Never part of an undo step.

    Attributes:
        selected_sample: Row of the data set whose values flow through the graph, or None.
        boundary_inputs: The two inputs (columns) spanning the boundary plot.
        distribution_layer: The layer whose distributions are shown, or None for the last one.
        logarithmic_loss: Whether the loss axis is logarithmic.
        display: What the graph shows.
        folded_layers: Layers drawn folded, whatever their width.
        unfolded_layers: Layers drawn whole, whatever their width.
        column_layers: Layers drawn whole in one column, if they are not too wide; all others are as suits their width.
        minimap: Whether the minimap is shown, or None to show it where the network does not fit the view.
        typed_input: An own x (D numbers, as the data measures them, before any standardising), whose values flow
            through the graph instead of the selected sample's; None for none.
    """

    selected_sample: int | None = 0
    boundary_inputs: tuple[int, int] = (0, 1)
    distribution_layer: LayerId | None = None
    logarithmic_loss: bool = False
    display: DisplaySettings = DisplaySettings()
    folded_layers: tuple[LayerId, ...] = ()
    unfolded_layers: tuple[LayerId, ...] = ()
    column_layers: tuple[LayerId, ...] = ()
    minimap: bool | None = None
    typed_input: tuple[float, ...] | None = None


def with_selected_sample(view: ViewSettings, index: int | None) -> ViewSettings:
    """Give `view` with a row of the data set selected, or none, and no own x any more."""
    return msgspec.structs.replace(view, selected_sample=index, typed_input=None)


def sample_beside(view: ViewSettings, step: int, count: int) -> int | None:
    """Give the row `step` rows on from the selected one, None where there is none.

    Args:
        view: What is selected; from no sample a step leads to the first, and from an own x back to the sample left.
        step: How many rows on, or back.
        count: How many rows there are.
    """
    way = step if view.typed_input is None else 0
    index = 0 if view.selected_sample is None else view.selected_sample + way
    return index if 0 <= index < count else None


def with_typed_input(view: ViewSettings, values: Iterable[float]) -> ViewSettings:
    """Give `view` with an own x, as the data measures it, instead of the selected sample's.

    Raises:
        SettingError: One of the numbers is not finite.
    """
    typed = tuple(map(float, values))
    for place, value in enumerate(typed):
        _check(math.isfinite(value), f"The input x{place + 1} must be a finite number", value)
    return msgspec.structs.replace(view, typed_input=typed)


def _check(holds: bool, rule: str, value: float) -> None:
    if not holds:  # NaN holds nowhere
        raise SettingError(f"{rule}; {shown(value)} is not.")

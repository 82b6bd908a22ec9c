"""Training a project without a window: from a notebook, a script or the command line."""

import contextlib
import time
from collections import defaultdict
from collections.abc import Callable

import msgspec

from engine.data.sources import make_data_set
from engine.project.history import column, named
from engine.project.project import Project, begin_run, with_run
from engine.project.settings import EPOCHS, TrainingSettings
from engine.training.callbacks import CALLBACK_PATH, TrainingCallback, observe, train_epoch
from engine.training.divergence import DivergenceError
from engine.training.kernels.loading import is_compiled, make_ready
from engine.training.trainer import Trainer

# About what a mini-batch takes without compiled code, and how long a run must take to be worth getting it.
_PLAIN_STEP_S = 3e-4
_LOADING_S, _COMPILING_S = 1.0, 60.0
# Between two reports, and up to twice that: compiled code is quick where it takes many small epochs in one call.
_PROGRESS_S = 0.05
# What the trainings of this process take without it, by precision: many short ones are worth it, too.
_plain_s: defaultdict[str, float] = defaultdict(float)

FINISHED, DIVERGED, INTERRUPTED = "finished", "diverged", "interrupted"


class TrainingProgress(msgspec.Struct, frozen=True, eq=False):
    """Where a session stands at the end of one of its epochs.

    Attributes:
        epoch: Epochs finished in this session.
        epochs: Epochs asked for.
        step: Mini-batches taken in the project's run.
        training_loss: Over the training part.
        validation_loss: Over the validation part; NaN where there is none.
        steps_per_second: Mean rate of this session.
    """

    epoch: int
    epochs: int
    step: int
    training_loss: float
    validation_loss: float
    steps_per_second: float


class TrainingResult(msgspec.Struct, frozen=True, eq=False):
    """What a session made of a project.

    Attributes:
        project: The project trained, its run going on from here.
        stopped: “finished”, “diverged”, “interrupted”, “callback” where one asked for it, or the field of
            `StoppingSettings` whose rule ended it.
        sentence: The reason for a person; "" when finished.
        epochs: Whole epochs finished in this session.
        device: Where it ran.
        steps_per_second: Mean rate of this session, measuring included.
    """

    project: Project
    stopped: str
    sentence: str
    epochs: int
    device: str
    steps_per_second: float

    def final(self, name: str) -> float:
        """Give the last value of a column of `HISTORY_COLUMNS`, such as “training_loss”; NaN if there is none."""
        run = self.project.run
        return float(column(run.history[-1], name)) if run and len(run.history) else float("nan")


def train(
    project: Project,
    *,
    epochs: int,
    device: str | None = None,
    on_progress: Callable[[TrainingProgress], None] | None = None,
    callback: TrainingCallback | None = None,
    on_begin: Callable[[], None] | None = None,
) -> TrainingResult:
    """Train a project for so many more epochs, from where its run stands; an epoch under way counts as one.

    Ctrl-C ends the session early with what has been learnt.

    Args:
        project: Its parameters are the starting point; draw others with `engine.network.initializers.initialize`.
        epochs: At least 1.
        device: “auto”, “cpu”, “cuda” or “mps” instead of the project's.
        on_progress: Called at the ends of epochs and at the last: of quick ones 10 to 20 times a second, soon after the
            beginning; of all where there is a callback.
        callback: Called at every mini-batch too; such a training takes the path of autograd.
        on_begin: Called once nothing keeps from training, before the first epoch.

    Raises:
        SettingError: A setting is outside its range, or there is no such device.
        DataError: The data cannot be made.
        EngineError: The network cannot be trained on the data.
    """
    EPOCHS.check(epochs)
    trainer = _made_trainer(project, epochs, device, callback)
    if on_begin is not None:
        on_begin()
    first_step, first_epoch, began_s = trainer.step, trainer.epoch, time.perf_counter()

    def steps_per_second() -> float:
        return (trainer.step - first_step) / max(time.perf_counter() - began_s, 1e-9)

    def tell(done: int) -> None:
        if on_progress is not None:
            on_progress(_progress(trainer, done, epochs, steps_per_second()))

    # Where nobody looks on, compiled code takes all epochs in one call.
    stride = epochs if callback is None and on_progress is None else 1
    stopped, sentence = _outcome(trainer, lambda: _go_on(trainer, epochs, stride, callback, tell))
    return TrainingResult(
        project=with_run(project, trainer.parameters(), trainer.run()),
        stopped=stopped,
        sentence=sentence,
        epochs=trainer.epoch - first_epoch,
        device=trainer.device,
        steps_per_second=steps_per_second(),
    )


def _made_trainer(project: Project, epochs: int, device: str | None, callback: TrainingCallback | None) -> Trainer:
    data_set = make_data_set(project.data)
    if callback is None:
        _make_ready(project.training, epochs, len(data_set.training_indices))
    path = None if callback is None else CALLBACK_PATH
    trainer = Trainer(project.network, data_set, project.training, run=begin_run(project), device=device, path=path)
    if callback is not None:
        observe(trainer, callback)
    return trainer


def _go_on(
    trainer: Trainer, epochs: int, stride: int, callback: TrainingCallback | None, tell: Callable[[int], None]
) -> None:
    """Train until so many epochs are done or a rule ends it, and tell how many are; longer strides where quick."""
    first = trainer.epoch
    while (done := trainer.epoch - first) < epochs and trainer.stop is None:
        began_s = time.perf_counter()
        if callback is None:
            trainer.advance(min(stride, epochs - done) * trainer.mini_batches_per_epoch - trainer.mini_batch)
        else:
            train_epoch(trainer, callback)
        tell(trainer.epoch - first)
        if time.perf_counter() - began_s < _PROGRESS_S:
            stride *= 2


def _outcome(trainer: Trainer, go_on: Callable[[], None]) -> tuple[str, str]:
    """Measure and train; give what ended that, and the reason for a person."""
    try:
        trainer.measure()
        go_on()
    except DivergenceError as error:
        with contextlib.suppress(DivergenceError):  # the loss of the parameters kept may not be finite either
            trainer.measure()
        return DIVERGED, str(error)
    except KeyboardInterrupt:
        return INTERRUPTED, f"Training was interrupted after step {trainer.step:,}."
    return (FINISHED, "") if trainer.stop is None else (trainer.stop.rule, trainer.stop.sentence)


def _make_ready(settings: TrainingSettings, epochs: int, samples: int) -> None:
    """Get compiled code where that takes less time than trainings with this precision take here without, all in all."""
    precision = settings.precision
    mini_batches = epochs * (samples // max(1, min(settings.samples_per_update, samples)))
    _plain_s[precision] += mini_batches * _PLAIN_STEP_S
    if _plain_s[precision] > (_LOADING_S if is_compiled(precision) else _COMPILING_S):
        make_ready(precision)


def _progress(trainer: Trainer, epoch: int, epochs: int, steps_per_second: float) -> TrainingProgress:
    row = named(trainer.history_since(trainer.row_count - 1)[0])
    return TrainingProgress(
        epoch=epoch,
        epochs=epochs,
        step=trainer.step,
        training_loss=row["training_loss"],
        validation_loss=row["validation_loss"],
        steps_per_second=steps_per_second,
    )

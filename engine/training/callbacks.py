"""Hooks into a training, for whoever wants to look at every mini-batch of it.

A training with a callback takes one mini-batch at a time on the path of autograd, so it is slower than one without;
the parameters that come out are those of that path, bit for bit.

Any of the hooks may end the training with `trainer.request_stop()`:

>>> from engine.library import build, train
>>> class ThreeEpochs(TrainingCallback):
...     def on_epoch_end(self, trainer, measured):
...         if trainer.epoch == 3:
...             trainer.request_stop("Three epochs are enough.")
>>> result = train(build("2-4t-1", "xor"), epochs=100, callback=ThreeEpochs())
>>> result.stopped, result.sentence, result.epochs
('callback', 'Three epochs are enough.', 3)
"""

import numpy as np

from engine.arrays import FloatArray
from engine.network.model import Parameters
from engine.project.history import named
from engine.training.trainer import Trainer

CALLBACK_PATH = "autograd"


class TrainingCallback:
    """Called at every turn of a training. Override what is of interest; all else does nothing.

    Every hook is given the trainer, whose `request_stop` ends the training after the update under way.
    """

    def on_epoch_begin(self, trainer: Trainer) -> None:
        """An epoch is about to begin."""

    def on_gradients_computed(self, trainer: Trainer, gradients: Parameters) -> None:
        """The gradients of a mini-batch are there, penalties and clipping included, and no update has been made yet.

        Entries that training must leave alone are 0. `trainer.parameters()` are those that were differentiated at.
        """

    def on_mini_batch_end(self, trainer: Trainer) -> None:
        """An update has been made."""

    def on_epoch_end(self, trainer: Trainer, measured: dict[str, float]) -> None:
        """An epoch has ended; `measured` is the new row of the history by its columns."""


def observe(trainer: Trainer, callback: TrainingCallback) -> None:
    """Let a callback hear of the gradients of a trainer on the path `CALLBACK_PATH`.

    Raises:
        SettingError: The trainer takes another path.
    """
    shapes = trainer.parameters()
    trainer.observe_gradients(
        lambda gradient: callback.on_gradients_computed(trainer, _as_parameters(gradient, shapes)),
    )


def train_epoch(trainer: Trainer, callback: TrainingCallback) -> None:
    """Train to the end of the epoch, or to where the trainer stops, and call back at every turn.

    Raises:
        DivergenceError: As `Trainer.advance`.
    """
    if trainer.mini_batch == 0:
        callback.on_epoch_begin(trainer)
    while trainer.stop is None:
        rows = trainer.row_count
        trainer.advance(1)
        callback.on_mini_batch_end(trainer)
        if trainer.mini_batch == 0:
            own = trainer.history_since(rows)[0]  # early stopping adds another, of the best epoch
            callback.on_epoch_end(trainer, named(own))
            return


def _as_parameters(values: FloatArray, like: Parameters) -> Parameters:
    """Give a row of numbers, weights first, in the shapes of `like`."""
    arrays = (*like.weights, *like.biases)
    parts = np.split(values, np.cumsum([array.size for array in arrays])[:-1])
    shaped = [part.reshape(array.shape) for part, array in zip(parts, arrays, strict=True)]
    return Parameters(tuple(shaped[: len(like.weights)]), tuple(shaped[len(like.weights) :]))

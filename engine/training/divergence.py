"""What to say when the numbers run away."""

import math

from engine.errors import EngineError
from engine.network.optimizers import optimizer
from engine.project.settings import TrainingSettings

RUNAWAY_FACTOR = 1000.0


class DivergenceError(EngineError):
    """The loss or a parameter became NaN or infinite, or the loss grew out of all bounds; the text says what to try."""


def divergence(subject: str, value: float, step: int, epoch: int, settings: TrainingSettings) -> DivergenceError:
    """Give the error for a run that left the finite numbers.

    Args:
        subject: What did: “loss” or “weights”.
        value: NaN or an infinity.
        step: The mini-batch at which it did, from 1; 0 if it was so before the first.
        epoch: The epoch of that mini-batch, from 1.
        settings: Those of the run, for α and a better one.
    """
    became = "not a number (NaN)" if math.isnan(value) else "infinite"
    verb = "is" if subject == "loss" else "are"
    if step == 0:
        return DivergenceError(
            f"The {subject} {verb} {became} before the first step: the initial weights or the data are too large."
        )
    return DivergenceError(
        f"The {subject} became {became} at step {step:,} (epoch {epoch:,}): {_advice(settings)} "
        f"The weights of step {step - 1:,} were kept."
    )


def largest_loss(first_loss: float) -> float:
    """Give the largest finite loss that one could call learning.

    The logarithms of log loss and cross-entropy keep them finite long after the weights have run away.

    Args:
        first_loss: The mean loss where this training began; below 1 it counts as 1.
    """
    return RUNAWAY_FACTOR * max(first_loss, 1.0)


def runaway(loss: float, first_loss: float, step: int, epoch: int, settings: TrainingSettings) -> DivergenceError:
    """Give the error for a run whose loss is above the `largest_loss` at the end of an epoch (from 1)."""
    return DivergenceError(
        f"The loss grew from {first_loss:.3g} to {loss:.3g} by step {step:,} (epoch {epoch:,}): {_advice(settings)}"
    )


def _advice(settings: TrainingSettings) -> str:
    rate = settings.learning_rate
    smaller = min(optimizer(settings.optimizer.name).safe_rate, rate / 10)
    return f"the learning rate {_short(rate)} is too large; try {_short(smaller)}."


def _short(value: float) -> str:
    """Write 1000000.0 as 1e6, 1000001.0 as 1000001 and 0.1 as 0.1."""
    short = f"{value:g}"
    mantissa, _, exponent = (short if float(short) == value else f"{value:.12g}").partition("e")
    return f"{mantissa}e{int(exponent)}" if exponent else mantissa

"""What to say when the numbers run away."""

import math

from engine.errors import EngineError

RUNAWAY_FACTOR = 1000.0


class DivergenceError(EngineError):
    """The loss or a parameter became NaN or infinite, or the loss grew out of all bounds; the text says what to try."""


def divergence(subject: str, value: float, step: int, epoch: int, learning_rate: float) -> DivergenceError:
    """Give the error for a run that left the finite numbers.

    Args:
        subject: What did: “loss” or “weights”.
        value: NaN or an infinity.
        step: The mini-batch at which it did, from 1; 0 if it was so before the first.
        epoch: The epoch of that mini-batch, from 1.
        learning_rate: α of the run.
    """
    became = "not a number (NaN)" if math.isnan(value) else "infinite"
    verb = "is" if subject == "loss" else "are"
    if step == 0:
        return DivergenceError(
            f"The {subject} {verb} {became} before the first step: the initial weights or the data are too large."
        )
    smaller = min(0.1, learning_rate / 10)
    return DivergenceError(
        f"The {subject} became {became} at step {step:,} (epoch {epoch:,}): the learning rate {_short(learning_rate)} "
        f"is too large; try {_short(smaller)}. The weights of step {step - 1:,} were kept."
    )


def largest_loss(first_loss: float) -> float:
    """Give the largest finite loss that one could call learning.

    The logarithms of log loss and cross-entropy keep them finite long after the weights have run away.

    Args:
        first_loss: The mean loss where this training began; below 1 it counts as 1.
    """
    return RUNAWAY_FACTOR * max(first_loss, 1.0)


def runaway(loss: float, first_loss: float, step: int, epoch: int, learning_rate: float) -> DivergenceError:
    """Give the error for a run whose loss is above the `largest_loss` at the end of an epoch (from 1)."""
    return DivergenceError(
        f"The loss grew from {first_loss:.3g} to {loss:.3g} by step {step:,} (epoch {epoch:,}): the learning rate "
        f"{_short(learning_rate)} is too large; try {_short(min(0.1, learning_rate / 10))}."
    )


def _short(value: float) -> str:
    """Write 1000000.0 as 1e6 and 0.1 as 0.1."""
    mantissa, _, exponent = f"{value:g}".partition("e")
    return f"{mantissa}e{int(exponent)}" if exponent else mantissa

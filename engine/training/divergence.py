"""What to say when the numbers run away."""

import math

from engine.errors import EngineError


class DivergenceError(EngineError):
    """The loss or a parameter became NaN or infinite; the text says when, and what to try."""


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


def _short(value: float) -> str:
    """Write 1000000.0 as 1e6 and 0.1 as 0.1."""
    mantissa, _, exponent = f"{value:g}".partition("e")
    return f"{mantissa}e{int(exponent)}" if exponent else mantissa

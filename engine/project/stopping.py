"""When a run ends before its last epoch: early stopping and other rules, as settings and as pure functions.

All look at whole epochs. A loss that is not finite, or grows out of all bounds, ends every run beside them;
`engine.training.divergence` says how.
"""

import msgspec

from engine.network.number_setting import NumberSetting


class StoppingSettings(msgspec.Struct, frozen=True, eq=False):
    """Rules that end a run; each is off at 0.

    Attributes:
        patience: Epochs that early stopping waits for a better validation loss.
        minimum_improvement: By how much a validation loss must be below the best one to be better.
        restore_best: Whether early stopping goes back to the parameters of the best validation loss.
        loss_below: Ends at a training loss below this.
        accuracy: Ends at a training accuracy of at least this, in [0, 1].
        plateau: Ends after so many epochs in which the training loss has not fallen by 0.1 % of its lowest value.
        seconds: Ends after so much time.
    """

    patience: int = 0
    minimum_improvement: float = 0.0
    restore_best: bool = True
    loss_below: float = 0.0
    accuracy: float = 0.0
    plateau: int = 0
    seconds: float = 0.0


STOPPING_NUMBERS = (
    NumberSetting(
        "patience", "", "Patience", 0, 10**9, 0,
        "Stops after so many epochs without a better validation loss; 0 never does.", while_running=True,
    ),
    NumberSetting(
        "minimum_improvement", "", "Least improvement", 0.0, 1e12, 0.0,
        "By how much a validation loss must be below the best one to count as better.", while_running=True,
    ),
    NumberSetting(
        "loss_below", "", "Stop at a loss below", 0.0, 1e12, 0.0,
        "Stops at the end of the first epoch with a training loss below this; 0 never does.", while_running=True,
        noun="loss to stop below",
    ),
    NumberSetting(
        "accuracy", "", "Stop at an accuracy of", 0.0, 1.0, 0.0,
        "Stops at the end of the first epoch with at least this training accuracy, 0.95 or 95 %; 0 never does.",
        while_running=True, is_share=True, noun="accuracy to stop at",
    ),
    NumberSetting(
        "plateau", "", "Stop on a plateau of", 0, 10**9, 0,
        "Stops after so many epochs in which the training loss has not fallen by 0.1 %; 0 never does.",
        while_running=True, noun="number of epochs of a plateau",
    ),
    NumberSetting(
        "seconds", "", "Stop after seconds", 0.0, 1e9, 0.0, "Stops after so much time; 0 never does.",
        while_running=True, noun="number of seconds to stop after",
    ),
)  # fmt: skip
PLATEAU_SHARE = 1e-3
CALLBACK = "callback"


class Stop(msgspec.Struct, frozen=True):
    """Why a run ended: the field of `StoppingSettings` that says so, or `CALLBACK`, and a sentence for a person."""

    rule: str
    sentence: str


class Standing(msgspec.Struct, frozen=True):
    """What the rules know at the end of an epoch.

    Attributes:
        epoch: Epochs since the run began.
        training_loss: Over the training part.
        training_accuracy: NaN for a regression.
        seconds: Since this training began.
        best_epoch: Where the best validation loss was found, or where early stopping began to wait if that was later.
        best_loss: The best validation loss; infinite before there is one.
        lowest_epoch: Where the training loss last fell by `PLATEAU_SHARE`, or where this training began.
    """

    epoch: int
    training_loss: float
    training_accuracy: float
    seconds: float
    best_epoch: int
    best_loss: float
    lowest_epoch: int


def is_better(settings: StoppingSettings, loss: float, best: float) -> bool:
    """Tell whether a validation loss is better than the best one so far; NaN never is."""
    return loss < best - settings.minimum_improvement if best < float("inf") else loss < best


def is_lower(loss: float, lowest: float) -> bool:
    """Tell whether a training loss has fallen far enough below the lowest one to be no plateau."""
    return loss < lowest - PLATEAU_SHARE * abs(lowest) if lowest < float("inf") else True


def stop(settings: StoppingSettings, standing: Standing) -> Stop | None:
    """Give the first rule that ends a run here; None if none does."""
    rules = (
        (0 < settings.patience <= standing.epoch - standing.best_epoch, "patience", _early(settings, standing)),
        (
            standing.training_loss < settings.loss_below,
            "loss_below",
            f"The training loss fell below {settings.loss_below:g} in epoch {standing.epoch:,}.",
        ),
        (
            0.0 < settings.accuracy <= standing.training_accuracy,
            "accuracy",
            f"The training accuracy reached {settings.accuracy:.1%} in epoch {standing.epoch:,}.",
        ),
        (
            0 < settings.plateau <= standing.epoch - standing.lowest_epoch,
            "plateau",
            f"The training loss has not fallen by {PLATEAU_SHARE:.1%} for {settings.plateau:,} epochs.",
        ),
        (
            0.0 < settings.seconds <= standing.seconds,
            "seconds",
            f"The time of {settings.seconds:g} s was over in epoch {standing.epoch:,}.",
        ),
    )
    return next((Stop(rule, sentence) for holds, rule, sentence in rules if holds), None)


def _early(settings: StoppingSettings, standing: Standing) -> str:
    stands = "back at" if settings.restore_best else "past"
    return (
        f"Early stopping in epoch {standing.epoch:,}: {stands} the best validation loss, {standing.best_loss:.4g}, "
        f"{settings.patience:,} or more epochs ago."
    )

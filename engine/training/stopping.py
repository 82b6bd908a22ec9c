"""Watching a run for the rules that end it, and keeping the best parameters that it came by."""

import math
import time
from collections.abc import Callable

from engine.arrays import FloatArray
from engine.network.model import Parameters
from engine.project.history import column
from engine.project.project import Best
from engine.project.stopping import Standing, Stop, StoppingSettings, is_better, is_lower, stop


class StoppingWatch:
    """Sees the history's row of every whole epoch, and says when the run is to end.

    The best validation loss is part of the run, so a pause does not shorten patience. After early stopping, training
    on waits for its whole patience again. Plateau and time count from where this training began.
    """

    def __init__(self, settings: StoppingSettings, best: Best | None, epoch: int) -> None:
        """Begin to watch.

        Args:
            settings: The rules.
            best: The best so far of the run.
            epoch: Whole epochs finished.
        """
        self.settings = settings
        self.best = best
        self._lowest, self._lowest_epoch = math.inf, epoch
        self._began = time.monotonic()
        self._waits_from = 0
        if best is not None and epoch - _value(best.row, "epoch") >= max(settings.patience, 1):
            self._waits_from = epoch

    @property
    def is_needed(self) -> bool:
        """Whether any rule is on."""
        rules = self.settings
        return bool(rules.patience or rules.loss_below or rules.accuracy or rules.plateau or rules.seconds)

    def see(self, row: FloatArray, parameters: Callable[[], Parameters]) -> Stop | None:
        """Take note of the end of an epoch; give the rule that ends the run there, if one does.

        Args:
            row: (columns,), of `HISTORY_COLUMNS`.
            parameters: Gives those of that moment; asked only where they are the best.
        """
        loss, best = _value(row, "validation_loss"), self._best_loss
        if self.settings.patience and is_better(self.settings, loss, best):
            self.best = Best(parameters(), row)
        if is_lower(_value(row, "training_loss"), self._lowest):
            self._lowest, self._lowest_epoch = _value(row, "training_loss"), int(_value(row, "epoch"))
        return stop(self.settings, self._standing(row))

    @property
    def _best_loss(self) -> float:
        return math.inf if self.best is None else _value(self.best.row, "validation_loss")

    def _standing(self, row: FloatArray) -> Standing:
        epoch = int(_value(row, "epoch"))
        best_epoch = epoch if self.best is None else int(_value(self.best.row, "epoch"))
        return Standing(
            epoch=epoch,
            training_loss=_value(row, "training_loss"),
            training_accuracy=_value(row, "training_accuracy"),
            seconds=time.monotonic() - self._began,
            best_epoch=max(best_epoch, self._waits_from),
            best_loss=self._best_loss,
            lowest_epoch=self._lowest_epoch,
        )


def _value(row: FloatArray, name: str) -> float:
    return float(column(row, name))

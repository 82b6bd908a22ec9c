"""What the gradient was epoch by epoch, as far as a plot has seen the run."""

import numpy as np

from engine.arrays import FloatArray
from engine.network.model import LayerId
from engine.process.views.gradients import GradientNorms
from gui.plots.gradients.quantities import QUANTITIES, all_values

MOST_ROWS = 1000


class GradientHistory:
    """A row an epoch, the last seen of it; of more than a thousand every second one goes."""

    def __init__(self) -> None:
        self._layers: tuple[LayerId, ...] = ()
        self._epochs: FloatArray = np.empty(MOST_ROWS)
        self._rows: FloatArray = np.empty((MOST_ROWS, len(QUANTITIES), 0))
        self._count = 0

    @property
    def epochs(self) -> FloatArray:
        """The epochs (n,), ascending."""
        return self._epochs[: self._count]

    def values(self, name: str) -> FloatArray:
        """Give a quantity of every layer at each of the epochs, (n, L)."""
        return self._rows[: self._count, list(QUANTITIES).index(name)]

    def note(self, norms: GradientNorms, epoch: int) -> None:
        """Add what was seen in an epoch; what was seen of later ones belongs to another run."""
        if norms.layers != self._layers:
            self._layers, self._count = norms.layers, 0
            self._rows = np.empty((MOST_ROWS, len(QUANTITIES), len(norms.layers)))
        self.cut(epoch - 1)
        if self._count == MOST_ROWS:
            self._count = MOST_ROWS // 2
            for array in (self._epochs, self._rows):
                array[: self._count] = array[::2].copy()
        self._epochs[self._count], self._rows[self._count] = epoch, all_values(norms)
        self._count += 1

    def cut(self, epoch: int) -> None:
        """Forget what came after an epoch."""
        self._count = int(np.searchsorted(self.epochs, epoch, side="right"))

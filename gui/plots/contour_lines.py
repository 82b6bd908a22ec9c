"""The switch in a plot's menu for lines of equal value, or of equal confidence."""

from collections.abc import Callable

from engine.data.data_set import DataSet
from gui.plots.engine_plot import EnginePlot
from gui.plots.readings import Reading
from gui.widgets import let_rest

CONTOUR_LINES = "contour lines"
ONE_INPUT = "Over one input there are no contour lines: the curve itself tells the value."
HELP = "Draw lines of equal confidence, or of equal value where values are predicted"


def contour_obstacle(data_set: DataSet | None) -> str:
    """Give why there can be no contour lines over these data, or ""."""
    return ONE_INPUT if data_set is not None and data_set.input_count == 1 else ""


class ContourLines:
    """Whether a person wants contour lines in a plot; at first only where values are predicted.

    Args:
        plot: Has the switch in its menu, and keeps the choice.
        reading: Gives how its outputs are read now; None while there are none.
        obstacle: Gives why there can be no such lines now, or "".
    """

    def __init__(self, plot: EnginePlot, reading: Callable[[], Reading | None], obstacle: Callable[[], str]) -> None:
        self._plot = plot
        self._reading = reading
        self._obstacle = obstacle
        self._action = plot.menu.addAction("Contour lines")
        self._action.setToolTip(HELP)
        self._action.setCheckable(True)
        self._action.triggered.connect(lambda: plot.choose(**{CONTOUR_LINES: str(not self._is_wanted)}))
        plot.menu.aboutToShow.connect(self._update)

    @property
    def are_drawn(self) -> bool:
        """Whether they are drawn now."""
        return self._is_wanted and not self._obstacle()

    @property
    def _is_wanted(self) -> bool:
        reading = self._reading()
        at_first = reading is not None and not reading.predicts_classes
        return self._plot.settings.options.get(CONTOUR_LINES, str(at_first)) == str(True)

    def _update(self) -> None:
        self._action.setChecked(self._is_wanted)
        let_rest(self._action, self._obstacle())

"""Plots that take turns while a run feeds all of them, so that the person is answered between them."""

import time
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer

from gui.plots.panel import PlotPanel

BUDGET_S = 0.012  # of this thread's work for the plots drawn and painted in one go, unless a single one takes more
WORK_SHARE = 0.4  # of the time while training, so much may the window compute
MOST_REST_S = 0.06
GUESSED_S, LEAST_S = BUDGET_S / 4, BUDGET_S / 100  # of work for a plot that was never drawn, and for any


class DrawingTurns(QObject):
    """Decides which plots are drawn together.

    While they take turns, those with something new to show are drawn in parts: the ones that have waited the longest,
    as many as fit into the budget. They are painted, the window rests for its share of the time, and answers whatever
    the person does; then comes the next part. So frames that come fast make plots be drawn no more often than there
    is time for, and no plot is passed over for long. At the end, what is left is drawn in such parts, too, without
    rest between; from then on each plot is drawn as soon as it has something new.

    Args:
        plots: Those that take turns; the first is never held back.
        parent: Owner of the turns.
        work_clock: Gives the seconds that this thread has computed.
    """

    def __init__(
        self,
        plots: Iterable[PlotPanel] = (),
        parent: QObject | None = None,
        work_clock: Callable[[], float] = time.thread_time,
    ) -> None:
        super().__init__(parent)
        self._work_clock = work_clock
        self._work_s: dict[PlotPanel, float] = {}  # for drawing and painting each; those drawn longest ago come first
        self._plots: list[PlotPanel] = []
        self._are_taken = False
        self._drawn: dict[PlotPanel, float] = {}  # and not yet painted, with the work it took
        self._drawn_until = 0.0
        self._next_part = QTimer(self, singleShot=True)
        self._next_part.timeout.connect(self._on_next_part_due)
        self._painted = QTimer(self, singleShot=True, interval=0)  # Qt paints before it comes to this one
        self._painted.timeout.connect(self._on_painted)
        for plot in plots:
            self.add(plot)

    def add(self, plot: PlotPanel) -> None:
        """Let one more plot take turns."""
        self._plots.append(plot)
        self._work_s[plot] = GUESSED_S
        plot.takes_turns = self._are_taken
        plot.turn_wanted.connect(self._on_turn_wanted)

    def remove(self, plot: PlotPanel) -> None:
        """Count no more on a plot that was added."""
        plot.turn_wanted.disconnect(self._on_turn_wanted)
        self._plots.remove(plot)
        del self._work_s[plot]
        self._drawn.pop(plot, None)

    def begin(self) -> None:
        """Draw plots in turn from now on."""
        self._are_taken = True
        for plot in self._plots:
            plot.takes_turns = True

    def end(self) -> None:
        """Draw what is left, and then all plots as soon as they have something new."""
        self._are_taken = False
        self._on_next_part_due()

    def hold_back(self) -> None:
        """Let all plots but the first wait for `release`."""
        for plot in self._plots[1:]:
            plot.takes_turns = True
        if not self._are_taken:
            self._next_part.stop()
            self._painted.stop()
            self._drawn.clear()
            _let_go(self._plots[:1])

    def release(self) -> None:
        """Draw the plots held back, the first part of them now; a run's turns go on as they are."""
        if not self._are_taken:
            self._on_next_part_due()

    def _on_turn_wanted(self) -> None:
        if self._are_taken and not self._next_part.isActive() and not self._painted.isActive():
            self._next_part.start(0)

    def _on_next_part_due(self) -> None:
        for plot in self._choose_part():
            self._work_s[plot] = self._work_s.pop(plot)
            began = self._work_clock()
            plot.catch_up()
            self._drawn[plot] = self._work_clock() - began
        if self._drawn:
            self._drawn_until = self._work_clock()
            self._painted.start()
        elif not self._are_taken:
            _let_go(self._plots)

    def _choose_part(self) -> list[PlotPanel]:
        """Give what has waited the longest, and what else fits into the budget with it."""
        part, planned_s = list[PlotPanel](), 0.0
        for plot, work_s in self._work_s.items():
            if plot.is_stale and plot.isVisible() and (not part or planned_s + work_s <= BUDGET_S):
                planned_s += work_s
                part.append(plot)
        return part

    def _on_painted(self) -> None:
        """Learn what the part took, painting too, and rest before the next."""
        painting_s = self._work_clock() - self._drawn_until
        drawn, self._drawn = self._drawn, {}
        expected_s = sum(self._work_s[plot] for plot in drawn)
        for plot, drawing_s in drawn.items():
            known_s = self._work_s[plot]
            taken_s = drawing_s + painting_s * known_s / expected_s
            self._work_s[plot] = max((known_s + taken_s) / 2, LEAST_S)
        rest_s = (sum(drawn.values()) + painting_s) * (1 / WORK_SHARE - 1) if self._are_taken else 0.0
        self._next_part.start(round(1000 * min(rest_s, MOST_REST_S)))


def _let_go(plots: Iterable[PlotPanel]) -> None:
    """Let plots be drawn as soon as they have something new."""
    for plot in plots:
        plot.takes_turns = False
        plot.catch_up()

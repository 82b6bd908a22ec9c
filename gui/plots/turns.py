"""Plots that take turns while a run feeds all of them faster than they could all be drawn within a frame."""

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer

from gui.plots.panel import PlotPanel

BUDGET_S = 0.020  # of this thread's work a frame; beyond it a frame draws the plots of one turn alone
EASY_S = BUDGET_S / 2  # two frames that cost no more fit into the budget together
CATCH_UP_MS = 250  # no plot waits longer for another frame; then no more are expected
LONGEST_WAIT_S = 0.25  # for a turn, where plots are many or frames rare: else plots would show moments far apart
NEXT_PART_MS = 5  # leaves room for painting, and for what the person does
GUESSED_S, LEAST_S = BUDGET_S / 4, BUDGET_S / 100  # of work for a turn that was never drawn, and for any


Turn = tuple[PlotPanel, ...]


class DrawingTurns(QObject):
    """Decides which plots are drawn with which frame.

    As long as whole frames fit into the budget, all plots are drawn with each. Frames ask for less time between them
    the less work they are, so plots that take turns are drawn nearly as often as before, but never all at once: those
    that have waited too long come along as far as the budget goes.

    Args:
        turns: The plots drawn together, turn by turn.
        parent: Owner of the turns.
        clock: Gives the time in seconds.
        work_clock: Gives the seconds that this thread has computed.
    """

    def __init__(
        self,
        turns: Sequence[Sequence[PlotPanel]] = (),
        parent: QObject | None = None,
        clock: Callable[[], float] = time.monotonic,
        work_clock: Callable[[], float] = time.thread_time,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._work_clock = work_clock
        self._turns: list[Turn] = [tuple(turn) for turn in turns]
        self._drawn_at = dict.fromkeys(self._turns, clock())  # those longest ago come first
        self._work_s = dict.fromkeys(self._turns, GUESSED_S)
        self._drawn: list[Turn] = []
        self._worked_until = work_clock()
        self._are_taken = False
        self._is_beginning = False
        self._last_work_s = 0.0
        self._catch_up = QTimer(self, singleShot=True, interval=CATCH_UP_MS)
        self._catch_up.timeout.connect(self._on_no_more_expected)

    @property
    def are_taken(self) -> bool:
        """Whether the plots take turns now."""
        return self._are_taken

    def add(self, plot: PlotPanel) -> None:
        """Give one more plot a turn of its own."""
        plot.takes_turns = self._are_taken
        self._turns.append((plot,))
        self._drawn_at[plot,] = self._clock()
        self._work_s[plot,] = GUESSED_S

    def remove(self, plot: PlotPanel) -> None:
        """Count no more on a plot that was added."""
        self._turns.remove((plot,))
        del self._drawn_at[plot,], self._work_s[plot,]
        self._drawn = [turn for turn in self._drawn if turn != (plot,)]

    def begin(self) -> None:
        """Let the frames to come draw the plots of one turn alone, until it is known what they cost."""
        self._is_beginning = True

    def open_frame(self) -> None:
        """Call it before a frame feeds the plots."""
        self._note_work()
        if self._is_beginning:
            self._is_beginning = False
            self._take()

    def hold_back(self) -> None:
        """Let all plots but those of the first turn wait for `release`."""
        for turn in self._turns[1:]:
            for plot in turn:
                plot.takes_turns = True

    def release(self) -> None:
        """Draw the plots held back, but for those whose turn is yet to come."""
        if not self._are_taken:
            self._draw_all()

    def draw_next(self) -> None:
        """Draw the plots whose turn it is of those that have something new to show, and overdue ones within the budget.

        Call it when a frame has fed all of them. The turn is that of the plots not drawn for the longest time.
        """
        if self._are_taken:
            self._catch_up.start(CATCH_UP_MS)
            self._draw_part(LONGEST_WAIT_S)

    def account(self, work_s: float) -> None:
        """Take note of what the last frame cost, in seconds of this thread's work, and choose how to go on."""
        is_easy = max(work_s, self._last_work_s) <= EASY_S
        self._last_work_s = work_s
        if work_s > BUDGET_S and not self._are_taken:
            self._take()
        elif is_easy and self._are_taken:
            self.end()

    def end(self) -> None:
        """Draw all plots as soon as they have something new, from now on."""
        self._catch_up.stop()
        self._is_beginning = False
        self._are_taken = False
        self._draw_all()

    def _draw_part(self, longest_wait_s: float) -> bool:
        """Draw what has waited the longest, and what else has waited longer than that as far as the budget goes.

        Gives whether anything is left.
        """
        now, planned_s = self._clock(), 0.0
        waiting = [turn for turn in self._drawn_at if any(plot.is_stale and plot.isVisible() for plot in turn)]
        for turn in waiting:
            is_overdue = now - self._drawn_at[turn] > longest_wait_s
            if turn is waiting[0] or (is_overdue and planned_s + self._work_s[turn] <= BUDGET_S):
                planned_s += self._work_s[turn]
                del self._drawn_at[turn]
                self._drawn_at[turn] = now
                self._drawn.append(turn)
                for plot in turn:
                    plot.catch_up()
        return any(plot.is_stale and plot.isVisible() for turn in waiting for plot in turn)

    def _note_work(self) -> None:
        """Share what was computed since this was called last, painting too, among the turns drawn since then."""
        before, self._worked_until = self._worked_until, self._work_clock()
        drawn, self._drawn = self._drawn, []
        if drawn:
            growth = (self._worked_until - before) / sum(self._work_s[turn] for turn in drawn)
            for turn in drawn:
                self._work_s[turn] = max(self._work_s[turn] * (1.0 + growth) / 2, LEAST_S)

    def _on_no_more_expected(self) -> None:
        """Draw what is left in parts, each painted before the next; should frames come after all, turns go on."""
        self._note_work()
        if self._draw_part(0.0):
            self._catch_up.start(NEXT_PART_MS)
        else:
            self.end()
            self.begin()

    def _draw_all(self) -> None:
        for turn in self._turns:
            for plot in turn:
                plot.takes_turns = False
                plot.catch_up()

    def _take(self) -> None:
        self._are_taken = True
        self._drawn_at = dict.fromkeys(self._turns, self._clock())
        for turn in self._turns:
            for plot in turn:
                plot.takes_turns = True

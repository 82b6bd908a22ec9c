from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from gui.icons import IconName
from gui.plots.panel import PlotPanel
from gui.plots.turns import BUDGET_S, LONGEST_WAIT_S, DrawingTurns
from gui.theme import Theme, ThemeManager

COSTLY_S, EASY_S = 2 * BUDGET_S, BUDGET_S / 4


class CountingPlot(PlotPanel):
    """Counts how often it is drawn."""

    def __init__(self, theme_manager: ThemeManager) -> None:
        super().__init__(theme_manager, IconName.CHART_LOSS)
        self.drawn = 0

    def draw(self) -> None:
        self.drawn += 1

    def restyle(self, theme: Theme) -> None:
        pass

    def reset_view(self) -> None:
        pass


@pytest.fixture
def plots(qtbot: QtBot, theme_manager: ThemeManager) -> list[CountingPlot]:
    plots = [CountingPlot(theme_manager) for _ in range(3)]
    for plot in plots:
        qtbot.addWidget(plot)
        plot.show()
    return plots


@pytest.fixture
def turns(plots: list[CountingPlot]) -> Iterator[DrawingTurns]:
    turns = DrawingTurns((plots[:1], plots[1:]))
    yield turns
    turns.end()


@pytest.fixture
def frame(plots: list[CountingPlot], turns: DrawingTurns) -> Callable[[float], list[int]]:
    def feed(work_s: float) -> list[int]:
        """A frame that has something new for all plots and costs so much; gives how often each was drawn."""
        before = [plot.drawn for plot in plots]
        turns.open_frame()
        for plot in plots:
            plot.redraw()
        turns.draw_next()
        turns.account(work_s)
        return [plot.drawn - drawn for plot, drawn in zip(plots, before, strict=True)]

    return feed


def test_frames_within_the_budget_draw_all_plots(frame: Callable[[float], list[int]]) -> None:
    assert [frame(EASY_S) for _ in range(3)] == [[1, 1, 1]] * 3


def test_the_first_frames_draw_the_plots_in_turn(turns: DrawingTurns, frame: Callable[[float], list[int]]) -> None:
    turns.begin()
    assert [frame(COSTLY_S) for _ in range(2)] == [[1, 0, 0], [0, 1, 1]]


def test_costly_frames_draw_the_plots_in_turn(frame: Callable[[float], list[int]]) -> None:
    frame(COSTLY_S)
    assert [frame(COSTLY_S) for _ in range(4)] == [[1, 0, 0], [0, 1, 1]] * 2


def test_plots_are_drawn_together_again_once_that_is_easy(frame: Callable[[float], list[int]]) -> None:
    frame(COSTLY_S)
    for _ in range(2):
        frame(EASY_S)
    assert frame(EASY_S) == [1, 1, 1]


def test_no_plot_waits_long_for_a_frame_that_does_not_come(
    qtbot: QtBot, plots: list[CountingPlot], frame: Callable[[float], list[int]]
) -> None:
    frame(COSTLY_S)
    assert frame(COSTLY_S) == [1, 0, 0]
    qtbot.waitUntil(lambda: [plot.drawn for plot in plots] == [2, 2, 2])


def test_all_plots_are_up_to_date_when_turns_end(
    plots: list[CountingPlot], turns: DrawingTurns, frame: Callable[[float], list[int]]
) -> None:
    frame(COSTLY_S)
    frame(COSTLY_S)
    turns.end()
    assert [plot.drawn for plot in plots] == [2, 2, 2]
    plots[1].redraw()
    assert plots[1].drawn == 3


def test_a_hidden_plot_takes_nobodys_turn(plots: list[CountingPlot], frame: Callable[[float], list[int]]) -> None:
    plots[0].hide()
    frame(COSTLY_S)
    assert [frame(COSTLY_S) for _ in range(2)] == [[0, 1, 1]] * 2


def test_plots_held_back_wait_for_their_release(plots: list[CountingPlot], turns: DrawingTurns) -> None:
    turns.hold_back()
    for plot in plots:
        plot.redraw()
    assert [plot.drawn for plot in plots] == [1, 0, 0]
    turns.release()
    assert [plot.drawn for plot in plots] == [1, 1, 1]
    plots[1].redraw()
    assert plots[1].drawn == 2


def test_release_leaves_turns_as_they_are(
    plots: list[CountingPlot], turns: DrawingTurns, frame: Callable[[float], list[int]]
) -> None:
    frame(COSTLY_S)
    turns.hold_back()
    assert frame(COSTLY_S) == [1, 0, 0]
    turns.release()
    assert plots[1].is_stale
    assert frame(COSTLY_S) == [0, 1, 1]


def test_no_plot_lags_far_behind_where_frames_are_rare(plots: list[CountingPlot]) -> None:
    now = 0.0
    turns = DrawingTurns([[plot] for plot in plots], clock=lambda: now)
    turns.begin()
    turns.open_frame()
    drawn = []
    for _ in range(3):
        now += 0.6 * LONGEST_WAIT_S
        for plot in plots:
            plot.redraw()
        turns.draw_next()
        turns.account(COSTLY_S)
        drawn.append([plot.drawn for plot in plots])
    turns.end()
    assert drawn == [[1, 0, 0], [1, 1, 1], [2, 1, 1]]


def test_overdue_plots_come_along_as_far_as_the_budget_goes(plots: list[CountingPlot]) -> None:
    now = worked = 0.0
    turns = DrawingTurns([[plot] for plot in plots], clock=lambda: now, work_clock=lambda: worked)
    turns.begin()
    together = []
    for _ in range(12):
        now += 2 * LONGEST_WAIT_S
        before = [plot.drawn for plot in plots]
        turns.open_frame()
        for plot in plots:
            plot.redraw()
        turns.draw_next()
        turns.account(COSTLY_S)
        drawn = sum(plot.drawn for plot in plots) - sum(before)
        together.append(drawn)
        worked += 0.45 * BUDGET_S * drawn
    turns.end()
    assert max(together) == 3  # as long as nobody knows what they cost
    assert set(together[-6:]) == {2}
    assert max(plot.drawn for plot in plots) - min(plot.drawn for plot in plots) <= 2


def test_plots_that_no_frame_brings_their_turn_are_drawn_in_parts(
    qtbot: QtBot, plots: list[CountingPlot], monkeypatch: pytest.MonkeyPatch
) -> None:
    worked = 0.0
    loops, parts = [0], list[int]()

    def draw(plot: CountingPlot) -> None:
        nonlocal worked
        worked += BUDGET_S
        plot.drawn += 1
        parts.append(loops[0])

    monkeypatch.setattr(CountingPlot, "draw", draw)
    turns = DrawingTurns([[plot] for plot in plots], work_clock=lambda: worked)
    beat = QTimer(interval=0)
    beat.timeout.connect(lambda: loops.append(loops.pop() + 1))
    beat.start()
    turns.begin()
    for _ in range(9):  # so that it is known what each of them costs
        turns.open_frame()
        for plot in plots:
            plot.redraw()
        turns.draw_next()
    parts.clear()
    qtbot.waitUntil(lambda: len(parts) == 2)
    beat.stop()
    turns.end()
    assert parts[0] < parts[1]

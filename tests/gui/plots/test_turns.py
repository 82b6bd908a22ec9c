from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from pytestqt.qtbot import QtBot

from gui.icons import IconName
from gui.plots.panel import PlotPanel
from gui.plots.turns import BUDGET_S, DrawingTurns
from gui.theme import Theme, ThemeManager

COSTLY_S, EASY_S = 0.8 * BUDGET_S, BUDGET_S / 10


class Worked:
    """What this thread has computed, and what it did for it."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.log: list[str] = []

    def __call__(self) -> float:
        return self.seconds


class CostlyPlot(PlotPanel):
    """Tells when it is drawn and painted, and takes its time for it."""

    def __init__(self, name: str, worked: Worked, theme_manager: ThemeManager) -> None:
        self.name, self.worked, self.cost_s = name, worked, EASY_S
        super().__init__(theme_manager, IconName.CHART_LOSS)
        self.graphics.viewport().installEventFilter(self)

    def draw(self) -> None:
        self.worked.seconds += self.cost_s
        self.worked.log.append(self.name)
        self.show_plot()
        self.graphics.viewport().update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Paint:
            self.worked.log.append(f"{self.name} painted")
        return super().eventFilter(watched, event)

    def restyle(self, theme: Theme) -> None:
        pass

    def reset_view(self) -> None:
        pass


@pytest.fixture
def worked() -> Worked:
    return Worked()


@pytest.fixture
def plots(qtbot: QtBot, worked: Worked, theme_manager: ThemeManager) -> list[CostlyPlot]:
    plots = [CostlyPlot(name, worked, theme_manager) for name in "abc"]
    for plot in plots:
        qtbot.addWidget(plot)
        plot.show()
        qtbot.waitExposed(plot)
    return plots


@pytest.fixture
def turns(qtbot: QtBot, plots: list[CostlyPlot], worked: Worked) -> Iterator[DrawingTurns]:
    turns = DrawingTurns(plots, work_clock=worked)
    qtbot.waitUntil(lambda: all(f"{plot.name} painted" in worked.log for plot in plots))
    worked.log.clear()
    yield turns
    turns.end()
    qtbot.waitUntil(lambda: not any(timer.isActive() for timer in turns.findChildren(QTimer)))


def draw_all(qtbot: QtBot, plots: list[CostlyPlot]) -> list[str]:
    """Let all have something new to show, and wait until they show it; gives what was done."""
    log = plots[0].worked.log
    log.clear()
    for plot in plots:
        plot.redraw()
    qtbot.waitUntil(lambda: all(f"{plot.name} painted" in log for plot in plots if plot.isVisible()))
    return log


def test_plots_that_take_no_turns_are_drawn_at_once(plots: list[CostlyPlot], turns: DrawingTurns) -> None:
    plots[1].redraw()
    assert not plots[1].is_stale
    turns.begin()
    plots[1].redraw()
    assert plots[1].is_stale


def test_plots_that_fit_into_the_budget_are_drawn_together(
    qtbot: QtBot, plots: list[CostlyPlot], turns: DrawingTurns
) -> None:
    turns.begin()
    assert draw_all(qtbot, plots)[:3] == ["a", "b", "c"]


def test_each_part_is_painted_before_the_next_is_drawn(
    qtbot: QtBot, plots: list[CostlyPlot], turns: DrawingTurns
) -> None:
    turns.begin()
    for plot in plots:
        plot.cost_s = COSTLY_S
    for _ in range(4):  # until it is known what each of them costs
        draw_all(qtbot, plots)
    assert [done[0] for done in draw_all(qtbot, plots)] == ["a", "a", "b", "b", "c", "c"]


def test_cheap_plots_come_along_with_a_costly_one(qtbot: QtBot, plots: list[CostlyPlot], turns: DrawingTurns) -> None:
    turns.begin()
    plots[0].cost_s = plots[1].cost_s = COSTLY_S
    for _ in range(4):
        draw_all(qtbot, plots)
    drawn = [done for done in draw_all(qtbot, plots) if "painted" not in done]
    assert sorted(drawn) == ["a", "b", "c"]
    assert drawn.index("c") < 2


def test_those_that_waited_the_longest_come_first(qtbot: QtBot, plots: list[CostlyPlot], turns: DrawingTurns) -> None:
    turns.begin()
    draw_all(qtbot, plots)
    draw_all(qtbot, plots[:1])
    assert draw_all(qtbot, plots)[:3] == ["b", "c", "a"]


def test_all_plots_are_up_to_date_soon_after_turns_end(
    qtbot: QtBot, plots: list[CostlyPlot], turns: DrawingTurns
) -> None:
    turns.begin()
    for plot in plots:
        plot.redraw()
    turns.end()
    qtbot.waitUntil(lambda: not any(plot.takes_turns for plot in plots))
    assert not any(plot.is_stale for plot in plots)
    plots[1].redraw()
    assert not plots[1].is_stale


def leave_costly_ones(qtbot: QtBot, plots: list[CostlyPlot], turns: DrawingTurns) -> None:
    """End turns with plots left to be drawn, each of which is known to take a part of its own."""
    turns.begin()
    for plot in plots:
        plot.cost_s = COSTLY_S
    for _ in range(4):
        draw_all(qtbot, plots)
    plots[0].worked.log.clear()
    for plot in plots:
        plot.redraw()
    turns.end()


def test_what_is_left_at_the_end_is_drawn_in_parts(
    qtbot: QtBot, plots: list[CostlyPlot], turns: DrawingTurns, worked: Worked
) -> None:
    leave_costly_ones(qtbot, plots, turns)
    qtbot.waitUntil(lambda: len(worked.log) == 6)
    assert [done[0] for done in worked.log] == ["a", "a", "b", "b", "c", "c"]


def test_an_edit_while_the_rest_is_drawn_holds_it_back(
    qtbot: QtBot, plots: list[CostlyPlot], turns: DrawingTurns
) -> None:
    leave_costly_ones(qtbot, plots, turns)
    turns.hold_back()
    assert [plot.is_stale for plot in plots] == [False, True, True]
    turns.release()
    assert [plot.is_stale for plot in plots] == [False, False, True]
    qtbot.waitUntil(lambda: not plots[2].is_stale)


def test_a_hidden_plot_takes_nobodys_turn(qtbot: QtBot, plots: list[CostlyPlot], turns: DrawingTurns) -> None:
    turns.begin()
    plots[0].hide()
    assert draw_all(qtbot, plots)[:2] == ["b", "c"]
    plots[0].show()
    assert not plots[0].is_stale


def test_a_plot_removed_before_it_is_painted_is_counted_on_no_more(
    qtbot: QtBot, plots: list[CostlyPlot], turns: DrawingTurns, worked: Worked
) -> None:
    turns.begin()
    plots[2].drawn.connect(lambda: turns.remove(plots[0]), Qt.ConnectionType.SingleShotConnection)
    assert draw_all(qtbot, plots)[:3] == ["a", "b", "c"]
    assert draw_all(qtbot, plots[1:])[:2] == ["b", "c"]


def test_plots_held_back_wait_for_their_release(qtbot: QtBot, plots: list[CostlyPlot], turns: DrawingTurns) -> None:
    turns.hold_back()
    for plot in plots:
        plot.redraw()
    assert [plot.is_stale for plot in plots] == [False, True, True]
    turns.release()
    qtbot.waitUntil(lambda: not any(plot.takes_turns for plot in plots))
    assert not any(plot.is_stale for plot in plots)
    plots[1].redraw()
    assert not plots[1].is_stale


def test_release_leaves_turns_as_they_are(plots: list[CostlyPlot], turns: DrawingTurns) -> None:
    turns.begin()
    turns.hold_back()
    plots[1].redraw()
    turns.release()
    assert plots[1].is_stale

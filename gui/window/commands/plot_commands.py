"""Commands that open plots: one for each kind."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from gui.actions import VIEW, ActionDescription, Command
from gui.plots.kinds import PLOT_KINDS, PlotKind

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow

OPEN_PLOT = "&Open plot"


def plot_commands(window: MainWindow) -> list[Command]:
    """Give a command for each kind of plot."""
    return [_command(window, kind) for kind in PLOT_KINDS.values()]


def _command(window: MainWindow, kind: PlotKind) -> Command:
    description = ActionDescription(
        f"open-{kind.name}", VIEW, kind.title, kind.help, kind.icon, submenu=OPEN_PLOT, keywords=f"plot {kind.keywords}"
    )
    return Command(description, partial(_open, window, kind), lambda: kind.obstacle(window.data_set))


def _open(window: MainWindow, kind: PlotKind) -> None:
    window.open_plots.open(kind)

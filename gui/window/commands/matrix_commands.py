"""What can be done with the matrix shown beside the canvas, as commands: copy, paste and fill it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from engine.network.fills import FILLS, Fill
from engine.network.matrix_text import FORMATS
from gui.actions import EDIT, NETWORK, ActionDescription, Command
from gui.icons import IconName

if TYPE_CHECKING:
    from gui.panels.matrix_editor.actions import MatrixActions
    from gui.window.main_window import MainWindow

COPYING, FILLING = "Cop&y matrix as", "Fill &matrix"
NO_MATRIX = "There are no weights to work on."


def matrix_commands(window: MainWindow) -> list[Command]:
    """Give the commands of the matrix editor; whatever they do is done in sight, so they show it first."""

    def act(do: Callable[[MatrixActions], object]) -> None:
        actions = window.panels.matrices.matrix_actions
        window.docks.show("matrix")
        do(actions)

    def obstacle(ask: Callable[[MatrixActions], str]) -> str:
        panels = window.made_panels
        if panels is not None:
            return ask(panels.matrices.matrix_actions)
        return "" if window.document.network.connections else NO_MATRIX

    def command(
        description: ActionDescription, do: Callable[[MatrixActions], object], ask: Callable[[MatrixActions], str]
    ) -> Command:
        return Command(description, partial(act, do), partial(obstacle, ask))

    paste = ActionDescription(
        "paste-matrix", EDIT, "Paste into matri&x", "Take over the matrix on the clipboard, as it is or in part",
        IconName.PASTE,
    )  # fmt: skip
    return [
        *(command(*_copying(name)) for name in FORMATS),
        command(paste, lambda actions: actions.paste_clipboard(), lambda actions: actions.typing_obstacle()),
        *(command(*_filling(name, fill)) for name, fill in FILLS.items()),
        command(_SCALE, lambda actions: actions.begin_scaling(), lambda actions: actions.fill_obstacle()),
        command(_DRAW, lambda actions: actions.begin_drawing(), lambda actions: actions.fill_obstacle()),
    ]


_SCALE = ActionDescription(
    "scale-matrix", NETWORK, "&Scale…", "Multiply the matrix, or the cells selected, by a factor", None,
    submenu=FILLING, separated=True,
)  # fmt: skip
_DRAW = ActionDescription(
    "draw-matrix", NETWORK, "&Random…", "Draw the matrix, or the cells selected, anew", IconName.RANDOM, submenu=FILLING
)

_Parts = tuple[ActionDescription, Callable[["MatrixActions"], object], Callable[["MatrixActions"], str]]


def _copying(name: str) -> _Parts:
    listed = FORMATS[name]
    description = ActionDescription(
        f"copy-matrix-{name}", EDIT, listed.label, f"For example {listed.example}", IconName.COPY, submenu=COPYING
    )
    return description, lambda actions: actions.copy(name), lambda actions: actions.copy_obstacle()


def _filling(name: str, fill: Fill) -> _Parts:
    description = ActionDescription(f"fill-matrix-{name}", NETWORK, fill.label, fill.help, submenu=FILLING)
    return description, lambda actions: actions.fill(name), lambda actions: actions.fill_obstacle(fill)

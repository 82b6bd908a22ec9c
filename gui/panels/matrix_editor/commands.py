"""What can be done to the matrix shown, as commands: its menus are made of them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from engine.network.fills import FILLS
from engine.network.matrix_text import FORMATS
from gui.actions import NETWORK, ActionDescription, Command
from gui.icons import IconName

if TYPE_CHECKING:
    from gui.panels.matrix_editor.actions import MatrixActions

PASTE_HELP = "Paste [[1, 1], [1, 1]], [1 1; 1 1], rows of numbers from a table, or a LaTeX matrix (Ctrl+V)"


def paste_command(actions: MatrixActions) -> Command:
    """Give the command that pastes."""
    description = ActionDescription("matrix-paste", NETWORK, "&Paste", PASTE_HELP, IconName.PASTE)
    return Command(description, actions.paste_clipboard, actions.typing_obstacle)


def copy_commands(actions: MatrixActions) -> list[Command]:
    """Give a command for each format."""
    return [
        Command(
            ActionDescription(
                f"matrix-copy-{name}", NETWORK, f"Copy as {listed.label}", f"For example {listed.example}"
            ),
            partial(actions.copy, name),
            actions.copy_obstacle,
        )
        for name, listed in FORMATS.items()
    ]


def fill_commands(actions: MatrixActions) -> list[Command]:
    """Give a command for each fill, named after what it would fill."""
    title = actions.title()
    commands = [
        Command(
            ActionDescription(f"matrix-fill-{name}", NETWORK, fill.label, f"{title}: {fill.help}"),
            partial(actions.fill, name),
            partial(actions.fill_obstacle, fill),
        )
        for name, fill in FILLS.items()
    ]
    scale = ActionDescription("matrix-scale", NETWORK, "Scale…", f"Multiply {title} by a factor", separated=True)
    draw = ActionDescription("matrix-draw", NETWORK, "Random…", f"Draw {title} anew", IconName.RANDOM)
    return [
        *commands,
        Command(scale, actions.begin_scaling, actions.fill_obstacle),
        Command(draw, actions.begin_drawing, actions.fill_obstacle),
    ]


def marking_commands(actions: MatrixActions) -> list[Command]:
    """Give the commands that freeze what is selected, or train it again, and restore its removed edges."""
    is_frozen = actions.is_frozen()
    text, help_text = (
        ("Thaw", "Train these numbers again") if is_frozen else ("Freeze", "Let training leave these alone")
    )
    freeze = ActionDescription("matrix-freeze", NETWORK, text, help_text, IconName.FROZEN, separated=True)
    restore = ActionDescription(
        "matrix-restore", NETWORK, "Restore removed edges", "Bring back the removed edges selected, with drawn weights"
    )
    return [
        Command(freeze, partial(actions.set_frozen, frozen=not is_frozen), actions.freeze_obstacle),
        Command(restore, actions.restore_edges, actions.restore_obstacle),
    ]

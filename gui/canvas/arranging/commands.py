"""Commands that put layers in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.network.alignment import Direction, Side
from gui.actions import NETWORK, ActionDescription, Command
from gui.canvas.arranging.ordering import (
    align_layers,
    alignment_obstacle,
    arrange_layers,
    distribute_layers,
    distribution_obstacle,
)
from gui.canvas.context import CanvasContext

if TYPE_CHECKING:
    from gui.canvas.canvas import NetworkCanvas

ARRANGE_MENU = "A&rrange"
_ALIGN_TEXTS = {
    Side.LEFT: ("Align &left", "Put the left sides of the selected layers on one line"),
    Side.CENTRE: ("Align &centres", "Put the selected layers exactly above each other"),
    Side.RIGHT: ("Align &right", "Put the right sides of the selected layers on one line"),
    Side.TOP: ("Align &top", "Put the upper sides of the selected layers on one line"),
    Side.MIDDLE: ("Align &middles", "Put the selected layers on one level"),
    Side.BOTTOM: ("Align &bottom", "Put the lower sides of the selected layers on one line"),
}
_DISTRIBUTE_TEXTS = {
    Direction.HORIZONTALLY: ("Distribute &horizontally", "Make the gaps between the selected layers equally wide"),
    Direction.VERTICALLY: ("Distribute &vertically", "Make the gaps between the selected layers equally high"),
}


def arranging_commands(canvas: NetworkCanvas) -> list[Command]:
    """Give the commands that put layers in order."""
    context = canvas.context
    arrange = Command(
        ActionDescription(
            "arrange", NETWORK, "Arrange &automatically",
            "Put the layers, or those selected, in columns from input to output with few crossings",
            None, ("Ctrl+Shift+A",), submenu=ARRANGE_MENU, on_canvas=True,
        ),
        lambda: arrange_layers(context),
        context.content_obstacle,
    )  # fmt: skip
    aligning = [_align_command(context, side) for side in Side]
    return [arrange, *aligning, *(_distribute_command(context, direction) for direction in Direction)]


def _align_command(context: CanvasContext, side: Side) -> Command:
    text, help_text = _ALIGN_TEXTS[side]
    is_first = side in {Side.LEFT, Side.TOP}
    return Command(
        ActionDescription(
            f"align-{side.value}",
            NETWORK,
            text,
            help_text,
            submenu=ARRANGE_MENU,
            separated=is_first,
        ),
        lambda: align_layers(context, side),
        lambda: alignment_obstacle(context),
    )


def _distribute_command(context: CanvasContext, direction: Direction) -> Command:
    text, help_text = _DISTRIBUTE_TEXTS[direction]
    is_first = direction is Direction.HORIZONTALLY
    return Command(
        ActionDescription(
            f"distribute-{direction.value}", NETWORK, text, help_text, submenu=ARRANGE_MENU, separated=is_first
        ),
        lambda: distribute_layers(context, direction),
        lambda: distribution_obstacle(context),
    )

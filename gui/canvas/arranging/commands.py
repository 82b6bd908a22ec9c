"""Commands that put layers in order."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from engine.network.layout.alignment import Alignment, Axis
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

ARRANGE_MENU = "Arran&ge"
_ALIGN_TEXTS = {
    Alignment.LEFT: ("Align &left", "Put the left sides of the selected layers on one line"),
    Alignment.CENTRE: ("Align &centres", "Put the selected layers exactly above each other"),
    Alignment.RIGHT: ("Align &right", "Put the right sides of the selected layers on one line"),
    Alignment.TOP: ("Align &top", "Put the upper sides of the selected layers on one line"),
    Alignment.MIDDLE: ("Align &middles", "Put the selected layers on one level"),
    Alignment.BOTTOM: ("Align &bottom", "Put the lower sides of the selected layers on one line"),
}
_DISTRIBUTE_TEXTS = {
    Axis.HORIZONTAL: ("Distribute &horizontally", "Make the gaps between the selected layers equally wide"),
    Axis.VERTICAL: ("Distribute &vertically", "Make the gaps between the selected layers equally high"),
}


def arranging_commands(canvas: NetworkCanvas) -> list[Command]:
    """Give the commands that put layers in order."""
    context = canvas.context
    arranging = Command(
        ActionDescription(
            "arrange", NETWORK, "Arrange &automatically",
            "Put the layers, or those selected, in columns from input to output with few crossings",
            None, ("Ctrl+Shift+A",), submenu=ARRANGE_MENU, on_canvas=True,
        ),
        lambda: canvas.put_in_order(partial(arrange_layers, context)),
        context.content_obstacle,
    )  # fmt: skip
    aligning = [_align_command(context, alignment) for alignment in Alignment]
    return [arranging, *aligning, *(_distribute_command(context, axis) for axis in Axis)]


def _align_command(context: CanvasContext, alignment: Alignment) -> Command:
    text, help_text = _ALIGN_TEXTS[alignment]
    is_first = alignment in {Alignment.LEFT, Alignment.TOP}
    return Command(
        ActionDescription(
            f"align-{alignment.value}",
            NETWORK,
            text,
            help_text,
            submenu=ARRANGE_MENU,
            separated=is_first,
        ),
        lambda: align_layers(context, alignment),
        lambda: alignment_obstacle(context),
    )


def _distribute_command(context: CanvasContext, axis: Axis) -> Command:
    text, help_text = _DISTRIBUTE_TEXTS[axis]
    is_first = axis is Axis.HORIZONTAL
    return Command(
        ActionDescription(
            f"distribute-{axis.value}", NETWORK, text, help_text, submenu=ARRANGE_MENU, separated=is_first
        ),
        lambda: distribute_layers(context, axis),
        lambda: distribution_obstacle(context),
    )

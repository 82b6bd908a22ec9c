"""What can be done on the canvas, as commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.actions import EDIT, VIEW, ActionDescription, Command
from gui.canvas.adding_commands import adding_commands
from gui.canvas.arranging_commands import arranging_commands
from gui.canvas.clipboard_commands import clipboard_commands
from gui.canvas.display_commands import display_commands
from gui.canvas.folding import fold_commands
from gui.canvas.layer_commands import layer_commands
from gui.canvas.minimap import minimap_commands
from gui.canvas.rejoining import rejoining_commands
from gui.canvas.selecting_commands import selecting_commands
from gui.canvas.wiring_commands import wiring_commands
from gui.icons import IconName

if TYPE_CHECKING:
    from gui.canvas.canvas import NetworkCanvas


def canvas_commands(canvas: NetworkCanvas) -> list[Command]:
    """Give all commands of the canvas, in the order of their menus."""
    return [
        *clipboard_commands(canvas),
        *_editing_commands(canvas),
        *rejoining_commands(canvas),
        *selecting_commands(canvas),
        *adding_commands(canvas),
        *wiring_commands(canvas),
        *arranging_commands(canvas),
        *_viewing_commands(canvas),
        *layer_commands(canvas),
        *fold_commands(canvas),
        *minimap_commands(canvas),
        *display_commands(canvas),
    ]


def _editing_commands(canvas: NetworkCanvas) -> list[Command]:
    return [
        Command(
            ActionDescription(
                "delete", EDIT, "&Delete", "Delete what is selected", IconName.DELETE, ("Del", "Backspace"),
                on_canvas=True,
            ),
            canvas.delete_selection,
            canvas.context.selection_obstacle,
        ),
    ]  # fmt: skip


def _viewing_commands(canvas: NetworkCanvas) -> list[Command]:
    navigation = canvas.navigation
    zoom_in = ActionDescription("zoom-in", VIEW, "Zoom &in", "Zoom in", IconName.ZOOM_IN, ("Ctrl++", "Ctrl+="))
    zoom_out = ActionDescription("zoom-out", VIEW, "Zoom &out", "Zoom out", IconName.ZOOM_OUT, ("Ctrl+-",))
    zoom_reset = ActionDescription("zoom-reset", VIEW, "&Actual size", "Zoom to 100 %", None, ("Ctrl+0",))
    return [
        Command(ActionDescription("fit", VIEW, "&Fit", "Show the whole network", IconName.FIT, ("F", ".")), canvas.fit),
        Command(zoom_in, navigation.zoom_in),
        Command(zoom_out, navigation.zoom_out),
        Command(zoom_reset, navigation.zoom_reset),
    ]

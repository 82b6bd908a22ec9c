"""What can be done on the canvas, as commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.actions import EDIT, VIEW, ActionDescription, Command
from gui.canvas.arranging.commands import arranging_commands
from gui.canvas.building.commands import adding_commands, rejoining_commands
from gui.canvas.clipboard.commands import clipboard_commands
from gui.canvas.display.commands import display_commands
from gui.canvas.layers.commands import fold_commands, layer_commands
from gui.canvas.overlays.commands import minimap_commands
from gui.canvas.selecting.commands import selecting_commands
from gui.canvas.wiring.commands import wiring_commands
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
                on_canvas=True, keywords="remove erase",
            ),
            canvas.delete_selection,
            canvas.context.selection_obstacle,
        ),
    ]  # fmt: skip


def _viewing_commands(canvas: NetworkCanvas) -> list[Command]:
    navigation = canvas.navigation
    zoom_in = ActionDescription("zoom-in", VIEW, "Zoom &in", "Zoom in", IconName.ZOOM_IN, ("Ctrl++", "Ctrl+="))
    zoom_out = ActionDescription("zoom-out", VIEW, "&Zoom out", "Zoom out", IconName.ZOOM_OUT, ("Ctrl+-",))
    zoom_reset = ActionDescription("zoom-reset", VIEW, "&Actual size", "Zoom to 100 %", None, ("Ctrl+0",))
    return [
        Command(
            ActionDescription(
                "fit-selection", VIEW, "Fit se&lection", "Show what is selected, large", None, ("F", "."),
                keywords="zoom close centre frame",
            ),
            canvas.fit_selection,
            lambda: "" if canvas.context.selection.items else "Nothing is selected.",
        ),
        Command(
            ActionDescription(
                "fit", VIEW, "&Fit", "Show the whole network", IconName.FIT, ("F", ".", "Shift+F"),
                keywords="zoom all centre",
            ),
            canvas.fit,
        ),
        Command(zoom_in, navigation.zoom_in),
        Command(zoom_out, navigation.zoom_out),
        Command(zoom_reset, navigation.zoom_reset),
    ]  # fmt: skip

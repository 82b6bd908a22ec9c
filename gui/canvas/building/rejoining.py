"""Deleting a layer from between two others, which are joined in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.network.model import LayerId
from engine.network.reordering import delete_and_rejoin, neighbours_to_rejoin
from gui.actions import EDIT, ActionDescription, Command
from gui.canvas.context import CanvasContext
from gui.selection import ConnectionItem, LayerItem

if TYPE_CHECKING:
    from gui.canvas.canvas import NetworkCanvas


def rejoining_commands(canvas: NetworkCanvas) -> list[Command]:
    """Give the command that deletes and rejoins."""
    context = canvas.context
    description = ActionDescription(
        "delete-and-rejoin", EDIT, "Delete and re&join", "Delete the selected layer and join its source to its target",
        None, ("Shift+Del",), on_canvas=True,
    )  # fmt: skip
    return [Command(description, lambda: _delete(context), lambda: rejoining_obstacle(context))]


def rejoining_obstacle(context: CanvasContext) -> str:
    """Give why no layer can be deleted so, or ""."""
    if _ends(context) is None:
        return "Select one layer that stands between one source and one target."
    return context.document.editing_obstacle


def _ends(context: CanvasContext) -> tuple[LayerId, LayerId] | None:
    items, network = context.selection.items, context.document.project.network
    if len(items) != 1 or not isinstance(items[0], LayerItem) or not network.has_layer(items[0].layer):
        return None
    return neighbours_to_rejoin(network, items[0].layer)


def _delete(context: CanvasContext) -> None:
    ends, item, drawn = _ends(context), context.selection.current, context.initialization
    if ends is None or not isinstance(item, LayerItem):
        return
    if context.edit("Delete and rejoin", lambda network: delete_and_rejoin(network, item.layer, drawn)):
        context.selection.select(ConnectionItem(*ends))

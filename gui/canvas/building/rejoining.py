"""Deleting a layer from between two others, which are joined in its place."""

from __future__ import annotations

from engine.network.model import LayerId
from engine.network.reordering import delete_and_rejoin, neighbours_to_rejoin
from gui.canvas.context import CanvasContext
from gui.selection import ConnectionItem, LayerItem


def delete_selected_and_rejoin(context: CanvasContext) -> None:
    """Delete the selected layer and join its source to its target, which are then selected."""
    ends, item, drawn = _ends(context), context.selection.current, context.initialization
    if ends is None or not isinstance(item, LayerItem):
        return
    if context.edit("Delete and rejoin", lambda network: delete_and_rejoin(network, item.layer, drawn)):
        context.selection.select(ConnectionItem(*ends))


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

"""Commands that select."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from gui.actions import EDIT, ActionDescription, Command
from gui.canvas.context import CanvasContext
from gui.canvas.numbers import short_number
from gui.canvas.selecting.end_edges import EndEdges
from gui.canvas.selecting.gathering import SIMILAR_SHARE, incoming_items, outgoing_items, similar_items
from gui.icons import IconName
from gui.selection import ConnectionItem, EdgeItem, Item, LayerItem, NeuronItem

if TYPE_CHECKING:
    from gui.canvas.canvas import NetworkCanvas

_LIKENESS: Mapping[type[Item], tuple[str, str]] = {
    LayerItem: ("layer", "of the same kind and activation function"),
    NeuronItem: ("neuron", "of the same layer"),
    ConnectionItem: ("connection", "of the same shape"),
    EdgeItem: ("edge", "of about the same weight"),
}


def selecting_commands(canvas: NetworkCanvas) -> list[Command]:
    """Give the commands that select."""
    context = canvas.context
    end_edges = EndEdges(context)
    return [
        Command(
            ActionDescription(
                "select-all", EDIT, "Select &all", "Select every layer", IconName.SELECT, ("Ctrl+A",),
                separated=True, on_canvas=True,
            ),
            canvas.select_all,
            context.content_obstacle,
        ),
        Command(
            ActionDescription(
                "select-incoming", EDIT, "Select &incoming edges",
                "Select all edges into the selected neurons, or all connections into the selected layers",
                None, ("I",), on_canvas=True,
            ),
            lambda: end_edges.select(incoming_items, "No edge leads into what is selected."),
            end_edges.obstacle,
        ),
        Command(
            ActionDescription(
                "select-outgoing", EDIT, "Select &outgoing edges",
                "Select all edges out of the selected neurons, or all connections out of the selected layers",
                None, ("O",), on_canvas=True,
            ),
            lambda: end_edges.select(outgoing_items, "No edge leads out of what is selected."),
            end_edges.obstacle,
        ),
        Command(
            ActionDescription(
                "select-similar", EDIT, "Select &similar",
                "Also select all that is like what is selected: edges within 10 % of a weight, the other neurons of a "
                "layer, layers with the same activation function, connections of the same shape",
                None, ("Shift+S",), on_canvas=True,
            ),
            lambda: _select_similar(context),
            lambda: "" if context.selection.items else "Select what others are to be like.",
        ),
    ]  # fmt: skip


def _select_similar(context: CanvasContext) -> None:
    """Select what is like any of what is selected, and say how much that is: it may well be out of sight."""
    selected, network = context.selection.items, context.document.network
    similar = similar_items(network, selected)
    context.selection.select(*similar)
    count = len(similar) - len(selected)
    kinds = {type(item) for item in selected}
    noun, likeness = _LIKENESS[kinds.pop()] if len(kinds) == 1 else ("item", "like those selected")
    if len(selected) == 1 and isinstance(selected[0], EdgeItem):
        edge = selected[0]
        weight = network.connection(edge.source, edge.target).weight[edge.row, edge.column]
        likeness += f", {short_number(float(weight))} ± {SIMILAR_SHARE:.0%}"
    if count:
        context.noted.emit(f"{count:,} more {noun}{'s' * (count > 1)} {likeness}: {len(similar):,} in all.")
    else:
        context.noted.emit(f"There is no other {noun} {likeness}.")

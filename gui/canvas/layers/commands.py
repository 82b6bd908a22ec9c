"""What can be done to the layers selected, as commands: rename, add and remove neurons, fold."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from engine.network.model import LayerId
from gui.actions import NETWORK, VIEW, ActionDescription, Command
from gui.canvas.keyboard import NO_NUMBER
from gui.canvas.layers.folding import fold_obstacle, selected_wide_layers, step_forms
from gui.canvas.layers.geometry import LayerPart
from gui.icons import IconName
from gui.selection import LayerItem, NeuronItem

if TYPE_CHECKING:
    from gui.canvas.canvas import NetworkCanvas


NO_SHAPE = "To type a shape such as 2-6-1, press A first: “-” alone makes the selected layer narrower."


def layer_commands(canvas: NetworkCanvas) -> list[Command]:
    """Give the commands for the layers selected, in the order of their menu."""
    described = (
        ("rename-layer", "Re&name layer", "Type another name for the layer", None, ("F2",),
         _rename, _renaming_obstacle),
        ("add-neuron", "Add n&euron", "Make the layers selected one neuron wider", IconName.NEURON, ("+", "="),
         partial(_step_width, difference=1), _width_obstacle),
        ("remove-last-neuron", "Remove last ne&uron", "Make the layers selected one neuron narrower", None, ("-",),
         partial(_step_width, difference=-1), _width_obstacle),
    )  # fmt: skip
    return [
        Command(
            ActionDescription(
                name, NETWORK, text, help_text, icon_name, keys, separated=name == "rename-layer", on_canvas=True
            ),
            partial(run, canvas),
            partial(obstacle, canvas),
        )
        for name, text, help_text, icon_name, keys, run, obstacle in described
    ]


def fold_commands(canvas: NetworkCanvas) -> list[Command]:
    """Give what folds and unfolds."""
    context = canvas.context
    return [
        Command(
            ActionDescription(
                "fold-layer", VIEW, "Fold or &unfold layer",
                "Show all neurons of a wide layer, as a grid, then in a column, or only some", None, ("U",),
                separated=True, on_canvas=True,
            ),
            lambda: step_forms(context, selected_wide_layers(context)),
            lambda: fold_obstacle(context),
        )
    ]  # fmt: skip


def _rename(canvas: NetworkCanvas) -> None:
    layer_id = _current_layer(canvas)
    if layer_id is not None:
        canvas.navigation.reveal(canvas.network_scene.layer_view(layer_id).part_rect(LayerPart.NAME))
        canvas.editing.rename(layer_id)


def _renaming_obstacle(canvas: NetworkCanvas) -> str:
    reason = "" if _current_layer(canvas) else "Select a layer, or one of its neurons."
    return canvas.context.document.editing_obstacle or reason


def _step_width(canvas: NetworkCanvas, difference: int) -> None:
    if difference < 0 and canvas.said in {NO_NUMBER, NO_SHAPE}:
        canvas.say(NO_SHAPE)  # it goes on from a digit, as in 2-4-1: neurons would be lost by it
        return
    chosen, before = _layers(canvas), canvas.context.document.network
    canvas.editing.step_widths(chosen, difference)
    after = canvas.context.document.network
    if after is not before:
        canvas.say(", ".join(f"{layer.name}: {_neurons(layer.width)}" for layer in map(after.layer, chosen)))


def _neurons(count: int) -> str:
    return "1 neuron" if count == 1 else f"{count} neurons"


def _width_obstacle(canvas: NetworkCanvas) -> str:
    return canvas.context.document.editing_obstacle or (
        "" if _layers(canvas) else "Select a layer, or one of its neurons."
    )


def _layers(canvas: NetworkCanvas) -> tuple[LayerId, ...]:
    """Give the layers selected, or of which neurons are."""
    return tuple(canvas.context.selection.groups.ends)


def _current_layer(canvas: NetworkCanvas) -> LayerId | None:
    item = canvas.context.selection.current
    return item.layer if isinstance(item, LayerItem | NeuronItem) else None

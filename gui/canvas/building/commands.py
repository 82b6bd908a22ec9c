"""What adds layers, and what takes a layer out from between two others, as commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.network.activations import ACTIVATION_FUNCTIONS, ActivationFunction
from engine.network.kinds import layer_kind
from engine.network.model import Layer
from gui.actions import EDIT, NETWORK, ActionDescription, Command
from gui.canvas.building.adding import set_activation
from gui.canvas.building.rejoining import delete_selected_and_rejoin, rejoining_obstacle
from gui.canvas.context import CanvasContext
from gui.icons import IconName

if TYPE_CHECKING:
    from gui.canvas.canvas import NetworkCanvas

FUNCTION_MENU = "Activation &function"


def adding_commands(canvas: NetworkCanvas) -> list[Command]:
    """Give the commands that add layers, or give layers another activation function."""
    chosen = _ChosenLayers(canvas.context)
    described = (
        Command(
            ActionDescription(
                "quick-add", NETWORK, "&Add…", "Find a layer, a function, an example or a shape such as 2-8-1 to add",
                IconName.ADD, ("A", "Ins"), on_canvas=True,
            ),
            lambda: canvas.quick_add_requested.emit(None, ""),
        ),
        Command(
            ActionDescription(
                "context-menu", EDIT, "&Menu of the selection", "Show what can be done with what is selected",
                IconName.MORE, ("Shift+F10",), on_canvas=True,
            ),
            canvas.request_context_menu,
        ),
    )  # fmt: skip
    return [*described, *(_function_command(chosen, function) for function in ACTIVATION_FUNCTIONS.values())]


def rejoining_commands(canvas: NetworkCanvas) -> list[Command]:
    """Give the command that deletes and rejoins."""
    context = canvas.context
    description = ActionDescription(
        "delete-and-rejoin", EDIT, "Delete and re&join", "Delete the selected layer and join its source to its target",
        None, ("Shift+Del",), on_canvas=True,
    )  # fmt: skip
    return [Command(description, lambda: delete_selected_and_rejoin(context), lambda: rejoining_obstacle(context))]


class _ChosenLayers:
    """The layers that commands are for: those selected, or of which neurons are."""

    def __init__(self, context: CanvasContext) -> None:
        self.context = context

    @property
    def layers(self) -> tuple[Layer, ...]:
        network = self.context.document.project.network
        ids = self.context.selection.groups.ends
        return tuple(network.layer(layer_id) for layer_id in ids if network.has_layer(layer_id))


def _function_command(chosen: _ChosenLayers, function: ActivationFunction) -> Command:
    def is_on() -> bool:
        return bool(chosen.layers) and all(layer.activation_function == function.name for layer in chosen.layers)

    description = ActionDescription(
        f"activation-{function.name}", NETWORK, function.label, f"{function.formula}. {function.help}",
        submenu=FUNCTION_MENU,
    )  # fmt: skip
    return Command(
        description,
        lambda: set_activation(chosen.context, [layer.id for layer in chosen.layers], function.name),
        lambda: _function_obstacle(chosen),
        is_on,
    )


def _function_obstacle(chosen: _ChosenLayers) -> str:
    if not chosen.layers:
        return "Select the layers that are to have this activation function."
    without = [layer.name for layer in chosen.layers if not layer_kind(layer.kind).has_bias]
    if without:
        return f"“{without[0]}” holds the sample as it is and has no activation function."
    return chosen.context.document.editing_obstacle

"""What the keyboard does to the layers selected: rename, widen, narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.actions import NETWORK, ActionDescription, Command

if TYPE_CHECKING:
    from gui.canvas.canvas import NetworkCanvas


def layer_commands(canvas: NetworkCanvas) -> list[Command]:
    """Give the commands for the layers selected, in the order of their menu."""
    return [
        Command(
            ActionDescription(
                "rename-layer", NETWORK, "Re&name layer", "Type another name for the layer", None, ("F2",),
                separated=True, on_canvas=True,
            ),
            canvas.rename_layer,
            canvas.layer_obstacle,
        ),
        Command(
            ActionDescription(
                "widen-layer", NETWORK, "&Widen by a neuron", "Make the layers selected one neuron wider", None,
                ("+", "="), on_canvas=True,
            ),
            lambda: canvas.step_width(1),
            canvas.layers_obstacle,
        ),
        Command(
            ActionDescription(
                "narrow-layer", NETWORK, "Na&rrow by a neuron", "Make the layers selected one neuron narrower",
                None, ("-",), on_canvas=True,
            ),
            lambda: canvas.step_width(-1),
            canvas.layers_obstacle,
        ),
    ]  # fmt: skip

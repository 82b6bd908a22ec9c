"""Folding and unfolding wide layers: how a project is looked at, never an edit of it."""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from engine.network.model import LayerId
from gui.canvas.context import CanvasContext
from gui.canvas.layers.fold import ROOMY_UP_TO, can_fold


def selected_wide_layers(context: CanvasContext) -> list[LayerId]:
    """Give the layers selected, or with a neuron selected, that are wide enough to fold."""
    network = context.document.project.network
    layers = context.selection.groups.ends
    return [layer_id for layer_id in layers if network.has_layer(layer_id) and can_fold(network.layer(layer_id).width)]


def fold_obstacle(context: CanvasContext) -> str:
    """Give why nothing selected can be folded or unfolded, or ""."""
    if selected_wide_layers(context):
        return ""
    return f"Select a layer of more than {ROOMY_UP_TO} neurons; narrower ones always show all."


def toggle_folds(context: CanvasContext, layers: Collection[LayerId]) -> None:
    """Unfold layers where one of them is folded, else fold them."""
    chosen = set(layers)
    are_folded = any(context.scene.layer_view(layer_id).geometry.fold.strip is not None for layer_id in chosen)
    view = context.document.view
    existing = {layer.id for layer in context.document.project.network.layers}
    folded, unfolded = (set(ids) & existing - chosen for ids in (view.folded_layers, view.unfolded_layers))
    (unfolded if are_folded else folded).update(chosen)
    context.document.set_view(
        replace(view, folded_layers=tuple(sorted(folded)), unfolded_layers=tuple(sorted(unfolded)))
    )

"""Folding and unfolding wide layers: how a project is looked at, never an edit of it."""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from engine.network.model import LayerId
from gui.canvas.context import CanvasContext
from gui.canvas.layers.fold import ROOMY_UP_TO, Form, can_fold

_STEP_HELP = {
    Form.FOLDED: "Click to fold all but some neurons into a strip (U)",
    Form.GRID: "Click to show all neurons as a grid (U)",
    Form.COLUMN: "Click to show all neurons in one column (U)",
}


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


def fold_help(context: CanvasContext, layer_id: LayerId) -> str:
    """Say which form a layer is laid out in next."""
    return _STEP_HELP[_next_form(context, layer_id)]


def step_forms(context: CanvasContext, layers: Collection[LayerId]) -> None:
    """Lay layers out in the form that comes after that of the one folded most: strip, grid, column, strip."""
    if not layers:
        return
    chosen = set(layers)
    form = _next_form(context, min(layers, key=lambda layer_id: _form(context, layer_id).value))
    view = context.document.view
    existing = {layer.id for layer in context.document.project.network.layers}
    in_form = {
        Form.FOLDED: view.folded_layers,
        Form.GRID: view.unfolded_layers,
        Form.COLUMN: view.column_layers,
    }
    folded, unfolded, columns = (
        tuple(sorted((set(ids) & existing - chosen) | (chosen if each is form else set())))
        for each, ids in in_form.items()
    )
    context.document.set_view(replace(view, folded_layers=folded, unfolded_layers=unfolded, column_layers=columns))


def _form(context: CanvasContext, layer_id: LayerId) -> Form:
    return context.scene.layer_view(layer_id).geometry.fold.form


def _next_form(context: CanvasContext, layer_id: LayerId) -> Form:
    forms = context.scene.forms.forms_of(context.scene.layer_view(layer_id).layer)
    return forms[(forms.index(_form(context, layer_id)) + 1) % len(forms)]

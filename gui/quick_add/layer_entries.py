"""Layers, a neuron and activation functions to add."""

from collections.abc import Iterator
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import QPointF

from engine.network.activations import ACTIVATION_FUNCTIONS, ActivationFunction, activation_function
from engine.network.graph import input_layers
from engine.network.kinds import layer_kind
from engine.network.model import Layer
from gui.canvas.building.adding import plan_at, plan_by_selection, plan_by_wire, set_activation
from gui.canvas.building.drop_plan import DropPlan
from gui.canvas.building.presets import NEURON_HELP, PALETTE, PaletteEntry
from gui.canvas.context import CanvasContext
from gui.canvas.gestures.drop_layer import add_layer_as_planned
from gui.canvas.mime import LayerPreset
from gui.canvas.wiring.wire_plan import LooseWire
from gui.icons import IconName, icon
from gui.search_popup import SearchEntry

FUNCTION_WIDTH = 4  # of a layer that is added by the name of its activation function
_OTHER_NAMES = {"sigmoid": "logistic", "identity": "linear", "step": "heaviside threshold"}


class LayerAdding:
    """Adds where quick add was opened.

    Args:
        context: What is edited.
        point: The scene point to add at, or None for the place that fits what is selected.
        wire: What connects the layer that is added at the point, or None for what fits there.
    """

    def __init__(self, context: CanvasContext, point: QPointF | None, wire: LooseWire | None = None) -> None:
        self._context = context
        self._point = point
        self._wire = wire

    def entries(self, width: int | None) -> Iterator[SearchEntry]:
        """Give what can be added, each layer as wide as asked or as its preset."""
        for entry in self._offered():
            if entry.preset.is_single_neuron:
                yield self._adding(entry.preset, entry.title, "Neuron", NEURON_HELP)
            else:
                preset = entry.preset if width is None else replace(entry.preset, width=width)
                kind = layer_kind(preset.kind)
                keywords = f"{kind.label} {kind.name} {entry.keywords}"
                yield self._adding(preset, entry.title, "Layer", kind.help, keywords)
        layers = self._computing_layers() if width is None and self._wire is None else ()
        for function in ACTIVATION_FUNCTIONS.values():
            if layers:
                yield self._setting(function, layers)
            elif all(function.label != entry.title for entry in PALETTE):
                preset = LayerPreset("dense", width or FUNCTION_WIDTH, function.name, "Hidden")
                help_text = f"{function.formula}. {function.full_help}"
                keywords = f"dense layer activation function {_OTHER_NAMES.get(function.name, '')}"
                yield self._adding(preset, function.label, "Layer", help_text, keywords)

    def _offered(self) -> list[PaletteEntry]:
        """Give the palette's layers, an input layer last where there is one: few networks have two."""
        has_input = bool(input_layers(self._context.scene.network))
        return sorted(PALETTE, key=lambda entry: has_input and not entry.is_computing)

    def _adding(self, preset: LayerPreset, title: str, place: str, help_text: str, keywords: str = "") -> SearchEntry:
        plan = self._plan(preset)
        function = activation_function(preset.activation).label if layer_kind(preset.kind).has_bias else ""
        return SearchEntry(
            title,
            partial(add_layer_as_planned, self._context, preset, plan, self._point),
            detail=self._extent(preset, plan, "" if function == title else function),
            place=place,
            help=f"{self._where(plan)} {help_text}".strip(),
            keywords=f"{keywords} {function}",
            obstacle=self._context.document.editing_obstacle or plan.refusal or "",
            icon=icon(_icon_name(preset)),
        )

    def _setting(self, function: ActivationFunction, layers: tuple[Layer, ...]) -> SearchEntry:
        return SearchEntry(
            function.label,
            partial(set_activation, self._context, [layer.id for layer in layers], function.name),
            detail=f"on “{layers[0].name}”" if len(layers) == 1 else f"on {len(layers)} layers",
            place="Activation function",
            help=f"{function.formula}. {function.full_help}",
            keywords=_OTHER_NAMES.get(function.name, ""),
            obstacle=self._context.document.editing_obstacle,
            icon=icon(IconName.ACTIVATION_FUNCTION),
        )

    def _plan(self, preset: LayerPreset) -> DropPlan:
        if self._point is not None and self._wire is not None:
            return plan_by_wire(self._context, preset, self._point, self._wire)
        if self._point is not None:
            return plan_at(self._context, preset, self._point)
        return plan_by_selection(self._context, preset)

    def _extent(self, preset: LayerPreset, plan: DropPlan, function: str) -> str:
        if plan.grown is not None:
            return f"to “{self._context.scene.network.layer(plan.grown).name}”"
        count = f"{preset.width:,} neuron{'' if preset.width == 1 else 's'}"
        return f"{count} · {function}" if function else count

    def _where(self, plan: DropPlan) -> str:
        network = self._context.scene.network
        sources, targets = (
            ", ".join(f"“{network.layer(layer).name}”" for layer in layers) for layers in (plan.sources, plan.targets)
        )
        if sources and targets:
            return f"Goes between {sources} and {targets}."
        return f"Reads {sources}." if sources else f"Feeds {targets}." if targets else ""

    def _computing_layers(self) -> tuple[Layer, ...]:
        network = self._context.scene.network
        layers = (network.layer(layer) for layer in self._context.selection.groups.ends)
        return tuple(layer for layer in layers if layer_kind(layer.kind).has_bias)


def _icon_name(preset: LayerPreset) -> IconName:
    if preset.is_single_neuron:
        return IconName.NEURON
    return IconName.LAYER if layer_kind(preset.kind).takes_sources else IconName.INPUT

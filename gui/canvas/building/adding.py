"""Adding without a drag: a layer or neuron where it fits best, a whole shape, another activation function."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF

from engine.network.activations import activation_function
from engine.network.chains import add_chain
from engine.network.edits import set_activation_function
from engine.network.kinds import layer_kind
from engine.network.layout.placement import Position, position_for, snapped_to_grid
from engine.network.model import LayerId, Network
from engine.network.shape_text import Shape, shape_text
from gui.canvas.building.drop_plan import DropPlace, DropPlan, Side, plan_at_wire, plan_drop
from gui.canvas.building.joining import add_layers
from gui.canvas.context import CanvasContext
from gui.canvas.gestures.drop_layer import place_at
from gui.canvas.layers.geometry import LayerPart, layer_geometry
from gui.canvas.mime import LayerPreset
from gui.canvas.wiring.wire_plan import LooseWire
from gui.selection import LayerItem

ROW_GAP = 60.0
LINEAR, OUTPUT_NAME = "identity", "Output"  # how the last layer begins, whatever it is called later


def plan_at(context: CanvasContext, preset: LayerPreset, point: QPointF) -> DropPlan:
    """Decide what a drop at a point of the scene does, on what is there."""
    return plan_drop(context.scene.network, context.scene.places.panel_rects, preset, place_at(context, point))


def plan_by_wire(context: CanvasContext, preset: LayerPreset, point: QPointF, wire: LooseWire) -> DropPlan:
    """Decide what adding a layer at the loose end of a wire does, which was let go at a point of the scene."""
    handle = LayerPart.INPUT_HANDLE if wire.is_forward else LayerPart.OUTPUT_HANDLE
    place = point - layer_geometry(preset.width).part_rect(handle).center()  # the wire ends at the layer's handle
    position = (place.x(), place.y())
    return plan_at_wire(context.scene.network, context.scene.places.panel_rects, preset, position, wire)


def plan_at_layer(context: CanvasContext, preset: LayerPreset, layer_id: LayerId) -> DropPlan:
    """Decide where a layer goes that is added to the layer given: behind it, but before what is meant as the output."""
    network, panels = context.scene.network, context.scene.places.panel_rects
    if not layer_kind(preset.kind).takes_sources:
        return plan_at_end(context, preset)
    is_before = _is_meant_as_output(network, layer_id) and preset.activation != LINEAR
    place = DropPlace(network.layer(layer_id).position, layer=layer_id, side=Side.BEFORE if is_before else Side.AFTER)
    return plan_drop(network, panels, preset, place)


def _is_meant_as_output(network: Network, layer_id: LayerId) -> bool:
    """Tell whether a layer is the last of a chain, and linear or named as an output: a hidden one may still be last."""
    layer = network.layer(layer_id)
    is_last = bool(network.incoming(layer_id)) and not network.outgoing(layer_id)
    return is_last and (layer.activation_function == LINEAR or layer.name.startswith(OUTPUT_NAME))


def plan_at_end(context: CanvasContext, preset: LayerPreset) -> DropPlan:
    """Decide where a layer goes that is added without a word about its place: the network's end, or its beginning."""
    network = context.scene.network
    return plan_drop(network, context.scene.places.panel_rects, preset, DropPlace(position_for(network, preset.kind)))


def plan_by_selection(context: CanvasContext, preset: LayerPreset) -> DropPlan:
    """Decide where a layer goes that is added by key: beside the one selected, if one is; a neuron goes into it."""
    layers, current = tuple(context.selection.groups.ends), context.selection.current
    if len(layers) == 1 and (preset.is_single_neuron or isinstance(current, LayerItem)):
        return plan_at_layer(context, preset, layers[0])
    return plan_at_end(context, preset)


def add_shape(context: CanvasContext, shape: Shape) -> bool:
    """Add the network of a shape below what is there, and select it there. Gives whether that was possible."""
    text, drawn, place = shape_text(shape), context.initialization, _place_below(context, shape)
    is_first = not context.scene.network.layers
    label = f"Build {text}" if is_first else f"Add {text}"
    is_added = add_layers(context, label, lambda network: add_chain(network, shape, drawn, place))
    if is_added and is_first:
        context.selection.select()
    return is_added


def replace_by_shape(context: CanvasContext, shape: Shape) -> bool:
    """Put the network of a shape in the place of all there is. Gives whether that was possible."""
    drawn = context.initialization
    return context.edit(f"Replace by {shape_text(shape)}", lambda _: add_chain(Network(), shape, drawn))


def set_activation(context: CanvasContext, layer_ids: Sequence[LayerId], name: str) -> bool:
    """Give layers another activation function, as one undo step. Gives whether that was possible."""

    def edit(network: Network) -> Network:
        for layer_id in layer_ids:
            if network.layer(layer_id).activation_function != name:
                network = set_activation_function(network, layer_id, name)
        return network

    return context.edit(f"Set {activation_function(name).label}", edit)


def _place_below(context: CanvasContext, shape: Shape) -> Position:
    """Give the place of the input layer, so that no layer of the shape covers what is there."""
    layers = context.scene.network.layers
    if not layers:
        return 0.0, 0.0
    highest = min(layer_geometry(layer.width).panel.top() for layer in shape)
    y = context.scene.places.content_rect().bottom() + ROW_GAP - highest
    return snapped_to_grid((min(layer.position[0] for layer in layers), y))

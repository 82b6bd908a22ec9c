"""What dropping a layer would do, decided before the drop so that the canvas can show it."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

import msgspec
from PySide6.QtCore import QRectF

from engine.errors import EngineError, GraphError
from engine.network.edits import (
    add_layer,
    check_connection,
    next_layer_id,
)
from engine.network.graph import input_layers, would_close_cycle
from engine.network.initializers import Initialization
from engine.network.insertion import Insertion, insert_layer
from engine.network.kinds import layer_kind
from engine.network.layout.placement import (
    COLUMN_SPACING,
    Position,
    room_between,
    row_level,
    snapped_to_grid,
    suggested_connections,
)
from engine.network.model import LayerId, Network
from engine.network.one_input import second_input_refusal
from engine.network.resizing import resize_layer
from gui.canvas.building.free_places import place_in_row, way_clear
from gui.canvas.layers.geometry import layer_geometry
from gui.canvas.mime import LayerPreset
from gui.canvas.wiring.wire_plan import LooseWire

READS_NOTHING = "not connected: no layer stands to the left of it"


class Side(StrEnum):
    """A side of a layer's panel."""

    BEFORE = "before"
    AFTER = "after"


class DropPlace(msgspec.Struct, frozen=True, eq=False):
    """What a drop hits: a connection, a side of a layer, or empty space.

    Attributes:
        position: Where, in scene units.
        connection: The connection under the pointer, or None.
        layer: The layer under the pointer, or None.
        side: The side of that layer that is nearer.
    """

    position: Position
    connection: tuple[LayerId, LayerId] | None = None
    layer: LayerId | None = None
    side: Side = Side.AFTER

    def told(self, network: Network) -> str:
        """Say where that is among the layers of a network; "" for empty space."""
        if self.connection is not None:
            source, target = (network.layer(end).name for end in self.connection)
            return f"between “{source}” and “{target}”"
        return "" if self.layer is None else f"{self.side} “{network.layer(self.layer).name}”"


class DropPlan(Insertion, frozen=True, eq=False):
    """What a drop would do.

    Attributes:
        grown: The layer that gets one neuron more, instead of there being another layer.
        hint: What will happen, in a few words, where it isn't plain to see.
        refusal: Why it can't be done, or None.
    """

    grown: LayerId | None = None
    hint: str | None = None
    refusal: str | None = None


def plan_drop(network: Network, panels: Mapping[LayerId, QRectF], preset: LayerPreset, place: DropPlace) -> DropPlan:
    """Decide what dropping `preset` at a place does, where the layers' panels are as given."""
    try:
        _check_has_place(network, preset)
        add_layer(network, preset.kind, preset.width, activation=preset.activation, name=preset.name)
        if place.layer is not None and preset.is_single_neuron:
            return _plan_growth(network, place.layer, place.position)
        if place.layer is not None:
            plan = _plan_beside(network, panels, preset, place.layer, place.side)
            return msgspec.structs.replace(plan, hint=place.told(network))
        if place.connection is not None:
            plan = _plan_insertion(network, panels, preset, place.position, place.connection)
            return msgspec.structs.replace(plan, hint=place.told(network))
        free = free_position(preset.width, snapped_to_grid(place.position), panels.values())
        sources, targets = suggested_connections(network, preset.kind, free)
        reads_nothing = bool(network.layers) and layer_kind(preset.kind).takes_sources and not sources
        if reads_nothing:
            _check_is_behind_input(network, free)
        return DropPlan(free, sources, targets, hint=READS_NOTHING if reads_nothing else None)
    except EngineError as error:
        replaced = () if place.connection is None else (place.connection,)
        return DropPlan(place.position, replaced=replaced, refusal=str(error))


def plan_at_wire(
    network: Network, panels: Mapping[LayerId, QRectF], preset: LayerPreset, position: Position, wire: LooseWire
) -> DropPlan:
    """Decide where a layer goes that is put at the loose end of a wire, and connected by it."""
    end = (wire.end.layer,)
    free = free_position(preset.width, snapped_to_grid(position), panels.values())
    try:
        _check_has_place(network, preset)
        _check_takes(network, preset, wire.end.layer, Side.AFTER if wire.is_forward else Side.BEFORE)
    except EngineError as error:
        return DropPlan(free, refusal=str(error))
    sources, targets = (end, ()) if wire.is_forward else ((), end)
    return DropPlan(free, sources, targets, neurons=wire.end.neurons)


def apply_plan(network: Network, preset: LayerPreset, plan: DropPlan, initialization: Initialization) -> Network:
    """Add the layer and all that belongs to it.

    Raises:
        EngineError: The plan was refused, or is that of another network.
    """
    if plan.refusal is not None:
        raise EngineError(plan.refusal)
    if plan.grown is not None:
        return resize_layer(network, plan.grown, network.layer(plan.grown).width + 1, initialization)
    return insert_layer(
        network, preset.kind, preset.width, plan, initialization, activation=preset.activation, name=preset.name
    )


def free_position(width: int, position: Position, panels: Iterable[QRectF]) -> Position:
    """Give the grid point nearest to `position` where a layer of `width` neurons covers no other panel."""
    dx, dy = way_clear([layer_geometry(width).panel.translated(*position)], panels, position)
    return position[0] + dx, position[1] + dy


def _check_has_place(network: Network, preset: LayerPreset) -> None:
    refusal = "" if layer_kind(preset.kind).takes_sources else second_input_refusal(network)
    if refusal:
        raise GraphError(refusal)


def _check_is_behind_input(network: Network, position: Position) -> None:
    ahead = [layer for layer in input_layers(network) if position[0] < layer.position[0]]
    if ahead:
        raise GraphError(f"Nothing before “{ahead[0].name}” could be read here: drop it to the right of that.")


def _plan_growth(network: Network, layer_id: LayerId, position: Position) -> DropPlan:
    resize_layer(network, layer_id, network.layer(layer_id).width + 1, Initialization())
    return DropPlan(position, grown=layer_id, hint=f"one neuron more in “{network.layer(layer_id).name}”")


def _plan_beside(
    network: Network, panels: Mapping[LayerId, QRectF], preset: LayerPreset, layer_id: LayerId, side: Side
) -> DropPlan:
    """Put a layer right before or behind another, which hands it all its connections on that side."""
    layer = network.layer(layer_id)
    _check_takes(network, preset, layer_id, side)
    sources: tuple[LayerId, ...] = (layer_id,)
    targets: tuple[LayerId, ...] = (layer_id,)
    if side is Side.BEFORE:
        neighbours = sources = tuple(connection.source for connection in network.incoming(layer_id))
        replaced = tuple((other, layer_id) for other in neighbours)
    else:
        neighbours = targets = tuple(connection.target for connection in network.outgoing(layer_id))
        replaced = tuple((layer_id, other) for other in neighbours)
    x, y = layer.position
    if neighbours:
        nearest = min(neighbours, key=lambda other: abs(network.layer(other).position[0] - x))
        ends = (nearest, layer_id) if side is Side.BEFORE else (layer_id, nearest)
        position, moved = room_between(network, *ends, y)
    else:
        beyond = x - COLUMN_SPACING if side is Side.BEFORE else x + COLUMN_SPACING
        position, moved = free_position(preset.width, snapped_to_grid((beyond, y)), panels.values()), {}
        if side is Side.AFTER:
            fed = suggested_connections(network, preset.kind, position)[1]
            targets = tuple(target for target in fed if not would_close_cycle(network, layer_id, target))
    return DropPlan(position, sources, targets, replaced, moved)


def _check_takes(network: Network, preset: LayerPreset, layer_id: LayerId, side: Side) -> None:
    """Raise the sentence that connecting would give, unless the layer can stand on that side of the other."""
    kind = layer_kind(preset.kind)
    if not kind.takes_sources and (side is Side.AFTER or network.incoming(layer_id)):
        # The sentence for layers that are there would name it as the next one would be called.
        raise GraphError(f"An {kind.label.lower()} takes its values from the data, so nothing can lead into it.")
    with_layer = add_layer(network, preset.kind, preset.width, name=preset.name)
    added = next_layer_id(network)
    if side is Side.BEFORE:
        check_connection(with_layer, added, layer_id)
        if network.incoming(layer_id):
            check_connection(with_layer, layer_id, added)
    else:
        check_connection(with_layer, layer_id, added)


def _plan_insertion(
    network: Network,
    panels: Mapping[LayerId, QRectF],
    preset: LayerPreset,
    position: Position,
    connection: tuple[LayerId, LayerId],
) -> DropPlan:
    """Put a layer into the row of two others, or near where it was dropped if something stands there already."""
    source, target = connection
    _check_takes(network, preset, source, Side.AFTER)
    place, moved = room_between(network, source, target, row_level(network, connection))
    forms = {layer.id: panels[layer.id].translated(-layer.position[0], -layer.position[1]) for layer in network.layers}
    others = [forms[layer.id].translated(*moved.get(layer.id, layer.position)) for layer in network.layers]
    place = place_in_row(layer_geometry(preset.width).panel, place, snapped_to_grid(position)[1], others)
    return DropPlan(place, (source,), (target,), (connection,), moved)

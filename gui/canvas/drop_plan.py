"""What dropping a layer would do, decided before the drop so that the canvas can show it, and done by one pure edit."""

from collections.abc import Iterable, Mapping

import msgspec
from PySide6.QtCore import QRectF

from engine.errors import EngineError
from engine.network.edits import add_layer, check_connection, connect, insert_layer, move_layers, next_layer_id
from engine.network.initializers import Initialization
from engine.network.kinds import layer_kind
from engine.network.model import LayerId, Network
from engine.network.placement import GRID, Position, room_between, snapped_to_grid, suggested_connections
from gui.canvas.layer_geometry import layer_geometry
from gui.canvas.mime import LayerPreset

CLEARANCE = 20.0
LEVEL_REACH = 50.0


class DropPlan(msgspec.Struct, frozen=True, eq=False):
    """What a drop would do.

    Attributes:
        position: Where the layer's centre goes.
        sources: Layers to connect from.
        targets: Layers to connect to.
        inserted_into: The connection that the layer takes the place of, or None.
        moved: New positions of layers that make room.
        refusal: Why it can't be done, or None.
    """

    position: Position
    sources: tuple[LayerId, ...] = ()
    targets: tuple[LayerId, ...] = ()
    inserted_into: tuple[LayerId, LayerId] | None = None
    moved: Mapping[LayerId, Position] = {}
    refusal: str | None = None


def plan_drop(
    network: Network,
    panels: Iterable[QRectF],
    preset: LayerPreset,
    position: Position,
    connection: tuple[LayerId, LayerId] | None = None,
) -> DropPlan:
    """Decide what dropping `preset` at `position` does, on `connection` if there is one under the pointer."""
    try:
        add_layer(network, preset.kind, preset.width, activation=preset.activation, name=preset.name)
        if connection is not None:
            return _plan_insertion(network, preset, position, connection)
        free = free_position(preset.width, snapped_to_grid(position), panels)
        sources, targets = suggested_connections(network, preset.kind, free)
        return DropPlan(free, sources, targets)
    except EngineError as error:
        return DropPlan(position, inserted_into=connection, refusal=str(error))


def apply_plan(network: Network, preset: LayerPreset, plan: DropPlan, initialization: Initialization) -> Network:
    """Add the layer and all that belongs to it.

    Raises:
        EngineError: The plan was refused, or is that of another network.
    """
    if plan.refusal is not None:
        raise EngineError(plan.refusal)
    layer_id = next_layer_id(network)
    network = move_layers(network, plan.moved) if plan.moved else network
    network = add_layer(
        network, preset.kind, preset.width, activation=preset.activation, name=preset.name, position=plan.position
    )
    if plan.inserted_into is not None:
        return insert_layer(network, *plan.inserted_into, layer_id, initialization)
    for source in plan.sources:
        network = connect(network, source, layer_id, initialization)
    for target in plan.targets:
        network = connect(network, layer_id, target, initialization)
    return network


def free_position(width: int, position: Position, panels: Iterable[QRectF]) -> Position:
    """Give the grid point nearest to `position` where a layer of `width` neurons covers no other panel."""
    own = layer_geometry(width).panel
    taken = [panel.adjusted(-CLEARANCE, -CLEARANCE, CLEARANCE, CLEARANCE) for panel in panels]

    def is_free(place: Position) -> bool:
        return not any(own.translated(*place).intersects(panel) for panel in taken)

    if is_free(position):
        return position
    x, y = position
    beside = [_up(panel.right() - own.left()) for panel in taken] + [
        _down(panel.left() - own.right()) for panel in taken
    ]
    above = [_up(panel.bottom() - own.top()) for panel in taken] + [
        _down(panel.top() - own.bottom()) for panel in taken
    ]
    candidates = [(other, y) for other in beside] + [(x, other) for other in above]
    free = [place for place in candidates if is_free(place)]
    rightmost = (max(beside), y)
    return min(free, key=lambda place: abs(place[0] - x) + abs(place[1] - y), default=rightmost)


def _plan_insertion(
    network: Network, preset: LayerPreset, position: Position, connection: tuple[LayerId, LayerId]
) -> DropPlan:
    source, target = connection
    if not layer_kind(preset.kind).takes_sources:
        # Asking about the layer as it would be gives the sentence that connecting to it would give.
        with_layer = add_layer(network, preset.kind, preset.width, name=preset.name)
        check_connection(with_layer, source, next_layer_id(network))
    levels = [network.layer(end).position[1] for end in connection]
    y = min(levels, key=lambda level: abs(level - position[1]))
    place, moved = room_between(network, source, target, y if abs(y - position[1]) < LEVEL_REACH else position[1])
    return DropPlan(place, (source,), (target,), connection, moved)


def _up(value: float) -> float:
    return -(-value // GRID) * GRID


def _down(value: float) -> float:
    return value // GRID * GRID

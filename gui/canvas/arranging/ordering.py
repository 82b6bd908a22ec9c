"""Putting layers in order: arranging, aligning, distributing."""

from engine.network.edits import move_layers
from engine.network.layout.alignment import Alignment, Axis, align, distribute
from engine.network.layout.arrangement import arrange
from engine.network.layout.boxes import free_shift
from engine.network.layout.placement import Position
from engine.network.model import LayerId
from gui.canvas.arranging.extents import shown_boxes, shown_extents
from gui.canvas.context import CanvasContext

MIN_ALIGNED, MIN_DISTRIBUTED = 2, 3
CLEARANCE = 20.0  # scene units between what is aligned and what it would have come over


def arrange_layers(context: CanvasContext) -> None:
    """Arrange the layers selected, if they are several, else all, as one undo step."""
    network = context.document.project.network
    chosen = context.selection.groups.layers
    positions = arrange(network, shown_extents(context.scene), chosen if len(chosen) > 1 else None)
    _move(context, "Arrange layers", positions)


def align_layers(context: CanvasContext, alignment: Alignment) -> None:
    """Put one alignment of the panels of the layers selected on one line, as one undo step."""
    positions = align(_selected_positions(context), shown_extents(context.scene), alignment)
    _move(context, f"Align {alignment.value}", _off_others(context, positions))


def distribute_layers(context: CanvasContext, axis: Axis) -> None:
    """Make the gaps between the layers selected equal, as one undo step."""
    positions = distribute(_selected_positions(context), shown_extents(context.scene), axis)
    _move(context, f"Distribute {axis.value}", _off_others(context, positions))


def alignment_obstacle(context: CanvasContext) -> str:
    """Give why nothing can be aligned, or ""."""
    return "" if len(context.selection.groups.layers) >= MIN_ALIGNED else "Select at least two layers to align them."


def distribution_obstacle(context: CanvasContext) -> str:
    """Give why nothing can be distributed, or ""."""
    is_enough = len(context.selection.groups.layers) >= MIN_DISTRIBUTED
    return "" if is_enough else "Select at least three layers to distribute them."


def _selected_positions(context: CanvasContext) -> dict[LayerId, Position]:
    network = context.document.project.network
    return {layer_id: network.layer(layer_id).position for layer_id in context.selection.groups.layers}


def _off_others(context: CanvasContext, positions: dict[LayerId, Position]) -> dict[LayerId, Position]:
    """Move layers all by the same way off the panels of the others, if they would come over any."""
    extents = shown_extents(context.scene)
    own = [extents[layer_id].at(place) for layer_id, place in positions.items()]
    others = [box for layer_id, box in shown_boxes(context.scene).items() if layer_id not in positions]
    if not positions or free_shift(own, others, 0.0, (0.0, 0.0)) == (0.0, 0.0):
        return positions
    dx, dy = free_shift(own, others, CLEARANCE, next(iter(positions.values())))
    return {layer_id: (x + dx, y + dy) for layer_id, (x, y) in positions.items()}


def _move(context: CanvasContext, label: str, positions: dict[LayerId, Position]) -> None:
    network = context.document.project.network
    moved = {layer_id: place for layer_id, place in positions.items() if place != network.layer(layer_id).position}
    if moved:
        context.edit(label, lambda network: move_layers(network, moved), while_training=True)

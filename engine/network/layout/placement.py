"""Where a new layer goes and what it is likely meant to be connected to. Guesses for a drop; never a rule.

Positions are layer centres in scene units, x to the right in the direction of the values' flow, y downwards.
"""

from collections.abc import Collection, Iterable

from engine.network.graph import ancestors
from engine.network.kinds import layer_kind
from engine.network.model import Layer, LayerId, Network

GRID = 20.0
COLUMN_SPACING = 280.0
LEAST_SPACING = 220.0  # of columns that a layer is put between
SAME_COLUMN = COLUMN_SPACING / 2

Position = tuple[float, float]


def snapped_to_grid(position: Position) -> Position:
    """Give the grid point nearest to a position."""
    return round(position[0] / GRID) * GRID, round(position[1] / GRID) * GRID


def suggested_connections(
    network: Network, kind: str, position: Position
) -> tuple[tuple[LayerId, ...], tuple[LayerId, ...]]:
    """Guess what a new layer of `kind` at `position` should be connected to.

    Layers dropped in any order, each at its place, become a chain: the new layer reads the nearest layer to its left
    and feeds the nearest column to its right that still lacks an input, else whatever its source feeds there, else
    whatever the layers of its own column feed, so that it never leads nowhere where it could lead on.

    Returns:
        `(sources, targets)`: ids of layers to connect from, and of layers to connect to.

    Raises:
        SettingError: There is no such kind.
    """
    left, column, right = _columns(network.layers, position)
    source = _nearest(left, position) if layer_kind(kind).takes_sources else None
    before = ancestors(network, source.id) if source is not None else frozenset()
    right = [layer for layer in right if layer_kind(layer.kind).takes_sources and layer.id not in before]
    fed = {connection.target for connection in network.connections}
    fed_by_source, fed_by_column = (
        {connection.target for connection in network.connections if connection.source in ids}
        for ids in ({source.id} if source else set(), {layer.id for layer in column})
    )
    ways_on = (
        [layer for layer in right if layer.id not in fed],
        [layer for layer in right if layer.id in fed_by_source],
        [layer for layer in right if layer.id in fed_by_column] if source else [],
    )
    targets = _nearest_column(next((layers for layers in ways_on if layers), []), position)
    return (() if source is None else (source.id,)), tuple(layer.id for layer in targets)


def position_for(network: Network, kind: str) -> Position:
    """Give the place of a layer that is added without being dropped anywhere.

    One that reads others goes right of the rightmost layer, one that reads none left of the leftmost.

    Raises:
        SettingError: There is no such kind.
    """
    takes_sources = layer_kind(kind).takes_sources
    if not network.layers:
        return 0.0, 0.0
    outermost = (max if takes_sources else min)(network.layers, key=lambda layer: layer.position[0])
    x, y = outermost.position
    return snapped_to_grid((x + COLUMN_SPACING if takes_sources else x - COLUMN_SPACING, y))


def room_between(
    network: Network, source: LayerId, target: LayerId, y: float
) -> tuple[Position, dict[LayerId, Position]]:
    """Make room for a layer between two connected ones.

    Args:
        network: The network.
        source: The layer on one side.
        target: The layer on the other side.
        y: Height wished for the new layer.

    Both gaps beside it become as wide as the one that was there, within what is usual, so that columns stay even.

    Returns:
        The new layer's position, and new positions of the layers that must move right to let it in: `target` and
        every layer as far right as it.

    Raises:
        GraphError: There is no such layer.
    """
    left, right = network.layer(source), network.layer(target)
    if right.position[0] <= left.position[0]:
        return snapped_to_grid(((left.position[0] + right.position[0]) / 2, y)), {}
    gap = right.position[0] - left.position[0]
    spacing = min(max(gap, LEAST_SPACING), COLUMN_SPACING)
    missing = 2 * spacing - gap
    moved = {
        layer.id: snapped_to_grid((layer.position[0] + missing, layer.position[1]))
        for layer in network.layers
        if missing > 0 and layer.position[0] >= right.position[0]
    }
    x = left.position[0] + spacing if missing > 0 else (left.position[0] + right.position[0]) / 2
    return snapped_to_grid((x, y)), moved


def gap_closed(network: Network, source: LayerId, target: LayerId, left: LayerId) -> dict[LayerId, Position]:
    """Give new positions of `target` and all layers as far right that close the gap which a layer left behind.

    Nothing moves where other layers stand in the gap, or where it is no wider than between neighbouring columns.

    Args:
        network: The network.
        source: The layer on the gap's left.
        target: The layer on its right.
        left: The layer that left; it does not move, nor is it in the way.

    Raises:
        GraphError: There is no such layer.
    """
    start, end = (network.layer(layer_id).position[0] for layer_id in (source, target))
    others = [layer for layer in network.layers if layer.id != left]
    surplus = (end - start - COLUMN_SPACING) // GRID * GRID
    if surplus <= 0 or any(start < layer.position[0] < end for layer in others):
        return {}
    return {layer.id: (layer.position[0] - surplus, layer.position[1]) for layer in others if layer.position[0] >= end}


def row_level(network: Network, layer_ids: Collection[LayerId]) -> float:
    """Give the height at which a layer among others stands in their row: the mean of theirs.

    Args:
        network: The network.
        layer_ids: The others, at least one.

    Raises:
        GraphError: There is no such layer.
    """
    return sum(network.layer(layer_id).position[1] for layer_id in layer_ids) / len(layer_ids)


def _columns(layers: Iterable[Layer], position: Position) -> tuple[list[Layer], list[Layer], list[Layer]]:
    """Give the layers left of a position, those of its own column, to which edges would lead back, and those right."""
    left: list[Layer] = []
    column: list[Layer] = []
    right: list[Layer] = []
    for layer in layers:
        way = layer.position[0] - position[0]
        (column if abs(way) < SAME_COLUMN else left if way < 0 else right).append(layer)
    return left, column, right


def _nearest_column(layers: list[Layer], position: Position) -> list[Layer]:
    nearest = _nearest(layers, position)
    return [layer for layer in layers if nearest and abs(layer.position[0] - nearest.position[0]) < SAME_COLUMN]


def _nearest(layers: Iterable[Layer], position: Position) -> Layer | None:
    """Give the layer of the nearest column, and in it the one nearest in height."""

    def distance(layer: Layer) -> tuple[float, float]:
        column = round(abs(layer.position[0] - position[0]) / SAME_COLUMN)
        return column, abs(layer.position[1] - position[1])

    return min(layers, key=distance, default=None)

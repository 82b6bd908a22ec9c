"""Arranging a network: columns in the order of the values' flow, few crossings, connected layers level.

A layered drawing after Sugiyama, Tagawa and Toda (1981): columns by longest path, order within a column by the mean
place of the neighbours, heights as near to the neighbours' as the panels' sizes allow. Written here because the
libraries at hand give less than this takes: they know neither panels of unequal sizes that reach further up than down
nor that a skip connection needs no room, since the canvas leads it over the layers between.
"""

import itertools
from bisect import bisect_right, insort
from collections.abc import Iterable, Mapping, Sequence

from engine.network.graph import input_layers
from engine.network.layout.boxes import DOWN, Box, Extent, around, free_shift
from engine.network.layout.columns import columns_of, components_of
from engine.network.layout.placement import COLUMN_SPACING, GRID, Position, snapped_to_grid
from engine.network.model import LayerId, Network

COLUMN_GAP = 120.0
ROW_GAP = 40.0
COMPONENT_GAP = 100.0
ORDER_SWEEPS = 8
HEIGHT_SWEEPS = 8

Extents = Mapping[LayerId, Extent]
Column = list[LayerId]


def arrange(network: Network, extents: Extents, layer_ids: Iterable[LayerId] | None = None) -> dict[LayerId, Position]:
    """Give positions at which a network is easy to read: no panels overlap and all connections lead to the right.

    Args:
        network: What to arrange.
        extents: How far every layer's panel reaches, by layer id.
        layer_ids: The layers to arrange, all by default; the others stay, and no panel comes over theirs.

    Returns:
        Positions on the grid, about the same middle as before, by id of the layers arranged.

    Raises:
        GraphError: There is no such layer.
    """
    chosen = [layer.id for layer in network.layers] if layer_ids is None else list(dict.fromkeys(layer_ids))
    before = {layer_id: network.layer(layer_id).position for layer_id in chosen}
    if not chosen:
        return {}
    edges = [c.key for c in network.connections if c.source in before and c.target in before]
    placed: dict[LayerId, Position] = {}
    floor = 0.0
    inputs = {layer.id for layer in input_layers(network)}
    # What hangs loose goes below the network: above its beginning it would read as a part of that.
    for component in sorted(components_of(chosen, edges, before), key=inputs.isdisjoint):
        drawn = _draw(network, component, edges, extents, before)
        frame = around([extents[layer_id].at(place) for layer_id, place in drawn.items()])
        shift = floor - frame.top if placed else 0.0
        placed |= {layer_id: (x - _up(frame.left), y + shift) for layer_id, (x, y) in drawn.items()}
        floor = frame.bottom + shift + COMPONENT_GAP
    others = [extents[layer.id].at(layer.position) for layer in network.layers if layer.id not in before]
    return _settled(placed, before, extents, others)


def _draw(
    network: Network,
    component: Sequence[LayerId],
    edges: Sequence[tuple[LayerId, LayerId]],
    extents: Extents,
    before: Mapping[LayerId, Position],
) -> dict[LayerId, Position]:
    """Give the positions of layers that hang together, the first column's middle at height 0."""
    own = set(component)
    neighbours: dict[LayerId, tuple[list[LayerId], list[LayerId]]] = {layer_id: ([], []) for layer_id in component}
    for source, target in edges:
        if source in own:
            neighbours[target][0].append(source)
            neighbours[source][1].append(target)
    columns = columns_of(network, component, neighbours, before)
    columns = _ordered(columns, neighbours)
    heights = _heights(columns, neighbours, extents)
    placed: dict[LayerId, Position] = {}
    x = 0.0
    for number, column in enumerate(columns):
        if number:
            reach = max(extents[layer_id].right for layer_id in columns[number - 1])
            reach += max(extents[layer_id].left for layer_id in column)
            x += _up(max(COLUMN_SPACING, reach + COLUMN_GAP))
        placed |= {layer_id: (x, heights[layer_id]) for layer_id in column}
    return placed


def _ordered(columns: list[Column], neighbours: Mapping[LayerId, tuple[list[LayerId], list[LayerId]]]) -> list[Column]:
    """Sort each column by the mean place of its layers' neighbours, to and fro; keep what crosses least."""
    best, fewest = columns, _crossings(columns, neighbours)
    for sweep in range(ORDER_SWEEPS):
        if not fewest:
            break
        side = sweep % 2
        places = _places(columns)
        ordered: list[Column] = []
        for column in columns if side == 0 else reversed(columns):
            means = {
                layer_id: _mean([places[other] for other in neighbours[layer_id][side]], places[layer_id])
                for layer_id in column
            }
            column = sorted(column, key=means.__getitem__)  # noqa: PLW2901 - the column in its new order
            places |= _places([column])
            ordered.append(column)
        columns = ordered if side == 0 else ordered[::-1]
        crossings = _crossings(columns, neighbours)
        if crossings < fewest:
            best, fewest = columns, crossings
    return best


def _places(columns: Iterable[Column]) -> dict[LayerId, float]:
    """Give each layer's place in its column, counted from the column's middle."""
    return {layer_id: place - (len(column) - 1) / 2 for column in columns for place, layer_id in enumerate(column)}


def _crossings(columns: list[Column], neighbours: Mapping[LayerId, tuple[list[LayerId], list[LayerId]]]) -> int:
    """Count the pairs of connections between the same two columns that cross."""
    number = {layer_id: index for index, column in enumerate(columns) for layer_id in column}
    places = _places(columns)
    between: dict[tuple[int, int], list[tuple[float, float]]] = {}
    for layer_id, (_, targets) in neighbours.items():
        for target in targets:
            between.setdefault((number[layer_id], number[target]), []).append((places[layer_id], places[target]))
    total = 0
    for connections in between.values():
        seen: list[float] = []
        for _, end in sorted(connections):
            total += len(seen) - bisect_right(seen, end)
            insort(seen, end)
    return total


def _heights(
    columns: list[Column], neighbours: Mapping[LayerId, tuple[list[LayerId], list[LayerId]]], extents: Extents
) -> dict[LayerId, float]:
    """Draw each layer to the mean height of its neighbours, as far as the others of its column let it."""
    heights: dict[LayerId, float] = {}
    for column in columns:
        heights |= _stacked(column, dict.fromkeys(column, 0.0), extents)
    for sweep in range(HEIGHT_SWEEPS):
        side = sweep % 2
        for column in columns if side == 0 else reversed(columns):
            wished = {
                layer_id: _mean([heights[other] for other in neighbours[layer_id][side]], heights[layer_id])
                for layer_id in column
            }
            heights |= _stacked(column, wished, extents)
    return heights


def _stacked(column: Column, wished: Mapping[LayerId, float], extents: Extents) -> dict[LayerId, float]:
    """Give the heights nearest to those wished (least squares) at which a column's panels keep their gap.

    It is isotonic regression by pooling neighbours that violate the order: what must touch moves as one block.
    """
    starts = [0.0]
    for upper, lower in itertools.pairwise(column):
        starts.append(starts[-1] + extents[upper].bottom + ROW_GAP + extents[lower].top)
    blocks: list[tuple[float, int]] = []  # mean of the members' wishes relative to their starts, and their number
    for start, layer_id in zip(starts, column, strict=True):
        mean, count = wished[layer_id] - start, 1
        while blocks and blocks[-1][0] > mean:
            upper_mean, upper_count = blocks.pop()
            mean = (mean * count + upper_mean * upper_count) / (count + upper_count)
            count += upper_count
        blocks.append((mean, count))
    offsets = [mean for mean, count in blocks for _ in range(count)]
    return {layer_id: start + offset for layer_id, start, offset in zip(column, starts, offsets, strict=True)}


def _settled(
    placed: Mapping[LayerId, Position], before: Mapping[LayerId, Position], extents: Extents, others: list[Box]
) -> dict[LayerId, Position]:
    """Move all by the same way, back to the middle of where they were and off the layers that stay, onto the grid."""
    old = around([extents[layer_id].at(place) for layer_id, place in before.items()])
    new = around([extents[layer_id].at(place) for layer_id, place in placed.items()])
    dx = (old.left + old.right - new.left - new.right) / 2
    dy = (old.top + old.bottom - new.top - new.bottom) / 2
    first = next(iter(placed.values()))
    snapped = snapped_to_grid((first[0] + dx, first[1] + dy))
    dx, dy = snapped[0] - first[0], snapped[1] - first[1]
    clearance = ROW_GAP + GRID / 2  # half a step of the grid more, which snapping each layer may take
    dy += free_shift([new.moved(dx, dy)], others, clearance, snapped, (DOWN,))[1]
    return {layer_id: (x + dx, _on_grid(y + dy)) for layer_id, (x, y) in placed.items()}


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _up(value: float) -> float:
    return -(-value // GRID) * GRID


def _on_grid(value: float) -> float:
    return round(value / GRID) * GRID

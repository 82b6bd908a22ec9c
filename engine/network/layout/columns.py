"""Which layers hang together, and in which column of a drawing each stands."""

from collections.abc import Mapping, Sequence

from engine.network.kinds import layer_kind
from engine.network.layout.placement import Position
from engine.network.model import LayerId, Network

Neighbours = Mapping[LayerId, tuple[Sequence[LayerId], Sequence[LayerId]]]


def components_of(
    layer_ids: Sequence[LayerId], edges: Sequence[tuple[LayerId, LayerId]], places: Mapping[LayerId, Position]
) -> list[list[LayerId]]:
    """Give the sets of layers that connections join, the uppermost first; layers without any are one set, the last."""
    linked: dict[LayerId, list[LayerId]] = {layer_id: [] for layer_id in layer_ids}
    for source, target in edges:
        linked[source].append(target)
        linked[target].append(source)
    found: list[list[LayerId]] = []
    seen: set[LayerId] = set()
    for layer_id in layer_ids:
        if layer_id in seen or not linked[layer_id]:
            continue
        component, waiting = [], [layer_id]
        seen.add(layer_id)
        while waiting:
            component.append(waiting.pop())
            fresh = [other for other in linked[component[-1]] if other not in seen]
            seen.update(fresh)
            waiting += dict.fromkeys(fresh)
        found.append(component)
    found.sort(key=lambda component: min(places[layer_id][1] for layer_id in component))
    loose = sorted((layer_id for layer_id in layer_ids if not linked[layer_id]), key=places.__getitem__)
    return [*found, loose] if loose else found


def columns_of(
    network: Network, layer_ids: Sequence[LayerId], neighbours: Neighbours, places: Mapping[LayerId, Position]
) -> list[list[LayerId]]:
    """Give the columns of layers, each with the layers ordered by height as they are now.

    A layer stands one column right of its rightmost source. One that computes but reads none of these layers stands
    just left of what reads it; inputs stand leftmost. Layers without any neighbour stand in a row.
    """
    if not any(sources or targets for sources, targets in neighbours.values()):
        return [[layer_id] for layer_id in layer_ids]
    depth = _depths(layer_ids, neighbours)
    for layer_id in layer_ids:
        sources, targets = neighbours[layer_id]
        if not sources and targets and layer_kind(network.layer(layer_id).kind).takes_sources:
            depth[layer_id] = min(depth[target] for target in targets) - 1
    columns: dict[int, list[LayerId]] = {}
    for layer_id in sorted(layer_ids, key=lambda layer_id: (places[layer_id][1], places[layer_id][0])):
        columns.setdefault(depth[layer_id], []).append(layer_id)
    return [columns[number] for number in sorted(columns)]


def _depths(layer_ids: Sequence[LayerId], neighbours: Neighbours) -> dict[LayerId, int]:
    """Give the number of connections on the longest way to each layer."""
    lacking = {layer_id: len(neighbours[layer_id][0]) for layer_id in layer_ids}
    depth = dict.fromkeys(layer_ids, 0)
    ready = [layer_id for layer_id in layer_ids if not lacking[layer_id]]
    while ready:
        layer_id = ready.pop()
        for target in neighbours[layer_id][1]:
            depth[target] = max(depth[target], depth[layer_id] + 1)
            lacking[target] -= 1
            if not lacking[target]:
                ready.append(target)
    return depth

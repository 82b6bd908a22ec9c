"""Order and ends of the layer graph."""

from collections import defaultdict
from collections.abc import Iterable

from engine.errors import GraphError
from engine.network.kinds import layer_kind
from engine.network.model import ConnectionKey, Layer, LayerId, Network
from engine.network.remembering import remembered


@remembered
def topological_order(network: Network) -> tuple[Layer, ...]:
    """Give the layers so that each stands after all its sources; ties keep the network's own order.

    Raises:
        GraphError: The connections close a cycle (no edit makes one; a hostile file might).
    """
    waiting = {layer.id: 0 for layer in network.layers}
    targets: dict[LayerId, list[LayerId]] = {layer.id: [] for layer in network.layers}
    for connection in network.connections:
        waiting[connection.target] += 1
        targets[connection.source].append(connection.target)
    ready = [layer_id for layer_id, sources in waiting.items() if not sources]
    level = dict.fromkeys(ready, 0)  # of each layer, one more than the highest of its sources
    for layer_id in ready:
        for target in targets[layer_id]:
            level[target] = max(level.get(target, 0), level[layer_id] + 1)
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)  # the loop goes on over it
    if len(ready) < len(network.layers):
        names = ", ".join(layer.name for layer in network.layers if waiting[layer.id])
        raise GraphError(f"The connections among {names} close a cycle.")
    return tuple(sorted(network.layers, key=lambda layer: level[layer.id]))


def reachable(network: Network, *starts: LayerId) -> frozenset[LayerId]:
    """Give the ids of all layers that connections lead to from any of `starts`, these included."""
    return _reached((connection.key for connection in network.connections), *starts)


def ancestors(network: Network, start: LayerId) -> frozenset[LayerId]:
    """Give the ids of all layers from which connections lead to `start`, `start` included: those it cannot feed."""
    return _reached(((connection.target, connection.source) for connection in network.connections), start)


def would_close_cycle(network: Network, source: LayerId, target: LayerId) -> bool:
    """Tell whether a connection source → target would let a layer feed itself."""
    return source in reachable(network, target)


@remembered
def input_layers(network: Network) -> tuple[Layer, ...]:
    """Give the layers that hold a sample."""
    return tuple(layer for layer in network.layers if not layer_kind(layer.kind).takes_sources)


@remembered
def output_layers(network: Network) -> tuple[Layer, ...]:
    """Give the layers of the computed part that compute and that nothing reads; a complete network has one, f(x)."""
    part = computed_part(network)
    read = {connection.source for connection in part.connections}
    return tuple(layer for layer in part.layers if layer_kind(layer.kind).takes_sources and layer.id not in read)


@remembered
def computed_part(network: Network) -> Network:
    """Give the network without what hangs loose: the layers that no connections join, by whatever ways, to the input.

    All is computed as long as no connection leads from the one input layer. Layers and connections are shared.
    """
    inputs = input_layers(network)
    if len(inputs) != 1 or not network.outgoing(inputs[0].id):
        return network
    forth = [connection.key for connection in network.connections]
    joined = _reached([*forth, *((target, source) for source, target in forth)], inputs[0].id)
    if len(joined) == len(network.layers):
        return network
    return Network(
        layers=tuple(layer for layer in network.layers if layer.id in joined),
        connections=tuple(connection for connection in network.connections if connection.source in joined),
    )


@remembered
def loose_layers(network: Network) -> tuple[Layer, ...]:
    """Give the layers that are no part of what is computed and trained, because nothing joins them to the input."""
    part = computed_part(network)
    return tuple(layer for layer in network.layers if not part.has_layer(layer.id))


def loose_note(network: Network) -> str:
    """Say which layers hang loose, and what to do about it; "" where none does."""
    loose = loose_layers(network)
    return loose_sentence(*loose) if loose else ""


def loose_sentence(*loose: Layer) -> str:
    """Say of layers that they hang loose, and what to do about it."""
    are, they, them = ("is", "it computes", "it") if len(loose) == 1 else ("are", "they compute", "them")
    return f"{_names(loose)} {are} not connected, so {they} nothing: connect {them} to the others, or delete {them}."


def computed_layer(network: Network, layer_id: LayerId) -> Layer:
    """Give a layer that has values.

    Raises:
        GraphError: There is no such layer, or it hangs loose.
    """
    layer = network.layer(layer_id)
    if not computed_part(network).has_layer(layer_id):
        raise GraphError(f"“{layer.name}” is not connected, so it computes nothing.")
    return layer


@remembered
def problems(network: Network) -> tuple[str, ...]:
    """Give what keeps the network from computing f(x), a sentence each that says what to do; empty if nothing does.

    What hangs loose keeps nothing from being computed; `loose_note` tells of it.
    """
    outputs = output_layers(network)
    if len(outputs) < 2:
        return _evaluation_problems(network)
    return (_ends_sentence(network, outputs), *_evaluation_problems(network))


def _ends_sentence(network: Network, outputs: tuple[Layer, ...]) -> str:
    others = "the other on, or delete it" if len(outputs) == 2 else "the others on, or delete them"
    ends = f"{_names(outputs)} lead nowhere, but a network has one output layer: connect {others}."
    return " ".join(filter(None, (ends, loose_note(network))))


@remembered
def _evaluation_problems(network: Network) -> tuple[str, ...]:
    """Give what keeps the layers' values from being worked out: all problems but several ends."""
    if not network.layers:
        return ("The canvas is empty: drag an input layer onto it.",)
    part, inputs = computed_part(network), input_layers(network)
    found: list[str] = []
    if not inputs:
        found.append("There is no input layer: drag one onto the canvas.")
    if len(inputs) > 1:
        found.append(f"There are {len(inputs)} input layers ({_names(inputs)}): keep one.")
    if not output_layers(network):
        found.append("Nothing computes yet: drag a dense layer to the right of the input layer.")
    found += [
        f"“{layer.name}” has no input: connect a layer to it."
        for layer in part.layers
        if layer_kind(layer.kind).takes_sources and not part.incoming(layer.id)
    ]
    return tuple(found)


def output_layer(network: Network) -> Layer:
    """Give the layer whose activation is f(x).

    Raises:
        GraphError: The network is not complete; the text is its first problem.
    """
    _raise_first(problems(network))
    return output_layers(network)[0]


def input_layer(network: Network) -> Layer:
    """Give the layer that holds the sample.

    Raises:
        GraphError: The network is not complete; the text is its first problem.
    """
    _raise_first(problems(network))
    return input_layers(network)[0]


def sample_layer(network: Network) -> Layer:
    """Give the layer that holds the sample, in a network complete or with several ends: its layers have values.

    Raises:
        GraphError: Values cannot be worked out; the text says what keeps from it.
    """
    _raise_first(_evaluation_problems(network))
    return input_layers(network)[0]


def _reached(steps: Iterable[ConnectionKey], *starts: LayerId) -> frozenset[LayerId]:
    following: defaultdict[LayerId, list[LayerId]] = defaultdict(list)
    for before, after in steps:
        following[before].append(after)
    found = set(starts)
    frontier = list(starts)
    while frontier:
        new = [layer_id for layer_id in following[frontier.pop()] if layer_id not in found]
        found.update(new)
        frontier += new
    return frozenset(found)


def _raise_first(found: tuple[str, ...]) -> None:
    if found:
        raise GraphError(found[0])


def _names(layers: tuple[Layer, ...]) -> str:
    names = [f"“{layer.name}”" for layer in layers]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)

"""What a wire would do: which edges it makes, and the words for it or for why not."""

import msgspec
import numpy as np

from engine.errors import EngineError
from engine.network.formulas import Names, plain_of
from engine.network.model import Network
from engine.network.wires import WireEnd
from engine.network.wiring import check_edges, edges_between
from gui.selection import ConnectionItem, EdgeItem, Groups, Item

MOST_SELECTED = 64


class LooseWire(msgspec.Struct, frozen=True):
    """A wire of which only one end is fixed.

    Attributes:
        end: Where it is fixed.
        is_forward: Whether it leads away from there, or to there.
    """

    end: WireEnd
    is_forward: bool


class WirePlan(msgspec.Struct, frozen=True, eq=False):
    """What a wire between two ends would do.

    Attributes:
        source: Where it comes from.
        target: Where it leads to.
        sentence: What it makes, or why it makes nothing.
        is_refused: Whether it makes nothing.
        label: What the undo step is called.
    """

    source: WireEnd
    target: WireEnd
    sentence: str
    is_refused: bool
    label: str = ""


def plan_wire(network: Network, source: WireEnd, target: WireEnd) -> WirePlan:
    """Find out what a wire would do."""
    try:
        edges = edges_between(network, source.layer, target.layer, source.neurons, target.neurons)
        check_edges(network, source.layer, target.layer, edges)
    except EngineError as error:
        return WirePlan(source, target, str(error), is_refused=True)
    connection = network.find_connection(source.layer, target.layer)
    count = int(np.count_nonzero(edges if connection is None else edges & ~connection.mask))
    label = "Connect layers" if edges.all() and edges.size > 1 else "Connect neurons"
    return WirePlan(source, target, _promise(network, source, target, count), is_refused=False, label=label)


def ends_of(groups: Groups) -> tuple[WireEnd, ...]:
    """Give the ends that the selected layers and neurons are, a layer once, in the order of selecting."""
    return tuple(WireEnd(layer, neurons) for layer, neurons in groups.ends.items())


def items_of(network: Network, source: WireEnd, target: WireEnd) -> tuple[Item, ...]:
    """Give what to select after wiring: the edges, or the connection where they are all or very many."""
    columns = range(network.layer(source.layer).width) if source.neurons is None else source.neurons
    rows = range(network.layer(target.layer).width) if target.neurons is None else target.neurons
    count, size = len(columns) * len(rows), network.connection(source.layer, target.layer).mask.size
    if count > MOST_SELECTED or (count == size and count > 1):
        return (ConnectionItem(source.layer, target.layer),)
    return tuple(EdgeItem(source.layer, target.layer, row, column) for row in rows for column in columns)


def _promise(network: Network, source: WireEnd, target: WireEnd, count: int) -> str:
    names = Names(network)

    def name(end: WireEnd) -> str:
        if end.neurons is None or len(end.neurons) != 1:
            return f"“{network.layer(end.layer).name}”"
        return plain_of(names.activation(end.layer, end.neurons[0]))

    ways = f"from {name(source)} to {name(target)}"
    if source.neurons is None or target.neurons is None or len(source.neurons) * len(target.neurons) != 1:
        return f"{count:,} edge{'s' if count != 1 else ''} {ways}"
    return f"{names.weight(source.layer, target.layer, target.neurons[0], source.neurons[0]).plain} {ways}"

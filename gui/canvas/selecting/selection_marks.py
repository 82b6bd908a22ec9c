"""The selected items sorted once by what shows them: ten thousand edges must not be looked through by every item."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import msgspec
import numpy as np

from engine.arrays import BoolArray
from engine.network.model import Connection, ConnectionKey, LayerId
from gui.selection import ConnectionItem, EdgeItem, Item, LayerItem, NeuronItem


class ConnectionMarks(msgspec.Struct, frozen=True):
    """What of one connection is marked.

    Attributes:
        is_whole: Whether the connection itself is.
        edges: Row and column of each single edge.
        sources: Neurons whose outgoing edges are.
        targets: Neurons whose incoming edges are.
    """

    is_whole: bool = False
    edges: tuple[tuple[int, int], ...] = ()
    sources: frozenset[int] = frozenset()
    targets: frozenset[int] = frozenset()

    @property
    def names_edges(self) -> bool:
        """Whether any edge is marked one by one or by a neuron."""
        return bool(self.edges or self.sources or self.targets)

    def mask(self, connection: Connection) -> BoolArray:
        """Give which edges that exist are marked one by one or by a neuron: bool (H_target, H_source)."""
        rows, columns = connection.weight.shape
        marked = np.zeros((rows, columns), np.bool_)
        edges = [(row, column) for row, column in self.edges if row < rows and column < columns]
        if edges:
            indices = np.array(edges)
            marked[indices[:, 0], indices[:, 1]] = True
        marked[:, [column for column in self.sources if column < columns]] = True
        marked[[row for row in self.targets if row < rows]] = True
        return marked & connection.mask


class SelectionMarks:
    """Sorts items by layer and connection.

    Args:
        items: What is selected.
    """

    def __init__(self, items: Iterable[Item] = ()) -> None:
        kinds: defaultdict[type[Item], list[Any]] = defaultdict(list)
        for item in items:
            kinds[type(item)].append(item)
        self.layers: set[LayerId] = {item.layer for item in kinds[LayerItem]}
        self._connections: set[ConnectionKey] = {(item.source, item.target) for item in kinds[ConnectionItem]}
        self._neurons: defaultdict[LayerId, set[int]] = defaultdict(set)
        for item in kinds[NeuronItem]:
            self._neurons[item.layer].add(item.index)
        self._edges: defaultdict[ConnectionKey, list[tuple[int, int]]] = defaultdict(list)
        for item in kinds[EdgeItem]:
            self._edges[item.source, item.target].append((item.row, item.column))

    @property
    def has_neurons(self) -> bool:
        """Whether any neuron is marked."""
        return bool(self._neurons)

    @property
    def layers_touched(self) -> Iterable[LayerId]:
        """The layers marked, and those with neurons that are."""
        return self.layers | self._neurons.keys()

    def touches(self, key: ConnectionKey) -> bool:
        """Tell whether anything of a connection is marked, or a neuron at its ends."""
        return key in self._connections or key in self._edges or not self._neurons.keys().isdisjoint(key)

    def neurons_of(self, layer_id: LayerId) -> frozenset[int]:
        """Give the neurons marked in a layer."""
        return frozenset(self._neurons.get(layer_id, ()))

    def of_connection(self, key: ConnectionKey) -> ConnectionMarks:
        """Give what is marked of a connection, its ends' neurons included."""
        source, target = key
        return ConnectionMarks(
            is_whole=key in self._connections,
            edges=tuple(self._edges.get(key, ())),
            sources=self.neurons_of(source),
            targets=self.neurons_of(target),
        )

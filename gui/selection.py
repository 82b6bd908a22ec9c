"""What is selected and what is under the pointer, shared by canvas, inspector, matrix editor and plots."""

from collections.abc import Iterable, Mapping

import msgspec
import numpy as np
from PySide6.QtCore import QObject, Signal

from engine.arrays import IntArray
from engine.network.model import ConnectionKey, LayerId, Network
from gui.sample_focus import SampleFocus


class LayerItem(msgspec.Struct, frozen=True):
    """A whole layer."""

    layer: LayerId


class NeuronItem(msgspec.Struct, frozen=True):
    """Neuron `index` (from 0) of a layer."""

    layer: LayerId
    index: int


class ConnectionItem(msgspec.Struct, frozen=True):
    """All edges from one layer to another."""

    source: LayerId
    target: LayerId


class EdgeItem(msgspec.Struct, frozen=True):
    """The edge from neuron `column` of `source` to neuron `row` of `target`: `weight[row, column]`."""

    source: LayerId
    target: LayerId
    row: int
    column: int


Item = LayerItem | NeuronItem | ConnectionItem | EdgeItem


def whole_of(item: Item) -> LayerItem | ConnectionItem:
    """Give the layer that an item is or is a neuron of, or the connection that it is or is an edge of."""
    if isinstance(item, NeuronItem):
        return LayerItem(item.layer)
    return ConnectionItem(item.source, item.target) if isinstance(item, EdgeItem) else item


class Groups(msgspec.Struct, frozen=True, eq=False):
    """Items by what they are parts of: of thousands of edges, what is said of all is worked out at once.

    Attributes:
        ends: The layers that are selected or have neurons selected, in the order of selecting, with these neurons;
            None for a whole layer.
        connections: The connections that are selected.
        edges: Rows and columns of the edges selected, of each connection that has any.
    """

    ends: Mapping[LayerId, tuple[int, ...] | None]
    connections: tuple[ConnectionKey, ...]
    edges: Mapping[ConnectionKey, tuple[IntArray, IntArray]]

    @property
    def layers(self) -> tuple[LayerId, ...]:
        """The layers that are selected as a whole."""
        return tuple(layer for layer, neurons in self.ends.items() if neurons is None)

    @property
    def neurons(self) -> dict[LayerId, tuple[int, ...]]:
        """The neurons that are selected without their whole layer."""
        return {layer: neurons for layer, neurons in self.ends.items() if neurons is not None}

    @property
    def wired(self) -> tuple[ConnectionKey, ...]:
        """The connections that are selected or have edges selected."""
        return tuple(dict.fromkeys([*self.connections, *self.edges]))

    def are_in(self, network: Network) -> bool:
        """Tell whether a network has all of it."""
        left = self.existing(network)
        return (
            left.ends == self.ends
            and left.connections == self.connections
            and all(key in left.edges and len(left.edges[key][0]) == len(rows) for key, (rows, _) in self.edges.items())
        )

    def existing(self, network: Network) -> "Groups":
        """Give what of it the network has."""
        ends: dict[LayerId, tuple[int, ...] | None] = {}
        for layer, neurons in self.ends.items():
            if network.has_layer(layer):
                width = network.layer(layer).width
                left = None if neurons is None else tuple(index for index in neurons if index < width)
                if left != ():
                    ends[layer] = left
        edges = {key: _existing(key, *places, network) for key, places in self.edges.items()}
        connections = tuple(key for key in self.connections if network.find_connection(*key) is not None)
        return Groups(ends, connections, {key: places for key, places in edges.items() if len(places[0])})


def grouped(items: Iterable[Item]) -> Groups:
    """Group items."""
    ends: dict[LayerId, dict[int, None] | None] = {}
    connections: list[ConnectionKey] = []
    edges: dict[ConnectionKey, list[tuple[int, int]]] = {}
    for item in items:
        if isinstance(item, EdgeItem):
            edges.setdefault((item.source, item.target), []).append((item.row, item.column))
        elif isinstance(item, NeuronItem):
            neurons = ends.setdefault(item.layer, {})
            if neurons is not None:
                neurons[item.index] = None
        elif isinstance(item, LayerItem):
            ends[item.layer] = None
        else:
            connections.append((item.source, item.target))
    arrays = {key: np.array(places, np.int64).T for key, places in edges.items()}
    return Groups(
        {layer: None if neurons is None else tuple(neurons) for layer, neurons in ends.items()},
        tuple(connections),
        {key: (rows, columns) for key, (rows, columns) in arrays.items()},
    )


class _InPlay(msgspec.Struct, frozen=True):
    """What a view tells of, and which view in words for the canvas."""

    items: tuple[Item, ...] = ()
    teller: str = ""


# Who may let items stand out on the canvas; the first who does is heeded.
_POINTED_OUT, _TOLD, _IN_FOCUS = range(3)


def _in_play(items: Iterable[Item], teller: str) -> _InPlay:
    found = tuple(items)
    return _InPlay(found, teller if found else "")


def _existing_of(in_play: _InPlay, network: Network) -> _InPlay:
    return _in_play((item for item in in_play.items if exists(item, network)), in_play.teller)


class Selection(QObject):
    """The items selected, in the order of selecting, and the one under the pointer.

    Attributes:
        samples: The samples that stand out in all plots.

    Signals:
        selection_changed: the tuple of items now selected.
        hover_changed: the item now under the pointer in some view, or None.
        in_play_changed: the items that a view now tells of, or who tells of them.
        in_play_dismissed: a person wants to see the whole network again, whatever a view tells of.
    """

    selection_changed = Signal(object)
    hover_changed = Signal(object)
    in_play_changed = Signal(object)
    in_play_dismissed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[Item, ...] = ()
        self._groups: Groups | None = None
        self._removed_edge: EdgeItem | None = None
        self._hovered: Item | None = None
        self._in_play: tuple[_InPlay, ...] = (_InPlay(),) * 3
        self.samples = SampleFocus(self)

    @property
    def removed_edge(self) -> EdgeItem | None:
        """The place of a removed edge that is chosen, to be restored; no item is then."""
        return self._removed_edge

    @property
    def items(self) -> tuple[Item, ...]:
        """The items selected."""
        return self._items

    @property
    def groups(self) -> Groups:
        """The items selected, by what they are parts of."""
        if self._groups is None:
            self._groups = grouped(self._items)
        return self._groups

    @property
    def current(self) -> Item | None:
        """The item selected last: the one to show and edit."""
        return self._items[-1] if self._items else None

    def current_in(self, network: Network) -> Item | None:
        """Give the item selected last if the network has it: some hear of what has gone before `keep_existing`."""
        return self.current if self.current is not None and exists(self.current, network) else None

    def removed_edge_in(self, network: Network) -> EdgeItem | None:
        """Give the removed edge that is chosen if the network lacks just that."""
        edge = self._removed_edge
        connection = None if edge is None else network.find_connection(edge.source, edge.target)
        if edge is None or connection is None:
            return None
        rows, columns = connection.mask.shape
        is_lacking = edge.row < rows and edge.column < columns and not connection.mask[edge.row, edge.column]
        return edge if is_lacking else None

    @property
    def hovered(self) -> Item | None:
        """The item under the pointer."""
        return self._hovered

    @property
    def in_play(self) -> tuple[Item, ...]:
        """What a view tells of at the moment, such as one step of backpropagation, and that is to stand out."""
        return self._stands_out.items

    def select(self, *items: Item) -> None:
        """Select exactly these items."""
        self._take(items, None)

    def choose_removed_edge(self, edge: EdgeItem) -> None:
        """Choose the place of a removed edge, and select no item."""
        self._take((), edge)

    def toggle(self, item: Item) -> None:
        """Add an item to the selection, or take it out."""
        self.select(*(other for other in self._items if other != item), *(() if item in self._items else (item,)))

    def hover(self, item: Item | None) -> None:
        """Note what is under the pointer."""
        if item != self._hovered:
            self._hovered = item
            self.hover_changed.emit(item)

    @property
    def in_play_teller(self) -> str:
        """Which view tells of it, and of what, in words for the canvas; "" where that is plain to see."""
        return self._stands_out.teller

    def put_in_play(self, *items: Item, teller: str = "") -> None:
        """Let these items stand out, and no others, until something else is told of; arguments as the properties."""
        self._let_stand_out(_TOLD, _in_play(items, teller))

    def point_out(self, *items: Item, teller: str = "") -> None:
        """Let these be in play while the pointer is over what shows them; none gives back to whoever told of others."""
        self._let_stand_out(_POINTED_OUT, _in_play(items, teller))

    def bring_into_focus(self, *items: Item, teller: str = "") -> None:
        """Let these stand out with the samples in focus, as long as no view tells of others; none for no more."""
        self._let_stand_out(_IN_FOCUS, _in_play(items, teller))

    def dismiss_in_play(self) -> None:
        """Let nothing stand out any more, for a person does not want it."""
        self._take_in_play((_InPlay(),) * 3)
        self.in_play_dismissed.emit()

    def keep_existing(self, network: Network) -> None:
        """Drop the items that the network no longer has."""
        self._take_in_play(tuple(_existing_of(each, network) for each in self._in_play))
        if self._hovered is not None and not exists(self._hovered, network):
            self.hover(None)
        if self._removed_edge is not None and self.removed_edge_in(network) is None:
            self.select()
        if not self.groups.are_in(network):
            self.select(*(item for item in self._items if exists(item, network)))

    @property
    def _stands_out(self) -> _InPlay:
        return next((each for each in self._in_play if each.items), _InPlay())

    def _let_stand_out(self, who: int, what: _InPlay) -> None:
        self._take_in_play((*self._in_play[:who], what, *self._in_play[who + 1 :]))

    def _take_in_play(self, in_play: tuple[_InPlay, ...]) -> None:
        before = self._stands_out
        self._in_play = in_play
        if self._stands_out != before:
            self.in_play_changed.emit(self.in_play)

    def _take(self, items: tuple[Item, ...], removed_edge: EdgeItem | None) -> None:
        if (items, removed_edge) != (self._items, self._removed_edge):
            self._items, self._groups, self._removed_edge = items, None, removed_edge
            self.selection_changed.emit(items)


def exists(item: Item, network: Network) -> bool:
    """Tell whether the network has what `item` names."""
    if isinstance(item, LayerItem):
        return network.has_layer(item.layer)
    if isinstance(item, NeuronItem):
        return network.has_layer(item.layer) and item.index < network.layer(item.layer).width
    connection = network.find_connection(item.source, item.target)
    if connection is None or isinstance(item, ConnectionItem):
        return connection is not None
    rows, columns = connection.weight.shape
    return item.row < rows and item.column < columns and bool(connection.mask[item.row, item.column])


def _existing(key: ConnectionKey, rows: IntArray, columns: IntArray, network: Network) -> tuple[IntArray, IntArray]:
    """Give the rows and columns of those edges that a network has."""
    connection = network.find_connection(*key)
    if connection is None:
        return rows[:0], columns[:0]
    height, width = connection.mask.shape
    inside = (rows < height) & (columns < width)
    rows, columns = rows[inside], columns[inside]
    there = connection.mask[rows, columns]
    return rows[there], columns[there]

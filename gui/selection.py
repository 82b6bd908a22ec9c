"""What is selected and what is under the pointer, shared by canvas, inspector, matrix editor and plots."""

import msgspec
from PySide6.QtCore import QObject, Signal

from engine.network.model import LayerId, Network


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


class Selection(QObject):
    """The items selected, in the order of selecting, and the one under the pointer.

    Signals:
        selection_changed: the tuple of items now selected.
        hover_changed: the item now under the pointer in some view, or None.
    """

    selection_changed = Signal(object)
    hover_changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[Item, ...] = ()
        self._hovered: Item | None = None

    @property
    def items(self) -> tuple[Item, ...]:
        """The items selected."""
        return self._items

    @property
    def current(self) -> Item | None:
        """The item selected last: the one to show and edit."""
        return self._items[-1] if self._items else None

    @property
    def hovered(self) -> Item | None:
        """The item under the pointer."""
        return self._hovered

    def select(self, *items: Item) -> None:
        """Select exactly these items."""
        if items != self._items:
            self._items = items
            self.selection_changed.emit(items)

    def toggle(self, item: Item) -> None:
        """Add an item to the selection, or take it out."""
        self.select(*(other for other in self._items if other != item), *(() if item in self._items else (item,)))

    def hover(self, item: Item | None) -> None:
        """Note what is under the pointer."""
        if item != self._hovered:
            self._hovered = item
            self.hover_changed.emit(item)

    def keep_existing(self, network: Network) -> None:
        """Drop the items that the network no longer has."""
        if self._hovered is not None and not exists(self._hovered, network):
            self.hover(None)
        self.select(*(item for item in self._items if exists(item, network)))


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

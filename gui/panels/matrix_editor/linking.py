"""What is selected and hovered in the tables, and on the canvas and elsewhere: one and the same."""

from PySide6.QtCore import QObject

from engine.network.model import ConnectionKey
from gui.document import Document
from gui.panels.matrix_editor.paper import Paper
from gui.panels.matrix_editor.places import NOWHERE, Place
from gui.panels.matrix_editor.table import Cell, MatrixTable
from gui.selection import ConnectionItem, EdgeItem, Item, NeuronItem, Selection

MOST_ITEMS = 2_000  # of a larger block the connection is selected instead of every edge


class SelectionLink(QObject):
    """Joins the tables with the selection.

    Args:
        document: The open project.
        selection: Shared with canvas, inspector and plots.
        paper: The tables.
    """

    def __init__(self, document: Document, selection: Selection, paper: Paper) -> None:
        super().__init__(paper)
        self._document = document
        self._selection = selection
        self._paper = paper
        self._key: ConnectionKey | None = None
        for table in paper.tables:
            table.cells_chosen.connect(lambda table=table: self._on_cells_chosen(table))
            table.place_hovered.connect(lambda place, table=table: self._on_place_hovered(table, place))
        selection.selection_changed.connect(lambda _items: self.show_selected())
        selection.hover_changed.connect(self._on_hover_changed)

    def set_connection(self, key: ConnectionKey | None) -> None:
        """Join the tables of another connection."""
        if key != self._key:
            self._key = key
            self._mark(None)

    def show_selected(self) -> None:
        """Select the cells of the edges and neurons selected; a connection, which has them all, changes nothing."""
        items = self._selection.items
        if self._key is None or items == (ConnectionItem(*self._key),):
            return
        weights = [self._cell(item) for item in items if self._is_shown_edge(item)]
        biases = [(item.index, 0) for item in items if isinstance(item, NeuronItem) and item.layer == self._key[1]]
        for table, cells in zip(self._paper.tables, (weights, biases), strict=True):
            if set(self._items_of(table)) != set(items) or not cells:
                table.show_selected(cells[:MOST_ITEMS])

    def _on_cells_chosen(self, table: MatrixTable) -> None:
        items = self._items_of(table)
        if items and set(items) != set(self._selection.items):
            self._selection.select(*items)

    def _items_of(self, table: MatrixTable) -> list[Item]:
        """Give what the cells selected stand for; removed edges are nothing to select."""
        key, block = self._key, table.block
        if key is None or (block is not None and block.height * block.width > MOST_ITEMS):
            return [] if key is None else [ConnectionItem(*key)]
        cells = sorted(table.cells, key=lambda cell: cell == self._current(table))
        if table is self._paper.bias_table:
            return [NeuronItem(key[1], row) for row, _column in cells]
        connection = self._document.network.find_connection(*key)
        if connection is None or connection.mask.shape != self._paper.weights.matrix.shape:
            return []  # an undo or another project took it away, and the editor is about to be told
        edges: list[Item] = [EdgeItem(*key, row, column) for row, column in cells if connection.mask[row, column]]
        return edges if edges or not cells else [ConnectionItem(*key)]

    def _on_place_hovered(self, table: MatrixTable, place: Place) -> None:
        self._selection.hover(self._item_at(table, place))
        if place != NOWHERE and self._selection.hovered is None:
            self._mark(None)

    def _item_at(self, table: MatrixTable, place: Place) -> Item | None:
        if self._key is None or place == NOWHERE:
            return None
        source, target = self._key
        if table is self._paper.bias_table:
            return None if place.row is None else NeuronItem(target, place.row)
        if place.row is None:
            return NeuronItem(source, place.column or 0)
        if place.column is None:
            return NeuronItem(target, place.row)
        exists = self._document.network.connection(source, target).mask[place.row, place.column]
        return EdgeItem(source, target, place.row, place.column) if exists else None

    def _on_hover_changed(self, item: Item | None) -> None:
        self._mark(item)

    def _mark(self, item: Item | None) -> None:
        """Mark the cell of an edge, the row of a target neuron, the column of a source neuron."""
        weights = biases = NOWHERE
        if item is not None and self._is_shown_edge(item):
            weights = Place(*self._cell(item))
        elif isinstance(item, NeuronItem) and self._key is not None:
            if item.layer == self._key[1]:
                weights = biases = Place(row=item.index)
            elif item.layer == self._key[0]:
                weights = Place(column=item.index)
        self._paper.weight_table.mark(weights)
        self._paper.bias_table.mark(biases)

    def _is_shown_edge(self, item: Item) -> bool:
        return isinstance(item, EdgeItem) and (item.source, item.target) == self._key

    def _cell(self, item: Item) -> Cell:
        assert isinstance(item, EdgeItem)
        return item.row, item.column

    def _current(self, table: MatrixTable) -> Cell:
        return table.currentIndex().row(), table.currentIndex().column()

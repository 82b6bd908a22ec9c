"""The panel: choose a connection, see its matrix and its target's biases, type, copy and paste."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from engine.arrays import FloatArray
from engine.errors import EngineError
from engine.network import edits
from engine.network.matrix_text import format_matrix, matrix_format, parse_matrix
from engine.network.model import LayerId, Network
from engine.project.project import Project
from gui.document import TRAINING_OBSTACLE, Document
from gui.icons import IconName
from gui.panels.matrix_editor.clipboard_bar import PASTE_HELP, ClipboardBar
from gui.panels.matrix_editor.paper import Paper
from gui.panels.notation import bias_symbol, edge_symbol, neuron_labels, shape_text, weight_symbol
from gui.panels.panel_edits import PanelEdits
from gui.selection import ConnectionItem, EdgeItem, Item, LayerItem, NeuronItem, Selection
from gui.theme import Spacing
from gui.widgets import Choice, ChoiceField, EmptyState, InlineMessage

ConnectionKey = tuple[LayerId, LayerId]
SHORTEST_PAPER = 120


class Paste(NamedTuple):
    """What pasting comes to: the undo step's label, where the numbers go, and the edit."""

    label: str
    place: str
    edit: Callable[[Network], Network]


class MatrixEditor(QWidget):
    """Shows the matrix of one connection and the biases of its target, which follow the selection."""

    def __init__(self, document: Document, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("matrix-editor")
        self._document = document
        self._selection = selection
        self._shown: ConnectionKey | None = None
        self._gesture = object()
        self._connection = ChoiceField()
        self._connection.setObjectName("matrix-connection")
        self._connection.setAccessibleName("Connection")
        self._message = InlineMessage()
        self._paper = Paper(self._message)
        self._clipboard_bar = ClipboardBar()
        self._edits = PanelEdits(document, self._message)
        self._empty = EmptyState(
            IconName.MATRIX, "No weights yet", "Connect two layers to see the weights between them as a matrix."
        )
        self._lay_out()
        self._connect()
        self._on_training_changed(document.is_training)
        self._refresh_structure()

    def show_connection(self, source: LayerId, target: LayerId) -> None:
        """Show a connection's matrix and move into it."""
        self._show((source, target))
        self._paper.weight_table.setFocus()
        if not self._paper.weight_table.currentIndex().isValid():
            self._paper.weight_table.setCurrentIndex(self._paper.weights.index(0, 0))

    def paste(self, text: str) -> None:
        """Take over the matrix that a text writes down, and say into what it went.

        It goes into the table that has the keyboard, a single number into the current cell there. While neither has it,
        it goes into W where it fits, else into b.
        """
        if self._shown is None:
            return
        try:
            matrix = parse_matrix(text)
        except EngineError as error:
            self._message.show_error(str(error))
            return
        paste = self._bias_paste if self._goes_into_biases(matrix) else self._weight_paste
        label, place, edit = paste(self._shown, matrix)
        if self._edits.apply_to_network(label, edit):
            self._message.show_info(f"Pasted into {place}.")

    def copy(self, name: str = "numpy") -> None:
        """Put W, or b where the biases have the focus, into the clipboard."""
        if self._shown is None:
            return
        is_bias = self._paper.active_table is self._paper.bias_table
        matrix = self._paper.biases.matrix[:, 0] if is_bias else self._paper.weights.matrix
        QGuiApplication.clipboard().setText(format_matrix(matrix, name))
        self._message.show_info(
            f"{'b' if is_bias else 'W'} ({shape_text(matrix.shape)}) is copied as {matrix_format(name).label}."
        )

    def minimumSizeHint(self) -> QSize:
        """Stay as it is while a message is shown: the paper gives it room, and the dock around does not grow."""
        column = self._content.layout()
        assert column is not None
        controls = self._connection.sizeHint().height() + self._clipboard_bar.sizeHint().height()
        height = controls + SHORTEST_PAPER + 4 * Spacing.SMALL
        return QSize(column.totalMinimumSize().width(), height)

    def _lay_out(self) -> None:
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(Spacing.SMALL, Spacing.SMALL, Spacing.SMALL, Spacing.SMALL)
        column.setSpacing(Spacing.SMALL)
        column.addWidget(self._connection)
        column.addWidget(self._clipboard_bar)
        column.addWidget(self._paper, 1)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._content)

    def _connect(self) -> None:
        paper = self._paper
        paper.weights.value_entered.connect(self._on_weight_entered)
        paper.biases.value_entered.connect(self._on_bias_entered)
        paper.editing_ended.connect(self._on_editing_ended)
        paper.number_refused.connect(self._message.show_error)
        paper.weight_table.current_cell_changed.connect(self._on_weight_cell_changed)
        paper.bias_table.current_cell_changed.connect(self._on_bias_cell_changed)
        for table in (paper.weight_table, paper.bias_table):
            table.copy_requested.connect(self.copy)
            table.paste_requested.connect(self._on_paste_requested)
        self._clipboard_bar.copy_requested.connect(self.copy)
        self._clipboard_bar.paste_requested.connect(self._on_paste_requested)
        self._connection.choice_edited.connect(self._on_connection_chosen)
        self._document.project_changed.connect(self._on_project_changed)
        self._document.parameters_shown.connect(self._refresh_numbers)
        self._document.training_changed.connect(self._on_training_changed)
        self._selection.selection_changed.connect(self._on_selection_changed)

    def _goes_into_biases(self, matrix: FloatArray) -> bool:
        active = self._paper.active_table
        if active is not None:
            return active is self._paper.bias_table
        is_vector = matrix.size == max(matrix.shape)
        fits_biases = is_vector and matrix.size == self._paper.biases.matrix.size
        return fits_biases and matrix.shape != self._paper.weights.matrix.shape

    def _weight_paste(self, key: ConnectionKey, matrix: FloatArray) -> Paste:
        source, target = key
        network, cell = self._document.network, self._paper.weight_table.currentIndex()
        if matrix.size == 1 and self._paper.active_table is not None and cell.isValid():
            row, column = cell.row(), cell.column()
            edit = partial(edits.set_weight, source=source, target=target, row=row, column=column, value=matrix.item())
            return Paste("Set weight", edge_symbol(network, target, row, column), edit)
        edit = partial(edits.set_weights, source=source, target=target, weight=matrix)
        return Paste("Paste matrix", weight_symbol(network, source, target), edit)

    def _bias_paste(self, key: ConnectionKey, matrix: FloatArray) -> Paste:
        target = key[1]
        network, cell = self._document.network, self._paper.bias_table.currentIndex()
        if matrix.size == 1 and self._paper.active_table is not None and cell.isValid():
            edit = partial(edits.set_bias, layer_id=target, index=cell.row(), value=matrix.item())
            return Paste("Set bias", bias_symbol(network, target, cell.row()), edit)
        edit = partial(edits.set_biases, layer_id=target, bias=matrix)
        return Paste("Paste biases", bias_symbol(network, target), edit)

    def _show(self, key: ConnectionKey | None) -> None:
        if key != self._shown:
            self._shown = key
            self._refresh_structure()

    def _refresh_structure(self) -> None:
        network = self._document.network
        keys = [connection.key for connection in network.connections]
        if self._shown not in keys:
            self._shown = keys[0] if keys else None
        self._connection.set_choices(tuple(_choice(network, key) for key in keys))
        self._pages.setCurrentWidget(self._content if self._shown else self._empty)
        if self._shown is None:
            return
        self._connection.set_choice(_name(self._shown))
        self._refresh_numbers()
        self._refresh_labels(network, self._shown)
        self._refresh_current_cell()

    def _refresh_numbers(self) -> None:
        if self._shown is None:
            return
        connection = self._document.network.connection(*self._shown)
        bias = self._document.network.layer(connection.target).bias[:, np.newaxis]
        self._paper.weights.show_matrix(connection.weight, connection.mask)
        self._paper.biases.show_matrix(bias, np.ones(bias.shape, np.bool_))

    def _refresh_labels(self, network: Network, key: ConnectionKey) -> None:
        source, target = (network.layer(layer_id) for layer_id in key)
        sources, targets = neuron_labels(network, source), neuron_labels(network, target)
        biases = bias_symbol(network, target.id)
        self._paper.weights.show_labels(
            targets, sources, lambda row, column: f"The weight to {targets[row]} from {sources[column]}"
        )
        self._paper.biases.show_labels(targets, [biases], lambda row, _column: f"The bias of {targets[row]}")
        shape = shape_text((target.width, source.width))
        self._paper.set_titles(f"{weight_symbol(network, *key)}  {shape}", biases)

    def _refresh_current_cell(self) -> None:
        """Move to the cell of the edge or neuron selected."""
        item = self._selection.current
        if isinstance(item, EdgeItem) and (item.source, item.target) == self._shown:
            self._paper.weight_table.setCurrentIndex(self._paper.weights.index(item.row, item.column))
        elif isinstance(item, NeuronItem) and self._shown is not None and item.layer == self._shown[1]:
            self._paper.bias_table.setCurrentIndex(self._paper.biases.index(item.index, 0))

    def _on_project_changed(self, before: Project, after: Project) -> None:
        if before.network is not after.network:
            is_same = _structure(before.network) == _structure(after.network)
            self._refresh_numbers() if is_same else self._refresh_structure()

    def _on_selection_changed(self, _items: tuple[Item, ...]) -> None:
        item = self._selection.current
        candidates = _FINDERS[type(item)](self._document.network, item) if item is not None else ()
        if candidates and self._shown not in candidates:
            self._show(candidates[0])
        self._refresh_current_cell()

    def _on_connection_chosen(self, name: str) -> None:
        key = next(c.key for c in self._document.network.connections if _name(c.key) == name)
        self._show(key)
        self._selection.select(ConnectionItem(*key))

    def _on_weight_cell_changed(self, row: int, column: int) -> None:
        if self._shown is None:
            return
        exists = self._document.network.connection(*self._shown).mask[row, column]
        self._selection.select(EdgeItem(*self._shown, row, column) if exists else ConnectionItem(*self._shown))

    def _on_bias_cell_changed(self, row: int, _column: int) -> None:
        if self._shown is not None:
            self._selection.select(NeuronItem(self._shown[1], row))

    def _on_weight_entered(self, row: int, column: int, value: float) -> None:
        if self._shown is not None:
            source, target = self._shown
            edit = partial(edits.set_weight, source=source, target=target, row=row, column=column, value=value)
            self._edits.apply_to_network("Set weight", edit, self._gesture)

    def _on_bias_entered(self, row: int, _column: int, value: float) -> None:
        if self._shown is not None:
            edit = partial(edits.set_bias, layer_id=self._shown[1], index=row, value=value)
            self._edits.apply_to_network("Set bias", edit, self._gesture)

    def _on_editing_ended(self) -> None:
        self._gesture = object()

    def _on_paste_requested(self) -> None:
        self.paste(QGuiApplication.clipboard().text())

    def _on_training_changed(self, is_training: bool) -> None:
        self._paper.set_editable(not is_training)
        self._paper.setToolTip(TRAINING_OBSTACLE if is_training else "")
        self._clipboard_bar.paste_button.setEnabled(not is_training)
        self._clipboard_bar.paste_button.setToolTip(TRAINING_OBSTACLE if is_training else PASTE_HELP)


def _edge_connections(_network: Network, item: Item) -> tuple[ConnectionKey, ...]:
    assert isinstance(item, EdgeItem | ConnectionItem)
    return ((item.source, item.target),)


def _layer_connections(network: Network, item: Item) -> tuple[ConnectionKey, ...]:
    assert isinstance(item, LayerItem | NeuronItem)
    around = network.incoming(item.layer) or network.outgoing(item.layer)
    return tuple(connection.key for connection in around)


_FINDERS: dict[type, Callable[[Network, Item], tuple[ConnectionKey, ...]]] = {
    EdgeItem: _edge_connections,
    ConnectionItem: _edge_connections,
    NeuronItem: _layer_connections,
    LayerItem: _layer_connections,
}


def _name(key: ConnectionKey) -> str:
    return "→".join(key)


def _choice(network: Network, key: ConnectionKey) -> Choice:
    source, target = (network.layer(layer_id) for layer_id in key)
    return Choice(_name(key), f"{weight_symbol(network, *key)}   {source.name} → {target.name}")


def _structure(network: Network) -> object:
    layers = [(layer.id, layer.name, layer.shape) for layer in network.layers]
    return layers, [connection.key for connection in network.connections]

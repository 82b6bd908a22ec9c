"""The panel: choose a connection, see its matrix and its target's biases, type, copy, paste and fill."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import cast

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from engine.network import parameters
from engine.network.formulas import Names, plain_of, subscript
from engine.network.graph import input_layers, output_layers
from engine.network.model import ConnectionKey, Layer, LayerId, Network
from engine.project.project import Project
from engine.project.settings import ViewSettings
from engine.quoting import shape_text
from gui.document import Document
from gui.icons import IconName
from gui.panels.matrix_editor.actions import MatrixActions
from gui.panels.matrix_editor.commands import copy_commands, fill_commands, marking_commands, paste_command
from gui.panels.matrix_editor.fill_strip import FillStrip
from gui.panels.matrix_editor.linking import SelectionLink
from gui.panels.matrix_editor.model import Labels, Numbers, common_full_scale
from gui.panels.matrix_editor.overlays import MatrixMessage
from gui.panels.matrix_editor.paper import Paper
from gui.panels.matrix_editor.table import MatrixTable
from gui.panels.matrix_editor.tools import MatrixTools
from gui.panels.panel_edits import PanelEdits
from gui.selection import ConnectionItem, EdgeItem, Item, LayerItem, NeuronItem, Selection
from gui.theme import Spacing, active_theme
from gui.widgets import Choice, ChoiceField, EmptyState

SHORTEST_PAPER = 92  # in pixels that grow with the type: titles, labels, a row of numbers and the bar below it
LOW_EM = 19  # heights of a line; below, the controls share a row and only symbols name the columns
QWIDGETSIZE_MAX = (1 << 24) - 1  # Qt's word for any size


class MatrixEditor(QWidget):
    """Shows the matrix of one connection and the biases of its target, which follow the selection."""

    def __init__(self, document: Document, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("matrix-editor")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # what is pasted after a click beside the tables is for them
        self._document = document
        self._selection = selection
        self._shown: ConnectionKey | None = None
        self._input_names: tuple[str, ...] = ()
        self._class_names: tuple[str, ...] = ()
        self._gesture = object()
        self._connection = ChoiceField()
        self._connection.setObjectName("matrix-connection")
        self._connection.setAccessibleName("Connection")
        self._content = QWidget()
        self._paper = Paper()
        self._message = MatrixMessage(self._content, self._paper)
        self._strip = FillStrip(self._content)
        self._edits = PanelEdits(document, self._message)
        self._link = SelectionLink(document, selection, self._paper)
        self.matrix_actions = actions = MatrixActions(document, self._paper, self._strip, self._message)
        self._tools = MatrixTools(
            paste_command(actions),
            partial(copy_commands, actions),
            partial(fill_commands, actions),
            partial(marking_commands, actions),
        )
        self._empty = EmptyState(
            IconName.MATRIX, "No weights yet", "Connect two layers to see the weights between them as a matrix."
        )
        self._lay_out()
        self._connect()
        self._on_obstacle_changed(document.editing_obstacle)
        self._refresh_structure()
        self._on_selection_changed(selection.items)

    def show_connection(self, source: LayerId, target: LayerId) -> None:
        """Show a connection's matrix and move into it."""
        self._show((source, target))
        self._paper.weight_table.setFocus()
        if not self._paper.weight_table.currentIndex().isValid():
            self._paper.weight_table.setCurrentIndex(self._paper.weights.index(0, 0))

    def set_input_names(self, names: Sequence[str]) -> None:
        """Take what the data calls the inputs; nothing where it has no names or others than the network's inputs."""
        if tuple(names) != self._input_names:
            self._input_names = tuple(names)
            self._refresh_structure()

    def set_class_names(self, names: Sequence[str]) -> None:
        """Take the classes that outputs stand for; nothing where there are none or not one for each output."""
        if tuple(names) != self._class_names:
            self._class_names = tuple(names)
            self._refresh_structure()

    def minimumSizeHint(self) -> QSize:
        """Need room for one row of controls and one of numbers: the others are scrolled to."""
        column = self._content.layout()
        assert column is not None
        controls = max(self._connection.sizeHint().height(), self._tools.sizeHint().height())
        height = controls + round(SHORTEST_PAPER * active_theme().scale) + 3 * Spacing.SMALL
        return QSize(column.totalMinimumSize().width(), height)

    def event(self, event: QEvent) -> bool:
        """Claim the key of pasting before the window takes it for the canvas."""
        if event.type() == QEvent.Type.ShortcutOverride and _pastes(cast(QKeyEvent, event)):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste wherever in the panel the keyboard is, if what has it does not."""
        if _pastes(event):
            self.matrix_actions.paste_clipboard()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up on the numbers, which are not followed while hidden."""
        super().showEvent(event)
        self._refresh_numbers()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to the numbers where there is little."""
        super().resizeEvent(event)
        is_low = self.height() < LOW_EM * self.fontMetrics().height()
        direction = QBoxLayout.Direction.LeftToRight if is_low else QBoxLayout.Direction.TopToBottom
        if direction != self._controls.direction():
            self._controls.setDirection(direction)
            self._tools.setMaximumWidth(self._tools.minimumSizeHint().width() if is_low else QWIDGETSIZE_MAX)
            self._paper.set_names_shown(not is_low)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._content)
        column.setContentsMargins(Spacing.TIGHT, Spacing.SMALL, Spacing.TIGHT, Spacing.SMALL)
        column.setSpacing(Spacing.SMALL)
        self._controls = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._controls.setSpacing(Spacing.SMALL)
        self._controls.addWidget(self._connection, 1)
        self._controls.addWidget(self._tools)
        column.addLayout(self._controls)
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
        paper.typing_refused.connect(self._message.show_error)
        self.matrix_actions.connection_changed.connect(self._on_connection_changed)
        for table in paper.tables:
            table.selectionModel().currentChanged.connect(self._message.hide)
            table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            table.customContextMenuRequested.connect(partial(self._show_menu, table))
        self._connection.choice_edited.connect(self._on_connection_chosen)
        self._document.project_changed.connect(self._on_project_changed)
        self._document.view_changed.connect(self._on_view_changed)
        self._document.parameters_shown.connect(self._refresh_numbers)
        self._document.editing_obstacle_changed.connect(self._on_obstacle_changed)
        self._selection.selection_changed.connect(self._on_selection_changed)

    # What is shown

    def _show(self, key: ConnectionKey | None) -> None:
        if key != self._shown:
            self._shown = key
            self._refresh_structure()

    def _refresh_structure(self) -> None:
        network = self._document.network
        keys = [connection.key for connection in network.connections]
        if self._shown not in keys:
            self._shown = keys[0] if keys else None
        names = Names(network)
        self._connection.set_choices(tuple(_choice(network, names, key) for key in keys))
        self._pages.setCurrentWidget(self._content if self._shown else self._empty)
        self.matrix_actions.set_connection(self._shown)
        self._link.set_connection(self._shown)
        self._tools.refresh()
        if self._shown is None:
            return
        self._connection.set_choice(_name(self._shown))
        self._show_numbers(self._shown)
        self._refresh_labels(network, names, self._shown)
        self._link.show_selected()

    def _refresh_numbers(self) -> None:
        if self._shown is not None and self.isVisible():
            self._show_numbers(self._shown)

    def _show_numbers(self, key: ConnectionKey) -> None:
        connection = self._document.network.connection(*key)
        layer = self._document.network.layer(key[1])
        scale = self._document.view.display.full_scale or common_full_scale(connection.weight, layer.bias)
        every = np.ones((layer.bias.size, 1), np.bool_)
        self._paper.weights.show_numbers(Numbers(connection.weight, connection.mask, connection.frozen, scale))
        bias, frozen = layer.bias[:, np.newaxis], layer.bias_frozen[:, np.newaxis]
        self._paper.biases.show_numbers(Numbers(bias, every, frozen, scale))

    def _refresh_labels(self, network: Network, names: Names, key: ConnectionKey) -> None:
        source, target = (network.layer(layer_id) for layer_id in key)
        rows = Labels(target.width, partial(_symbol, names, target), self._classes_of(network, target))
        columns = Labels(source.width, partial(_symbol, names, source), self._names_of(network, source))
        self._paper.weights.show_labels(
            rows, columns, lambda row, column: f"The weight to {rows.symbol(row)} from {columns.symbol(column)}"
        )
        self._paper.biases.show_labels(rows, Labels(), lambda row, _column: f"The bias of {rows.symbol(row)}")
        shape = shape_text((target.width, source.width))
        self._paper.set_titles(f"{names.matrix(*key).plain}  {shape}", names.bias(target.id).plain)
        self._paper.fit_labels()

    def _names_of(self, network: Network, source: Layer) -> tuple[str, ...]:
        """Give what the data calls the source's neurons, where it says more than x₁."""
        is_input = [layer.id for layer in input_layers(network)] == [source.id]
        if not is_input or len(self._input_names) != source.width:
            return ()
        plain = {f"x{mark}" for number in range(1, source.width + 1) for mark in (number, subscript(str(number)))}
        return () if set(self._input_names) <= plain else self._input_names

    def _classes_of(self, network: Network, target: Layer) -> tuple[str, ...]:
        """Give the classes that the target's neurons stand for, where each has its own."""
        is_output = [layer.id for layer in output_layers(network)] == [target.id]
        return self._class_names if is_output and len(self._class_names) == target.width else ()

    # What happens elsewhere

    def _on_project_changed(self, before: Project, after: Project) -> None:
        if before.network is not after.network:
            is_same = _structure(before.network) == _structure(after.network)
            self._refresh_numbers() if is_same else self._refresh_structure()

    def _on_view_changed(self, before: ViewSettings, after: ViewSettings) -> None:
        if before.display is not after.display:
            self._refresh_numbers()

    def _on_selection_changed(self, _items: tuple[Item, ...]) -> None:
        item = self._selection.current
        candidates = _FINDERS[type(item)](self._document.network, item) if item is not None else ()
        if candidates and self._shown not in candidates:
            self._show(candidates[0])

        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused):  # a click here may have been refused, and selected
            self._message.hide()

    def _on_connection_changed(self) -> None:
        self._message.hide()
        for table in self._paper.tables:
            table.scroll_to_start()

    def _on_obstacle_changed(self, obstacle: str) -> None:
        self._message.hide()
        self.matrix_actions.filling.close()
        self._paper.lock(obstacle)
        self._paper.setToolTip(obstacle)
        self._tools.refresh()

    # What a person does here

    def _on_connection_chosen(self, name: str) -> None:
        key = next(c.key for c in self._document.network.connections if _name(c.key) == name)
        self._show(key)
        self._selection.select(ConnectionItem(*key))

    def _on_weight_entered(self, row: int, column: int, value: float) -> None:
        if self._shown is not None:
            source, target = self._shown
            edit = partial(parameters.set_weight, source=source, target=target, row=row, column=column, value=value)
            self._edits.apply_to_network("Set weight", edit, self._gesture)

    def _on_bias_entered(self, row: int, _column: int, value: float) -> None:
        if self._shown is not None:
            edit = partial(parameters.set_bias, layer_id=self._shown[1], index=row, value=value)
            self._edits.apply_to_network("Set bias", edit, self._gesture)

    def _on_editing_ended(self) -> None:
        self._gesture = object()

    def _show_menu(self, table: MatrixTable, point: QPoint) -> None:
        self._tools.context_menu().popup(table.viewport().mapToGlobal(point))


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


def _pastes(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Paste)


def _name(key: ConnectionKey) -> str:
    return "→".join(key)


def _symbol(names: Names, layer: Layer, index: int) -> str:
    return plain_of(names.activation(layer.id, index))


def _choice(network: Network, names: Names, key: ConnectionKey) -> Choice:
    source, target = (network.layer(layer_id) for layer_id in key)
    return Choice(_name(key), f"{names.matrix(*key).plain}   {source.name} → {target.name}")


def _structure(network: Network) -> object:
    layers = [(layer.id, layer.name, layer.shape) for layer in network.layers]
    return layers, [connection.key for connection in network.connections]

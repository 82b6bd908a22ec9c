"""Selection and hover shared with the canvas, both ways; what cells look like."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QTableView, QWidget
from pytestqt.qtbot import QtBot

from engine.network.edits import add_layer, connect, remove_layers
from engine.network.freezing import freeze
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.network.parameter_set import edge_set
from engine.project.project import with_network
from gui.document import Document
from gui.panels.matrix_editor import MatrixEditor
from gui.panels.matrix_editor.linking import MOST_ITEMS
from gui.selection import ConnectionItem, EdgeItem, Item, LayerItem, NeuronItem, Selection
from gui.theme import DARK, LIGHT, active_theme, apply_theme

Click = Callable[..., None]
PlaceOf = Callable[[QTableView, int, int], QPoint]
SHIFT = Qt.KeyboardModifier.ShiftModifier


def selected(view: QTableView) -> set[tuple[int, int]]:
    return {(index.row(), index.column()) for index in view.selectedIndexes()}


def hover(widget: QWidget, point: QPoint, qtbot: QtBot) -> None:
    qtbot.mouseMove(widget, point - QPoint(1, 1))
    qtbot.mouseMove(widget, point)


def test_a_block_selects_its_edges(
    weights: QTableView, selection: Selection, click: Click, remove_edge: Callable[[int, int], None]
) -> None:
    remove_edge(0, 1)
    click(weights, 0, 0)
    click(weights, 1, 1, SHIFT)
    edges = {EdgeItem("L1", "L2", row, column) for row, column in ((0, 0), (1, 0), (1, 1))}
    assert set(selection.items) == edges
    assert selected(weights) == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_edges_selected_elsewhere_are_selected_here_and_the_selection_stays(
    weights: QTableView, biases: QTableView, selection: Selection
) -> None:
    items: tuple[Item, ...] = (
        EdgeItem("L2", "L3", 0, 0), EdgeItem("L1", "L2", 0, 1), EdgeItem("L1", "L2", 1, 0), NeuronItem("L2", 1),
        EdgeItem("L1", "L2", 1, 1),
    )  # fmt: skip
    weights.setFocus()
    selection.select(*items)
    assert selected(weights) == {(0, 1), (1, 0), (1, 1)}
    assert selected(biases) == {(1, 0)}
    assert selection.items == items
    selection.select(LayerItem("L2"))
    assert selected(weights) == set()


def test_a_label_selects_its_row_or_column(
    weights: QTableView, selection: Selection, qtbot: QtBot, place_of: PlaceOf
) -> None:
    rows, columns = weights.verticalHeader(), weights.horizontalHeader()
    point = QPoint(6, place_of(weights, 1, 0).y())
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert set(selection.items) == {EdgeItem("L1", "L2", 1, 0), EdgeItem("L1", "L2", 1, 1)}
    point = QPoint(place_of(weights, 0, 1).x(), 6)
    qtbot.mouseClick(columns.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert set(selection.items) == {EdgeItem("L1", "L2", 0, 1), EdgeItem("L1", "L2", 1, 1)}


def test_what_is_under_the_pointer_is_hovered_everywhere(
    weights: QTableView, biases: QTableView, selection: Selection, qtbot: QtBot, place_of: PlaceOf
) -> None:
    hover(weights.viewport(), place_of(weights, 1, 0), qtbot)
    assert selection.hovered == EdgeItem("L1", "L2", 1, 0)
    hover(biases.viewport(), place_of(biases, 1, 0), qtbot)
    assert selection.hovered == NeuronItem("L2", 1)
    hover(weights.verticalHeader().viewport(), QPoint(6, place_of(weights, 0, 0).y()), qtbot)
    assert selection.hovered == NeuronItem("L2", 0)
    hover(weights.horizontalHeader().viewport(), QPoint(place_of(weights, 0, 1).x(), 6), qtbot)
    assert selection.hovered == NeuronItem("L1", 1)


def test_what_is_hovered_elsewhere_is_marked(
    weights: QTableView, biases: QTableView, selection: Selection, place_of: PlaceOf
) -> None:
    def color(view: QTableView, row: int, column: int) -> QColor:
        image = view.viewport().grab().toImage()
        point = (place_of(view, row, column) + QPoint(-16, -7)) * image.devicePixelRatio()
        return image.pixelColor(point)

    before = {(row, column): color(weights, row, column) for row in range(2) for column in range(2)}
    bias_before = [color(biases, row, 0) for row in range(2)]

    def changed() -> set[tuple[int, int]]:
        return {cell for cell, was in before.items() if color(weights, *cell) != was}

    selection.hover(NeuronItem("L2", 1))
    assert changed() == {(1, 0), (1, 1)}
    assert [color(biases, row, 0) != was for row, was in enumerate(bias_before)] == [False, True]
    selection.hover(NeuronItem("L1", 0))
    assert changed() == {(0, 0), (1, 0)}
    selection.hover(None)
    assert changed() == set()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_the_cell_of_the_edge_hovered_is_framed(
    weights: QTableView, selection: Selection, qapp, place_of: PlaceOf, theme
) -> None:
    apply_theme(qapp, theme)
    selection.hover(EdgeItem("L1", "L2", 0, 1))
    image = weights.viewport().grab().toImage()
    rect = weights.visualRect(weights.model().index(0, 1))
    framed = image.pixelColor(QPoint(rect.left() + 1, rect.center().y()) * image.devicePixelRatio())
    assert framed == QColor(active_theme().palette.text_muted)


def test_removed_edges_are_hatched_and_frozen_ones_dashed(
    weights: QTableView, document: Document, remove_edge: Callable[[int, int], None]
) -> None:
    def colors(row: int, column: int, inset: int) -> set[str]:
        image, rect = weights.viewport().grab().toImage(), weights.visualRect(weights.model().index(row, column))
        return {image.pixelColor(x, rect.top() + inset).name() for x in range(rect.left() + 4, rect.right() - 4)}

    assert len(colors(0, 0, 1)) == len(colors(0, 1, 6)) == 1
    document.edit_network("Freeze", lambda network: freeze(network, edge_set(network, "L1", "L2", [0], [0])))
    assert len(colors(0, 0, 1)) > 1
    remove_edge(0, 1)
    assert len(colors(0, 1, 6)) > 1


def test_the_data_name_the_columns_where_they_have_names(editor: MatrixEditor, weights: QTableView) -> None:
    def tooltip() -> str:
        found = weights.model().headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
        return str(found)

    height = weights.horizontalHeader().height()
    editor.set_input_names(("x₁", "x₂"))
    assert (tooltip(), weights.horizontalHeader().height()) == ("x₂", height)
    editor.set_input_names(("length", "width"))
    assert tooltip() == "x₂: width"
    assert weights.horizontalHeader().height() > height
    editor.set_input_names(("length", "width", "age"))
    assert tooltip() == "x₂"


def test_rows_are_named_after_the_classes_of_their_outputs(
    document: Document, editor: MatrixEditor, weights: QTableView
) -> None:
    output = document.network.layers[-1]
    (connection,) = (each for each in document.network.connections if each.target == output.id)
    names = tuple(f"class {number}" for number in range(output.width))

    def tooltip() -> str:
        found = weights.model().headerData(0, Qt.Orientation.Vertical, Qt.ItemDataRole.ToolTipRole)
        return str(found)

    editor.show_connection(*connection.key)
    symbol, width = tooltip(), weights.verticalHeader().width()
    editor.set_class_names(names)
    assert tooltip() == f"{symbol}: class 0"
    assert weights.verticalHeader().width() > width
    editor.set_class_names((*names, "another"))
    assert (tooltip(), weights.verticalHeader().width()) == (symbol, width)


def test_of_a_large_matrix_the_connection_is_selected_instead_of_every_edge(
    document: Document, editor: MatrixEditor, weights: QTableView, selection: Selection, qtbot: QtBot
) -> None:
    network = add_layer(add_layer(Network(), "input", 1024), "dense", 784)
    document.apply("New", lambda project: with_network(project, connect(network, "L1", "L2", Initialization())))
    assert np.prod((784, 1024)) > MOST_ITEMS
    weights.setFocus()
    qtbot.keyClick(weights, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert selection.items == (ConnectionItem("L1", "L2"),)


def test_a_view_that_hears_first_may_change_the_selection_when_the_connection_goes(
    document: Document, selection: Selection, request: pytest.FixtureRequest, click: Click
) -> None:
    document.project_changed.connect(lambda _before, after: selection.keep_existing(after.network))
    weights: QTableView = request.getfixturevalue("weights")
    selection.select(LayerItem("L1"))
    click(weights, 0, 0)
    selection.select(LayerItem("L1"), EdgeItem("L1", "L2", 0, 0))
    document.edit_network("Delete layer", lambda network: remove_layers(network, ["L2"]))
    assert selection.items == (LayerItem("L1"),)


def test_the_cell_under_the_pointer_looks_other_than_the_current_one(
    weights: QTableView, place_of: Callable[[QTableView, int, int], QPoint], click: Callable[..., None], qtbot: QtBot
) -> None:
    def edge() -> QColor:
        image = weights.viewport().grab().toImage()
        corner = weights.visualRect(weights.model().index(1, 0)).topLeft() + QPoint(1, 12)
        return image.pixelColor(corner * image.devicePixelRatio())

    click(weights, 0, 1)
    resting = edge()
    hover(weights.viewport(), place_of(weights, 1, 0), qtbot)
    hovered = edge()
    click(weights, 1, 0)
    assert len({color.rgb() for color in (resting, hovered, edge())}) == 3

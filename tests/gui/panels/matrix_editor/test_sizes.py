"""How much of the matrices is seen: rows in line, small ones whole, and no scroll bar over a number."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QScrollBar, QTableView, QWidget
from pytestqt.qtbot import QtBot

from engine.network import edits
from engine.network.initializers import Initialization
from engine.network.parameters import set_weight
from engine.project.examples import EXAMPLES
from gui.document import Document
from gui.panels.matrix_editor import MatrixEditor
from gui.panels.matrix_editor.overlays import MatrixMessage
from gui.panels.matrix_editor.table import MatrixTable
from gui.selection import Selection
from gui.theme import LIGHT, active_theme, apply_theme, number_font


def row_heights(editor: MatrixEditor, *tables: QTableView) -> set[int]:
    """Give where each table's first row begins."""
    cells = (table.visualRect(table.model().index(0, 0)).topLeft() for table in tables)
    points = (table.viewport().mapTo(editor, cell) for table, cell in zip(tables, cells, strict=True))
    return {point.y() for point in points}


def area(widget: QWidget, editor: QWidget) -> QRect:
    return QRect(widget.mapTo(editor, QPoint(0, 0)), widget.size())


def bars(editor: MatrixEditor) -> list[QRect]:
    return [area(bar, editor) for bar in editor.findChildren(QScrollBar) if bar.isVisible()]


def widen(document: Document, layer: str, width: int) -> None:
    document.edit_network("Resize", lambda network: edits.resize_layer(network, layer, width, Initialization()))


def show_a_tall_matrix(editor: MatrixEditor, document: Document, qtbot: QtBot) -> None:
    widen(document, "L2", 30)
    editor.resize(330, 300)
    editor.show_connection("L1", "L2")
    qtbot.waitUntil(lambda: len(bars(editor)) == 1)


def test_names_below_the_symbols_move_both_tables_rows(
    editor: MatrixEditor, document: Document, weights: QTableView, biases: QTableView, qtbot: QtBot
) -> None:
    editor.resize(330, 700)
    heights = []
    for example, names in (
        ("digits", tuple(f"px {row},{column}" for row in range(8) for column in range(8))),
        ("xor-by-hand", ()),
        ("digits", ()),
    ):
        document.open(EXAMPLES[example].build(), None)
        editor.set_input_names(names)
        assert len(row_heights(editor, weights, biases)) == 1
        heights += row_heights(editor, weights, biases)
        qtbot.waitUntil(lambda: len(row_heights(editor, weights, biases)) == 1)
    assert heights[0] > heights[2]


@pytest.mark.parametrize(("width", "columns"), [(284, 3), (330, 4), (284, 1)])
def test_a_small_matrix_is_seen_whole(
    editor: MatrixEditor,
    document: Document,
    weights: QTableView,
    biases: QTableView,
    qtbot: QtBot,
    width: int,
    columns: int,
) -> None:
    widen(document, "L2", columns)
    editor.resize(width, 500)
    editor.show_connection("L2", "L3")
    qtbot.waitUntil(lambda: weights.viewport().width() == weights.horizontalHeader().length())
    assert biases.viewport().width() == biases.horizontalHeader().length()
    assert bars(editor) == []


def test_no_scroll_bar_covers_a_number(
    editor: MatrixEditor, document: Document, weights: QTableView, biases: QTableView, qtbot: QtBot
) -> None:
    widen(document, "L2", 30)
    widen(document, "L1", 30)
    editor.resize(330, 400)
    editor.show_connection("L1", "L2")
    qtbot.waitUntil(lambda: len(bars(editor)) == 2)
    qtbot.waitUntil(lambda: biases.viewport().width() == biases.horizontalHeader().length())
    for table in (weights, biases):
        assert not any(bar.intersects(area(table.viewport(), editor)) for bar in bars(editor))
    assert weights.viewport().height() == biases.viewport().height()


def test_the_bars_scroll_both_tables(
    editor: MatrixEditor, document: Document, weights: QTableView, biases: QTableView, qtbot: QtBot
) -> None:
    show_a_tall_matrix(editor, document, qtbot)
    (bar,) = [bar for bar in editor.findChildren(QScrollBar) if bar.isVisible()]
    bar.setValue(bar.maximum())
    assert row_heights(editor, weights) == row_heights(editor, biases)
    assert weights.visualRect(weights.model().index(29, 0)).bottom() < weights.viewport().height()


def test_a_table_given_its_new_size_later_follows_the_other_then(
    editor: MatrixEditor, document: Document, weights: QTableView, biases: QTableView, qtbot: QtBot
) -> None:
    show_a_tall_matrix(editor, document, qtbot)
    qtbot.waitUntil(lambda: weights.height() == biases.height())
    for table in (weights, biases):
        table.resize(table.width(), table.height() - 50)
        weights.verticalScrollBar().setValue(weights.verticalScrollBar().maximum())
    assert len(row_heights(editor, weights, biases)) == 1


@pytest.mark.parametrize("height", [212, 420])
def test_neither_messages_nor_what_a_fill_asks_cover_or_move_numbers(
    editor: MatrixEditor, document: Document, weights: QTableView, height: int
) -> None:
    widen(document, "L2", 3)
    editor.resize(269, height)
    QCoreApplication.sendPostedEvents()
    before = area(weights.viewport(), editor)
    editor.matrix_actions.paste("1 2 3\n4 5 6")
    message = editor.findChild(MatrixMessage)
    strip = editor.findChild(QWidget, "fill-strip")
    assert isinstance(strip, QWidget)
    assert isinstance(message, MatrixMessage)
    assert message.isVisible()
    assert not area(message, editor).intersects(before)
    editor.matrix_actions.begin_drawing()
    QCoreApplication.sendPostedEvents()
    assert strip.isVisible()
    assert not area(strip, editor).intersects(before)
    assert area(weights.viewport(), editor) == before
    assert strip.minimumSizeHint().width() <= editor.width()


def test_a_selected_cell_keeps_the_colour_of_its_sign(
    document: Document, selection: Selection, show: Callable[[QWidget], None], click: Callable[..., None]
) -> None:
    editor = MatrixEditor(document, selection)
    show(editor)
    document.edit_network("Set weight", lambda network: set_weight(network, "L1", "L2", 0, 1, -1.0))
    view = editor.findChild(QTableView, "matrix-table")
    assert isinstance(view, QTableView)
    cell = view.visualRect(view.model().index(0, 1))
    inside = cell.topLeft() + QPoint(5, 5)
    before = view.viewport().grab().toImage()
    click(view, 0, 1)
    after = view.viewport().grab().toImage()
    ratio = after.devicePixelRatio()
    assert after.pixelColor(inside * ratio) == before.pixelColor(inside * ratio)
    assert after != before


def test_a_wide_matrix_stops_at_whole_columns(
    editor: MatrixEditor, document: Document, weights: QTableView, qtbot: QtBot
) -> None:
    widen(document, "L1", 30)
    editor.resize(330, 400)
    editor.show_connection("L1", "L2")
    qtbot.waitUntil(lambda: weights.horizontalScrollBar().maximum() > 0)
    bar = weights.horizontalScrollBar()
    for value in range(bar.maximum()):
        bar.setValue(value)
        first = weights.columnAt(0)
        assert weights.visualRect(weights.model().index(0, first)).left() == 0
    bar.setValue(bar.maximum())
    last = weights.visualRect(weights.model().index(0, 29))
    assert last.right() < weights.viewport().width()


@pytest.mark.parametrize("width", [100, 50, 40, 30, 20])
def test_a_narrow_cell_shortens_its_number_and_keeps_the_sign(
    editor: MatrixEditor, document: Document, width: int
) -> None:
    table = editor.findChild(MatrixTable, "matrix-table")
    assert isinstance(table, MatrixTable)
    document.edit_network("Set weight", lambda network: set_weight(network, "L1", "L2", 0, 0, -0.7212))
    text = table.cell_delegate.fitting_text(table.model().index(0, 0), width)
    assert text.startswith("−")
    assert QFontMetrics(number_font(active_theme())).horizontalAdvance(text) <= width


def test_of_a_large_matrix_more_numbers_with_fewer_digits_are_in_sight(
    editor: MatrixEditor, document: Document, weights: QTableView, qtbot: QtBot
) -> None:
    widen(document, "L2", 8)
    widen(document, "L1", 30)
    document.edit_network("Set weight", lambda network: set_weight(network, "L1", "L2", 0, 0, -0.00612))
    document.edit_network("Set weight", lambda network: set_weight(network, "L1", "L2", 0, 1, 0.0294))
    editor.resize(332, 248)
    editor.show_connection("L1", "L2")
    qtbot.waitUntil(lambda: weights.viewport().width() // weights.horizontalHeader().defaultSectionSize() >= 5)
    table = editor.findChild(MatrixTable, "matrix-table")
    assert isinstance(table, MatrixTable)
    width = weights.horizontalHeader().defaultSectionSize()
    texts = [table.cell_delegate.fitting_text(table.model().index(0, column), width) for column in (0, 1)]
    assert texts == ["−6e−3", "0.03"]


def test_cells_fit_their_numbers_again_after_projector_size(
    editor: MatrixEditor, weights: QTableView, qapp: QApplication
) -> None:
    usual = weights.horizontalHeader().defaultSectionSize()
    apply_theme(qapp, LIGHT.scaled(1.5))
    assert weights.horizontalHeader().defaultSectionSize() > usual
    apply_theme(qapp, LIGHT)
    assert weights.horizontalHeader().defaultSectionSize() == usual

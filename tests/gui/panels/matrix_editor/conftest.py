"""The matrix editor as a window, and what a person does in its cells."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QLabel, QTableView, QWidget
from pytestqt.qtbot import QtBot

from engine.network.wiring import remove_edges
from gui.document import Document
from gui.panels.matrix_editor import MatrixEditor
from gui.selection import Selection


@pytest.fixture
def editor(document: Document, selection: Selection, show: Callable[[QWidget], None]) -> MatrixEditor:
    editor = MatrixEditor(document, selection)
    show(editor)
    return editor


@pytest.fixture
def weights(editor: MatrixEditor) -> QTableView:
    return _table(editor, "matrix-table")


@pytest.fixture
def biases(editor: MatrixEditor) -> QTableView:
    return _table(editor, "bias-table")


@pytest.fixture
def place_of() -> Callable[[QTableView, int, int], QPoint]:
    """Give a function that gives the middle of a cell in its table's viewport."""

    def find(view: QTableView, row: int, column: int) -> QPoint:
        cell: QRect = view.visualRect(view.model().index(row, column))
        return cell.center()

    return find


@pytest.fixture
def click(qtbot: QtBot, place_of: Callable[[QTableView, int, int], QPoint]) -> Callable[..., None]:
    """Give a function that clicks a cell."""

    def click_cell(
        view: QTableView, row: int, column: int, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        view.setFocus()
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifier, place_of(view, row, column))

    return click_cell


@pytest.fixture
def message(editor: MatrixEditor) -> Callable[[], str]:
    """Give a function that reads what the editor says."""

    def read() -> str:
        labels = editor.findChildren(QLabel)
        return " ".join(label.text() for label in labels if label.isVisible() and "." in label.text())

    return read


@pytest.fixture
def remove_edge(document: Document) -> Callable[[int, int], None]:
    """Give a function that removes an edge of W⁽¹⁾ for good."""

    def remove(row: int, column: int) -> None:
        edges = np.zeros((2, 2), np.bool_)
        edges[row, column] = True
        document.edit_network("Remove edge", lambda network: remove_edges(network, "L1", "L2", edges))
        document.undo_stack.clear()

    return remove


def _table(editor: MatrixEditor, name: str) -> QTableView:
    found = editor.findChild(QTableView, name)
    assert isinstance(found, QTableView)
    return found

"""The documents that panels are tried on, and what a person does to their controls."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from engine.network.edits import add_layer, connect
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.network.parameters import set_biases, set_weights
from engine.project.project import Project
from gui.document import Document
from gui.selection import Selection
from gui.theme import LIGHT, apply_theme


@pytest.fixture(autouse=True)
def styled(qapp: QApplication) -> None:
    apply_theme(qapp, LIGHT)


@pytest.fixture
def xor_network() -> Network:
    """The network that computes XOR, with the weights worked out by hand."""
    network = add_layer(Network(), "input", 2, name="Input")
    network = add_layer(network, "dense", 2, activation="relu", name="Hidden")
    network = add_layer(network, "dense", 1, name="Output")
    network = connect(network, "L1", "L2", Initialization())
    network = connect(network, "L2", "L3", Initialization())
    network = set_weights(network, "L1", "L2", [[1, 1], [1, 1]])
    network = set_biases(network, "L2", [0, -1])
    network = set_weights(network, "L2", "L3", [[1, -2]])
    return set_biases(network, "L3", [-0.5])


@pytest.fixture
def document(xor_network: Network) -> Iterator[Document]:
    document = Document(Project(network=xor_network))
    yield document
    document.set_training(False)


@pytest.fixture
def selection(document: Document) -> Selection:
    selection = Selection(document)
    document.project_changed.connect(lambda _before, after: selection.keep_existing(after.network))
    return selection


@pytest.fixture
def choose(qtbot: QtBot) -> Callable[[QWidget, str], None]:
    """Give a function that chooses from a list with the keyboard: the first letters of what is wanted, and Enter."""

    def choose_label(field: QWidget, label: str) -> None:
        assert isinstance(field, QComboBox)
        field.setFocus()
        qtbot.keyClick(field, label[0])
        qtbot.keyClicks(field.view(), label[1:])
        qtbot.keyClick(field.view(), Qt.Key.Key_Return)

    return choose_label


@pytest.fixture
def show(qtbot: QtBot) -> Callable[[QWidget], None]:
    """Give a function that shows a panel as a window with the focus."""

    def show_widget(widget: QWidget) -> None:
        qtbot.addWidget(widget)
        widget.resize(340, 700)
        with qtbot.waitActive(widget):
            widget.show()
            widget.activateWindow()

    return show_widget


@pytest.fixture
def child() -> Callable[[QWidget, str], QWidget]:
    """Give a function that finds a control by the name that end-to-end tests know it by."""

    def find(widget: QWidget, name: str) -> QWidget:
        found = widget.findChild(QWidget, name)
        assert isinstance(found, QWidget), f"There is no “{name}”."
        return found

    return find


@pytest.fixture
def type_into(qtbot: QtBot, child: Callable[[QWidget, str], QWidget]) -> Callable[[QWidget, str, str], None]:
    """Give a function that types into a field as a person would: its text starts selected, and is replaced."""

    def type_text(panel: QWidget, name: str, text: str) -> None:
        field = child(panel, name)
        assert isinstance(field, QLineEdit)
        panel.setFocus(Qt.FocusReason.OtherFocusReason)
        field.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.waitUntil(field.hasSelectedText)
        qtbot.keyClicks(field, text)

    return type_text


@pytest.fixture
def undo_texts(document: Document) -> Callable[[], list[str]]:
    """Give a function that gives the undo steps, oldest first."""
    return lambda: [document.undo_stack.text(index) for index in range(document.undo_stack.count())]

"""The command palette over a window with menus and a canvas."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView, QMainWindow
from pytestqt.qtbot import QtBot

from engine.network.model import Network
from engine.project.project import Project
from gui.actions import EDIT, NETWORK, ActionDescription, Actions, Command
from gui.canvas.canvas import NetworkCanvas
from gui.canvas.commands import canvas_commands
from gui.document import Document
from gui.search_popup import SearchPopup
from gui.selection import LayerItem, NeuronItem, Selection
from gui.settings import Settings
from gui.theme import ThemeManager
from gui.window.command_palette import CommandPalette
from gui.window.menus import fill_menu_bar
from tests.gui.canvas.conftest import themes, xor_network  # noqa: F401 - fixtures of the canvas


class Stage:
    """A window whose menus hold four commands."""

    def __init__(self, qtbot: QtBot, themes: ThemeManager, network: Network, settings: Settings) -> None:  # noqa: F811
        self.ran: list[str] = []
        self.opened: list[str] = []
        self.document, self.selection = Document(Project(network=network)), Selection()
        self.window = QMainWindow()
        self.window.resize(1000, 700)
        self.canvas = NetworkCanvas(self.document, self.selection, themes)
        self.window.setCentralWidget(self.canvas)
        commands = [
            Command(
                ActionDescription("cut", EDIT, "C&ut", "Cut it", None, ("Ctrl+X",)), lambda: self.ran.append("cut")
            ),
            Command(
                ActionDescription("paste", EDIT, "&Paste…", "Paste it"),
                lambda: self.ran.append("paste"),
                lambda: "There is nothing to paste.",
            ),
            Command(
                ActionDescription("left", NETWORK, "Align &left", "Align it", submenu="Arran&ge"),
                lambda: self.ran.append("left"),
            ),
            Command(
                ActionDescription("freeze", NETWORK, "Free&ze", "Let training leave it", keywords="thaw lock"),
                lambda: self.ran.append("freeze"),
            ),
        ]
        actions = Actions(self.window, self.canvas, commands)
        edit, network_menu = self.window.menuBar().addMenu(EDIT), self.window.menuBar().addMenu(NETWORK)
        edit.addAction(actions["cut"])
        edit.addSeparator()
        edit.addAction(actions["paste"])
        network_menu.addMenu("Arran&ge").addAction(actions["left"])
        network_menu.addAction(actions["freeze"])
        self.palette = CommandPalette(self.window.menuBar(), self.canvas, self.opened.append, settings)
        qtbot.addWidget(self.window)
        self.window.show()
        self.canvas.setFocus()

    @property
    def popup(self) -> SearchPopup:
        assert self.palette.popup is not None
        return self.palette.popup

    def run(self, text: str) -> None:
        self.palette.toggle()
        QTest.keyClicks(self.popup.field, text)
        QTest.keyClick(self.popup.field, Qt.Key.Key_Return)


@pytest.fixture
def stage(qtbot: QtBot, themes: ThemeManager, xor_network: Network, tmp_path: Path) -> Iterator[Stage]:  # noqa: F811
    stage = Stage(qtbot, themes, xor_network, Settings(tmp_path / "own.ini"))
    yield stage
    if stage.palette.popup is not None:
        stage.palette.popup.close_popup()
    stage.document.undo_stack.clear()


def spoken(stage: Stage) -> list[str]:
    model = stage.popup.findChild(QListView, "search-rows").model()
    return [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]


def test_actions_of_one_name_are_told_apart_by_their_menus(stage: Stage) -> None:
    for menu in ("Wiring", "Fill matrix"):
        stage.window.menuBar().addMenu("Net").addMenu(menu).addAction("Random…")
    stage.palette.toggle()
    QTest.keyClicks(stage.popup.field, "random")
    assert [row.partition(",")[0] for row in spoken(stage)[:2]] == ["Wiring: Random", "Fill matrix: Random"]


def test_it_lists_what_stands_in_the_menus_with_path_keys_and_obstacle(stage: Stage) -> None:
    stage.palette.toggle()
    assert spoken(stage)[:3] == [
        "Cut, Edit, Ctrl+X",
        "Paste, Edit, There is nothing to paste.",
        "Align left, Network › Arrange",
    ]


def test_typing_and_enter_run_a_command_and_give_the_focus_back(stage: Stage) -> None:
    stage.run("al")
    assert stage.ran == ["left"]
    assert stage.palette.popup is None
    assert stage.canvas.hasFocus()


def test_what_cannot_be_done_says_why_and_is_not_done(stage: Stage) -> None:
    stage.run("paste")
    assert stage.ran == []
    assert "There is nothing to paste." in stage.popup.field.accessibleDescription()


def test_what_was_run_lately_comes_first_also_the_next_time(stage: Stage) -> None:
    stage.run("left")
    stage.run("cut")
    stage.palette.toggle()
    assert stage.popup.titles[:3] == ["Cut", "Align left", "Paste"]


def test_a_second_press_of_its_key_closes_it(stage: Stage) -> None:
    stage.palette.toggle()
    stage.palette.toggle()
    assert stage.palette.popup is None
    assert stage.canvas.hasFocus()


def test_layers_neurons_and_inputs_are_gone_to_by_name(stage: Stage) -> None:
    stage.run("output")
    assert stage.selection.items == (LayerItem("L3"),)
    stage.run("hidden 2")
    assert stage.selection.items == (NeuronItem("L2", 1),)
    stage.canvas.set_input_names(["sepal length", "petal length"])
    stage.run("petal")
    assert stage.selection.items == (NeuronItem("L1", 1),)


def test_examples_are_opened(stage: Stage) -> None:
    stage.run("spirals")
    assert stage.opened == ["spirals"]


def test_a_command_is_found_by_words_it_is_not_called_by(stage: Stage) -> None:
    stage.run("lock")
    assert stage.ran == ["freeze"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("freeze", "Freeze"),
        ("frozen", "Freeze"),
        ("connect", "Connect selected"),
        ("wire", "Connect selected"),
        ("pattern", "Full"),
        ("one-to", "One-to-one"),
        ("random", "Random"),
        ("local", "Local window"),
    ],
)
def test_the_canvas_commands_are_found_by_the_words_people_use(stage: Stage, typed: str, found: str) -> None:
    actions = Actions(stage.window, stage.canvas, canvas_commands(stage.canvas))
    fill_menu_bar(stage.window.menuBar(), actions)
    stage.palette.toggle()
    QTest.keyClicks(stage.popup.field, typed)
    assert found in stage.popup.titles[:3]

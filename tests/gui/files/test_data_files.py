"""Loading a table of one's own, as the person at the dialog sees it."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from gui.document import Document
from gui.files.data_files import DataFiles


class Desk:
    """Table files beside a document, and a person who names one where a dialog asks."""

    def __init__(self, window: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
        self.document = Document()
        self.files = DataFiles(self.document, window)
        self.refused: list[str] = []
        self.loaded: list[str] = []
        self.folders: list[str] = []
        self.name = ""
        self.files.refused.connect(self.refused.append)
        self.files.loaded.connect(self.loaded.append)
        monkeypatch.setattr(QFileDialog, "getOpenFileName", self._name_file)

    def _name_file(self, _parent: QWidget, _title: str, folder: str, _filter: str) -> tuple[str, str]:
        self.folders.append(folder)
        return self.name, ""


@pytest.fixture
def desk(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Desk:
    window = QWidget()
    qtbot.addWidget(window)
    return Desk(window, monkeypatch)


def test_a_chosen_table_becomes_the_data_as_one_step(desk: Desk, tmp_path: Path) -> None:
    table = tmp_path / "points.csv"
    table.write_text("0,0,a\n1,1,b\n0,1,a\n")
    source = desk.document.project.data.source
    desk.name = str(table)

    desk.files.choose_and_load()

    assert desk.loaded == ["points.csv: 3 points with 2 inputs and 2 classes."]
    assert desk.document.project.data.source != source
    desk.document.undo_stack.undo()
    assert desk.document.project.data.source == source


def test_the_next_table_is_looked_for_where_the_last_one_was(desk: Desk, tmp_path: Path) -> None:
    table = tmp_path / "points.csv"
    table.write_text("0,0,a\n1,1,b\n")
    desk.name = str(table)

    desk.files.choose_and_load()
    desk.files.choose_and_load()

    assert desk.folders == [str(Path.home()), str(tmp_path)]


@pytest.mark.parametrize("content", [None, "no numbers at all\n"])
def test_what_is_no_table_is_refused_and_changes_nothing(desk: Desk, tmp_path: Path, content: str | None) -> None:
    table = tmp_path / "points.csv"
    if content is not None:
        table.write_text(content)
    project = desk.document.project
    desk.name = str(table)

    desk.files.choose_and_load()

    assert len(desk.refused) == 1
    assert desk.document.project is project


def test_a_dialog_closed_without_a_choice_does_nothing(desk: Desk) -> None:
    desk.files.choose_and_load()

    assert (desk.loaded, desk.refused) == ([], [])

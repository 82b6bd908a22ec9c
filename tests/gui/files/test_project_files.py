"""New, open, save and the questions asked on the way, as the person at the dialogs sees them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from engine.network import edits
from engine.network.model import Network
from engine.project.examples import EXAMPLES
from engine.project.file import load_project, save_project
from engine.project.project import Project
from gui.document import Document
from gui.files.project_files import ProjectFiles
from gui.settings import Settings

Answer = QMessageBox.StandardButton
EXAMPLE = next(iter(EXAMPLES))


def project_of(neurons: int) -> Project:
    return Project(network=edits.add_layer(Network(), "input", neurons))


def neurons_in(project: Project) -> list[int]:
    return [layer.width for layer in project.network.layers]


class Stage:
    """A document with its files, and a person who answers what is asked from lists made before."""

    def __init__(self, window: QWidget, settings: Settings) -> None:
        self.document = Document()
        self.settings = settings
        self.files = ProjectFiles(self.document, settings, window, lambda: self.document.project)
        self.answers: list[Answer] = []
        self.names: list[str] = []
        self.questions: list[str] = []
        self.suggested: list[str] = []
        self.refused: list[str] = []
        self.while_asked: Callable[[], None] = lambda: None
        self.files.refused.connect(self.refused.append)

    def modify(self, neurons: int = 3) -> None:
        self.document.edit_network("Add layer", lambda network: edits.add_layer(network, "input", neurons))

    def answer(self, question: QMessageBox) -> int:
        self.questions.append(question.text())
        self.while_asked()
        return self.answers.pop(0)

    def name_file(self, _parent: QWidget, _title: str, suggested: str, _filter: str) -> tuple[str, str]:
        self.suggested.append(suggested)
        return self.names.pop(0), ""


@pytest.fixture
def stage(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    window = QWidget()
    qtbot.addWidget(window)
    stage = Stage(window, Settings(tmp_path / "settings.ini"))

    def ask(question: QMessageBox) -> int:
        return stage.answer(question)

    monkeypatch.setattr(QMessageBox, "exec", ask)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", stage.name_file)
    yield stage
    assert not stage.answers
    assert not stage.names
    stage.document.undo_stack.clear()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "projects"
    folder.mkdir()
    return folder


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("mine", "mine.neuro"),
        ("mine.neuro", "mine.neuro"),
        ("mine.NEURO", "mine.NEURO"),
        ("net v1.2", "net v1.2.neuro"),
        ("net.json", "net.json.neuro"),
    ],
)
def test_every_file_gets_the_ending(stage: Stage, folder: Path, typed: str, written: str) -> None:
    stage.modify()
    stage.names = [str(folder / typed)]
    assert stage.files.save()
    assert [file.name for file in folder.iterdir()] == [written]
    assert stage.document.path == folder / written
    assert not stage.document.is_modified
    assert stage.questions == []


def test_a_file_the_dialog_did_not_ask_about_is_asked_about(stage: Stage, folder: Path) -> None:
    save_project(project_of(7), folder / "mine.neuro")
    stage.modify()
    stage.names = [str(folder / "mine"), ""]
    stage.answers = [Answer.No]
    assert not stage.files.save_as()
    assert stage.questions == ["mine.neuro already exists. Replace it?"]
    assert stage.suggested[-1] == str(folder / "mine.neuro")
    assert neurons_in(load_project(folder / "mine.neuro")) == [7]
    assert stage.document.is_modified


def test_after_no_another_name_can_be_given(stage: Stage, folder: Path) -> None:
    save_project(project_of(7), folder / "mine.neuro")
    stage.modify(3)
    stage.names = [str(folder / "mine"), str(folder / "other")]
    stage.answers = [Answer.No]
    assert stage.files.save_as()
    assert neurons_in(load_project(folder / "mine.neuro")) == [7]
    assert neurons_in(load_project(folder / "other.neuro")) == [3]


def test_yes_overwrites(stage: Stage, folder: Path) -> None:
    save_project(project_of(7), folder / "mine.neuro")
    stage.modify(3)
    stage.names = [str(folder / "mine")]
    stage.answers = [Answer.Yes]
    assert stage.files.save_as()
    assert neurons_in(load_project(folder / "mine.neuro")) == [3]


def test_saving_again_asks_nothing(stage: Stage, folder: Path) -> None:
    stage.modify(3)
    stage.names = [str(folder / "mine")]
    assert stage.files.save()
    stage.modify(4)
    assert stage.files.save()
    assert neurons_in(load_project(folder / "mine.neuro")) == [3, 4]
    assert stage.questions == []


def test_what_was_saved_is_what_the_run_has_made(stage: Stage, qtbot: QtBot, folder: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    files = ProjectFiles(stage.document, stage.settings, window, lambda: project_of(5))
    stage.names = [str(folder / "live.neuro")]
    assert files.save()
    assert neurons_in(load_project(folder / "live.neuro")) == [5]


def test_a_file_that_cannot_be_written_leaves_the_project_unsaved(stage: Stage, folder: Path) -> None:
    stage.modify()
    stage.names = [str(folder / "missing" / "mine")]
    assert not stage.files.save()
    assert len(stage.refused) == 1
    assert stage.document.is_modified
    assert stage.document.path is None


def test_an_unmodified_project_is_left_without_a_question(stage: Stage) -> None:
    assert stage.files.open_example(EXAMPLE)
    assert stage.files.new()
    assert stage.questions == []
    assert neurons_in(stage.document.project) == []


def test_discard_leaves_the_changes(stage: Stage) -> None:
    stage.modify()
    stage.answers = [Answer.Discard]
    assert stage.files.new()
    assert neurons_in(stage.document.project) == []
    assert not stage.document.is_modified


def test_cancel_keeps_them(stage: Stage) -> None:
    stage.modify(3)
    stage.answers = [Answer.Cancel]
    assert not stage.files.open_example(EXAMPLE)
    assert neurons_in(stage.document.project) == [3]
    assert stage.document.is_modified


def test_save_writes_them_first(stage: Stage, folder: Path) -> None:
    stage.modify(3)
    stage.answers = [Answer.Save]
    stage.names = [str(folder / "mine.neuro")]
    assert stage.files.new()
    assert neurons_in(load_project(folder / "mine.neuro")) == [3]
    assert neurons_in(stage.document.project) == []
    assert stage.document.path is None


def test_save_without_a_name_cancels(stage: Stage) -> None:
    stage.modify(3)
    stage.answers = [Answer.Save]
    stage.names = [""]
    assert not stage.files.new()
    assert neurons_in(stage.document.project) == [3]


@pytest.mark.parametrize(("answer", "may_leave"), [(Answer.Save, True), (Answer.Discard, True), (Answer.Cancel, False)])
def test_a_run_going_on_is_a_change_to_save(stage: Stage, folder: Path, answer: Answer, may_leave: bool) -> None:
    save_project(project_of(3), folder / "mine.neuro")
    assert stage.files.open(folder / "mine.neuro")
    stage.document.set_training(True)
    stage.answers = [answer]
    assert stage.files.confirm_leaving() is may_leave
    assert stage.questions == ["Save the changes to mine.neuro?"]


def test_no_other_project_is_opened_during_a_run(stage: Stage) -> None:
    stage.modify(3)
    stage.document.set_training(True)
    assert not stage.files.new()
    assert stage.questions == []
    assert ["pause" in sentence for sentence in stage.refused] == [True]
    assert neurons_in(stage.document.project) == [3]


@pytest.mark.parametrize("answer", [Answer.Save, Answer.Discard])
def test_nor_during_one_that_began_while_the_question_stood_open(stage: Stage, folder: Path, answer: Answer) -> None:
    stage.modify(3)
    stage.while_asked = lambda: stage.document.set_training(True)
    stage.answers = [answer]
    stage.names = [str(folder / "mine")] if answer is Answer.Save else []
    assert not stage.files.new()
    assert ["pause" in sentence for sentence in stage.refused] == [True]
    assert neurons_in(stage.document.project) == [3]


def test_opened_and_saved_files_are_remembered(stage: Stage, folder: Path) -> None:
    save_project(project_of(3), folder / "first.neuro")
    changes: list[tuple[Path, ...]] = []
    stage.files.recent_files_changed.connect(lambda: changes.append(stage.settings.recent_files))
    assert stage.files.open(folder / "first.neuro")
    stage.names = [str(folder / "second")]
    assert stage.files.save_as()
    first, second = folder / "first.neuro", folder / "second.neuro"
    assert changes == [(first,), (second, first)]


def test_a_deleted_file_is_refused_and_forgotten(stage: Stage, folder: Path) -> None:
    gone = folder / "gone.neuro"
    save_project(project_of(3), gone)
    assert stage.files.open(gone)
    stage.modify(4)
    gone.unlink()
    assert not stage.files.open(gone)
    assert len(stage.refused) == 1
    assert neurons_in(stage.document.project) == [3, 4]
    gone.touch()  # a file there again shows whether the list still names it
    assert stage.settings.recent_files == ()


@pytest.mark.parametrize("content", [b"", b"not a project", b'{"format": 1}'])
def test_a_damaged_file_leaves_the_document_as_it_was(stage: Stage, folder: Path, content: bytes) -> None:
    damaged = folder / "damaged.neuro"
    damaged.write_bytes(content)
    stage.modify(3)
    before = stage.document.project
    assert not stage.files.open(damaged)
    assert len(stage.refused) == 1
    assert stage.questions == []
    assert stage.document.project is before
    assert stage.document.path is None
    assert stage.document.undo_stack.canUndo()

"""What the user sees and finds on the disk after an error that nobody foresaw."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from engine.network import edits
from engine.network.model import Network
from engine.project.file import load_project
from engine.project.project import Project
from gui.window.error_report import ErrorReporter

pytestmark = pytest.mark.allows_log("Unforeseen error")


def project_of(neurons: int) -> Project:
    return Project(network=edits.add_layer(Network(), "input", neurons))


class Stage:
    """A window in which errors happen."""

    def __init__(self, window: QWidget, folder: Path) -> None:
        self.window = window
        self.folder = folder
        self.project = project_of(3)
        self.snapshot_error: Exception | None = None
        self.reporter = ErrorReporter(self.snapshot, window)

    def snapshot(self) -> Project:
        if self.snapshot_error is not None:
            raise self.snapshot_error
        return self.project

    def fail(self, times: int = 1) -> None:
        for _ in range(times):
            error = ZeroDivisionError("halved nothing")
            sys.excepthook(type(error), error, None)

    def reports(self) -> list[QMessageBox]:
        return [report for report in self.window.findChildren(QMessageBox) if report.isVisible()]

    def rescued(self) -> list[int]:
        """Give the widths of the first layers in the rescue files, the oldest file first."""
        return [load_project(file).network.layers[0].width for file in sorted(self.folder.glob("*.neuro"))]


@pytest.fixture
def stage(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    folder = tmp_path / "rescued"
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _place: str(folder))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    stage = Stage(window, folder)
    stage.reporter.install()
    yield stage
    stage.reporter.uninstall()


def test_many_errors_are_one_report_and_one_file(stage: Stage) -> None:
    stage.fail(times=30)
    (report,) = stage.reports()
    (file,) = stage.folder.iterdir()
    assert str(file) in report.informativeText()
    assert "halved nothing" in report.detailedText()
    assert stage.rescued() == [3]


def test_the_report_does_not_block_the_window(stage: Stage) -> None:
    stage.fail()
    assert not stage.reports()[0].isModal()


def test_even_a_run_that_changes_the_project_all_the_time_is_saved_once(stage: Stage) -> None:
    for neurons in (4, 5, 6):
        stage.project = project_of(neurons)
        stage.fail()
    assert stage.rescued() == [4]


def test_the_same_project_is_not_saved_twice(stage: Stage) -> None:
    stage.fail()
    first = stage.reports()[0].informativeText()
    stage.reports()[0].close()
    stage.fail()
    assert [report.informativeText() for report in stage.reports()] == [first]
    assert stage.rescued() == [3]


def test_it_is_if_its_file_is_gone(stage: Stage) -> None:
    stage.fail()
    stage.reports()[0].close()
    next(stage.folder.iterdir()).unlink()
    stage.fail()
    assert stage.rescued() == [3]


def test_a_project_that_changed_is_saved_anew(stage: Stage) -> None:
    stage.fail()
    stage.reports()[0].accept()
    stage.project = project_of(5)
    stage.fail()
    assert len(stage.reports()) == 1
    assert stage.rescued() == [3, 5]


def test_a_closed_report_that_goes_late_does_not_let_two_stand_open(stage: Stage, qtbot: QtBot) -> None:
    stage.fail()
    closed = stage.reports()[0]
    closed.close()
    stage.fail()
    with qtbot.waitSignal(closed.destroyed):
        pass
    stage.fail()
    assert len(stage.reports()) == 1


@pytest.mark.allows_log("could not be saved aside")
@pytest.mark.parametrize("error", [OSError("disk full"), KeyError("spoilt")])
def test_a_project_that_cannot_be_saved_is_owned_up_to(stage: Stage, error: Exception) -> None:
    stage.snapshot_error = error
    stage.fail()
    assert "could not be saved" in stage.reports()[0].informativeText()
    assert not stage.folder.exists()

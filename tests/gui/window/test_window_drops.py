"""What is dropped on the window: projects, tables, examples, and what is none of these."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from engine.data.sources import DATA_SOURCES
from gui.canvas.mime import make_data_mime, make_example_mime, read_data_mime
from gui.document import Document
from gui.files.data_files import DataFiles
from gui.panels.data_panel.source_card import SourceCard
from gui.window.window_drops import WindowDrops

PLACE = QPoint(20, 20)
PROPOSED = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
HOW = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)


class Desk:
    """A window that notes what it is asked to do."""

    def __init__(self, window: QWidget) -> None:
        self.window = window
        self.done: list[tuple[str, object]] = []
        WindowDrops(window, *(self._noting(what) for what in ("open", "example", "load", "data", "warn")))

    def _noting(self, what: str):
        return lambda value: self.done.append((what, value))

    def drag_in(self, mime: QMimeData) -> bool:
        event = QDragEnterEvent(PLACE, PROPOSED, mime, *HOW)
        event.setDropAction(Qt.DropAction.MoveAction)
        QApplication.sendEvent(self.window, event)
        assert not event.isAccepted() or event.dropAction() is Qt.DropAction.CopyAction
        return event.isAccepted()

    def drop(self, mime: QMimeData) -> QDropEvent:
        self.drag_in(mime)
        event = QDropEvent(QPointF(PLACE), PROPOSED, mime, *HOW)
        event.setDropAction(Qt.DropAction.MoveAction)
        QApplication.sendEvent(self.window, event)
        return event

    @property
    def promise(self) -> str | None:
        veil = self.window.findChild(QWidget, "drop-veil")
        return veil.accessibleName() if veil.isVisible() else None


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(300, 200)
    window.show()
    return window


@pytest.fixture
def desk(window: QWidget) -> Desk:
    return Desk(window)


def files(*names: str) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(f"/there/{name}") for name in names])
    return mime


@pytest.mark.parametrize(
    ("mime", "promise", "deed"),
    [
        (files("net.neuro"), "Open net.neuro", ("open", Path("/there/net.neuro"))),
        (files("POINTS.CSV"), "Load POINTS.CSV", ("load", Path("/there/POINTS.CSV"))),
        (make_data_mime("circles"), "Use the data “Circles”", ("data", "circles")),
        (make_example_mime("xor"), "Open the example “XOR”", ("example", "xor")),
    ],
)
def test_a_drag_says_what_its_drop_does_and_does_it(desk: Desk, mime: QMimeData, promise: str, deed: object) -> None:
    assert desk.drag_in(mime)
    assert desk.promise == promise
    desk.drop(mime)
    assert desk.promise is None
    assert desk.done == [deed]


@pytest.mark.parametrize(
    ("mime", "reason"),
    [
        (files("cat.png"), "“cat.png” is no file for Neurocanvas; it takes .neuro, .csv, .tsv, .txt."),
        (files("a.csv", "b.csv"), "Drop one file at a time."),
    ],
)
def test_a_drag_that_is_no_use_says_why(desk: Desk, mime: QMimeData, reason: str) -> None:
    desk.drag_in(mime)
    assert desk.promise == reason
    desk.drop(mime)
    assert desk.done == [("warn", reason)]


def test_a_file_is_copied_even_where_its_source_proposes_to_move_it(desk: Desk) -> None:
    event = desk.drop(files("net.neuro"))
    assert event.isAccepted()
    assert event.dropAction() is Qt.DropAction.CopyAction  # after a move the source deletes the file


def test_a_refused_drop_is_ignored(desk: Desk) -> None:
    event = desk.drop(files("cat.png"))
    assert not event.isAccepted()
    assert event.dropAction() is Qt.DropAction.IgnoreAction


def test_leaving_the_window_does_nothing(desk: Desk) -> None:
    desk.drag_in(files("net.neuro"))
    QApplication.sendEvent(desk.window, QDragLeaveEvent())
    assert desk.promise is None
    assert desk.done == []


def test_text_and_unknown_examples_are_left_alone(desk: Desk) -> None:
    mime = QMimeData()
    mime.setText("hello")
    assert not desk.drag_in(mime)
    assert not desk.drag_in(make_example_mime("nonsense"))
    assert not desk.drag_in(make_data_mime("nonsense"))
    assert desk.promise is None


@pytest.fixture
def data_files(window: QWidget) -> DataFiles:
    return DataFiles(Document(parent=window), window)


def test_a_table_becomes_the_data_as_one_undo_step(data_files: DataFiles, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "flowers.csv"
    path.write_text("a,b,kind\n1,2,x\n3,4,y\n5,6,x\n")
    with qtbot.waitSignal(data_files.loaded) as loaded:
        assert data_files.load(path)
    assert loaded.args == ["flowers.csv: 3 points with 2 inputs and 2 classes."]
    document = data_files.document
    assert document.project.data.user_input_names == ("a", "b")
    assert document.undo_stack.undoText() == "Load flowers.csv"
    document.undo_stack.undo()
    assert document.project.data.source == "xor-points"
    document.undo_stack.clear()


def test_a_damaged_table_leaves_the_data_as_they_were(data_files: DataFiles, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "flowers.csv"
    path.write_text("1,2\n3\n")
    before = data_files.document.project
    with qtbot.waitSignal(data_files.refused) as refused:
        assert not data_files.load(path)
    assert refused.args == ["flowers.csv: line 2 has 1 column, but the lines before it have 2."]
    assert data_files.document.project is before


def test_a_source_dropped_becomes_the_data_once(data_files: DataFiles, qtbot: QtBot) -> None:
    document = data_files.document
    data_files.use_source("circles")
    data_files.use_source("circles")
    assert document.project.data.source == "circles"
    assert document.undo_stack.count() == 1
    document.set_training(True)
    with qtbot.waitSignal(data_files.refused):
        data_files.use_source("spirals")
    assert document.project.data.source == "circles"
    document.undo_stack.clear()


def test_a_card_of_data_is_dragged_and_not_clicked(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    carried: list[str | None] = []
    monkeypatch.setattr(QDrag, "exec", lambda drag, _action: carried.append(read_data_mime(drag.mimeData())))
    card = SourceCard(DATA_SOURCES["circles"])
    qtbot.addWidget(card)
    card.show()
    with qtbot.assertNotEmitted(card.clicked):
        QTest.mousePress(card, HOW[0], pos=PLACE)
        for x in (21, 60):
            point = QPointF(x, 30)
            event = QMouseEvent(QEvent.Type.MouseMove, point, card.mapToGlobal(point), Qt.MouseButton.NoButton, *HOW)
            QApplication.sendEvent(card, event)
        QTest.mouseRelease(card, HOW[0], pos=PLACE)
    assert carried == ["circles"]

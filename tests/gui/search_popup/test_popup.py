"""The popup: typed into, walked through, chosen from and left, with keys and with the mouse."""

from collections.abc import Iterator, Sequence

import pytest
import shiboken6
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QMainWindow, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.search_popup import Found, SearchEntry, SearchPopup, ranked

LEFT = Qt.MouseButton.LeftButton


class Stage:
    """A window with a field in it, and a popup over it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QMainWindow()
        centre = QWidget()
        self.other = QLineEdit()
        QVBoxLayout(centre).addWidget(self.other)
        self.window.setCentralWidget(centre)
        self.window.resize(1000, 700)
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.activateWindow()
        self.other.setFocus()
        self.chosen: list[str] = []
        self.closed = 0

    def entries(self) -> list[SearchEntry]:
        names = ("Fit", "Zoom in", "Zoom out", "Input layer")
        plain = [
            SearchEntry(name, lambda name=name: self.chosen.append(name), help=f"Help for {name}") for name in names
        ]
        return [*plain, SearchEntry("Zebra", lambda: self.chosen.append("Zebra"), obstacle="No zebra is here.")]

    def find(self, text: str) -> Sequence[Found]:
        return ranked(self.entries(), text)

    def open(self, point: QPoint | None = None, text: str = "") -> SearchPopup:
        popup = SearchPopup(self.window, self.find, name="Find", placeholder="Type", point=point, text=text)
        popup.closed.connect(self._on_closed)
        return popup

    def _on_closed(self) -> None:
        self.closed += 1


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage]:
    stage = Stage(qtbot)
    yield stage
    for popup in stage.window.findChildren(SearchPopup):
        popup.close_popup()


def rows_of(popup: SearchPopup) -> QListView:
    rows: QListView = popup.findChild(QListView, "search-rows")
    return rows


def card(popup: SearchPopup) -> QRect:
    return QRect(popup.mapToParent(popup.field.geometry().topLeft()), popup.field.size())


def test_all_is_there_at_first_and_typing_narrows_it(stage: Stage) -> None:
    popup = stage.open()
    assert popup.titles == ["Fit", "Zoom in", "Zoom out", "Input layer", "Zebra"]
    QTest.keyClicks(popup.field, "zo")
    assert popup.titles == ["Zoom in", "Zoom out"]
    assert popup.current_row == 0


def test_it_closes_though_what_had_the_focus_has_gone(stage: Stage) -> None:
    popup = stage.open()
    shiboken6.delete(stage.other)
    popup.close_popup()
    assert stage.closed == 1


def test_enter_chooses_what_the_arrows_went_to_and_gives_the_focus_back(stage: Stage) -> None:
    popup = stage.open()
    assert stage.window.focusWidget() is popup.field
    QTest.keyClicks(popup.field, "zo")
    QTest.keyClick(popup.field, Qt.Key.Key_Down)
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    assert stage.chosen == ["Zoom out"]
    assert stage.closed == 1
    assert stage.window.focusWidget() is stage.other


@pytest.mark.parametrize(
    ("keys", "row"),
    [
        ([Qt.Key.Key_Up], 4),
        ([Qt.Key.Key_Up, Qt.Key.Key_Down], 0),
        ([Qt.Key.Key_Tab, Qt.Key.Key_Tab], 2),
        ([Qt.Key.Key_Tab, Qt.Key.Key_Backtab], 0),
        ([Qt.Key.Key_PageDown], 4),
        ([Qt.Key.Key_PageDown, Qt.Key.Key_PageUp], 0),
    ],
)
def test_keys_walk_round_while_the_field_keeps_the_focus(stage: Stage, keys: list[Qt.Key], row: int) -> None:
    popup = stage.open()
    for key in keys:
        QTest.keyClick(popup.field, key)
    assert popup.current_row == row
    assert stage.window.focusWidget() is popup.field


def test_escape_chooses_nothing(stage: Stage) -> None:
    popup = stage.open()
    QTest.keyClick(popup.field, Qt.Key.Key_Escape)
    assert (stage.chosen, stage.closed) == ([], 1)
    assert stage.window.focusWidget() is stage.other


def test_a_click_chooses_and_the_pointer_leads_the_way(stage: Stage) -> None:
    popup = stage.open()
    rows = rows_of(popup)
    place = rows.visualRect(rows.model().index(1, 0)).center()
    QTest.mouseMove(rows.viewport(), place)
    QTest.mouseClick(rows.viewport(), LEFT, pos=place)
    assert stage.chosen == ["Zoom in"]


def test_a_click_beside_it_closes_it(stage: Stage) -> None:
    stage.open()
    QTest.mouseClick(stage.window.centralWidget(), LEFT, pos=QPoint(5, 690))
    assert (stage.chosen, stage.closed) == ([], 1)


def test_the_focus_going_elsewhere_closes_it(stage: Stage) -> None:
    stage.open()
    stage.other.setFocus()
    assert stage.closed == 1
    assert stage.window.focusWidget() is stage.other


def test_what_cannot_be_chosen_stays_and_says_why(stage: Stage) -> None:
    popup = stage.open(text="zebra")
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    assert (stage.chosen, stage.closed) == ([], 0)
    assert "No zebra is here." in popup.field.accessibleDescription()


def test_nothing_found_is_said(stage: Stage) -> None:
    popup = stage.open(text="qqq")
    assert popup.titles == []
    QTest.keyClick(popup.field, Qt.Key.Key_Down)
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    assert stage.closed == 0
    assert popup.field.accessibleDescription() == "Nothing is called “qqq”."


def test_a_screen_reader_hears_the_row_gone_to(stage: Stage) -> None:
    popup = stage.open()
    QTest.keyClick(popup.field, Qt.Key.Key_Down)
    assert popup.field.accessibleName() == "Find"
    assert popup.field.accessibleDescription() == "Zoom in"
    index = rows_of(popup).model().index(4, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Zebra, No zebra is here."


@pytest.mark.parametrize("point", [None, QPoint(-50, -50), QPoint(400, 300), QPoint(5000, 5000)])
def test_it_lies_wholly_in_the_window_also_as_that_shrinks(stage: Stage, point: QPoint | None) -> None:
    popup = stage.open(point)
    room = stage.window.rect()
    assert room.contains(card(popup))
    field_before = card(popup).topLeft()
    QTest.keyClicks(popup.field, "zo")
    assert card(popup).topLeft() == field_before, "the field moves while one types"
    QTest.keyClicks(popup.field, "qq")
    assert card(popup).topLeft() == field_before
    stage.window.resize(620, 460)
    assert stage.window.rect().contains(card(popup))
    assert stage.window.rect().bottom() >= popup.mapToParent(rows_of(popup).geometry().bottomRight()).y()


def test_at_a_point_it_begins_there(stage: Stage) -> None:
    popup = stage.open(QPoint(100, 120))
    assert abs(card(popup).left() - 100) <= 2
    assert abs(card(popup).top() - 120) <= 2


def test_it_has_gone_from_the_screen_before_what_was_chosen_begins(stage: Stage, qtbot: QtBot) -> None:
    """Switching the theme takes a moment, in which the popup stood over the old colours."""
    painted: list[str] = []

    class Ground(QWidget):
        def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's
            painted.append("ground")

    stage.window.centralWidget().layout().addWidget(Ground())
    popup = stage.open()
    qtbot.waitUntil(lambda: bool(painted))
    QApplication.processEvents()
    painted.clear()
    stage.entries = lambda: [SearchEntry("Dark", lambda: painted.append("run"))]  # type: ignore[method-assign]
    popup.refresh()
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    assert painted[:2] == ["ground", "run"]

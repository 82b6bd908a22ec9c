"""Where plots that were opened stand at first, and how large they float."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from gui.plots.least_size import LEAST_PLOT_WIDTH
from gui.window.opened_docks import FLOATING_SIZE, OPENED_WIDTH, ROOMY_WIDTH, float_large, place_opened

SMALL = QSize(300, 250)
BOTTOM = Qt.DockWidgetArea.BottomDockWidgetArea


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QMainWindow]:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.setCentralWidget(QWidget())
    window.resize(2 * ROOMY_WIDTH + OPENED_WIDTH + 20, 600)
    window.show()
    yield window
    window.hide()


@pytest.fixture
def make(window: QMainWindow) -> Callable[[str], QDockWidget]:
    def make(title: str) -> QDockWidget:
        dock = QDockWidget(title, window)
        dock.setWidget(QWidget())
        return dock

    return make


def test_where_there_is_room_one_opened_stands_beside_the_others(
    window: QMainWindow, make: Callable[[str], QDockWidget], qtbot: QtBot
) -> None:
    first, second, opened, next_opened = (make(title) for title in "abcd")
    for dock in (first, second):
        window.addDockWidget(BOTTOM, dock)
    qtbot.waitUntil(lambda: second.x() > first.width() // 2)
    place_opened(window, opened, [first, second])
    qtbot.waitUntil(lambda: abs(opened.width() - OPENED_WIDTH) < 10)
    assert all(left.geometry().right() < right.x() for left, right in pairwise((first, second, opened)))
    assert min(first.width(), second.width()) >= ROOMY_WIDTH - 10
    place_opened(window, next_opened, [first, second, opened])
    qtbot.waitUntil(lambda: window.tabifiedDockWidgets(next_opened) == [opened])


def test_in_a_narrow_row_one_opened_is_wide_enough_and_those_next_to_the_last_share_its_place(
    window: QMainWindow, make: Callable[[str], QDockWidget], qtbot: QtBot
) -> None:
    first, second, third, opened, next_opened = (make(title) for title in "abcde")
    window.resize(OPENED_WIDTH + LEAST_PLOT_WIDTH + 40, 600)
    for dock in (first, second, third):
        window.addDockWidget(BOTTOM, dock)
    qtbot.waitUntil(lambda: first.x() < second.x() < third.x())
    assert place_opened(window, opened, [first, second, third]) == [second]
    opened.show()
    opened.raise_()
    qtbot.waitUntil(lambda: abs(opened.width() - OPENED_WIDTH) < 10)
    assert first.width() >= LEAST_PLOT_WIDTH
    assert set(window.tabifiedDockWidgets(opened)) == {second, third}
    assert place_opened(window, next_opened, [first, opened]) == []
    assert window.tabifiedDockWidgets(first) == []


def float_large_at_first(dock: QDockWidget) -> None:
    dock.topLevelChanged.connect(partial(float_large, dock), Qt.ConnectionType.SingleShotConnection)


def test_a_plot_floats_so_large_that_something_is_seen_until_a_person_makes_it_smaller(
    window: QMainWindow, make: Callable[[str], QDockWidget], qtbot: QtBot
) -> None:
    dock = make("a")
    window.addDockWidget(BOTTOM, dock)
    float_large_at_first(dock)
    dock.setFloating(True)
    qtbot.waitUntil(lambda: dock.width() >= FLOATING_SIZE.width() and dock.height() >= FLOATING_SIZE.height())
    dock.resize(SMALL)
    dock.setFloating(False)
    dock.setFloating(True)
    qtbot.waitUntil(lambda: dock.size() == SMALL)


def test_a_layout_brought_back_has_the_sizes_it_was_left_with(
    window: QMainWindow, make: Callable[[str], QDockWidget], qtbot: QtBot
) -> None:
    dock = make("a")
    dock.setObjectName("a")
    window.addDockWidget(BOTTOM, dock)
    dock.setFloating(True)
    dock.resize(SMALL)
    layout = window.saveState()
    dock.setFloating(False)
    window.hide()
    float_large_at_first(dock)
    assert window.restoreState(layout)
    window.show()
    qtbot.waitUntil(lambda: dock.isFloating() and dock.size() == SMALL)

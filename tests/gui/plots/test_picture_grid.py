"""The grid of pictures: which are made, where they stand, and how one of them is chosen."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.plots.picture_grid import SIDES, USUAL_SIDE, PictureCell, PictureGrid, image_of
from gui.theme import ThemeManager

COUNT = 2000


class Made:
    """A grid, and the places it asked for."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.grid = PictureGrid(self.cell, "Pictures")

    def cell(self, place: int) -> PictureCell:
        self.asked.append(place)
        colors = np.full((8, 8, 4), (place % 256, 0, 0, 255), np.uint8)
        return PictureCell(image_of(colors), str(place), QColor("black"))


@pytest.fixture
def made(theme_manager: ThemeManager, qtbot: QtBot) -> Made:
    made = Made()
    qtbot.addWidget(made.grid)
    made.grid.resize(400, 300)
    made.grid.show()
    made.grid.show_cells(COUNT, (8, 8))
    return made


def middle(grid: PictureGrid, place: int) -> QPoint:
    room = grid.place_of(place)
    return QPoint(room.center().x(), room.top() + USUAL_SIDE // 2)


def test_only_the_pictures_in_sight_are_made(made: Made) -> None:
    made.grid.grab()
    assert 0 < max(made.asked) < 100
    made.asked.clear()
    made.grid.verticalScrollBar().setValue(made.grid.verticalScrollBar().maximum())
    made.grid.grab()
    assert max(made.asked) == COUNT - 1
    assert min(made.asked) > COUNT - 100


def test_each_shows_its_dots(made: Made, pixel: Callable[[QWidget, QPoint], QColor]) -> None:
    for place in (0, 20):
        assert pixel(made.grid.viewport(), middle(made.grid, place)) == QColor(place, 0, 0)


def test_a_click_chooses_the_picture_under_it_and_beside_them_nothing(made: Made, qtbot: QtBot) -> None:
    with qtbot.waitSignal(made.grid.clicked) as clicked:
        qtbot.mouseClick(made.grid.viewport(), Qt.MouseButton.LeftButton, pos=middle(made.grid, 9))
    assert clicked.args == [9]
    with qtbot.assertNotEmitted(made.grid.clicked):
        qtbot.mouseClick(made.grid.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(1, 1))


def test_the_pointer_tells_where_it_is_and_that_it_has_left(made: Made, qtbot: QtBot) -> None:
    told: list[object] = []
    made.grid.hovered.connect(told.append)
    for place in (middle(made.grid, 3), middle(made.grid, 4), QPoint(1, 1)):
        qtbot.mouseMove(made.grid.viewport(), place)
    assert told == [3, 4, None]


def test_keys_lead_from_picture_to_picture_and_scroll_there(made: Made, qtbot: QtBot) -> None:
    chosen: list[int] = []
    made.grid.clicked.connect(chosen.append)
    made.grid.clicked.connect(lambda place: made.grid.mark((place,)))
    keys = Qt.Key
    for key in (keys.Key_Down, keys.Key_Right, keys.Key_Down, keys.Key_Left, keys.Key_Up, keys.Key_Up, keys.Key_End):
        qtbot.keyClick(made.grid, key)
    columns = made.grid.columns
    assert chosen == [0, 1, 1 + columns, columns, 0, 0, COUNT - 1]
    assert made.grid.viewport().rect().contains(middle(made.grid, COUNT - 1))


def test_pictures_grow_and_shrink(made: Made) -> None:
    before = made.grid.columns
    made.grid.enlarge(1)
    assert made.grid.columns < before
    made.grid.enlarge(-100)
    assert made.grid.side == SIDES[0]


def test_without_pictures_there_is_nothing_to_choose(made: Made, qtbot: QtBot) -> None:
    made.grid.show_cells(0, (8, 8))
    with qtbot.assertNotEmitted(made.grid.clicked):
        qtbot.keyClick(made.grid, Qt.Key.Key_Down)
    assert made.grid.at(QPoint(20, 20)) is None

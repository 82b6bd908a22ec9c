"""The panel hangs at its button where it hides little of the graph."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.canvas.display.placing import place_beside

SIZE = QSize(300, 320)
VIEW = QRect(250, 80, 730, 400)
BUTTON = QRect(890, 86, 84, 25)
ROOM = QRect(0, 0, 1280, 800)
BELOW_BUTTON = QPoint(674, 115)


def test_it_hangs_below_the_button_where_nothing_is() -> None:
    assert place_beside(SIZE, BUTTON, VIEW, ROOM, []) == BELOW_BUTTON


@pytest.mark.parametrize("layer", [QRect(780, 200, 80, 100), QRect(900, 200, 60, 100)])
def test_it_reaches_over_what_is_beside_the_canvas_rather_than_over_a_layer(layer: QRect) -> None:
    place = QRect(place_beside(SIZE, BUTTON, VIEW, ROOM, [layer]), SIZE)
    assert not place.intersects(layer)
    assert ROOM.contains(place)


def test_where_there_is_no_room_it_covers_as_little_as_can_be() -> None:
    layers = [QRect(900, 90, 80, 380), QRect(300, 200, 80, 20)]
    assert place_beside(SIZE, BUTTON, VIEW, VIEW, layers).x() < layers[0].left() - SIZE.width()


def test_in_a_window_it_leaves_the_canvas_to_the_layers(hand: Any, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    row.addWidget(hand.canvas, 2)
    row.addWidget(QWidget(), 1)
    window.resize(1100, 600)
    window.show()
    hand.canvas.fit()
    QTest.mouseClick(hand.canvas.display_button, Qt.MouseButton.LeftButton)
    panel = hand.canvas.display_button.panel
    origin = hand.canvas.viewport().mapTo(window, QPoint(0, 0))
    for rect in hand.canvas.network_scene.places.panel_rects.values():
        layer = hand.canvas.mapFromScene(rect).boundingRect().translated(origin)
        assert not panel.geometry().intersects(layer)
    assert window.rect().contains(panel.geometry())
    hand.canvas.setParent(None)  # it has an owner already

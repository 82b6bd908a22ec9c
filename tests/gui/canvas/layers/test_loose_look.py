"""A layer that nothing joins to the input looks as if it were not there yet, and says why."""

from typing import Any

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from engine.network.edits import add_layer, connect, rename_layer
from engine.network.initializers import Initialization
from gui.canvas.layers.geometry import LayerPart
from gui.selection import LayerItem
from tests.gui.screen_places import place_on_screen


def place(hand: Any, layer_id: str) -> QPoint:
    return hand.canvas.viewport().mapFromGlobal(
        place_on_screen(hand.canvas, LayerItem(layer_id), LayerPart.NAME).center()
    )


def tooltip(hand: Any, layer_id: str) -> str:
    point = place(hand, layer_id)
    viewport = hand.canvas.viewport()
    QApplication.sendEvent(viewport, QHelpEvent(QEvent.Type.ToolTip, point, viewport.mapToGlobal(point)))
    return QToolTip.text()


def contrast(hand: Any, layer_id: str) -> int:
    """Between the letters of a layer's name and the ground below them."""
    area = place_on_screen(hand.canvas, LayerItem(layer_id), LayerPart.NAME)
    area.moveTopLeft(hand.canvas.viewport().mapFromGlobal(area.topLeft()))
    image = hand.canvas.viewport().grab(area).toImage()
    shades = [image.pixelColor(x, y).lightness() for x in range(image.width()) for y in range(image.height())]
    return max(shades) - min(shades)


def test_a_loose_layer_is_faded_until_it_is_connected(hand: Any, qtbot: QtBot) -> None:
    hand.document.edit_network("Add layer", lambda network: add_layer(network, "dense", 2, position=(250.0, 260.0)))
    hand.canvas.fit()
    assert contrast(hand, "L4") < 0.75 * contrast(hand, "L2")
    hand.document.edit_network("Rename", lambda network: rename_layer(network, "L4", "Spare"))
    assert tooltip(hand, "L4").startswith("“Spare” is not connected, so it computes nothing")
    qtbot.waitUntil(lambda: tooltip(hand, "L2") == "")
    hand.document.edit_network("Connect", lambda network: connect(network, "L1", "L4", Initialization()))
    assert contrast(hand, "L4") > 0.9 * contrast(hand, "L2")
    qtbot.waitUntil(lambda: tooltip(hand, "L4") == "")
    hand.document.undo_stack.undo()
    assert contrast(hand, "L4") < 0.75 * contrast(hand, "L2")

"""Making layers wider and narrower by keys: nothing is lost silently."""

from typing import Any

import pytest
from PySide6.QtCore import Qt

from engine.network.model import Network
from gui.canvas.overlays.floating_note import Toast
from gui.selection import LayerItem


@pytest.fixture
def hand(make_hand: Any, xor_network: Network, qtbot: Any) -> Any:
    hand = make_hand(xor_network)
    hand.canvas.activateWindow()
    hand.canvas.setFocus()
    qtbot.waitUntil(hand.canvas.hasFocus)
    hand.selection.select(LayerItem("L2"))
    return hand


def width(hand: Any) -> int:
    return int(hand.document.network.layer("L2").width)


def said(hand: Any) -> str:
    toast = hand.canvas.findChild(Toast, "canvas-toast")
    text = toast.text()
    toast.dismiss()
    return str(text)


def test_a_step_of_the_width_is_said(hand: Any) -> None:
    before = width(hand)
    hand.key(Qt.Key.Key_Minus)
    assert width(hand) == before - 1
    assert said(hand) == f"Hidden: {before - 1} neuron"


def test_a_shape_typed_while_a_layer_is_selected_takes_no_neuron(hand: Any) -> None:
    before = width(hand)
    for key in (Qt.Key.Key_2, Qt.Key.Key_Minus, Qt.Key.Key_6, Qt.Key.Key_Minus, Qt.Key.Key_1):
        hand.key(key)
    assert width(hand) == before
    assert hand.document.undo_stack.count() == 0
    said(hand)

"""Freezing with L: what a neuron reads, or the number alone whose field is open; and saying which."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.selection import ConnectionItem, EdgeItem, Item, NeuronItem

NEURON = NeuronItem("L2", 1)


def press(key: Qt.Key) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key)


def frozen(hand: Any) -> tuple[int, int]:
    network = hand.document.project.network
    weights = sum(int(connection.frozen.sum()) for connection in network.connections)
    return weights, sum(int(layer.bias_frozen.sum()) for layer in network.layers)


@pytest.mark.parametrize(
    ("items", "is_open", "expected", "words"),
    [
        ([NEURON], False, (2, 1), "Frozen: 2 weights and 1 bias."),
        ([NEURON], True, (0, 1), "Frozen: the bias b₂⁽¹⁾ alone."),
        ([EdgeItem("L1", "L2", 1, 0)], True, (1, 0), "Frozen: the weight w₂₁⁽¹⁾ alone."),
        ([NEURON, NeuronItem("L2", 0)], True, (0, 2), "Frozen: 2 biases."),
        ([ConnectionItem("L2", "L3")], False, (2, 0), "Frozen: 2 weights."),
    ],
    ids=["neuron", "bias", "weight", "biases", "connection"],
)
def test_l_freezes_what_is_meant_and_says_what(
    hand: Any, items: list[Item], is_open: bool, expected: tuple[int, int], words: str
) -> None:
    said: list[str] = []
    hand.canvas.context.noted.connect(said.append)
    hand.canvas.setFocus()
    hand.selection.select(*items)
    if is_open:
        assert hand.canvas.edit_value()
    press(Qt.Key.Key_L)
    assert frozen(hand) == expected
    assert said == [words]
    assert hand.actions["freeze"].isChecked()
    press(Qt.Key.Key_L)
    assert frozen(hand) == (0, 0)
    assert said[-1] == words.replace("Frozen", "Thawed")


def test_the_switch_is_about_the_open_field_and_then_about_the_neuron_again(hand: Any) -> None:
    hand.canvas.setFocus()
    hand.selection.select(NEURON)
    assert hand.canvas.edit_value()
    press(Qt.Key.Key_L)
    assert hand.actions["freeze"].isChecked()
    press(Qt.Key.Key_Escape)
    assert not hand.actions["freeze"].isChecked()

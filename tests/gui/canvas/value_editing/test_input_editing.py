"""Typing an own x into the inputs on the canvas, with the mouse and with keys."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engine.data.measured_input import MeasuredInput
from engine.network.forward import forward
from engine.network.model import Network
from gui.canvas.value_editing.editor import ValueEditor
from gui.canvas.value_editing.input_editing import NO_INPUT_LAYER, NO_INPUTS
from gui.selection import LayerItem, NeuronItem

X1, X2 = NeuronItem("L1", 0), NeuronItem("L1", 1)


@pytest.fixture
def with_data(hand: Any) -> Any:
    """A canvas through whose network (3, 5), or else an own x flows."""

    def measured() -> np.ndarray:
        return np.array(hand.document.view.typed_input or (3.0, 5.0))

    hand.canvas.inputs.set_source(measured)
    return hand


def editor(hand: Any) -> ValueEditor:
    found: ValueEditor = hand.canvas.inputs.editor
    return found


def press(*keys: Qt.Key) -> None:
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, key)


def test_a_double_click_opens_the_input_selected_and_what_is_typed_flows_at_once(with_data: Any) -> None:
    with_data.double_click(X1)
    assert editor(with_data).isVisible()
    assert editor(with_data).symbol.text() == "x₁ ="
    assert editor(with_data).field.selectedText() == "3"
    assert editor(with_data).field.accessibleName() == "Input x₁"
    QTest.keyClicks(editor(with_data).field, "-1/2")
    assert with_data.document.view.typed_input == (-0.5, 5.0)
    assert with_data.document.undo_stack.count() == 0


def test_a_field_says_that_it_takes_what_was_measured(with_data: Any) -> None:
    values = forward(with_data.document.network, np.array([[-1.0, 0.5]]))
    with_data.canvas.set_sample_values(values, MeasuredInput(("x₁", "x₂"), np.array([3.0, 5.0])))
    with_data.double_click(X1)
    assert editor(with_data).symbol.text() == "x₁, measured ="
    assert editor(with_data).field.selectedText() == "3"


def test_enter_goes_on_to_the_next_input_and_ends_after_the_last(with_data: Any) -> None:
    with_data.selection.select(X1)
    assert with_data.canvas.edit_value()
    press(Qt.Key.Key_7, Qt.Key.Key_Return)
    assert with_data.selection.items == (X2,)
    assert editor(with_data).symbol.text() == "x₂ ="
    press(Qt.Key.Key_8, Qt.Key.Key_Return)
    assert with_data.document.view.typed_input == (7.0, 8.0)
    assert not editor(with_data).isVisible()
    assert with_data.canvas.hasFocus()
    with_data.key(Qt.Key.Key_9)
    assert with_data.document.view.typed_input == (7.0, 8.0)


def test_a_digit_begins_the_value_of_the_input_selected(with_data: Any) -> None:
    asked: list[object] = []
    with_data.canvas.quick_add_requested.connect(lambda *what: asked.append(what))
    with_data.selection.select(X2)
    with_data.key(Qt.Key.Key_4)
    assert with_data.document.view.typed_input == (3.0, 4.0)
    assert asked == []


@pytest.mark.parametrize("own", [None, (1.0, 2.0)])
def test_escape_lets_flow_what_flowed_before(with_data: Any, own: tuple[float, float] | None) -> None:
    with_data.document.set_view(replace(with_data.document.view, typed_input=own))
    with_data.double_click(X1)
    press(Qt.Key.Key_9, Qt.Key.Key_Escape)
    assert with_data.document.view.typed_input == own
    assert not editor(with_data).isVisible()


def test_an_input_can_be_typed_while_training(with_data: Any) -> None:
    with_data.document.set_training(True)
    with_data.double_click(X1)
    press(Qt.Key.Key_9)
    assert with_data.document.view.typed_input == (9.0, 5.0)
    with_data.document.set_training(False)


def test_without_data_it_says_why_none_can_be_typed(hand: Any) -> None:
    refused: list[str] = []
    hand.canvas.edit_refused.connect(refused.append)
    hand.double_click(X1)
    assert refused == [NO_INPUTS]
    assert not editor(hand).isVisible()


def test_an_own_x_can_be_begun_wherever_one_is(with_data: Any) -> None:
    assert with_data.canvas.inputs.obstacle == ""
    with_data.selection.select(LayerItem("L2"))
    with_data.canvas.inputs.begin()
    assert with_data.selection.items == (X1,)
    assert editor(with_data).isVisible()
    with_data.selection.select(X2)
    with_data.canvas.inputs.begin()
    press(Qt.Key.Key_9)
    assert with_data.document.view.typed_input == (3.0, 9.0)


def test_what_keeps_from_an_own_x_is_said(with_data: Any) -> None:
    with_data.canvas.inputs.set_source(lambda: None)
    assert with_data.canvas.inputs.obstacle == NO_INPUTS
    with_data.document.edit_network("Clear", lambda _network: Network())
    assert with_data.canvas.inputs.obstacle == NO_INPUT_LAYER


def test_it_closes_with_another_selection_and_with_its_input(with_data: Any) -> None:
    with_data.double_click(X1)
    with_data.selection.select(LayerItem("L2"))
    assert not editor(with_data).isVisible()
    assert not with_data.canvas.inputs.edit(NeuronItem("L2", 0))

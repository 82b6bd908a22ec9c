"""Patterns, removed edges and frozen parameters in the inspector."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from engine.network.edits import resize_layer
from engine.network.initializers import Initialization
from engine.network.model import Connection
from engine.network.parameters import set_weight
from engine.network.wiring import edges_between, remove_edges
from gui.document import Document
from gui.panels.inspector import InspectorPanel
from gui.selection import ConnectionItem, EdgeItem, LayerItem, NeuronItem, Selection

Child = Callable[[QWidget, str], Any]
TypeInto = Callable[[QWidget, str, str], None]
UndoTexts = Callable[[], list[str]]
FIRST, SECOND = ConnectionItem("L1", "L2"), ConnectionItem("L2", "L3")


@pytest.fixture
def panel(document: Document, selection: Selection, show: Callable[[QWidget], None]) -> InspectorPanel:
    panel = InspectorPanel(document, selection)
    show(panel)
    return panel


@pytest.fixture
def wide(document: Document, selection: Selection, panel: InspectorPanel) -> InspectorPanel:
    """The connection from 8 inputs to 8 hidden neurons is shown."""
    drawn = Initialization(scheme="normal")
    for layer in ("L1", "L2"):
        document.edit_network("Widen", lambda network, layer=layer: resize_layer(network, layer, 8, drawn))  # type: ignore[misc]
    document.undo_stack.clear()
    selection.select(FIRST)
    return panel


def connection(document: Document, item: ConnectionItem = FIRST) -> Connection:
    return document.project.network.connection(item.source, item.target)


def choose(panel: InspectorPanel, child: Child, label: str) -> None:
    field = child(panel, "wiring-pattern")
    index = field.findText(label)
    field.setCurrentIndex(index)
    field.activated.emit(index)


def shown_text(panel: InspectorPanel) -> str:
    return "\n".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


def click(panel: InspectorPanel, name: str, qtbot: QtBot) -> None:
    button = next(button for button in panel.findChildren(QWidget, name) if button.isVisible())
    place = button.rect().center()
    place.setX(12)  # on a switch's box, not beside its words
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=place)


def switch(panel: InspectorPanel, name: str) -> QCheckBox:
    return next(button for button in panel.findChildren(QCheckBox, name) if button.isVisible())


def test_a_pattern_chosen_is_one_step_and_keeps_the_weights_that_stay(
    wide: InspectorPanel, document: Document, child: Child, undo_texts: UndoTexts
) -> None:
    before = connection(document).weight
    choose(wide, child, "One-to-one")
    after = connection(document)
    np.testing.assert_array_equal(after.mask, np.eye(8, dtype=bool))
    np.testing.assert_array_equal(after.weight, before * np.eye(8))
    assert undo_texts() == ["Set wiring"]
    assert "56 of 64 edges removed" in shown_text(wide)
    document.undo_stack.undo()
    assert child(wide, "wiring-pattern").currentText() == "Full"
    np.testing.assert_array_equal(connection(document).weight, before)


def test_a_window_typed_is_live_and_one_step(
    wide: InspectorPanel, document: Document, child: Child, type_into: TypeInto, undo_texts: UndoTexts
) -> None:
    choose(wide, child, "Local window")
    assert connection(document).mask.sum() == 3 * 8 - 2
    type_into(wide, "wiring-window", "1")
    np.testing.assert_array_equal(connection(document).mask, np.eye(8, dtype=bool))
    assert child(wide, "wiring-pattern").currentText() == "Local window"
    assert undo_texts() == ["Set wiring", "Set wiring"]


def test_a_density_dragged_down_and_up_again_loses_no_weight(
    wide: InspectorPanel, document: Document, child: Child, undo_texts: UndoTexts
) -> None:
    choose(wide, child, "Random")
    before = connection(document)
    assert before.mask.sum() == 32
    slider = child(wide, "wiring-density-slider").parent()
    for density in (0.2, 0.9, 0.5):
        slider.value_edited.emit(density)
        assert connection(document).mask.sum() == round(64 * density)
    slider.editing_committed.emit(0.5)
    np.testing.assert_array_equal(connection(document).weight, before.weight)
    assert undo_texts() == ["Set wiring"]  # the visit ended where it began


def test_a_visit_elsewhere_ends_the_visit(
    wide: InspectorPanel, document: Document, selection: Selection, child: Child, undo_texts: UndoTexts
) -> None:
    choose(wide, child, "Random")
    slider = child(wide, "wiring-density-slider").parent()
    slider.value_edited.emit(0.2)
    selection.select(SECOND)
    selection.select(FIRST)
    slider.value_edited.emit(0.3)
    assert undo_texts() == ["Set wiring"] * 3
    assert connection(document).mask.sum() == round(64 * 0.3)


def test_a_weight_set_elsewhere_during_a_visit_is_kept(
    wide: InspectorPanel, document: Document, child: Child, undo_texts: UndoTexts
) -> None:
    choose(wide, child, "Random")
    slider = child(wide, "wiring-density-slider").parent()
    slider.value_edited.emit(0.9)
    row, column = map(int, np.argwhere(connection(document).mask)[0])
    document.edit_network("Set weight", lambda network: set_weight(network, "L1", "L2", row, column, 2.7))
    slider.value_edited.emit(0.95)
    assert connection(document).weight[row, column] == 2.7
    assert undo_texts() == ["Set wiring", "Set wiring", "Set weight", "Set wiring"]


def test_a_pattern_that_does_not_fit_says_why(panel: InspectorPanel, selection: Selection, child: Child) -> None:
    selection.select(SECOND)
    model = child(panel, "wiring-pattern").model()
    entry = model.item(1)
    assert entry.text() == "One-to-one"
    assert not entry.isEnabled()
    assert "the matrix is 1×2" in entry.toolTip()


def test_a_wiring_by_hand_is_told_and_restored(
    panel: InspectorPanel, document: Document, selection: Selection, child: Child, qtbot: QtBot, undo_texts: UndoTexts
) -> None:
    selection.select(EdgeItem("L1", "L2", 1, 1))
    click(panel, "remove-edge", qtbot)
    assert selection.items == ()
    selection.select(FIRST)
    assert "1 of 4 edges removed" in shown_text(panel)
    assert child(panel, "wiring-pattern").currentText() == ""
    click(panel, "restore-edges", qtbot)
    assert connection(document).mask.all()
    assert "removed" not in shown_text(panel)
    assert undo_texts() == ["Remove edge", "Restore edges"]


def test_one_of_two_edges_removed_is_by_hand_and_random_only_where_it_was_chosen(
    panel: InspectorPanel, document: Document, selection: Selection, child: Child
) -> None:
    document.edit_network("Narrow", lambda network: resize_layer(network, "L2", 1, Initialization()))
    selection.select(FIRST)
    choose(panel, child, "Random")
    selection.select(SECOND)
    selection.select(FIRST)
    assert child(panel, "wiring-pattern").currentText() == "Random"
    fresh = InspectorPanel(document, selection)
    fresh.setParent(panel)
    assert child(fresh, "wiring-pattern").currentText() == ""


@pytest.mark.parametrize(
    ("item", "name", "weights", "biases"),
    [
        (EdgeItem("L1", "L2", 1, 0), "freeze-weight", 1, 0),
        (NeuronItem("L2", 1), "freeze-bias", 0, 1),
        (NeuronItem("L2", 1), "freeze-inputs", 2, 1),
        (LayerItem("L2"), "freeze-layer", 4, 2),
        (FIRST, "freeze-connection", 4, 0),
    ],
    ids=["weight", "bias", "inputs", "layer", "connection"],
)
def test_freezing_by_switch(
    panel: InspectorPanel, document: Document, selection: Selection, qtbot: QtBot, item: Any, name: str, weights: int,
    biases: int,
) -> None:  # fmt: skip
    selection.select(item)
    click(panel, name, qtbot)
    assert connection(document).frozen.sum() == weights
    assert document.project.network.layer("L2").bias_frozen.sum() == biases
    assert switch(panel, name).isChecked()
    click(panel, name, qtbot)
    assert not connection(document).frozen.any()
    assert not document.project.network.layer("L2").bias_frozen.any()


def test_partly_frozen_a_switch_is_half_on_and_turns_wholly_on(
    panel: InspectorPanel, document: Document, selection: Selection, qtbot: QtBot
) -> None:
    selection.select(NeuronItem("L2", 0))
    click(panel, "freeze-inputs", qtbot)
    selection.select(LayerItem("L2"))
    layer = switch(panel, "freeze-layer")
    assert layer.checkState() is Qt.CheckState.PartiallyChecked
    assert layer.text() == "Frozen (3 of 6)"
    click(panel, "freeze-layer", qtbot)
    assert layer.checkState() is Qt.CheckState.Checked
    assert connection(document).frozen.all()


def test_an_input_layer_has_no_switch(panel: InspectorPanel, selection: Selection) -> None:
    for item in (LayerItem("L1"), NeuronItem("L1", 0)):
        selection.select(item)
        assert not [button for button in panel.findChildren(QCheckBox) if button.isVisible()]


def test_a_removed_edge_that_is_chosen_says_so_and_is_restored_by_its_button(
    panel: InspectorPanel, document: Document, selection: Selection, qtbot: QtBot, undo_texts: UndoTexts
) -> None:
    edge = EdgeItem("L1", "L2", 1, 0)
    only = edges_between(document.network, "L1", "L2", [0], [1])
    document.edit_network("Remove edge", lambda network: remove_edges(network, "L1", "L2", only))
    selection.choose_removed_edge(edge)
    assert "w₂₁⁽¹⁾   x₁ → h₂⁽¹⁾" in shown_text(panel)
    assert "Removed edge from" in shown_text(panel)
    click(panel, "restore-edge", qtbot)
    assert connection(document).mask.all()
    assert selection.items == (edge,)
    assert "Removed edge" not in shown_text(panel)
    assert undo_texts() == ["Remove edge", "Restore edge"]

"""The numbers of a wiring pattern, set over the canvas."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from gui.canvas.wiring.pattern_popup import PatternPopup
from gui.selection import ConnectionItem, LayerItem

FIRST = ConnectionItem("L1", "L2")


def popup(hand: Any) -> PatternPopup:
    found = hand.canvas.viewport().findChild(PatternPopup, "pattern-popup")
    assert isinstance(found, PatternPopup)
    return found


def outcome(hand: Any) -> str:
    label = popup(hand).findChild(QLabel, "pattern-outcome")
    assert label is not None
    return label.text()


def press(key: Qt.Key) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key)


def write(text: str) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClicks(target, text)


def edge_count(hand: Any) -> int:
    return int(hand.document.project.network.connection("L1", "L2").mask.sum())


@pytest.fixture
def wide(hand: Any) -> Any:
    """The hidden layer is wired at random from the two inputs, and the panel is open."""
    hand.canvas.setFocus()
    hand.selection.select(FIRST)
    hand.actions["wire-random"].trigger()
    return hand


def test_the_density_is_typed_at_once_and_kept_with_enter_as_one_step(wide: Any) -> None:
    steps = wide.document.undo_stack.count()
    assert edge_count(wide) == 2
    assert outcome(wide) == "2 of 4 edges, 2 removed"
    write("0.75")
    assert edge_count(wide) == 3
    assert outcome(wide) == "3 of 4 edges, 1 removed"
    press(Qt.Key.Key_Return)
    assert popup(wide).isHidden()
    assert wide.canvas.hasFocus()
    assert wide.document.undo_stack.count() == steps == 1
    wide.document.undo_stack.undo()
    assert edge_count(wide) == 4


def test_esc_takes_it_back_and_leaves_no_step(wide: Any) -> None:
    write("0.25")
    assert edge_count(wide) == 1
    press(Qt.Key.Key_Escape)
    assert popup(wide).isHidden()
    assert wide.canvas.hasFocus()
    assert edge_count(wide) == 4
    assert not wide.document.undo_stack.canUndo()


def test_a_number_out_of_range_is_not_accepted(wide: Any) -> None:
    write("7")
    press(Qt.Key.Key_Return)
    assert popup(wide).isVisible()


def test_what_is_selected_or_undone_meanwhile_closes_the_panel_and_keeps_what_is_set(wide: Any) -> None:
    wide.selection.select(LayerItem("L3"))
    assert popup(wide).isHidden()
    assert edge_count(wide) == 2
    wide.selection.select(FIRST)
    wide.actions["wire-local"].trigger()
    assert popup(wide).isVisible()
    wide.document.undo_stack.undo()
    assert popup(wide).isHidden()


def test_a_window_leaves_out_an_edge_also_of_a_narrow_layer(hand: Any) -> None:
    hand.selection.select(FIRST)
    hand.actions["wire-local"].trigger()
    assert edge_count(hand) == 2
    write("3")
    assert outcome(hand) == "4 of 4 edges, as before"


def test_a_pattern_without_numbers_says_what_it_has_done(hand: Any) -> None:
    said: list[str] = []
    hand.canvas.context.noted.connect(said.append)
    hand.selection.select(FIRST)
    hand.actions["wire-full"].trigger()
    hand.actions["wire-one-to-one"].trigger()
    assert said == ["Full: 4 of 4 edges, as before.", "One-to-one: 2 of 4 edges, 2 removed."]


@pytest.mark.parametrize("size", [(1000, 400), (730, 340)])
def test_it_stands_off_the_edges_and_neurons_that_it_is_about(hand: Any, size: tuple[int, int]) -> None:
    hand.canvas.resize(*size)
    hand.canvas.fit()
    hand.selection.select(FIRST)
    hand.actions["wire-random"].trigger()
    covered = hand.canvas.mapToScene(popup(hand).geometry()).boundingRect()
    scene = hand.canvas.network_scene
    assert hand.canvas.viewport().rect().contains(popup(hand).geometry())
    assert not any(way.intersects(covered) for way in scene.connection_graphics(("L1", "L2")).places.way_rects())
    assert not any(scene.layer_view(layer_id).neurons_rect.intersects(covered) for layer_id in ("L1", "L2"))


def test_it_is_as_high_as_what_it_says(wide: Any) -> None:
    panel = popup(wide)
    panel.tell("22 of 64 edges, 21 removed and 11 added, " * 4)
    label = panel.findChild(QLabel, "pattern-outcome")
    assert label is not None
    QApplication.processEvents()
    assert label.height() >= label.heightForWidth(label.width())
    assert panel.geometry().bottom() < wide.canvas.viewport().height()

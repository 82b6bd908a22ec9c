"""Removed edges: hidden, shown on demand, restored with a click."""

from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engine.network.edits import disconnect
from engine.network.wiring import edges_between, remove_edges
from gui.canvas.commands import canvas_commands
from gui.canvas.context_menu import make_context_menu
from gui.canvas.overlays.floating_note import Toast
from gui.selection import ConnectionItem, EdgeItem, LayerItem, NeuronItem
from gui.theme import LIGHT, contrast_ratio

CLEARANCE = 10.0
EDGE = EdgeItem("L1", "L2", 1, 0)


@pytest.fixture
def thinned(hand: Any) -> Any:
    """The XOR network without the edge from x₁ to the second hidden neuron."""
    hand.document.edit_network(
        "Remove", lambda network: remove_edges(network, "L1", "L2", edges_between(network, "L1", "L2", [0], [1]))
    )
    return hand


def show_removed(hand: Any) -> None:
    commands = {command.description.name: command for command in canvas_commands(hand.canvas)}
    commands["removed-edges"].run()
    assert commands["removed-edges"].is_on()


def place_of_removed(hand: Any) -> QPointF:
    """Give a point on the removed edge where nothing else is."""
    route = hand.canvas.network_scene.connection_graphics(("L1", "L2")).route
    edge = np.ones(50, np.intp), np.zeros(50, np.intp)
    points = [QPointF(*point) for point in route.points_along(*edge, np.linspace(0.2, 0.8, 50))[0]]
    return next(point for point in points if hand.canvas.network_scene.places.hit(point, CLEARANCE) is None)


def test_hidden_they_are_no_more_than_ground(thinned: Any) -> None:
    point = place_of_removed(thinned)
    thinned.selection.select(LayerItem("L1"))
    thinned.click_at(point)
    assert thinned.selection.items == ()
    assert thinned.document.undo_stack.count() == 1


def test_shown_they_are_seen_and_tell_what_a_click_does(thinned: Any) -> None:
    ground = thinned.canvas.viewport().grab().toImage()
    show_removed(thinned)
    assert thinned.canvas.viewport().grab().toImage() != ground
    hint = thinned.canvas.findChild(object, "canvas-hint")
    thinned.hover(place_of_removed(thinned))
    assert hint.isVisible()
    assert hint.text() == "w₂₁⁽¹⁾ was removed; double-click to restore it"
    assert thinned.selection.hovered is None
    thinned.hover(QPointF(140, 300))
    assert not hint.isVisible()


def test_they_stand_back_when_all_other_edges_do(thinned: Any) -> None:
    show_removed(thinned)
    route = thinned.canvas.network_scene.connection_graphics(("L1", "L2")).route
    edge = np.ones(400, np.intp), np.zeros(400, np.intp)
    clear = [QPointF(*point) for point in route.points_along(*edge, np.linspace(0.2, 0.8, 400))[0]]
    clear = [point for point in clear if thinned.canvas.network_scene.places.hit(point, CLEARANCE) is None]

    def strongest() -> float:
        image = thinned.canvas.viewport().grab().toImage()
        seen = [image.pixelColor(thinned.pixel(point) * image.devicePixelRatio()).name() for point in clear]
        return max(contrast_ratio(color, LIGHT.palette.canvas) for color in seen)

    usual = strongest()
    thinned.selection.hover(NeuronItem("L3", 0))
    assert strongest() < 1 + (usual - 1) / 2
    thinned.selection.hover(None)
    assert strongest() == usual


def test_a_click_only_chooses_one(thinned: Any) -> None:
    show_removed(thinned)
    thinned.selection.select(LayerItem("L1"))
    thinned.click_at(place_of_removed(thinned))
    assert thinned.document.undo_stack.count() == 1
    assert thinned.selection.items == ()
    assert thinned.selection.removed_edge == EDGE
    toast = thinned.canvas.findChild(Toast, "canvas-toast")
    assert toast.text().startswith("w₂₁⁽¹⁾ was removed")
    thinned.key(Qt.Key.Key_Escape)
    assert thinned.selection.removed_edge is None
    toast.dismiss()


def test_the_one_chosen_is_restored_by_its_key(thinned: Any) -> None:
    show_removed(thinned)
    thinned.click_at(place_of_removed(thinned))
    thinned.key(Qt.Key.Key_W, Qt.KeyboardModifier.ShiftModifier)
    assert thinned.document.project.network.connection("L1", "L2").mask.all()
    assert thinned.selection.items == (EDGE,)
    assert thinned.document.undo_stack.undoText() == "Restore edge"


def test_its_menu_restores_it_or_all_of_its_connection(thinned: Any) -> None:
    show_removed(thinned)
    assert not thinned.actions["restore-connection"].isEnabled()
    thinned.click_at(place_of_removed(thinned))
    menu = make_context_menu((), thinned.actions, thinned.canvas, is_removed=True)
    names = "restore-edges", "restore-connection", "removed-edges"
    shown = [action for action in menu.actions() if not action.isSeparator()]
    assert shown == [thinned.actions[name] for name in names]
    assert all(action.isEnabled() for action in shown)
    menu.deleteLater()
    thinned.actions["restore-connection"].trigger()
    assert thinned.document.project.network.connection("L1", "L2").mask.all()
    assert thinned.selection.items == (ConnectionItem("L1", "L2"),)


def type_on_the_removed(thinned: Any, qtbot: Any, *keys: Qt.Key) -> None:
    with qtbot.waitActive(thinned.canvas):
        thinned.canvas.activateWindow()
    show_removed(thinned)
    thinned.click_at(place_of_removed(thinned))
    thinned.canvas.setFocus()
    for key in keys:
        QTest.keyClick(QApplication.focusWidget() or thinned.canvas, key)


def test_the_one_chosen_is_restored_by_typing_its_weight(thinned: Any, qtbot: Any) -> None:
    type_on_the_removed(thinned, qtbot, Qt.Key.Key_2, Qt.Key.Key_Period, Qt.Key.Key_5, Qt.Key.Key_Return)
    assert thinned.document.project.network.connection("L1", "L2").weight[1, 0] == 2.5
    assert thinned.document.undo_stack.undoText() == "Restore edge"
    thinned.document.undo_stack.undo()
    assert not thinned.document.project.network.connection("L1", "L2").mask[1, 0]
    assert thinned.document.undo_stack.index() == 1


def test_escape_while_typing_its_weight_leaves_it_removed_and_chosen(thinned: Any, qtbot: Any) -> None:
    type_on_the_removed(thinned, qtbot, Qt.Key.Key_2, Qt.Key.Key_Escape)
    assert not thinned.document.project.network.connection("L1", "L2").mask[1, 0]
    assert thinned.selection.removed_edge == EDGE
    assert thinned.document.undo_stack.count() == 1
    assert not thinned.canvas.values.editor.isVisible()


def test_a_double_click_restores_one(thinned: Any) -> None:
    show_removed(thinned)
    point = thinned.pixel(place_of_removed(thinned))
    QTest.mouseClick(thinned.canvas.viewport(), Qt.MouseButton.LeftButton, pos=point)
    QTest.mouseDClick(thinned.canvas.viewport(), Qt.MouseButton.LeftButton, pos=point)
    QTest.mouseRelease(thinned.canvas.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert thinned.selection.items == (EDGE,)
    assert thinned.document.undo_stack.count() == 2
    assert not thinned.canvas.findChild(object, "canvas-hint").isVisible()


def test_showing_them_is_no_undo_step_and_stays_with_the_project(thinned: Any) -> None:
    steps = thinned.document.undo_stack.count()
    show_removed(thinned)
    assert thinned.document.undo_stack.count() == steps
    assert thinned.document.project.view.display.removed_edges


def test_without_their_connection_they_are_gone(thinned: Any) -> None:
    show_removed(thinned)
    point = place_of_removed(thinned)
    thinned.hover(point)
    thinned.document.edit_network("Disconnect", lambda network: disconnect(network, "L1", "L2"))
    thinned.canvas.viewport().grab()
    thinned.click_at(point)
    assert thinned.document.undo_stack.count() == 2


def test_hidden_again_nothing_of_them_is_left(thinned: Any) -> None:
    items = len(thinned.canvas.network_scene.items())
    show_removed(thinned)
    assert len(thinned.canvas.network_scene.items()) == items + 1
    view = thinned.document.view
    thinned.document.set_view(replace(view, display=replace(view.display, removed_edges=False)))
    assert len(thinned.canvas.network_scene.items()) == items


def test_an_edge_just_deleted_says_what_brings_it_back(hand: Any) -> None:
    hand.selection.select(EDGE)
    hand.canvas.delete_selection()
    toast = hand.canvas.findChild(Toast)
    assert toast.isVisible()
    assert toast.text().endswith("is removed; Shift+W restores it.")
    commands = {command.description.name: command for command in canvas_commands(hand.canvas)}
    assert not commands["restore-edges"].obstacle()
    commands["restore-edges"].run()
    assert hand.document.project.network.connection("L1", "L2").mask.all()
    assert hand.selection.items == (EDGE,)

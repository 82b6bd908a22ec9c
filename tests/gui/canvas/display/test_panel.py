"""The panel in which one chooses what the graph shows."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from engine.network.edits import add_layer, connect
from engine.network.forward import forward
from engine.network.initializers import Initialization
from engine.network.model import Network
from gui.widgets import ChoiceField, SliderField


@pytest.fixture
def panel(hand: Any) -> Any:
    QTest.mouseClick(hand.canvas.display_button, Qt.MouseButton.LeftButton)
    assert hand.canvas.display_button.panel.isVisible()
    return hand.canvas.display_button.panel


def child(panel: Any, kind: type, name: str) -> Any:
    return panel.findChild(kind, name)


def test_choices_take_effect_at_once(hand: Any, panel: Any) -> None:
    child(panel, ChoiceField, "neuron-face").choice_edited.emit("bias")
    child(panel, ChoiceField, "edge-quantity").choice_edited.emit("contribution")
    child(panel, ChoiceField, "edge-labels").choice_edited.emit("none")
    QTest.mouseClick(child(panel, QCheckBox, "switch-legend"), Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    display = hand.canvas.display.settings
    assert (display.neuron_face, display.edge_quantity, display.edge_labels) == ("bias", "contribution", "none")
    assert display.legend is False


def test_the_scale_is_automatic_or_chosen(hand: Any, panel: Any) -> None:
    scale = child(panel, SliderField, "full-automatic-scale")
    automatic = child(panel, QCheckBox, "automatic-scale")
    assert (automatic.isChecked(), scale.isEnabled(), scale.value) == (True, False, 2.0)
    automatic.click()
    assert hand.canvas.display.settings.full_scale == 2.0
    scale.value_edited.emit(2.5)
    assert hand.canvas.display.settings.full_scale == 2.5
    automatic.click()
    assert hand.canvas.display.settings.full_scale is None


def test_the_scale_of_neurons_is_automatic_or_chosen(hand: Any, panel: Any) -> None:
    scale = child(panel, SliderField, "full-automatic-neuron-scale")
    automatic = child(panel, QCheckBox, "automatic-neuron-scale")
    assert (automatic.isChecked(), scale.isEnabled()) == (True, False)
    automatic.click()
    scale.value_edited.emit(2.5)
    assert hand.canvas.display.settings.neuron_full_scale == 2.5
    assert hand.canvas.display.settings.full_scale is None
    hand.canvas.display.choose(neuron_face="bias")
    assert scale.accessibleName() == "Full at |b| ="
    automatic.click()
    assert hand.canvas.display.settings.neuron_full_scale is None


def test_the_scale_of_neurons_rests_where_all_show_pictures(hand: Any, panel: Any) -> None:
    controls = (
        child(panel, QCheckBox, "automatic-neuron-scale"),
        child(panel, SliderField, "full-automatic-neuron-scale"),
    )
    hand.canvas.display.choose(neuron_face="response", neuron_full_scale=2.0)
    hand.canvas.set_sample_values(forward(hand.document.network, np.array([[2.4, 1.0]])))
    assert not any(control.isEnabled() for control in controls)
    assert all("show pictures" in control.toolTip() for control in controls)
    hand.canvas.navigation.zoom_to(0.3)  # cards have the colours of numbers
    assert all(control.isEnabled() for control in controls)


def test_where_neurons_are_too_small_for_pictures_the_panel_the_note_and_the_legend_say_so(
    make_hand: Callable[[Network], Any],
) -> None:
    network = add_layer(Network(), "input", 2, position=(0.0, 0.0))
    network = add_layer(network, "dense", 32, position=(280.0, 0.0))
    hand = make_hand(connect(network, "L1", "L2", Initialization()))
    note = child(hand.canvas.display_button.panel, QLabel, "picture-note")
    hand.canvas.navigation.zoom_to(0.5)
    QTest.mouseClick(hand.canvas.display_button, Qt.MouseButton.LeftButton)
    assert not note.isVisible()
    hand.actions["show-response"].trigger()
    toast = hand.canvas.findChild(QWidget, "canvas-toast")
    assert toast.isVisible()
    assert toast.text() == "Responses of the small neurons appear once these are larger: zoom in"
    assert note.isVisible()
    assert "small neurons: zoom in for pictures" in hand.canvas.legend.texts
    hand.canvas.navigation.zoom_to(0.2)
    hand.actions["show-histogram"].trigger()
    assert toast.text() == "Histograms appear once neurons are larger: zoom in"
    hand.canvas.navigation.zoom_to(1.0)
    assert not note.isVisible()
    assert "small neurons: zoom in for pictures" not in hand.canvas.legend.texts


def test_the_minimap_is_switched_beside_all_else(hand: Any, panel: Any) -> None:
    switch = child(panel, QCheckBox, "switch-minimap")
    assert (switch.isChecked(), hand.canvas.minimap.isVisible()) == (False, False)
    switch.click()
    assert (switch.isChecked(), hand.canvas.minimap.isVisible()) == (True, True)
    hand.key(Qt.Key.Key_M)
    assert not hand.canvas.minimap.isVisible()


def test_it_shows_what_was_chosen_elsewhere(hand: Any, panel: Any) -> None:
    hand.canvas.display.choose(neuron_face="histogram", full_scale=3.0, flow=False)
    assert child(panel, ChoiceField, "neuron-face").choice == "histogram"
    assert child(panel, SliderField, "full-automatic-scale").value == 3.0
    assert not child(panel, QCheckBox, "switch-flow").isChecked()


def test_it_closes_by_button_escape_and_a_press_on_the_canvas(hand: Any, panel: Any) -> None:
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    QTest.mouseClick(hand.canvas.display_button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(hand.canvas.display_button, Qt.MouseButton.LeftButton)
    assert not panel.isVisible()
    QTest.mouseClick(hand.canvas.display_button, Qt.MouseButton.LeftButton)
    hand.click_at(QPointF(280, 250))
    assert not panel.isVisible()


def test_escape_closes_it_though_a_list_left_the_keyboard_to_nobody(hand: Any, panel: Any) -> None:
    QApplication.focusWidget().clearFocus()  # as a list does that was opened with the mouse
    QTest.keyClick(hand.canvas.window(), Qt.Key.Key_Escape)
    assert not panel.isVisible()
    QTest.mouseClick(hand.canvas.display_button, Qt.MouseButton.LeftButton)
    hand.canvas.setFocus()
    hand.key(Qt.Key.Key_Escape)
    assert not panel.isVisible()


def test_a_press_anywhere_beside_it_closes_it(hand: Any, panel: Any, qtbot: QtBot) -> None:
    elsewhere = QWidget()
    qtbot.addWidget(elsewhere)
    elsewhere.show()
    for press in (QTest.mousePress, QTest.mouseDClick):
        panel.show()
        press(elsewhere, Qt.MouseButton.LeftButton)
        QTest.mouseRelease(elsewhere, Qt.MouseButton.LeftButton)
        assert not panel.isVisible()


def test_a_list_of_its_own_has_escape_for_itself(panel: Any) -> None:
    face = child(panel, ChoiceField, "neuron-face")
    face.showPopup()
    QTest.keyClick(face.view(), Qt.Key.Key_Escape)
    assert not face.view().isVisible()
    assert panel.isVisible()


def test_the_mouse_in_it_does_nothing_on_the_canvas(hand: Any, panel: Any) -> None:
    hand.canvas.select_all()
    selected = hand.selection.items
    QTest.mouseClick(panel, Qt.MouseButton.LeftButton, pos=QPoint(panel.width() - 4, panel.height() - 4))
    assert panel.isVisible()
    assert hand.selection.items == selected


def test_it_stays_in_the_corner(hand: Any, panel: Any) -> None:
    hand.canvas.resize(700, 500)
    for widget in (panel, hand.canvas.display_button):
        assert hand.canvas.viewport().rect().contains(widget.geometry())
        assert widget.geometry().right() > 680


def test_every_switch_of_the_menu_is_there(hand: Any, panel: Any) -> None:
    for name, field in (("removed-edges", "removed_edges"), ("flow", "flow"), ("mark-activated", "marks_activated")):
        before = getattr(hand.canvas.display.settings, field)
        child(panel, QCheckBox, f"switch-{name}").click()
        assert getattr(hand.canvas.display.settings, field) is not before


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab])
def test_tab_stays_in_it(hand: Any, panel: Any, key: Qt.Key) -> None:
    visited = []
    for _ in range(30):
        focused = QApplication.focusWidget()
        assert focused is not None
        assert panel.isAncestorOf(focused)
        visited.append(focused)
        QTest.keyClick(focused, key)
    assert visited.count(visited[0]) > 1
    assert {child(panel, ChoiceField, "edge-labels"), child(panel, QCheckBox, "switch-legend")} <= set(visited)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert hand.canvas.hasFocus()

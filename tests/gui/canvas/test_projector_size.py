"""In projector size the drawing grows with the window's type, and is as before when that is left."""

from typing import Any

import pytest

from gui.canvas.layers.geometry import BIAS_GAP, BIAS_SIZE
from gui.canvas.overlays.floating_note import FloatingNote
from gui.selection import EdgeItem, NeuronItem
from gui.theme import ThemeManager

SCALE = 1.35
HIDDEN, EDGE = NeuronItem("L2", 0), EdgeItem("L1", "L2", 0, 0)


def diameter(hand: Any) -> float:
    """Give a circle's size on the screen."""
    return float(hand.canvas.network_scene.places.rect_of(HIDDEN).width()) * float(hand.canvas.navigation.zoom)


def label_height(hand: Any) -> float:
    """Give the size on the screen of a weight written on its edge."""
    hand.canvas.viewport().grab()
    item = hand.canvas.network_scene.connection_graphics(("L1", "L2"))
    return float(item.places.label_rect(EDGE).height()) * float(hand.canvas.navigation.zoom)


@pytest.mark.parametrize("measure", [diameter, label_height])
def test_a_fitted_drawing_grows_and_shrinks_back(hand: Any, themes: ThemeManager, measure: Any) -> None:
    hand.canvas.fit()
    before = measure(hand)
    themes.set_scale(SCALE)
    assert measure(hand) > 1.12 * before
    themes.set_scale(1.0)
    assert measure(hand) == pytest.approx(before)


def test_a_view_moved_by_a_person_stays_where_it_is(hand: Any, themes: ThemeManager) -> None:
    hand.canvas.navigation.zoom_to(0.8)
    themes.set_scale(SCALE)
    assert hand.canvas.navigation.zoom == pytest.approx(0.8)


def test_between_larger_circles_there_is_still_room_for_biases(hand: Any, themes: ThemeManager) -> None:
    themes.set_scale(SCALE)
    geometry = hand.canvas.network_scene.layer_view("L2").geometry
    assert geometry.has_room_for_biases
    assert geometry.bias_rect(0).bottom() <= geometry.neuron_rect(1).top()
    assert geometry.bias_rect(0).height() == BIAS_SIZE.height()
    assert geometry.bias_rect(0).top() == pytest.approx(geometry.neuron_rect(0).bottom() + BIAS_GAP)


def test_legend_and_notes_grow_with_the_type(hand: Any, themes: ThemeManager) -> None:
    def sizes() -> tuple[int, int]:
        hand.canvas.say("Weights")
        note = hand.canvas.findChild(FloatingNote, "canvas-toast")
        return hand.canvas.legend.height(), note.height()

    legend, note = sizes()
    themes.set_scale(SCALE)
    larger_legend, larger_note = sizes()
    assert larger_legend > 1.1 * legend
    assert larger_note > 1.1 * note


def test_a_bias_is_left_out_where_its_larger_type_would_run_into_circles(hand: Any, themes: ThemeManager) -> None:
    def writes_biases(zoom: float) -> bool:
        hand.canvas.navigation.zoom_to(zoom)
        hand.canvas.viewport().grab()
        view = hand.canvas.network_scene.layer_view("L2")
        return view.bias_at(view.bias_rect(0).center()) == 0

    assert writes_biases(0.5)
    themes.set_scale(SCALE)
    assert not writes_biases(0.5)
    assert writes_biases(1.0)

"""What the canvas says stands where it covers nothing that is read."""

from collections.abc import Callable
from typing import Any

import pytest

from engine.network.chains import add_chain
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.network.shape_text import parse_shape
from gui.canvas.overlays.floating_note import Toast
from gui.canvas.overlays.notes import Notes

SENTENCE = "Edges show: contribution"


def said(hand: Any) -> Toast:
    notes = hand.canvas.findChild(Notes)
    notes.say(SENTENCE)
    toast: Toast = hand.canvas.findChild(Toast, "canvas-toast")
    assert toast.text() == SENTENCE
    return toast


@pytest.mark.parametrize(
    ("shape", "size"), [("2-8-8-1", (730, 370)), ("4-4-4-4-4-4-4", (900, 500)), ("40-1", (560, 400))]
)
def test_it_covers_no_title_of_a_layer(make_hand: Callable[[Network], Any], shape: str, size: tuple[int, int]) -> None:
    hand = make_hand(add_chain(Network(), parse_shape(shape), Initialization()))
    hand.canvas.resize(*size)
    hand.canvas.fit()
    place, scene = said(hand).geometry(), hand.canvas.network_scene
    headers = [scene.layer_view(layer.id).header_rect for layer in hand.document.network.layers]
    titles = [hand.canvas.mapFromScene(header).boundingRect() for header in headers]
    assert not any(place.intersects(title) for title in titles)
    assert not place.intersects(hand.canvas.display_button.geometry())
    assert hand.canvas.viewport().rect().contains(place)


def test_it_stands_in_the_middle_on_top_where_nothing_is(hand: Any) -> None:
    hand.canvas.resize(900, 700)
    hand.canvas.navigation.zoom_to(0.5)
    place = said(hand).geometry()
    assert abs(place.center().x() - hand.canvas.viewport().width() / 2) <= 1
    assert place.top() < 30

"""A network that is fitted into the view stands beside what floats over the view, where there is room."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtTest import QTest

from engine.network.edits import add_layer, connect
from engine.network.initializers import Initialization
from engine.network.model import Network
from gui.canvas.fitting import LEAST_SHARE, fit_in, fit_place
from gui.selection import ConnectionItem, EdgeItem, Item, LayerItem, NeuronItem

SHIFT = Qt.KeyboardModifier.ShiftModifier
VIEW = QRectF(0, 0, 1000, 600)
CORNER = QRectF(8, 492, 160, 100)


@pytest.mark.parametrize(
    "content",
    [QRectF(-50, 0, 400, 300), QRectF(0, 0, 900, 100), QRectF(0, 0, 2000, 1200), QRectF(7, 9, 1200, 300)],
)
def test_a_drawing_is_moved_or_made_somewhat_smaller(content: QRectF) -> None:
    place = fit_place(content, content.intersects, VIEW, [CORNER], 36, 1.35)
    assert place is not None
    seen, covered = (place.scene_rect_of(rect, content.center()) for rect in (VIEW, CORNER))
    assert seen.contains(content)
    assert not covered.intersects(content)
    assert place.zoom >= LEAST_SHARE * fit_in(content, VIEW, 36, 1.35).zoom


def test_what_would_make_it_much_smaller_covers_it() -> None:
    content = QRectF(0, 0, 1000, 600)
    assert fit_place(content, content.intersects, VIEW, [QRectF(0, 200, 500, 400)], 36, 1.35) is None


def test_what_covers_only_empty_ground_changes_nothing() -> None:
    content, part = QRectF(0, 0, 1000, 600), QRectF(400, 0, 600, 600)
    assert fit_place(content, part.intersects, VIEW, [CORNER], 36, 1.35) == fit_in(content, VIEW, 36, 1.35)


def test_fit_keeps_the_first_layer_clear_of_the_open_legend(make_hand: Callable[[Network], Any]) -> None:
    network = Network()
    for place, width in enumerate((2, 4, 3, 1)):
        network = add_layer(network, "dense" if place else "input", width, position=(280.0 * place, 0.0))
    for source, target in (("L1", "L2"), ("L2", "L3"), ("L3", "L4"), ("L1", "L4")):
        network = connect(network, source, target, Initialization())
    hand = make_hand(network)
    hand.canvas.resize(900, 380)
    legend, places = hand.canvas.legend, hand.canvas.network_scene.places
    if not legend.is_open:
        QTest.mouseClick(legend, Qt.MouseButton.LeftButton)
    hand.canvas.fit()
    assert legend.is_open
    covered = hand.canvas.mapToScene(legend.geometry()).boundingRect()
    assert not any(rect.intersects(covered) for rect in places.panel_rects.values())
    assert hand.canvas.navigation.can_see(places.content_rect())


@pytest.mark.parametrize(
    "items",
    [
        (LayerItem("L2"),),
        (NeuronItem("L2", 1),),
        (EdgeItem("L2", "L3", 0, 1),),
        (ConnectionItem("L1", "L2"),),
        (LayerItem("L1"), LayerItem("L2")),
    ],
)
def test_f_shows_what_is_selected_large_and_with_nothing_selected_the_whole_network(
    hand: Any, items: tuple[Item, ...]
) -> None:
    navigation, places = hand.canvas.navigation, hand.canvas.network_scene.places
    hand.canvas.fit()
    whole = navigation.zoom
    hand.selection.select(*items)
    hand.canvas.setFocus()
    hand.key(Qt.Key.Key_F)
    assert navigation.zoom > whole
    assert all(navigation.can_see(places.extent_of(item), 0) for item in items)
    hand.canvas.resize(980, 620)
    assert navigation.zoom > whole
    hand.key(Qt.Key.Key_F, SHIFT)
    assert navigation.can_see(places.content_rect())
    hand.key(Qt.Key.Key_F)
    assert not navigation.is_fitted
    hand.selection.select()
    assert not hand.actions["fit-selection"].isEnabled()
    assert "Nothing is selected." in hand.actions["fit-selection"].toolTip()
    hand.key(Qt.Key.Key_F)
    assert navigation.is_fitted
    assert navigation.can_see(places.content_rect())

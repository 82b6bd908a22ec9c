"""From afar layers are cards and connections ribbons; near, neurons and edges."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QImage, QPainter

from engine.network.edits import add_layer, connect
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.network.parameters import set_weights
from gui.canvas.detail import CONTROLS_MIN_ZOOM, NEURONS_ABOVE_ZOOM, OVERVIEW_BELOW_ZOOM, Detail, detail_at
from gui.canvas.edges.heat_band import pooled
from gui.canvas.edges.ribbon import sign_balance
from gui.canvas.layers.card import paint_card, short_name
from gui.canvas.layers.geometry import LayerPart
from gui.canvas.navigation import MIN_ZOOM
from gui.canvas.style import CanvasStyle
from gui.selection import ConnectionItem, LayerItem, NeuronItem
from gui.theme import LIGHT

LEAST_NAME_HEIGHT_PX = 5  # of its capitals


@given(st.lists(st.floats(0.02, 5.0), min_size=1, max_size=30))
def test_the_detail_follows_the_zoom_and_does_not_flicker_in_between(zooms: list[float]) -> None:
    detail = Detail.NEURONS
    for zoom in zooms:
        before, detail = detail, detail_at(zoom, detail)
        if zoom < OVERVIEW_BELOW_ZOOM:
            assert detail is Detail.OVERVIEW
        elif zoom >= CONTROLS_MIN_ZOOM:
            assert detail is Detail.CONTROLS
        elif zoom > NEURONS_ABOVE_ZOOM:
            assert detail is Detail.NEURONS
        else:
            assert (detail is Detail.OVERVIEW) is (before is Detail.OVERVIEW)


def test_from_afar_a_layer_is_one_thing_to_hit(hand: Any) -> None:
    point = hand.point_of(NeuronItem("L2", 0))
    name = hand.point_of(LayerItem("L2"), LayerPart.NAME)
    hand.canvas.navigation.zoom_to(0.2)
    for place in (point, name):
        assert hand.canvas.hit(place).item == LayerItem("L2")
        assert hand.canvas.hit(place).part is None
    hand.canvas.navigation.zoom_to(1.0)
    assert hand.canvas.hit(point).item == NeuronItem("L2", 0)


def test_from_afar_a_connection_is_a_ribbon_in_the_colour_of_the_prevailing_sign(hand: Any) -> None:
    network = set_weights(hand.document.network, "L2", "L3", [[-1, -2]])
    hand.document.edit_network("Set", lambda _network: network)
    hand.canvas.navigation.zoom_to(0.2)
    for key, sign in ((("L1", "L2"), 1), (("L2", "L3"), -1)):
        point = hand.point_of(ConnectionItem(*key))
        assert hand.canvas.hit(point).item == ConnectionItem(*key)
        color = hand.color_at(point)
        assert (color.blue() - color.red()) * sign > 20
        hand.click_at(point)
        assert hand.selection.items == (ConnectionItem(*key),)


def test_neurons_are_seen_and_hit_before_there_are_controls_and_the_name_has_the_header_to_itself(hand: Any) -> None:
    def inked() -> int:
        view = hand.canvas.network_scene.layer_view("L2")
        header = hand.canvas.mapFromScene(view.header_rect).boundingRect().adjusted(3, 3, -3, 0)
        image = hand.canvas.viewport().grab(header).toImage()
        columns, rows = range(image.width()), range(image.height())
        text = [y for x in columns for y in rows if image.pixelColor(x, y).lightness() < 90]
        return max(text) - min(text)

    neuron, wider = hand.point_of(NeuronItem("L2", 0)), hand.point_of(LayerItem("L2"), LayerPart.WIDER)
    hand.canvas.navigation.zoom_to(0.26)
    assert hand.canvas.hit(neuron).item == NeuronItem("L2", 0)
    assert hand.canvas.hit(wider).part is None
    assert inked() >= LEAST_NAME_HEIGHT_PX
    hand.canvas.navigation.zoom_to(0.36)
    assert hand.canvas.hit(wider).part is LayerPart.WIDER


def test_a_ribbon_over_other_layers_is_hit_along_its_line(make_hand: Callable[[Network], Any]) -> None:
    network = add_layer(Network(), "input", 3, position=(0.0, 0.0))
    for number in (1, 2):
        network = add_layer(network, "dense", 3, position=(280.0 * number, 0.0))
    for source, target in (("L1", "L2"), ("L2", "L3"), ("L1", "L3")):
        network = connect(network, source, target, Initialization())
    hand = make_hand(network)
    hand.canvas.navigation.zoom_to(0.2)
    point = hand.point_of(ConnectionItem("L1", "L3"))
    assert point.y() < hand.canvas.network_scene.places.panel_rects["L2"].top()
    assert hand.canvas.hit(point).item == ConnectionItem("L1", "L3")
    assert hand.canvas.hit(point - QPointF(0, 200)) is None


def test_cards_say_their_name_where_there_is_room(hand: Any) -> None:
    def inked() -> int:
        rect = hand.canvas.network_scene.places.panel_rects["L2"]
        image = hand.canvas.viewport().grab().toImage()
        low, high = (hand.pixel(point) for point in (rect.topLeft(), rect.bottomRight()))
        inner = [(x, y) for x in range(low.x() + 3, high.x() - 2) for y in range(low.y() + 3, high.y() - 2)]
        return sum(image.pixelColor(x, y) != LIGHT.palette.layer_fill for x, y in inner)

    hand.canvas.navigation.zoom_to(0.3)
    assert inked() > 20
    hand.canvas.navigation.zoom_to(0.06)
    assert inked() == 0


def test_a_hundred_layers_fit_the_view(make_hand: Callable[[Network], Any]) -> None:
    network = add_layer(Network(), "input", 2, position=(0.0, 0.0))
    for number in range(1, 100):
        network = add_layer(network, "dense", 2, position=(280.0 * number, 0.0))
        network = connect(network, f"L{number}", f"L{number + 1}", Initialization())
    hand = make_hand(network)
    hand.canvas.fit()
    assert all(hand.canvas.navigation.can_see(rect) for rect in hand.canvas.network_scene.places.panel_rects.values())
    assert hand.canvas.navigation.zoom > MIN_ZOOM


@pytest.mark.parametrize(
    ("weights", "balance"), [([1.0, 3.0], 1.0), ([-1.0, 3.0], 0.5), ([0.0, 0.0], 0.0), ([np.nan, -2.0], -1.0)]
)
def test_the_prevailing_sign(weights: list[float], balance: float) -> None:
    assert sign_balance(np.array([weights])) == balance


@pytest.mark.parametrize("shape", [(203, 130), (1200, 300)])
def test_pooling_agrees_with_a_search_through_every_block(shape: tuple[int, int]) -> None:
    matrix = np.random.default_rng(0).standard_normal(shape)
    rows, columns = (np.arange(97) * size // 96 for size in matrix.shape)
    small = pooled(matrix)
    for row, column in ((0, 0), (17, 60), (95, 95)):
        block = matrix[rows[row] : rows[row + 1], columns[column] : columns[column + 1]]
        assert small[row, column] == block.ravel()[np.abs(block).argmax()]


def test_a_name_is_shortened_but_for_its_number(qapp: object) -> None:
    metrics = QFontMetricsF(CanvasStyle(LIGHT).overlay_font)
    whole = metrics.horizontalAdvance("Hidden 37")
    assert short_name("Hidden 37", metrics, whole) == "Hidden 37"
    shortened = short_name("Hidden 37", metrics, whole - 4)
    assert shortened.startswith("H")
    assert shortened.endswith("… 37")
    assert metrics.horizontalAdvance(shortened) <= whole - 4
    assert short_name("Hidden 37", metrics, whole / 2) == "37"


@pytest.mark.parametrize(("spare", "has_width"), [(80.0, True), (10.0, False), (0.0, False), (-6.0, False)])
def test_a_low_card_says_its_width_only_beside_the_whole_name(qapp: object, spare: float, has_width: bool) -> None:
    style = CanvasStyle(LIGHT)
    panel = QRectF(0, 0, QFontMetricsF(style.overlay_font).horizontalAdvance("Hidden 40") + 8 + spare, 26)

    def card(width: int) -> bytes:
        image = QImage(panel.size().toSize(), QImage.Format.Format_RGB32)
        image.fill(0xFFFFFFFF)
        painter = QPainter(image)
        paint_card(painter, panel, style, "Hidden 40", width)
        painter.end()
        return bytes(image.constBits())

    assert (card(5) != card(8)) is has_width

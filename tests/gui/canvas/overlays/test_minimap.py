"""The minimap: there when the network is too large for the view, and moving it."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.network.chains import add_chain
from engine.network.edits import add_layer, connect, move_layers
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.network.parameters import set_weight
from engine.network.shape_text import parse_shape
from gui.actions import Command
from gui.canvas.detail import OVERVIEW_BELOW_ZOOM
from gui.canvas.overlays.commands import minimap_commands
from gui.canvas.overlays.minimap import Minimap
from gui.settings import ThemeMode
from gui.theme import ThemeManager

NO_KEY = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


def chain(layers: int) -> Network:
    network = add_layer(Network(), "input", 2, position=(0.0, 0.0))
    for number in range(1, layers):
        network = add_layer(network, "dense", 3, position=(280.0 * number, 0.0))
        network = connect(network, f"L{number}", f"L{number + 1}", Initialization())
    return network


@pytest.fixture
def long_hand(make_hand: Callable[[Network], Any]) -> Any:
    return make_hand(chain(12))


def map_of(hand: Any) -> Minimap:
    minimap: Minimap = hand.canvas.minimap
    return minimap


def command(hand: Any) -> Command:
    (found,) = minimap_commands(hand.canvas)
    return found


def seen_middle(hand: Any) -> QPointF:
    middle: QPointF = hand.canvas.mapToScene(hand.canvas.viewport().rect().center())
    return middle


def test_it_is_there_when_the_network_is_too_large_for_the_view(hand: Any, long_hand: Any) -> None:
    assert not map_of(hand).isVisible()
    assert map_of(long_hand).isVisible()
    long_hand.canvas.resize(2400, 700)
    assert not map_of(long_hand).isVisible()


def test_it_stays_away_while_the_whole_network_is_seen_in_full(make_hand: Callable[[Network], Any]) -> None:
    hand = make_hand(chain(5))
    hand.canvas.resize(520, 300)
    hand.canvas.fit()
    assert hand.canvas.navigation.zoom < 0.5
    assert not map_of(hand).isVisible()
    hand.canvas.navigation.zoom_by(2)
    assert map_of(hand).isVisible()
    hand.canvas.fit()
    assert not map_of(hand).isVisible()


def test_it_is_there_while_the_whole_network_is_a_sketch(make_hand: Callable[[Network], Any]) -> None:
    hand = make_hand(chain(20))
    hand.canvas.fit()
    assert hand.canvas.navigation.zoom < OVERVIEW_BELOW_ZOOM
    assert map_of(hand).isVisible()


@pytest.mark.parametrize("size", [(410, 600), (900, 250)])
def test_a_small_canvas_is_left_to_the_network(long_hand: Any, size: tuple[int, int]) -> None:
    long_hand.canvas.resize(*size)
    assert not map_of(long_hand).isVisible()
    command(long_hand).run()
    assert map_of(long_hand).isVisible()


def test_it_stays_in_the_lower_right_corner(long_hand: Any) -> None:
    long_hand.canvas.resize(800, 500)
    corner, room = map_of(long_hand).geometry().bottomRight(), long_hand.canvas.viewport().size()
    assert 0 < room.width() - corner.x() < 20
    assert 0 < room.height() - corner.y() < 20


@pytest.mark.parametrize("size", [(730, 395), (1000, 640)])
def test_it_takes_a_small_part_of_the_canvas(make_hand: Callable[[Network], Any], size: tuple[int, int]) -> None:
    hand = make_hand(chain(2))
    hand.canvas.resize(*size)
    command(hand).run()
    seen = map_of(hand).size()
    assert 56 <= seen.width() <= 0.3 * size[0]
    assert 56 <= seen.height() <= 0.3 * size[1]


def test_a_click_goes_there(long_hand: Any) -> None:
    target = QPointF(280.0 * 9, 0.0)
    QTest.mouseClick(map_of(long_hand), LEFT, NO_KEY, map_of(long_hand).point_of(target).toPoint())
    assert abs(seen_middle(long_hand).x() - target.x()) < 40
    assert long_hand.selection.items == ()


def test_dragging_the_frame_drags_the_view(long_hand: Any) -> None:
    minimap = map_of(long_hand)
    start = minimap.view_frame.center() + QPointF(4, 2)
    before = seen_middle(long_hand)
    QTest.mousePress(minimap, LEFT, NO_KEY, start.toPoint())
    assert (seen_middle(long_hand) - before).manhattanLength() < 40  # taking hold of it moves nothing
    QTest.mouseMove(minimap, (start + QPointF(50, 0)).toPoint())
    QTest.mouseRelease(minimap, LEFT, NO_KEY, (start + QPointF(50, 0)).toPoint())
    moved = seen_middle(long_hand).x() - before.x()
    expected = 50 / (minimap.point_of(QPointF(1000, 0)).x() - minimap.point_of(QPointF(0, 0)).x()) * 1000
    assert moved == pytest.approx(expected, rel=0.1)


def test_the_wheel_zooms_the_canvas(long_hand: Any) -> None:
    before, middle = long_hand.canvas.navigation.zoom, seen_middle(long_hand)
    point = QPointF(20, 20)
    place = QPointF(map_of(long_hand).mapToGlobal(point.toPoint()))
    event = QWheelEvent(
        point, place, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, NO_KEY, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(map_of(long_hand), event)
    assert long_hand.canvas.navigation.zoom > before
    assert (seen_middle(long_hand) - middle).manhattanLength() < 4


def test_showing_and_hiding_is_kept_with_the_project_and_no_undo_step(long_hand: Any) -> None:
    assert command(long_hand).description.keys == ("M",)
    command(long_hand).run()
    assert not map_of(long_hand).isVisible()
    assert long_hand.document.view.minimap is False
    long_hand.canvas.resize(700, 400)
    assert not map_of(long_hand).isVisible()
    command(long_hand).run()
    assert map_of(long_hand).isVisible()
    assert command(long_hand).is_on is not None
    assert command(long_hand).is_on()
    assert long_hand.document.undo_stack.count() == 0


def test_an_empty_canvas_has_none(make_hand: Callable[[Network], Any]) -> None:
    empty = make_hand(Network())
    assert command(empty).obstacle()
    assert not map_of(empty).isVisible()


def test_it_follows_the_layers_and_is_not_drawn_anew_for_other_weights(
    long_hand: Any, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    drawn: list[object] = []
    original = Minimap._drawn
    monkeypatch.setattr(Minimap, "_drawn", lambda self: drawn.append(self) or original(self))
    long_hand.document.edit_network("Set weight", lambda network: set_weight(network, "L1", "L2", 0, 0, 2.0))
    map_of(long_hand).grab()
    count = len(drawn)
    long_hand.document.edit_network("Set weight", lambda network: set_weight(network, "L1", "L2", 0, 0, 3.0))
    map_of(long_hand).grab()
    assert len(drawn) == count
    before = map_of(long_hand).height()
    long_hand.document.edit_network("Move", lambda network: move_layers(network, {"L4": (840.0, 3000.0)}))
    qtbot.waitUntil(lambda: map_of(long_hand).height() > before)
    map_of(long_hand).grab()
    assert len(drawn) > count


def test_it_takes_the_colours_of_the_theme(long_hand: Any, themes: ThemeManager) -> None:
    light = map_of(long_hand).grab().toImage().pixelColor(100, 4).lightness()
    themes.set_mode(ThemeMode.DARK)
    assert map_of(long_hand).grab().toImage().pixelColor(100, 4).lightness() < light - 100


def test_it_has_a_name_for_assistive_technology(long_hand: Any) -> None:
    assert map_of(long_hand).accessibleName() == "Minimap"


@pytest.fixture
def wide_hand(make_hand: Callable[[Network], Any]) -> Any:
    """A canvas on 784-128-64-10, whose layers are folded, so that it is no larger than a small one."""
    hand = make_hand(add_chain(Network(), parse_shape("784-128-64-10"), Initialization()))
    hand.canvas.resize(900, 600)
    hand.canvas.fit()
    return hand


def test_it_comes_by_itself_where_most_of_many_neurons_is_out_of_sight(hand: Any, wide_hand: Any) -> None:
    assert not map_of(wide_hand).isVisible()
    wide_hand.canvas.navigation.zoom_by(3)
    assert map_of(wide_hand).isVisible()
    wide_hand.canvas.fit()
    assert not map_of(wide_hand).isVisible()
    hand.canvas.fit()
    hand.canvas.navigation.zoom_by(3)
    assert not map_of(hand).isVisible()  # one knows one's way among five neurons


def test_fitting_leaves_no_room_for_what_is_about_to_go(wide_hand: Any) -> None:
    fitted = wide_hand.canvas.navigation.state
    wide_hand.canvas.navigation.zoom_by(3)
    assert map_of(wide_hand).isVisible()
    wide_hand.canvas.fit()
    assert wide_hand.canvas.navigation.state.is_like(fitted)


def test_it_covers_no_layer_of_a_sketch_that_is_wholly_in_view(make_hand: Callable[[Network], Any]) -> None:
    network = chain(14)
    network = move_layers(network, {f"L{number}": (280.0 * number, 60.0 * number**1.6) for number in range(1, 15)})
    hand = make_hand(network)
    for size in ((700, 400), (520, 300)):
        hand.canvas.resize(*size)
        hand.canvas.fit()
        covered = hand.canvas.mapToScene(map_of(hand).geometry()).boundingRect()
        assert not (map_of(hand).isVisible() and hand.canvas.network_scene.places.layers_in(covered))

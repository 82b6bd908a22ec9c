"""What is out of sight takes no painting, and whoever draws the network without looking at it gets all of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPointF

from engine.network.edits import add_layer, connect, move_layers
from engine.network.initializers import Initialization
from engine.network.model import Network
from gui.canvas.edges.connection_graphics import ConnectionGraphics
from gui.canvas.layers.panel_item import PanelItem
from gui.export import FORMATS, Drawing, save_drawing
from gui.export.pictures import image_of

FIRST, LAST, COUNT, SPACING = "L1", "L24", 24, 280.0
FIRST_CONNECTION, LAST_CONNECTION = ("L1", "L2"), ("L23", "L24")


@pytest.fixture
def long_hand(make_hand: Callable[[Network], Any]) -> Any:
    """A chain far longer than the view, which is at its first layers."""
    network = add_layer(Network(), "input", 2, position=(0.0, 0.0))
    for number in range(1, COUNT):
        network = add_layer(network, "dense", 2, position=(SPACING * number, 0.0))
        network = connect(network, f"L{number}", f"L{number + 1}", Initialization())
    hand = make_hand(network)
    hand.canvas.viewport().grab()
    return hand


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The items that are painted, as they are."""
    found: list[object] = []
    for kind in (PanelItem, ConnectionGraphics):
        original = kind.paint

        def paint(item: Any, *args: Any, original: Any = original) -> None:
            found.append(item)
            original(item, *args)

        monkeypatch.setattr(kind, "paint", paint)
    return found


def is_shown(hand: Any, layer_id: str) -> bool:
    return all(item.isVisible() for item in hand.canvas.network_scene.layer_view(layer_id).items)


def is_drawn(hand: Any, key: tuple[str, str]) -> bool:
    visible: bool = hand.canvas.network_scene.connection_graphics(key).isVisible()
    return visible


def go_to(hand: Any, layer_id: str) -> None:
    hand.canvas.navigation.centre_on(hand.canvas.network_scene.layer_view(layer_id).position)
    hand.canvas.viewport().grab()


def test_what_is_far_out_of_view_is_hidden_until_the_view_goes_there(long_hand: Any) -> None:
    assert is_shown(long_hand, FIRST)
    assert is_drawn(long_hand, FIRST_CONNECTION)
    assert not is_shown(long_hand, LAST)
    assert not is_drawn(long_hand, LAST_CONNECTION)
    go_to(long_hand, LAST)
    assert is_shown(long_hand, LAST)
    assert is_drawn(long_hand, LAST_CONNECTION)
    assert not is_shown(long_hand, FIRST)
    assert not is_drawn(long_hand, FIRST_CONNECTION)


def test_what_is_out_of_sight_is_not_painted(painted: list[object], long_hand: Any) -> None:
    scene = long_hand.canvas.network_scene
    far = {*scene.layer_view(LAST).items, scene.connection_graphics(LAST_CONNECTION)}
    assert painted
    assert far.isdisjoint(painted)
    go_to(long_hand, LAST)
    assert not far.isdisjoint(painted)


def test_zooming_out_shows_all_and_zooming_in_again_hides_what_is_left_outside(long_hand: Any) -> None:
    long_hand.canvas.fit()
    long_hand.canvas.viewport().grab()
    assert is_drawn(long_hand, FIRST_CONNECTION)
    assert is_drawn(long_hand, LAST_CONNECTION)
    long_hand.canvas.navigation.zoom_reset()
    go_to(long_hand, LAST)
    assert not is_drawn(long_hand, FIRST_CONNECTION)


def test_a_layer_that_comes_into_view_is_shown_and_one_that_leaves_it_is_hidden(long_hand: Any) -> None:
    scene, document = long_hand.canvas.network_scene, long_hand.document
    scene.preview_positions({LAST: QPointF(SPACING, 200.0)})
    assert is_shown(long_hand, LAST)
    scene.preview_positions({})
    assert not is_shown(long_hand, LAST)
    document.edit_network("Move layer", lambda network: move_layers(network, {LAST: (SPACING, 200.0)}))
    long_hand.canvas.transition.finish()
    assert is_shown(long_hand, LAST)
    assert is_drawn(long_hand, LAST_CONNECTION)


@pytest.mark.parametrize("place", [FIRST, LAST])
def test_a_drawing_has_all_of_the_network_wherever_the_view_is(long_hand: Any, place: str) -> None:
    go_to(long_hand, "L12")
    from_the_middle = image_of(Drawing(long_hand.canvas))
    go_to(long_hand, place)
    assert image_of(Drawing(long_hand.canvas)) == from_the_middle
    assert is_shown(long_hand, place)
    assert not is_shown(long_hand, "L12")


@pytest.mark.parametrize("name", list(FORMATS))
def test_every_format_has_what_is_out_of_sight(
    long_hand: Any, painted: list[object], tmp_path: Path, name: str
) -> None:
    painted.clear()
    save_drawing(Drawing(long_hand.canvas), FORMATS[name], tmp_path / f"drawing{FORMATS[name].suffix}")
    scene = long_hand.canvas.network_scene
    wanted = {scene.connection_graphics(connection.key) for connection in scene.network.connections}
    assert wanted <= set(painted)


def test_the_minimap_shows_the_same_network_wherever_the_view_is(long_hand: Any) -> None:
    minimap = long_hand.canvas.minimap
    before = minimap.grab().toImage()
    frame = minimap.view_frame
    go_to(long_hand, LAST)
    column = round(minimap.point_of(QPointF(12 * SPACING, 0.0)).x())
    after = minimap.grab().toImage()
    assert minimap.view_frame != frame
    assert after.copy(column - 10, 0, 20, after.height()) == before.copy(column - 10, 0, 20, before.height())

"""Arranging, aligning and distributing on the canvas, and the glide to the new places."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QProxyStyle, QStyle

from engine.network.edits import add_layer, connect, move_layers
from engine.network.initializers import Initialization
from engine.network.model import Network
from gui.selection import LayerItem

SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | SHIFT


@pytest.fixture
def messy(xor_network: Network) -> Network:
    return move_layers(xor_network, {"L1": (300.0, 200.0), "L2": (0.0, -60.0), "L3": (280.0, -180.0)})


@pytest.fixture
def act(qtbot: Any) -> Callable[..., None]:
    """Runs a command of a canvas as its menu does."""

    def run(hand: Any, name: str, *selected: str) -> None:
        actions = hand.actions
        if selected:
            hand.selection.select(*(LayerItem(layer_id) for layer_id in selected))
        actions.refresh()
        assert actions[name].isEnabled(), actions.obstacle(name)
        actions[name].trigger()

    return run


def test_arranging_brings_into_view_even_what_is_in_order_already(hand: Any, act: Callable[..., None]) -> None:
    act(hand, "arrange")
    hand.canvas.transition.finish()
    count = hand.document.undo_stack.count()
    hand.canvas.navigation.scroll(QPoint(-700, 500))
    act(hand, "arrange")
    assert hand.document.undo_stack.count() == count
    for rect in hand.canvas.network_scene.places.panel_rects.values():
        assert hand.canvas.navigation.can_see(rect, margin=0)


def positions(hand: Any) -> dict[str, tuple[float, float]]:
    return {layer.id: layer.position for layer in hand.document.network.layers}


def shown(hand: Any) -> dict[str, tuple[float, float]]:
    return {key: (p.x(), p.y()) for key, p in hand.canvas.network_scene.shown_positions.items()}


def test_a_key_arranges_all_in_one_step_and_the_layers_glide(make_hand: Any, messy: Network, qtbot: Any) -> None:
    hand = make_hand(messy)
    hand.canvas.activateWindow()
    hand.canvas.setFocus()
    qtbot.waitUntil(hand.canvas.hasFocus)
    before = positions(hand)
    hand.key(Qt.Key.Key_A, CTRL_SHIFT)
    after = positions(hand)
    assert after["L1"][0] < after["L2"][0] < after["L3"][0]
    assert {place[1] for place in after.values()} == {after["L1"][1]}
    assert hand.document.undo_stack.undoText() == "Arrange layers"
    assert shown(hand) == before
    qtbot.waitUntil(lambda: shown(hand) == after)
    hand.document.undo_stack.undo()
    assert positions(hand) == before
    assert shown(hand) != before
    hand.canvas.transition.finish()
    assert shown(hand) == before


def test_a_fitted_network_is_fitted_again_in_order_and_undo_brings_the_view_back(
    make_hand: Any, messy: Network, act: Any
) -> None:
    hand = make_hand(messy)
    hand.canvas.fit()
    seen = hand.canvas.navigation.state
    act(hand, "arrange")
    hand.canvas.transition.finish()
    arranged = hand.canvas.navigation.state
    assert arranged.is_fitted
    hand.canvas.fit()
    assert hand.canvas.navigation.state.is_like(arranged)
    hand.document.undo_stack.undo()
    assert hand.canvas.navigation.state.is_like(seen)


def test_a_press_ends_the_glide(make_hand: Any, messy: Network, act: Any) -> None:
    hand = make_hand(messy)
    act(hand, "arrange")
    assert shown(hand) != positions(hand)
    hand.click_at(QPointF(-300, 280))
    assert shown(hand) == positions(hand)


def test_an_edit_on_the_way_sends_the_layers_on_from_where_they_are(make_hand: Any, messy: Network, act: Any) -> None:
    hand = make_hand(messy)
    act(hand, "arrange")
    hand.document.undo_stack.undo()
    hand.canvas.transition.finish()
    assert shown(hand) == positions(hand)
    hand.document.undo_stack.redo()
    hand.document.edit_network("Add layer", lambda network: add_layer(network, "dense", 3, position=(0.0, 600.0)))
    assert shown(hand) == positions(hand)


def test_hidden_or_where_nobody_wants_it_nothing_glides(make_hand: Any, messy: Network, act: Any) -> None:
    class Still(QProxyStyle):
        def styleHint(self, hint: Any, option: Any = None, widget: Any = None, data: Any = None) -> int:  # noqa: N802
            if hint == QStyle.StyleHint.SH_Widget_Animation_Duration:
                return 0
            return super().styleHint(hint, option, widget, data)

    hand = make_hand(messy)
    hand.canvas.hide()
    act(hand, "arrange")
    assert shown(hand) == positions(hand)
    hand.canvas.show()
    style = Still()
    style.setParent(hand.canvas)
    hand.canvas.setStyle(style)
    hand.document.undo_stack.undo()
    assert shown(hand) == positions(hand)


def test_only_the_layers_selected_are_arranged(make_hand: Any, messy: Network, act: Any) -> None:
    hand = make_hand(messy)
    before = positions(hand)
    act(hand, "arrange", "L2", "L3")
    after = positions(hand)
    assert after["L1"] == before["L1"]
    assert after["L2"][1] == after["L3"][1]
    panels = list(hand.canvas.network_scene.places.panel_rects.values())
    hand.canvas.transition.finish()
    panels = list(hand.canvas.network_scene.places.panel_rects.values())
    assert not any(a.intersects(b) for number, a in enumerate(panels) for b in panels[:number])


def test_what_is_in_order_stays_and_leaves_no_step(hand: Any, act: Any) -> None:
    act(hand, "arrange")
    assert hand.document.undo_stack.count() == 0


@pytest.mark.parametrize(
    ("side", "line"),
    [
        ("left", lambda rect: rect.left()),
        ("centre", lambda rect: rect.center().x()),
        ("right", lambda rect: rect.right()),
        ("top", lambda rect: rect.top()),
        ("middle", lambda rect: rect.center().y()),
        ("bottom", lambda rect: rect.bottom()),
    ],
)
def test_panels_are_aligned(make_hand: Any, messy: Network, act: Any, side: str, line: Any) -> None:
    hand = make_hand(messy)
    act(hand, f"align-{side}", "L1", "L2", "L3")
    hand.canvas.transition.finish()
    panels = hand.canvas.network_scene.places.panel_rects
    assert len({line(rect) for rect in panels.values()}) == 1
    assert hand.document.undo_stack.undoText() == f"Align {side}"


def test_gaps_become_equal(make_hand: Any, act: Any) -> None:
    network = Network()
    for width, x in ((2, 0.0), (8, 190.0), (3, 700.0)):
        network = add_layer(network, "dense", width, position=(x, 0.0))
    hand = make_hand(network)
    act(hand, "distribute-horizontally", "L1", "L2", "L3")
    assert [place[0] for place in positions(hand).values()] == [0, 350, 700]


def test_what_keeps_from_it_is_said(hand: Any) -> None:
    actions = hand.actions
    hand.selection.select(LayerItem("L1"))
    assert actions.obstacle("align-left") == "Select at least two layers to align them."
    hand.selection.select(LayerItem("L1"), LayerItem("L2"))
    assert actions.obstacle("align-left") == ""
    assert actions.obstacle("distribute-vertically") == "Select at least three layers to distribute them."


def test_layers_are_arranged_while_training(make_hand: Any, messy: Network, act: Any) -> None:
    hand = make_hand(messy)
    hand.document.set_training(True)
    parameters = hand.document.parameters
    act(hand, "arrange")
    hand.document.show_parameters(parameters)
    hand.canvas.transition.finish()
    assert shown(hand) == positions(hand)
    hand.document.set_training(False)


def test_a_network_too_large_to_glide_jumps(make_hand: Any, act: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gui.canvas.transition.SLOWEST_FRAME_S", 0.0)
    network = connect(
        add_layer(add_layer(Network(), "input", 2), "dense", 2, position=(0.0, 500.0)), "L1", "L2", Initialization()
    )
    hand = make_hand(network)
    act(hand, "arrange")
    assert shown(hand) == positions(hand)


@pytest.mark.parametrize("name", ["align-middle", "align-left"])
def test_aligned_layers_come_over_no_other(
    make_hand: Callable[[Network], Any], xor_network: Network, act: Callable[..., None], name: str
) -> None:
    network = move_layers(xor_network, {"L1": (0.0, 0.0), "L2": (280.0, 0.0), "L3": (600.0, 0.0)})
    network = add_layer(network, "dense", 2, name="Above", position=(280.0, -600.0))
    network = add_layer(network, "dense", 2, name="Below", position=(0.0, 900.0))
    hand = make_hand(network)
    act(hand, name, "L4", "L5")
    hand.canvas.transition.finish()
    panels = hand.canvas.network_scene.places.panel_rects
    assert not any(panels[one].intersects(panels[other]) for one in ("L4", "L5") for other in ("L1", "L2", "L3"))
    axis = 1 if name == "align-middle" else 0
    assert panels["L4"].center().toTuple()[axis] == pytest.approx(panels["L5"].center().toTuple()[axis], abs=1)


def test_what_hangs_loose_is_arranged_below_the_network(
    make_hand: Callable[[Network], Any], xor_network: Network, act: Callable[..., None]
) -> None:
    network = add_layer(xor_network, "dense", 2, name="Loose", position=(0.0, -500.0))
    hand = make_hand(network)
    act(hand, "arrange")
    places = {layer.id: layer.position[1] for layer in hand.document.network.layers}
    assert places["L4"] > max(places[layer] for layer in ("L1", "L2", "L3"))

"""What an edge was, beside how far it has come: written where there is room, and only where that is shown."""

from typing import Any

from PySide6.QtCore import QRectF

from engine.network.parameters import set_weight
from gui.canvas.edges.ghosts import DOWN, EdgeGhosts
from gui.canvas.edges.quantities import EDGE_QUANTITIES, EdgeFacts
from gui.selection import EdgeItem
from tests.gui.canvas.edges.writing import written_by

LABEL = {0: QRectF(100.0, 100.0, 36.0, 16.0)}


def test_it_says_what_a_weight_is_and_was(hand: Any) -> None:
    network = hand.document.network
    start = network.connection("L2", "L3").weight.copy()
    moved = set_weight(network, "L2", "L3", 0, 1, 1.7).connection("L2", "L3")
    ghost = EDGE_QUANTITIES["change"].ghost
    assert ghost is not None
    assert [ghost(EdgeFacts(moved, start=start), 0, column) for column in (0, 1)] == ["1 ← 1", "1.7 ← −2"]
    assert ghost(EdgeFacts(moved), 0, 0) == ""
    assert EDGE_QUANTITIES["weight"].ghost is None


def test_a_ghost_stands_below_its_number_or_wherever_there_is_room() -> None:
    ghosts = EdgeGhosts()
    assert ghosts.places(LABEL, (), 1.0) == {0: (0.0, DOWN)}
    ghosts.keep_off([QRectF(0.0, 117.0, 500.0, 10.0)])
    assert ghosts.places(LABEL, (), 1.0) == {0: (0.0, -DOWN)}
    ghosts.keep_off([QRectF(0.0, 0.0, 103.0, 500.0)])
    ((x, y),) = ghosts.places(LABEL, (), 1.0).values()
    assert x > 0
    assert y == DOWN
    assert ghosts.places(LABEL, ({0: QRectF(110.0, 80.0, 36.0, 60.0)},), 1.0) == {}


def test_ghosts_are_written_while_edges_show_their_change(hand: Any) -> None:
    first, second = (EdgeItem("L2", "L3", 0, column) for column in (0, 1))
    item = hand.canvas.network_scene.connection_graphics(("L2", "L3"))
    for quantity, is_there in (("weight", False), ("change", True)):
        hand.canvas.set_start({each.key: each.weight + 1.0 for each in hand.document.network.connections}, {})
        hand.canvas.display.choose(edge_quantity=quantity, edge_labels="all")
        hand.canvas.viewport().grab()
        assert (item._labels._ghosts._found is not None and bool(item._labels._ghosts._found.places)) is is_there
        assert {item.places.labelled_edge_at(item.places.label_rect(edge).center()) for edge in (first, second)} == {
            first,
            second,
        }


def test_ghosts_lie_below_the_numbers_of_all_connections(hand: Any) -> None:
    hand.canvas.set_start({each.key: each.weight + 1.0 for each in hand.document.network.connections}, {})
    hand.canvas.display.choose(edge_quantity="change", edge_labels="all")
    scene = hand.canvas.network_scene
    graphics = [scene.connection_graphics(each.key) for each in hand.document.network.connections]
    written = written_by(lambda painter: scene.numbers.write(painter, graphics, None))
    are_ghosts = ["←" in text for text in written]
    assert True in are_ghosts
    assert are_ghosts == sorted(are_ghosts, reverse=True)

"""Copying, cutting, pasting and duplicating."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QCursor, QGuiApplication

from engine.arrays import same_value
from engine.network import memory
from engine.network.edits import add_layer
from engine.network.graph import loose_note, problems
from engine.network.model import Network
from engine.project.fragment_text import write_fragment
from engine.project.project import Project
from gui.canvas.clipboard.clipboard import FRAGMENT_MIME_TYPE, paste
from gui.selection import ConnectionItem, EdgeItem, LayerItem, NeuronItem

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def clipboard(qapp: Any) -> Iterator[Any]:
    QCursor.setPos(QPoint(5000, 5000))  # nowhere near a canvas
    yield QGuiApplication.clipboard()
    QGuiApplication.clipboard().clear()


@pytest.fixture
def with_keys(make_hand: Any, qtbot: Any) -> Callable[[Network], Any]:
    """Opens a canvas whose keys work as in the window."""

    def make(network: Network) -> Any:
        hand = make_hand(network)
        QGuiApplication.clipboard().dataChanged.connect(hand.actions.refresh)
        hand.canvas.activateWindow()
        hand.canvas.setFocus()
        qtbot.waitUntil(hand.canvas.hasFocus)
        return hand

    return make


@pytest.fixture
def hand(with_keys: Any, xor_network: Network) -> Any:
    return with_keys(xor_network)


def refusal(hand: Any, qtbot: Any, do: Callable[[], object]) -> str:
    with qtbot.waitSignal(hand.canvas.edit_refused) as refused:
        do()
    return str(refused.args[0])


def names(hand: Any) -> list[str]:
    return [layer.name for layer in hand.document.network.layers]


def panels_overlap(hand: Any) -> bool:
    panels = list(hand.canvas.network_scene.places.panel_rects.values())
    return any(a.intersects(b) for number, a in enumerate(panels) for b in panels[:number])


def test_layers_are_copied_and_pasted_beside_the_original_in_one_step(hand: Any) -> None:
    before = hand.document.project.network
    hand.selection.select(LayerItem("L2"), LayerItem("L3"))
    hand.key(Qt.Key.Key_C, CTRL)
    hand.key(Qt.Key.Key_V, CTRL)
    after = hand.document.project.network
    assert names(hand) == ["Input", "Hidden", "Output", "Hidden 2", "Output 2"]
    assert [connection.key for connection in after.connections] == [("L1", "L2"), ("L2", "L3"), ("L4", "L5")]
    assert same_value(after.connections[2].weight, before.connections[1].weight)
    assert hand.selection.items == (LayerItem("L4"), LayerItem("L5"))
    assert hand.document.undo_stack.undoText() == "Paste 2 layers"
    assert not panels_overlap(hand)
    hand.key(Qt.Key.Key_V, CTRL)
    assert not panels_overlap(hand)
    assert len(names(hand)) == 7
    hand.document.undo_stack.undo()
    hand.document.undo_stack.undo()
    assert hand.document.project.network is before


def test_what_is_pasted_goes_to_the_pointer(hand: Any) -> None:
    hand.selection.select(LayerItem("L3"))
    hand.key(Qt.Key.Key_C, CTRL)
    place = QPointF(300, 240)
    QCursor.setPos(hand.canvas.viewport().mapToGlobal(hand.pixel(place)))
    hand.key(Qt.Key.Key_V, CTRL)
    panel = hand.canvas.network_scene.layer_view("L4").panel_rect
    assert abs(panel.center().x() - place.x()) <= 10
    assert abs(panel.center().y() - place.y()) <= 10


def test_what_is_pasted_again_and_again_stands_in_one_column(hand: Any) -> None:
    hand.canvas.resize(700, 400)
    hand.selection.select(LayerItem("L3"))
    hand.key(Qt.Key.Key_C, CTRL)
    QCursor.setPos(hand.canvas.viewport().mapToGlobal(hand.pixel(QPointF(300, 240))))
    for _ in range(5):
        hand.key(Qt.Key.Key_V, CTRL)
    pasted = hand.document.network.layers[3:]
    assert len({layer.position[0] for layer in pasted}) == 1
    assert not panels_overlap(hand)


def test_it_goes_between_windows_and_through_a_mail(hand: Any, with_keys: Any, clipboard: Any) -> None:
    hand.selection.select(LayerItem("L1"), LayerItem("L2"))
    hand.key(Qt.Key.Key_C, CTRL)
    assert clipboard.mimeData().hasFormat(FRAGMENT_MIME_TYPE)
    other = with_keys(Network())
    other.key(Qt.Key.Key_V, CTRL)
    assert names(other) == ["Input", "Hidden"]
    clipboard.setText("\r\n" + clipboard.text())
    third = with_keys(Network())
    third.key(Qt.Key.Key_V, CTRL)
    assert same_value(third.document.network.connections, hand.document.network.connections[:1])


def test_cutting_copies_and_deletes(hand: Any) -> None:
    hand.selection.select(LayerItem("L3"))
    hand.key(Qt.Key.Key_X, CTRL)
    assert names(hand) == ["Input", "Hidden"]
    assert hand.document.undo_stack.undoText() == "Cut"
    hand.key(Qt.Key.Key_V, CTRL)
    assert names(hand) == ["Input", "Hidden", "Output"]


def test_a_layer_cut_and_pasted_is_connected_as_it_was_but_once(hand: Any) -> None:
    before = hand.document.network
    hand.selection.select(LayerItem("L2"))
    hand.key(Qt.Key.Key_X, CTRL)
    for _ in range(2):  # the second time after an undo
        hand.key(Qt.Key.Key_V, CTRL)
        network = hand.document.network
        assert all(
            c.weight.tolist() == old.weight.tolist()
            for c, old in zip(network.connections, before.connections, strict=True)
        )
        assert problems(network) == ()
        assert loose_note(network) == ""
        hand.document.undo_stack.undo()
    hand.document.undo_stack.redo()
    hand.key(Qt.Key.Key_V, CTRL)
    assert loose_note(hand.document.network).startswith("“Hidden 2” is not connected")


def test_a_layer_whose_cut_was_undone_is_pasted_unconnected(hand: Any) -> None:
    hand.selection.select(LayerItem("L2"))
    hand.key(Qt.Key.Key_X, CTRL)
    hand.document.undo_stack.undo()
    hand.key(Qt.Key.Key_V, CTRL)
    assert len(hand.document.network.connections) == 2


def test_an_input_layer_cut_and_pasted_feeds_what_it_fed(hand: Any) -> None:
    hand.selection.select(LayerItem("L1"))
    hand.key(Qt.Key.Key_X, CTRL)
    hand.key(Qt.Key.Key_V, CTRL)
    assert problems(hand.document.network) == ()


def test_neurons_copied_become_a_layer(hand: Any) -> None:
    hand.selection.select(NeuronItem("L2", 1), LayerItem("L1"))
    hand.key(Qt.Key.Key_C, CTRL)
    hand.key(Qt.Key.Key_V, CTRL)
    pasted = hand.document.network.connection("L1", "L5")
    assert pasted.weight.tolist() == [[1.0, 1.0]]
    assert hand.document.network.layer("L5").bias.tolist() == [-1.0]


def test_a_neuron_cut_and_pasted_is_back_in_its_layer_as_it_was(hand: Any) -> None:
    before = hand.document.network
    hand.selection.select(NeuronItem("L2", 0))
    hand.key(Qt.Key.Key_X, CTRL)
    hand.key(Qt.Key.Key_V, CTRL)
    network = hand.document.network
    assert [layer.bias.tolist() for layer in network.layers] == [layer.bias.tolist() for layer in before.layers]
    assert [c.weight.tolist() for c in network.connections] == [c.weight.tolist() for c in before.connections]
    assert hand.selection.items == (NeuronItem("L2", 0),)
    assert hand.canvas.said == "Neuron put back into “Hidden”."
    assert hand.document.undo_stack.undoText() == "Paste neuron"


def test_a_neuron_copied_goes_to_its_layers_end_over_the_layer_and_becomes_a_layer_on_empty_ground(hand: Any) -> None:
    hand.selection.select(NeuronItem("L2", 1))
    hand.key(Qt.Key.Key_C, CTRL)
    panel = hand.canvas.network_scene.places.panel_rects["L2"]
    paste(hand.canvas.context, panel.center())
    network = hand.document.network
    assert network.layer("L2").bias.tolist() == [0, -1, -1]
    assert network.connection("L2", "L3").weight.tolist() == [[1, -2, -2]]
    assert hand.selection.items == (NeuronItem("L2", 2),)
    paste(hand.canvas.context, panel.center() + QPointF(0, 600))
    assert len(hand.document.network.layers) == 4
    assert "with the pointer over “Hidden” it goes back there" in hand.canvas.said


def test_neurons_of_another_project_do_not_go_into_a_layer_of_this_one(hand: Any, xor_network: Network) -> None:
    hand.selection.select(NeuronItem("L2", 1))
    hand.key(Qt.Key.Key_C, CTRL)
    hand.document.open(Project(network=xor_network), None)
    hand.key(Qt.Key.Key_V, CTRL)
    assert len(hand.document.network.layers) == 4


def test_duplicating_a_layer_leaves_its_copy_unconnected(hand: Any) -> None:
    hand.selection.select(LayerItem("L2"))
    hand.key(Qt.Key.Key_D, CTRL)
    assert names(hand) == ["Input", "Hidden", "Output", "Hidden 2"]
    assert len(hand.document.network.connections) == 2
    assert hand.selection.items == (LayerItem("L4"),)
    assert hand.document.undo_stack.undoText() == "Duplicate layer"
    assert not panels_overlap(hand)


def test_a_copy_that_hangs_loose_keeps_nothing_else_from_being_computed(hand: Any) -> None:
    hand.selection.select(LayerItem("L2"))
    hand.key(Qt.Key.Key_D, CTRL)
    assert problems(hand.document.network) == ()
    assert loose_note(hand.document.network).startswith("“Hidden 2” is not connected")


@pytest.mark.parametrize("copying", ["duplicate", "paste", "another window"])
def test_copies_read_the_one_input_layer_there_is(
    hand: Any, with_keys: Any, xor_network: Network, qtbot: Any, copying: str
) -> None:
    hand.key(Qt.Key.Key_A, CTRL)
    target = hand
    if copying != "duplicate":
        hand.key(Qt.Key.Key_C, CTRL)
        target = hand if copying == "paste" else with_keys(xor_network)
    with qtbot.waitSignal(target.canvas.context.noted) as noted:
        target.key(Qt.Key.Key_D if copying == "duplicate" else Qt.Key.Key_V, CTRL)
    assert names(target) == ["Input", "Hidden", "Output", "Hidden 2", "Output 2"]
    assert [connection.key for connection in target.document.network.connections[2:]] == [("L1", "L5"), ("L5", "L6")]
    assert noted.args == ["“Input” stays the one input layer: what was added reads it."]


def test_copies_of_another_width_are_left_to_be_connected(hand: Any, clipboard: Any, qtbot: Any) -> None:
    clipboard.setText("3-4-1")
    with qtbot.waitSignal(hand.canvas.context.noted) as noted:
        hand.key(Qt.Key.Key_V, CTRL)
    assert [layer.width for layer in hand.document.network.layers] == [2, 2, 1, 4, 1]
    assert [connection.key for connection in hand.document.network.connections[2:]] == [("L5", "L6")]
    assert "has 2 neurons, but what was added was to read 3: connect it." in noted.args[0]


def test_an_input_layer_alone_is_refused_a_second_time(hand: Any, qtbot: Any) -> None:
    before = hand.document.project
    hand.selection.select(LayerItem("L1"))
    sentence = "“Input” holds the sample already, and a network has one input layer: widen it."
    assert hand.actions.obstacle("duplicate") == sentence
    hand.key(Qt.Key.Key_C, CTRL)
    assert refusal(hand, qtbot, lambda: hand.key(Qt.Key.Key_V, CTRL)) == sentence
    assert hand.document.project is before
    hand.key(Qt.Key.Key_X, CTRL)
    hand.key(Qt.Key.Key_V, CTRL)
    assert "Input" in names(hand)


def test_neurons_are_doubled_where_the_input_layer_with_them_cannot(hand: Any) -> None:
    hand.selection.select(LayerItem("L1"), NeuronItem("L2", 0))
    hand.key(Qt.Key.Key_D, CTRL)
    assert [layer.width for layer in hand.document.network.layers] == [2, 3, 1]
    assert hand.selection.items == (NeuronItem("L2", 2),)


def test_duplicating_a_neuron_adds_it_to_its_layer(hand: Any) -> None:
    hand.selection.select(NeuronItem("L2", 0))
    hand.key(Qt.Key.Key_D, CTRL)
    network = hand.document.network
    assert network.layer("L2").bias.tolist() == [0.0, -1.0, 0.0]
    assert network.connection("L2", "L3").weight.tolist() == [[1.0, -2.0, 1.0]]
    assert hand.selection.items == (NeuronItem("L2", 2),)
    assert hand.document.undo_stack.undoText() == "Duplicate neuron"


def test_edges_cannot_be_duplicated_and_say_so(hand: Any) -> None:
    hand.selection.select(EdgeItem("L1", "L2", 0, 0))
    assert hand.actions.obstacle("duplicate") == "Select the layers or neurons to duplicate."


def test_an_edges_weight_is_copied_as_text_and_set_by_pasting(hand: Any, clipboard: Any) -> None:
    hand.selection.select(EdgeItem("L2", "L3", 0, 1))
    hand.key(Qt.Key.Key_C, CTRL)
    assert clipboard.text() == "-2"
    hand.selection.select(EdgeItem("L1", "L2", 0, 0), EdgeItem("L1", "L2", 1, 1), NeuronItem("L3", 0))
    hand.key(Qt.Key.Key_V, CTRL)
    assert hand.document.network.connection("L1", "L2").weight.tolist() == [[-2, 1], [1, -2]]
    assert hand.document.network.layer("L3").bias.tolist() == [-2]
    assert hand.document.undo_stack.undoText() == "Paste numbers"


def test_a_number_each(hand: Any, clipboard: Any, qtbot: Any) -> None:
    hand.selection.select(EdgeItem("L1", "L2", 0, 0), EdgeItem("L1", "L2", 1, 1))
    clipboard.setText("1/4\n0,5")
    hand.key(Qt.Key.Key_V, CTRL)
    assert hand.document.network.connection("L1", "L2").weight.tolist() == [[0.25, 1], [1, 0.5]]
    clipboard.setText("3,4")
    hand.key(Qt.Key.Key_V, CTRL)
    assert hand.document.network.connection("L1", "L2").weight.tolist() == [[3, 1], [1, 4]]
    clipboard.setText("1 2 3")
    sentence = refusal(hand, qtbot, lambda: hand.key(Qt.Key.Key_V, CTRL))
    assert sentence == "3 numbers were pasted, but 2 weights and biases are selected."


def test_a_decimal_comma_is_one_number_where_one_is_meant(hand: Any, clipboard: Any) -> None:
    clipboard.setText("0,5")
    hand.selection.select(EdgeItem("L2", "L3", 0, 1))
    hand.key(Qt.Key.Key_V, CTRL)
    assert hand.document.network.connection("L2", "L3").weight.tolist() == [[1, 0.5]]
    hand.selection.select(ConnectionItem("L1", "L2"))
    hand.key(Qt.Key.Key_V, CTRL)
    assert hand.document.network.connection("L1", "L2").weight.tolist() == [[0.5, 0.5], [0.5, 0.5]]


def test_a_matrix_goes_from_connection_to_connection(hand: Any, clipboard: Any, qtbot: Any) -> None:
    hand.selection.select(ConnectionItem("L1", "L2"))
    clipboard.setText("[1 2; 3 4]")
    hand.key(Qt.Key.Key_V, CTRL)
    assert hand.document.network.connection("L1", "L2").weight.tolist() == [[1, 2], [3, 4]]
    hand.key(Qt.Key.Key_C, CTRL)
    assert clipboard.text() == "[[1, 2], [3, 4]]"
    hand.selection.select(ConnectionItem("L2", "L3"))
    assert "is 1×2; the matrix given is 2×2" in refusal(hand, qtbot, lambda: hand.key(Qt.Key.Key_V, CTRL))
    clipboard.setText("7")
    hand.key(Qt.Key.Key_V, CTRL)
    assert hand.document.network.connection("L2", "L3").weight.tolist() == [[7, 7]]


def test_a_layer_takes_its_biases(hand: Any, clipboard: Any, qtbot: Any) -> None:
    hand.selection.select(LayerItem("L2"))
    clipboard.setText("[3, 4]")
    hand.key(Qt.Key.Key_V, CTRL)
    assert hand.document.network.layer("L2").bias.tolist() == [3, 4]
    clipboard.setText("[3, 4, 5]")
    assert "2 entries" in refusal(hand, qtbot, lambda: hand.key(Qt.Key.Key_V, CTRL))


def test_a_shape_becomes_a_network(with_keys: Any, clipboard: Any) -> None:
    hand = with_keys(Network())
    clipboard.setText("2-8t-1")
    hand.key(Qt.Key.Key_V, CTRL)
    assert [layer.width for layer in hand.document.network.layers] == [2, 8, 1]


def test_a_shape_becomes_a_network_whatever_is_selected(hand: Any, clipboard: Any) -> None:
    before = hand.document.network
    hand.selection.select(EdgeItem("L1", "L2", 0, 0))
    clipboard.setText("2-8-1")
    for _ in range(2):  # the second time, the layers pasted first are selected
        hand.key(Qt.Key.Key_V, CTRL)
    network = hand.document.network
    assert [layer.width for layer in network.layers] == [2, 2, 1, 8, 1, 8, 1]
    assert network.connections[:2] == before.connections
    assert all(not layer.bias.any() for layer in network.layers[3:])


def test_a_date_is_neither_a_number_nor_a_shape(hand: Any, clipboard: Any, qtbot: Any) -> None:
    clipboard.setText("2020-01-02")
    for selected in ((), (EdgeItem("L1", "L2", 0, 0),)):
        hand.selection.select(*selected)
        assert "“01”" in refusal(hand, qtbot, lambda: hand.key(Qt.Key.Key_V, CTRL))
    assert hand.document.undo_stack.count() == 0


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "There is nothing on the clipboard that can be pasted here."),
        ("lorem ipsum dolor sit amet, consectetur", "“lorem ipsum dolor sit amet, co…” is no part of a network"),
        ('{"neurocanvas_fragment": 1, "layers": [', "What was pasted is no part of a network"),
        ('{"neurocanvas_fragment": 1, "layers": [], "connections": []}', "There is nothing on the clipboard"),
        ("2-0-1", "0"),
        ("[[1, 2], [3, 4]]", "nothing is selected to take them"),
        ("1\t2\n3\t4", "nothing is selected to take them"),
        ("1,2\n3,4", "nothing is selected to take them"),
        ("2\t3", "nothing is selected to take them"),
        ("1 2\n3 4", "nothing is selected to take them"),
    ],
)
def test_what_cannot_be_pasted_says_so(hand: Any, clipboard: Any, qtbot: Any, text: str, sentence: str) -> None:
    clipboard.setText(text)
    assert sentence in refusal(hand, qtbot, lambda: hand.key(Qt.Key.Key_V, CTRL))
    assert hand.document.undo_stack.count() == 0


def test_far_more_numbers_than_are_wanted_are_refused_unread(hand: Any, clipboard: Any, qtbot: Any) -> None:
    hand.selection.select(EdgeItem("L1", "L2", 0, 0))
    clipboard.setText("1 " * 300_000)
    sentence = refusal(hand, qtbot, lambda: hand.key(Qt.Key.Key_V, CTRL))
    assert sentence == "The text pasted is 600,000 characters long, but 1 number is wanted here."


def test_bytes_that_are_no_text_are_refused(hand: Any, clipboard: Any, qtbot: Any) -> None:
    mime = QMimeData()
    mime.setData(FRAGMENT_MIME_TYPE, b"\xff\xfe{")
    clipboard.setMimeData(mime)
    assert "cannot be pasted" in refusal(hand, qtbot, lambda: hand.key(Qt.Key.Key_V, CTRL))


def test_more_layers_than_memory_holds_are_refused(
    hand: Any, clipboard: Any, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    clipboard.setText(write_fragment(add_layer(Network(), "dense", 1)))
    monkeypatch.setattr(memory, "machine_memory", lambda: 10**5)
    assert "of memory" in refusal(hand, qtbot, lambda: hand.key(Qt.Key.Key_V, CTRL))


def test_while_training_one_can_copy_but_not_paste(hand: Any, clipboard: Any) -> None:
    hand.document.set_training(True)
    hand.selection.select(LayerItem("L2"))
    hand.key(Qt.Key.Key_C, CTRL)
    assert "Hidden" in clipboard.text()
    assert "Training is going on" in hand.actions.obstacle("paste")
    hand.document.set_training(False)


def test_undoing_a_deletion_selects_what_has_come_back(hand: Any) -> None:
    items = LayerItem("L2"), EdgeItem("L1", "L2", 0, 0)
    hand.selection.select(*items)
    hand.canvas.delete_selection()
    assert hand.selection.items == ()
    hand.document.undo_stack.undo()
    assert hand.selection.items == items


def test_undo_leaves_alone_what_has_been_selected_since(hand: Any) -> None:
    hand.selection.select(LayerItem("L2"))
    hand.key(Qt.Key.Key_D, CTRL)
    hand.selection.select(LayerItem("L1"))
    hand.document.undo_stack.undo()
    assert hand.selection.items == (LayerItem("L1"),)


def test_of_another_project_nothing_comes_to_be_selected(hand: Any) -> None:
    hand.selection.select(LayerItem("L2"))
    hand.key(Qt.Key.Key_D, CTRL)
    before = hand.document.project
    hand.document.undo_stack.undo()
    hand.selection.select()
    hand.document.open(before, None)
    assert hand.selection.items == ()


@pytest.mark.parametrize("zoom", [1.0, 2.0])
def test_a_copy_is_seen_near_its_original_and_undo_brings_the_view_back(hand: Any, zoom: float) -> None:
    navigation = hand.canvas.navigation
    hand.canvas.resize(700, 400)
    navigation.zoom_to(zoom)
    navigation.centre_on(hand.point_of(LayerItem("L2")))
    seen = navigation.state
    hand.selection.select(LayerItem("L2"))
    hand.actions["duplicate"].trigger()
    panels = hand.canvas.network_scene.places.panel_rects
    assert navigation.can_see(panels["L4"], margin=0)
    assert panels["L4"].left() == panels["L2"].left()
    assert zoom * 0.8 < navigation.zoom <= zoom
    hand.document.undo_stack.undo()
    assert navigation.state.is_like(seen)


def test_a_copy_of_all_that_was_fitted_is_not_seen_much_smaller(hand: Any) -> None:
    navigation = hand.canvas.navigation
    hand.canvas.resize(900, 400)
    hand.canvas.fit()
    fitted = navigation.state
    hand.key(Qt.Key.Key_A, CTRL)
    hand.key(Qt.Key.Key_D, CTRL)
    panels = hand.canvas.network_scene.places.panel_rects
    copies = [panels[item.layer] for item in hand.selection.items]
    assert len(copies) > 1
    assert all(navigation.can_see(panel, margin=0) for panel in copies)
    assert navigation.zoom > 0.7 * fitted.zoom
    hand.document.undo_stack.undo()
    assert navigation.state.is_like(fitted)


def test_undo_leaves_the_view_alone_that_was_moved_since(hand: Any) -> None:
    navigation = hand.canvas.navigation
    hand.canvas.resize(700, 400)
    navigation.centre_on(hand.point_of(LayerItem("L2")))
    hand.selection.select(LayerItem("L2"))
    hand.actions["duplicate"].trigger()
    navigation.scroll(QPoint(30, 0))
    moved = navigation.state
    hand.document.undo_stack.undo()
    assert navigation.state.is_like(moved)


def test_what_is_pasted_stands_below_the_original_with_room_for_ways_between(hand: Any) -> None:
    hand.key(Qt.Key.Key_A, CTRL)
    hand.key(Qt.Key.Key_C, CTRL)
    hand.key(Qt.Key.Key_V, CTRL)
    panels = hand.canvas.network_scene.places.panel_rects
    lowest = max(panels[name].bottom() for name in ("L1", "L2", "L3"))
    assert min(panel.top() for name, panel in panels.items() if name not in {"L1", "L2", "L3"}) >= lowest + 40


def test_undoing_a_paste_out_of_sight_brings_the_network_back_into_view(hand: Any) -> None:
    hand.key(Qt.Key.Key_A, CTRL)
    hand.key(Qt.Key.Key_C, CTRL)
    hand.key(Qt.Key.Key_V, CTRL)
    hand.canvas.centerOn(0, 9000)
    hand.document.undo_stack.undo()
    assert hand.canvas.navigation.meets(hand.canvas.network_scene.places.panel_rects.values())

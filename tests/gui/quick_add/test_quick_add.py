"""Quick add on a canvas: opened, typed into, and what it adds where."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from engine.network import memory
from engine.network.graph import problems
from engine.network.layout.placement import GRID
from engine.network.memory import size_of
from engine.network.model import Network
from engine.project.examples import EXAMPLES
from gui.canvas.layers.geometry import LayerPart
from gui.canvas.overlays.floating_note import Toast
from gui.quick_add import QuickAdd
from gui.search_popup import SearchPopup
from gui.selection import LayerItem, NeuronItem
from tests.gui.canvas.conftest import Hand, make_hand, themes, xor_network  # noqa: F401 - fixtures of the canvas


class Stage:
    """A canvas with quick add."""

    def __init__(self, hand: Hand) -> None:
        self.hand = hand
        self.opened: list[str] = []
        self.quick_add = QuickAdd(hand.canvas, self.opened.append)
        hand.canvas.setFocus()

    @property
    def popup(self) -> SearchPopup:
        assert self.quick_add.popup is not None
        return self.quick_add.popup

    @property
    def network(self) -> Network:
        return self.hand.document.network

    @property
    def wires(self) -> set[tuple[str, str]]:
        network = self.network
        return {(network.layer(c.source).name, network.layer(c.target).name) for c in network.connections}

    def add(self, text: str) -> None:
        self.hand.canvas.quick_add_requested.emit(None, "")
        QTest.keyClicks(self.popup.field, text)
        QTest.keyClick(self.popup.field, Qt.Key.Key_Return)


@pytest.fixture
def empty(make_hand: Callable[[Network], Hand]) -> Stage:  # noqa: F811
    return Stage(make_hand(Network()))


@pytest.fixture
def xor(make_hand: Callable[[Network], Hand], xor_network: Network) -> Stage:  # noqa: F811
    return Stage(make_hand(xor_network))


def test_a_shape_typed_on_the_empty_canvas_builds_the_network(empty: Stage) -> None:
    QTest.keyClick(empty.hand.canvas, Qt.Key.Key_2)
    assert empty.popup.field.text() == "2"
    QTest.keyClicks(empty.popup.field, "-8t-8r-1")
    assert empty.popup.titles == ["Build 2-8t-8r-1"]
    QTest.keyClick(empty.popup.field, Qt.Key.Key_Return)
    assert [layer.width for layer in empty.network.layers] == [2, 8, 8, 1]
    assert problems(empty.network) == ()
    rects = empty.hand.canvas.network_scene.places.panel_rects.values()
    assert all(empty.hand.canvas.navigation.can_see(rect) for rect in rects)
    assert empty.hand.selection.items == ()
    assert empty.hand.canvas.hasFocus()
    assert empty.hand.document.undo_stack.count() == 1


@pytest.mark.parametrize(
    ("text", "sentence"), [("2-1000000-1000000-1", "GB of memory"), ("2--1", "not finished"), ("2-0-1", "at least one")]
)
def test_a_shape_that_would_be_refused_is_grey_with_the_reason_while_it_is_typed(
    empty: Stage, text: str, sentence: str
) -> None:
    empty.add(text)
    assert sentence in empty.popup.findChild(QLabel, "search-foot").text()
    assert empty.network.layers == ()
    QTest.keyClick(empty.popup.field, Qt.Key.Key_Escape)


def test_memory_counts_what_stays_beside_the_shape(xor: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "memory_for_networks", lambda: size_of(xor.network).byte_count + 1000)
    xor.hand.canvas.quick_add_requested.emit(None, "2-1")
    QTest.keyClick(xor.popup.field, Qt.Key.Key_Down)
    QTest.keyClick(xor.popup.field, Qt.Key.Key_Return)
    assert len(xor.network.layers) == 3
    QTest.keyClick(xor.popup.field, Qt.Key.Key_Up)
    QTest.keyClick(xor.popup.field, Qt.Key.Key_Return)
    assert [layer.width for layer in xor.network.layers] == [2, 1]


@pytest.mark.parametrize("selected", [(), (LayerItem("L2"),)])
def test_where_there_is_a_network_a_digit_adds_nothing_and_says_what_takes_one(
    xor: Stage, selected: tuple[LayerItem, ...]
) -> None:
    xor.hand.selection.select(*selected)
    QTest.keyClick(xor.hand.canvas, Qt.Key.Key_1)
    assert xor.hand.canvas.findChild(SearchPopup) is None
    toast = xor.hand.canvas.findChild(Toast, "canvas-toast")
    assert toast.text().startswith("Select an edge or a neuron to type its value")
    toast.dismiss()


def test_a_shape_offers_to_be_added_and_to_replace(xor: Stage) -> None:
    xor.hand.canvas.quick_add_requested.emit(None, "2-8-8-1")
    assert xor.popup.titles == ["Replace the network by 2-8-8-1", "Add 2-8-8-1"]
    QTest.keyClick(xor.popup.field, Qt.Key.Key_Return)
    assert [layer.width for layer in xor.network.layers] == [2, 8, 8, 1]


def test_a_wrong_shape_says_what_is_wrong(xor: Stage) -> None:
    xor.hand.canvas.quick_add_requested.emit(None, "2-8q-1")
    QTest.keyClick(xor.popup.field, Qt.Key.Key_Return)
    assert "“q” in “8q” is no activation function" in xor.popup.field.accessibleDescription()
    assert xor.hand.document.undo_stack.count() == 0
    xor.popup.close_popup()


@pytest.mark.parametrize(
    ("text", "width", "function"),
    [
        ("dense 8", 8, "relu"),
        ("tanh", 4, "tanh"),
        ("8 tanh", 8, "tanh"),
        ("gelu 3", 3, "gelu"),
        ("softp", 4, "softplus"),
    ],
)
def test_words_and_a_width_make_a_layer(empty: Stage, text: str, width: int, function: str) -> None:
    empty.add(text)
    (layer,) = empty.network.layers
    assert (layer.kind, layer.width, layer.activation_function) == ("dense", width, function)


def test_a_first_network_by_keys_alone(empty: Stage) -> None:
    for text in ("inp", "hid", "out"):
        empty.add(text)
    assert empty.wires == {("Input", "Hidden"), ("Hidden", "Output")}


def test_a_layer_goes_behind_the_one_selected(xor: Stage) -> None:
    xor.hand.selection.select(LayerItem("L2"))
    xor.add("wide")
    assert xor.wires == {("Input", "Hidden"), ("Hidden", "Hidden 2"), ("Hidden 2", "Output")}


def test_a_double_click_on_empty_space_adds_there(
    empty: Stage, double_click: Callable[[QWidget, QPoint], None]
) -> None:
    viewport = empty.hand.canvas.viewport()
    double_click(viewport, QPoint(600, 200))
    QTest.keyClicks(empty.popup.field, "input")
    QTest.keyClick(empty.popup.field, Qt.Key.Key_Return)
    wanted = empty.hand.canvas.mapToScene(QPoint(600, 200))
    (layer,) = empty.network.layers
    assert (QPointF(*layer.position) - wanted).manhattanLength() <= 20
    drawn = empty.hand.canvas.mapFromScene(QPointF(*layer.position))
    assert (drawn - QPoint(600, 200)).manhattanLength() <= 20, "it was moved away from where it was put"


def test_a_double_click_elsewhere_opens_nothing(xor: Stage) -> None:
    xor.hand.double_click(NeuronItem("L2", 0))
    assert xor.quick_add.popup is None


def test_with_layers_selected_a_function_is_set_on_them(xor: Stage) -> None:
    xor.hand.selection.select(LayerItem("L2"), LayerItem("L3"), LayerItem("L1"))
    xor.add("softplus")
    assert [layer.activation_function for layer in xor.network.layers] == ["identity", "softplus", "softplus"]
    assert len(xor.network.layers) == 3


def test_a_neuron_joins_the_layer_selected_else_makes_its_own(xor: Stage) -> None:
    xor.hand.selection.select(LayerItem("L2"))
    xor.add("neuron")
    assert xor.network.layer("L2").width == 3
    xor.hand.selection.select()
    xor.add("neuron")
    assert [layer.width for layer in xor.network.layers] == [2, 3, 1, 1]


def test_examples_are_found_by_name_and_opened(xor: Stage) -> None:
    label = EXAMPLES["spirals"].label
    xor.add(label)
    assert xor.opened == ["spirals"]


def test_while_training_only_examples_can_be_chosen_and_the_rest_says_why(xor: Stage) -> None:
    xor.hand.document.set_training(True)
    xor.add("hidden")
    assert "pause" in xor.popup.field.accessibleDescription()
    assert len(xor.network.layers) == 3
    xor.popup.close_popup()


def test_it_opens_once_and_again_after_it_was_left(xor: Stage, qtbot: QtBot) -> None:
    xor.hand.canvas.quick_add_requested.emit(None, "")
    first = xor.popup
    xor.hand.canvas.quick_add_requested.emit(None, "")
    assert xor.popup is first
    QTest.keyClick(first.field, Qt.Key.Key_Escape)
    assert xor.quick_add.popup is None
    assert QApplication.focusWidget() is xor.hand.canvas
    xor.hand.canvas.quick_add_requested.emit(None, "")
    assert xor.popup is not first
    xor.popup.close_popup()


def let_wire_go(stage: Stage, start: QPointF, end: QPointF) -> None:
    stage.hand.drag(start, end)
    QTest.keyClicks(stage.popup.field, "dense tanh")
    QTest.keyClick(stage.popup.field, Qt.Key.Key_Return)


def test_a_wire_let_go_on_empty_ground_asks_what_to_connect(xor: Stage) -> None:
    output = xor.hand.point_of(LayerItem("L1"), LayerPart.OUTPUT_HANDLE)
    let_wire_go(xor, output, QPointF(220, 260))
    assert xor.wires == {("Input", "Hidden"), ("Hidden", "Output"), ("Input", "Hidden 2")}
    assert xor.hand.document.undo_stack.count() == 1
    new = xor.network.layers[-1]
    assert xor.hand.selection.items == (LayerItem(new.id),)
    way = xor.hand.point_of(LayerItem(new.id), LayerPart.INPUT_HANDLE) - QPointF(220, 260)
    assert max(abs(way.x()), abs(way.y())) <= GRID / 2


def test_a_wire_backwards_or_from_a_neuron_connects_just_that(xor: Stage) -> None:
    let_wire_go(xor, xor.hand.point_of(LayerItem("L3"), LayerPart.INPUT_HANDLE), QPointF(400, 220))
    assert ("Hidden 2", "Output") in xor.wires
    let_wire_go(xor, xor.hand.point_of(NeuronItem("L1", 1)), QPointF(100, -200))
    connection = xor.network.connections[-1]
    assert connection.source == "L1"
    assert not connection.mask[:, 0].any()
    assert connection.mask[:, 1].all()


def test_what_a_wire_cannot_lead_to_is_not_offered_without_the_reason(xor: Stage) -> None:
    xor.hand.drag(xor.hand.point_of(LayerItem("L1"), LayerPart.OUTPUT_HANDLE), QPointF(220, 220))
    QTest.keyClicks(xor.popup.field, "input")
    QTest.keyClick(xor.popup.field, Qt.Key.Key_Return)
    assert len(xor.network.layers) == 3
    QTest.keyClick(xor.popup.field, Qt.Key.Key_Escape)


def test_the_wire_says_so_and_a_short_one_asks_nothing(xor: Stage) -> None:
    start = xor.hand.point_of(LayerItem("L1"), LayerPart.OUTPUT_HANDLE)
    xor.hand.press(start)
    xor.hand.move(QPointF(200, 150))
    xor.hand.move(QPointF(220, 220))
    assert "add here" in xor.hand.canvas.findChild(object, "canvas-hint").text()
    xor.hand.move(start + QPointF(25, 10))
    xor.hand.release(start + QPointF(25, 10))
    assert xor.quick_add.popup is None


def test_what_keeps_from_adding_follows_the_training(xor: Stage) -> None:
    document = xor.hand.document
    document.set_training(True)
    xor.hand.canvas.quick_add_requested.emit(None, "")
    QTest.keyClicks(xor.popup.field, "relu")
    titles = xor.popup.titles
    foot = xor.popup.findChild(QLabel, "search-foot")
    assert isinstance(foot, QLabel)
    assert foot.text() == document.editing_obstacle
    document.set_training(False)
    assert xor.popup.titles == titles
    assert "raining" not in foot.text()
    before = xor.network
    QTest.keyClick(xor.popup.field, Qt.Key.Key_Return)
    assert xor.network is not before

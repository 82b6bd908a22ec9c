"""What is seen: colours, values, labels, tooltips, themes, and how the view moves."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QEnterEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from engine.data.measured_input import MeasuredInput
from engine.network.edits import add_layer, connect
from engine.network.formulas import edge_formula
from engine.network.forward import forward
from engine.network.initializers import Initialization
from engine.network.model import Network, Parameters
from engine.network.parameters import set_biases, set_weight, set_weights
from engine.project.project import Project
from engine.project.settings import with_selected_sample
from gui.canvas.captions import Told, describe
from gui.canvas.edges.labels import LabelMode
from gui.canvas.layers.geometry import LayerPart
from gui.canvas.mime import LayerPreset
from gui.canvas.style import CanvasStyle
from gui.canvas.value_editing.item_values import ValueGroup, value_heading
from gui.selection import ConnectionItem, EdgeItem, LayerItem, NeuronItem, grouped
from gui.settings import ThemeMode
from gui.theme import DARK, LIGHT, Theme, ThemeManager

NEAR = 30


def is_near(color: QColor, other: QColor | str) -> bool:
    other = QColor(other)
    return (
        max(abs(color.red() - other.red()), abs(color.green() - other.green()), abs(color.blue() - other.blue())) < NEAR
    )


def test_edges_are_blue_where_positive_and_orange_where_negative(hand: Any) -> None:
    hand.canvas.display.choose(edge_labels=LabelMode.NEVER.value, full_scale=1.0)
    assert is_near(hand.color_at(hand.point_of(EdgeItem("L2", "L3", 0, 0))), LIGHT.signed.positive)
    assert is_near(hand.color_at(hand.point_of(EdgeItem("L2", "L3", 0, 1))), LIGHT.signed.negative)


def test_an_edge_recolours_when_its_weight_changes(hand: Any) -> None:
    hand.canvas.display.choose(edge_labels=LabelMode.NEVER.value, full_scale=1.0)
    point = hand.point_of(EdgeItem("L2", "L3", 0, 1))
    hand.document.edit_network("Set weight", lambda network: set_weight(network, "L2", "L3", 0, 1, 2.0))
    assert is_near(hand.color_at(point), LIGHT.signed.positive)
    hand.document.undo_stack.undo()
    assert is_near(hand.color_at(point), LIGHT.signed.negative)


def test_live_parameters_recolour_edges(hand: Any) -> None:
    hand.canvas.display.choose(edge_labels=LabelMode.NEVER.value, full_scale=1.0)
    parameters = hand.document.parameters
    weights = (parameters.weights[0], -parameters.weights[1])
    hand.document.show_parameters(Parameters(weights=weights, biases=parameters.biases))
    assert is_near(hand.color_at(hand.point_of(EdgeItem("L2", "L3", 0, 0))), LIGHT.signed.negative)


def test_a_removed_edge_is_neither_drawn_nor_hit(make_hand: Callable[[Network], Any], xor_network: Network) -> None:
    mask = np.array([[True, False]])
    first, second = xor_network.connections
    hand = make_hand(replace(xor_network, connections=(first, replace(second, mask=mask))))
    hand.canvas.display.choose(edge_labels=LabelMode.NEVER.value, full_scale=1.0)
    rows, columns = hand.canvas.network_scene.connection_graphics(("L2", "L3")).places.drawn_edges
    assert list(zip(rows, columns, strict=True)) == [(0, 0)]


def test_what_stays_the_same_is_not_touched(hand: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    first = hand.canvas.network_scene.connection_graphics(("L1", "L2"))
    touched: list[object] = []
    monkeypatch.setattr(first, "show_connection", lambda *shown: touched.append(shown))
    hand.document.edit_network("Set weight", lambda network: set_weight(network, "L2", "L3", 0, 1, 2.0))
    assert touched == []
    assert hand.canvas.network_scene.connection_graphics(("L1", "L2")) is first


def test_neurons_take_the_colour_of_their_activation(hand: Any) -> None:
    beside_number = QPointF(0, -14)
    point = hand.point_of(NeuronItem("L2", 0)) + beside_number
    assert is_near(hand.color_at(point), LIGHT.palette.neuron_fill)
    hand.canvas.set_sample_values(forward(hand.document.network, np.array([[1.0, 1.0]])))
    style = CanvasStyle(LIGHT)
    assert is_near(hand.color_at(point), style.value_fill(2.0, 2.0))
    assert is_near(hand.color_at(hand.point_of(NeuronItem("L3", 0)) + beside_number), style.value_fill(-0.5, 2.0))
    hand.canvas.set_sample_values(None)
    assert is_near(hand.color_at(point), LIGHT.palette.neuron_fill)


def test_values_of_a_layer_that_has_another_width_by_now_are_not_shown(hand: Any) -> None:
    hand.canvas.set_sample_values(forward(hand.document.network, np.array([[1.0, 1.0]])))
    network = add_layer(Network(), "input", 5, name="Input")
    hand.document.open(Project(network=network), None)
    point = hand.point_of(NeuronItem("L1", 4)) + QPointF(0, -14)
    assert is_near(hand.color_at(point), LIGHT.palette.neuron_fill)


def test_the_theme_recolours_the_canvas(hand: Any, themes: ThemeManager) -> None:
    hand.canvas.display.choose(edge_labels=LabelMode.NEVER.value, full_scale=1.0)

    def colors(theme: Theme) -> bool:
        ground = is_near(hand.color_at(QPointF(150, -130)), theme.palette.canvas)
        edge = is_near(hand.color_at(hand.point_of(EdgeItem("L2", "L3", 0, 1))), theme.signed.negative)
        return ground and edge

    assert colors(LIGHT)
    themes.set_mode(ThemeMode.DARK)
    assert colors(DARK)


def test_an_empty_canvas_says_what_to_do_until_there_is_a_layer(make_hand: Callable[[Network], Any]) -> None:
    hand = make_hand(Network())

    def colors() -> int:
        image = hand.canvas.viewport().grab().toImage()
        middle = image.rect().center()
        return len({image.pixel(middle + QPoint(x, y)) for x in range(-150, 150, 2) for y in range(-60, 60, 2)})

    assert colors() > 10
    hand.press(QPointF(0, 0))
    assert colors() > 10
    hand.move(QPointF(400, 300))
    hand.release(QPointF(400, 300))
    assert colors() > 10
    hand.drag_in(LayerPreset("dense", 2, "relu", "Dense"), QPointF(0, 200))
    assert colors() <= 5
    hand.drag_out()
    assert colors() > 10
    hand.document.edit_network("Add", lambda network: add_layer(network, "input", 1, position=(5000.0, 0.0)))
    assert colors() <= 5


def test_few_edges_carry_their_weight_where_labels_do_not_cover_one_another(hand: Any) -> None:
    for key, count in ((("L1", "L2"), 4), (("L2", "L3"), 2)):
        rects = list(hand.canvas.network_scene.connection_graphics(key).places.labels.values())
        assert len(rects) == count
        overlaps = [a.intersected(b) for number, a in enumerate(rects) for b in rects[:number]]
        assert all(overlap.width() * overlap.height() < 0.13 * 36 * 16 for overlap in overlaps)
    hand.canvas.display.choose(edge_labels=LabelMode.SELECTED.value)
    assert hand.canvas.network_scene.connection_graphics(("L1", "L2")).places.labels == {}


def test_a_tooltip_shows_the_weight_in_six_digits_and_follows_training(hand: Any, qtbot: Any) -> None:
    network = set_weights(hand.document.network, "L2", "L3", [[1 / 3, -2]])
    hand.document.open(Project(network=network), None)
    hand.hover(hand.point_of(EdgeItem("L2", "L3", 0, 0)))
    note = hand.canvas.hover.note
    qtbot.waitUntil(note.isVisible)
    assert note.text().splitlines() == ["w₁₁⁽²⁾ = 0.333333", "h₁⁽¹⁾ → f(x)"]
    parameters = hand.document.parameters
    weights = (parameters.weights[0], np.array([[0.25, -2.0]]))
    hand.document.show_parameters(Parameters(weights=weights, biases=parameters.biases))
    assert note.text().splitlines()[0] == "w₁₁⁽²⁾ = 0.25"
    hand.hover(QPointF(280, 250))
    assert not note.isVisible()


@pytest.mark.parametrize("item", [NeuronItem("L1", 0), NeuronItem("L2", 0), NeuronItem("L2", 1), NeuronItem("L3", 0)])
def test_a_tooltip_hides_no_neuron(hand: Any, qtbot: Any, item: NeuronItem) -> None:
    hand.hover(hand.point_of(item))
    note, places = hand.canvas.hover.note, hand.canvas.network_scene.places
    qtbot.waitUntil(note.isVisible)
    covered = hand.canvas.mapToScene(note.geometry()).boundingRect()
    neurons = [NeuronItem("L1", 0), NeuronItem("L1", 1), NeuronItem("L2", 0), NeuronItem("L2", 1), NeuronItem("L3", 0)]
    assert not any(places.rect_of(neuron).intersects(covered) for neuron in neurons)
    assert hand.canvas.viewport().rect().contains(note.geometry())


@pytest.mark.parametrize("edge", [EdgeItem("L1", "L2", 0, 0), EdgeItem("L2", "L3", 0, 1)])
def test_the_tooltip_of_an_edge_does_not_cover_its_number(hand: Any, qtbot: Any, edge: EdgeItem) -> None:
    label = hand.canvas.network_scene.places.value_rect(edge)
    hand.hover(label.center())
    qtbot.waitUntil(hand.canvas.hover.note.isVisible)
    covered = hand.canvas.mapToScene(hand.canvas.hover.note.geometry()).boundingRect()
    assert not covered.intersects(label)


def test_a_neurons_tooltip_shows_its_exact_values(hand: Any, qtbot: Any) -> None:
    hand.canvas.set_sample_values(forward(hand.document.network, np.array([[1.0, 1.0]])))
    hand.hover(hand.point_of(NeuronItem("L2", 1)))
    qtbot.waitUntil(hand.canvas.hover.note.isVisible)
    expected = ["h₂⁽¹⁾ · Hidden", "a₂⁽¹⁾ = 1", "h₂⁽¹⁾ = 1", "b₂⁽¹⁾ = −1"]
    assert hand.canvas.hover.note.text().splitlines() == expected


def test_an_output_is_told_as_f_too_and_an_edge_with_its_contribution(hand: Any, qtbot: Any) -> None:
    hand.canvas.set_sample_values(forward(hand.document.network, np.array([[1.0, 1.0]])))
    hand.hover(hand.point_of(NeuronItem("L3", 0)))
    qtbot.waitUntil(hand.canvas.hover.note.isVisible)
    assert hand.canvas.hover.note.text().splitlines()[0] == "f(x) · Output"
    hand.hover(hand.point_of(EdgeItem("L2", "L3", 0, 1)))
    qtbot.waitUntil(hand.canvas.hover.note.isVisible)
    assert hand.canvas.hover.note.text().splitlines()[2] == "w₁₂⁽²⁾·h₂⁽¹⁾ = −2"


def test_a_skip_connections_weight_is_called_the_same_everywhere(hand: Any) -> None:
    hand.document.edit_network("Skip", lambda network: connect(network, "L1", "L3", Initialization()))
    edge, network = EdgeItem("L1", "L3", 0, 1), hand.document.project.network
    assert describe(edge, network, Told()).splitlines()[0].startswith("w₁₂⁽²˒⁰⁾ = ")
    assert describe(ConnectionItem("L1", "L3"), network, Told()).startswith("W⁽²˒⁰⁾ · 1×2")
    assert value_heading(network, ValueGroup(grouped([edge]))) == "w₁₂⁽²˒⁰⁾ ="
    assert edge_formula(network, "L1", "L3", 0, 1, {}).plain.startswith("w₁₂⁽²˒⁰⁾ ")


def test_inputs_carry_their_names(hand: Any, qtbot: Any) -> None:
    hand.canvas.set_input_names(("petal length", "petal width"))
    hand.hover(hand.point_of(NeuronItem("L1", 1)))
    qtbot.waitUntil(hand.canvas.hover.note.isVisible)
    assert hand.canvas.hover.note.text() == "x₂ · petal width"


@pytest.mark.parametrize(("names", "are_written"), [(("x₁", "x₂"), True), (("petal length", "petal width"), False)])
def test_short_names_of_inputs_are_still_written_where_type_is_small(
    hand: Any, names: tuple[str, str], *, are_written: bool
) -> None:
    hand.canvas.set_input_names(names)
    hand.canvas.navigation.zoom_to(0.5)
    circle = hand.canvas.network_scene.places.rect_of(NeuronItem("L1", 0))
    left = hand.canvas.mapFromScene(QRectF(circle.left() - 30, circle.top(), 26, circle.height())).boundingRect()
    image = hand.canvas.viewport().grab(left).toImage()
    pixels = [image.pixelColor(x, y).lightness() for x in range(image.width()) for y in range(image.height())]
    assert (min(pixels) < 180) is are_written


def test_a_selected_neuron_keeps_its_mark_of_activation(hand: Any) -> None:
    hand.canvas.set_sample_values(forward(hand.document.network, np.array([[1.0, 1.0]])))
    places = hand.canvas.network_scene.places
    hand.selection.select(NeuronItem("L2", 0))
    rect = places.rect_of(NeuronItem("L2", 0))
    ring = [QPointF(rect.center().x(), rect.top() + inset / 2) for inset in range(-4, 14)]
    colors = [hand.color_at(point) for point in ring]
    assert any(is_near(color, LIGHT.palette.accent) for color in colors)
    assert any(is_near(color, LIGHT.palette.text) for color in colors)


def test_hovering_a_neuron_dims_the_edges_of_others(hand: Any) -> None:
    hand.canvas.display.choose(edge_labels=LabelMode.NEVER.value, full_scale=1.0)
    own, other = hand.point_of(EdgeItem("L2", "L3", 0, 0)), hand.point_of(EdgeItem("L2", "L3", 0, 1))
    hand.selection.hover(NeuronItem("L2", 0))
    assert is_near(hand.color_at(own), LIGHT.signed.positive)
    assert not is_near(hand.color_at(other), LIGHT.signed.negative)
    hand.selection.hover(None)
    assert is_near(hand.color_at(other), LIGHT.signed.negative)


def test_a_wide_network_shows_its_strongest_edges_and_its_matrix(make_hand: Callable[[Network], Any]) -> None:
    network = add_layer(Network(), "input", 784, position=(0.0, 0.0))
    network = add_layer(network, "dense", 128, position=(280.0, 0.0))
    network = connect(network, "L1", "L2", Initialization())
    hand = make_hand(network)
    connection = hand.canvas.network_scene.connection_graphics(("L1", "L2"))
    rows, _ = connection.places.drawn_edges
    assert 0 < len(rows) <= 600
    band = connection.places.band_rect
    assert band is not None
    hand.click_at(band.center())
    assert hand.selection.items[0].source == "L1"
    hand.click(NeuronItem("L1", 500))
    (folded,) = hand.selection.items
    assert folded.layer == "L1"
    assert abs(folded.index - 500) < 8  # a pixel of the strip holds several neurons
    hand.canvas.viewport().grab()


@pytest.mark.parametrize("factor", [120, -120])
def test_the_wheel_zooms_at_the_pointer(hand: Any, factor: int) -> None:
    pixel = QPoint(700, 200)
    before = hand.canvas.mapToScene(pixel)
    place = QPointF(hand.canvas.viewport().mapToGlobal(pixel))
    no = Qt.MouseButton.NoButton
    event = QWheelEvent(
        QPointF(pixel), place, QPoint(), QPoint(0, factor), no, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(hand.canvas.viewport(), event)
    assert hand.canvas.navigation.zoom == pytest.approx(1.15 if factor > 0 else 1 / 1.15)
    after = hand.canvas.mapToScene(pixel)
    assert (after - before).manhattanLength() < 3


def test_keys_zoom_and_fit(hand: Any) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    hand.key(Qt.Key.Key_Plus, control)
    assert hand.canvas.navigation.zoom == pytest.approx(1.25)
    hand.key(Qt.Key.Key_Minus, control)
    hand.key(Qt.Key.Key_Minus, control)
    assert hand.canvas.navigation.zoom == pytest.approx(0.8)
    hand.key(Qt.Key.Key_0, control)
    assert hand.canvas.navigation.zoom == 1.0
    hand.canvas.centerOn(5000, 5000)
    hand.key(Qt.Key.Key_F)
    assert all(hand.canvas.navigation.can_see(rect) for rect in hand.canvas.network_scene.places.panel_rects.values())
    hand.canvas.resize(500, 400)
    assert all(hand.canvas.navigation.can_see(rect) for rect in hand.canvas.network_scene.places.panel_rects.values())


@pytest.mark.parametrize(
    ("button", "modifiers"),
    [
        (Qt.MouseButton.MiddleButton, Qt.KeyboardModifier.NoModifier),
        (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier),
    ],
)
def test_dragging_the_ground_pans(hand: Any, button: Qt.MouseButton, modifiers: Qt.KeyboardModifier) -> None:
    start, end = hand.point_of(LayerItem("L2")), QPointF(200, 200)
    pixel = hand.pixel(end)
    hand.press(start, modifiers, button)
    hand.move(end, modifiers, button)
    hand.release(start, modifiers, button)
    assert (hand.canvas.mapToScene(pixel) - start).manhattanLength() < 3
    assert hand.document.undo_stack.count() == 0


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_R, Qt.Key.Key_E, Qt.Key.Key_Right])
def test_keys_of_the_window_pass_through(hand: Any, qtbot: Any, key: Qt.Key) -> None:
    class Window(QWidget):
        received: int | None = None

        def keyPressEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
            self.received = event.key()

    window = Window()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(hand.canvas)
    window.show()
    QTest.keyClick(hand.canvas, key)
    assert window.received == key
    hand.canvas.setParent(None)


def test_it_tells_assistive_technology_what_it_shows(hand: Any) -> None:
    assert hand.canvas.accessibleName() == "Network canvas"
    assert hand.canvas.accessibleDescription() == "3 layers, 2 connections, 9 parameters"


def test_a_layer_added_after_the_values_came_shows_its_value(make_hand: Callable[[Network], Any]) -> None:
    network = add_layer(Network(), "input", 1)
    hand = make_hand(network)
    with_hidden = add_layer(network, "dense", 1, position=(280.0, 0.0))
    with_hidden = set_weight(connect(with_hidden, "L1", "L2", Initialization()), "L1", "L2", 0, 0, 1.0)
    hand.canvas.set_sample_values(forward(with_hidden, np.array([[1.0]])))
    hand.document.edit_network("Add", lambda _network: with_hidden)
    hand.canvas.fit()
    filled, empty = (hand.point_of(NeuronItem(layer, 0)) + QPoint(0, -13) for layer in ("L2", "L1"))
    assert is_near(hand.color_at(filled), hand.color_at(empty))
    assert not is_near(hand.color_at(filled), LIGHT.palette.neuron_fill)


@pytest.mark.parametrize("is_fitted", [True, False])
def test_escape_puts_the_ground_back(hand: Any, is_fitted: bool) -> None:
    if is_fitted:
        hand.canvas.fit()
    before, middle = hand.canvas.mapToScene(0, 0), Qt.MouseButton.MiddleButton
    hand.press(QPointF(280, 160), button=middle)
    hand.move(QPointF(300, 180), button=middle)
    hand.move(QPointF(400, 250), button=middle)
    assert hand.canvas.mapToScene(0, 0) != before
    hand.key(Qt.Key.Key_Escape)
    assert hand.canvas.mapToScene(0, 0) == before
    assert hand.canvas.navigation.is_fitted == is_fitted
    hand.release(QPointF(400, 250), button=middle)
    assert hand.canvas.mapToScene(0, 0) == before


def test_a_tall_matrix_over_a_layer_is_painted_within_its_bounds(make_hand: Callable[[Network], Any]) -> None:
    network = Network()
    for number, (kind, width) in enumerate((("input", 100), ("dense", 4), ("dense", 300))):
        network = add_layer(network, kind, width, position=(280.0 * number, 0.0))
    for source, target in (("L1", "L2"), ("L2", "L3"), ("L1", "L3")):
        network = connect(network, source, target, Initialization())
    graphics = make_hand(network).canvas.network_scene.connection_graphics(("L1", "L3"))
    assert graphics.boundingRect().contains(graphics.places.band_rect)


def refuse(hand: Any) -> Any:
    """Try to feed the input, and give the note that says why not."""
    hand.drag(hand.point_of(LayerItem("L3"), LayerPart.OUTPUT_HANDLE), hand.point_of(LayerItem("L1"), LayerPart.NAME))
    toast = hand.canvas.findChild(object, "canvas-toast")
    assert toast.isVisible()
    return toast


def test_a_refusal_goes_at_the_next_press_escape_undo_or_sample(hand: Any) -> None:
    toast = refuse(hand)
    hand.key(Qt.Key.Key_Escape)
    assert not toast.isVisible()
    refuse(hand)
    hand.press(QPointF(280, 250))
    assert not toast.isVisible()
    hand.release(QPointF(280, 250))
    hand.document.edit_network("Bias", lambda network: set_biases(network, "L3", [1.0]))
    refuse(hand)
    hand.document.undo_stack.undo()
    assert not toast.isVisible()
    refuse(hand)
    hand.document.set_view(with_selected_sample(hand.document.view, 1))
    assert not toast.isVisible()


def test_the_tooltip_goes_as_the_pointer_leaves_for_what_floats_there(hand: Any, qtbot: Any) -> None:
    tooltip = hand.canvas.findChild(object, "canvas-tooltip")
    for overlay in (hand.canvas.minimap, hand.canvas.display_button):
        hand.hover(hand.point_of(EdgeItem("L1", "L2", 0, 0)))
        qtbot.waitUntil(tooltip.isVisible)
        inside = QPointF(3, 3)
        QApplication.sendEvent(overlay, QEnterEvent(inside, inside, QPointF(overlay.mapToGlobal(QPoint(3, 3)))))
        assert not tooltip.isVisible()
        hand.hover(QPointF(280, 250))


def test_biases_too_small_to_read_are_hinted_at(hand: Any) -> None:
    hand.document.edit_network("Set", lambda network: set_biases(network, "L2", [2, -1]))
    hand.canvas.navigation.zoom_to(0.45)
    view, style = hand.canvas.network_scene.layer_view("L2"), hand.canvas.network_scene.canvas_style
    positive, negative = (hand.color_at(view.bias_rect(index).center()) for index in (0, 1))
    assert positive.blue() > positive.red()
    assert negative.red() > negative.blue()
    assert hand.color_at(view.bias_rect(1).center() + QPointF(0.0, 7.0)) == style.panel


def test_biases_are_written_where_their_type_can_grow_to_be_read(hand: Any) -> None:
    for zoom in (0.55, 0.75, 1.0):
        hand.canvas.navigation.zoom_to(zoom)
        hand.canvas.viewport().grab()
        view = hand.canvas.network_scene.layer_view("L2")
        assert view.bias_at(view.bias_rect(1).center()) == 1
        text = QRectF(view.bias_rect(1).center() - QPointF(20, 9), QSizeF(40, 18))
        image = hand.canvas.viewport().grab(hand.canvas.mapFromScene(text).boundingRect()).toImage()
        ink = [
            y for y in range(image.height()) for x in range(image.width()) if image.pixelColor(x, y).lightness() < 200
        ]
        assert max(ink) - min(ink) >= 5  # pixels: the height of a digit


def test_outputs_carry_the_names_of_classes_where_each_class_has_one(make_hand: Callable[[Network], Any]) -> None:
    network = add_layer(add_layer(Network(), "input", 2), "dense", 2, position=(280.0, 0.0))
    hand = make_hand(connect(network, "L1", "L2", Initialization()))
    scene = hand.canvas.network_scene
    panel = scene.layer_view("L2").panel_rect
    right_half = QRectF(panel.center().x() + 24, panel.top() + 60, 50, panel.height() - 64)

    def is_written() -> bool:
        image = hand.canvas.viewport().grab().toImage()
        part = hand.canvas.mapFromScene(right_half).boundingRect()
        pixels = ((x, y) for x in range(part.left(), part.right()) for y in range(part.top(), part.bottom()))
        return any(is_near(image.pixelColor(*pixel), scene.canvas_style.muted) for pixel in pixels)

    assert not is_written()
    hand.canvas.set_class_names(("yes", "no"))
    assert is_written()
    hand.canvas.set_class_names(("yes", "no", "perhaps"))
    assert not is_written()
    hand.canvas.set_class_names(("yes", "no"))
    hand.document.edit_network("Read it", lambda n: connect(add_layer(n, "dense", 3), "L2", "L3", Initialization()))
    assert not is_written()


def test_a_loose_layer_has_no_classes(hand: Any) -> None:
    hand.canvas.set_class_names(("yes", "no", "perhaps"))
    hand.document.edit_network("Add", lambda network: add_layer(network, "dense", 3, position=(900.0, 0.0)))
    assert hand.canvas.network_scene.places.labels_rects(0.1) == []


def test_a_standardised_input_is_told_with_what_was_measured(hand: Any, qtbot: Any) -> None:
    hand.canvas.set_input_names(("width (cm)", "x₂"))
    measured = MeasuredInput(("width (cm)", "x₂"), np.array([5.1, 16.0]))
    hand.canvas.set_sample_values(forward(hand.document.network, np.array([[-0.9, 0.5]])), measured)
    hand.selection.select(NeuronItem("L1", 0))
    assert "x₁ · width (cm), x₁ = −0.9 (width (cm) = 5.1, standardised);" in hand.canvas.accessibleDescription()
    hand.hover(hand.point_of(NeuronItem("L1", 1)))
    note = hand.canvas.hover.note
    qtbot.waitUntil(note.isVisible)
    assert note.text().splitlines() == ["x₂ · Input", "x₂ = 0.5 (measured 16, standardised)"]


@pytest.mark.parametrize("far", [True, False])
def test_undo_and_redo_of_what_lies_out_of_sight_bring_it_into_view(hand: Any, far: bool) -> None:
    edge = EdgeItem("L2", "L3", 0, 1)
    hand.document.edit_network("Set", lambda network: set_weight(network, "L2", "L3", 0, 1, 7.0))
    hand.canvas.navigation.zoom_to(4.0)
    hand.canvas.navigation.centre_on(hand.point_of(NeuronItem("L1", 0) if far else edge))
    for step in (hand.document.undo_stack.undo, hand.document.undo_stack.redo):
        before = hand.canvas.navigation.state
        step()
        assert hand.canvas.navigation.can_see(hand.canvas.network_scene.places.rect_of(edge), margin=0)
        assert far or hand.canvas.navigation.state.is_like(before)
        if far:
            hand.canvas.navigation.centre_on(hand.point_of(NeuronItem("L1", 0)))

"""What neurons show: their value, a picture of their response, their bias, a histogram; and which are activated."""

from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor

from engine.analysis.neuron_fields import neuron_fields
from engine.analysis.neuron_histograms import neuron_histograms
from engine.network.edits import add_layer, connect, set_activation_function
from engine.network.forward import forward
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.network.parameters import set_biases, set_weights
from engine.process.pictures import BoundaryRequest, NeuronGroup
from engine.project.display import NEURON_FACES as FACE_NAMES
from gui.canvas.detail import Detail
from gui.canvas.layers.neuron_faces import NEURON_FACES, PictureLook, PictureWish
from gui.canvas.layers.neuron_faces.histogram_pictures import histogram_image
from gui.canvas.style import CanvasStyle
from gui.selection import NeuronItem
from gui.theme import DARK, LIGHT, Theme

HIDDEN = NeuronItem("L2", 1)
PLANE = BoundaryRequest((0, 1), (-2.0, 2.0), (-2.0, 2.0), 100)
WISH = PictureWish(groups=(NeuronGroup("L1", (0, 1)), NeuronGroup("L2", (0, 1)), NeuronGroup("L3", (0,))), plane=PLANE)


def is_near(color: QColor, other: QColor, most: int = 12) -> bool:
    pairs = zip(color.getRgb()[:3], other.getRgb()[:3], strict=True)  # type: ignore[arg-type]
    return all(abs(one - another) <= most for one, another in pairs)


def show(hand: Any, face: str, answer: Any = None) -> None:
    hand.canvas.display.choose(neuron_face=face)
    picture = NEURON_FACES[face].picture
    if picture is not None and answer is not None:
        hand.canvas.network_scene.neurons.set_pictures(picture.paint(answer, PictureLook(LIGHT)))


def test_there_is_a_face_for_every_name_a_project_keeps() -> None:
    assert tuple(NEURON_FACES) == FACE_NAMES
    assert all(face.name == name and face.label and face.help for name, face in NEURON_FACES.items())


def test_a_response_is_painted_where_it_is_evaluated(hand: Any) -> None:
    request = NEURON_FACES["response"].picture.request(WISH)
    show(hand, "response", neuron_fields(hand.document.network, request))
    middle, style = hand.point_of(HIDDEN), CanvasStyle(LIGHT)
    largest = 4.0  # ReLU(x₁ + x₂) at the upper right corner
    for dx, dy in ((-12.0, 12.0), (12.0, -12.0), (3.0, -9.0), (10.0, 10.0)):
        x, y = 2 * dx / 20, -2 * dy / 20
        value = forward(hand.document.network, np.array([[x, y]]))["L2"].activation[0, 1]
        assert is_near(hand.color_at(middle + QPointF(dx, dy)), style.value_fill(value / largest)), (dx, dy)


def test_small_responses_have_full_colour_where_they_are_largest_in_their_layer(hand: Any) -> None:
    weights = [[0.01, 0.0], [0.0, 0.02]]
    hand.document.edit_network("Set", lambda network: set_weights(network, "L1", "L2", weights))
    hand.document.edit_network("Set", lambda network: set_biases(network, "L2", [0, 0]))
    request = NEURON_FACES["response"].picture.request(WISH)
    show(hand, "response", neuron_fields(hand.document.network, request))
    style = CanvasStyle(LIGHT)
    for index, corner, share in ((0, QPointF(12, 0), 0.3), (1, QPointF(0, -12), 0.6)):
        place = hand.point_of(NeuronItem("L2", index)) + corner
        assert is_near(hand.color_at(place), style.value_fill(share))


@pytest.mark.parametrize("face", ["response", "histogram"])
def test_neurons_too_small_for_a_picture_have_the_colour_of_their_value(make_hand: Any, face: str) -> None:
    network = add_layer(Network(), "input", 2, position=(0.0, 0.0))
    network = add_layer(network, "dense", 32, activation="relu", position=(280.0, 0.0))
    network = connect(network, "L1", "L2", Initialization())
    hand = make_hand(set_biases(set_weights(network, "L1", "L2", np.ones((32, 2))), "L2", np.zeros(32)))
    show(hand, face)
    hand.canvas.set_sample_values(forward(hand.document.network, np.array([[1.0, 1.0]])))
    hand.canvas.navigation.zoom_to(0.5, hand.pixel(hand.point_of(HIDDEN)))
    full = hand.canvas.network_scene.neurons.fills.full
    assert is_near(hand.color_at(hand.point_of(HIDDEN)), CanvasStyle(LIGHT).value_fill(2.0, full))


def test_neurons_of_full_size_show_pictures_at_almost_every_zoom_that_neurons_are_drawn_at(hand: Any) -> None:
    show(hand, "response")
    for zoom in (1.0, 0.7, 0.4, 0.34):
        hand.canvas.navigation.zoom_to(zoom)
        assert hand.canvas.network_scene.detail is not Detail.OVERVIEW
        assert hand.canvas.display.picture_note == ""


def test_pictures_wait_for_the_engine_in_plain_squares(hand: Any) -> None:
    show(hand, "response")
    corner = hand.point_of(HIDDEN) + QPointF(15, 15)
    assert is_near(hand.color_at(corner), QColor(LIGHT.palette.neuron_fill))


def test_a_histogram_has_bars_in_the_colour_of_their_values(hand: Any) -> None:
    inputs = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    request = NEURON_FACES["histogram"].picture.request(WISH)
    show(hand, "histogram", neuron_histograms(hand.document.network, inputs, request))
    image = hand.canvas.viewport().grab().toImage()
    ratio = image.devicePixelRatio()
    middle = hand.pixel(hand.point_of(NeuronItem("L3", 0)))
    places = [(x, y) for x in range(-18, 19) for y in range(-18, 19)]
    colors = [image.pixelColor(round((middle.x() + x) * ratio), round((middle.y() + y) * ratio)) for x, y in places]
    assert sum(is_near(color, LIGHT.signed_color(-0.5, 1.0), 40) for color in colors) > 20
    assert sum(is_near(color, LIGHT.signed_color(0.5, 1.0), 40) for color in colors) > 20


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_a_histogram_shows_zeros_and_what_is_rare_beside_them(theme: Theme) -> None:
    image = histogram_image(np.linspace(0.0, 1.5, 16), np.array([400, *[0] * 13, 4]), theme)

    def height(column: int, color: str) -> int:
        pixels = [image.pixelColor(column, y) for y in range(image.height())]
        return sum(is_near(pixel, QColor(color)) for pixel in pixels)

    zeros = height(10, theme.palette.text_muted)
    assert zeros > image.height() / 2
    assert height(image.width() - 10, theme.signed.positive) == pytest.approx(zeros / 10, abs=1)


def test_a_bias_colours_its_neuron(hand: Any) -> None:
    show(hand, "bias")
    style, beside_number = CanvasStyle(LIGHT), QPointF(0, -14)
    assert is_near(hand.color_at(hand.point_of(HIDDEN) + beside_number), style.value_fill(-1.0))
    assert is_near(hand.color_at(hand.point_of(NeuronItem("L1", 0)) + beside_number), style.neuron_fill)


def test_a_number_stays_within_its_circle(hand: Any) -> None:
    hand.document.edit_network("Set", lambda network: set_biases(network, "L2", [-0.002, -0.002]))
    show(hand, "bias")
    for y in range(-4, 5):
        color = hand.color_at(hand.point_of(HIDDEN) + QPointF(-18, y))
        assert is_near(color, CanvasStyle(LIGHT).value_fill(-0.002, 0.5)), y


def test_larger_biases_have_stronger_colours(hand: Any) -> None:
    hand.document.edit_network("Set", lambda network: set_biases(network, "L2", [5.0, 1.23]))
    show(hand, "bias")
    style, beside_number = CanvasStyle(LIGHT), QPointF(0, -14)
    for index, bias in enumerate((5.0, 1.23)):
        color = hand.color_at(hand.point_of(NeuronItem("L2", index)) + beside_number)
        assert is_near(color, style.value_fill(bias, 5.0))


def test_bounded_activations_keep_their_colours_beside_large_ones(hand: Any) -> None:
    hand.document.edit_network("Set", lambda network: set_activation_function(network, "L3", "sigmoid"))
    values = forward(hand.document.network, np.array([[9.0, 9.0]]))
    hand.canvas.set_sample_values(values)
    style, beside_number = CanvasStyle(LIGHT), QPointF(0, -14)
    output = float(values["L3"].activation[0, 0])
    color = hand.color_at(hand.point_of(NeuronItem("L3", 0)) + beside_number)
    assert is_near(color, style.value_fill(output))


def test_an_answer_to_another_question_is_no_picture(hand: Any) -> None:
    answer = neuron_fields(hand.document.network, NEURON_FACES["response"].picture.request(WISH))
    assert NEURON_FACES["histogram"].picture.paint(answer, PictureLook(LIGHT)) is None


@pytest.mark.parametrize(("sample", "is_active"), [([0.2, 0.2], False), ([1.0, 1.0], True)])
def test_neurons_with_a_positive_pre_activation_have_a_strong_outline(
    hand: Any, sample: list[float], is_active: bool
) -> None:
    hand.canvas.set_sample_values(forward(hand.document.network, np.array([sample])))
    rim = hand.point_of(HIDDEN) + QPointF(0, -20)
    assert is_near(hand.color_at(rim), QColor(LIGHT.palette.text), 60) is is_active
    hand.canvas.display.choose(marks_activated=False)
    assert not is_near(hand.color_at(rim), QColor(LIGHT.palette.text), 60)


def test_inputs_are_never_marked_as_activated(hand: Any) -> None:
    hand.canvas.set_sample_values(forward(hand.document.network, np.array([[1.0, 1.0]])))
    rim = hand.point_of(NeuronItem("L1", 0)) + QPointF(0, -20)
    assert not is_near(hand.color_at(rim), QColor(LIGHT.palette.text), 60)


def test_the_face_is_kept_with_the_project_and_is_no_edit(hand: Any) -> None:
    show(hand, "bias")
    assert hand.document.view.display.neuron_face == "bias"
    assert hand.document.undo_stack.count() == 0
    hand.document.open(replace(hand.document.project, view=replace(hand.document.view)), None)
    assert hand.canvas.display.settings.neuron_face == "bias"

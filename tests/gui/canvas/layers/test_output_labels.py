"""Classes and values beside outputs: which class is predicted is seen at every zoom that shows neurons."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor

from engine.network.edits import resize_layer
from engine.network.forward import forward
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.network.parameters import set_biases
from gui.canvas.layers.output_labels import predicted_class
from gui.selection import NeuronItem
from gui.theme import LIGHT

NAMES = ("red", "green", "blue")


@pytest.fixture
def classifying(make_hand: Any, xor_network: Network) -> Any:
    """2-2-3, which finds green of (1, 1), shown half as large as usual."""
    network = resize_layer(xor_network, "L3", 3, Initialization())
    hand = make_hand(set_biases(network, "L3", [0.0, 9.0, -9.0]))
    hand.canvas.set_class_names(NAMES)
    hand.canvas.set_sample_values(forward(hand.document.network, np.array([[1.0, 1.0]])))
    hand.canvas.navigation.zoom_to(0.45)
    return hand


def ground_pixels(hand: Any, index: int) -> int:
    """Count pixels of the ground of a prediction, to the right of an output's panel or beside its circle."""
    image = hand.canvas.viewport().grab().toImage()
    middle = hand.pixel(hand.point_of(NeuronItem("L3", index)))
    area = QRect(middle.x() + 5, middle.y() - 5, 110, 10) & image.rect()
    wanted = QColor(LIGHT.palette.accent_soft).rgb()
    return sum(
        image.pixel(x, y) == wanted for x in range(area.left(), area.right()) for y in range(area.top(), area.bottom())
    )


@pytest.mark.parametrize("zoom", [0.4, 0.45, 1.0])
def test_the_predicted_class_is_marked_beside_its_output(classifying: Any, zoom: float) -> None:
    classifying.canvas.navigation.zoom_to(zoom, classifying.pixel(classifying.point_of(NeuronItem("L3", 1))))
    assert [ground_pixels(classifying, index) > 0 for index in range(3)] == [False, True, False]


def test_a_bias_beside_an_output_is_no_part_of_the_prediction(classifying: Any) -> None:
    with_score = ground_pixels(classifying, 1)
    classifying.canvas.display.choose(neuron_face="bias")
    assert 0 < ground_pixels(classifying, 1) < with_score


def test_nothing_is_marked_without_a_sample(classifying: Any) -> None:
    classifying.canvas.set_sample_values(None)
    assert not any(ground_pixels(classifying, index) for index in range(3))


def test_names_and_values_stand_to_the_right_of_the_panel(classifying: Any) -> None:
    panel = classifying.canvas.network_scene.layer_view("L3").panel_rect
    start = classifying.pixel(QPointF(panel.right(), classifying.point_of(NeuronItem("L3", 0)).y()))
    area = QRect(start.x() + 6, start.y() - 6, 60, 12)

    def seen() -> bytes:
        image = classifying.canvas.viewport().grab(area).toImage()
        return bytes(image.constBits())

    with_both = seen()
    classifying.canvas.set_sample_values(None)
    with_name = seen()
    classifying.canvas.set_class_names(())
    assert len({with_both, with_name, seen()}) == 3


@pytest.mark.parametrize(
    ("outputs", "predicted"), [([1.0, 3.0, 2.0], 1), ([3.0], None), ([1.0, np.nan], None), (None, None)]
)
def test_the_largest_output_is_predicted(outputs: list[float] | None, predicted: int | None) -> None:
    assert predicted_class(None if outputs is None else np.array(outputs)) == predicted


@pytest.mark.parametrize("width", [420, 520])
def test_a_fitted_network_has_its_labels_in_view(classifying: Any, width: int) -> None:
    canvas = classifying.canvas
    canvas.resize(width, 700)
    canvas.fit()
    (labels,) = canvas.network_scene.places.labels_rects(canvas.navigation.zoom)
    assert canvas.navigation.can_see(labels, margin=0)

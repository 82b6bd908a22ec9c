"""Snowflakes at frozen biases, neurons and layers."""

from collections.abc import Callable
from typing import Any

import numpy as np
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QImage

from engine.network.edits import disconnect
from engine.network.freezing import freeze
from engine.network.model import Network
from engine.network.parameter_set import ParameterSet, bias_set, connection_set, layer_set, neuron_set
from engine.network.wiring import edges_between, remove_edges
from gui.canvas.captions import Told, describe
from gui.canvas.overlays.frost import frost_of
from gui.selection import ConnectionItem, EdgeItem, NeuronItem


def look(hand: Any, point: QPointF, reach: int = 9) -> QImage:
    """Give what is seen around a point."""
    pixel: QPoint = hand.pixel(point)
    image: QImage = hand.canvas.viewport().grab().toImage()
    return image.copy(pixel.x() - reach, pixel.y() - reach, 2 * reach, 2 * reach)


def change(hand: Any, parameters: Callable[[Network], ParameterSet], *, frozen: bool = True) -> None:
    hand.document.edit_network("Freeze", lambda network: freeze(network, parameters(network), frozen=frozen))


def beside_bias(hand: Any, index: int) -> QPointF:
    rect = hand.canvas.network_scene.layer_view("L2").bias_rect(index)
    return QPointF(rect.left() + 4.5, rect.center().y())


def corner(hand: Any) -> QPointF:
    point: QPointF = hand.canvas.network_scene.layer_view("L2").panel_rect.topLeft() + QPointF(5, 5)
    return point


def test_a_frozen_bias_has_a_snowflake_beside_it(hand: Any) -> None:
    before = look(hand, beside_bias(hand, 1), 4), look(hand, beside_bias(hand, 0), 4)
    change(hand, lambda network: bias_set(network, "L2", 1))
    assert look(hand, beside_bias(hand, 1), 4) != before[0]
    assert look(hand, beside_bias(hand, 0), 4) == before[1]
    change(hand, lambda network: bias_set(network, "L2", 1), frozen=False)
    assert look(hand, beside_bias(hand, 1), 4) == before[0]


def test_a_frozen_neuron_has_one_on_its_rim(hand: Any) -> None:
    rim = hand.point_of(NeuronItem("L2", 0)) + QPointF(-14, -14)
    before = look(hand, rim)
    change(hand, lambda network: bias_set(network, "L2", 0))
    assert look(hand, rim) == before
    change(hand, lambda network: neuron_set(network, "L2", 0))
    assert look(hand, rim) != before


def test_a_frozen_layer_has_one_at_its_corner(hand: Any) -> None:
    before = look(hand, corner(hand))
    change(hand, lambda network: neuron_set(network, "L2", 0))
    assert look(hand, corner(hand)) == before
    change(hand, lambda network: layer_set(network, "L2"))
    assert look(hand, corner(hand)) != before


def test_a_frozen_layer_lies_under_a_veil_and_a_frozen_neuron_in_a_ring(hand: Any) -> None:
    panel = hand.canvas.network_scene.layer_view("L2").panel_rect
    ground, ring = panel.bottomRight() - QPointF(20, 12), hand.point_of(NeuronItem("L2", 0)) + QPointF(16, 16)
    before = hand.color_at(ground), look(hand, ring, 3)
    change(hand, lambda network: neuron_set(network, "L2", 0))
    assert hand.color_at(ground) == before[0]
    assert look(hand, ring, 3) != before[1]
    change(hand, lambda network: layer_set(network, "L2"))
    assert hand.color_at(ground) != before[0]


def test_it_moves_with_its_layer(hand: Any) -> None:
    change(hand, lambda network: layer_set(network, "L2"))
    before = look(hand, corner(hand))
    hand.canvas.network_scene.preview_positions({"L2": QPointF(280, 60)})
    assert look(hand, corner(hand)) == before


def test_frozen_weights_alone_freeze_no_neuron(xor_network: Network) -> None:
    network = freeze(xor_network, connection_set(xor_network, "L1", "L2"))
    frost = frost_of(network.layer("L2"), network.incoming("L2"))
    assert not frost.neurons.any()
    assert not frost.is_whole


def test_removed_edges_keep_no_neuron_from_being_frozen(xor_network: Network) -> None:
    network = remove_edges(xor_network, "L1", "L2", edges_between(xor_network, "L1", "L2", [0], [1]))
    network = freeze(network, neuron_set(network, "L2", 1))
    np.testing.assert_array_equal(frost_of(network.layer("L2"), network.incoming("L2")).neurons, [False, True])
    alone = disconnect(network, "L1", "L2")
    np.testing.assert_array_equal(frost_of(alone.layer("L2"), ()).neurons, [False, True])
    assert not frost_of(network.layer("L1"), ()).is_whole


def test_tooltips_say_what_is_frozen_and_how_much_was_removed(xor_network: Network) -> None:
    network = freeze(xor_network, layer_set(xor_network, "L2"))
    network = remove_edges(network, "L1", "L2", edges_between(network, "L1", "L2", [0], [1]))
    assert describe(EdgeItem("L1", "L2", 0, 1), network, Told()).startswith("w₁₂⁽¹⁾ = 1 · frozen")
    assert describe(NeuronItem("L2", 1), network, Told()).endswith("b₂⁽¹⁾ = −1 · frozen")
    assert describe(ConnectionItem("L1", "L2"), network, Told()).startswith("W⁽¹⁾ · 2×2 · 1 edge removed")
    assert "removed" not in describe(ConnectionItem("L2", "L3"), network, Told())

"""The inspector: what is selected shows, and what is typed or dragged there is live."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QSlider, QWidget
from pytestqt.qtbot import QtBot

from engine.data.measured_input import MeasuredInput
from engine.network.edits import add_layer, connect, remove_layers
from engine.network.forward import forward
from engine.network.initializers import Initialization
from engine.network.model import Network, Parameters, parameters_of
from engine.project.project import with_network
from gui.document import Document
from gui.panels.inspector import InspectorPanel
from gui.selection import ConnectionItem, EdgeItem, LayerItem, NeuronItem, Selection

Child = Callable[[QWidget, str], QWidget]
Choose = Callable[[QWidget, str], None]
TypeInto = Callable[[QWidget, str, str], None]
UndoTexts = Callable[[], list[str]]


@pytest.fixture
def panel(document: Document, selection: Selection, show: Callable[[QWidget], None]) -> InspectorPanel:
    panel = InspectorPanel(document, selection)
    show(panel)
    return panel


def shown_text(panel: InspectorPanel) -> str:
    return "\n".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


def press(panel: InspectorPanel, name: str, qtbot: QtBot) -> None:
    button = next(button for button in panel.findChildren(QWidget, name) if button.isVisible())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_nothing_selected_shows_the_network(panel: InspectorPanel, document: Document) -> None:
    assert "2–2–1  ·  9 parameters" in shown_text(panel)
    assert "ReLU" in shown_text(panel)
    document.edit_network("Remove layer", lambda network: remove_layers(network, ["L1"]))
    assert "There is no input layer" in shown_text(panel)


def test_an_unfinished_network_says_what_it_lacks(
    document: Document, selection: Selection, show: Callable[[QWidget], None]
) -> None:
    alone = add_layer(Network(), "dense", 2, name="Alone")
    document.apply("Clear", lambda project: with_network(project, alone))
    panel = InspectorPanel(document, selection)
    show(panel)
    assert "There is no input layer" in shown_text(panel)
    assert "“Alone” has no input" in shown_text(panel)


def test_the_weight_of_an_edge_is_typed_live_in_one_undo_step(
    panel: InspectorPanel,
    document: Document,
    selection: Selection,
    type_into: TypeInto,
    undo_texts: UndoTexts,
    qtbot: QtBot,
    child: Child,
) -> None:
    selection.select(EdgeItem("L2", "L3", 0, 1))
    assert "w₁₂⁽²⁾" in shown_text(panel)
    type_into(panel, "weight", "-1/2")
    assert document.network.connection("L2", "L3").weight[0, 1] == -0.5
    qtbot.keyClick(child(panel, "weight"), Qt.Key.Key_Return)
    assert undo_texts() == ["Set weight"]
    document.undo_stack.undo()
    field = child(panel, "weight")
    assert isinstance(field, QLineEdit)
    assert field.text() == "−2"


def test_esc_restores_the_weight(
    panel: InspectorPanel, document: Document, selection: Selection, type_into: TypeInto, qtbot: QtBot, child: Child
) -> None:
    selection.select(EdgeItem("L1", "L2", 0, 0))
    type_into(panel, "weight", "7")
    qtbot.keyClick(child(panel, "weight"), Qt.Key.Key_Escape)
    assert document.network.connection("L1", "L2").weight[0, 0] == 1
    assert document.undo_stack.count() == 0
    assert not document.is_modified


def test_a_small_weight_is_nudged_by_steps_of_its_own_size(
    panel: InspectorPanel, document: Document, selection: Selection, type_into: TypeInto, qtbot: QtBot, child: Child
) -> None:
    selection.select(EdgeItem("L1", "L2", 0, 0))
    type_into(panel, "weight", "0.0042")
    weights = []
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
        qtbot.keyClick(child(panel, "weight"), key)
        weights.append(document.network.connection("L1", "L2").weight[0, 0])
    assert weights == [0.0043, 0.0042]


def test_a_weight_is_dragged_in_one_undo_step(
    panel: InspectorPanel, document: Document, selection: Selection, undo_texts: UndoTexts, child: Child
) -> None:
    selection.select(EdgeItem("L1", "L2", 0, 0))
    slider = child(panel, "weight-slider")
    assert isinstance(slider, QSlider)
    slider.setSliderDown(True)
    for position in (610, 640, 650):
        slider.setSliderPosition(position)
    slider.setSliderDown(False)
    assert document.network.connection("L1", "L2").weight[0, 0] == 1.5
    assert undo_texts() == ["Set weight"]


def test_the_output_neurons_bias_is_there_to_edit(
    panel: InspectorPanel, document: Document, selection: Selection, type_into: TypeInto, child: Child
) -> None:
    selection.select(NeuronItem("L3", 0))
    field = child(panel, "bias")
    assert isinstance(field, QLineEdit)
    assert field.text() == "−0.5"
    type_into(panel, "bias", "0,25")
    assert document.network.layer("L3").bias.tolist() == [0.25]


def test_a_neurons_incoming_weights_are_there_to_edit(
    panel: InspectorPanel, document: Document, selection: Selection, type_into: TypeInto, undo_texts: UndoTexts
) -> None:
    selection.select(NeuronItem("L3", 0))
    type_into(panel, "incoming-weight-2", "3")
    np.testing.assert_array_equal(document.network.connection("L2", "L3").weight, [[1, 3]])
    type_into(panel, "incoming-weight-1", "4")
    np.testing.assert_array_equal(document.network.connection("L2", "L3").weight, [[4, 3]])
    assert undo_texts() == ["Set weight", "Set weight"]
    selection.select(NeuronItem("L2", 0))
    type_into(panel, "incoming-weight-1", "9")
    np.testing.assert_array_equal(document.network.connection("L1", "L2").weight, [[9, 1], [1, 1]])


def test_a_neuron_shows_how_it_computes_its_value(
    panel: InspectorPanel, document: Document, selection: Selection, child: Child
) -> None:
    selection.select(NeuronItem("L2", 1))
    equation = child(panel, "neuron-equation")
    assert isinstance(equation, QLabel)
    assert equation.text() == "h₂⁽¹⁾ = ReLU(1·x₁ + 1·x₂ − 1)"
    panel.set_sample_values(forward(document.network, np.array([[0.4, 1.0]])))
    assert equation.text() == "h₂⁽¹⁾ = ReLU(1·x₁ + 1·x₂ − 1)\n= ReLU(0.4)\n= 0.4"
    selection.select(NeuronItem("L1", 0))
    assert equation.text() == "x₁ = 0.4"
    panel.set_sample_values({})
    assert equation.text() == "x₁"


def test_a_standardised_input_is_shown_with_what_was_measured(
    panel: InspectorPanel, document: Document, selection: Selection, child: Child
) -> None:
    measured = MeasuredInput(("px 1,1", "px 1,2"), np.array([16.0, 3.0]))
    panel.set_sample_values(forward(document.network, np.array([[0.4, 1.0]])), measured)
    selection.select(NeuronItem("L1", 0))
    equation = child(panel, "neuron-equation")
    assert isinstance(equation, QLabel)
    assert equation.text() == "x₁ = 0.4 (px 1,1 = 16, standardised)"
    selection.select(NeuronItem("L2", 0))
    assert "standardised" not in equation.text()


def test_values_of_a_network_that_was_wider_are_left_out(
    panel: InspectorPanel, document: Document, selection: Selection, child: Child
) -> None:
    panel.set_sample_values(forward(document.network, np.array([[0.4, 1.0]])))
    selection.select(LayerItem("L2"))
    layer_width = child(panel, "layer-width-more")
    layer_width.click()  # type: ignore[attr-defined]
    selection.select(NeuronItem("L2", 2))
    equation = child(panel, "neuron-equation")
    assert isinstance(equation, QLabel)
    assert equation.text().startswith("h₃⁽¹⁾ ≈ ReLU(")
    assert "\n" not in equation.text()


def test_a_wide_neuron_lists_its_first_weights_and_leads_to_the_matrix(
    document: Document, selection: Selection, show: Callable[[QWidget], None], child: Child, qtbot: QtBot
) -> None:
    network = add_layer(add_layer(Network(), "input", 100), "dense", 3)
    document.apply("New", lambda project: with_network(project, connect(network, "L1", "L2", Initialization())))
    panel = InspectorPanel(document, selection)
    show(panel)
    selection.select(NeuronItem("L2", 1))
    assert "36 more weights" in shown_text(panel)
    assert panel.findChild(QWidget, "incoming-weight-65") is None
    with qtbot.waitSignal(panel.edit_weights_requested) as requested:
        press(panel, "edit-matrix", qtbot)
    assert requested.args == ["L1", "L2"]


def test_while_a_run_goes_on_the_matrix_can_be_looked_at_but_nothing_edited(
    panel: InspectorPanel, document: Document, selection: Selection, child: Child, qtbot: QtBot
) -> None:
    selection.select(NeuronItem("L2", 1))
    document.set_training(True)
    qtbot.waitUntil(lambda: not child(panel, "remove-neuron").isEnabled())
    with qtbot.waitSignal(panel.edit_weights_requested) as requested:
        press(panel, "edit-matrix", qtbot)
    assert requested.args == ["L1", "L2"]
    document.set_training(False)
    assert child(panel, "remove-neuron").isEnabled()


def test_a_layer_is_renamed_and_a_taken_name_refused(
    panel: InspectorPanel, document: Document, selection: Selection, child: Child, qtbot: QtBot
) -> None:
    selection.select(LayerItem("L2"))
    field = child(panel, "layer-name")
    assert isinstance(field, QLineEdit)
    field.selectAll()
    qtbot.keyClicks(field, "Corners")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert document.network.layer("L2").name == "Corners"
    field.selectAll()
    qtbot.keyClicks(field, "Output")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "Another layer is called “Output” already." in shown_text(panel)
    assert field.text() == "Corners"


def test_a_layers_width_waits_for_enter(
    panel: InspectorPanel, document: Document, selection: Selection, type_into: TypeInto, qtbot: QtBot, child: Child
) -> None:
    selection.select(LayerItem("L2"))
    type_into(panel, "layer-width", "12")
    assert document.network.layer("L2").width == 2
    qtbot.keyClick(child(panel, "layer-width"), Qt.Key.Key_Return)
    assert document.network.layer("L2").width == 12
    np.testing.assert_array_equal(document.network.connection("L1", "L2").weight[:2], [[1, 1], [1, 1]])


def test_a_layers_activation_function_is_chosen(
    panel: InspectorPanel, document: Document, selection: Selection, child: Child, choose: Choose
) -> None:
    selection.select(LayerItem("L2"))
    functions = child(panel, "activation-function")
    choose(functions, "Tanh")
    assert document.network.layer("L2").activation_function == "tanh"
    assert "g(a) = tanh a" in shown_text(panel)
    selection.select(LayerItem("L1"))
    assert not functions.isVisible()


def test_a_layer_has_a_dropout_and_an_initialisation_of_its_own(
    panel: InspectorPanel,
    document: Document,
    selection: Selection,
    qtbot: QtBot,
    type_into: TypeInto,
    child: Child,
    choose: Choose,
) -> None:
    selection.select(LayerItem("L2"))
    type_into(panel, "dropout", "0.3")
    assert document.project.network.layer("L2").dropout == 0.3
    initializers = child(panel, "layer-initializer")
    choose(initializers, "Zeros")
    network = document.project.network
    assert network.layer("L2").initializer == "zeros"
    assert child(panel, "layer-initializer-formula").accessibleDescription() == "w = 0"
    assert not network.connection("L1", "L2").weight.any()
    assert network.connection("L2", "L3").weight.tolist() == [[1, -2]]
    qtbot.keyClick(initializers, Qt.Key.Key_Home)
    assert document.project.network.layer("L2").initializer is None
    assert not child(panel, "layer-initializer-formula").isVisible()


def test_only_hidden_layers_drop_neurons_out(panel: InspectorPanel, selection: Selection, child: Child) -> None:
    shown = []
    for layer in ("L1", "L2", "L3"):
        selection.select(LayerItem(layer))
        shown.append((child(panel, "dropout").isVisible(), child(panel, "layer-initializer").isVisible()))
    assert shown == [(False, False), (True, True), (False, True)]


@pytest.mark.parametrize(
    ("item", "button", "label"),
    [
        (LayerItem("L2"), "remove-layer", "Remove layer"),
        (NeuronItem("L2", 0), "remove-neuron", "Remove neuron"),
        (ConnectionItem("L1", "L2"), "remove-connection", "Remove connection"),
    ],
)
def test_what_is_selected_can_be_removed_and_brought_back(
    panel: InspectorPanel,
    document: Document,
    selection: Selection,
    undo_texts: UndoTexts,
    qtbot: QtBot,
    item: LayerItem | NeuronItem | ConnectionItem,
    button: str,
    label: str,
) -> None:
    before = document.project.network
    selection.select(item)
    press(panel, button, qtbot)
    assert undo_texts() == [label]
    document.undo_stack.undo()
    assert document.project.network is before


def test_a_connection_shows_its_shape_and_size(panel: InspectorPanel, selection: Selection) -> None:
    selection.select(ConnectionItem("L2", "L3"))
    text = shown_text(panel)
    assert "W⁽²⁾   Hidden → Output" in text
    assert "1×2 matrix" in text
    assert "−2 … 1" in text
    assert "‖W‖: 2.236" in text


def test_of_several_things_the_last_is_shown(panel: InspectorPanel, selection: Selection) -> None:
    selection.select(LayerItem("L1"), LayerItem("L2"))
    assert "2 things are selected" in shown_text(panel)
    assert "Hidden" in shown_text(panel)


def test_values_are_live_while_training_and_fields_rest(
    panel: InspectorPanel, document: Document, selection: Selection, child: Child, qtbot: QtBot
) -> None:
    selection.select(EdgeItem("L1", "L2", 0, 0))
    document.set_training(True)
    parameters = parameters_of(document.network)
    weights = (np.full((2, 2), 0.75), *parameters.weights[1:])
    document.show_parameters(Parameters(weights=weights, biases=parameters.biases))
    field = child(panel, "weight")
    assert isinstance(field, QLineEdit)
    assert field.text() == "0.75"
    title = child(panel, "edge-page-title")
    picture = title.grab().toImage()
    qtbot.waitUntil(lambda: not field.isEnabled())
    assert "pause it (Space)" in field.toolTip()
    assert title.grab().toImage() == picture, "What is watched must not turn grey."


def test_asking_to_edit_moves_into_the_value(
    panel: InspectorPanel, selection: Selection, child: Child, qtbot: QtBot
) -> None:
    selection.select(EdgeItem("L1", "L2", 0, 0))
    panel.edit_value()
    field = child(panel, "weight")
    assert isinstance(field, QLineEdit)
    qtbot.waitUntil(field.hasSelectedText)
    assert field.hasFocus()


def test_pieces_that_are_not_connected_are_named_one_by_one(panel: InspectorPanel, document: Document) -> None:
    assert "2–2–1  ·" in shown_text(panel)
    document.edit_network("Add", lambda network: add_layer(add_layer(network, "dense", 3), "dense", 4))
    assert "2–2–1 + 3 + 4  ·" in shown_text(panel)
    ends = [layer.id for layer in document.network.layers[-2:]]
    document.edit_network("Join", lambda network: connect(network, *ends, Initialization()))
    assert "2–2–1 + 3–4  ·" in shown_text(panel)

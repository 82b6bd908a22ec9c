"""The gallery as a person meets it."""

from pathlib import Path

import numpy as np
import pytest

from engine.arrays import same_value
from engine.data.sources import make_data_set
from engine.network.forward import forward
from engine.network.graph import output_layer
from engine.network.layout.placement import COLUMN_SPACING
from engine.project.compatibility import incompatibilities
from engine.project.examples import EXAMPLES
from engine.project.file import load_project, save_project


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_ready_to_train_and_the_same_at_every_call(name: str, tmp_path: Path) -> None:
    project = EXAMPLES[name].build()
    assert incompatibilities(project.network, make_data_set(project.data), project.training) == ()
    assert same_value(project, EXAMPLES[name].build())
    save_project(project, tmp_path / "example.neuro")
    assert same_value(load_project(tmp_path / "example.neuro"), project)


@pytest.mark.parametrize(
    ("name", "widths"),
    [
        ("xor-by-hand", [2, 2, 1]),
        ("xor-output-trained", [2, 2, 1]),
        ("skip-connection", [2, 1, 1]),
        ("xor", [2, 4, 1]),
        ("circles", [2, 4, 2, 1]),
        ("spirals", [2, 8, 8, 1]),
        ("digits", [64, 32, 10]),
        ("three-layer-sigmoid", [2, 2, 2, 1]),
        ("wide-hidden", [2, 100, 2, 1]),
        ("graph-2-3-2", [2, 3, 2]),
    ],
)
def test_an_example_has_the_layers_its_name_promises(name: str, widths: list[int]) -> None:
    network = EXAMPLES[name].build().network
    assert [layer.width for layer in network.layers] == widths
    assert output_layer(network) is network.layers[-1]
    columns = [layer.position[0] for layer in network.layers]
    assert (np.diff(columns) == COLUMN_SPACING).all()


def test_xor_by_hand_separates_the_four_points() -> None:
    project = EXAMPLES["xor-by-hand"].build()
    data_set = make_data_set(project.data)
    assert data_set.inputs.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    _, hidden, output = forward(project.network, data_set.inputs).values()
    assert hidden.pre_activation.tolist() == [[0, -1], [1, 0], [1, 0], [2, 1]]
    assert hidden.activation.tolist() == [[0, 0], [1, 0], [1, 0], [2, 1]]
    assert output.activation.tolist() == [[-0.5], [0.5], [0.5], [-0.5]]
    assert ((output.activation > 0) == data_set.targets).all()


def test_with_a_skip_connection_one_hidden_neuron_separates_xor() -> None:
    project = EXAMPLES["skip-connection"].build()
    data_set = make_data_set(project.data)
    _, hidden, output = forward(project.network, data_set.inputs).values()
    assert hidden.activation.tolist() == [[0], [0], [0], [1]]
    assert output.activation.tolist() == [[-0.5], [0.5], [0.5], [-0.5]]
    assert ((output.activation > 0) == data_set.targets).all()


def test_three_sigmoid_layers_hold_the_given_numbers() -> None:
    project = EXAMPLES["three-layer-sigmoid"].build()
    x = make_data_set(project.data).inputs
    _, first, second, output = forward(project.network, x).values()
    h1 = 1 / (1 + np.exp(-(x @ np.array([[2.7, 13.6], [9.6, 11.7]]) + np.array([-7.4, 8.0]))))
    h2 = 1 / (1 + np.exp(-(h1 @ np.array([[-7.9, 7.9], [11.0, -9.9]]) + np.array([1.8, 3.2]))))
    np.testing.assert_allclose(first.activation, h1, atol=1e-14)
    np.testing.assert_allclose(second.activation, h2, atol=1e-14)
    assert project.network.layers[-1].activation_function == "identity"
    assert output.activation is output.pre_activation

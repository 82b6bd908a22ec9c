"""How large activations are over the data, for colours that suit every sample."""

import numpy as np

from engine.data.sources import default_specification, make_data_set
from engine.network import edits, parameters
from engine.network.forward import forward
from gui.canvas.edges.scale import full_color_of
from gui.linking.activation_spread import ActivationSpread
from tests.gui.training.test_training_controller import xor_project


def test_numbers_are_reached_over_the_training_samples() -> None:
    project = xor_project()
    data_set = make_data_set(project.data)
    found = ActivationSpread().of(project.network, data_set)
    expected = forward(project.network, data_set.inputs[data_set.training_indices])
    assert found == {layer: full_color_of(values.activation) for layer, values in expected.items()}


def test_what_computes_nothing_of_the_data_has_none() -> None:
    project = xor_project()
    data_set = make_data_set(project.data)
    spread = ActivationSpread()
    assert spread.of(edits.disconnect(project.network, "L1", "L2"), data_set) == {}
    assert spread.of(project.network, data_set)
    assert spread.of(project.network, make_data_set(default_specification("iris"))) == {}


def test_numbers_follow_the_network() -> None:
    project = xor_project()
    data_set = make_data_set(project.data)
    spread = ActivationSpread()
    before = spread.of(project.network, data_set)
    doubled = parameters.set_weights(project.network, "L2", "L3", np.full((1, 2), 100.0))
    assert spread.of(doubled, data_set)["L3"] > before["L3"]
    assert spread.of(project.network, data_set) == before

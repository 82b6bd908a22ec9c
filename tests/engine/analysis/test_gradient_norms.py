"""Sizes of gradients against autograd, and what is told about them."""

import numpy as np
import pytest
import torch
from msgspec.structs import replace

from engine.analysis.gradient_norms import gradient_norms
from engine.data.data_set import DataSet, Task
from engine.network import edits
from engine.network.forward import forward
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.network.parameters import set_biases
from engine.process.views.gradients import GradientNorms, GradientNormsRequest
from engine.project.settings import TrainingSettings
from engine.training.compiled import CompiledNetwork
from tests.engine.training.networks import chain, random_data

DATA = random_data(Task.REGRESSION, 2, 1, samples=40, held=0)
SETTINGS = TrainingSettings(loss="squared_error", learning_rate=0.05)


def measured(network: Network, settings: TrainingSettings = SETTINGS, data: DataSet = DATA) -> GradientNorms:
    return gradient_norms(network, data.inputs, data.targets, settings, GradientNormsRequest())


def scaled(network: Network, factor: float) -> Network:
    connections = tuple(replace(edges, weight=edges.weight * factor) for edges in network.connections)
    return replace(network, connections=connections)


def subjects(network: Network, settings: TrainingSettings = SETTINGS) -> list[tuple[str, str]]:
    return [(finding.subject, finding.layer) for finding in measured(network, settings).findings]


def test_norms_are_those_of_autograd_with_all_matrices_of_a_layer_together() -> None:
    network = edits.connect(chain(2, 4, 3, 1), "L1", "L4", Initialization("normal", 0.5, 2))
    first = network.connections[0]
    network = network.with_connection(replace(first, mask=np.tri(4, 2, dtype=np.bool_), frozen=np.eye(4, 2) > 0))
    network = network.with_layer(replace(network.layer("L3"), bias_frozen=np.array([False, True, False])))
    compiled = CompiledNetwork(network, torch.float64, "cpu")
    leaves = [tensor.requires_grad_() for tensor in compiled.tensors]
    loss = torch.nn.functional.mse_loss(compiled.outputs(torch.tensor(DATA.inputs)), torch.tensor(DATA.targets))
    gradients = [g.numpy() for g in torch.autograd.grad(loss, leaves, allow_unused=True, materialize_grads=True)]
    learnt = network.connections[0].mask & ~network.connections[0].frozen
    gradients[0] = gradients[0] * learnt
    gradients[-2] = gradients[-2] * np.array([1, 0, 1])
    found = measured(network)
    assert found.layers == ("L2", "L3", "L4")
    assert found.loss == pytest.approx(loss.item())
    by_target = {
        layer.id: np.concatenate(
            [
                gradient.ravel()
                for edges, gradient in zip(network.connections, gradients, strict=False)
                if edges.target == layer.id
            ]
        )
        for layer in network.layers[1:]
    }
    norms = [np.linalg.norm(by_target[layer]) for layer in found.layers]
    np.testing.assert_allclose(found.weight_gradient_norms, norms)
    np.testing.assert_allclose(found.mean_gradients, np.array(norms) / np.sqrt([5, 12, 5]))
    np.testing.assert_allclose(found.bias_gradient_norms, [np.linalg.norm(gradient) for gradient in gradients[-3:]])
    weights = [network.connections[0].weight * learnt, network.connections[1].weight]
    np.testing.assert_allclose(found.weight_norms[:2], [np.linalg.norm(weight) for weight in weights])
    assert found.update_ratios[0] == pytest.approx(0.05 * np.linalg.norm(gradients[0]) / np.linalg.norm(weights[0]))


def test_a_layer_that_is_frozen_as_a_whole_has_no_gradient_and_no_ratio() -> None:
    network = chain(2, 4, 1)
    first = network.connections[0]
    network = network.with_connection(replace(first, frozen=np.ones((4, 2), dtype=np.bool_)))
    network = network.with_layer(replace(network.layer("L2"), bias_frozen=np.ones(4, dtype=np.bool_)))
    found = measured(network)
    assert found.weight_gradient_norms[0] == found.bias_gradient_norms[0] == 0
    assert np.isnan(found.update_ratios[0])
    assert found.findings == ()


def test_a_healthy_network_has_no_findings() -> None:
    assert measured(chain(2, 8, 8, 1)).findings == ()


def test_many_sigmoids_make_the_gradient_vanish() -> None:
    network = scaled(chain(2, 4, 4, 4, 4, 4, 4, 1, activation="sigmoid"), 0.5)
    found = [finding for finding in measured(network).findings if finding.subject == "vanishing"]
    assert found[0].layer == "L2"
    assert "Sigmoid" in found[0].sentence
    assert "so this layer hardly learns" in found[0].sentence


def test_vanishing_is_told_of_a_run_that_is_stuck_though_its_samples_cancel_each_other_in_the_last_layer() -> None:
    network = scaled(chain(2, 4, 4, 4, 4, 4, 4, 1, activation="sigmoid"), 0.5)
    outputs = forward(network, DATA.inputs)[network.layers[-1].id].activation
    either_way = np.where(np.arange(len(outputs)) % 2, 1.0, -1.0)[:, np.newaxis]
    stuck = measured(network, data=replace(DATA, targets=outputs + either_way))
    assert stuck.mean_gradients[-1] < 100 * stuck.mean_gradients[0]  # the weights' gradient shows little of it
    (found,) = [finding for finding in stuck.findings if finding.subject == "vanishing"]
    assert found.layer == "L2"
    assert "try Tanh, ReLU" in found.sentence.partition(": ")[0]


def test_large_weights_behind_a_layer_make_its_gradient_explode() -> None:
    network = scaled(chain(2, 6, 6, 6, 1, activation="leaky_relu"), 8.0)
    first = network.connections[0]
    network = network.with_connection(replace(first, weight=first.weight * 1e-6))
    found = next(finding for finding in measured(network).findings if finding.subject == "exploding")
    assert found.layer == "L2"
    assert "Large weights multiply it layer by layer" in found.sentence


def test_what_has_overflowed_is_all_that_is_told() -> None:
    found = measured(scaled(chain(2, 3, 3, 1, activation="identity"), 1e150)).findings
    assert [finding.subject for finding in found] == ["not_finite"]
    assert "no longer a finite number" in found[0].sentence


def test_dead_and_saturated_neurons_are_named() -> None:
    network = set_biases(chain(2, 3, 1, activation="relu"), "L2", [-100, 0, -100])
    (found,) = [finding for finding in measured(network).findings if finding.subject == "dead"]
    assert found.neurons == (0, 2)
    assert found.sentence.startswith("2 of the 3 neurons of “Dense")
    assert "(1, 3) are dead" in found.sentence
    flat = set_biases(chain(2, 3, 1), "L2", [0, 100, 0])
    (saturated,) = [finding for finding in measured(flat).findings if finding.subject == "saturated"]
    assert saturated.neurons == (1,)
    assert "(2) is saturated" in saturated.sentence
    assert "no gradient gets through there; try Leaky ReLU" in found.sentence.partition(": ")[0]
    assert "slope below 0.04" in saturated.sentence


def test_a_step_blocks_the_gradient() -> None:
    found = measured(chain(2, 3, 1, activation="step"))
    assert [(finding.subject, finding.layer) for finding in found.findings] == [("blocked", "L2")]
    assert found.weight_gradient_norms[0] == 0


def test_a_step_too_large_is_told_with_its_size() -> None:
    found = measured(chain(2, 3, 1), replace(SETTINGS, learning_rate=100.0)).findings
    assert {finding.subject for finding in found} == {"large_step"}
    assert "of their size" in found[0].sentence


def test_weights_of_0_have_no_update_ratio_and_a_network_that_is_done_no_findings() -> None:
    network = scaled(chain(2, 3, 1), 0.0)
    found = measured(network)
    assert np.isnan(found.update_ratios).all()
    done = DataSet(
        inputs=DATA.inputs,
        targets=np.zeros_like(DATA.targets) + network.layers[-1].bias,
        task=DATA.task,
        training_indices=DATA.training_indices,
        validation_indices=DATA.validation_indices,
        input_names=DATA.input_names,
        class_names=DATA.class_names,
        input_mean=DATA.input_mean,
        input_scale=DATA.input_scale,
    )
    assert measured(network, data=done).findings == ()


def test_of_many_samples_some_are_measured_and_it_is_said() -> None:
    many = random_data(Task.BINARY, 2, 1, samples=3000, held=0)
    settings = TrainingSettings()
    found = gradient_norms(
        chain(2, 8, 8, 1), many.inputs, many.targets, settings, GradientNormsRequest(500), many.targets[:, 0]
    )
    assert 498 <= found.shown <= 500
    assert found.sample_count == 3000

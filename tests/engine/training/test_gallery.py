"""Pressing Play on an example shows what its description promises, whatever the seed of its initial weights."""

import numpy as np
import pytest
from msgspec.structs import replace

from engine.project.edits import set_initialization
from engine.project.examples import EXAMPLES
from engine.project.project import Project
from engine.training.session import FINISHED, TrainingResult, train

pytestmark = [pytest.mark.usefixtures("compiled_code"), pytest.mark.timeout(300)]  # compiling may take a minute


def drawn_with(seed: int, name: str) -> Project:
    project = EXAMPLES[name].build()
    return set_initialization(project, replace(project.training.initialization, seed=seed))


def trained(project: Project, epochs: int | None = None) -> TrainingResult:
    result = train(project, epochs=epochs or project.training.epochs, device="cpu")
    assert result.stopped == FINISHED
    return result


@pytest.mark.parametrize("seed", [0, 1, 2])
@pytest.mark.parametrize("name", ["xor", "wide-hidden", "graph-2-3-2"])
def test_example_learns_its_data_within_its_epochs(name: str, seed: int) -> None:
    result = trained(drawn_with(seed, name))
    assert result.final("training_loss") < 0.05
    assert result.final("validation_accuracy") >= 0.95


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_loss_on_circles_falls_tenfold_before_one_grows_impatient(seed: int) -> None:
    result = trained(drawn_with(seed, "circles"), epochs=60)
    run = result.project.run
    assert run is not None
    assert result.final("training_loss") < run.history[0, 2] / 10


def test_spirals_are_unwound_within_their_epochs() -> None:
    result = trained(EXAMPLES["spirals"].build())
    assert result.final("training_loss") < 0.02
    assert result.final("validation_accuracy") == 1.0


@pytest.mark.parametrize("seed", [0, 1])
def test_digits_are_read_with_95_percent_validation_accuracy(seed: int) -> None:
    assert trained(drawn_with(seed, "digits")).final("validation_accuracy") >= 0.95


def test_beside_a_frozen_hidden_layer_the_output_of_xor_finds_what_was_set_by_hand_up_to_scale() -> None:
    network = trained(drawn_with(1, "xor-output-trained")).project.network
    (hidden, output), (bias,) = network.connections, network.layers[-1].bias
    assert hidden.weight.tolist() == [[1, 1], [1, 1]]
    assert network.layers[1].bias.tolist() == [0, -1]
    scale = output.weight[0, 0]
    assert scale > 1
    np.testing.assert_allclose([*output.weight[0] / scale, bias / scale], [1, -2, -0.5], atol=5e-3)


@pytest.mark.parametrize("name", ["xor-by-hand", "skip-connection", "three-layer-sigmoid"])
def test_weights_set_by_hand_are_where_training_starts_and_what_it_improves(name: str) -> None:
    project = EXAMPLES[name].build()
    result = trained(project, epochs=100)
    run = result.project.run
    assert run is not None
    assert result.final("training_loss") < run.history[0, 2]
    assert all(
        (weight == connection.weight).all()
        for weight, connection in zip(run.initial.weights, project.network.connections, strict=True)
    )

"""A mini-batch gone through: the one the run takes, the update it makes of it, and the paths of single weights."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.analysis.backpropagation import backpropagation
from engine.analysis.mini_batch import mini_batch_trace
from engine.analysis.weight_paths import MOST_PATHS, weight_paths
from engine.data.data_set import DataSet, Task
from engine.data.sources import make_data_set
from engine.errors import EngineError
from engine.network.model import Network, parameters_of, with_parameters
from engine.network.optimizers import OPTIMIZERS, OptimizerSettings
from engine.process.codec import decode_event, encode
from engine.process.events import Frame
from engine.process.views.backpropagation import (
    MOST_ENTRIES,
    BackpropagationRequest,
    BackpropagationTrace,
    Update,
    UpdateTerm,
    WeightPlace,
)
from engine.project.examples import EXAMPLES
from engine.project.project import Run
from engine.project.settings import TrainingSettings
from engine.training.trainer import Trainer
from tests.engine.training.networks import chain, networks, random_data

SQUARED = TrainingSettings(loss="squared_error", batch_size=6, precision="float64", device="cpu")
CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
LABELS = np.array([[0.0], [1.0], [1.0], [0.0]])


def request_at(run: Run) -> BackpropagationRequest:
    return BackpropagationRequest(None, run.step, run.epoch, run.mini_batch, run.optimizer_state)


def check_against_training(settings: TrainingSettings, network: Network, steps: int) -> None:
    """Compare the update told with the step that a run then takes."""
    data = random_data(Task.REGRESSION, network.layers[0].width, network.layers[-1].width)
    trainer = Trainer(network, data, settings, path="autograd")
    trainer.advance(steps)
    run = trainer.run()
    here = with_parameters(network, trainer.parameters())
    trace = mini_batch_trace(here, data, settings, request_at(run), checks=True)
    trainer.advance(1)
    for symbol, parameters in (("θ", parameters_of(here)), ("θ′", trainer.parameters())):
        term = term_of(trace.update, symbol)
        for found, expected in zip(
            (*term.weights, *term.biases), (*parameters.weights, *parameters.biases), strict=True
        ):
            np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-12)
    assert trace.largest_difference is not None
    assert trace.largest_difference < 1e-11


def term_of(update: Update, symbol: str) -> UpdateTerm:
    return next(term for term in update.terms if term.symbol == symbol)


@pytest.mark.parametrize("steps", [0, 4])
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_the_update_is_the_one_that_the_run_makes(name: str, steps: int) -> None:
    settings = replace(
        SQUARED, optimizer=OptimizerSettings(name), weight_decay=0.01, l1=0.02, l2=0.03, clip_norm=0.5,
    )  # fmt: skip
    check_against_training(settings, chain(2, 4, 3, 2), steps)


@given(networks(2))
def test_removed_and_frozen_parameters_stay(network: Network) -> None:
    check_against_training(replace(SQUARED, l2=0.1, weight_decay=0.1), network, 2)


def test_xor_by_hand_one_sample_worked_out() -> None:
    project = EXAMPLES["xor-by-hand"].build()
    data = data_of(CORNERS, LABELS)
    settings = TrainingSettings(loss="half_squared_error", learning_rate=0.1)
    trace = mini_batch_trace(project.network, data, settings, BackpropagationRequest(sample=3), checks=True)
    hidden, output = trace.passes.layers
    assert hidden.pre_activation.tolist() == [[2.0, 1.0]]  # x = (1, 1), sums 2 and 2 − 1
    assert output.activation.tolist() == [[-0.5]]  # 2 − 2·1 − ½
    assert trace.passes.loss == 0.125  # ½ (−½ − 0)²
    assert output.activation_gradient.tolist() == [[-0.5]]
    assert output.sources[0].weight_gradient.tolist() == [[-1.0, -0.5]]
    assert hidden.activation_gradient.tolist() == [[-0.5, 1.0]]  # −½ · [1, −2]
    assert hidden.sources[0].weight_gradient.tolist() == [[-0.5, -0.5], [1.0, 1.0]]
    after = term_of(trace.update, "θ′")
    np.testing.assert_allclose(after.weights[1], [[1.1, -1.95]])
    np.testing.assert_allclose(after.biases[2], [-0.45])
    assert trace.update.loss == pytest.approx(0.55**2 / 2)  # 1.1 · 2.15 − 1.95 · 0.7 − 0.45: a step too far
    assert trace.largest_difference is not None
    assert trace.largest_difference < 1e-15


def data_of(inputs: np.ndarray, targets: np.ndarray) -> DataSet:
    return replace(
        random_data(Task.BINARY, inputs.shape[1], 1, samples=len(inputs), held=0), inputs=inputs, targets=targets
    )


def test_the_next_mini_batch_is_the_runs() -> None:
    project = EXAMPLES["xor"].build()
    data = make_data_set(project.data)
    trainer = Trainer(project.network, data, project.training, path="autograd")
    trainer.advance(3)
    trace = mini_batch_trace(project.network, data, project.training, request_at(trainer.run()), checks=False)
    assert set(trace.passes.rows.tolist()) <= set(data.training_indices.tolist())
    assert trace.batch_size == min(project.training.batch_size, len(data.training_indices))
    assert trace.largest_difference is None


@given(st.data())
def test_shares_and_paths_add_up_to_the_entry(data: st.DataObject) -> None:
    network = data.draw(networks(2))
    samples = random_data(Task.REGRESSION, network.layers[0].width, 2, samples=5, held=1)
    trace = backpropagation(network, samples.inputs, samples.targets, "squared_error")
    connection = data.draw(st.sampled_from(network.connections))
    edges = np.argwhere(connection.mask)
    if connection.target not in {layer.layer for layer in trace.layers} or not len(edges):
        return
    row, column = data.draw(st.sampled_from(edges.tolist()))
    found = weight_paths(network, trace, WeightPlace(connection.source, connection.target, row, column))
    assert found.shares.sum() == pytest.approx(found.value, rel=1e-9, abs=1e-12)
    sizes = [abs(path.product) for path in found.paths]
    assert sizes == sorted(sizes, reverse=True)
    for path in found.paths:
        factors = (found.activations[found.sample], *path.slopes, *path.weights, path.output_gradient)
        assert np.prod(factors) == pytest.approx(path.product, rel=1e-9, abs=1e-300)
    assert len(found.paths) <= min(found.path_count, MOST_PATHS)
    if found.path_count <= MOST_PATHS:
        assert sum(path.product for path in found.paths) == pytest.approx(
            found.shares[found.sample], rel=1e-9, abs=1e-12
        )


def test_of_a_large_matrix_a_corner_is_told_through_the_pipe() -> None:
    network = chain(300, 230, 2)
    data = random_data(Task.REGRESSION, 300, 2, samples=250, held=0)
    settings = replace(SQUARED, batch_size=250)
    request = BackpropagationRequest(weight=WeightPlace("L1", "L2", 220, 290))
    trace = mini_batch_trace(network, data, settings, request, checks=True)
    frame = decode_event(
        encode(Frame(1, 0, 0, 0, 0.0, "", parameters=None, history=np.empty((0, 6)), views={"b": trace}, notes={}))
    )
    assert isinstance(frame, Frame)
    told = frame.views["b"]
    assert isinstance(told, BackpropagationTrace)
    assert told.batch_size == 250
    assert told.passes.layers[0].sources[0].weight_gradient.shape == (MOST_ENTRIES, MOST_ENTRIES)
    assert told.update.terms[-1].weights[0].shape == (MOST_ENTRIES, MOST_ENTRIES)
    assert told.paths is not None
    assert told.paths.path_count == 2
    assert told.largest_difference == trace.largest_difference


def test_numbers_that_overflow_are_told_as_they_are() -> None:
    network = chain(2, 3, 1, activation="relu")
    huge = tuple(replace(edges, weight=edges.weight * 1e200) for edges in network.connections)
    request = BackpropagationRequest(weight=WeightPlace("L1", "L2", 0, 0))
    data = random_data(Task.REGRESSION, 2, 1)
    trace = mini_batch_trace(replace(network, connections=huge), data, SQUARED, request, checks=True)
    assert not np.isfinite(trace.passes.loss)
    assert trace.largest_difference is not None
    assert not np.isfinite(trace.largest_difference)


@pytest.mark.parametrize(
    "request_",
    [BackpropagationRequest(sample=99), BackpropagationRequest(weight=WeightPlace("L1", "L2", 9, 0)),
     BackpropagationRequest(weight=WeightPlace("L7", "L2", 0, 0))],
)  # fmt: skip
def test_what_is_not_there_is_refused(request_: BackpropagationRequest) -> None:
    with pytest.raises(EngineError):
        mini_batch_trace(chain(2, 3, 1), random_data(Task.REGRESSION, 2, 1), SQUARED, request_, checks=False)

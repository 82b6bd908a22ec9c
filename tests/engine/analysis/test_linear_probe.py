"""Linear probes against scikit-learn, on the activations that the network itself gives."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import r2_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from engine.analysis.linear_probe import RIDGE, linear_probes
from engine.analysis.logistic_regression import logistic_regression
from engine.data.data_set import DataSet, Task
from engine.data.sources import default_specification, make_data_set
from engine.errors import EngineError
from engine.network.forward import forward
from engine.network.model import Network
from engine.network.parameters import set_biases
from engine.process.views.linear_probes import LinearProbesRequest
from engine.project.examples import EXAMPLES
from tests.engine.training.networks import chain, networks, random_data

CIRCLES = make_data_set(replace(default_specification("circles"), sample_count=300))


def test_hidden_layers_of_xor_by_hand_make_the_corners_separable() -> None:
    network = EXAMPLES["xor-by-hand"].build().network
    corners = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    data = replace(
        random_data(Task.BINARY, 2, 1, samples=4, held=0),
        inputs=corners,
        targets=np.array([[0.0], [1.0], [1.0], [0.0]]),
    )
    found = linear_probes(network, data, LinearProbesRequest())
    assert [probe.layer for probe in found.probes] == [layer.id for layer in network.layers]
    assert found.probes[0].training <= 0.75
    assert [probe.training for probe in found.probes[1:]] == [1.0, 1.0]
    assert found.probes[0].validation is None
    assert (found.measure, found.baseline) == ("accuracy", 0.5)


@given(st.integers(2, 5), st.integers(1, 6), st.integers(0, 50))
def test_logistic_regression_is_scikit_learns(classes: int, width: int, seed: int) -> None:
    generator = np.random.default_rng(seed)
    labels = np.concatenate([np.arange(classes), generator.integers(0, classes, 120)])
    features = (
        generator.standard_normal((len(labels), width)) + 0.7 * generator.standard_normal((classes, width))[labels]
    )
    ridge = 0.01
    found = logistic_regression(features, labels, classes, ridge, 500)
    # Of two classes scikit-learn fits one logit, f₁ − f₀, whose penalty is half of what both share here.
    strength = 1 / (ridge * len(labels)) * (2 if classes == 2 else 1)
    expected = LogisticRegression(C=strength, tol=1e-9, max_iter=5000).fit(features, labels)
    logits = found[0] + features @ found[1:]
    theirs = expected.decision_function(features)
    if classes == 2:
        np.testing.assert_allclose(logits[:, 1] - logits[:, 0], theirs, atol=5e-3)
    else:
        logits -= logits.mean(axis=1, keepdims=True)
        np.testing.assert_allclose(logits, theirs - theirs.mean(axis=1, keepdims=True), atol=5e-3)


@settings(max_examples=8)
@given(st.data())
def test_accuracies_are_about_those_of_scikit_learn(data: st.DataObject) -> None:
    classes = data.draw(st.integers(2, 4))
    network = data.draw(networks(classes, activations=("tanh", "relu", "sigmoid", "sine")))
    samples = _clusters(network.layers[0].width, classes, data.draw(st.integers(0, 99)))
    found = linear_probes(network, samples, LinearProbesRequest())
    values = forward(network, samples.inputs)
    for probe in found.probes:
        h, labels = values[probe.layer].activation, samples.targets[:, 0]
        training, validation = samples.training_indices, samples.validation_indices
        strength = 1 / (RIDGE * len(training)) * (2 if classes == 2 else 1)
        model = make_pipeline(StandardScaler(), LogisticRegression(C=strength, max_iter=3000))
        model.fit(h[training], labels[training])
        assert probe.training == pytest.approx(model.score(h[training], labels[training]), abs=0.05)
        assert probe.validation == pytest.approx(model.score(h[validation], labels[validation]), abs=0.08)
        assert probe.fitted == len(training)


def _clusters(width: int, classes: int, seed: int) -> DataSet:
    data = random_data(Task.MULTICLASS, width, classes, samples=200, held=60, seed=seed)
    centres = np.random.default_rng(seed).standard_normal((classes, width))
    return replace(data, inputs=data.inputs + 1.5 * centres[data.targets[:, 0].astype(int)])


@given(st.data())
def test_regression_is_measured_by_r2_of_ridge_regression(data: st.DataObject) -> None:
    outputs = data.draw(st.integers(1, 3))
    check_regression(data.draw(networks(outputs)))


def test_regression_on_more_neurons_than_samples() -> None:
    check_regression(chain(2, 400, 2))


def check_regression(network: Network) -> None:
    outputs = network.layers[-1].width
    samples = random_data(Task.REGRESSION, network.layers[0].width, outputs, samples=90, held=30)
    found = linear_probes(network, samples, LinearProbesRequest())
    assert (found.measure, found.baseline) == ("r2", 0.0)
    values = forward(network, samples.inputs)
    training, validation = samples.training_indices, samples.validation_indices
    for probe in found.probes:
        h = values[probe.layer].activation
        model = make_pipeline(StandardScaler(), Ridge(RIDGE * len(training))).fit(
            h[training], samples.targets[training]
        )
        for part, measured in ((training, probe.training), (validation, probe.validation)):
            predicted = model.predict(h[part]).reshape(len(part), outputs)
            assert measured == pytest.approx(r2_score(samples.targets[part], predicted), abs=1e-6)


def test_circles_are_not_separable_as_they_are() -> None:
    found = linear_probes(chain(2, 8, 8, 1), CIRCLES, LinearProbesRequest())
    assert found.probes[0].training < 0.75
    assert found.probes[1].training > found.probes[0].training
    assert found.probes[1].validation is not None
    assert found.training_count == len(CIRCLES.training_indices)
    assert found.validation_count == len(CIRCLES.validation_indices)


def test_only_the_layers_asked_for_are_probed_and_of_many_samples_some() -> None:
    data = random_data(Task.BINARY, 2, 1, samples=4000, held=100)
    found = linear_probes(chain(2, 500, 3, 1), data, LinearProbesRequest(("L3", "L2"), 800))
    assert [probe.layer for probe in found.probes] == ["L2", "L3"]
    assert found.probes[0].fitted == 200
    assert 798 <= found.probes[1].fitted <= 800
    assert found.training_count == 3900


def test_what_has_overflowed_or_never_varies_is_left_out() -> None:
    network = chain(2, 3, 1, activation="identity")
    huge = replace(network.connections[0], weight=np.array([[1e200, 1e200], [0, 0], [1, 0]]))
    found = linear_probes(network.with_connection(huge), CIRCLES, LinearProbesRequest(("L2",)))
    assert 0.4 < found.probes[0].training < 0.8


def test_rounding_errors_of_a_constant_neuron_are_not_looked_at() -> None:
    network = chain(2, 2, 1, activation="identity")
    faint = network.with_connection(replace(network.connections[0], weight=np.array([[1e-15, 0.0], [0.0, 1e-15]])))
    faint = set_biases(faint, "L2", [1.7, 0.3])
    found = linear_probes(faint, random_data(Task.REGRESSION, 2, 1), LinearProbesRequest(("L2",)))
    assert found.probes[0].training == pytest.approx(0.0, abs=1e-12)


def test_a_layer_there_is_not_is_refused() -> None:
    with pytest.raises(EngineError):
        linear_probes(chain(2, 1), CIRCLES, LinearProbesRequest(("L7",)))

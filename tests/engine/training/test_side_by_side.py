"""Ours beside scikit-learn's classifier and a plain loop in torch: as good on held-back data."""

from collections.abc import Callable

import numpy as np
import pytest
import torch
from msgspec.structs import replace
from sklearn.neural_network import MLPClassifier

from engine.data.data_set import DataSet, Task
from engine.data.sources import make_data_set
from engine.library import build, train
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.project.project import Project
from engine.project.settings import TrainingSettings

ONE_POINT = 0.0101
# One run's accuracy spreads by half a point and more from seed to seed; the mean of six by a fifth of one.
SEEDS = range(6)
pytestmark = [pytest.mark.usefixtures("compiled_code"), pytest.mark.timeout(300)]  # compiling may take a minute
ACTIVATIONS = {"relu": ("relu", torch.nn.ReLU), "tanh": ("tanh", torch.nn.Tanh)}  # of hidden layers, there and there
Other = Callable[[Network, DataSet, TrainingSettings, int, bool], float]


@pytest.mark.parametrize(
    ("source", "shape", "epochs", "rate"), [("digits", "64-32-10", 30, 0.1), ("breast-cancer", "30-16-1", 40, 0.05)]
)
def test_validation_accuracy_from_the_same_weights_is_that_of_others(
    source: str, shape: str, epochs: int, rate: float
) -> None:
    project, data_set = held_back(build(shape, source, learning_rate=rate, batch_size=32, device="cpu"))

    ours = train(project, epochs).final("validation_accuracy")

    for other in (by_scikit_learn, by_torch):
        theirs = other(project.network, data_set, project.training, epochs, True)
        assert ours == pytest.approx(theirs, abs=ONE_POINT)


@pytest.mark.parametrize(
    ("source", "shape", "epochs"),
    [("digits", "64-32-10", 5), ("digits", "64-32t-10", 5), ("breast-cancer", "30-16-1", 30)],
)
def test_default_settings_and_weights_learn_as_well_as_those_of_others(source: str, shape: str, epochs: int) -> None:
    ours, theirs = [], {by_scikit_learn: [], by_torch: []}
    for seed in SEEDS:
        project, data_set = held_back(build(shape, source, device="cpu", initialization=Initialization(seed=seed)))
        ours.append(train(project, epochs).final("validation_accuracy"))
        for other, found in theirs.items():
            found.append(other(project.network, data_set, project.training, epochs, False))

    for found in theirs.values():
        assert np.mean(ours) >= np.mean(found) - ONE_POINT


def held_back(project: Project) -> tuple[Project, DataSet]:
    """Give the project with standardised inputs and four tenths of the samples held back, and its samples."""
    project = replace(project, data=replace(project.data, standardize=True, validation_fraction=0.4))
    return project, make_data_set(project.data)


def by_scikit_learn(
    network: Network, data_set: DataSet, settings: TrainingSettings, epochs: int, from_ours: bool
) -> float:
    """Give the validation accuracy of scikit-learn's classifier after so many epochs, from our weights or its own."""
    classifier = MLPClassifier(
        tuple(layer.width for layer in network.layers[1:-1]),
        solver="sgd",
        alpha=0.0,
        momentum=0.0,
        batch_size=settings.batch_size,
        learning_rate_init=settings.learning_rate,
        random_state=settings.seed,
        activation=ACTIVATIONS[network.layers[1].activation_function][0],
    )
    rows, held, labels = data_set.training_indices, data_set.validation_indices, data_set.targets[:, 0].astype(int)
    if from_ours:
        first = rows[: settings.batch_size]  # makes the arrays, which then get our weights
        classifier.partial_fit(data_set.inputs[first], labels[first], classes=np.unique(labels))
        for mine, theirs in zip(network.connections, classifier.coefs_, strict=True):
            theirs[:] = mine.weight.T
        for intercepts in classifier.intercepts_:
            intercepts[:] = 0.0
    for _ in range(epochs):
        classifier.partial_fit(data_set.inputs[rows], labels[rows], classes=np.unique(labels))
    return float(classifier.score(data_set.inputs[held], labels[held]))


def by_torch(network: Network, data_set: DataSet, settings: TrainingSettings, epochs: int, from_ours: bool) -> float:
    """Give the validation accuracy of a loop as one would write it, from our weights or torch's own."""
    torch.manual_seed(settings.seed)
    layers: list[torch.nn.Module] = []
    for connection in network.connections:
        layer = torch.nn.Linear(connection.weight.shape[1], connection.weight.shape[0])
        if from_ours:
            with torch.no_grad():
                layer.weight.copy_(torch.tensor(np.array(connection.weight)))
                layer.bias.zero_()
        layers += [layer, ACTIVATIONS[network.layers[1].activation_function][1]()]
    model = torch.nn.Sequential(*layers[:-1])
    is_binary = data_set.task is Task.BINARY
    loss = torch.nn.BCEWithLogitsLoss() if is_binary else torch.nn.CrossEntropyLoss()
    inputs = torch.tensor(np.array(data_set.inputs), dtype=torch.float32)
    targets = torch.tensor(np.array(data_set.targets))
    targets = targets.float() if is_binary else targets[:, 0].long()
    descent = torch.optim.SGD(model.parameters(), settings.learning_rate)
    rows = torch.tensor(np.array(data_set.training_indices))
    for _ in range(epochs):
        for batch in rows[torch.randperm(len(rows))].split(settings.batch_size):
            descent.zero_grad()
            loss(model(inputs[batch]), targets[batch]).backward()
            descent.step()
    with torch.no_grad():
        outputs = model(inputs[torch.tensor(np.array(data_set.validation_indices))])
    predicted = outputs[:, 0] > 0 if is_binary else outputs.argmax(dim=1)
    expected = data_set.targets[data_set.validation_indices, 0]
    return float(np.mean(predicted.numpy() == expected))

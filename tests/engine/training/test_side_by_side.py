"""Ours beside scikit-learn's classifier and a plain loop in torch, from the same weights: as good on held-back data."""

import numpy as np
import pytest
import torch
from msgspec.structs import replace
from sklearn.neural_network import MLPClassifier

from engine.data.data_set import DataSet, Task
from engine.data.sources import make_data_set
from engine.library import build, train
from engine.network.model import Network
from engine.project.settings import TrainingSettings

ONE_POINT = 0.0101


@pytest.mark.parametrize(
    ("source", "shape", "epochs", "rate"), [("digits", "64-32-10", 30, 0.1), ("breast-cancer", "30-16-1", 40, 0.05)]
)
def test_validation_accuracy_is_that_of_others(source: str, shape: str, epochs: int, rate: float) -> None:
    project = build(shape, source, learning_rate=rate, batch_size=32, device="cpu")
    project = replace(project, data=replace(project.data, standardize=True, validation_fraction=0.4))
    data_set = make_data_set(project.data)

    ours = train(project, epochs).final("validation_accuracy")

    theirs = by_scikit_learn(project.network, data_set, project.training, epochs)
    assert ours == pytest.approx(theirs, abs=ONE_POINT)
    assert ours == pytest.approx(by_torch(project.network, data_set, project.training, epochs), abs=ONE_POINT)


def by_scikit_learn(network: Network, data_set: DataSet, settings: TrainingSettings, epochs: int) -> float:
    """Give the validation accuracy of scikit-learn's classifier after so many epochs."""
    classifier = MLPClassifier(
        tuple(layer.width for layer in network.layers[1:-1]),
        solver="sgd",
        alpha=0.0,
        momentum=0.0,
        batch_size=settings.batch_size,
        learning_rate_init=settings.learning_rate,
        random_state=0,
    )
    rows, held, labels = data_set.training_indices, data_set.validation_indices, data_set.targets[:, 0].astype(int)
    first = rows[: settings.batch_size]  # makes the arrays, which then get our weights
    classifier.partial_fit(data_set.inputs[first], labels[first], classes=np.unique(labels))
    for mine, theirs in zip(network.connections, classifier.coefs_, strict=True):
        theirs[:] = mine.weight.T
    for intercepts in classifier.intercepts_:
        intercepts[:] = 0.0
    for _ in range(epochs):
        classifier.partial_fit(data_set.inputs[rows], labels[rows])
    return float(classifier.score(data_set.inputs[held], labels[held]))


def by_torch(network: Network, data_set: DataSet, settings: TrainingSettings, epochs: int) -> float:
    """Give the validation accuracy of a loop as one would write it."""
    layers: list[torch.nn.Module] = []
    for connection in network.connections:
        layer = torch.nn.Linear(connection.weight.shape[1], connection.weight.shape[0])
        with torch.no_grad():
            layer.weight.copy_(torch.tensor(np.array(connection.weight)))
            layer.bias.zero_()
        layers += [layer, torch.nn.ReLU()]
    model = torch.nn.Sequential(*layers[:-1])
    is_binary = data_set.task is Task.BINARY
    loss = torch.nn.BCEWithLogitsLoss() if is_binary else torch.nn.CrossEntropyLoss()
    inputs = torch.tensor(np.array(data_set.inputs), dtype=torch.float32)
    targets = torch.tensor(np.array(data_set.targets))
    targets = targets.float() if is_binary else targets[:, 0].long()
    descent = torch.optim.SGD(model.parameters(), settings.learning_rate)
    generator = torch.Generator().manual_seed(0)
    rows = torch.tensor(np.array(data_set.training_indices))
    for _ in range(epochs):
        for batch in rows[torch.randperm(len(rows), generator=generator)].split(settings.batch_size):
            descent.zero_grad()
            loss(model(inputs[batch]), targets[batch]).backward()
            descent.step()
    with torch.no_grad():
        outputs = model(inputs[torch.tensor(np.array(data_set.validation_indices))])
    predicted = outputs[:, 0] > 0 if is_binary else outputs.argmax(dim=1)
    expected = data_set.targets[data_set.validation_indices, 0]
    return float(np.mean(predicted.numpy() == expected))

"""Ours beside scikit-learn's classifier and a plain loop in torch: how well and how fast they learn the same.

All begin from the same weights, take mini-batches of the same size in an order of their own, and go on for as many
epochs.
"""

import statistics
import time
from collections.abc import Callable, Iterator

import msgspec
import numpy as np
import torch
from msgspec.structs import replace
from sklearn.neural_network import MLPClassifier

from engine.data.data_set import DataSet, Task
from engine.data.sources import make_data_set
from engine.library import build
from engine.project.project import Project
from engine.training.session import train

ROUNDS = 5
_ACTIVATIONS = {"relu": torch.nn.ReLU, "tanh": torch.nn.Tanh}  # of hidden layers; scikit-learn has the same names


class Lesson(msgspec.Struct, frozen=True):
    """What is learnt.

    Attributes:
        source: The data's name.
        shape: The network, as in “64-32-10”; hidden layers are all ReLU or all tanh.
        epochs: E.
        learning_rate: α.
    """

    source: str
    shape: str
    epochs: int
    learning_rate: float

    def begin(self) -> tuple[Project, DataSet]:
        """Give an untrained project and its samples."""
        project = build(
            self.shape, self.source, learning_rate=self.learning_rate, batch_size=32, epochs=self.epochs, device="cpu"
        )
        return held_back(project)


LESSONS = (Lesson("digits", "64-32-10", 30, 0.1), Lesson("breast-cancer", "30-16-1", 40, 0.05))


class Learnt(msgspec.Struct, frozen=True):
    """What came of it.

    Attributes:
        accuracy: On the validation part, in [0, 1].
        taken_s: Seconds for the epochs, here with the measuring after each of them.
    """

    accuracy: float
    taken_s: float


class Compared(msgspec.Struct, frozen=True):
    """Ours beside another.

    Attributes:
        lesson: What was learnt.
        other: By whom else.
        times_as_fast: Median ratio of the other's time to ours, taken in turn.
        accuracy: Ours, on the validation part.
        others_accuracy: The other's.
    """

    lesson: Lesson
    other: str
    times_as_fast: float
    accuracy: float
    others_accuracy: float


Learner = Callable[..., Learnt]


def held_back(project: Project) -> tuple[Project, DataSet]:
    """Give the project with standardised inputs and four tenths of the samples held back, and its samples."""
    project = replace(project, data=replace(project.data, standardize=True, validation_fraction=0.4))
    return project, make_data_set(project.data)


def compare(lesson: Lesson) -> Iterator[Compared]:
    """Learn the same here and elsewhere in turn; the first time of each is not counted."""
    project, data_set = lesson.begin()
    rounds = [(by_engine(project), *(other(project, data_set) for other in OTHERS.values())) for _ in range(ROUNDS + 1)]
    for place, name in enumerate(OTHERS, start=1):
        yield Compared(
            lesson=lesson,
            other=name,
            times_as_fast=statistics.median(each[place].taken_s / each[0].taken_s for each in rounds[1:]),
            accuracy=rounds[0][0].accuracy,
            others_accuracy=statistics.median(each[place].accuracy for each in rounds),
        )


def by_engine(project: Project) -> Learnt:
    """Train the project for its epochs as a caller of the library does."""
    began = time.perf_counter()
    accuracy = train(project, epochs=project.training.epochs).final("validation_accuracy")
    return Learnt(accuracy, time.perf_counter() - began)


def by_scikit_learn(project: Project, data_set: DataSet, *, from_same_weights: bool = True) -> Learnt:
    """Train scikit-learn's classifier, from the project's weights or its own."""
    network, settings = project.network, project.training
    classifier = MLPClassifier(
        tuple(layer.width for layer in network.layers[1:-1]),
        solver="sgd",
        alpha=0.0,
        momentum=0.0,
        batch_size=settings.batch_size,
        learning_rate_init=settings.learning_rate,
        random_state=settings.seed,
        activation=network.layers[1].activation_function,
    )
    rows, held, labels = data_set.training_indices, data_set.validation_indices, data_set.targets[:, 0].astype(int)
    inputs, expected, classes = data_set.inputs[rows], labels[rows], np.unique(labels)
    if from_same_weights:
        first = slice(settings.batch_size)  # makes the arrays, which then get our weights
        classifier.partial_fit(inputs[first], expected[first], classes=classes)
        for mine, theirs in zip(network.connections, classifier.coefs_, strict=True):
            theirs[:] = mine.weight.T
        for intercepts in classifier.intercepts_:
            intercepts[:] = 0.0
    began = time.perf_counter()
    for _ in range(settings.epochs):
        classifier.partial_fit(inputs, expected, classes=classes)
    taken_s = time.perf_counter() - began
    return Learnt(float(classifier.score(data_set.inputs[held], labels[held])), taken_s)


def by_torch(project: Project, data_set: DataSet, *, from_same_weights: bool = True) -> Learnt:
    """Train by a loop as one would write it, from the project's weights or torch's own."""
    settings = project.training
    torch.manual_seed(settings.seed)
    model = _torch_model(project, from_same_weights=from_same_weights)
    is_binary = data_set.task is Task.BINARY
    loss = torch.nn.BCEWithLogitsLoss() if is_binary else torch.nn.CrossEntropyLoss()
    inputs = torch.tensor(np.array(data_set.inputs), dtype=torch.float32)
    targets = torch.tensor(np.array(data_set.targets))
    targets = targets.float() if is_binary else targets[:, 0].long()
    descent = torch.optim.SGD(model.parameters(), settings.learning_rate)
    rows = torch.tensor(np.array(data_set.training_indices))
    began = time.perf_counter()
    for _ in range(settings.epochs):
        for batch in torch.split(rows[torch.randperm(len(rows))], settings.batch_size):
            descent.zero_grad()
            loss(model(inputs[batch]), targets[batch]).backward()
            descent.step()
    taken_s = time.perf_counter() - began
    with torch.no_grad():
        outputs = model(inputs[torch.tensor(np.array(data_set.validation_indices))])
    predicted = outputs[:, 0] > 0 if is_binary else outputs.argmax(dim=1)
    expected = data_set.targets[data_set.validation_indices, 0]
    return Learnt(float(np.mean(predicted.numpy() == expected)), taken_s)


def _torch_model(project: Project, *, from_same_weights: bool) -> torch.nn.Module:
    layers: list[torch.nn.Module] = []
    for connection in project.network.connections:
        layer = torch.nn.Linear(connection.weight.shape[1], connection.weight.shape[0])
        if from_same_weights:
            with torch.no_grad():
                layer.weight.copy_(torch.tensor(np.array(connection.weight)))
                layer.bias.zero_()
        layers += [layer, _ACTIVATIONS[project.network.layers[1].activation_function]()]
    return torch.nn.Sequential(*layers[:-1])


OTHERS: dict[str, Learner] = {"scikit-learn's MLPClassifier": by_scikit_learn, "a plain loop in torch": by_torch}

"""The engine from a notebook: build a network, train it, get arrays.

>>> from engine.library import build, predict, train
>>> project = build("2-8t-1", "moons", learning_rate=0.5)
>>> trained = train(project, epochs=50).project
>>> predict(trained, [[0.0, 1.0], [1.0, -0.5]]).shape
(2, 1)

All that the window can set is a field of `project.training` or `project.data`; `engine.project.edits` changes them and
gives a new project. `trained.run.history` has a row an epoch, and `engine.project.file.save_project` writes a file that
the window opens.
"""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from engine.arrays import FloatArray
from engine.data.data_set import Task
from engine.data.importing import LabelledPoints
from engine.data.sources import make_data_set
from engine.errors import DataError
from engine.network.chains import add_chain
from engine.network.forward import output
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.network.shape_text import parse_shape
from engine.project.edits import change_training, choose_source, draw_weights, use_points
from engine.project.project import Project, with_network

if TYPE_CHECKING:
    from engine.training.callbacks import TrainingCallback
    from engine.training.session import TrainingResult


def build(shape: str, source: str = "", *, inputs: ArrayLike = (), targets: ArrayLike = (), **training: Any) -> Project:
    """Build a project: a chain of layers, data and settings, its weights drawn.

    >>> project = build("2-4t-1", "xor", learning_rate=0.3, batch_size=4)
    >>> [layer.width for layer in project.network.layers]
    [2, 4, 1]
    >>> points = build("1-3-1", inputs=[[0.0], [1.0], [2.0]], targets=[0.0, 1.0, 4.0])
    >>> points.training.loss
    'squared_error'

    Args:
        shape: Widths and letters of activation functions, such as “2-8t-1”; see `engine.network.shape_text`.
        source: Key of `engine.data.sources.DATA_SOURCES`; "" for points of your own.
        inputs: X (N, D).
        targets: (N,): whole numbers or truth values are classes from 0, other numbers are values to predict.
        **training: Fields of `engine.project.settings.TrainingSettings`; the loss, if not given, fits the data.

    Raises:
        EngineError: A shape, source, setting or points that make no sense.
    """
    project = with_network(Project(), add_chain(Network(), parse_shape(shape), Initialization()))
    project = choose_source(project, source) if source else use_points(project, _labelled(inputs, targets))
    return draw_weights(change_training(project, **training))


def train(project: Project, epochs: int, *, callback: "TrainingCallback | None" = None) -> "TrainingResult":
    """Train a project for so many more epochs; see `engine.training.session.train`.

    >>> result = train(build("2-4t-1", "xor", learning_rate=0.3), epochs=2)
    >>> result.stopped, result.project.run.epoch
    ('finished', 2)

    Raises:
        EngineError: The project cannot be trained.
    """
    from engine.training.session import train as train_project  # noqa: PLC0415 - torch takes 2 s to import

    return train_project(project, epochs=epochs, callback=callback)


def predict(project: Project, inputs: ArrayLike) -> FloatArray:
    """Give the network's outputs f(X) (N, K) for inputs (N, D) as they are measured, standardised if the data are.

    >>> from engine.project.examples import EXAMPLES
    >>> predict(EXAMPLES["xor-by-hand"].build(), [[0, 0], [0, 1], [1, 0], [1, 1]]).ravel().tolist()
    [-0.5, 0.5, 0.5, -0.5]

    Raises:
        EngineError: The network is not complete, or X has not as many columns as it has inputs.
    """
    values = np.asarray(inputs, np.float64)
    if project.data.standardize:
        values = make_data_set(project.data).standardized(values)
    return np.asarray(output(project.network, values), np.float64)


def _labelled(inputs: ArrayLike, targets: ArrayLike) -> LabelledPoints:
    """Give points of the user's with the task that their targets suggest."""
    values, labels = np.asarray(inputs, np.float64), np.asarray(targets)
    if values.ndim != 2 or labels.shape != (len(values),) or not len(values):
        raise DataError(
            f"Inputs must be a matrix with a point a row and targets a number for each; "
            f"{values.shape} and {labels.shape} are not."
        )
    task = Task.REGRESSION
    if labels.dtype.kind in "bui":
        task = Task.BINARY if labels.max() <= 1 else Task.MULTICLASS
    return LabelledPoints(values, labels.astype(np.float64)[:, np.newaxis], task, (), ())

"""The engine from a notebook: build a network, train it, get arrays.

>>> from engine.library import build, predict, train
>>> project = build("2-8t-1", "moons", learning_rate=0.5)
>>> trained = train(project, epochs=50).project
>>> predict(trained, [[0.0, 1.0], [1.0, -0.5]]).shape
(2, 1)

All that the window can set is a field of `project.training` or `project.data`; `engine.project.edits` changes them and
gives a new project. `trained.run.history` has a row an epoch, and where early stopping went back to the best parameters
a last one with what was measured of them. `engine.project.file.save_project` writes a file that the window opens.
"""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from engine.arrays import FloatArray
from engine.data.labelling import labelled_points, numbers
from engine.data.sources import make_data_set
from engine.network.chains import add_chain
from engine.network.edits import set_dropout
from engine.network.forward import output
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.network.shape_text import parse_shape
from engine.project.compatibility import check_loss_fits
from engine.project.edits import change_training, choose_source, draw_weights, use_points
from engine.project.project import Project, with_network
from engine.project.typed_settings import read_training_settings

if TYPE_CHECKING:
    from engine.training.callbacks import TrainingCallback
    from engine.training.session import TrainingResult


def build(
    shape: str,
    source: str = "",
    *,
    inputs: ArrayLike = (),
    targets: ArrayLike = (),
    dropout: float = 0.0,
    **training: Any,
) -> Project:
    """Build a project: a chain of layers, data and settings, its weights drawn.

    >>> project = build("2-4t-1", "xor", learning_rate=0.3, batch_size=4)
    >>> [layer.width for layer in project.network.layers]
    [2, 4, 1]
    >>> values = build("1-3-1", inputs=[[0.0], [1.0], [2.0]], targets=[0.0, 1.0, 4.0], optimizer="adam")
    >>> values.training.loss, values.training.optimizer.name
    ('squared_error', 'adam')
    >>> classes = build("1-3-1", inputs=[[0.0], [1.0], [2.0]], targets=["no", "yes", "yes"])
    >>> classes.data.user_class_names, classes.data.user_targets.ravel().tolist()
    (('no', 'yes'), [0.0, 1.0, 1.0])

    Args:
        shape: Widths and letters of activation functions, such as “2-8t-1”; see `engine.network.shape_text`.
        source: Key of `engine.data.sources.DATA_SOURCES`; "" for points of your own.
        inputs: X (N, D).
        targets: (N,) words, truth values or whole numbers are classes, in the order of `numpy.unique`; floats are
            values to predict, (N,) or (N, K), as `engine.data.labelling` says.
        dropout: p in [0, 1), of every hidden layer.
        **training: Fields of `engine.project.settings.TrainingSettings`; a name such as “adam” stands for the record of
            an optimizer, a schedule or an initialisation, and a field of one of its records, such as seed, momentum or
            patience, for itself. The loss, if not given, fits the data.

    Raises:
        EngineError: A shape, source, setting or points that make no sense, or a loss that is for other data.
    """
    network = add_chain(Network(), parse_shape(shape), Initialization())
    for layer in network.layers[1:-1]:
        network = set_dropout(network, layer.id, dropout)
    project = with_network(Project(), network)
    project = choose_source(project, source) if source else use_points(project, labelled_points(inputs, targets))
    project = change_training(project, **read_training_settings(training))
    check_loss_fits(project)
    return draw_weights(project)


def train(project: Project, epochs: int, *, callback: "TrainingCallback | None" = None) -> "TrainingResult":
    """Train a project for so many more epochs; see `engine.training.session.train`.

    A callback looks on, and may end the training; `engine.training.callbacks` shows how.

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
    values = numbers(inputs, "inputs")
    if project.data.standardize:
        values = make_data_set(project.data).standardized(values)
    return np.asarray(output(project.network, values), np.float64)

"""Two-dimensional classification sets, drawn from a formula.

Classes take turns from sample to sample, and every sample takes its random numbers in order. So classes are balanced,
more samples keep the ones that were there, and less noise moves each point along a straight line towards its place.
"""

from collections.abc import Callable

import numpy as np

from engine.arrays import FloatArray, IntArray
from engine.data import parameters
from engine.data.data_set import Task
from engine.data.random_streams import Stream, random_stream
from engine.data.source import DataParameter, DataSource, Samples, numbered_class_names, numbered_input_names
from engine.data.specification import DataSpecification

_JITTER_HELP = "Standard deviation of the Gaussian jitter added to both coordinates of every point."
_SPREAD_HELP = "Standard deviation of each cloud along both axes."

_CIRCLE_RADII = np.array([0.4, 1.0])
_SPIRAL_TURNS = 1.25
_XOR_MARGIN = 0.1


def _class_turns(specification: DataSpecification, class_count: int) -> IntArray:
    """Give class indices 0, 1, …, K−1, 0, 1, …, shape (N,)."""
    return np.arange(specification.sample_count) % class_count


def _uniform(specification: DataSpecification, columns: int) -> FloatArray:
    """Give N rows of random numbers in [0, 1)."""
    return random_stream(specification.seed, Stream.POSITIONS).random((specification.sample_count, columns))


def _jittered(places: FloatArray, specification: DataSpecification) -> FloatArray:
    jitter = random_stream(specification.seed, Stream.JITTER).standard_normal(places.shape)
    return places + specification.noise * jitter


def _classified(inputs: FloatArray, labels: IntArray, task: Task = Task.BINARY, class_count: int = 2) -> Samples:
    return Samples(
        inputs=inputs,
        targets=labels[:, np.newaxis].astype(np.float64),
        task=task,
        input_names=numbered_input_names(2),
        class_names=numbered_class_names(class_count),
    )


def _xor_points(_specification: DataSpecification) -> Samples:
    points = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    return _classified(points, np.array([0, 1, 1, 0]))


def _xor(specification: DataSpecification) -> Samples:
    corners = np.array([[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]])
    quadrants = _class_turns(specification, 4)
    distances = _XOR_MARGIN + (1 - _XOR_MARGIN) * _uniform(specification, 2)
    return _classified(_jittered(corners[quadrants] * distances, specification), np.array([0, 1, 1, 0])[quadrants])


def _gaussians(specification: DataSpecification) -> Samples:
    centres = np.array([[-0.6, -0.6], [0.6, 0.6]])
    labels = _class_turns(specification, 2)
    return _classified(_jittered(centres[labels], specification), labels)


def _blobs(specification: DataSpecification) -> Samples:
    labels = _class_turns(specification, specification.class_count)
    angles = np.pi / 2 + 2 * np.pi * labels / specification.class_count
    centres = np.column_stack([np.cos(angles), np.sin(angles)])
    return _classified(_jittered(centres, specification), labels, Task.MULTICLASS, specification.class_count)


def _circles(specification: DataSpecification) -> Samples:
    labels = _class_turns(specification, 2)
    angles = 2 * np.pi * _uniform(specification, 1)
    places = _CIRCLE_RADII[labels, np.newaxis] * np.hstack([np.cos(angles), np.sin(angles)])
    return _classified(_jittered(places, specification), labels)


def _moons(specification: DataSpecification) -> Samples:
    labels = _class_turns(specification, 2)
    angles = np.pi * _uniform(specification, 1)
    upper = np.hstack([np.cos(angles) - 0.5, np.sin(angles) - 0.25])
    # The lower moon is the upper one turned by half a turn about the origin; 2/3 brings both into [−1, 1].
    places = np.where(labels[:, np.newaxis] == 0, upper, -upper) * (2 / 3)
    return _classified(_jittered(places, specification), labels)


def _spirals(specification: DataSpecification) -> Samples:
    labels = _class_turns(specification, 2)
    # The square root spreads the points evenly along the arm rather than crowding them at the centre.
    radii = np.sqrt(0.01 + 0.99 * _uniform(specification, 1))
    angles = 2 * np.pi * _SPIRAL_TURNS * radii
    arm = radii * np.hstack([np.cos(angles), np.sin(angles)])
    places = np.where(labels[:, np.newaxis] == 0, arm, -arm)
    return _classified(_jittered(places, specification), labels)


def _toy_source(
    name: str, label: str, help_text: str, noise: DataParameter, generate: Callable[[DataSpecification], Samples]
) -> DataSource:
    """Give a two-class source with the parameters that all of them share."""
    return DataSource(
        name=name,
        label=label,
        help=help_text,
        task=Task.BINARY,
        parameters=parameters.drawn(noise),
        generate=generate,
    )


XOR_POINTS = DataSource(
    name="xor-points",
    label="XOR, four points",
    help="The truth table of exclusive or. No straight line separates its classes: one hidden layer is needed.",
    task=Task.BINARY,
    parameters=(),
    generate=_xor_points,
    splits=False,
)
XOR = _toy_source(
    "xor",
    "XOR, noisy",
    "Four quadrants, opposite ones of one class. Two hidden neurons are enough, four find it easily.",
    parameters.noise(0.05, _JITTER_HELP),
    _xor,
)
GAUSSIANS = _toy_source(
    "gaussians",
    "Two Gaussians",
    "Two round clouds. A single neuron separates them as well as any network can.",
    parameters.noise(0.3, _SPREAD_HELP),
    _gaussians,
)
BLOBS = DataSource(
    name="blobs",
    label="Blobs",
    help="One round cloud for each class, on a circle. The network has one output for each class.",
    task=Task.MULTICLASS,
    parameters=parameters.drawn(
        parameters.class_count(2, 10, 3, "How many clouds, each a class of its own."),
        parameters.noise(0.2, _SPREAD_HELP),
    ),
    generate=_blobs,
)
CIRCLES = _toy_source(
    "circles",
    "Circles",
    "A ring around a ring. Three hidden neurons can already fence in the inner one.",
    parameters.noise(0.05, _JITTER_HELP),
    _circles,
)
MOONS = _toy_source(
    "moons",
    "Moons",
    "Two crescents that reach into each other: almost separable by a line, but not quite.",
    parameters.noise(0.1, _JITTER_HELP),
    _moons,
)
SPIRALS = _toy_source(
    "spirals",
    "Spirals",
    "Two arms wound around each other. The hardest of the toy sets: it takes depth, width and patience.",
    parameters.noise(0.02, _JITTER_HELP),
    _spirals,
)

TOY_CLASSIFICATION_SOURCES = (XOR_POINTS, XOR, GAUSSIANS, BLOBS, CIRCLES, MOONS, SPIRALS)

"""Regression sets drawn from a formula, with noise on the target alone."""

import numpy as np

from engine.arrays import FloatArray
from engine.data import parameters
from engine.data.data_set import Task
from engine.data.random_streams import Stream, random_stream
from engine.data.source import DataSource, Samples, numbered_input_names
from engine.data.specification import DataSpecification

_NOISE_HELP = "Standard deviation of the Gaussian noise added to the target."

_CURVE_HALF_WIDTH = 1.5
_PLANE_SLOPE = np.array([[1.0], [-0.5]])
_PLANE_OFFSET = 0.25


def _uniform(specification: DataSpecification, columns: int, half_width: float) -> FloatArray:
    positions = random_stream(specification.seed, Stream.POSITIONS)
    return positions.uniform(-half_width, half_width, (specification.sample_count, columns))


def _observed(inputs: FloatArray, values: FloatArray, specification: DataSpecification) -> Samples:
    jitter = random_stream(specification.seed, Stream.JITTER).standard_normal(values.shape)
    return Samples(
        inputs=inputs,
        targets=values + specification.noise * jitter,
        task=Task.REGRESSION,
        input_names=numbered_input_names(inputs.shape[1]),
    )


def _curve(specification: DataSpecification) -> Samples:
    inputs = _uniform(specification, 1, _CURVE_HALF_WIDTH)
    return _observed(inputs, np.sin(np.pi * inputs), specification)


def _plane(specification: DataSpecification) -> Samples:
    inputs = _uniform(specification, 2, 1.0)
    return _observed(inputs, inputs @ _PLANE_SLOPE + _PLANE_OFFSET, specification)


CURVE = DataSource(
    name="curve",
    label="Curve",
    help="One input, one value: y = sin(πx) for x from −1.5 to 1.5. Each ReLU adds a bend to the fitted curve.",
    task=Task.REGRESSION,
    parameters=parameters.drawn(parameters.noise(0.1, _NOISE_HELP)),
    generate=_curve,
)
PLANE = DataSource(
    name="plane",
    label="Plane",
    help="Two inputs, one value: y = x₁ − ½x₂ + ¼. One linear neuron finds these very weights and this bias.",
    task=Task.REGRESSION,
    parameters=parameters.drawn(parameters.noise(0.1, _NOISE_HELP)),
    generate=_plane,
)

TOY_REGRESSION_SOURCES = (CURVE, PLANE)

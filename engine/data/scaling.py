"""Standardisation of inputs."""

import numpy as np

from engine.arrays import FloatArray


def standardization(training_inputs: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Give the mean and the scale, each of shape (D,), that standardise inputs as (inputs − mean) / scale.

    Both come from the training samples alone, shape (N, D), so that nothing of the validation part leaks into training.
    The scale is the population standard deviation (divided by N), or 1 for an input that is constant up to rounding.
    """
    mean = training_inputs.mean(axis=0)
    deviation = training_inputs.std(axis=0)
    rounding = len(training_inputs) * np.finfo(np.float64).eps * np.abs(mean)
    return mean, np.where(deviation <= rounding, 1.0, deviation)

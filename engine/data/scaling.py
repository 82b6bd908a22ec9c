"""Standardisation of inputs, and back."""

import numpy as np

from engine.arrays import FloatArray

MEASURED_DIGITS = 13  # of float64's nearly 16; standardising and back rounds the last of them a few times
MOST_EXACT_POWER = 22  # greater powers of ten have no exact float64


def standardization(training_inputs: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Give the mean and the scale, each of shape (D,), that standardise inputs as (inputs − mean) / scale.

    Both come from the training samples alone, shape (N, D), so that nothing of the validation part leaks into training.
    The scale is the population standard deviation (divided by N), or 1 for an input that is constant up to rounding.
    """
    mean = training_inputs.mean(axis=0)
    deviation = training_inputs.std(axis=0)
    rounding = len(training_inputs) * np.finfo(np.float64).eps * np.abs(mean)
    return mean, np.where(deviation <= rounding, 1.0, deviation)


def unstandardized(inputs: FloatArray, mean: FloatArray, scale: FloatArray) -> FloatArray:
    """Give inputs (…, D) as they were measured, inputs · scale + mean, with mean and scale of shape (D,).

    They are rounded to 13 digits of the size that a column's numbers have, |mean| + scale; beyond lies the noise of
    having been standardised, by which a pixel that is 0 would read −8.9e−16. Columns that were not standardised, with
    mean 0 and scale 1, come back as they are.
    """
    measured = inputs * scale + mean
    decimals = MEASURED_DIGITS - np.ceil(np.log10(np.abs(mean) + scale))
    is_rounded = ((mean != 0) | (scale != 1)) & (decimals <= MOST_EXACT_POWER)
    power = 10.0 ** np.where(is_rounded, np.clip(decimals, 0, MOST_EXACT_POWER), 0)
    rounded = np.rint(measured * power) / power
    return np.where(is_rounded & np.isfinite(rounded), rounded, measured) + 0.0  # and −0 is 0

"""What is said below the histograms of a layer."""

import math
from collections.abc import Collection

from engine.arrays import FloatArray
from engine.process.pictures import Distribution
from gui.plots.numbers import readable
from gui.plots.readout import Part

MOMENT_DIGITS = 3


def summary_parts(distribution: Distribution, selected: Collection[int], training_count: int) -> list[Part]:
    """Give mean ± standard deviation: of the selected neuron, or of the whole layer; and whether all are counted."""
    rows = [row for row, neuron in enumerate(distribution.neurons) if neuron in selected]
    title = f"neuron {distribution.neurons[rows[0]] + 1}" if len(rows) == 1 else "layer"
    parts = [
        Part(title, rank=1),
        Part(_moments_text("a", distribution.pre_activation_moments, rows), rank=1),
        Part(_moments_text("h", distribution.activation_moments, rows), rank=1),
    ]
    if distribution.samples < training_count:
        parts.append(Part(f"{distribution.samples:,} of {training_count:,} samples counted", rank=3))
    return parts


def _moments_text(symbol: str, moments: FloatArray, rows: list[int]) -> str:
    """Say mean ± standard deviation of the values in these rows together, in all rows if there are none."""
    means, deviations = (moments[rows] if rows else moments).T
    mean = float(means.mean())
    deviation = math.sqrt(max(0.0, float((deviations**2 + means**2).mean()) - mean**2))
    return f"{symbol} = {readable(mean, MOMENT_DIGITS)} ± {readable(deviation, MOMENT_DIGITS)}"

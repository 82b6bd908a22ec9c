"""What the boundary plot says below itself: of all samples, of the one under the pointer, or of a place.

Inputs are told as they were measured, like on the axes, also where the network is given them standardised.
"""

import numpy as np

from engine.arrays import FloatArray
from engine.data.data_set import DataSet
from gui.plots.boundary_view import Inputs
from gui.plots.numbers import readable, readable_within
from gui.plots.readings import Reading
from gui.plots.readings.base import Outputs
from gui.plots.readout import Part
from gui.plots.samples import SamplePoints

PART_MARKS = ("●&nbsp;training", "○&nbsp;validation")
ROUGH_DIGITS = 3  # between the grid points f is interpolated
LONG_NUMBER = -0.01234


def resting_parts(
    data_set: DataSet, reading: Reading, outputs: FloatArray | None, samples: SamplePoints, held: str
) -> list[Part]:
    """Count the errors and explain what is drawn; `held` names what the inputs on no axis are held at."""
    parts = []
    if outputs is not None and reading.predicts_classes:
        wrong = int(reading.wrong(outputs, data_set.targets).sum())
        parts.append(Part(f"{wrong:,} of {data_set.sample_count:,} wrong"))
    parts += [Part(text, rank=1) for text in reading.legend()]
    if data_set.input_count > 2:
        parts.append(Part(f"other inputs held at {held}", rank=2))
    if samples.shows_both_parts:
        parts += [Part(mark, rank=3) for mark in PART_MARKS]
    if samples.is_thinned:
        parts.append(Part(f"{len(samples.shown):,} of {data_set.sample_count:,} samples drawn", rank=4))
    return parts


def sample_parts(
    data_set: DataSet, reading: Reading, inputs: Inputs, outputs: FloatArray | None, index: int
) -> list[Part]:
    """Tell of a sample what is exactly so, rather than of the place of the pointer."""
    axes = list(inputs[: data_set.input_count])
    measured = data_set.inputs[index, axes] * data_set.input_scale[axes] + data_set.input_mean[axes]
    coordinates = _in_brackets([readable(value) for value in measured.tolist()])
    parts = [Part(f"sample {index + 1}", rank=1), Part(coordinates)]
    if outputs is not None:
        first, *others = reading.describe(outputs[index])
        parts += [Part(first), *(Part(text, rank=2) for text in others)]
    return [*parts, Part(reading.describe_target(data_set.targets[index]), rank=1)]


def longest_parts(data_set: DataSet, reading: Reading, output_count: int) -> list[Part]:
    """Give parts about as long as those of any sample or place."""
    number = readable(LONG_NUMBER)
    return [
        Part(f"sample {data_set.sample_count}", rank=1),
        Part(_in_brackets([number] * min(data_set.input_count, 2))),
        *(Part(text, rank=2) for text in reading.describe(np.full(output_count, LONG_NUMBER))),
        Part(f"●&nbsp;y = {max(data_set.class_names or (number,), key=len)}", rank=1),
    ]


def place_parts(
    data_set: DataSet, reading: Reading, inputs: Inputs, outputs: Outputs, place: FloatArray, extent: FloatArray
) -> list[Part]:
    """Tell where a place (2,) is, as exactly as a view of that extent (2,) can, and the outputs (K,) there."""
    axes = list(inputs[: data_set.input_count])
    count, scale = len(axes), data_set.input_scale[axes]
    measured = place[:count] * scale + data_set.input_mean[axes]
    pairs = np.column_stack([measured, extent[:count] * scale]).tolist()
    first, *others = reading.describe(outputs, ROUGH_DIGITS)
    coordinates = _in_brackets([readable_within(value, size) for value, size in pairs])
    return [Part(coordinates, rank=1), Part(first), *(Part(text, rank=2) for text in others)]


def _in_brackets(values: list[str]) -> str:
    return f"({', '.join(values)})"

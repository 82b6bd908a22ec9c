"""What the boundary plot says below itself: of all samples, of the one under the pointer, or of a place.

Inputs are told as they were measured, like on the axes, also where the network is given them standardised.
"""

from collections.abc import Mapping

import numpy as np

from engine.arrays import BoolArray, FloatArray, IntArray
from engine.data.data_set import DataSet
from gui.plots.boundary_view import Inputs
from gui.plots.numbers import readable, readable_within
from gui.plots.readings import Reading
from gui.plots.readings.base import Outputs, legend_parts
from gui.plots.readout import Part
from gui.plots.samples import SamplePoints

PART_MARKS = {"training": "●", "validation": "○"}  # nobody looks at the test part here
ROUGH_DIGITS = 3  # between the grid points f is interpolated
LONG_NUMBER = -0.01234


def resting_parts(
    data_set: DataSet, reading: Reading, outputs: FloatArray | None, samples: SamplePoints, held: str
) -> list[Part]:
    """Count the errors and explain what is drawn; `held` names what the inputs on no axis are held at."""
    shown = _parts_shown(data_set, samples)
    wrong = None if outputs is None or not reading.predicts_classes else reading.wrong(outputs, data_set.targets)
    parts = [] if wrong is None else _wrong_parts(wrong, shown)
    parts += legend_parts(reading)
    if data_set.input_count > 2:
        parts.append(Part(f"other inputs held at {held}", rank=2))
    if len(shown) > 1 and wrong is None:
        parts += [Part(_with_mark(part), rank=3) for part in shown]
    count = sum(map(len, shown.values()))
    if len(samples.shown) < count:
        parts.append(Part(f"{len(samples.shown):,} of {count:,} samples drawn", rank=4))
    return parts


def _parts_shown(data_set: DataSet, samples: SamplePoints) -> dict[str, IntArray]:
    """Give the rows of the parts of the data whose samples are shown, by name, as far as they have any."""
    names = [part for part in PART_MARKS if part != "validation" or samples.shows_validation]
    return {part: data_set.part(part) for part in names if data_set.part(part).size}


def _wrong_parts(wrong: BoolArray, shown: Mapping[str, IntArray]) -> list[Part]:
    """Count the samples predicted wrongly, each part of the data by itself, and name these where there are several."""
    counts = {part: f"{int(wrong[rows].sum()):,} of {len(rows):,}" for part, rows in shown.items()}
    if all(len(rows) == len(wrong) for rows in shown.values()):
        return [Part(f"{count} wrong") for count in counts.values()]
    before = ["wrong: ", *[""] * (len(counts) - 1)]
    return [
        Part(f"{word}{count} {_with_mark(part)}", brief=f"{word}{PART_MARKS[part]}&nbsp;{count}")
        for word, (part, count) in zip(before, counts.items(), strict=True)
    ]


def _with_mark(part: str) -> str:
    return f"{PART_MARKS[part]}&nbsp;{part}"


def sample_parts(
    data_set: DataSet, reading: Reading, inputs: Inputs, outputs: FloatArray | None, index: int
) -> list[Part]:
    """Tell of a sample what is exactly so, rather than of the place of the pointer."""
    axes = list(inputs[: data_set.input_count])
    measured = data_set.measured(data_set.inputs[index])[axes]
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

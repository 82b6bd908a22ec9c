"""What the network says of one sample, and whether that is so."""

import msgspec
import numpy as np

from engine.arrays import FloatArray
from engine.data.data_set import DataSet
from engine.network.formulas import subscript
from gui.plots.numbers import readable
from gui.plots.readings import Reading
from gui.plots.readings.base import Outputs, colored_dot
from gui.theme import Theme


class Verdict(msgspec.Struct, frozen=True):
    """How right a prediction is: a few words, and whether it is right; None where it is only more or less near."""

    text: str
    is_right: bool | None


def target_text(data_set: DataSet, target: FloatArray, theme: Theme) -> str:
    """Give the target (1,) or (K,) of a sample as rich text: its class with a dot of its colour, or its values."""
    if data_set.task.is_classification:
        label = int(target[0])
        return colored_dot(theme.class_color(label), data_set.class_names[label])
    return values_text("y{}", target)


def output_text(data_set: DataSet, outputs: Outputs, reading: Reading) -> str:
    """Give the outputs (K,) for a sample as rich text."""
    if not data_set.task.is_classification:
        return values_text("f{}", outputs)
    # A line may end between the facts, and nowhere else; of what separates them a comma may stand there.
    return ", ".join(f'<span style="white-space: nowrap">{fact}</span>' for fact in reading.describe(outputs))


def verdict(data_set: DataSet, outputs: Outputs, target: FloatArray, reading: Reading) -> Verdict | None:
    """Compare the outputs (K,) for a sample with its target; None where they are not finite."""
    if not np.isfinite(outputs).all():
        return None
    if data_set.task.is_classification:
        is_wrong = bool(reading.wrong(outputs[np.newaxis], target[np.newaxis])[0])
        return Verdict("Wrong" if is_wrong else "Right", not is_wrong)
    return Verdict(values_text("f{} − y{}", outputs - target), None)


def values_text(symbol: str, values: Outputs) -> str:
    """Write y = 0.5, or y₁ = 0.5, y₂ = 1 of several; “{}” in the symbol is where the number goes."""
    numbers = [""] if len(values) == 1 else [subscript(str(place + 1)) for place in range(len(values))]
    return ", ".join(
        f"{symbol.replace('{}', number)} = {readable(float(value))}"
        for number, value in zip(numbers, values, strict=True)
    )

"""What a feature space says below itself: of all samples, of the one under the pointer, or of a line."""

import html

import numpy as np

from engine.arrays import FloatArray
from engine.data.data_set import DataSet
from engine.network.formulas.pieces import Symbol
from engine.network.graph import output_layer
from engine.network.model import Network
from engine.process.views.feature_space import FeatureSpace
from engine.process.views.hyperplanes import Hyperplanes
from engine.process.views.projection import Projection
from gui.panels.notation import share_text
from gui.plots.numbers import readable
from gui.plots.readings import Reading
from gui.plots.readings.base import legend_parts
from gui.plots.readout import Part

DIGITS = 3
TRAINING, VALIDATION = "●&nbsp;training", "○&nbsp;validation"


def column_name(projection: Projection, axis: int) -> str:
    """Name an axis for a table."""
    return f"neuron {projection.neurons[axis] + 1}" if projection.neurons else f"component {axis + 1}"


def resting_parts(
    view: FeatureSpace, reading: Reading, wrong: int | None, *, shows_lines: bool, unseen_readers: int = 0
) -> list[Part]:
    """Count the samples and the wrong ones among them, and tell what else is to be known of the picture.

    Args:
        view: What is shown.
        reading: What the samples' colours mean.
        wrong: How many samples are predicted wrongly, None where nothing is predicted.
        shows_lines: Whether the lines of what reads the layer are drawn.
        unseen_readers: Of how many neurons these lie outside.
    """
    shown = len(view.rows)
    count = f"{shown:,} of {view.sample_count:,}" if shown < view.sample_count else f"{shown:,}"
    held_back = len(view.validation_rows)
    parts = [Part(f"{count} training samples" if not held_back else f"{count} {TRAINING}")]
    if held_back:
        parts.append(Part(f"{held_back:,} {VALIDATION}", rank=1))
    if wrong is not None:
        parts.append(Part(f"{wrong:,} wrong", rank=1))
    parts += legend_parts(reading)
    if not view.activation.projection.shows_all and not view.activation.projection.neurons:
        shares = [points.projection.explained_variance.sum() for points in (view.pre_activation, view.activation)]
        parts.append(Part(f"{share_text(shares[0])} and {share_text(shares[1])} of the variance are shown", rank=3))
    if unseen_readers:
        whose = "the line of 1 neuron lies" if unseen_readers == 1 else f"the lines of {unseen_readers} neurons lie"
        parts.append(Part(f"{whose} outside of what is shown", rank=1))
    if shows_lines and any(not planes.is_exact for planes in view.hyperplanes):
        parts.append(Part("lines cut through what is shown; all else at its mean", rank=2))
    return parts


def sample_parts(view: FeatureSpace, data_set: DataSet, reading: Reading, row: int, index: int) -> list[Part]:
    """Tell of a sample, by its row in the view and in the data set."""
    first, *others = reading.describe(view.outputs[row])
    parts = [Part(f"sample {index + 1}", rank=1)]
    if len(view.validation_rows):
        parts.append(Part(TRAINING if row < len(view.rows) else VALIDATION, rank=3))
    for symbol, points in (("a", view.pre_activation), ("h", view.activation)):
        parts.append(Part(f"{symbol} = {_bracketed(points.samples[row])}"))
    return [
        *parts,
        Part(first, rank=1),
        *(Part(text, rank=2) for text in others),
        Part(reading.describe_target(data_set.targets[index]), rank=1),
    ]


def line_parts(
    network: Network, view: FeatureSpace, planes: Hyperplanes, row: int, class_names: tuple[str, ...]
) -> list[Part]:
    """Tell whose line one is, and its equation in the coordinates shown."""
    one, other = int(planes.neurons[row]), int(planes.against[row])
    if other >= 0:
        names = [class_names[each] if each < len(class_names) else str(each) for each in (one, other)]
        owner = " | ".join(names)
    else:
        owner = f"neuron {one + 1} of {network.layer(planes.layer).name}"
        is_class = view.request.compares_outputs and planes.layer == output_layer(network).id
        if is_class and one < len(class_names):
            owner += f", {class_names[one]}"
    return [Part(html.escape(owner)), Part(_equation(view.activation.projection, planes, row), rank=1)]


def _equation(projection: Projection, planes: Hyperplanes, row: int) -> str:
    terms = []
    for axis, weight in enumerate(planes.normals[row].tolist()):
        symbol = Symbol("h", str(projection.neurons[axis] + 1)) if projection.neurons else Symbol("c", str(axis + 1))
        terms.append(_signed(weight, symbol.plain))
    terms.append(_signed(float(planes.offsets[row]), ""))
    text = " ".join(terms).removeprefix("+ ")
    return f"{'−' + text[2:] if text.startswith('− ') else text} = 0"


def _signed(value: float, symbol: str) -> str:
    sign = "−" if value < 0 else "+"
    number = readable(abs(value), DIGITS)
    return " ".join(part for part in (sign, "" if symbol and number == "1" else number, symbol) if part)


def _bracketed(values: FloatArray) -> str:
    numbers = ", ".join(readable(value, DIGITS) for value in np.atleast_1d(values).tolist())
    return f"({numbers})" if len(values) > 1 else numbers

"""K outputs, the highest of which names the class."""

import numpy as np
from numpy.typing import NDArray

from engine.arrays import BoolArray, FloatArray
from engine.network.losses import Loss
from gui.plots.contours import Segments, contours, region_borders
from gui.plots.numbers import DIGITS, readable, readable_probability
from gui.plots.readings.base import Curve, Outputs
from gui.plots.readings.class_marks import ClassMarks
from gui.theme import SequentialScale, Theme, mixed
from gui.theme.scales import RgbaArray

FAINTEST, STRONGEST = 0.08, 0.62  # share of the class's colour over the plot's background
DISCRETE_STRENGTH = 0.75
LEVELS = np.array([0.5, 0.75, 0.9])  # of the highest probability


class ClassesReading(ClassMarks):
    """The class of the highest output, in its colour, shaded by confidence.

    The confidence is the softmax's probability of that class for logits; a squared error compares the outputs
    themselves with 0 and 1, so there it is the highest output.
    """

    height_range = (-0.12, 1.12)
    threshold: float | None = None
    predicts_classes = True

    def __init__(self, loss: Loss, class_names: tuple[str, ...], output_count: int, theme: Theme) -> None:
        super().__init__(class_names, output_count, theme)
        self._is_logit = loss.takes_logits
        self._shades = np.stack([_shades(color.name(), theme) for color in self._class_colors])
        self.value_name = "probability" if self._is_logit else "f"

    def colors(self, outputs: Outputs, *, discrete: bool) -> RgbaArray:
        """Give the highest output's colour, stronger the surer."""
        finite = np.nan_to_num(outputs)
        highest = finite.argmax(axis=-1)
        if discrete:
            shade = np.full(highest.shape, DISCRETE_STRENGTH)
        else:
            shade = _confidence(self._probabilities(finite).max(axis=-1), outputs.shape[-1])
        colors: RgbaArray = self._shades[highest, self._steps(shade)]
        return colors

    def colors_by_output(self, outputs: Outputs) -> RgbaArray:
        """Give each class's colour, stronger the surer: where its output is the highest, that of `colors`."""
        probabilities = self._probabilities(np.nan_to_num(outputs))
        steps = self._steps(_confidence(probabilities, outputs.shape[-1]))
        return np.stack([self._shades[index][steps[..., index]] for index in range(outputs.shape[-1])])

    def boundary(self, outputs: Outputs, x: FloatArray, y: FloatArray) -> Segments:
        """Give the borders between the classes' regions."""
        return region_borders(outputs, x, y)

    def levels(self, outputs: Outputs, x: FloatArray, y: FloatArray) -> Segments:
        """Give the lines where the winning class is equally probable."""
        return contours(self._probabilities(np.nan_to_num(outputs)).max(axis=-1), x, y, LEVELS)

    def curves(self, outputs: Outputs) -> list[Curve]:
        """Give each class's probability."""
        probabilities = self._probabilities(np.nan_to_num(outputs))
        return [Curve(probabilities[..., index], self._class_colors[index]) for index in range(outputs.shape[-1])]

    def sample_heights(self, targets: FloatArray) -> FloatArray:
        """Place all samples on the axis; their colour tells the class."""
        return np.zeros(len(targets))

    def wrong(self, outputs: Outputs, targets: FloatArray) -> BoolArray:
        """Tell which samples have another class's output highest."""
        return np.asarray(outputs.argmax(axis=1) != targets[:, 0])

    def describe(self, outputs: Outputs, digits: int = DIGITS) -> list[str]:
        """Give the class, its output and its probability."""
        finite = np.nan_to_num(outputs)
        index = int(finite.argmax())
        facts = [f"f = {readable(float(outputs[index]), digits)}"]
        if self._is_logit:
            facts.append(f"p {readable_probability(float(self._probabilities(finite)[index]))}")
        return [*facts, self._class_dot(index)]

    def _steps(self, shade: Outputs) -> NDArray[np.intp]:
        return np.asarray(np.rint(shade * (self._shades.shape[1] - 1)), np.intp)

    @np.errstate(over="ignore")  # far below the highest is 0, as it should be
    def _probabilities(self, outputs: Outputs) -> Outputs:
        if not self._is_logit:
            return outputs
        exponentials = np.exp(outputs - outputs.max(axis=-1, keepdims=True))
        return np.asarray(exponentials / exponentials.sum(axis=-1, keepdims=True))


@np.errstate(over="ignore")  # more than certain is certain
def _confidence(probability: Outputs, class_count: int) -> Outputs:
    """Give how far probabilities are from chance (0) to certainty (1)."""
    chance = 1.0 / class_count
    return np.asarray(np.clip((probability - chance) / (1.0 - chance), 0.0, 1.0))


def _shades(color: str, theme: Theme) -> RgbaArray:
    background = theme.palette.plot_background
    return SequentialScale.between(mixed(background, color, FAINTEST), mixed(background, color, STRONGEST)).table

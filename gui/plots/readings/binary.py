"""One output that decides between two classes."""

import numpy as np
from PySide6.QtGui import QColor

from engine.arrays import BoolArray, FloatArray
from engine.network.losses import Loss, decision_threshold
from gui.plots.contours import Segments, contour, contours
from gui.plots.numbers import DIGITS, readable, readable_probability
from gui.plots.readings.base import Curve, Outputs
from gui.plots.readings.class_marks import ClassMarks
from gui.theme import Theme
from gui.theme.scales import RgbaArray

DISCRETE_STRENGTH = 0.8
HEIGHT_MARGIN = 0.12
LEVELS = np.array([0.1, 0.25, 0.75, 0.9])  # of the probability of class 1


class BinaryReading(ClassMarks):
    """Class 1 (blue) where f lies above the loss's threshold, class 0 (orange) elsewhere, shaded by confidence.

    Of a logit the confidence is 2σ(f) − 1. A squared error compares f itself with 0 and 1, so there it is 2f − 1.
    """

    height_range = (-HEIGHT_MARGIN, 1 + HEIGHT_MARGIN)
    threshold: float | None = 0.5
    predicts_classes = True

    def __init__(self, loss: Loss, class_names: tuple[str, ...], theme: Theme) -> None:
        super().__init__(class_names, 2, theme)
        self._is_logit = loss.takes_logits
        self._threshold = decision_threshold(loss.name)
        self._theme = theme
        self.value_name = "σ(f)" if self._is_logit else "f"

    def colors(self, outputs: Outputs, *, discrete: bool) -> RgbaArray:
        """Orange to blue by confidence, or in two colours."""
        f = outputs[..., 0]
        if discrete:
            return self._theme.field_rgba(np.where(f > self._threshold, DISCRETE_STRENGTH, -DISCRETE_STRENGTH), 1.0)
        return self._theme.field_rgba(self._probability(f) - 0.5, 0.5)

    def colors_by_output(self, outputs: Outputs) -> RgbaArray:
        """Orange to blue by confidence: there is but one output."""
        return self.colors(outputs, discrete=False)[np.newaxis]

    def boundary(self, outputs: Outputs, x: FloatArray, y: FloatArray) -> Segments:
        """Give the line f(x) = 0, or ½ for a squared error."""
        return contour(outputs[..., 0], x, y, self._threshold)

    def levels(self, outputs: Outputs, x: FloatArray, y: FloatArray) -> Segments:
        """Give the lines of equal probability; of a logit, where f is ± ln 3 and ± ln 9."""
        places = np.log(LEVELS / (1.0 - LEVELS)) if self._is_logit else LEVELS
        return contours(outputs[..., 0], x, y, places)

    def curves(self, outputs: Outputs) -> list[Curve]:
        """Give the probability of class 1."""
        return [Curve(self._probability(outputs[..., 0]), QColor(self._theme.palette.plot_line))]

    def sample_heights(self, targets: FloatArray) -> FloatArray:
        """Place samples at their label, 0 or 1."""
        return targets[:, 0]

    def wrong(self, outputs: Outputs, targets: FloatArray) -> BoolArray:
        """Tell which samples lie on the other class's side."""
        return np.asarray((outputs[:, 0] > self._threshold) != (targets[:, 0] > 0))

    def describe(self, outputs: Outputs, digits: int = DIGITS) -> list[str]:
        """Give f, its probability where it is a logit, and the class."""
        f = float(outputs[0])
        facts = [f"f = {readable(f, digits)}"]
        if self._is_logit:
            facts.append(f"σ(f) {readable_probability(float(self._probability(outputs[:1])[0]))}")
        return [*facts, self._class_dot(int(f > self._threshold))]

    def _probability(self, f: Outputs) -> Outputs:
        return np.asarray(0.5 * (1.0 + np.tanh(0.5 * f))) if self._is_logit else f

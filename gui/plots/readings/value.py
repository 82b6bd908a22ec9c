"""An output that predicts a value."""

import numpy as np
from PySide6.QtGui import QColor

from engine.arrays import BoolArray, FloatArray
from gui.plots.contours import Segments, contours
from gui.plots.numbers import DIGITS, readable
from gui.plots.readings.base import Curve, Outputs, colored_dot
from gui.plots.readout import Part
from gui.theme import SequentialScale, SignedScale, Theme, mixed
from gui.theme.scales import RgbaArray

LEVEL_COUNT = 7
SAMPLE_SHADES = 64
HEIGHT_MARGIN = 0.2


class ValueReading:
    """f as a shade: orange to blue about zero, or, where all targets lie far to one side of zero, from low to high.

    The scale spans the targets, so that it stays the same while f changes. Of several outputs the first is shown.
    """

    threshold: float | None = None
    predicts_classes = False

    def __init__(self, targets: FloatArray, theme: Theme) -> None:
        self._theme = theme
        values = targets[:, 0]
        self._low, self._high = (float(values.min()), float(values.max())) if len(values) else (-1.0, 1.0)
        self._is_signed = self._low < 0 < self._high
        # As with the signed scales, samples are stronger than the field behind them.
        self._field_scale, self._sample_scale = _tints(theme, 0.08, 0.55), _tints(theme, 0.35, 1.0)
        self._largest = max(abs(self._low), abs(self._high))
        margin = HEIGHT_MARGIN * (self._high - self._low) or 1.0
        self.height_range = (self._low - margin, self._high + margin)
        self.value_name = "f" if targets.shape[1] == 1 else "f₁"

    def colors(self, outputs: Outputs, *, discrete: bool) -> RgbaArray:  # noqa: ARG002
        """Give the shade of each value, which has no confidence to leave out."""
        return self._shades(outputs[..., 0], self._theme.field, self._field_scale)

    def colors_by_output(self, outputs: Outputs) -> RgbaArray:
        """Give the shade of each value of each output."""
        return self._shades(np.moveaxis(outputs, -1, 0), self._theme.field, self._field_scale)

    def boundary(self, outputs: Outputs, x: FloatArray, y: FloatArray) -> Segments:
        """Give the line f = 0 where values of both signs are to be predicted."""
        return contours(outputs[..., 0], x, y, np.zeros(1)) if self._is_signed else Segments.none()

    def levels(self, outputs: Outputs, x: FloatArray, y: FloatArray) -> Segments:
        """Give the lines of equal value at even steps through the targets' range."""
        return contours(outputs[..., 0], x, y, self._levels())

    def curves(self, outputs: Outputs) -> list[Curve]:
        """Give f itself."""
        return [Curve(outputs[..., 0], QColor(self._theme.palette.plot_line))]

    def sample_colors(self, targets: FloatArray) -> RgbaArray:
        """Give each sample the stronger shade of its target, in so few steps that points share their pictures."""
        step = (self._high - self._low) / SAMPLE_SHADES or 1.0
        return self._shades(np.rint(targets[:, 0] / step) * step, self._theme.signed, self._sample_scale)

    def sample_heights(self, targets: FloatArray) -> FloatArray:
        """Place samples at their target."""
        return targets[:, 0]

    def wrong(self, outputs: Outputs, targets: FloatArray) -> BoolArray:  # noqa: ARG002
        """Call no sample wrong: a value is only ever more or less near."""
        return np.zeros(len(targets), dtype=np.bool_)

    def describe(self, outputs: Outputs, digits: int = DIGITS) -> list[str]:
        """Give the value."""
        return [f"{self.value_name} = {readable(float(outputs[0]), digits)}"]

    def describe_target(self, target: FloatArray) -> str:
        """Give the value."""
        return f"{self.value_name.replace('f', 'y')} = {readable(float(target[0]))}"

    def legend(self) -> list[Part]:
        """Name the ends of the scale."""
        ends = np.array([self._low, self._high])
        shades = self._shades(ends, self._theme.signed, self._sample_scale).tolist()
        named = zip(shades, ends, strict=True)
        return [Part(colored_dot(QColor(*shade), f"y = {readable(end)}")) for shade, end in named]

    def _levels(self) -> FloatArray:
        return np.linspace(self._low, self._high, LEVEL_COUNT + 2)[1:-1]

    def _shades(self, values: Outputs, signed: SignedScale, sequential: SequentialScale) -> RgbaArray:
        if self._is_signed:
            return signed.rgba(values, self._largest)
        return sequential.rgba(values - self._low, self._high - self._low)


def _tints(theme: Theme, faintest: float, strongest: float) -> SequentialScale:
    """Give the scale between two shares of the theme's strongest shade over the plot's background."""
    background, full = theme.palette.plot_background, theme.sequential.high
    return SequentialScale.between(mixed(background, full, faintest), mixed(background, full, strongest))

"""One neuron's response, in place of the network's outputs."""

import msgspec
import numpy as np
from PySide6.QtGui import QColor

from engine.arrays import BoolArray, FloatArray
from engine.network.activations import activation_function
from gui.plots.contours import Segments, contour, contours
from gui.plots.numbers import DIGITS, readable
from gui.plots.ranges import rounded_out
from gui.plots.readings.base import Curve, Outputs, Reading
from gui.plots.readout import Part
from gui.selection import NeuronItem
from gui.theme import Theme
from gui.theme.scales import RgbaArray

DISCRETE_STRENGTH = 0.8
LEVELS = np.array([-0.75, -0.5, -0.25, 0.25, 0.5, 0.75])  # of full colour


class NeuronShown(msgspec.Struct, frozen=True):
    """A neuron whose response is shown.

    Attributes:
        neuron: Which.
        name: Its activation's symbol, such as “h₂⁽¹⁾”.
        activation_function: Key of its activation function.
    """

    neuron: NeuronItem
    name: str
    activation_function: str


class NeuronReading:
    """A neuron's activation h as a shade from orange over none at 0 to blue, with the line a = 0.

    Its outputs are pre-activations; samples look as they do beside the network's own outputs.

    Args:
        shown: The neuron.
        samples: How the samples look.
        theme: The colours.
    """

    threshold: float | None = None
    predicts_classes = False

    def __init__(self, shown: NeuronShown, samples: Reading, theme: Theme) -> None:
        self._samples = samples
        self._theme = theme
        self._function = activation_function(shown.activation_function)
        self.value_name = shown.name
        low, high = samples.height_range
        self.height_range = (min(low, -1.0), max(high, 1.0))

    def colors(self, outputs: Outputs, *, discrete: bool) -> RgbaArray:
        """Give the shade of each activation; `discrete` tells only on which side of a = 0 it is."""
        if discrete:
            return self._theme.field_rgba(np.where(outputs[..., 0] > 0.0, 1.0, -1.0) * DISCRETE_STRENGTH, 1.0)
        activations = self._activations(outputs)
        return self._theme.field_rgba(activations, self._full(activations))

    def colors_by_output(self, outputs: Outputs) -> RgbaArray:
        """Give the shades of the one neuron."""
        return self.colors(outputs, discrete=False)[np.newaxis]

    def boundary(self, outputs: Outputs, x: FloatArray, y: FloatArray) -> Segments:
        """Give the line a = 0."""
        return contour(outputs[..., 0], x, y, 0.0)

    def levels(self, outputs: Outputs, x: FloatArray, y: FloatArray) -> Segments:
        """Give the lines of equal activation at quarters of the full colour."""
        activations = self._activations(outputs)
        return contours(activations, x, y, LEVELS * self._full(activations))

    def curves(self, outputs: Outputs) -> list[Curve]:
        """Give the activation."""
        return [Curve(self._activations(outputs), QColor(self._theme.palette.plot_line))]

    def sample_colors(self, targets: FloatArray) -> RgbaArray:
        """Colour samples as beside the network's outputs."""
        return self._samples.sample_colors(targets)

    def sample_heights(self, targets: FloatArray) -> FloatArray:
        """Place samples as beside the network's outputs."""
        return self._samples.sample_heights(targets)

    def wrong(self, outputs: Outputs, targets: FloatArray) -> BoolArray:  # noqa: ARG002
        """Call no sample wrong: a hidden neuron predicts nothing."""
        return np.zeros(len(targets), dtype=np.bool_)

    def describe(self, outputs: Outputs, digits: int = DIGITS) -> list[str]:
        """Give h and a."""
        h = float(self._activations(outputs))
        return [f"{self.value_name} = {readable(h, digits)}", f"a = {readable(float(outputs[0]), digits)}"]

    def describe_target(self, target: FloatArray) -> str:
        """Tell it as beside the network's outputs."""
        return self._samples.describe_target(target)

    def legend(self) -> list[Part]:
        """Say whose response is shown, and what the samples' colours mean."""
        return [Part(f"{self.value_name} = g(a), line a = 0"), *self._samples.legend()]

    @np.errstate(over="ignore", invalid="ignore")  # a diverging run overflows
    def _activations(self, outputs: Outputs) -> Outputs:
        return np.asarray(self._function.function(outputs[..., 0]))

    def _full(self, activations: Outputs) -> float:
        """Give the activation of full colour, in such steps that colours don't flicker."""
        sizes = np.abs(activations[np.isfinite(activations)])
        largest = float(sizes.max()) if sizes.size else 0.0
        return 1.0 if self._function.is_within_one or largest == 0.0 else rounded_out(0.0, largest)[1]

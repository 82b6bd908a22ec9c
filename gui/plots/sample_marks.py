"""Where the values of the sample looked at lie in the histograms of a layer, and what is said of them."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import msgspec

from engine.network.forward import LayerValues
from engine.network.model import LayerId
from engine.process.pictures import Distribution
from gui.plots.numbers import readable
from gui.plots.readout import Part

DIGITS = 3
MARK = "❘"


class SampleMarks(msgspec.Struct, frozen=True, eq=False):
    """Lines in the histograms of a layer.

    Attributes:
        rows: The histograms that have one.
        pre_activations: Where it stands in each of these before the activation function.
        activations: And where after it.
        parts: What is said of them.
    """

    rows: Sequence[int] = ()
    pre_activations: Sequence[float] = ()
    activations: Sequence[float] = ()
    parts: Sequence[Part] = ()


class SampleLookedAt(msgspec.Struct, frozen=True, eq=False):
    """A sample, or an own x, and its values.

    Attributes:
        index: Its row in the data set; None for an own x.
        values: A row for each layer, as far as they are known.
    """

    index: int | None = None
    values: Mapping[LayerId, LayerValues] = MappingProxyType({})

    @property
    def name(self) -> str:
        """What it is called."""
        return "own x" if self.index is None else f"sample {self.index + 1}"

    def marks(self, distribution: Distribution, selected: set[int]) -> SampleMarks:
        """Give the lines for a distribution, of which some neurons are selected.

        Where one histogram counts all neurons, a neuron is marked only once it alone is selected.
        """
        values = self.values.get(distribution.layer)
        neurons = distribution.neurons or (tuple(selected) if len(selected) == 1 else ())
        if values is None or not neurons or max(neurons) >= values.activation.shape[1]:
            return SampleMarks()
        columns = list(neurons)
        a, h = (row[0, columns].tolist() for row in (values.pre_activation, values.activation))
        text = f"{MARK}&nbsp;{self.name}"
        tells_values = len(selected) == 1 and selected <= set(neurons)
        if tells_values:
            row = neurons.index(next(iter(selected)))
            text += f": a = {readable(a[row], DIGITS)}, h = {readable(h[row], DIGITS)}"
        return SampleMarks(
            range(len(neurons)) if distribution.neurons else (0,), a, h, [Part(text, rank=0 if tells_values else 2)]
        )

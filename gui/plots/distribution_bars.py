"""What is under the pointer in the histograms of a layer: a bar of one of them, and what a click on it means."""

import math
from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QPointF

from engine.process.events import FoundSample
from engine.process.pictures import Distribution
from engine.process.sample_groups import SamplesInBin
from gui.plots.distribution_panel import Bin, DistributionPanel
from gui.plots.numbers import readable
from gui.plots.readout import Part
from gui.plots.sample_marks import SampleLookedAt
from gui.selection import NeuronItem

QUANTITIES = {"a": "pre_activation", "h": "activation"}


class Bar(msgspec.Struct, frozen=True, eq=False):
    """A bar of one neuron's histogram, or of that of all neurons together.

    Attributes:
        symbol: What it counts, as in `QUANTITIES`.
        bin: Which of the bins, and how many samples it counts.
        neuron: Whose values they are; None for those of all neurons.
        group: The samples it counts.
        total: How many values the histogram counts.
    """

    symbol: str
    bin: Bin
    neuron: NeuronItem | None
    group: SamplesInBin
    total: int

    @property
    def help(self) -> str:
        """What a click does, "" where it does nothing."""
        if self.bin.count:
            neuron = "" if self.neuron is None else "the neuron and "
            return f"Click to select {neuron}a sample that this bar counts, again for the next"
        return "" if self.neuron is None else "Click to select the neuron"

    def parts(self, chosen: FoundSample | None, sample: SampleLookedAt) -> list[Part]:
        """Tell of it, and of the sample chosen in it."""
        name = "all neurons" if self.neuron is None else f"neuron {self.neuron.index + 1}"
        limits = f"{readable(self.bin.low)} ≤ {self.symbol} &lt; {readable(self.bin.high)}"
        parts = [Part(name, rank=1), Part(limits), Part(f"{self.bin.count:,} of {self.total:,}")]
        if chosen is not None and chosen.sample == sample.index and chosen.group == self.group:
            parts.append(Part(f"{sample.name} is {chosen.place + 1:,} of {chosen.count:,}"))
        return parts


def bar_at(
    scene_position: QPointF, distribution: Distribution | None, panels: Sequence[DistributionPanel]
) -> Bar | None:
    """Give the bar at a place, or None outside the rows.

    Args:
        scene_position: The place.
        distribution: What is shown.
        panels: What shows it, one for each of `QUANTITIES`.
    """
    for symbol, panel in zip(QUANTITIES, panels, strict=True):
        found = panel.bin_at(scene_position)
        if found is not None and distribution is not None:
            return _bar(symbol, found, distribution, int(panel.counts[found.row].sum()))
    return None


def _bar(symbol: str, found: Bin, distribution: Distribution, total: int) -> Bar:
    layer, neurons = distribution.layer, distribution.neurons
    index = neurons[found.row] if found.row < len(neurons) else None
    high = math.inf if found.is_last else found.high
    group = SamplesInBin(layer, index, QUANTITIES[symbol], found.low, high)
    return Bar(symbol, found, None if index is None else NeuronItem(layer, index), group, total)

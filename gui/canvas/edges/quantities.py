"""What edges can show: the registry of quantities that give an edge its colour, its width and its number."""

from collections.abc import Callable, Mapping

import msgspec
import numpy as np

from engine.arrays import FloatArray
from engine.network.model import Connection
from gui.canvas.numbers import short_number

SAMPLE, START = "sample", "start"  # what a quantity may need
LACKING_REASONS = {SAMPLE: "no sample flows in", START: "no run has begun"}  # why it is not there


class EdgeFacts(msgspec.Struct, frozen=True, eq=False):
    """What is known of a connection.

    Attributes:
        connection: The connection itself.
        source_activation: The source layer's activations (H_source,) for the selected sample; None without one.
        start: Its weights when the run began (H_target, H_source); None where there was no run.
    """

    connection: Connection
    source_activation: FloatArray | None = None
    start: FloatArray | None = None


class EdgeQuantity(msgspec.Struct, frozen=True, eq=False):
    """Something that every edge has.

    Attributes:
        name: As in `engine.project.display.EDGE_QUANTITIES`.
        label: What a menu calls it.
        symbol: How it is written.
        help: One sentence.
        needs: What has to be there for it, `SAMPLE` or `START`; "" for nothing.
        values: Gives it for all edges, (H_target, H_source), NaN where unknown.
        ghost: Gives what stands faintly below the number of the edge in a row and a column, "" for nothing; None where
            numbers have no such thing.
        keywords: What else people search for it by.
    """

    name: str
    label: str
    symbol: str
    help: str
    needs: str
    values: Callable[[EdgeFacts], FloatArray]
    ghost: Callable[[EdgeFacts, int, int], str] | None = None
    keywords: str = ""

    @property
    def title(self) -> str:
        """What the legend calls it."""
        return f"{self.label} {self.symbol}"


def _weight(facts: EdgeFacts) -> FloatArray:
    return facts.connection.weight


def _contribution(facts: EdgeFacts) -> FloatArray:
    """Give wᵢⱼhⱼ, what each edge adds to its target's pre-activation."""
    weight, source_activation = facts.connection.weight, facts.source_activation
    if source_activation is None or len(source_activation) != weight.shape[1]:
        return np.full(weight.shape, np.nan)
    with np.errstate(all="ignore"):  # a diverging run overflows; its numbers are shown as they are
        return weight * source_activation


def _change(facts: EdgeFacts) -> FloatArray:
    """Give Δwᵢⱼ, how much more each weight is than when the run began."""
    weight, start = facts.connection.weight, facts.start
    if start is None or start.shape != weight.shape:
        return np.full(weight.shape, np.nan)
    with np.errstate(all="ignore"):
        return weight - start


def _ghost_of_start(facts: EdgeFacts, row: int, column: int) -> str:
    """Write what a weight is and what it was: “1.7 ← 1”."""
    if facts.start is None or facts.start.shape != facts.connection.weight.shape:
        return ""
    return f"{short_number(facts.connection.weight[row, column])} ← {short_number(facts.start[row, column])}"


WEIGHT = EdgeQuantity("weight", "Weight", "w", "Edges by their weight wᵢⱼ", "", _weight)
EDGE_QUANTITIES: Mapping[str, EdgeQuantity] = {
    quantity.name: quantity
    for quantity in (
        WEIGHT,
        EdgeQuantity(
            "contribution",
            "Contribution",
            "w·h",
            "Edges by what they add for the selected sample, wᵢⱼhⱼ",
            SAMPLE,
            _contribution,
        ),
        EdgeQuantity(
            "change",
            "Change since start",
            "Δw",
            "Edges by how much more their weight is than when the run began, or set by hand since; biases likewise",
            START,
            _change,
            _ghost_of_start,
            keywords="ghost delta original moved difference",
        ),
    )
}

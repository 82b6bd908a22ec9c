"""What edges can show: the registry of quantities that give an edge its colour, its width and its number."""

from collections.abc import Callable, Mapping

import msgspec
import numpy as np

from engine.arrays import FloatArray
from engine.network.model import Connection


class EdgeQuantity(msgspec.Struct, frozen=True, eq=False):
    """Something that every edge has.

    Attributes:
        name: As in `engine.project.display.EDGE_QUANTITIES`.
        label: What a menu calls it.
        symbol: How it is written.
        help: One sentence.
        follows_sample: Whether it changes with the selected sample.
        values: Gives it for all edges, (H_target, H_source), NaN where unknown, from the connection and the source
            layer's activations (H_source,), which are None where there are none.
    """

    name: str
    label: str
    symbol: str
    help: str
    follows_sample: bool
    values: Callable[[Connection, FloatArray | None], FloatArray]

    @property
    def title(self) -> str:
        """What the legend calls it."""
        return f"{self.label} {self.symbol}"


def _weight(connection: Connection, _source_activation: FloatArray | None) -> FloatArray:
    return connection.weight


def _contribution(connection: Connection, source_activation: FloatArray | None) -> FloatArray:
    """Give wᵢⱼhⱼ, what each edge adds to its target's pre-activation."""
    if source_activation is None or len(source_activation) != connection.weight.shape[1]:
        return np.full(connection.weight.shape, np.nan)
    with np.errstate(all="ignore"):  # a diverging run overflows; its numbers are shown as they are
        return connection.weight * source_activation


WEIGHT = EdgeQuantity("weight", "Weight", "w", "Edges by their weight wᵢⱼ", False, _weight)
EDGE_QUANTITIES: Mapping[str, EdgeQuantity] = {
    quantity.name: quantity
    for quantity in (
        WEIGHT,
        EdgeQuantity(
            "contribution",
            "Contribution",
            "w·h",
            "Edges by what they add for the selected sample, wᵢⱼhⱼ",
            True,
            _contribution,
        ),
    )
}

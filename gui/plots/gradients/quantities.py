"""What the gradient plot can show of each layer: the registry of its quantities."""

from collections.abc import Callable

import msgspec
import numpy as np

from engine.arrays import FloatArray
from engine.process.views.gradients import GradientNorms


class GradientQuantity(msgspec.Struct, frozen=True, eq=False):
    """A number that every layer has, and that a logarithmic axis shows.

    Attributes:
        name: How settings and code refer to it.
        label: What the box to choose from calls it.
        symbol: How it is written.
        help: One sentence.
        values: Gives it for all layers (L,).
        usual: From where to where it usually lies; None where nothing is usual.
    """

    name: str
    label: str
    symbol: str
    help: str
    values: Callable[[GradientNorms], FloatArray]
    usual: tuple[float, float] | None = None


QUANTITIES: dict[str, GradientQuantity] = {
    quantity.name: quantity
    for quantity in (
        GradientQuantity(
            "weights",
            "Weight gradient",
            "‖∂L/∂W‖",
            "The norm of each layer's ∂L/∂W; removed edges and frozen weights are left out",
            lambda norms: norms.weight_gradient_norms,
        ),
        GradientQuantity(
            "biases",
            "Bias gradient",
            "‖∂L/∂b‖",
            "The norm of each layer's ∂L/∂b; frozen biases are left out",
            lambda norms: norms.bias_gradient_norms,
        ),
        GradientQuantity(
            "mean",
            "Gradient per weight",
            "rms ∂L/∂w",
            "The root mean square of ∂L/∂W over a layer's weights, which compares layers of different widths",
            lambda norms: norms.mean_gradients,
        ),
        GradientQuantity(
            "update",
            "Update to weight",
            "α‖∂L/∂W‖ / ‖W‖",
            "By which part of their size a step of plain SGD with the schedule's α changes weights; usual is 0.001",
            lambda norms: norms.update_ratios,
            (10**-3.5, 10**-2.5),
        ),
    )
}


def all_values(norms: GradientNorms) -> FloatArray:
    """Give every quantity of every layer, (quantities, L), in the registry's order."""
    return np.array([quantity.values(norms) for quantity in QUANTITIES.values()])

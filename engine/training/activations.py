"""The activation functions of `engine.network.activations` in torch, under the same names, for autograd."""

from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import functional

from engine.network.activations import LEAKY_SLOPE

# Beyond it softplus is the identity to within e⁻⁴⁰; torch's own default of 20 is visible in float64.
SOFTPLUS_THRESHOLD = 40.0


def _step(a: Tensor) -> Tensor:
    """1 for a > 0, else 0, with the derivative 0 that autograd gives `sign`; a comparison would cut the graph."""
    return torch.relu(torch.sign(a))


TORCH_ACTIVATIONS: dict[str, Callable[[Tensor], Tensor]] = {
    "identity": lambda a: a,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": torch.relu,
    "leaky_relu": lambda a: functional.leaky_relu(a, LEAKY_SLOPE),
    "step": _step,
    "softplus": lambda a: functional.softplus(a, threshold=SOFTPLUS_THRESHOLD),
    "gelu": functional.gelu,
    "sine": torch.sin,
}

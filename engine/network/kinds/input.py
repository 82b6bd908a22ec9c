"""The input layer: holds a sample, computes nothing."""

from collections.abc import Sequence
from typing import Any

import msgspec

from engine.errors import GraphError


class InputKind(msgspec.Struct, frozen=True):
    """x = h⁽⁰⁾: one neuron for each input of the data."""

    name: str = "input"
    label: str = "Input layer"
    help: str = "Holds one sample x: a neuron for each input of the data."
    takes_sources: bool = False
    has_bias: bool = False

    def weight_shape(self, source_shape: tuple[int, ...], shape: tuple[int, ...]) -> tuple[int, int]:  # noqa: ARG002
        """Refuse: nothing leads into an input layer.

        Raises:
            GraphError: Always.
        """
        raise GraphError("An input layer takes its values from the data, so no connection can lead into it.")

    def pre_activation(self, sources: Sequence[Any], weights: Sequence[Any], bias: Any) -> Any:  # noqa: ARG002
        """Refuse: an input layer's values are given, not computed.

        Raises:
            GraphError: Always.
        """
        raise GraphError("An input layer computes nothing; its values are the sample's.")


INPUT = InputKind()

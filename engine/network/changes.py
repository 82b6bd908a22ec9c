"""How far the parameters of a network have come from those they began with."""

import heapq
from collections.abc import Iterator

import msgspec
import numpy as np

from engine.arrays import BoolArray, FloatArray
from engine.errors import ShapeError
from engine.network.model import LayerId, Network, Parameters, parameters_of


class MovedParameter(msgspec.Struct, frozen=True):
    """A weight or a bias, and where it was.

    Attributes:
        layer: The layer whose bias it is, or that the edge leads to.
        source: The layer that the edge comes from; None for a bias.
        row: The neuron of `layer`, from 0.
        column: The neuron of `source`, from 0; 0 for a bias.
        start: What it was.
        now: What it is.
    """

    layer: LayerId
    source: LayerId | None
    row: int
    column: int
    start: float
    now: float

    @property
    def change(self) -> float:
        """Δ, what it is more than it was."""
        return self.now - self.start


def fits(network: Network, parameters: Parameters) -> bool:
    """Tell whether parameters are those of a network of this structure."""
    own = parameters_of(network)
    pairs = ((own.weights, parameters.weights), (own.biases, parameters.biases))
    return all([a.shape for a in mine] == [b.shape for b in other] for mine, other in pairs)


def distance(first: Parameters, second: Parameters) -> float:
    """Give ‖θ − θ₀‖, the Euclidean norm of the difference of all weights and biases.

    Raises:
        ShapeError: They are not those of networks of one structure.
    """
    ones, others = (*first.weights, *first.biases), (*second.weights, *second.biases)
    if [one.shape for one in ones] != [other.shape for other in others]:
        raise ShapeError("A distance is between the parameters of networks of one structure.")
    with np.errstate(over="ignore", invalid="ignore"):
        return float(np.linalg.norm([np.linalg.norm(one - other) for one, other in zip(ones, others, strict=True)]))


def most_moved(network: Network, start: Parameters, most: int) -> tuple[MovedParameter, ...]:
    """Give the weights and biases that have changed most, the largest |Δ| first; removed edges are none.

    Args:
        network: As it is now.
        start: What its parameters were.
        most: At most so many are given; those that have not changed are left out.

    Raises:
        ShapeError: They are those of a network of another structure.
    """
    if not fits(network, start):
        raise ShapeError("These are the parameters of a network of another structure.")
    found = [
        *_moved_weights(network, start.weights, most),
        *_moved_biases(network, start.biases, most),
    ]
    return tuple(heapq.nlargest(most, found, key=lambda moved: abs(moved.change)))


def _moved_weights(network: Network, starts: tuple[FloatArray, ...], most: int) -> Iterator[MovedParameter]:
    for edges, start in zip(network.connections, starts, strict=True):
        for index in _largest(edges.weight - start, edges.mask, most):
            row, column = (int(place) for place in np.unravel_index(index, start.shape))
            now, before = float(edges.weight[row, column]), float(start[row, column])
            yield MovedParameter(edges.target, edges.source, row, column, before, now)


def _moved_biases(network: Network, starts: tuple[FloatArray, ...], most: int) -> Iterator[MovedParameter]:
    for layer, start in zip(network.layers, starts, strict=True):
        for index in _largest(layer.bias - start, np.ones(start.shape, np.bool_), most):
            yield MovedParameter(layer.id, None, index, 0, float(start[index]), float(layer.bias[index]))


def _largest(change: FloatArray, counts: BoolArray, most: int) -> list[int]:
    """Give the places, counted row by row, of the largest changes that are finite and not 0."""
    sizes = np.where(counts & np.isfinite(change), np.abs(change), 0.0).ravel()
    places = np.argpartition(sizes, -most)[-most:] if len(sizes) > most else np.arange(len(sizes))
    return [int(place) for place in places if sizes[place] > 0.0]

"""The paths by which one weight acts on the loss, each with its chain of factors."""

import numpy as np

from engine.arrays import FloatArray
from engine.errors import GraphError
from engine.network.graph import computed_part
from engine.network.model import LayerId, Network
from engine.process.views.backpropagation import (
    Backpropagation,
    LayerTrace,
    WeightPath,
    WeightPaths,
    WeightPlace,
)

MOST_PATHS = 12

# For each neuron of a layer: the products of its best paths to an output, the best first, and where each leads next:
# the layer's place among `followers`, the neuron there, and which of that one's paths it goes on by.
_Products = FloatArray  # (H, k)
_Steps = np.ndarray  # int64 (H, k, 3); −1 where the path ends


def weight_paths(network: Network, trace: Backpropagation, place: WeightPlace) -> WeightPaths:
    """Take an entry of ∂L/∂W⁽ˡ,ˢ⁾ apart: into its samples' shares, and of one sample into paths to the outputs.

    ∂L/∂w_ij = Σ_b δ_bi h_bj. For a sample δ_i = g′(a_i) Σ_k w_ki δ_k over all neurons k that read i, and for an output
    δ = g′(a) ∂L/∂f; multiplied out, that is a sum over all paths from i to an output.

    Args:
        network: A complete network.
        trace: Its backpropagation over a mini-batch, whole.
        place: Which entry.

    Raises:
        GraphError: There is no such edge in what is computed.
    """
    layers = {layer.layer: layer for layer in trace.layers}
    sources = layers[place.layer].sources if place.layer in layers else ()
    source = next((read for read in sources if read.source == place.source), None)
    rows, columns = (0, 0) if source is None else source.weight.shape
    if source is None or not (0 <= place.row < rows and 0 <= place.column < columns):
        raise GraphError("The weight that was looked at is not there any more.")
    read = trace.inputs if place.source == trace.input_layer else layers[place.source].activation
    deltas, activations = layers[place.layer].pre_activation_gradient[:, place.row], read[:, place.column]
    with np.errstate(over="ignore", invalid="ignore"):
        shares = deltas * activations
    sample = int(np.argmax(np.abs(shares)))
    with np.errstate(over="ignore", invalid="ignore"):
        paths = _Paths(network, layers, trace.layers[-1].layer, sample).largest(place, float(activations[sample]))
    return WeightPaths(
        place=place,
        value=float(source.weight_gradient[place.row, place.column]),
        shares=shares,
        deltas=np.array(deltas),
        activations=np.array(activations),
        sample=sample,
        paths=paths,
        path_count=_count(network, trace, place),
    )


class _Paths:
    """The paths of one sample with the largest products, found from the outputs back."""

    def __init__(self, network: Network, layers: dict[LayerId, LayerTrace], last: LayerId, sample: int) -> None:
        self._layers = layers
        self._last = last
        self._sample = sample
        self._followers = _followers(network, layers)
        self._found: dict[LayerId, tuple[_Products, _Steps]] = {}

    def largest(self, place: WeightPlace, activation: float) -> tuple[WeightPath, ...]:
        """Give the paths from a neuron on that some gradient passes, the largest first."""
        products = self._best(place.layer)[0][place.row]
        return tuple(
            self._path(place, rank, activation * float(product)) for rank, product in enumerate(products) if product
        )

    def _best(self, layer: LayerId) -> tuple[_Products, _Steps]:
        if layer not in self._found:
            self._found[layer] = self._search(layer)
        return self._found[layer]

    def _search(self, layer: LayerId) -> tuple[_Products, _Steps]:
        slopes = self._layers[layer].slope[self._sample][:, np.newaxis]
        if layer == self._last:
            ends = self._layers[layer].activation_gradient[self._sample][:, np.newaxis]
            return slopes * ends, np.full((len(slopes), 1, 3), -1)
        products, steps = [], []
        for number, (follower, weight) in enumerate(self._followers[layer]):
            ahead = self._best(follower)[0]  # (H′, k)
            products.append((weight.T[:, :, np.newaxis] * ahead).reshape(weight.shape[1], -1))
            step = np.stack(np.meshgrid(number, np.arange(len(ahead)), np.arange(ahead.shape[1]), indexing="ij"), -1)
            steps.append(step.reshape(-1, 3))
        candidates, ways = slopes * np.concatenate(products, axis=1), np.concatenate(steps)
        chosen = np.argsort(-np.abs(candidates), axis=1, kind="stable")[:, :MOST_PATHS]
        return np.take_along_axis(candidates, chosen, axis=1), ways[chosen]

    def _path(self, place: WeightPlace, rank: int, product: float) -> WeightPath:
        layer, neuron = place.layer, place.row
        neurons, slopes, weights = [], [], []
        while True:
            neurons.append((layer, neuron))
            slopes.append(float(self._layers[layer].slope[self._sample, neuron]))
            number, ahead, rank_ahead = self._best(layer)[1][neuron, rank].tolist()
            if number < 0:
                break
            follower, weight = self._followers[layer][number]
            weights.append(float(weight[ahead, neuron]))
            layer, neuron, rank = follower, ahead, rank_ahead
        end = float(self._layers[layer].activation_gradient[self._sample, neuron])
        return WeightPath(tuple(neurons), tuple(slopes), tuple(weights), end, product)


def _followers(network: Network, layers: dict[LayerId, LayerTrace]) -> dict[LayerId, list[tuple[LayerId, FloatArray]]]:
    """Give the layers that read each layer, with the matrices between."""
    part = computed_part(network)
    found: dict[LayerId, list[tuple[LayerId, FloatArray]]] = {name: [] for name in layers}
    for connection in part.connections:
        if connection.source in found and connection.target in layers:
            found[connection.source].append((connection.target, connection.weight))
    return found


def _count(network: Network, trace: Backpropagation, place: WeightPlace) -> int:
    """Count the paths of edges from a weight's target neuron to the outputs."""
    followers: dict[LayerId, list[tuple[LayerId, np.ndarray]]] = {layer.layer: [] for layer in trace.layers}
    for connection in computed_part(network).connections:
        if connection.source in followers and connection.target in followers:
            followers[connection.source].append((connection.target, connection.mask.astype(np.float64)))
    counts: dict[LayerId, np.ndarray] = {}
    for layer in reversed(trace.layers):
        ahead = [edges.T @ counts[follower] for follower, edges in followers[layer.layer]]
        counts[layer.layer] = np.sum(ahead, axis=0) if ahead else np.ones(len(layer.bias))
    return int(counts[place.layer][place.row])

"""Making a layer wider or narrower while its connections stay wired by the patterns they have."""

import numpy as np

from engine.arrays import BoolArray
from engine.network import edits
from engine.network.initializers import Initialization
from engine.network.model import LayerId, Network
from engine.network.patterns import PATTERNS, PatternSettings, Shape, recognized_pattern, window_of
from engine.network.wiring import rewire

LEAST_EDGES = 12  # of fewer that there could be, those missing tell of no density
MOST_DENSITY = 0.75


def resize_layer(network: Network, layer_id: LayerId, width: int, initialization: Initialization) -> Network:
    """Give a layer another number of neurons: the last ones go, or new ones come with drawn weights and bias 0.

    New neurons are wired as their connection is: one to one, by its local window, at its density where much of it is
    missing, and fully otherwise, whatever single edges were removed. A connection goes with its last edge.

    Raises:
        GraphError: There is no such layer.
        SettingError: A width below 1, or beyond this machine's memory.
    """
    touching = (*network.incoming(layer_id), *network.outgoing(layer_id))
    resized = edits.resize_layer(network, layer_id, width, initialization)
    for before in touching:
        after = resized.find_connection(*before.key)
        if after is not None:
            mask = resized_mask(before.mask, after.mask)
            resized = rewire(resized, *after.key, mask, initialization) if mask.any() else resized
    return resized


def resized_mask(before: BoolArray, after: BoolArray) -> BoolArray:
    """Give which edges a connection has once one of its layers has another width.

    Args:
        before: Which edges it had, (T, S).
        after: Which edges it would have if new neurons were wired fully, (T′, S′).
    """
    window = window_of(before)
    if min(before.shape) > 1 and np.array_equal(before, np.eye(*before.shape)):
        return _joined(np.eye(*after.shape, dtype=np.bool_), after, before.shape)
    settings = PatternSettings(window=window)
    if recognized_pattern(before, settings) == "local":
        return PATTERNS["local"].mask(after.shape, settings)
    density = float(before.mean())
    if before.size >= LEAST_EDGES and density <= MOST_DENSITY:
        return _joined(_by_chance(after.shape, density), after, before.shape)
    return after


def _joined(new: BoolArray, after: BoolArray, old: Shape) -> BoolArray:
    """Give the edges that there are among the neurons that stay, and `new` ones of those that come."""
    mask = new.copy()
    stays = tuple(slice(length) for length in old)
    mask[stays] = after[stays]
    return mask


def _by_chance(shape: Shape, density: float) -> BoolArray:
    """Draw edges, at least one for each neuron on either side."""
    numbers = np.random.default_rng(shape).random(shape)
    least_of_row, least_of_column = numbers.min(axis=1, keepdims=True), numbers.min(axis=0)
    return np.asarray((numbers < density) | (numbers == least_of_row) | (numbers == least_of_column))

"""Dropout: during training, and only then, each neuron of a layer is left out with the layer's rate p.

For every sample of every mini-batch, h⁽ˡ⁾ becomes m ⊙ h⁽ˡ⁾ / (1 − p), with m = 0 for the neurons that are left out and
1 for the others: inverted scaling, so that evaluation needs none (Srivastava et al., 2014). Layers without activation
function, and the output layer, drop nothing.

Which neurons are left out is a pure function of seed, step, layer, sample in the batch and neuron, so every way of
training draws the same.
"""

import numpy as np

from engine.arrays import BoolArray
from engine.network.counter_hash import stream, stream_key
from engine.network.number_setting import NumberSetting

DROPOUT_STREAM = 0xD80F  # apart from the streams of data, initial weights and orders, which share the seed

DROPOUT = NumberSetting(
    "dropout", "p", "Dropout", 0.0, 1.0, 0.0,
    "During training each neuron of the layer is left out with this probability, drawn anew for every sample.",
    below_maximum=True,
)  # fmt: skip


def kept_neurons(seed: int, step: int, layer: int, shape: tuple[int, int], rate: float) -> BoolArray:
    """Give which neurons of a layer take part in an update.

    Args:
        seed: Of the training settings.
        step: Updates made before, since the run began.
        layer: The layer's place in the network, from 0.
        shape: (B, H).
        rate: p in [0, 1).

    Returns:
        bool (B, H). Sample i and neuron j get the number iH + j (from 0) of the stream of
        `stream_key(seed, DROPOUT_STREAM, step, layer)`; below p·2⁶⁴ the neuron is left out.
    """
    numbers = stream(stream_key(seed, DROPOUT_STREAM, step, layer), shape[0] * shape[1])
    return np.asarray(numbers >= np.uint64(dropout_threshold(rate))).reshape(shape)


def dropout_threshold(rate: float) -> int:
    """Give p·2⁶⁴, rounded down: numbers below leave their neuron out."""
    return int(rate * 2.0**64)

"""Backpropagation through one mini-batch, with every matrix that occurs in it."""

import msgspec

from engine.arrays import FloatArray, IntArray
from engine.network.model import LayerId


class BackpropagationRequest(msgspec.Struct, frozen=True, eq=False, tag=True):
    """Which samples make up the mini-batch: rows of the data set."""

    rows: tuple[int, ...]


class SourceTrace(msgspec.Struct, frozen=True, eq=False):
    """One matrix W⁽ˡ,ˢ⁾ that a layer reads another through.

    Attributes:
        source: s.
        weight: W⁽ˡ,ˢ⁾ (H, H_s); removed edges are 0.
        weight_gradient: ∂L/∂W⁽ˡ,ˢ⁾ = Δ⁽ˡ⁾ᵀH⁽ˢ⁾ (H, H_s); 0 for removed edges, which are no parameters. Frozen entries
            have theirs, though no update uses it.
        sent_back: Δ⁽ˡ⁾W⁽ˡ,ˢ⁾ (B, H_s), what the layer adds to G⁽ˢ⁾.
    """

    source: LayerId
    weight: FloatArray
    weight_gradient: FloatArray
    sent_back: FloatArray


class LayerTrace(msgspec.Struct, frozen=True, eq=False):
    """A computing layer, forward and backward.

    Attributes:
        layer: l.
        sources: What it reads, in the network's order.
        bias: b⁽ˡ⁾ (H,).
        pre_activation: A⁽ˡ⁾ (B, H).
        activation: H⁽ˡ⁾ = g(A⁽ˡ⁾).
        activation_gradient: G⁽ˡ⁾ = ∂L/∂H⁽ˡ⁾, the sum of what the layers that read it send back; of the output layer
            the loss's own.
        slope: g′(A⁽ˡ⁾).
        pre_activation_gradient: Δ⁽ˡ⁾ = G⁽ˡ⁾ ⊙ g′(A⁽ˡ⁾) = ∂L/∂A⁽ˡ⁾.
        bias_gradient: ∂L/∂b⁽ˡ⁾ (H,), the column sums of Δ⁽ˡ⁾.
    """

    layer: LayerId
    sources: tuple[SourceTrace, ...]
    bias: FloatArray
    pre_activation: FloatArray
    activation: FloatArray
    activation_gradient: FloatArray
    slope: FloatArray
    pre_activation_gradient: FloatArray
    bias_gradient: FloatArray


class Backpropagation(msgspec.Struct, frozen=True, eq=False, tag=True):
    """All that is computed for the gradient of one mini-batch of B samples, in float64.

    Attributes:
        rows: (B,) the samples' rows in the data set.
        input_layer: The layer that holds X.
        inputs: X (B, D).
        targets: (B, 1) labels or class indices, or (B, K) values.
        layers: The computing layers in the order of the forward pass; backward it is the reverse.
        probabilities: (B, K) what the loss makes of logits, σ(f) or softmax(f); (B, 0) of a loss that takes none.
        loss: L, the mean over the mini-batch, without penalty.
        input_gradient: G⁽⁰⁾ = ∂L/∂X (B, D).
    """

    rows: IntArray
    input_layer: LayerId
    inputs: FloatArray
    targets: FloatArray
    layers: tuple[LayerTrace, ...]
    probabilities: FloatArray
    loss: float
    input_gradient: FloatArray

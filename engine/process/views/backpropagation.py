"""Backpropagation through one mini-batch, with every matrix that occurs in it."""

import msgspec

from engine.arrays import FloatArray, IntArray
from engine.network.model import LayerId
from engine.network.optimizers import OptimizerState
from engine.project.settings import TrainingSettings


class WeightPlace(msgspec.Struct, frozen=True):
    """One entry of ∂L/∂W⁽ˡ,ˢ⁾.

    Attributes:
        source: s.
        layer: l.
        row: The neuron of l, from 0.
        column: The neuron of s, from 0.
    """

    source: LayerId
    layer: LayerId
    row: int
    column: int


class BackpropagationRequest(msgspec.Struct, frozen=True, eq=False, tag=True):
    """Which mini-batch is gone through, and from where the update that it leads to goes on.

    Attributes:
        sample: A row of the data set, alone; None for the mini-batch that the run takes next.
        step: Mini-batches that the run has taken.
        epoch: Whole epochs that it has finished.
        mini_batch: Mini-batches taken of the epoch under way.
        optimizer_state: What the optimizer remembers of the run; None for nothing.
        weight: The entry of a ∂L/∂W whose paths are wanted; None for none.
        training: How the run went on from there; None for how it would now.
    """

    sample: int | None = None
    step: int = 0
    epoch: int = 0
    mini_batch: int = 0
    optimizer_state: OptimizerState | None = None
    weight: WeightPlace | None = None
    training: TrainingSettings | None = None


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


class Backpropagation(msgspec.Struct, frozen=True, eq=False):
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


class WeightPath(msgspec.Struct, frozen=True, eq=False):
    """One way on which a weight acts on the loss: from the neuron that it leads to, up to an output.

    Attributes:
        neurons: The neurons that it leads through, the weight's own target first, an output last.
        slopes: g′(a) of each of them for the sample.
        weights: The weights between each and the next, one fewer.
        output_gradient: ∂L/∂f of the output where it ends.
        product: h · g′(a) · w · g′(a) · … · ∂L/∂f, its share of the entry; h is the activation that the weight reads.
    """

    neurons: tuple[tuple[LayerId, int], ...]
    slopes: tuple[float, ...]
    weights: tuple[float, ...]
    output_gradient: float
    product: float


class WeightPaths(msgspec.Struct, frozen=True, eq=False):
    """What an entry of ∂L/∂W is the sum of: ∂L/∂w = Σ_b δ_b h_b over the samples, and each term a sum over paths.

    Attributes:
        place: Which entry.
        value: The entry.
        shares: (B,) δ_b h_b of each sample of the mini-batch.
        deltas: (B,) δ_b = ∂L/∂a of the weight's target neuron, which all of its weights share.
        activations: (B,) h_b.
        sample: Whose paths are told: the place in the mini-batch of the sample with the largest share.
        paths: The paths with the largest products, the largest first; those that no gradient passes are left out.
        path_count: How many paths there are.
    """

    place: WeightPlace
    value: float
    shares: FloatArray
    deltas: FloatArray
    activations: FloatArray
    sample: int
    paths: tuple[WeightPath, ...]
    path_count: int


class UpdateTerm(msgspec.Struct, frozen=True, eq=False):
    """One quantity of an update, for every parameter.

    Attributes:
        symbol: θ, g, v, m, s, m̂, v̂, d or θ′, the parameter after the update; “former v” and so on for what the
            optimizer remembered before it.
        weights: As the network's connections, in their order: (H, H_s).
        biases: As its layers: (H,).
    """

    symbol: str
    weights: tuple[FloatArray, ...]
    biases: tuple[FloatArray, ...]


class Update(msgspec.Struct, frozen=True, eq=False):
    """How the gradient of a mini-batch moves the parameters: θ ← rθ − αd.

    Attributes:
        terms: In the order in which they are computed; the first is θ, the last θ′. Where training leaves a parameter
            alone its g and d are 0, and θ′ is θ.
        learning_rate: α of this update.
        remaining: r of the weights that training may change; of biases r is 1.
        clip_factor: What the gradient is multiplied by, 1 where it is not clipped.
        number: t, which update of the optimizer it is, from 1.
        loss: L of the mini-batch after the update, without penalty.
        penalty: λ₁Σ|w| + λ₂/2 Σw² before the update, which training adds to L.
    """

    terms: tuple[UpdateTerm, ...]
    learning_rate: float
    remaining: float
    clip_factor: float
    number: int
    loss: float
    penalty: float


class BackpropagationTrace(msgspec.Struct, frozen=True, eq=False, tag=True):
    """A mini-batch gone through, forward, backward and to the update that comes of it.

    Of matrices larger than that, the first `MOST_ENTRIES` rows and columns are here.

    Attributes:
        request: What was asked for.
        passes: Forward and backward.
        batch_size: B.
        update: What comes of it.
        largest_difference: The largest absolute difference of an entry of a gradient from autograd's, both in float64;
            None while autograd is not loaded.
        paths: Of the entry asked for; None where none was.
        drops_out: Whether the run itself leaves out neurons by chance, which is not done here.
    """

    request: BackpropagationRequest
    passes: Backpropagation
    batch_size: int
    update: Update
    largest_difference: float | None
    paths: WeightPaths | None
    drops_out: bool


MOST_ENTRIES = 200

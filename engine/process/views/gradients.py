"""How large the gradient is, layer by layer, and what is the matter with it."""

import msgspec

from engine.arrays import FloatArray
from engine.network.model import LayerId, Parameters


class GradientNormsRequest(msgspec.Struct, frozen=True, eq=False, tag=True):
    """The gradient over the training samples, or over so many of them."""

    most_samples: int = 1000


class GradientCourseRequest(msgspec.Struct, frozen=True, eq=False, tag=True):
    """The gradient at moments of a run.

    Attributes:
        steps: The moments' steps.
        parameters: The network's parameters at each of them.
        most_samples: As in `GradientNormsRequest`.
    """

    steps: tuple[int, ...]
    parameters: tuple[Parameters, ...]
    most_samples: int = 1000


class GradientFinding(msgspec.Struct, frozen=True, eq=False):
    """Something that keeps a layer from learning.

    Attributes:
        subject: “not_finite”, “blocked”, “dead”, “saturated”, “vanishing”, “exploding” or “large_step”.
        layer: Where.
        neurons: Which neurons, from 0; () for the whole layer.
        sentence: What is the matter, why, and what to try.
    """

    subject: str
    layer: LayerId
    neurons: tuple[int, ...]
    sentence: str


class GradientNorms(msgspec.Struct, frozen=True, eq=False, tag=True):
    """The sizes of gradient and weights in each computing layer, in the order of the forward pass.

    All matrices into a layer are taken together. ‖·‖ is the Euclidean norm of the entries that training changes: of no
    removed edges and no frozen parameters. What has overflowed is infinite or NaN.

    Attributes:
        request: What was asked for.
        layers: L of them.
        weight_norms: ‖W⁽ˡ⁾‖ (L,).
        weight_gradient_norms: ‖∂L/∂W⁽ˡ⁾‖ (L,).
        bias_gradient_norms: ‖∂L/∂b⁽ˡ⁾‖ (L,).
        mean_gradients: The root mean square of ∂L/∂W⁽ˡ⁾ over these edges (L,), which layers of different widths can be
            compared by.
        update_ratios: α‖∂L/∂W⁽ˡ⁾‖ / ‖W⁽ˡ⁾‖ (L,): by which part of their size one step of plain gradient descent changes
            the weights. Around 0.001 is usual; NaN where all weights are 0, or none are learnt.
        loss: L over these samples, without penalty.
        shown: How many samples the gradient is a mean over.
        sample_count: How many there are.
        findings: What is the matter, the gravest first; () if nothing is.
    """

    request: GradientNormsRequest
    layers: tuple[LayerId, ...]
    weight_norms: FloatArray
    weight_gradient_norms: FloatArray
    bias_gradient_norms: FloatArray
    mean_gradients: FloatArray
    update_ratios: FloatArray
    loss: float
    shown: int
    sample_count: int
    findings: tuple[GradientFinding, ...]


class GradientCourse(msgspec.Struct, frozen=True, eq=False, tag=True):
    """The gradient at moments of a run.

    Attributes:
        steps: The moments' steps.
        norms: What was measured at each of them.
    """

    steps: tuple[int, ...]
    norms: tuple[GradientNorms, ...]

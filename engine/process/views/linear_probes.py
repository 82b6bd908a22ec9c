"""How well a linear model does on each layer's activations: how separable the classes are there."""

import msgspec

from engine.network.model import LayerId


class LinearProbesRequest(msgspec.Struct, frozen=True, eq=False, tag=True):
    """Which layers are probed.

    Attributes:
        layers: Some; () for all, the input layer among them.
        most_samples: At most so many samples of each part are looked at; fewer to fit layers of more than 100 neurons.
    """

    layers: tuple[LayerId, ...] = ()
    most_samples: int = 1000


class LinearProbe(msgspec.Struct, frozen=True, eq=False):
    """How well a linear model does on one layer's h⁽ˡ⁾.

    Attributes:
        layer: The layer.
        training: The measure on the training samples that it was fitted to.
        validation: On the validation part; None where there is none.
        fitted: How many training samples it was fitted to.
    """

    layer: LayerId
    training: float
    validation: float | None
    fitted: int


class LinearProbes(msgspec.Struct, frozen=True, eq=False, tag=True):
    """Linear probes of several layers.

    Attributes:
        request: What was asked for.
        measure: “accuracy” for classes, the share classified rightly by logistic regression; “r2” for a regression,
            R² of linear least squares. A key of `engine.network.metrics.METRICS`.
        baseline: The measure of what looks at nothing: of the class with most training samples, or of their mean, 0.
        probes: In the order of the forward pass.
        training_count: How many training samples there are.
        validation_count: How many validation samples there are.
    """

    request: LinearProbesRequest
    measure: str
    baseline: float
    probes: tuple[LinearProbe, ...]
    training_count: int
    validation_count: int

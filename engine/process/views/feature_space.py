"""A layer's samples before and after its activation function, in the few coordinates that are shown."""

import msgspec

from engine.arrays import FloatArray, IntArray
from engine.network.model import LayerId
from engine.process.pictures import BoundaryRequest
from engine.process.views.hyperplanes import Hyperplanes
from engine.process.views.projection import Projection


class FeatureSpaceRequest(msgspec.Struct, frozen=True, eq=False, tag=True):
    """What is to be seen of a layer's space.

    Attributes:
        layer: The layer.
        neurons: The 1 to 3 neurons along the axes; () for principal components, or, in a layer of no more neurons than
            `dimensions`, for all of its neurons as they are.
        dimensions: How many coordinates where no neurons are chosen, 1 to 3.
        grid: The part of the input plane whose grid is carried along, its resolution the lines along each axis; None
            for no grid.
        points_per_line: How finely its lines bend, 2 … 501.
        compares_outputs: Whether the outputs say a class by which of them is largest (several classes).
        most_samples: At most so many samples of each part are shown.
        shows_validation: Whether the validation samples are shown, too.
        mark: (D,) an x whose place is given, too, be it a sample or not; None for none.
    """

    layer: LayerId
    neurons: tuple[int, ...] = ()
    dimensions: int = 2
    grid: BoundaryRequest | None = None
    points_per_line: int = 49
    compares_outputs: bool = False
    most_samples: int = 2000
    shows_validation: bool = False
    mark: FloatArray | None = None


class FeaturePoints(msgspec.Struct, frozen=True, eq=False):
    """A layer's values in the coordinates shown.

    Attributes:
        projection: What is shown of the layer's space.
        samples: (n + m, d): n training samples, then m validation samples.
        grid: (L, P, d), the L lines of the input plane's grid; L = 0 where none was asked for.
        mark: (1, d), the place of the x marked; (0, d) where none was asked for.
    """

    projection: Projection
    samples: FloatArray
    grid: FloatArray
    mark: FloatArray


class FeatureSpace(msgspec.Struct, frozen=True, eq=False, tag=True):
    """A layer's samples before and after its activation function.

    Attributes:
        request: What was asked for.
        pre_activation: In a⁽ˡ⁾; of an input layer the samples themselves.
        activation: In h⁽ˡ⁾. Where principal components are shown, each is another one here; their signs are such that
            neither faces away from its counterpart in a⁽ˡ⁾.
        rows: (n,) which of the training samples these are, ascending.
        validation_rows: (m,) which of the validation samples; none where they are not asked for.
        outputs: (n + m, K), f(x) of each sample shown.
        sample_count: How many training samples there are; more than n where only some are shown.
        hyperplanes: Of every layer that reads this one, in the coordinates of `activation`. Where outputs are compared,
            those of the output layer part two classes each; the output layer itself has such lines too, in its own h.
    """

    request: FeatureSpaceRequest
    pre_activation: FeaturePoints
    activation: FeaturePoints
    rows: IntArray
    validation_rows: IntArray
    outputs: FloatArray
    sample_count: int
    hyperplanes: tuple[Hyperplanes, ...]

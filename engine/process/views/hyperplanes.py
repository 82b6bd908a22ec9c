"""Where neurons' pre-activations are 0: hyperplanes of the space that they read."""

import msgspec

from engine.arrays import FloatArray, IntArray
from engine.network.model import LayerId
from engine.process.views.projection import Projection


class Hyperplanes(msgspec.Struct, frozen=True, eq=False):
    """Hyperplanes of a layer's space, as far as they are seen in what is shown of it: n·u + c = 0.

    u are the shown coordinates, u = B(h − o) as in `Projection`. A neuron j that reads h has there the hyperplane
    w·h + r = 0, and it meets the shown part {o + Bᵀu} of the space in n = Bw, c = w·o + r. Where a layer's outputs are
    compared, what separates class j from class k is a_j = a_k: then w = w_j − w_k and r = r_j − r_k, and class j is
    on the side that n points to, if of these two.

    Attributes:
        layer: The layer whose neurons they are.
        source: The layer whose space it is.
        neurons: (m,) j of each.
        against: (m,) k of each where classes are compared; else −1.
        normals: n (m, d), pointing to where the pre-activation grows (a_j − a_k); in units of a per unit of u. It is 0
            where the neuron reads nothing of what is shown: then there is nothing to draw.
        offsets: c (m,).
        is_exact: Whether the lines are the hyperplanes themselves: all of the layer's space is shown, and the neurons
            read nothing else. Otherwise it is a section: neurons that are not shown, and other layers that are read
            (skip connections), are held at their mean over the samples.
    """

    layer: LayerId
    source: LayerId
    neurons: IntArray
    against: IntArray
    normals: FloatArray
    offsets: FloatArray
    is_exact: bool


class NeuronLinesRequest(msgspec.Struct, frozen=True, eq=False, tag=True):
    """Which neurons' own lines a = 0, in the space that they read.

    Attributes:
        layer: Whose neurons; a computing layer.
        x_range: Lowest and highest of the first shown coordinate: lines are clipped to this box.
        y_range: Of the second.
        source: Which of the layers it reads; None for the first.
        shown: Two neurons of that layer to show; () for its first two, or the only one.
    """

    layer: LayerId
    x_range: tuple[float, float]
    y_range: tuple[float, float]
    source: LayerId | None = None
    shown: tuple[int, ...] = ()


class NeuronLines(msgspec.Struct, frozen=True, eq=False, tag=True):
    """Neurons' own lines a = 0.

    Attributes:
        request: What was asked for.
        projection: What is shown of the space.
        hyperplanes: The lines as equations.
        segments: (m, 2, 2): where each line enters and leaves the box, (x, y); NaN where it doesn't meet it. In a space
            of one neuron the line is a point x, drawn from the bottom to the top of the box.
        unit_normals: (m, 2) of length 1, pointing to where a grows; 0 where there is no line.
    """

    request: NeuronLinesRequest
    projection: Projection
    hyperplanes: Hyperplanes
    segments: FloatArray
    unit_normals: FloatArray

"""What a neuron shows: one of several faces, each a number with its colour, or a picture."""

from collections.abc import Callable, Mapping, Sequence

import msgspec
from PySide6.QtGui import QImage

from engine.arrays import Float32Array, FloatArray
from engine.network.model import LayerId
from engine.process.pictures import BoundaryRequest, NeuronFields, NeuronGroup, NeuronHistograms, NeuronPicturesRequest
from gui.theme import Theme
from gui.theme.scales import RgbaArray

Pictures = Mapping[LayerId, Mapping[int, QImage]]


class NeuronContent(msgspec.Struct, frozen=True, eq=False):
    """What is known of a layer's H neurons.

    Attributes:
        bias: float64 (H,), or (0,) where they have none.
        activation: float64 (H,) for the selected sample, or None.
        pre_activation: Likewise; None also where a layer computes none.
        start_bias: float64 (H,), what the biases were when the run began, or None where there was none.
        pixels: float64 (H,) in 0 … 1, how much ink is in each where the neurons are the pixels of an image, or None.
    """

    bias: FloatArray
    activation: FloatArray | None = None
    pre_activation: FloatArray | None = None
    start_bias: FloatArray | None = None
    pixels: FloatArray | None = None


class PictureWish(msgspec.Struct, frozen=True, eq=False):
    """What pictures may be asked for.

    Attributes:
        groups: The neurons drawn large enough for a picture.
        plane: The part of the input plane that the boundary plot shows.
    """

    groups: Sequence[NeuronGroup]
    plane: BoundaryRequest


class OutputColors(msgspec.Struct, frozen=True, eq=False):
    """How the boundary plot colours the outputs of the network.

    Attributes:
        layer: The output layer.
        count: K, how many neurons it has.
        colors: Gives the colours of each of them, uint8 (K, rows, columns, 4), for outputs (rows, columns, K).
    """

    layer: LayerId
    count: int
    colors: Callable[[Float32Array], RgbaArray]


class PictureLook(msgspec.Struct, frozen=True, eq=False):
    """What pictures are painted with.

    Attributes:
        theme: Its colours.
        output: Those of the output layer, where they have a meaning.
    """

    theme: Theme
    output: OutputColors | None = None


class PictureKind(msgspec.Struct, frozen=True, eq=False):
    """Pictures that the engine computes.

    Attributes:
        request: Gives what to ask for.
        paint: Makes images of the answer, None where it answers another question.
    """

    request: Callable[[PictureWish], NeuronPicturesRequest]
    paint: Callable[[NeuronFields | NeuronHistograms, PictureLook], Pictures | None]


class NeuronFace(msgspec.Struct, frozen=True, eq=False):
    """One way for a neuron to look.

    Attributes:
        name: As in `engine.project.display.NEURON_FACES`.
        label: What a menu calls it.
        help: One sentence.
        numbers: Gives what colours each neuron and is written on it, float64 (H,), or None where it is unknown. Where
            there is a picture it colours those too small for one.
        picture: The picture shown instead of the number, or None.
        symbol: What the numbers are called in a formula.
        writes_bias: Whether the bias stands beneath.
        is_activation: Whether the numbers are activations, whose function may bound them.
    """

    name: str
    label: str
    help: str
    numbers: Callable[[NeuronContent], FloatArray | None]
    picture: PictureKind | None = None
    symbol: str = "h"
    writes_bias: bool = True
    is_activation: bool = True

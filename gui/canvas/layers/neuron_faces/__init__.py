"""What neurons show: the registry of their faces."""

from collections.abc import Mapping

from engine.arrays import FloatArray
from gui.canvas.layers.neuron_faces.face import (
    NeuronContent,
    NeuronFace,
    OutputColors,
    PictureKind,
    PictureLook,
    Pictures,
    PictureWish,
)
from gui.canvas.layers.neuron_faces.histogram_pictures import HISTOGRAM_PICTURES
from gui.canvas.layers.neuron_faces.response_pictures import RESPONSE_PICTURES

__all__ = [
    "NEURON_FACES",
    "NeuronContent",
    "NeuronFace",
    "OutputColors",
    "PictureKind",
    "PictureLook",
    "PictureWish",
    "Pictures",
]


def _activation(content: NeuronContent) -> FloatArray | None:
    return content.activation


def _bias(content: NeuronContent) -> FloatArray | None:
    return content.bias if content.bias.size else None


NEURON_FACES: Mapping[str, NeuronFace] = {
    face.name: face
    for face in (
        NeuronFace("value", "Value", "Each neuron shows its activation for the selected sample", _activation),
        NeuronFace(
            "response",
            "Response",
            "Each neuron shows its activation over the plane of the boundary plot",
            _activation,
            picture=RESPONSE_PICTURES,
        ),
        NeuronFace(
            "bias", "Bias", "Each neuron shows its bias", _bias, symbol="b", writes_bias=False, is_activation=False
        ),
        NeuronFace(
            "histogram",
            "Histogram",
            "Each neuron shows how its activations spread over the training samples",
            _activation,
            picture=HISTOGRAM_PICTURES,
        ),
    )
}

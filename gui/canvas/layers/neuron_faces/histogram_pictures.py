"""The histogram of a neuron's activations over the training samples, as a small picture."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage

from engine.arrays import FloatArray, IntArray
from engine.process.pictures import NeuronFields, NeuronHistograms, NeuronHistogramsRequest, NeuronPicturesRequest
from gui.canvas.layers.neuron_faces.face import PictureKind, PictureLook, Pictures, PictureWish
from gui.theme import Theme

BINS = 15
BAR_PX, GAP_PX = 5, 1
MARGIN_PX = 7
SIDE_PX = BINS * (BAR_PX + GAP_PX) - GAP_PX + 2 * MARGIN_PX
FULL_COLOR_ACTIVATION = 1.0

Rgba = NDArray[np.uint8]


def _request(wish: PictureWish) -> NeuronPicturesRequest:
    return NeuronHistogramsRequest(groups=tuple(wish.groups), bins=BINS)


def _paint(answer: NeuronFields | NeuronHistograms, look: PictureLook) -> Pictures | None:
    if not isinstance(answer, NeuronHistograms):
        return None
    return {
        group.layer: {
            index: histogram_image(edges, row, look.theme) for index, row in zip(group.neurons, counts, strict=True)
        }
        for group, edges, counts in zip(answer.request.groups, answer.edges, answer.counts, strict=True)
    }


def histogram_image(edges: FloatArray, counts: IntArray, theme: Theme) -> QImage:
    """Give the picture of a histogram: bars from left to right, each in the colour of the values it counts.

    Heights go with the root of the counts: beside the zeros of a ReLU all else would be too low to be seen. The bar
    that counts zero has the colour of muted text, as that of zero is hardly another than the ground.
    """
    bins = len(counts)
    ground = QColor(theme.palette.neuron_fill)
    pixels = np.empty((SIDE_PX, bins * (BAR_PX + GAP_PX) - GAP_PX + 2 * MARGIN_PX, 4), np.uint8)
    pixels[:] = (ground.red(), ground.green(), ground.blue(), 255)
    colors = theme.signed_rgba((edges[:-1] + edges[1:]) / 2, FULL_COLOR_ACTIVATION)
    muted = QColor(theme.palette.text_muted)
    colors[(edges[:-1] <= 0) & (edges[1:] > 0)] = (muted.red(), muted.green(), muted.blue(), 255)
    tallest = max(int(counts.max(initial=0)), 1)
    for number, count in enumerate(counts.tolist()):
        height = int(np.ceil(np.sqrt(count / tallest) * (SIDE_PX - 2 * MARGIN_PX)))
        left, bottom = MARGIN_PX + number * (BAR_PX + GAP_PX), SIDE_PX - MARGIN_PX
        pixels[bottom - height : bottom, left : left + BAR_PX] = colors[number]
    return _image(pixels)


def _image(pixels: Rgba) -> QImage:
    height, width = pixels.shape[:2]
    # The copy owns its pixels; the array may go.
    return QImage(pixels.tobytes(), width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()


HISTOGRAM_PICTURES = PictureKind(_request, _paint)

"""A neuron's response over the input plane, as a small picture in orange and blue."""

import numpy as np
from PySide6.QtGui import QImage

from engine.process.messages import (
    BoundaryRequest,
    Float32Array,
    NeuronFields,
    NeuronFieldsRequest,
    NeuronHistograms,
    NeuronPicturesRequest,
)
from gui.canvas.layers.neuron_faces.face import PictureKind, Pictures, PictureWish
from gui.theme import Theme

RESOLUTION = 28
LEAST_FULL_ACTIVATION = 1.0


def _request(wish: PictureWish) -> NeuronPicturesRequest:
    plane = wish.plane
    coarse = BoundaryRequest(plane.inputs, plane.x_range, plane.y_range, RESOLUTION, plane.held)
    return NeuronFieldsRequest(plane=coarse, groups=tuple(wish.groups))


def _paint(answer: NeuronFields | NeuronHistograms, theme: Theme) -> Pictures | None:
    if not isinstance(answer, NeuronFields):
        return None
    return {
        group.layer: {index: field_image(field, theme) for index, field in zip(group.neurons, fields, strict=True)}
        for group, fields in zip(answer.request.groups, answer.fields, strict=True)
    }


def field_image(field: Float32Array, theme: Theme) -> QImage:
    """Give the picture of a response (rows, columns), its first row lowest.

    Full colour is at ±1, as where neurons show their values, or at the largest magnitude where that is larger: what
    grows without bound, such as ReLU, would else be all of one colour.
    """
    finite = np.abs(field[np.isfinite(field)])
    largest = max(float(finite.max(initial=0.0)), LEAST_FULL_ACTIVATION)
    pixels = np.ascontiguousarray(theme.field_rgba(field[::-1], largest))
    rows, columns = field.shape
    # The copy owns its pixels; the array may go.
    return QImage(pixels.tobytes(), columns, rows, 4 * columns, QImage.Format.Format_RGBA8888).copy()


RESPONSE_PICTURES = PictureKind(_request, _paint)

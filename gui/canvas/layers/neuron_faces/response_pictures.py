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


def _request(wish: PictureWish) -> NeuronPicturesRequest:
    plane = wish.plane
    coarse = BoundaryRequest(plane.inputs, plane.x_range, plane.y_range, RESOLUTION, plane.held)
    return NeuronFieldsRequest(plane=coarse, groups=tuple(wish.groups))


def _paint(answer: NeuronFields | NeuronHistograms, theme: Theme) -> Pictures | None:
    if not isinstance(answer, NeuronFields):
        return None
    return {
        group.layer: dict(zip(group.neurons, field_images(fields, theme), strict=True))
        for group, fields in zip(answer.request.groups, answer.fields, strict=True)
    }


def field_images(fields: Float32Array, theme: Theme) -> list[QImage]:
    """Give the pictures of a layer's responses (neurons, rows, columns), the first row of each lowest.

    Full colour is at the largest magnitude seen in the layer: against ±1 the small responses of an untrained network
    would be all but blank, and what grows without bound, such as ReLU, all of one colour.
    """
    largest = float(np.abs(fields[np.isfinite(fields)]).max(initial=0.0))
    pixels = np.ascontiguousarray(theme.field_rgba(fields[:, ::-1], largest))
    rows, columns = fields.shape[1:]
    # The copies own their pixels; the array may go.
    return [
        QImage(picture.tobytes(), columns, rows, 4 * columns, QImage.Format.Format_RGBA8888).copy()
        for picture in pixels
    ]


RESPONSE_PICTURES = PictureKind(_request, _paint)

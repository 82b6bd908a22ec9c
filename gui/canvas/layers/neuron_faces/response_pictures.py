"""A neuron's response over the input plane, as a small picture: in orange and blue, outputs as the boundary plot."""

import numpy as np
from PySide6.QtGui import QImage

from engine.arrays import Float32Array
from engine.process.pictures import (
    BoundaryRequest,
    NeuronFields,
    NeuronFieldsRequest,
    NeuronGroup,
    NeuronHistograms,
    NeuronPicturesRequest,
)
from gui.canvas.layers.neuron_faces.face import PictureKind, PictureLook, Pictures, PictureWish
from gui.theme import Theme
from gui.theme.scales import RgbaArray

RESOLUTION = 28


def _request(wish: PictureWish) -> NeuronPicturesRequest:
    plane = wish.plane
    coarse = BoundaryRequest(plane.inputs, plane.x_range, plane.y_range, RESOLUTION, plane.held)
    return NeuronFieldsRequest(plane=coarse, groups=tuple(wish.groups))


def _paint(answer: NeuronFields | NeuronHistograms, look: PictureLook) -> Pictures | None:
    if not isinstance(answer, NeuronFields):
        return None
    return {
        group.layer: dict(zip(group.neurons, _images(_colors(group, fields, look)), strict=True))
        for group, fields in zip(answer.request.groups, answer.fields, strict=True)
    }


def _colors(group: NeuronGroup, fields: Float32Array, look: PictureLook) -> RgbaArray:
    """Colour responses (neurons, rows, columns): those of all outputs as the boundary plot does."""
    output = look.output
    if output is not None and (group.layer, len(fields)) == (output.layer, output.count):
        return output.colors(np.moveaxis(fields, 0, -1))
    return response_colors(fields, look.theme)


def response_colors(fields: Float32Array, theme: Theme) -> RgbaArray:
    """Colour a layer's responses (neurons, rows, columns).

    Full colour is at the largest magnitude seen in the layer: against ±1 the small responses of an untrained network
    would be all but blank, and what grows without bound, such as ReLU, all of one colour.
    """
    return theme.field_rgba(fields, float(np.abs(fields[np.isfinite(fields)]).max(initial=0.0)))


def _images(colors: RgbaArray) -> list[QImage]:
    """Give pictures of colours (neurons, rows, columns, 4), the first row of each lowest."""
    pixels = np.ascontiguousarray(colors[:, ::-1])
    rows, columns = pixels.shape[1:3]
    # The copies own their pixels; the array may go.
    return [
        QImage(picture.tobytes(), columns, rows, 4 * columns, QImage.Format.Format_RGBA8888).copy()
        for picture in pixels
    ]


RESPONSE_PICTURES = PictureKind(_request, _paint)

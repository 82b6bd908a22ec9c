"""Which layers are folded, and which hold images: what decides the form each is laid out in."""

import math

import msgspec

from engine.network.kinds import layer_kind
from engine.network.model import Layer, LayerId
from engine.project.settings import ViewSettings
from gui.canvas.layers.fold import NEURON_RADIUS, Form, ImageShape, forms_of_width
from gui.canvas.layers.geometry import LayerGeometry, layer_geometry

LEAST_SQUARE = 64  # inputs; as many as are the pixels of a square picture are taken for one


class LayerForms(msgspec.Struct, frozen=True):
    """What is known of the form of layers beyond their width.

    Attributes:
        folded: Layers that a person folded.
        unfolded: Layers that a person unfolded.
        columns: Layers that a person unfolded into a column; all others are as suits their width.
        image_shape: Height and width of the sample that flows in, where it is an image.
        radius: Of a neuron's circle where it has all the room it wants.
    """

    folded: frozenset[LayerId] = frozenset()
    unfolded: frozenset[LayerId] = frozenset()
    columns: frozenset[LayerId] = frozenset()
    image_shape: ImageShape | None = None
    radius: float = NEURON_RADIUS

    def geometry(self, layer: Layer) -> LayerGeometry:
        """Lay out a layer."""
        return layer_geometry(layer.width, self._wanted(layer), self._image_shape(layer), self.radius)

    def forms_of(self, layer: Layer) -> tuple[Form, ...]:
        """Give the forms that a layer can have, in the order in which a person goes through them."""
        return forms_of_width(layer.width, self._image_shape(layer))

    def _wanted(self, layer: Layer) -> Form | None:
        chosen = {Form.FOLDED: self.folded, Form.GRID: self.unfolded, Form.COLUMN: self.columns}
        return next((form for form, layers in chosen.items() if layer.id in layers), None)

    def _image_shape(self, layer: Layer) -> ImageShape | None:
        if layer_kind(layer.kind).takes_sources:
            return None
        if self.image_shape is not None and math.prod(self.image_shape) == layer.width:
            return self.image_shape
        side = math.isqrt(layer.width)
        return (side, side) if side * side == layer.width >= LEAST_SQUARE else None


def forms_of(view: ViewSettings, image_shape: ImageShape | None, radius: float) -> LayerForms:
    """Give the forms that a project's view asks for."""
    folded, unfolded, columns = map(frozenset, (view.folded_layers, view.unfolded_layers, view.column_layers))
    return LayerForms(folded, unfolded, columns, image_shape, radius)

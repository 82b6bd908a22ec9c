"""Which layers are folded, and which hold images: what decides the form each is laid out in."""

import math

import msgspec

from engine.network.kinds import layer_kind
from engine.network.model import Layer, LayerId
from engine.project.settings import ViewSettings
from gui.canvas.layers.fold import NEURON_RADIUS, ImageShape
from gui.canvas.layers.geometry import LayerGeometry, layer_geometry

LEAST_SQUARE = 64  # inputs; as many as are the pixels of a square picture are taken for one


class LayerForms(msgspec.Struct, frozen=True):
    """What is known of the form of layers beyond their width.

    Attributes:
        folded: Layers that a person folded.
        unfolded: Layers that a person unfolded; all others are as suits their width.
        image_shape: Height and width of the sample that flows in, where it is an image.
        radius: Of a neuron's circle where it has all the room it wants.
    """

    folded: frozenset[LayerId] = frozenset()
    unfolded: frozenset[LayerId] = frozenset()
    image_shape: ImageShape | None = None
    radius: float = NEURON_RADIUS

    def geometry(self, layer: Layer) -> LayerGeometry:
        """Lay out a layer."""
        is_folded = True if layer.id in self.folded else False if layer.id in self.unfolded else None
        return layer_geometry(layer.width, is_folded, self._image_shape(layer), self.radius)

    def _image_shape(self, layer: Layer) -> ImageShape | None:
        if layer_kind(layer.kind).takes_sources:
            return None
        if self.image_shape is not None and math.prod(self.image_shape) == layer.width:
            return self.image_shape
        side = math.isqrt(layer.width)
        return (side, side) if side * side == layer.width >= LEAST_SQUARE else None


def forms_of(view: ViewSettings, image_shape: ImageShape | None, radius: float) -> LayerForms:
    """Give the forms that a project's view asks for."""
    return LayerForms(frozenset(view.folded_layers), frozenset(view.unfolded_layers), image_shape, radius)

"""The room that layers take on the canvas, in the engine's words: what arranging, aligning and pasting work with."""

from PySide6.QtCore import QRectF

from engine.network.layout.boxes import Box, Extent
from engine.network.model import Layer, LayerId
from gui.canvas.layers.geometry import layer_geometry
from gui.canvas.scene import NetworkScene


def shown_extents(scene: NetworkScene) -> dict[LayerId, Extent]:
    """Give how far the panel of every layer shown reaches from the layer's position."""
    return {layer.id: _extent(scene.layer_view(layer.id).geometry.panel) for layer in scene.network.layers}


def shown_boxes(scene: NetworkScene) -> dict[LayerId, Box]:
    """Give the room that every layer shown takes where it belongs."""
    extents = shown_extents(scene)
    return {layer.id: extents[layer.id].at(layer.position) for layer in scene.network.layers}


def extent_of_new(layer: Layer) -> Extent:
    """Give how far the panel of a layer that is not shown yet will reach, if nobody folds or unfolds it."""
    return _extent(layer_geometry(layer.width).panel)


def _extent(panel: QRectF) -> Extent:
    return Extent(-panel.left(), -panel.top(), panel.right(), panel.bottom())

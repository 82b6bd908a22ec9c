"""Where items of the canvas are on the screen."""

from PySide6.QtCore import QRect, QRectF

from gui.canvas.canvas import NetworkCanvas
from gui.canvas.layers.geometry import LayerPart
from gui.canvas.scene import NetworkScene
from gui.selection import Item, LayerItem


def place_in_scene(scene: NetworkScene, item: Item, part: LayerPart | None = None) -> QRectF:
    """Give where an item, or a part of a layer's panel, is in the scene; its centre hits it."""
    if part is None:
        return scene.places.rect_of(item)
    assert isinstance(item, LayerItem)
    return scene.layer_view(item.layer).part_rect(part)


def place_on_screen(canvas: NetworkCanvas, item: Item, part: LayerPart | None = None) -> QRect:
    """Give where an item, or a part of a layer's panel, is on the screen; its centre hits it."""
    rect = canvas.mapFromScene(place_in_scene(canvas.network_scene, item, part)).boundingRect()
    return QRect(canvas.viewport().mapToGlobal(rect.topLeft()), rect.size())

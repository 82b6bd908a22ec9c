"""Where items of the canvas are on the screen."""

from PySide6.QtCore import QRect

from gui.canvas.canvas import NetworkCanvas
from gui.canvas.layers.geometry import LayerPart
from gui.selection import Item


def place_on_screen(canvas: NetworkCanvas, item: Item, part: LayerPart | None = None) -> QRect:
    """Give where an item, or a part of a layer's panel, is on the screen; its centre hits it."""
    rect = canvas.mapFromScene(canvas.network_scene.places.rect_of(item, part)).boundingRect()
    return QRect(canvas.viewport().mapToGlobal(rect.topLeft()), rect.size())

"""The drawing as something to paint: the scene's items in their order, without marks, grid and notes."""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem

from engine.errors import EngineError
from gui.canvas.scene import NetworkScene

MARGIN = 16.0


class Drawing:
    """What a canvas shows, whole, at the size it is seen in. Sizes are device-independent pixels.

    Args:
        scene: Holds what is drawn.
        zoom: Pixels in a scene unit; as on the screen, it also decides how much detail is drawn.
        is_transparent: Whether it has no ground of its own.

    Raises:
        EngineError: There is nothing to draw.
    """

    def __init__(self, scene: NetworkScene, zoom: float, *, is_transparent: bool = False) -> None:
        if not scene.network.layers:
            raise EngineError("The canvas is empty: there is nothing to draw.")
        self._scene = scene
        self._zoom = zoom
        self._content = scene.content_rect()
        self._ground = None if is_transparent else QColor(scene.canvas_style.background)

    @property
    def size(self) -> QSize:
        """Width and height."""
        width, height = (side * self._zoom + 2 * MARGIN for side in (self._content.width(), self._content.height()))
        return QSize(max(1, round(width)), max(1, round(height)))

    @property
    def ground(self) -> QColor | None:
        """The colour behind it, or None where it is transparent."""
        return self._ground

    def paint(self, painter: QPainter) -> None:
        """Paint all of it, its ground first."""
        if self._ground is not None:
            painter.fillRect(QRectF(0, 0, self.size.width(), self.size.height()), self._ground)
        for _title, paint in self.parts():
            paint(painter)

    def parts(self) -> Iterator[tuple[str, Callable[[QPainter], None]]]:
        """Give a name and what paints it for every part of the drawing, those behind first, without the ground."""
        titles = self._scene.item_titles()
        with self._scene.shown_whole():
            items = [item for item in self._scene.items(Qt.SortOrder.AscendingOrder) if item.isVisible()]
            for item in sorted(items, key=QGraphicsItem.zValue):  # without an index, Qt gives them as they were added
                yield titles.get(item, ""), partial(self._paint_item, item)

    def _paint_item(self, item: QGraphicsItem, painter: QPainter) -> None:
        option = QStyleOptionGraphicsItem()
        option.exposedRect = item.boundingRect()
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.translate(MARGIN, MARGIN)
        painter.scale(self._zoom, self._zoom)
        painter.translate(-self._content.topLeft())
        painter.setTransform(item.sceneTransform(), True)
        item.paint(painter, option, None)
        painter.restore()

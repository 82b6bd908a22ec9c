"""The drawing as something to paint: the scene's items in their order, without marks, grid and notes."""

from collections.abc import Callable, Iterator
from functools import partial

import msgspec
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem

from engine.errors import EngineError
from gui.canvas.canvas import NetworkCanvas
from gui.canvas.overlays.legend_drawing import LegendDrawing
from gui.canvas.overlays.legend_entries import picture_entries
from gui.canvas.scene import NetworkScene
from gui.canvas.style import CanvasStyle
from gui.theme import DARK, LIGHT

MARGIN = 16.0
# Without the last one images in a PDF are JPEGs, whose colours are wrong.
HINTS = (
    QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing | QPainter.RenderHint.LosslessImageRendering
)


class Extras(msgspec.Struct, frozen=True):
    """What is drawn besides the network.

    Attributes:
        has_ground: Whether the canvas's colour is behind it.
        has_legend: Whether its colours and widths are explained below; None for as on the canvas.
        has_controls: Whether layers show what can be pressed on the screen, rather than say the same in words.
        is_dark: Whether it is in dark colours; None for those of the screen.
    """

    has_ground: bool = True
    has_legend: bool | None = None
    has_controls: bool = True
    is_dark: bool | None = None


USUAL = Extras()


class Drawing:
    """What a canvas shows, whole, at the size it is seen in. Sizes are device-independent pixels.

    Args:
        canvas: Shows it; as on the screen, its zoom also decides how much detail is drawn.
        extras: What is drawn besides.

    Raises:
        EngineError: There is nothing to draw.
    """

    def __init__(self, canvas: NetworkCanvas, extras: Extras = USUAL) -> None:
        scene = canvas.network_scene
        if not scene.network.layers:
            raise EngineError("The canvas is empty: there is nothing to draw.")
        self._scene = scene
        self._zoom = canvas.navigation.zoom
        self._content = scene.places.content_rect()
        self._style = _style(scene.canvas_style, extras.is_dark)
        self._has_controls = extras.has_controls
        self._ground = QColor(self._style.background) if extras.has_ground else None
        has_legend = scene.display.legend if extras.has_legend is None else extras.has_legend
        self._legend = LegendDrawing(scene, picture_entries) if has_legend and scene.network.connections else None
        if self._legend is not None:
            self._legend.refresh()
        # Not more rows than on the canvas, however narrow the network is.
        self._legend_width = max(self._content.width() * self._zoom + 2 * MARGIN, canvas.legend.text_width)

    @property
    def size(self) -> QSize:
        """Width and height."""
        width, height = (round(side * self._zoom + 2 * MARGIN) for side in self._content.size().toTuple())
        if self._legend is None:
            return QSize(width, height)
        legend = self._legend.size_in(self._legend_width)
        return QSize(max(width, legend.width()), height + legend.height())

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
        titles = _titles(self._scene)
        with self._scene.shown_whole(self._style, has_controls=self._has_controls):
            items = [item for item in self._scene.items(Qt.SortOrder.AscendingOrder) if item.isVisible()]
            for item in sorted(items, key=QGraphicsItem.zValue):  # without an index, Qt gives them as they were added
                yield titles.get(item, ""), partial(self._paint_item, item)
            if self._legend is not None:
                yield "Legend", partial(self._paint_legend, self._legend)

    def _paint_item(self, item: QGraphicsItem, painter: QPainter) -> None:
        option = QStyleOptionGraphicsItem()
        option.exposedRect = item.boundingRect()
        painter.save()
        painter.setRenderHints(HINTS)
        painter.translate(round((self.size.width() - self._content.width() * self._zoom) / 2), MARGIN)
        painter.scale(self._zoom, self._zoom)
        painter.translate(-self._content.topLeft())
        painter.setTransform(item.sceneTransform(), True)
        item.paint(painter, option, None)
        painter.restore()

    def _paint_legend(self, legend: LegendDrawing, painter: QPainter) -> None:
        painter.save()
        painter.setRenderHints(HINTS)
        size = QSize(self.size.width(), legend.size_in(self._legend_width).height())
        painter.translate(0, self.size.height() - size.height())
        legend.paint_ground(painter, size)
        legend.paint(painter, self._legend_width)
        painter.restore()


def _style(shown: CanvasStyle, is_dark: bool | None) -> CanvasStyle:
    """Give the style for these colours, in the size of the one shown."""
    if is_dark is None or is_dark == shown.theme.is_dark:
        return shown
    return CanvasStyle((DARK if is_dark else LIGHT).scaled(shown.theme.scale))


def _titles(scene: NetworkScene) -> dict[QGraphicsItem, str]:
    """Name the items by what they show, for people who read the drawing."""
    network = scene.network
    titles = {item: layer.name for layer in network.layers for item in scene.layer_view(layer.id).items}
    for source, target in (connection.key for connection in network.connections):
        names = network.layer(source).name, network.layer(target).name
        titles[scene.connection_graphics((source, target))] = " → ".join(names)
    titles[scene.numbers] = scene.edges.quantity.label
    return titles

"""A matrix of coloured cells in a plot, each with sharp edges."""

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.drawn_as_shapes import is_drawn_as_shapes
from gui.theme.scales import RgbaArray

PIXELS_IN_FILES, MOST_PIXELS = 3, 4096  # for each of the screen's; along a side


class CellsItem(QGraphicsItem):
    """Draws colours as cells; they blend only along a side where they are smaller than a pixel."""

    def __init__(self) -> None:
        super().__init__()
        self._colors: RgbaArray = np.empty((0, 0, 4), dtype=np.uint8)
        self._image = QImage()
        self._rect = QRectF()

    def set_cells(self, colors: RgbaArray, rect: QRectF) -> None:
        """Show colours (rows, columns, 4) over a part of the plane, row 0 at its lowest y."""
        rows, columns = colors.shape[:2]
        self._colors = np.ascontiguousarray(colors)  # QImage borrows its memory
        self._image = QImage(self._colors.data, columns, rows, 4 * columns, QImage.Format.Format_RGBA8888)
        if rect != self._rect:
            self.prepareGeometryChange()
            self._rect = rect
        self.update()

    def boundingRect(self) -> QRectF:
        """Give the part of the plane that the cells cover."""
        return self._rect

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:  # noqa: ARG002
        """Draw the cells."""
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawImage(self._rect, self._sharp_image(painter))

    def _sharp_image(self, painter: QPainter) -> QImage:
        """Give the cells, those that share a pixel blended; in files so fine that no viewer blurs them."""
        is_file = is_drawn_as_shapes(painter)
        shown = painter.deviceTransform().mapRect(self._rect).size() * (PIXELS_IN_FILES if is_file else 1)
        pixels = shown.toSize().expandedTo(QSize(1, 1)).boundedTo(QSize(MOST_PIXELS, MOST_PIXELS))
        blended = self._image.size().boundedTo(pixels)
        image = self._image
        if blended != image.size():
            image = image.scaled(blended, mode=Qt.TransformationMode.SmoothTransformation)
        return image.scaled(pixels) if is_file else image

"""A matrix of coloured cells in a plot, each with sharp edges."""

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.theme.scales import RgbaArray


class CellsItem(QGraphicsItem):
    """Draws colours as cells; only where they are smaller than a pixel do they blend."""

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
        shown = painter.worldTransform().mapRect(self._rect)
        is_crowded = self._image.width() > shown.width() or self._image.height() > shown.height()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, is_crowded)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawImage(self._rect, self._image)

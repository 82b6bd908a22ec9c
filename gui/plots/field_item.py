"""A coloured image over a part of a plot's plane, one colour for each grid point."""

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.theme.scales import RgbaArray

Range = tuple[float, float]


class FieldItem(QGraphicsItem):
    """Draws colours given on a grid so that each one's pixel is centred on its grid point, blended in between.

    The outer pixels reach half a step beyond the grid, so an image of a grid over the visible range leaves no gap.
    """

    def __init__(self) -> None:
        super().__init__()
        self._colors: RgbaArray = np.empty((0, 0, 4), dtype=np.uint8)
        self._image = QImage()
        self._rect = QRectF()

    def set_field(self, colors: RgbaArray, x_range: Range, y_range: Range) -> None:
        """Show colours (rows, columns, 4), row 0 at the lowest y; the ranges are those of the grid points."""
        rows, columns = colors.shape[:2]
        self._colors = np.ascontiguousarray(colors)  # QImage borrows its memory
        self._image = QImage(self._colors.data, columns, rows, 4 * columns, QImage.Format.Format_RGBA8888)
        rect = _pixels_around(x_range, y_range, columns, rows)
        if rect != self._rect:
            self.prepareGeometryChange()
            self._rect = rect
        self.setVisible(True)
        self.update()

    def boundingRect(self) -> QRectF:
        """Give the part of the plane that the image covers."""
        return self._rect

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:  # noqa: ARG002
        """Draw the image."""
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawImage(self._rect, self._image)


def _pixels_around(x_range: Range, y_range: Range, columns: int, rows: int) -> QRectF:
    """Give the area of pixels centred on grid points whose first and last lie at the ends of the ranges."""
    step_x = (x_range[1] - x_range[0]) / max(columns - 1, 1)
    step_y = (y_range[1] - y_range[0]) / max(rows - 1, 1)
    return QRectF(x_range[0] - step_x / 2, y_range[0] - step_y / 2, step_x * columns, step_y * rows)

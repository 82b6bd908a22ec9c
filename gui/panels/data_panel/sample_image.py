"""A sample that is an image, as an image."""

import numpy as np
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.arrays import FloatArray
from gui.theme import active_theme

SIDE = 96


class SampleImage(QWidget):
    """Paints an image's pixels sharply, in the theme's scale from background to strong."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pixels: FloatArray = np.zeros((1, 1))
        self._maximum = 1.0
        self.setObjectName("sample-image")
        self.setAccessibleName("The sample as an image")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_image(self, pixels: FloatArray, maximum: float) -> None:
        """Show an image (height, width) of values from 0 to `maximum`."""
        self._pixels, self._maximum = pixels, maximum
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Give every pixel the same whole number of dots."""
        rows, columns = self._pixels.shape
        dots = max(1, round(SIDE * active_theme().scale) // max(rows, columns))
        return QSize(dots * columns + 2, dots * rows + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pixels and a line around them."""
        theme = active_theme()
        rows, columns = self._pixels.shape
        colors = np.ascontiguousarray(theme.sequential.rgba(self._pixels, self._maximum))
        image = QImage(colors.data, columns, rows, 4 * columns, QImage.Format.Format_RGBA8888)
        painter = QPainter(self)
        painter.drawImage(self.rect().adjusted(1, 1, -1, -1), image, QRect(0, 0, columns, rows))
        painter.setPen(QPen(QColor(theme.palette.border), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

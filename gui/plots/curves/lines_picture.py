"""Lines that seldom change, beside others that do with every frame."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.pixel_ratio import pixel_ratio
from gui.plots.lines_item import LinesItem


class LinesPicture(QGraphicsItem):
    """Shows lines as a picture, which is painted again only where they, or what is looked at of the plane, are others.

    Exports have the lines themselves.
    """

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[LinesItem, ...] = ()
        self._picture = QPixmap()
        self._painted_at: QTransform | None = None

    def set_lines(self, lines: Sequence[LinesItem]) -> None:
        """Show these, each above those before it, as they are now."""
        self.prepareGeometryChange()
        self._lines = tuple(lines)
        self._painted_at = None
        self.update()

    def boundingRect(self) -> QRectF:
        """Give the part of the plane that the lines lie in."""
        bounds = QRectF()
        for line in self._lines:
            bounds |= line.boundingRect()
        return bounds

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Draw the picture; without a widget, the lines."""
        if widget is None:
            self._paint_lines(painter, option)
            return
        place, ratio = painter.worldTransform(), pixel_ratio(painter)
        size = widget.size() * ratio
        if place != self._painted_at or size != self._picture.size():
            self._painted_at = place
            self._picture = QPixmap(size)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            picture_painter = QPainter(self._picture)
            picture_painter.setWorldTransform(place)
            self._paint_lines(picture_painter, option)
            picture_painter.end()
        painter.save()
        painter.resetTransform()
        painter.drawPixmap(0, 0, self._picture)
        painter.restore()

    def _paint_lines(self, painter: QPainter, option: QStyleOptionGraphicsItem) -> None:
        for line in self._lines:
            line.paint(painter, option)

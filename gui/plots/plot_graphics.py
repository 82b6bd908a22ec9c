"""The view that plots are drawn in."""

import pyqtgraph as pg
from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent, QShowEvent


class PlotGraphics(pg.GraphicsLayoutWidget):  # type: ignore[misc]  # pyqtgraph has no type hints
    """Lays its plots out over all of it, also where it is resized while it is being shown.

    A plot that comes into sight is drawn, and a text below it appears and takes some of the room. Qt (6.11) resizes
    the view then, but its viewport never hears of it: pyqtgraph lays the plot out for the old size, its axis cut off.
    """

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with a size that was missed."""
        super().showEvent(event)
        if self.range.size().toSize() != self.size():
            self.resizeEvent(QResizeEvent(self.size(), QSize()))

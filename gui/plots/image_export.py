"""Plots as pictures: a PNG for slides, an SVG for print, an image for the clipboard."""

from pathlib import Path

import pyqtgraph as pg
from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QGraphicsView

from engine.errors import EngineError

PIXELS_PER_POINT = 2
IMAGE_FILTERS = "PNG image (*.png);;SVG drawing (*.svg)"


def plot_image(view: QGraphicsView, background: QColor) -> QImage:
    """Give what the view shows as an image, twice as fine as on the screen."""
    image = QImage(view.viewport().size() * PIXELS_PER_POINT, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(background)
    painter = QPainter(image)
    _render(view, painter, QRectF(image.rect()), PIXELS_PER_POINT)
    painter.end()
    return image


def save_plot(view: QGraphicsView, background: QColor, path: Path) -> None:
    """Write what the view shows, as an SVG or an image, by the file name's ending.

    Raises:
        EngineError: The file cannot be written.
    """
    if path.suffix.lower() == ".svg":
        _save_svg(view, background, path)
    elif not plot_image(view, background).save(str(path)):
        raise EngineError(f"The image “{path}” could not be written.")


def _save_svg(view: QGraphicsView, background: QColor, path: Path) -> None:
    size: QSize = view.viewport().size()
    generator = QSvgGenerator()
    generator.setFileName(str(path))
    generator.setSize(size)
    generator.setResolution(view.logicalDpiX())  # pyqtgraph's axes are recorded drawings, replayed to this measure
    generator.setViewBox(QRect(0, 0, size.width(), size.height()))
    painter = QPainter()
    if not painter.begin(generator):
        raise EngineError(f"The drawing “{path}” could not be written.")
    painter.fillRect(QRectF(0, 0, size.width(), size.height()), background)
    _render(view, painter, QRectF(0, 0, size.width(), size.height()), 1)
    painter.end()


def _render(view: QGraphicsView, painter: QPainter, target: QRectF, scale: int) -> None:
    # In export mode pyqtgraph draws point symbols as shapes instead of small cached pictures.
    items = [item for item in view.scene().items() if isinstance(item, pg.ScatterPlotItem)]
    for item in items:
        item.setExportMode(True, {"antialias": True, "resolutionScale": scale})
    view.render(painter, target, view.viewport().rect())
    for item in items:
        item.setExportMode(False)

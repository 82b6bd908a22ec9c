"""The drawing as a picture: an image, or the shapes themselves in an SVG or a PDF."""

import math

from PySide6.QtCore import QMarginsF, QSize, QSizeF
from PySide6.QtGui import QImage, QPageSize, QPainter, QPdfWriter

from gui.export.buffers import opened_buffer, png_bytes
from gui.export.drawing import Drawing
from gui.export.svg import svg_painted
from gui.export.svg_outlines import outlined

PIXELS_PER_POINT = 2.0
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 16_000
POINTS_PER_PIXEL = 0.75
DOTS_PER_INCH = 96


def image_size(drawing: Drawing) -> QSize:
    """Give the pixels of it as an image."""
    return (QSizeF(drawing.size) * _image_ratio(drawing.size)).toSize()


def image_of(drawing: Drawing) -> QImage:
    """Give it as an image, twice as fine as on the screen, or less where it would be too large to open anywhere."""
    image = QImage(image_size(drawing), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(_image_ratio(drawing.size))
    image.fill(0)
    painter = QPainter(image)
    drawing.paint(painter)
    painter.end()
    return image


def png_of(drawing: Drawing) -> bytes:
    """Give it as a PNG."""
    return png_bytes(image_of(drawing))


def svg_of(drawing: Drawing) -> bytes:
    """Give it as an SVG that looks alike everywhere: its letters are shapes, too."""
    return outlined(svg_painted(drawing.size, drawing.paint))


def pdf_of(drawing: Drawing) -> bytes:
    """Give it as a PDF of one page that is as large as the drawing."""
    buffer = opened_buffer()
    writer = QPdfWriter(buffer)
    writer.setTitle("Neural network")
    writer.setCreator("Neurocanvas")
    writer.setResolution(DOTS_PER_INCH)  # a pixel is a unit, so that widths in pixels mean the same
    page = QPageSize(
        QSizeF(drawing.size) * POINTS_PER_PIXEL, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch
    )
    writer.setPageSize(page)
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter(writer)
    drawing.paint(painter)
    painter.end()
    return bytes(buffer.data().data())


def _image_ratio(size: QSize) -> float:
    """Give the pixels of an image for each of the screen's."""
    width, height = size.width(), size.height()
    return min(PIXELS_PER_POINT, LONGEST_SIDE / max(width, height), math.sqrt(MOST_PIXELS / (width * height)))

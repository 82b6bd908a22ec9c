"""Pictures in files of shapes, such as SVG and PDF, whose viewers draw them otherwise than the screen."""

from PySide6.QtGui import QPaintEngine, QPainter


def is_drawn_as_shapes(painter: QPainter) -> bool:
    """Tell whether what is painted becomes shapes in a file, whose viewers blur images as they like."""
    return painter.paintEngine().type() in (QPaintEngine.Type.SVG, QPaintEngine.Type.Pdf)

"""Cosmetic pens on screens of high density: Qt (6.11) takes their width as physical pixels, not as points."""

from PySide6.QtGui import QPainter


def pixel_ratio(painter: QPainter) -> float:
    """Give how many physical pixels make a point where the painter paints; cosmetic pens are to be that much wider."""
    return float(painter.device().devicePixelRatioF())

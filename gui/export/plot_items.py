"""pyqtgraph's items while they are painted into a picture: symbols as shapes, and lines as wide as on the screen."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QGraphicsItem


@contextmanager
def drawn_for_picture(items: Iterable[QGraphicsItem], ratio: float) -> Iterator[None]:
    """Let straight lines and points be drawn for a picture that has so many pixels for each of the screen's.

    Their pens are cosmetic: as many pixels wide in a finer picture, and so half as wide to the eye.
    """
    shown = list(items)
    lines = [item for item in shown if isinstance(item, pg.InfiniteLine)]
    points = [item for item in shown if isinstance(item, pg.ScatterPlotItem)]
    line_pens = [line.currentPen for line in lines]
    point_pens = [(item.opts["pen"], item.data["pen"].copy()) for item in points]
    for line, pen in zip(lines, line_pens, strict=True):
        line.currentPen = _widened(pen, ratio)
    for item, (pen, own) in zip(points, point_pens, strict=True):
        # In export mode pyqtgraph draws point symbols as shapes instead of small cached pictures.
        item.setExportMode(True, {"antialias": True, "resolutionScale": 1.0})
        item.opts["pen"] = _widened(pen, ratio)
        item.data["pen"] = _all_widened(own, ratio)
    try:
        yield
    finally:
        for line, pen in zip(lines, line_pens, strict=True):
            line.currentPen = pen
        for item, (pen, own) in zip(points, point_pens, strict=True):
            item.opts["pen"], item.data["pen"] = pen, own
            item.setExportMode(False)


def _widened(pen: QPen, ratio: float) -> QPen:
    wider = QPen(pen)
    if pen.isCosmetic():
        wider.setWidthF(pen.widthF() * ratio)
    return wider


def _all_widened(pens: np.ndarray, ratio: float) -> np.ndarray:
    """Give the pens (n,) of points, None where a point has none of its own; many share one."""
    wider = {id(pen): _widened(pen, ratio) for pen in pens if pen is not None}
    found = np.empty(len(pens), dtype=object)
    found[:] = [None if pen is None else wider[id(pen)] for pen in pens]
    return found

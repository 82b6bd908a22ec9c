"""What a view shows of its scene, and where in it that is."""

from collections.abc import Iterable

from PySide6.QtCore import QRect, QRectF
from PySide6.QtWidgets import QGraphicsView


def seen_rect(view: QGraphicsView) -> QRectF:
    """Give the part of the scene that a view shows."""
    return view.mapToScene(view.viewport().rect()).boundingRect()


def rect_in_view(view: QGraphicsView, rect: QRectF) -> QRect:
    """Give where a rectangle of the scene is, in pixels of the viewport, out of which it may reach."""
    return view.mapFromScene(rect).boundingRect()


def rects_in_view(view: QGraphicsView, rects: Iterable[QRectF]) -> list[QRect]:
    """Give where rectangles of the scene are, in pixels of the viewport."""
    return [rect_in_view(view, rect) for rect in rects]

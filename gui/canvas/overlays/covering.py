"""Where something that opens over the canvas may lie, and how much of what should be seen it covers there."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QWidget

_OVERLAY = "is-canvas-overlay"


def mark_overlay(widget: QWidget) -> None:
    """Let what opens over the same canvas for a while keep clear of a widget that is always there."""
    widget.setProperty(_OVERLAY, True)


def overlay_rects(host: QWidget) -> list[QRect]:
    """Give where overlays lie over their host now."""
    children = host.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return [child.geometry() for child in children if child.isVisible() and child.property(_OVERLAY)]


def placed_within(room: QRect, corner: QPoint, size: QSize) -> QRect:
    """Give the place of something with its upper left corner there, moved as little as lets it lie within a room.

    What is too large for the room lies at the room's upper left corner.
    """
    x = max(room.left(), min(corner.x(), room.right() + 1 - size.width()))
    y = max(room.top(), min(corner.y(), room.bottom() + 1 - size.height()))
    return QRect(QPoint(x, y), size)


def area_covered(place: QRect, rects: Sequence[QRect]) -> int:
    """Give how many pixels of some rectangles a place covers, of each of them for itself."""
    covered = (place & rect for rect in rects)
    return sum(part.width() * part.height() for part in covered)

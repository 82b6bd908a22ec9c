"""How much of what should be seen something covers."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget

_OVERLAY = "is-canvas-overlay"


def mark_overlay(widget: QWidget) -> None:
    """Let what opens over the same canvas for a while keep clear of a widget that is always there."""
    widget.setProperty(_OVERLAY, True)


def overlay_rects(host: QWidget) -> list[QRect]:
    """Give where overlays lie over their host now."""
    children = host.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return [child.geometry() for child in children if child.isVisible() and child.property(_OVERLAY)]


def area_covered(place: QRect, rects: Sequence[QRect]) -> int:
    """Give how many pixels of some rectangles a place covers, of each of them for itself."""
    covered = (place & rect for rect in rects)
    return sum(part.width() * part.height() for part in covered)

"""Where a panel goes that hangs at a button of the canvas: where it hides little of what it changes."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, QRect, QSize

from gui.canvas.overlays.covering import area_covered, placed_within

MARGIN = 6
GAP = 4


def place_beside(size: QSize, button: QRect, view: QRect, room: QRect, layers: Sequence[QRect]) -> QPoint:
    """Give where a panel's upper left corner goes, all in pixels of the window.

    Args:
        size: Of the panel.
        button: What it hangs at, in the upper right corner of the canvas.
        view: The canvas.
        room: What the panel must lie within, if that is large enough for it.
        layers: What it should cover as little of as can be.
    """
    places = [placed_within(room, QPoint(x, y), size) for x, y in _corners(size, button, view)]
    return min(places, key=lambda place: area_covered(place, layers)).topLeft()


def _corners(size: QSize, button: QRect, view: QRect) -> Iterator[tuple[int, int]]:
    """Give where it may be, the best first: below the button, beside the canvas, at another corner of that."""
    left, right = view.left() + MARGIN, view.right() + 1 - MARGIN - size.width()
    below, lowest = button.bottom() + 1 + GAP, view.bottom() + 1 - MARGIN - size.height()
    yield from ((right, below), (button.left(), below), (view.right() + 1 + GAP, below))
    yield from ((left, below), (right, lowest), (left, lowest))

"""Matrices of colours, a cell for each pixel of a small image: sharp and in exact colours in every kind of file."""

from collections.abc import Iterator

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from gui.drawn_as_shapes import is_drawn_as_shapes

LEAST_CELL = 2.0  # pixels; nobody sees whether smaller ones are sharp, and each is a line of the file
OVERLAP_PX = 0.25  # else viewers let the ground shine through between neighbours
OPAQUE = 255


def paint_cells(painter: QPainter, place: QRectF, image: QImage) -> None:
    """Fill a place with the pixels of an image, in files as a rectangle each."""
    zoom = painter.worldTransform().m11()
    largest = max(place.width() / image.width(), place.height() / image.height()) * zoom
    if not is_drawn_as_shapes(painter) or largest < LEAST_CELL:
        painter.drawImage(place, image)
        return
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    for strip, color in strips(place, image, OVERLAP_PX / zoom):
        painter.setBrush(color)
        painter.drawRect(strip)
    painter.restore()


def strips(place: QRectF, image: QImage, overlap: float) -> Iterator[tuple[QRectF, QColor]]:
    """Give a rectangle with its colour for each run of equal pixels in a row of an image; what is transparent has none.

    Args:
        place: What the image fills.
        image: The pixels.
        overlap: How far each reaches beneath the next one.
    """
    across, down = place.width() / image.width(), place.height() / image.height()
    for row in range(image.height()):
        runs = list(_runs([image.pixelColor(column, row) for column in range(image.width())]))
        for (start, _end, color), end in zip(runs, _covered_ends(runs), strict=True):
            x, y = place.left() + start * across, place.top() + row * down
            yield QRectF(x, y, (end - start) * across + overlap, down + overlap) & place, color


def _covered_ends(runs: list[tuple[int, int, QColor]]) -> list[int]:
    """Give how far right each run may reach, beneath those that come after it and hide it; no ground shines through."""
    ends: list[int] = []
    for place in reversed(range(len(runs))):
        _start, end, color = runs[place]
        after = runs[place + 1] if ends else None
        is_hidden = after is not None and after[0] == end and color.alpha() == after[2].alpha() == OPAQUE
        ends.append(ends[-1] if is_hidden else end)
    return ends[::-1]


def _runs(colors: list[QColor]) -> Iterator[tuple[int, int, QColor]]:
    """Give beginning, end and colour of each run of equal colours that can be seen."""
    start = 0
    for end in range(1, len(colors) + 1):
        if end == len(colors) or colors[end] != colors[start]:
            if colors[start].alpha():
                yield start, end, colors[start]
            start = end

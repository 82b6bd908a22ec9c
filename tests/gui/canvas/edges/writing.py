"""What a painter was told to write, in the order in which it was told."""

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QImage, QPainter


class _Recorder(QPainter):
    """Takes note of what is written."""

    def __init__(self, image: QImage) -> None:
        super().__init__(image)
        self.written: list[str] = []

    def drawText(self, *args: Any) -> None:  # noqa: N802 - as Qt calls it
        self.written.append(args[-1])


def written_by(paint: Callable[[QPainter], None]) -> list[str]:
    """Give the texts that a function writes with the painter it is given."""
    image = QImage(100, 100, QImage.Format.Format_ARGB32)  # held until the painter has ended
    painter = _Recorder(image)
    paint(painter)
    painter.end()
    return painter.written

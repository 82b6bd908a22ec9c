"""Presses one after the other on the stepper of a layer's width, which moves away under the pointer."""

from PySide6.QtCore import QPoint

from engine.network.model import Network
from gui.canvas.layers.geometry import LayerPart
from gui.canvas.places import Hit
from gui.selection import exists

STILL_PX = 4
BUTTONS = (LayerPart.NARROWER, LayerPart.WIDER)


class StepperPresses:
    """Knows which button further presses are meant for.

    A layer grows about its middle, so its stepper moves: until the pointer moves too, further presses are meant for the
    button that the first one hit.
    """

    def __init__(self) -> None:
        self._first: tuple[QPoint, Hit] | None = None

    def meant(self, hit: Hit | None, point: QPoint, network: Network) -> Hit | None:
        """Give what a press at a point of the viewport is meant for, where `hit` is what it hits."""
        if self._first is not None and _are_near(self._first[0], point) and exists(self._first[1].item, network):
            hit = self._first[1]
        self._first = (point, hit) if hit is not None and hit.part in BUTTONS else None
        return hit

    def follow(self, point: QPoint) -> None:
        """Take note of where the pointer is now."""
        if self._first is not None and not _are_near(self._first[0], point):
            self._first = None


def _are_near(first: QPoint, second: QPoint) -> bool:
    return (first - second).manhattanLength() <= STILL_PX

"""Boxes: ink with a width, a height above the baseline and a depth below it, put together into larger ones.

All measures are in em, so that boxes are made once and painted at any size.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, auto

import msgspec
from PySide6.QtGui import QPainterPath, QTransform

from gui.panels.formula_panel.math_font import UNITS_PER_EM, glyph


class Tone(Enum):
    """What a shape is, and so its colour."""

    TEXT = auto()
    SIGN = auto()
    POSITIVE = auto()
    NEGATIVE = auto()


class Ink(msgspec.Struct, frozen=True, eq=False):
    """A shape at its place in a box.

    Attributes:
        path: In thousandths of an em.
        x: Right of the box's left side.
        y: Below the baseline.
        scale: How much larger than drawn.
        tone: Its colour.
    """

    path: QPainterPath
    x: float
    y: float
    scale: float
    tone: Tone


class Box(msgspec.Struct, frozen=True, eq=False):
    """Ink with its measures.

    Attributes:
        width: Its room from left to right.
        ascent: Its room above the baseline.
        descent: Its room below the baseline.
        inks: What is drawn.
    """

    width: float
    ascent: float
    descent: float
    inks: tuple[Ink, ...] = ()

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.ascent + self.descent

    def moved(self, dx: float, dy: float) -> tuple[Ink, ...]:
        """Give the inks elsewhere."""
        return tuple(Ink(ink.path, ink.x + dx, ink.y + dy, ink.scale, ink.tone) for ink in self.inks)

    def scaled(self, factor: float) -> Box:
        """Give the box in another size."""
        inks = (Ink(i.path, i.x * factor, i.y * factor, i.scale * factor, i.tone) for i in self.inks)
        return Box(self.width * factor, self.ascent * factor, self.descent * factor, tuple(inks))


EMPTY = Box(0.0, 0.0, 0.0)


def characters(text: str, tone: Tone, scale: float = 1.0) -> Box:
    """Set characters side by side."""
    inks, x, ascent, descent = [], 0.0, 0.0, 0.0
    for character in text:
        shape = glyph(character)
        inks.append(Ink(shape.path, x, 0.0, scale, tone))
        x += shape.advance * scale
        ascent, descent = max(ascent, shape.ascent * scale), max(descent, shape.descent * scale)
    return Box(x, ascent, descent, tuple(inks))


def beside(boxes: Iterable[Box]) -> Box:
    """Set boxes side by side on one baseline."""
    inks: list[Ink] = []
    x = ascent = descent = 0.0
    for box in boxes:
        inks += box.moved(x, 0.0)
        x += box.width
        ascent, descent = max(ascent, box.ascent), max(descent, box.descent)
    return Box(x, ascent, descent, tuple(inks))


def padded(box: Box, left: float, right: float) -> Box:
    """Give a box more room at its sides."""
    return Box(left + box.width + right, box.ascent, box.descent, box.moved(left, 0.0))


def shapes(inks: Iterable[Ink], size: float) -> dict[Tone, QPainterPath]:
    """Gather inks into one shape of each tone, in pixels of an em of `size` pixels."""
    gathered: dict[Tone, QPainterPath] = {}
    for ink in inks:
        scale = ink.scale * size / UNITS_PER_EM
        path = gathered.get(ink.tone)
        if path is None:
            path = gathered[ink.tone] = QPainterPath()
            path.setFillRule(ink.path.fillRule().WindingFill)
        path.addPath(QTransform(scale, 0.0, 0.0, scale, ink.x * size, ink.y * size).map(ink.path))
    return gathered

"""Where a layer's panel and neurons are on the canvas, and where edges reach them."""

import msgspec
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF

from engine.arrays import BoolArray, FloatArray
from gui.canvas.layers.geometry import LayerGeometry

BODY_MARGIN = 4.0  # of a panel, that edges keep from its header and its lower side

Indices = NDArray[np.intp]


class Place(msgspec.Struct, frozen=True, eq=False):
    """A layer's geometry at its place on the canvas."""

    geometry: LayerGeometry
    x: float
    y: float

    @property
    def panel(self) -> QRectF:
        """The panel in scene coordinates."""
        return self.geometry.panel.translated(self.x, self.y)

    @property
    def neuron_count(self) -> int:
        """The layer's width."""
        return len(self.geometry.half_widths)

    def neurons_in(self, rect: QRectF) -> BoolArray:
        """Give which neurons have their middle in a rectangle of the scene: bool (H,)."""
        x, y = self.x + self.geometry.fold.across, self.y + self.geometry.fold.offsets
        return (x >= rect.left()) & (x <= rect.right()) & (y >= rect.top()) & (y <= rect.bottom())

    @property
    def inset(self) -> float:
        """How far inside the panel edges begin and end."""
        return 0.0 if self.geometry.fold.is_grid else self.panel.width() / 2 - float(self.geometry.half_widths.min())

    def anchors(self, neurons: Indices, side: int) -> FloatArray:
        """Give where edges of neurons begin or end, on the right (`side` 1) or left (`side` −1): float64 (E, 2).

        Those of a grid's cells are on the panel's side: the grid would hide them. Each has a height of its own there,
        within its cell's row, so that edges from different cells to one neuron are different lines.
        """
        fold, panel = self.geometry.fold, self.panel
        if fold.is_grid:
            y = self.y + fold.offsets[neurons] + fold.across[neurons] * (fold.cell / fold.width)
            return np.column_stack([np.full(len(y), panel.right() if side > 0 else panel.left()), y])
        return np.column_stack([self.x + side * self.geometry.half_widths[neurons], self.y + fold.offsets[neurons]])

    def room(self, heights: FloatArray, others: FloatArray) -> FloatArray:
        """Give how far edges may come off their ends within the panel, towards their other ends' heights: (E,)."""
        above = heights - (self.y + self.geometry.header.bottom() + BODY_MARGIN)
        below = self.panel.bottom() - BODY_MARGIN - heights
        return np.maximum(np.where(others < heights, above, below), 0.0)

"""Which edges of a connection are drawn: all if they are few, of very many the strongest, and more of those in view."""

import numpy as np

from engine.arrays import BoolArray, FloatArray
from gui.canvas.edges.strongest import MAX_EDGES, StrongestEdges
from gui.canvas.layers.fold import Fold
from gui.canvas.layers.place import Indices


def is_crowd(mask: BoolArray) -> bool:
    """Tell whether a connection has more edges than are drawn."""
    return mask.size > MAX_EDGES and bool(np.count_nonzero(mask) > MAX_EDGES)


class EdgeChoice:
    """Chooses among the edges of one connection.

    Edges of neurons folded into a strip are left to the image of the matrix: the strongest of so many would be a bundle
    into a bar. They are chosen from only where there are no others.

    Args:
        mask: bool (H_target, H_source), the edges that exist.
        source: How the source's neurons are laid out.
        target: How the target's neurons are laid out.
    """

    def __init__(self, mask: BoolArray, source: Fold, target: Fold) -> None:
        self._shape = mask.shape
        self.is_partial = is_crowd(mask)
        self._eligible = _told_apart(mask, source, target) if self.is_partial else mask
        self._seen: tuple[BoolArray, BoolArray] | None = None
        self._from_afar = self._in_view = StrongestEdges(self._eligible)

    def look_at(self, rows: BoolArray, columns: BoolArray) -> bool:
        """Prefer edges that can be seen to where they begin or end. Gives whether that may change which are drawn.

        Args:
            rows: bool (H_target,), target neurons in view.
            columns: bool (H_source,), source neurons in view.
        """
        if not self.is_partial:
            return False
        shows_all, shows_none = rows.all() and columns.all(), not (rows.any() or columns.any())
        seen = None if shows_all or shows_none else (rows, columns)
        if _are_same(seen, self._seen):
            return False
        self._seen = seen
        self._in_view = self._from_afar
        if seen is not None:
            self._in_view = StrongestEdges(self._eligible & (rows[:, np.newaxis] | columns))
        return True

    def edges(self, values: FloatArray) -> tuple[Indices, Indices]:
        """Give rows and columns of the edges to draw.

        Args:
            values: float64 (H_target, H_source), by whose magnitude the strongest are found.
        """
        chosen = self._in_view.by(values)
        if self._seen is not None:  # those seen from afar stay wherever the view goes: they would come and go with it
            chosen = np.union1d(chosen, self._from_afar.by(values))
        rows, columns = np.divmod(chosen, self._shape[1])
        return rows, columns


def _told_apart(mask: BoolArray, source: Fold, target: Fold) -> BoolArray:
    """Give the edges (H_target, H_source) that lead from a neuron to be seen to another, or else whatever there is."""
    rows, columns = ~target.is_folded[:, np.newaxis], ~source.is_folded
    choices = (mask & part for part in (rows & columns, rows | columns))
    return next((edges for edges in choices if edges.any()), mask)


def _are_same(first: tuple[BoolArray, BoolArray] | None, second: tuple[BoolArray, BoolArray] | None) -> bool:
    if first is None or second is None:
        return first is second
    return all(np.array_equal(one, other) for one, other in zip(first, second, strict=True))

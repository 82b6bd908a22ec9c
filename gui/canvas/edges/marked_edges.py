"""The edges of a connection that stand out: they, or neurons at their ends, are selected or under the pointer."""

import numpy as np
from msgspec.structs import replace

from engine.network.model import Connection
from gui.canvas.edges.batch import EdgeBatch
from gui.canvas.edges.routes import Route
from gui.canvas.edges.strongest import MAX_EDGES
from gui.canvas.edges.values import EdgeValues
from gui.canvas.selecting.selection_marks import ConnectionMarks

_NO_INDICES = np.empty(0, np.intp)


class MarkedEdges:
    """Which edges of a connection are selected and under the pointer; gathered when they are asked for.

    Attributes:
        hovered: What is under the pointer.
        selected: What is selected.
    """

    def __init__(self) -> None:
        self.hovered, self.selected = ConnectionMarks(), ConnectionMarks()
        self._batches: dict[ConnectionMarks, EdgeBatch] = {}
        self._is_stale = False

    def set_marks(self, hovered: ConnectionMarks, selected: ConnectionMarks) -> None:
        """Mark others."""
        self.hovered, self.selected = hovered, selected
        wanted = {hovered, selected, self.single}
        self._batches = {marks: batch for marks, batch in self._batches.items() if marks in wanted}

    @property
    def single(self) -> ConnectionMarks:
        """What is selected but for neurons, whose edges stand out by the others' standing back."""
        return replace(self.selected, sources=frozenset(), targets=frozenset())

    def forget(self) -> None:
        """Gather them anew, as when edges have another way."""
        self._batches = {}

    def batch(self, marks: ConnectionMarks, connection: Connection, route: Route, values: EdgeValues) -> EdgeBatch:
        """Give those of some of the marks as they are drawn."""
        if self._is_stale:
            self._is_stale = False
            for batch in self._batches.values():
                batch.set_weights(values.array, values.frozen, values.scale.full_width)
        if marks not in self._batches:
            self._batches[marks] = marked_edges(connection, route, values, marks)
        return self._batches[marks]

    def recolor(self) -> None:
        """Show other values, and other frozen marks, when they are asked for next."""
        self._is_stale = True


def marked_edges(connection: Connection, route: Route, values: EdgeValues, marks: ConnectionMarks) -> EdgeBatch:
    """Gather the edges that are marked, drawn or not; of very many the strongest."""
    if not marks.names_edges:
        return EdgeBatch(route, _NO_INDICES, _NO_INDICES)
    rows, columns = np.nonzero(marks.mask(connection))
    if len(rows) > MAX_EDGES:
        strength = np.abs(values.array[rows, columns])
        strongest = np.sort(np.argpartition(strength, len(rows) - MAX_EDGES)[-MAX_EDGES:])
        rows, columns = rows[strongest], columns[strongest]
    batch = EdgeBatch(route, rows, columns)
    batch.set_weights(values.array, connection.frozen, values.scale.full_width)
    return batch

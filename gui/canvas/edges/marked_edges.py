"""The edges of a connection that stand out: they, or neurons at their ends, are selected or under the pointer."""

import numpy as np

from engine.network.model import Connection
from gui.canvas.edges.batch import EdgeBatch
from gui.canvas.edges.choice import MAX_EDGES
from gui.canvas.edges.routes import Route
from gui.canvas.edges.values import EdgeValues
from gui.canvas.selecting.selection_marks import ConnectionMarks

_NO_INDICES = np.empty(0, np.intp)


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

"""Snapping of a dragged layer: to the rows and columns of other layers where near, else to the grid."""

from collections.abc import Iterable

from engine.network.placement import Position, snapped_to_grid


def align(position: Position, others: Iterable[Position], reach: float) -> tuple[Position, float | None, float | None]:
    """Snap a position.

    Args:
        position: Where the pointer would put the layer.
        others: Centres of the layers that stay.
        reach: How near another layer's row or column draws it there, in scene units.

    Returns:
        The position, and the column x and the row y it shares with another layer, each None where it shares none.
    """
    others = list(others)
    column = min((other[0] for other in others), key=lambda x: abs(x - position[0]), default=None)
    row = min((other[1] for other in others), key=lambda y: abs(y - position[1]), default=None)
    column = column if column is not None and abs(column - position[0]) <= reach else None
    row = row if row is not None and abs(row - position[1]) <= reach else None
    x, y = snapped_to_grid(position)
    return (x if column is None else column, y if row is None else row), column, row

"""Where two networks differ: the rectangles that undo and redo let be seen, and whether in numbers alone."""

from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import QRectF

from engine.network.model import Connection, Layer, Network
from gui.canvas.places import Places
from gui.selection import ConnectionItem, EdgeItem, LayerItem, NeuronItem

MOST_SINGLE = 50  # of more numbers that differ, the whole is what has changed


def changed_rects(places: Places, before: Network, after: Network) -> list[QRectF]:
    """Give where what differs is in the second network, which is the one shown; what has gone is nowhere."""
    rects: list[QRectF] = []
    for layer in after.layers:
        old = before.layer(layer.id) if before.has_layer(layer.id) else None
        if layer is not old:
            rects += _of_layer(places, old, layer)
    for connection in after.connections:
        former = before.find_connection(*connection.key)
        if connection is not former:
            rects += _of_connection(places, former, connection)
    return rects


def same_layout(first: Network, second: Network) -> bool:
    """Tell whether two networks have the same layers at the same places, joined alike: they differ in numbers alone."""

    def are_wired_alike() -> bool:
        keys = ([connection.key for connection in network.connections] for network in (first, second))
        return first.connections is second.connections or next(keys) == next(keys)

    def are_alike(one: Layer, other: Layer) -> bool:
        return one is other or (one.id, one.shape, one.position) == (other.id, other.shape, other.position)

    has_as_many = len(first.layers) == len(second.layers)
    return has_as_many and all(map(are_alike, first.layers, second.layers)) and are_wired_alike()


def _of_layer(places: Places, old: Layer | None, layer: Layer) -> Iterator[QRectF]:
    """Give the neurons whose biases differ, or the whole panel where all differ or something else does."""
    indices = np.empty(0, np.int64)
    if old is not None and old.bias.shape == layer.bias.shape and old.position == layer.position:
        indices = np.flatnonzero((old.bias != layer.bias) | (old.bias_frozen != layer.bias_frozen))
    if 0 < len(indices) <= MOST_SINGLE:
        yield from (places.rect_of(NeuronItem(layer.id, index)) for index in indices.tolist())
    else:
        yield places.extent_of(LayerItem(layer.id))


def _of_connection(places: Places, old: Connection | None, connection: Connection) -> Iterator[QRectF]:
    """Give the edges that differ, or all that is drawn of a connection that is new or differs in many."""
    edges = np.empty((0, 2), np.int64)
    if old is not None and old.weight.shape == connection.weight.shape:
        pairs = ((getattr(old, part), getattr(connection, part)) for part in ("weight", "mask", "frozen"))
        edges = np.argwhere(np.logical_or.reduce([one != other for one, other in pairs]))
    if not 0 < len(edges) <= MOST_SINGLE:
        yield places.drawn_rect(ConnectionItem(*connection.key))
        return
    for row, column in edges.tolist():
        if connection.mask[row, column]:
            yield places.rect_of(EdgeItem(*connection.key, row, column))
        else:  # between the neurons that it joined
            ends = (NeuronItem(connection.target, row), NeuronItem(connection.source, column))
            target, source = (places.rect_of(end).center() for end in ends)
            yield QRectF(source, target).normalized()

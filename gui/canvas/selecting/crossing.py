"""What a rectangle drawn over the network touches."""

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainterPathStroker, QPen

from engine.arrays import BoolArray, FloatArray
from engine.network.model import LayerId
from gui.canvas.scene import NetworkScene
from gui.selection import ConnectionItem, EdgeItem, Item, LayerItem, NeuronItem

FOLDED_HALF_HEIGHT = 1.0


def items_touched(scene: NetworkScene, rect: QRectF, *, reaches_in: bool) -> list[Item]:
    """Give what a rectangle of the scene selects.

    Within one layer's panel these are its neurons, elsewhere layers, or if it reaches in, neurons and edges.
    """
    inside = next((layer_id for layer_id, panel in scene.places.panel_rects.items() if panel.contains(rect)), None)
    if inside is not None:
        return [*neurons_touched(scene, inside, rect)]
    layers = scene.places.layers_in(rect)
    if not reaches_in:
        return [LayerItem(layer_id) for layer_id in layers]
    neurons = [neuron for layer_id in layers for neuron in neurons_touched(scene, layer_id, rect)]
    return [*neurons, *edges_touched(scene, rect)]


def neurons_touched(scene: NetworkScene, layer_id: LayerId, rect: QRectF) -> list[NeuronItem]:
    """Give the neurons of a layer that a rectangle touches."""
    view = scene.layer_view(layer_id)
    fold, half_widths = view.geometry.fold, view.geometry.half_widths
    half_heights = half_widths if fold.is_grid else np.full(len(half_widths), FOLDED_HALF_HEIGHT)
    if not fold.is_grid:
        half_heights[list(fold.shown)] = fold.radius
    x, y = fold.across + view.position.x(), fold.offsets + view.position.y()
    is_beside = (x + half_widths < rect.left()) | (x - half_widths > rect.right())
    is_beyond = (y + half_heights < rect.top()) | (y - half_heights > rect.bottom())
    return [NeuronItem(layer_id, index) for index in np.flatnonzero(~is_beside & ~is_beyond).tolist()]


def edges_touched(scene: NetworkScene, rect: QRectF) -> list[EdgeItem | ConnectionItem]:
    """Give the edges drawn that pass through a rectangle, and the connections drawn as a whole that do."""
    found: list[EdgeItem | ConnectionItem] = []
    for connection in scene.network.connections:
        item = scene.connection_graphics(connection.key)
        if not item.boundingRect().intersects(rect):
            continue
        if item.is_ribbon:
            # Taken by itself an open path counts as the area it would enclose.
            is_touched = QPainterPathStroker(QPen(Qt.GlobalColor.black, 1.0)).createStroke(item.spine).intersects(rect)
            found += [ConnectionItem(*connection.key)] if is_touched else []
        elif (band := item.places.band_rect) is not None and band.intersects(rect):
            found.append(ConnectionItem(*connection.key))
        else:
            rows, columns = item.places.drawn_edges
            passing = np.flatnonzero(passes_through(item.route.polylines(rows, columns), rect))
            edges = zip(rows[passing].tolist(), columns[passing].tolist(), strict=True)
            found += [EdgeItem(*connection.key, row, column) for row, column in edges]
    return found


def passes_through(polylines: FloatArray, rect: QRectF) -> BoolArray:
    """Tell which polylines, float64 (E, S, 2), have a point in a rectangle: bool (E,).

    Each segment is clipped to the rectangle's two slabs (Liang and Barsky, 1984); it passes where some of it is left.
    """
    starts = polylines[:, :-1]
    ways = polylines[:, 1:] - starts
    lower, upper = np.array([rect.left(), rect.top()]), np.array([rect.right(), rect.bottom()])
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        first, second = (lower - starts) / ways, (upper - starts) / ways
    is_still = ways == 0  # along an axis it doesn't move on, a segment is within the slab all the way or never
    is_within = (lower <= starts) & (starts <= upper)
    enters = np.where(is_still, np.where(is_within, -np.inf, np.inf), np.minimum(first, second)).max(axis=2)
    leaves = np.where(is_still, np.where(is_within, np.inf, -np.inf), np.maximum(first, second)).min(axis=2)
    passes = np.maximum(enters, 0.0) <= np.minimum(leaves, 1.0)
    return np.asarray(passes.any(axis=1))

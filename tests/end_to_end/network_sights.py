"""Where neurons, edges and samples are on canvas and plots, by names a test can say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QPointF, QRect
from PySide6.QtWidgets import QWidget

from gui.canvas.canvas import NetworkCanvas
from gui.canvas.layers.geometry import LayerPart
from gui.plots.boundary import BoundaryPlot
from gui.selection import EdgeItem, Item, LayerItem, NeuronItem
from tests.gui.screen_places import place_on_screen

MAX_NAMED_NEURONS = 32
MAX_NAMED_SAMPLES = 8


def network_sights(widget: QWidget) -> Iterator[dict[str, Any]]:
    """Describe layers (``layer Hidden``), their parts (``Hidden WIDER``), neurons (``Hidden 1``) and edges.

    Neurons count from 1; the edge into neuron 1 of Hidden from neuron 2 of Input is ``Hidden 1 from Input 2``.
    """
    if not isinstance(widget, NetworkCanvas):
        return
    network = widget._document.network
    names = {layer.id: layer.name for layer in network.layers}
    for layer in network.layers:
        yield _sight(widget, f"layer {layer.name}", LayerItem(layer.id))
        for part in LayerPart:
            yield _sight(widget, f"{layer.name} {part.name}", LayerItem(layer.id), part)
        for index in range(min(layer.width, MAX_NAMED_NEURONS)):
            yield _sight(widget, f"{layer.name} {index + 1}", NeuronItem(layer.id, index))
    for connection in network.connections:
        rows, columns = connection.weight.shape
        for row in range(min(rows, MAX_NAMED_NEURONS)):
            for column in (c for c in range(min(columns, MAX_NAMED_NEURONS)) if connection.mask[row, c]):
                name = f"{names[connection.target]} {row + 1} from {names[connection.source]} {column + 1}"
                weight = float(connection.weight[row, column])
                yield _sight(widget, name, EdgeItem(connection.source, connection.target, row, column), shown=weight)


def _sight(
    canvas: NetworkCanvas, name: str, item: Item, part: LayerPart | None = None, shown: object = None
) -> dict[str, Any]:
    area: QRect = place_on_screen(canvas, item, part)
    return {
        "kind": type(item).__name__,
        "names": [name],
        "shown": shown,
        "rectangle": [area.x(), area.y(), max(area.width(), 1), max(area.height(), 1)],
        "enabled": True,
        "checked": item in canvas._selection.items,
    }


def sample_sights(widget: QWidget) -> Iterator[dict[str, Any]]:
    """Describe where the first samples are in the boundary plot: ``sample 0`` and so on."""
    data_set = widget._picture.data_set if isinstance(widget, BoundaryPlot) else None
    if data_set is None or data_set.input_count < 2:
        return
    view, box = widget.graphics, widget._plot.getViewBox()
    for index, inputs in enumerate(data_set.inputs[:MAX_NAMED_SAMPLES]):
        place = view.viewport().mapToGlobal(view.mapFromScene(box.mapViewToScene(QPointF(*inputs[:2]))))
        yield {
            "kind": "Sample",
            "names": [f"sample {index}"],
            "shown": None,
            "rectangle": [place.x(), place.y(), 1, 1],
            "enabled": True,
            "checked": index == widget._picture.looked_at.sample,
        }

"""The neurons' lines in the boundary plot: asked of the engine, and joined with what is selected on the canvas."""

from msgspec.structs import replace
from PySide6.QtCore import QObject

from engine.network.graph import problems, topological_order
from engine.network.kinds import layer_kind
from engine.network.model import Layer, LayerId
from engine.process.events import Frame
from engine.process.pictures import NeuronFields, NeuronFieldsRequest, NeuronGroup
from engine.project.edits import misfits
from gui.plots.boundary import BoundaryPlot
from gui.selection import Item, LayerItem, NeuronItem, Selection
from gui.session import Session

NEURON_LINES = "neuron-lines"  # what they are watched by
MOST_NEURONS = 16  # of a wide layer, and those selected; more would hide all else
RESOLUTION = 64


class NeuronLineFeed(QObject):
    """Feeds the boundary plot with the lines of the layer selected, of the first one at first.

    Args:
        session: Source of network, data and frames.
        selection: What is selected on the canvas.
        boundary: Where the lines are seen.
        parent: Its owner.
    """

    def __init__(self, session: Session, selection: Selection, boundary: BoundaryPlot, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._selection = selection
        self._boundary = boundary
        self._lines = boundary.neuron_lines
        self._layer: LayerId | None = None
        for source in (
            boundary.request_changed,
            self._lines.wanted_changed,
            session.data_set_changed,
            session.document.project_changed,
        ):
            source.connect(self._refresh)
        session.engine.frame_received.connect(self._on_frame_received)
        selection.selection_changed.connect(self._on_selection_changed)
        selection.hover_changed.connect(self._light)
        self._lines.clicked.connect(selection.select)
        self._lines.hovered.connect(selection.hover)

    def _request(self) -> NeuronFieldsRequest | None:
        plane, layer = self._boundary.request(), self._shown_layer()
        if plane is None or layer is None or not self._lines.is_wanted:
            return None
        selected = self._selection.groups.neurons.get(layer.id, ())
        neurons = sorted({*range(min(layer.width, MOST_NEURONS)), *(each for each in selected if each < layer.width)})
        group = NeuronGroup(layer.id, tuple(neurons))
        return NeuronFieldsRequest(replace(plane, resolution=RESOLUTION), (group,), "pre_activation")

    def _shown_layer(self) -> Layer | None:
        """Give the layer selected last that computes something, or else the first; None where nothing is computed."""
        network, data_set = self._session.document.project.network, self._session.data_set
        if data_set is None or problems(network):
            return None
        if misfits(network, data_set.input_count, data_set.output_count):
            return None
        layers = [layer for layer in topological_order(network) if layer_kind(layer.kind).takes_sources]
        return next((layer for layer in layers if layer.id == self._layer), layers[0] if layers else None)

    def _refresh(self, *_what: object) -> None:
        request = self._request()
        self._session.watch({NEURON_LINES: request})
        if request is None:
            self._lines.set_fields(None)

    def _on_frame_received(self, frame: Frame) -> None:
        fields, layer = frame.views.get(NEURON_LINES), self._shown_layer()
        if isinstance(fields, NeuronFields) and layer is not None and fields.request.groups[0].layer == layer.id:
            shown = len(fields.request.groups[0].neurons)
            count = f"{shown} of {layer.width} neurons" if shown < layer.width else "neurons"
            self._lines.set_fields(fields, layer.name, f"lines a = 0 of the {count} of {layer.name}")
            self._light()

    def _on_selection_changed(self, items: tuple[Item, ...]) -> None:
        item = items[-1] if items else None
        if isinstance(item, LayerItem | NeuronItem):
            self._layer = item.layer
        self._refresh()
        self._light()

    def _light(self) -> None:
        items = (self._selection.hovered, *self._selection.items)
        self._lines.light(frozenset(item for item in items if isinstance(item, NeuronItem)))

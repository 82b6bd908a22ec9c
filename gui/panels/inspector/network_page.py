"""The page for no selection: the network as a whole, and what it still lacks."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from engine.network.activations import activation_function
from engine.network.graph import loose_note, problems, topological_order
from engine.network.kinds import layer_kind
from engine.network.layout.columns import components_of
from engine.network.model import Layer, Network
from engine.network.shape_text import LONG_RUN
from engine.quoting import shape_text
from gui.document import Document
from gui.panels.controls import indented, make_caption
from gui.panels.inspector.page import InspectorPage, SampleValues
from gui.panels.notation import counted
from gui.panels.panel_edits import PanelEdits
from gui.theme import Spacing
from gui.widgets import InlineMessage

HINT = "Select a layer, a neuron or an edge to see its numbers and to change them."
MOST_ROWS = 40


class NetworkPage(InspectorPage[None]):
    """Layers, shapes, parameters, and the problems that keep the network from computing f(x)."""

    def __init__(self, document: Document, panel_edits: PanelEdits) -> None:
        super().__init__(document, panel_edits, "network-page")
        self._problems = InlineMessage()
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(Spacing.MEDIUM, Spacing.SMALL, Spacing.MEDIUM, Spacing.SMALL)
        self._grid.setHorizontalSpacing(Spacing.MEDIUM)
        self._grid.setVerticalSpacing(Spacing.TIGHT)
        self._grid.setColumnStretch(0, 1)
        self._shown: tuple[tuple[str, ...], ...] = ()
        hint = make_caption()
        hint.setText(HINT)
        hint.setContentsMargins(Spacing.MEDIUM, 0, Spacing.MEDIUM, Spacing.MEDIUM)
        self._column.addWidget(indented(self._problems))
        self._add(self._rows)
        self._add(hint)

    def refresh(self, item: None, values: SampleValues) -> None:  # noqa: ARG002
        """Show the network's summary."""
        network = self.network
        layers = topological_order(network)
        self.title.setText("Network")
        self.subtitle.setText(
            f"{shapes_text(network)}  ·  {counted(network.parameter_count, 'parameter')}" if layers else ""
        )
        self.subtitle.setVisible(bool(layers))
        found = (*problems(network), loose_note(network)) if layers else ()  # an empty canvas says itself what to do
        sentence = "\n".join(filter(None, found))
        if self._problems.text != sentence:
            self._problems.show_info(sentence)
        rows = tuple(_layer_row(layer) for layer in layers[:MOST_ROWS])
        if len(layers) > MOST_ROWS:
            rows = (*rows, (f"… {len(layers) - MOST_ROWS} more", "", ""))
        if rows != self._shown:
            self._show_rows(rows)

    def _show_rows(self, rows: tuple[tuple[str, ...], ...]) -> None:
        self._shown = rows
        self._rows.setVisible(bool(rows))  # its margins would hold the hint away from the title
        while (entry := self._grid.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                widget.deleteLater()
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                label = QLabel(text)
                if column:
                    label.setProperty("tone", "muted")
                self._grid.addWidget(label, row, column)


def shapes_text(network: Network) -> str:
    """Write the widths of the layers in the order of flow, such as 2–3–1; of each unconnected piece by itself."""
    order = [layer.id for layer in topological_order(network)]
    place = {layer_id: number for number, layer_id in enumerate(order)}
    pieces = components_of(
        order,
        [connection.key for connection in network.connections],
        {layer.id: layer.position for layer in network.layers},
    )
    read = {end for connection in network.connections for end in connection.key}
    chains = [chain for piece in pieces for chain in ([piece] if piece[0] in read else [[alone] for alone in piece])]
    chains = sorted((sorted(chain, key=place.__getitem__) for chain in chains), key=lambda chain: place[chain[0]])
    return " + ".join(_widths_text([network.layer(layer_id).width for layer_id in chain]) for chain in chains)


def _widths_text(widths: Sequence[int]) -> str:
    runs = ((width, len(list(run))) for width, run in groupby(widths))
    return "–".join(
        f"{width}×{count}" if count >= LONG_RUN else "–".join([str(width)] * count) for width, count in runs
    )


def _layer_row(layer: Layer) -> tuple[str, ...]:
    is_computing = layer_kind(layer.kind).takes_sources
    function = activation_function(layer.activation_function).label if is_computing else ""
    return layer.name, shape_text(layer.shape), function

"""The page for no selection: the network as a whole, and what it still lacks."""

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from engine.network.activations import activation_function
from engine.network.graph import problems, topological_order
from engine.network.kinds import layer_kind
from engine.network.model import Layer
from engine.quoting import shape_text
from gui.document import Document
from gui.panels.controls import add_message, make_caption
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
        add_message(self._column, self._problems)
        self._add(self._rows)
        self._add(hint)

    def refresh(self, item: None, values: SampleValues) -> None:  # noqa: ARG002
        """Show the network's summary."""
        network = self.network
        layers = topological_order(network)
        self.title.setText("Network")
        shape = "–".join(str(layer.width) for layer in layers)
        self.subtitle.setText(f"{shape}  ·  {counted(network.parameter_count, 'parameter')}" if layers else "")
        self.subtitle.setVisible(bool(layers))
        found = problems(network) if layers else ()  # an empty canvas says itself what to do
        sentence = "\n".join(found)
        if self._problems.text != sentence:
            self._problems.show_info(sentence)
        rows = tuple(_layer_row(layer) for layer in layers[:MOST_ROWS])
        if len(layers) > MOST_ROWS:
            rows = (*rows, (f"… {len(layers) - MOST_ROWS} more", "", ""))
        if rows != self._shown:
            self._show_rows(rows)

    def _show_rows(self, rows: tuple[tuple[str, ...], ...]) -> None:
        self._shown = rows
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


def _layer_row(layer: Layer) -> tuple[str, ...]:
    is_computing = layer_kind(layer.kind).takes_sources
    function = activation_function(layer.activation_function).label if is_computing else ""
    return layer.name, shape_text(layer.shape), function

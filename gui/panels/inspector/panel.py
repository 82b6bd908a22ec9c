"""The panel: a page for each kind of thing that can be selected, and one for none."""

from types import NoneType
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.data.measured_input import MeasuredInput
from engine.project.project import Project
from gui.document import Document
from gui.panels.controls import fill_with_scroll_area, make_caption
from gui.panels.editing_lock import EditingLock
from gui.panels.inspector.connection_page import ConnectionPage
from gui.panels.inspector.edge_page import EdgePage
from gui.panels.inspector.layer_page import LayerPage
from gui.panels.inspector.network_page import NetworkPage
from gui.panels.inspector.neuron_page import NeuronPage
from gui.panels.inspector.page import InspectorPage, SampleValues
from gui.panels.inspector.removed_edge_page import RemovedEdgePage
from gui.panels.panel_edits import PanelEdits
from gui.selection import ConnectionItem, EdgeItem, Item, LayerItem, NeuronItem, Selection
from gui.theme import Spacing
from gui.widgets import FloatingMessage


class InspectorPanel(QWidget):
    """Shows and edits the item selected last.

    Signals:
        edit_weights_requested: the matrix editor should show the connection `(source, target)`.
    """

    edit_weights_requested = Signal(str, str)

    def __init__(self, document: Document, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        self._document = document
        self._selection = selection
        self._values: SampleValues = {}
        panel_edits = PanelEdits(document, FloatingMessage(self))
        self._others = make_caption("other-items")
        self._others.setContentsMargins(Spacing.MEDIUM, Spacing.SMALL, Spacing.MEDIUM, 0)
        self._neuron_page = NeuronPage(document, panel_edits)
        self._pages: dict[type, InspectorPage[Any]] = {
            NoneType: NetworkPage(document, panel_edits),
            LayerItem: LayerPage(document, panel_edits),
            NeuronItem: self._neuron_page,
            EdgeItem: EdgePage(document, panel_edits),
            ConnectionItem: ConnectionPage(document, panel_edits),
        }
        self._removed_page = RemovedEdgePage(document, panel_edits)
        self._removed_page.restored.connect(selection.select)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._others)
        for page in self._all_pages:
            page.edit_weights_requested.connect(self.edit_weights_requested)
            page.hide()
            column.addWidget(page)
        column.addStretch(1)
        fill_with_scroll_area(self, content)
        self._lock = EditingLock(document, *(widget for page in self._all_pages for widget in page.locked))
        document.project_changed.connect(self._on_project_changed)
        document.parameters_shown.connect(self._refresh)
        selection.selection_changed.connect(self._refresh)
        panel_edits.refused.connect(self._refresh)
        self._refresh()

    def set_sample_values(self, values: SampleValues, measured: MeasuredInput | None = None) -> None:
        """Take the values of every layer for the selected sample alone, arrays (1, H); {} where there is none.

        What was measured of it is to be given where the network is given it standardised.
        """
        self._values = values
        self._neuron_page.measured = measured
        self._refresh()

    def edit_value(self) -> None:
        """Move into the field for the value of what is selected: a weight, a bias, a width."""
        field = self._shown[0].main_field
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _all_pages(self) -> list[InspectorPage[Any]]:
        return [*self._pages.values(), self._removed_page]

    @property
    def _shown(self) -> tuple[InspectorPage[Any], Item | None]:
        """The page to show, and of what."""
        network = self._document.network
        removed = self._selection.removed_edge_in(network)
        if removed is not None:
            return self._removed_page, removed
        item = self._selection.current_in(network)
        return self._pages[type(item)], item

    def _on_project_changed(self, before: Project, after: Project) -> None:
        if before.network is not after.network:
            self._refresh()

    def _refresh(self) -> None:
        shown, item = self._shown
        shown.refresh(item, self._values)
        for page in self._all_pages:
            page.setVisible(page is shown)
        count = len(self._selection.items)
        self._others.setVisible(count > 1)
        self._others.setText(f"{count:,} things are selected; this is the last.")

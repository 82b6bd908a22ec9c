"""The panel: choose a source, set its parameters, and look at the samples one by one."""

from msgspec.structs import replace
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.data.data_set import DataSet
from engine.network.forward import LayerValues
from engine.network.model import LayerId
from engine.project import edits
from engine.project.project import Project
from gui.document import Document
from gui.panels.controls import fill_with_scroll_area, indented, make_caption, set_typing_live
from gui.panels.data_panel.data_settings import DataSettings
from gui.panels.data_panel.fit_offer import FitOffer
from gui.panels.data_panel.sample_view import SampleView
from gui.panels.data_panel.source_board import SourceBoard
from gui.panels.editing_lock import EditingLock
from gui.panels.panel_edits import PanelEdits
from gui.theme import Spacing
from gui.widgets import Collapsible, FloatingMessage, InlineMessage

IN_THE_MAKING = "Making the data …"


class DataPanel(QWidget):
    """Edits what the network learns from and steps through its samples."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("data-panel")
        self._document = document
        self._data_set: DataSet | None = None
        self._is_typing_live = True
        self._edits = PanelEdits(document, FloatingMessage(self))
        self._refusal = InlineMessage()
        self._board = SourceBoard()
        self._description = make_caption("data-description")
        self._settings = DataSettings(self._edits)
        self._sample = SampleView(document)
        self._fit_offer = FitOffer(self._edits)
        self._lay_out()
        self._lock = EditingLock(document, self._board, self._settings, self._fit_offer)
        self._board.source_chosen.connect(self._on_source_chosen)
        self._edits.refused.connect(self._refresh)
        document.project_changed.connect(self._on_project_changed)
        self._refresh()
        self._settings.show_summary(None, IN_THE_MAKING)

    def set_data_set(self, data_set: DataSet | None) -> None:
        """Show the data set that the project describes, or that there is none."""
        self._data_set = data_set
        self._settings.show_summary(data_set, "")
        self._fit_offer.show_fit(self._document.project.network, data_set)
        self._sample.set_data_set(data_set)
        selected = self._document.view.selected_sample
        if data_set is not None and selected is not None and selected >= data_set.sample_count:
            self._document.set_view(replace(self._document.view, selected_sample=0))

    def set_sample_values(self, values: dict[LayerId, LayerValues]) -> None:
        """Show what the network says of the selected sample: layer id → its values, a row each; {} for nothing."""
        self._sample.set_sample_values(values)

    def set_typing_live(self, *, is_live: bool) -> None:
        """Choose whether numbers count with every keystroke, or only once they are accepted."""
        self._is_typing_live = is_live
        set_typing_live(self._settings, is_live=is_live)

    def show_refusal(self, sentence: str) -> None:
        """Say why the project's data cannot be made, "" when it can."""
        if sentence:
            self._refusal.show_warning(sentence)
        else:
            self._refusal.hide()

    def _lay_out(self) -> None:
        sources = QWidget()
        column = QVBoxLayout(sources)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._board)
        self._description.setContentsMargins(Spacing.MEDIUM, 2, Spacing.MEDIUM, Spacing.TIGHT)
        column.addWidget(self._description)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (
            Collapsible("Data set", sources),
            Collapsible("Samples and split", self._settings),
            Collapsible("Selected sample", self._sample),
        ):
            column.addWidget(widget)
        column.addStretch(1)
        fill_with_scroll_area(self, content, header=self._fit_offer, footer=indented(self._refusal))

    def _on_source_chosen(self, name: str) -> None:
        self._edits.apply("Choose data", lambda project: edits.choose_source(project, name))

    def _on_project_changed(self, before: Project, after: Project) -> None:
        if before.data is not after.data:
            self._refresh()
        if before.data.source != after.data.source:
            # Until the engine has made the other data, the old ones say nothing about what fits.
            self._data_set = None
            self._sample.set_data_set(None)
            self._settings.show_summary(None, IN_THE_MAKING)
        if before.data is not after.data or before.network is not after.network:
            self._fit_offer.show_fit(after.network, self._data_set)

    def _refresh(self) -> None:
        project = self._document.project
        self._board.set_choice(project.data.source)
        self._description.setText(edits.data_source(project.data).help)
        self._settings.show_project(project)
        set_typing_live(self._settings, is_live=self._is_typing_live)  # another source has a form of its own

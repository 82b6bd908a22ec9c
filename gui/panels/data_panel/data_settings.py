"""The settings of the source chosen: its parameters, and whether inputs are standardised."""

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from engine.data.data_set import DataSet
from engine.project import edits
from engine.project.project import Project
from gui.panels.controls import make_caption
from gui.panels.data_panel.parameter_form import ParameterForm
from gui.panels.data_panel.summary import summary
from gui.panels.panel_edits import PanelEdits
from gui.theme import Spacing
from gui.widgets import Form

STANDARDIZE_HELP = (
    "Shift and scale each input to mean 0 and standard deviation 1 over the training samples, "
    "so that no input counts more for being measured in smaller units."
)


class DataSettings(QWidget):
    """Shows the form of the source chosen; each source has its own, made when it is first chosen."""

    def __init__(self, panel_edits: PanelEdits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edits = panel_edits
        self._forms: dict[str, ParameterForm] = {}
        self._standardize = QCheckBox("Standardise inputs")
        self._standardize.setObjectName("standardize")
        self._standardize.setToolTip(STANDARDIZE_HELP)
        self._standardize.clicked.connect(self._on_standardize_clicked)
        self._summary = make_caption("data-summary")
        common = Form()
        common.add_wide(self._standardize)
        common.add_wide(self._summary)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, Spacing.TIGHT)
        self._column.setSpacing(0)
        self._column.addWidget(common)

    def show_project(self, project: Project) -> None:
        """Show a project's data settings."""
        specification = project.data
        if specification.source not in self._forms:
            form = ParameterForm(edits.data_source(specification), self._edits)
            self._forms[specification.source] = form
            self._column.insertWidget(0, form)
        for name, form in self._forms.items():
            form.setVisible(name == specification.source and form.has_fields)
        self._forms[specification.source].show_specification(specification)
        self._standardize.setChecked(specification.standardize)

    def show_summary(self, data_set: DataSet | None, otherwise: str) -> None:
        """Tell in a line what the data set holds, or, while there is none, why."""
        text = summary(data_set) if data_set is not None else otherwise
        self._summary.setText(text)
        self._summary.setVisible(bool(text))

    def _on_standardize_clicked(self, is_checked: bool) -> None:
        label = "Standardise inputs" if is_checked else "Leave inputs as they are"
        self._edits.apply(label, lambda project: edits.change_data(project, standardize=is_checked))

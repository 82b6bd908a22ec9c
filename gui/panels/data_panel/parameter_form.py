"""A form made from the parameters that a data source lists."""

from functools import partial

from PySide6.QtWidgets import QWidget

from engine.data.source import DataParameter, DataSource
from engine.data.specification import DataSpecification
from engine.project import edits
from engine.project.project import Project
from gui.panels.data_panel.parameter_fields import ParameterField, make_field
from gui.panels.panel_edits import PanelEdits
from gui.widgets import Form


class ParameterForm(Form):
    """The parameters of one source; every control is an edit, a drag of a slider one undo step."""

    def __init__(self, source: DataSource, panel_edits: PanelEdits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: dict[str, ParameterField] = {}
        for parameter in source.parameters:
            field = make_field(parameter)
            self._fields[parameter.field] = field
            self.add_row(parameter.label, field, parameter.help)
            panel_edits.bind(
                f"Set {parameter.label.lower()}",
                partial(_change, parameter),
                field.value_edited,
                field.editing_committed,
            )

    @property
    def has_fields(self) -> bool:
        """Whether the source has any parameters."""
        return bool(self._fields)

    def show_specification(self, specification: DataSpecification) -> None:
        """Show the values of a specification."""
        for name, field in self._fields.items():
            field.set_value(getattr(specification, name))


def _change(parameter: DataParameter, project: Project, value: float) -> Project:
    whole = parameter.is_integer and value == round(value)
    return edits.change_data(project, **{parameter.field: int(value) if whole else value})

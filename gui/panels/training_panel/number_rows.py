"""Rows for the numbers that the engine's registries describe: range, help and symbol come from there."""

from collections.abc import Iterable
from functools import partial

from msgspec.structs import replace
from PySide6.QtWidgets import QLabel, QWidget

from engine.network.number_setting import NumberSetting
from engine.project import edits
from engine.project.project import Project
from engine.project.settings import TrainingSettings
from gui.panels.number_controls import NumberControl, make_number_control
from gui.panels.panel_edits import PanelEdits
from gui.widgets import Form


class NumberRows:
    """Rows of a form for numbers of the training settings.

    Args:
        form: Where they are added, at its end.
        panel_edits: What they edit through.
        numbers: What to show.
        part: The field of `TrainingSettings` whose record holds the numbers; "" where they are its own.
        undo_text: What the Undo menu calls a change; by default “Set” and the number's label.
    """

    def __init__(
        self, form: Form, panel_edits: PanelEdits, numbers: Iterable[NumberSetting], part: str = "", undo_text: str = ""
    ) -> None:
        # Not the form, which holds these rows: the garbage collector crashes on a cycle that leads to a document.
        self._labels: dict[str, QLabel] = {}
        self._helps: dict[str, str] = {}
        self._part = part
        self._controls: dict[str, NumberControl] = {}
        self.locked: list[QWidget] = []
        for setting in numbers:
            control = self._controls[setting.field] = make_number_control(setting)
            self._labels[setting.field] = form.add_row(setting.title, control, setting.help)
            self._helps[setting.field] = setting.help
            if not setting.while_running:
                self.locked.append(control)
            panel_edits.bind(
                undo_text or f"Set {lowered(setting.label)}",
                partial(change_number, part, setting.field),
                control.value_edited,
                control.editing_committed,
                while_training=setting.while_running,
            )

    def show(self, training: TrainingSettings, used: Iterable[NumberSetting] | None = None) -> None:
        """Show the numbers as they are, and only those in use if they are named."""
        record = getattr(training, self._part) if self._part else training
        fields = self._controls if used is None else {setting.field for setting in used}
        for field, control in self._controls.items():
            control.set_value(getattr(record, field))
            for widget in (control, self._labels[field]):
                widget.setVisible(field in fields)

    def set_obstacle(self, field: str, sentence: str) -> None:
        """Disable a number and say why; "" enables it."""
        self._controls[field].setEnabled(not sentence)
        for widget in (self._controls[field], self._labels[field]):
            widget.setToolTip(sentence or self._helps[field])


def change_number(part: str, field: str, project: Project, value: float) -> Project:
    """Give the project with one number of its training settings changed.

    Raises:
        SettingError: A number outside its range.
    """
    if not part:
        return edits.change_training(project, **{field: value})
    record = replace(getattr(project.training, part), **{field: value})
    return edits.change_training(project, **{part: record})


def lowered(label: str) -> str:
    """Give a label within a sentence: “learning rate”, but “L1 penalty”."""
    is_name = label[:2].isupper() or label[1:2].isdigit()
    return label if is_name else label[0].lower() + label[1:]

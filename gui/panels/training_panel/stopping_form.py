"""When a run ends before its last epoch."""

from msgspec.structs import replace
from PySide6.QtWidgets import QCheckBox, QWidget

from engine.data.data_set import Task
from engine.project import edits
from engine.project.project import Project
from engine.project.stopping import STOPPING_NUMBERS
from gui.panels.controls import make_caption, set_name
from gui.panels.panel_edits import PanelEdits
from gui.panels.training_panel.number_rows import NumberRows, lowered
from gui.widgets import Form, let_rest

NO_PATIENCE = "Without a patience nothing stops early, and there is no best epoch to go back to."
UNDO_TEXT = "Change when to stop"
NO_ACCURACY = "Accuracy is for classes; this data has values to predict."
OF_EARLY_STOPPING = ("patience", "minimum_improvement")


class StoppingForm(Form):
    """Early stopping, and the other rules."""

    def __init__(self, panel_edits: PanelEdits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edits = panel_edits
        self._add_caption("Early stopping on the validation loss; 0 epochs of patience switch it off.")
        early = [setting for setting in STOPPING_NUMBERS if setting.field in OF_EARLY_STOPPING]
        self._early = NumberRows(self, panel_edits, early, "stopping", UNDO_TEXT)
        self._restore = QCheckBox("Go back to the best epoch")
        self._restore.setToolTip("After early stopping, bring back the parameters of the best validation loss.")
        set_name(self._restore, "restore-best")
        self.add_wide(self._restore)
        self._add_caption("Other rules; 0 switches each of them off.")
        others = [setting for setting in STOPPING_NUMBERS if setting.field not in OF_EARLY_STOPPING]
        self._others = NumberRows(self, panel_edits, others, "stopping", UNDO_TEXT)
        self._restore.clicked.connect(self._on_restore_clicked)

    @property
    def locked(self) -> list[QWidget]:
        """What rests while a run goes on."""
        return [self._restore, *self._early.locked, *self._others.locked]

    @staticmethod
    def summary(project: Project) -> str:
        """Say which rules are on."""
        stopping = project.training.stopping
        is_early = stopping.patience > 0
        rules = [s for s in STOPPING_NUMBERS if s.field not in OF_EARLY_STOPPING and getattr(stopping, s.field)]
        return ", ".join([*(["early"] if is_early else []), *(lowered(s.field.replace("_", " ")) for s in rules)])

    def show_project(self, project: Project) -> None:
        """Show a project's rules."""
        training = project.training
        self._early.show(training)
        self._others.show(training)
        self._restore.setChecked(training.stopping.restore_best)
        let_rest(self._restore, "" if training.stopping.patience > 0 else NO_PATIENCE)
        has_values = edits.data_source(project.data).task_of(project.data) is Task.REGRESSION
        self._others.set_obstacle("accuracy", NO_ACCURACY if has_values else "")

    def _add_caption(self, text: str) -> None:
        caption = make_caption()
        caption.setText(text)
        self.add_wide(caption)

    def _on_restore_clicked(self, is_checked: bool) -> None:
        label = "Go back to the best epoch" if is_checked else "Stay at the last epoch"
        self._edits.apply(
            label,
            lambda project: edits.change_training(
                project, stopping=replace(project.training.stopping, restore_best=is_checked)
            ),
        )

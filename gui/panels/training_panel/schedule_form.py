"""How the learning rate changes during a run."""

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from engine.network.schedules import SCHEDULE_NUMBERS, SCHEDULES, SYMBOLS, WARM_UP, schedule
from engine.project import edits
from engine.project.project import Project
from gui.panels.controls import set_name
from gui.panels.latex_label import LatexLabel
from gui.panels.panel_edits import PanelEdits
from gui.panels.training_panel.number_rows import NumberRows
from gui.panels.training_panel.schedule_curve import ScheduleCurve
from gui.widgets import Choice, ChoiceField, Form


class ScheduleForm(Form):
    """Schedule, warm-up, and the curve that they make of α."""

    def __init__(self, panel_edits: PanelEdits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edits = panel_edits
        self._schedule = ChoiceField(
            tuple(
                Choice(entry.name, entry.label, "\n".join((*entry.formulas(), entry.help)))
                for entry in SCHEDULES.values()
            )
        )
        set_name(self._schedule, "schedule")
        self.add_row("Schedule", self._schedule)
        self._formula = LatexLabel("schedule-formula")
        self._formula.setToolTip(SYMBOLS)
        self.add_wide(self._formula)
        self._numbers = NumberRows(self, panel_edits, SCHEDULE_NUMBERS, "schedule")
        self._curve = ScheduleCurve()
        self.add_wide(self._curve)
        self._schedule.choice_edited.connect(self._on_schedule_edited)

    @property
    def locked(self) -> list[QWidget]:
        """What rests while a run goes on."""
        return [self._schedule, *self._numbers.locked]

    @staticmethod
    def summary(project: Project) -> str:
        """Say what changes the learning rate."""
        settings = project.training.schedule
        chosen = schedule(settings.name)
        parts = ["warm-up"] if settings.warm_up_epochs > 0 else []
        parts += [chosen.label.lower()] if chosen.parameters else []
        return ", ".join(parts)

    def show_project(self, project: Project) -> None:
        """Show a project's schedule."""
        training = project.training
        chosen = schedule(training.schedule.name)
        self._schedule.set_choice(chosen.name)
        warm_up = training.schedule.warm_up_epochs
        self._formula.show_lines(chosen.latex_formulas(warm_up), chosen.formulas(warm_up))
        self._numbers.show(training, (*chosen.parameters, WARM_UP))
        changes = bool(chosen.parameters) or warm_up > 0
        self._formula.setVisible(changes)
        self._curve.setVisible(changes)
        if changes:
            self._curve.show_schedule(training)

    def show_epoch(self, epoch: int) -> None:
        """Mark on the curve where the run stands; 0 for no run."""
        self._curve.show_epoch(epoch)

    def _on_schedule_edited(self, name: str) -> None:
        self._edits.apply(
            "Choose schedule",
            lambda project: edits.change_training(project, schedule=replace(project.training.schedule, name=name)),
        )

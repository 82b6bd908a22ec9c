"""What keeps weights small and steps short."""

from PySide6.QtWidgets import QWidget

from engine.network.optimizers import optimizer
from engine.project.project import Project
from engine.project.settings import CLIP_NORM, L1, L2, WEIGHT_DECAY
from gui.panels.controls import make_caption
from gui.panels.notation import number_text
from gui.panels.panel_edits import PanelEdits
from gui.panels.training_panel.number_rows import NumberRows
from gui.widgets import Form


class RegularizationForm(Form):
    """Weight decay, penalties and clipping; dropout is set for each layer, in the inspector."""

    def __init__(self, panel_edits: PanelEdits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._decay = NumberRows(self, panel_edits, [WEIGHT_DECAY])
        self._decay_note = make_caption("weight-decay-note")
        self.add_wide(self._decay_note)
        self._others = NumberRows(self, panel_edits, [L1, L2, CLIP_NORM])
        dropout = make_caption("dropout-note")
        dropout.setText("Dropout is a layer’s own: select a hidden layer and set it in the inspector.")
        self.add_wide(dropout)

    @property
    def locked(self) -> list[QWidget]:
        """What rests while a run goes on."""
        return [*self._decay.locked, *self._others.locked]

    @staticmethod
    def summary(project: Project) -> str:
        """Say which of the numbers are in use."""
        training = project.training
        used = [setting for setting in (WEIGHT_DECAY, L1, L2, CLIP_NORM) if getattr(training, setting.field)]
        return ", ".join(f"{setting.symbol} {number_text(getattr(training, setting.field))}" for setting in used)

    def show_project(self, project: Project) -> None:
        """Show a project's numbers."""
        training = project.training
        self._decay.show(training)
        self._others.show(training)
        self._decay_note.setVisible(training.weight_decay > 0)
        self._decay_note.setText(_decay_note(project))


def _decay_note(project: Project) -> str:
    training = project.training
    if optimizer(training.optimizer.name).vectors:
        return "W ← (1 − λ)W − αd, apart from what the optimizer makes of the gradient"
    ratio = number_text(training.weight_decay / training.learning_rate)
    return f"W ← (1 − λ)W − α ∂L/∂W\nPyTorch’s weight_decay = λ/α = {ratio}"

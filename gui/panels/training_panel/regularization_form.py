"""What keeps weights small and steps short."""

from PySide6.QtWidgets import QWidget

from engine.network.optimizers import optimizer
from engine.project.project import Project
from engine.project.settings import CLIP_NORM, L1, L2, WEIGHT_DECAY, TrainingSettings
from gui.panels.controls import make_caption
from gui.panels.latex_label import LatexLabel
from gui.panels.notation import number_text
from gui.panels.panel_edits import PanelEdits
from gui.panels.training_panel.number_rows import NumberRows
from gui.widgets import Form

_DECAY = r"W \leftarrow (1 - \lambda) W - \alpha \frac{\partial L}{\partial W}", "W ← (1 − λ)W − α ∂L/∂W"
_OWN_DECAY = r"W \leftarrow (1 - \lambda) W - \alpha d", "W ← (1 − λ)W − αd"
_OWN_DECAY_NOTE = "Apart from what the optimizer makes of the gradient, d."
_OBJECTIVE = (
    r"L + \lambda_1 \sum \lvert w \rvert + \frac{1}{2} \lambda_2 \sum w^2",
    "L + λ₁ Σ|w| + ½ λ₂ Σ w²",
)
_CLIPPING = (
    r"g \leftarrow g \, \frac{c}{\lVert g \rVert} \quad \text{where} ~ \lVert g \rVert > c",
    "g ← g·c/‖g‖ where ‖g‖ > c",
)


class RegularizationForm(Form):
    """Weight decay, penalties and clipping; dropout is set for each layer, in the inspector."""

    def __init__(self, panel_edits: PanelEdits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._decay = NumberRows(self, panel_edits, [WEIGHT_DECAY])
        self._decay_rule = LatexLabel("weight-decay-rule")
        self.add_wide(self._decay_rule)
        self._decay_note = make_caption("weight-decay-note")
        self.add_wide(self._decay_note)
        self._penalties = NumberRows(self, panel_edits, [L1, L2])
        self._objective = LatexLabel("penalty-formula")
        self.add_wide(self._objective)
        self._clipping = NumberRows(self, panel_edits, [CLIP_NORM])
        self._clipping_rule = LatexLabel("clipping-rule")
        self.add_wide(self._clipping_rule)
        dropout = make_caption("dropout-note")
        dropout.setText("Dropout is a layer’s own: select a hidden layer and set it in the inspector.")
        self.add_wide(dropout)

    @property
    def locked(self) -> list[QWidget]:
        """What rests while a run goes on."""
        return [*self._decay.locked, *self._penalties.locked, *self._clipping.locked]

    @staticmethod
    def summary(project: Project) -> str:
        """Say which of the numbers are in use."""
        training = project.training
        used = [setting for setting in (WEIGHT_DECAY, L1, L2, CLIP_NORM) if getattr(training, setting.field)]
        return ", ".join(f"{setting.symbol} {number_text(getattr(training, setting.field))}" for setting in used)

    def show_project(self, project: Project) -> None:
        """Show a project's numbers."""
        training = project.training
        for rows in (self._decay, self._penalties, self._clipping):
            rows.show(training)
        has_own_direction = bool(optimizer(training.optimizer.name).vectors)
        rule, plain = _OWN_DECAY if has_own_direction else _DECAY
        _show(self._decay_rule, training.weight_decay > 0, rule, plain)
        self._decay_note.setVisible(training.weight_decay > 0)
        self._decay_note.setText(_OWN_DECAY_NOTE if has_own_direction else _decay_note(training))
        _show(self._objective, training.l1 > 0 or training.l2 > 0, *_OBJECTIVE)
        _show(self._clipping_rule, training.clip_norm > 0, *_CLIPPING)


def _show(label: LatexLabel, is_used: bool, rule: str, plain: str) -> None:
    label.setVisible(is_used)
    label.show_lines([rule], [plain])


def _decay_note(training: TrainingSettings) -> str:
    ratio = number_text(training.weight_decay / training.learning_rate)
    return f"PyTorch’s weight_decay = λ/α = {ratio}"

"""Learning rate, batch size, epochs, optimizer, shuffling and loss."""

from msgspec.structs import replace
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from engine.network.graph import output_layers
from engine.network.losses import LOSS_NUMBERS, LOSSES, Loss, loss
from engine.network.optimizers import OPTIMIZER_NUMBERS, OPTIMIZERS, optimizer
from engine.project import edits
from engine.project.project import Project
from engine.project.settings import BATCH_SIZE, EPOCHS, LEARNING_RATE, TrainingSettings
from gui.panels.controls import make_caption, set_name
from gui.panels.latex_label import LatexLabel
from gui.panels.panel_edits import PanelEdits
from gui.panels.training_panel.number_rows import NumberRows
from gui.widgets import Choice, ChoiceField, Form

NUMBERS = (LEARNING_RATE, BATCH_SIZE, EPOCHS)
# Rules whose steps are about α long, whatever the size of the gradient.
ADAPTIVE = ("adam", "adamw")
ADAPTIVE_RATE, HIGH_ADAPTIVE_RATE = 0.01, 0.05
RATE_NOTE = "{optimizer} is usually run with α ≈ 0.001–0.01: each of its steps is about α long."
LEAST_OUTPUTS = {"binary": 1, "multiclass": 2, "regression": 1}


class OptimizationForm(Form):
    """What each update of the parameters is made of."""

    def __init__(self, panel_edits: PanelEdits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edits = panel_edits
        self._loss = ChoiceField()
        self._misfits: tuple[str, ...] = ()
        self._loss_formula = LatexLabel("loss-formula")
        self._optimizer = ChoiceField(
            tuple(
                Choice(entry.name, entry.label, "\n".join((*entry.rule, entry.help))) for entry in OPTIMIZERS.values()
            )
        )
        self._rule = LatexLabel("update-rule")
        self._shuffle = QCheckBox("Shuffle each epoch")
        self._samples = 0
        self._batch_note = make_caption("batch-note")
        self._rate_hint = QPushButton()
        self._rate_note = make_caption("rate-note")
        self._lay_out()
        self._connect()

    @property
    def loss_control(self) -> QWidget:
        """Where the loss is chosen."""
        return self._loss

    @property
    def has_unfit_loss(self) -> bool:
        """Whether the loss chosen does not fit data and output layer."""
        return any(
            entry.name == self._loss.choice and why for entry, why in zip(LOSSES.values(), self._misfits, strict=True)
        )

    @property
    def locked(self) -> list[QWidget]:
        """What rests while a run goes on."""
        rows = (self._loss_numbers, self._numbers, self._optimizer_numbers)
        choices = [self._loss, self._optimizer, self._shuffle]
        return [*choices, *(control for part in rows for control in part.locked)]

    def show_project(self, project: Project) -> None:
        """Show a project's settings."""
        training = project.training
        misfits = tuple(_misfit(project, entry) for entry in LOSSES.values())
        if misfits != self._misfits:
            self._misfits = misfits
            self._loss.set_choices(tuple(map(_choice, LOSSES.values(), misfits)))
        self._loss.set_choice(training.loss)
        measured = loss(training.loss)
        formula, latex = measured.definition(training.loss_numbers)
        self._loss_formula.show_lines(latex, [formula])
        self._loss_formula.setToolTip(measured.help)
        self._loss_numbers.show(training, measured.parameters)
        rule = optimizer(training.optimizer.name)
        self._optimizer.set_choice(rule.name)
        self._rule.show_lines(rule.latex, rule.rule)
        self._rule.setToolTip(rule.help)
        self._numbers.show(training, (LEARNING_RATE, EPOCHS) if rule.full_batch else NUMBERS)
        self._optimizer_numbers.show(training, rule.parameters)
        self._shuffle.setChecked(training.shuffle)
        self._shuffle.setVisible(not rule.full_batch)
        self._rate_note.setText(RATE_NOTE.format(optimizer=rule.label))
        is_high = rule.name in ADAPTIVE and training.learning_rate > HIGH_ADAPTIVE_RATE
        for widget in (self._rate_note, self._rate_hint):
            widget.setVisible(is_high)
        self._show_batches(training)

    def show_sample_count(self, samples: int, training: TrainingSettings) -> None:
        """Take note of how many samples there are to train on, 0 where nobody knows."""
        self._samples = samples
        self._show_batches(training)

    def _show_batches(self, training: TrainingSettings) -> None:
        """Say where mini-batches are none: a larger number is taken for all samples there are."""
        is_full = 0 < self._samples <= training.batch_size and not optimizer(training.optimizer.name).full_batch
        self._batch_note.setText(f"All {self._samples:,} training samples are in one batch.")
        self._batch_note.setVisible(is_full)

    def _lay_out(self) -> None:
        # What people change most stands first.
        self._numbers = NumberRows(self, self._edits, NUMBERS)
        self._batch_note.hide()
        self.add_wide(self._batch_note)
        self.add_row("Optimizer", self._optimizer)
        self._rate_hint.setText(f"Set α = {ADAPTIVE_RATE:g}")
        self._rate_hint.setToolTip("Undo brings the rate back.")
        set_name(self._rate_hint, "set-adaptive-rate")
        self.add_wide(self._rate_note)
        self.add_wide(self._rate_hint)
        self.add_wide(self._rule)
        self._optimizer_numbers = NumberRows(self, self._edits, OPTIMIZER_NUMBERS, "optimizer")
        self._shuffle.setToolTip("Draw a new random order of the training samples for each epoch.")
        self.add_wide(self._shuffle)
        self.add_row("Loss L", self._loss)
        self.add_wide(self._loss_formula)
        self._loss_numbers = NumberRows(self, self._edits, LOSS_NUMBERS, "loss_numbers")
        for name, control in {
            "loss": self._loss,
            "optimizer": self._optimizer,
            "shuffle": self._shuffle,
        }.items():
            set_name(control, name)

    def _connect(self) -> None:
        self._loss.choice_edited.connect(self._on_loss_edited)
        self._optimizer.choice_edited.connect(self._on_optimizer_edited)
        self._shuffle.clicked.connect(self._on_shuffle_clicked)
        self._rate_hint.clicked.connect(self._on_rate_hint_clicked)

    def _on_loss_edited(self, name: str) -> None:
        self._edits.apply("Choose loss", lambda project: edits.set_loss(project, name))

    def _on_optimizer_edited(self, name: str) -> None:
        self._edits.apply(
            "Choose optimizer",
            lambda project: edits.change_training(project, optimizer=replace(project.training.optimizer, name=name)),
        )

    def _on_rate_hint_clicked(self) -> None:
        self._edits.apply(
            "Set learning rate", lambda project: edits.change_training(project, learning_rate=ADAPTIVE_RATE)
        )

    def _on_shuffle_clicked(self, is_checked: bool) -> None:
        label = "Shuffle each epoch" if is_checked else "Stop shuffling"
        self._edits.apply(label, lambda project: edits.change_training(project, shuffle=is_checked))


def _misfit(project: Project, entry: Loss) -> str:
    """Say why a loss does not fit data and output layer; of an output layer that no loss fits, only the data count."""
    task = edits.data_source(project.data).task_of(project.data).value
    layers = output_layers(project.network)
    if len(layers) != 1:
        return entry.misfit(task, LEAST_OUTPUTS[task])
    width, function = layers[0].width, layers[0].activation_function
    fits_some = any(not other.misfit(task, width, function) for other in LOSSES.values())
    return entry.misfit(task, width if fits_some else LEAST_OUTPUTS[task], function)


def _choice(entry: Loss, obstacle: str) -> Choice:
    return Choice(entry.name, entry.label, f"{entry.formula}\n{entry.help}", obstacle=obstacle)

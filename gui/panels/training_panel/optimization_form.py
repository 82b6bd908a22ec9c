"""Loss, learning rate, batch size, epochs, weight decay and shuffling."""

from functools import partial

from PySide6.QtWidgets import QCheckBox, QWidget

from engine.network.losses import LOSSES, Loss, loss
from engine.project import edits
from engine.project.project import Project
from gui.panels.controls import make_caption, set_name
from gui.panels.notation import number_text
from gui.panels.panel_edits import PanelEdits
from gui.widgets import Choice, ChoiceField, Form, IntegerField, NumberField, SliderField

SLIDER_RATES = (1e-4, 10.0)
TYPED_RATES = (1e-12, 1e12)
LARGEST_BATCH = 1_000_000
MOST_EPOCHS = 100_000_000
LARGEST_WEIGHT_DECAY = 0.999999
_TASK_TEXTS = {"binary": "two classes", "multiclass": "more than two classes", "regression": "values to predict"}


class OptimizationForm(Form):
    """What each update of the parameters is made of."""

    def __init__(self, panel_edits: PanelEdits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edits = panel_edits
        self._loss = ChoiceField()
        self._loss_formula = make_caption("loss-formula")
        self._learning_rate = SliderField(
            0.1, *SLIDER_RATES, logarithmic=True, minimum=TYPED_RATES[0], maximum=TYPED_RATES[1]
        )
        self._batch_size = IntegerField(10, minimum=1, maximum=LARGEST_BATCH)
        self._epochs = IntegerField(1000, minimum=1, maximum=MOST_EPOCHS)
        self._weight_decay = NumberField(0.0, minimum=0.0, maximum=LARGEST_WEIGHT_DECAY, step=0.001)
        self._weight_decay_note = make_caption("weight-decay-note")
        self._shuffle = QCheckBox("Shuffle each epoch")
        self._lay_out()
        self._connect()

    def show_project(self, project: Project) -> None:
        """Show a project's settings."""
        training = project.training
        task = edits.data_source(project.data).task_of(project.data).value
        self._loss.set_choices(tuple(_choice(entry, task) for entry in LOSSES.values()))
        self._loss.set_choice(training.loss)
        self._loss_formula.setText(loss(training.loss).formula)
        self._learning_rate.set_value(training.learning_rate)
        self._batch_size.set_value(training.batch_size)
        self._epochs.set_value(training.epochs)
        self._weight_decay.set_value(training.weight_decay)
        ratio = number_text(training.weight_decay / training.learning_rate)
        self._weight_decay_note.setText(f"W ← (1 − λ)W − α ∂L/∂W\nPyTorch’s weight_decay = λ/α = {ratio}")
        self._weight_decay_note.setVisible(training.weight_decay > 0)
        self._shuffle.setChecked(training.shuffle)

    def _lay_out(self) -> None:
        self.add_row("Loss L", self._loss)
        self.add_wide(self._loss_formula)
        self.add_row("Learning rate α", self._learning_rate, "How far each update moves the parameters: above 0.")
        self.add_row(
            "Batch size B",
            self._batch_size,
            "Samples in a mini-batch; as many as there are, or more, is full-batch gradient descent.",
        )
        self.add_row("Epochs E", self._epochs, "How many times Play goes through the training samples.")
        self.add_row(
            "Weight decay λ",
            self._weight_decay,
            "At each update the weights, not the biases, are multiplied by 1 − λ.",
        )
        self.add_wide(self._weight_decay_note)
        self._shuffle.setToolTip("Draw a new random order of the training samples for each epoch.")
        self.add_wide(self._shuffle)
        for name, control in {
            "loss": self._loss,
            "learning-rate": self._learning_rate,
            "batch-size": self._batch_size,
            "epochs": self._epochs,
            "weight-decay": self._weight_decay,
            "shuffle": self._shuffle,
        }.items():
            set_name(control, name)

    def _connect(self) -> None:
        self._loss.choice_edited.connect(self._on_loss_edited)
        self._shuffle.clicked.connect(self._on_shuffle_clicked)
        for setting, control in (
            ("learning_rate", self._learning_rate),
            ("batch_size", self._batch_size),
            ("epochs", self._epochs),
            ("weight_decay", self._weight_decay),
        ):
            words = setting.replace("_", " ")
            change = partial(_change_setting, setting)
            self._edits.bind(f"Set {words}", change, control.value_edited, control.editing_committed)

    def _on_loss_edited(self, name: str) -> None:
        self._edits.apply("Choose loss", lambda project: edits.set_loss(project, name))

    def _on_shuffle_clicked(self, is_checked: bool) -> None:
        label = "Shuffle each epoch" if is_checked else "Stop shuffling"
        self._edits.apply(label, lambda project: edits.change_training(project, shuffle=is_checked))


def _change_setting(setting: str, project: Project, value: float) -> Project:
    return edits.change_training(project, **{setting: value})


def _choice(entry: Loss, task: str) -> Choice:
    obstacle = "" if task in entry.tasks else f"{entry.label} does not fit data with {_TASK_TEXTS[task]}."
    return Choice(entry.name, entry.label, f"{entry.formula}\n{entry.help}", obstacle=obstacle)

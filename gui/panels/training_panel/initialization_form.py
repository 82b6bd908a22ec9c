"""Which initial weights to draw, from which seed."""

import secrets
from functools import partial

from msgspec.structs import replace
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from engine.network.initializers import INITIALIZERS, KEEP, initializer
from engine.project import edits
from engine.project.project import Project
from gui.icons import IconName, icon
from gui.panels.controls import make_caption, make_tool_button, set_name
from gui.panels.panel_edits import PanelEdits
from gui.theme import Spacing
from gui.widgets import Choice, ChoiceField, Form, IntegerField, NumberField

LARGEST_SEED = 2**32 - 1
NEW_SEEDS_BELOW = 10_000  # short enough to say aloud and write on a board
DRAW_HELP = "Draw new initial weights and set all biases to 0; frozen ones stay."
KEEP_REASON = "“Keep” leaves the weights as they are; choose another initialisation to draw some."


class InitializationForm(Form):
    """The start of a run. Before the first step, every change here draws the weights at once."""

    def __init__(self, panel_edits: PanelEdits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edits = panel_edits
        self._scheme = ChoiceField(
            tuple(Choice(entry.name, entry.label, f"{entry.formula}\n{entry.help}") for entry in INITIALIZERS.values())
        )
        self._formula = make_caption("initialization-formula")
        self._sigma = NumberField(0.5, minimum=0.0, step=0.05)
        self._seed = IntegerField(0, minimum=0, maximum=LARGEST_SEED)
        self._new_seed = make_tool_button(
            IconName.RANDOM, "new-seed", "New seed", "Another seed: other initial weights"
        )
        self._draw = QPushButton("Draw weights")
        self._draw.setIcon(icon(IconName.RANDOM))
        self._lay_out()
        self._connect()

    def show_project(self, project: Project) -> None:
        """Show a project's initialisation."""
        initialization = project.training.initialization
        self._scheme.set_choice(initialization.scheme)
        self._formula.setText(initializer(initialization.scheme).formula)
        self._sigma.set_value(initialization.sigma)
        self.set_row_visible(self._sigma, initialization.scheme == "normal")
        self._seed.set_value(initialization.seed)
        self._draw.setEnabled(initialization.scheme != KEEP)
        self._draw.setToolTip(KEEP_REASON if initialization.scheme == KEEP else DRAW_HELP)

    def _lay_out(self) -> None:
        self.add_row("Initialisation", self._scheme)
        self.add_wide(self._formula)
        self.add_row("σ", self._sigma, "Standard deviation of the initial weights: at least 0.")
        seed_row = QWidget()
        row = QHBoxLayout(seed_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Spacing.TIGHT)
        row.addWidget(self._seed, 1)
        row.addWidget(self._new_seed)
        self._seed.setAccessibleName("Seed")
        self.add_row("Seed", seed_row, "The same seed draws the same initial weights and the same order of samples.")
        self.add_wide(self._draw)
        for name, control in {
            "initialization": self._scheme,
            "sigma": self._sigma,
            "seed": self._seed,
            "draw-weights": self._draw,
        }.items():
            set_name(control, name)

    def _connect(self) -> None:
        self._scheme.choice_edited.connect(self._on_scheme_edited)
        self._new_seed.clicked.connect(self._on_new_seed_clicked)
        self._draw.clicked.connect(lambda: self._edits.apply("Draw weights", edits.draw_weights))
        for label, field, control in (("Set σ", "sigma", self._sigma), ("Set seed", "seed", self._seed)):
            change = partial(_change, field)
            self._edits.bind(label, change, control.value_edited, control.editing_committed)

    def _on_scheme_edited(self, scheme: str) -> None:
        self._edits.apply("Choose initialisation", lambda project: _change("scheme", project, scheme))

    def _on_new_seed_clicked(self) -> None:
        seed = secrets.randbelow(NEW_SEEDS_BELOW)
        self._edits.apply("Draw another seed", lambda project: _change("seed", project, seed))


def _change(field: str, project: Project, value: object) -> Project:
    return edits.set_initialization(project, replace(project.training.initialization, **{field: value}))

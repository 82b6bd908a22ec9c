"""Which initial weights to draw, from which seed."""

import secrets
from functools import partial

from msgspec.structs import replace
from PySide6.QtWidgets import QPushButton, QWidget

from engine.network.initializers import INITIALIZATION_NUMBERS, INITIALIZERS, KEEP, initializer
from engine.project import edits
from engine.project.project import Project
from gui.icons import IconName, icon
from gui.panels.controls import set_name
from gui.panels.latex_label import LatexLabel
from gui.panels.number_controls import make_number_control
from gui.panels.panel_edits import PanelEdits
from gui.widgets import Choice, ChoiceField, Form, IntegerField

LARGEST_SEED = 2**32 - 1
NEW_SEEDS_BELOW = 10_000  # short enough to say aloud and write on a board
AGAIN_HELP = "Draw the weights from the same seed and set all biases to 0; frozen ones stay."
DRAW_HELP = "Throw another seed, draw the weights from it and set all biases to 0; frozen ones stay."
KEEP_REASON = "“Keep” leaves the weights as they are; choose another initialisation to draw some."
BY_HAND_NOTE = "The weights set by hand were replaced; Ctrl+Z brings them back."
TRAINED_NOTE = "The trained weights were replaced; Ctrl+Z brings them back."


class InitializationForm(Form):
    """The start of a run. Before the first step, every change here draws the weights at once."""

    def __init__(self, panel_edits: PanelEdits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edits = panel_edits
        self._scheme = ChoiceField(
            tuple(Choice(entry.name, entry.label, f"{entry.formula}\n{entry.help}") for entry in INITIALIZERS.values())
        )
        self._formula = LatexLabel("initialization-formula")
        self._seed = IntegerField(0, minimum=0, maximum=LARGEST_SEED)
        self._draw = QPushButton("Draw anew")
        self._draw.setIcon(icon(IconName.RANDOM))
        self._again = QPushButton("Draw again")
        self._again.setIcon(icon(IconName.RESET))
        self._lay_out()
        self._connect()

    @property
    def locked(self) -> list[QWidget]:
        """What rests while a run goes on."""
        return [self._scheme, *self._controls.values(), self._seed, self._draw, self._again]

    def show_project(self, project: Project) -> None:
        """Show a project's initialisation."""
        initialization = project.training.initialization
        self._scheme.set_choice(initialization.scheme)
        scheme = initializer(initialization.scheme)
        self._formula.show_lines(scheme.latex, [scheme.formula])
        self._formula.setToolTip(scheme.help)
        used = {setting.field for setting in scheme.parameters}
        for field, control in self._controls.items():
            control.set_value(getattr(initialization, field))
            self.set_row_visible(control, field in used)
        self._seed.set_value(initialization.seed)
        for button, help_text in ((self._draw, DRAW_HELP), (self._again, AGAIN_HELP)):
            button.setEnabled(initialization.scheme != KEEP)
            button.setToolTip(KEEP_REASON if initialization.scheme == KEEP else help_text)

    def _lay_out(self) -> None:
        self.add_row("Initialisation", self._scheme)
        self.add_wide(self._formula)
        self._controls = {setting.field: make_number_control(setting) for setting in INITIALIZATION_NUMBERS}
        for setting in INITIALIZATION_NUMBERS:
            self.add_row(setting.title, self._controls[setting.field], setting.help)
        self.add_row("Seed", self._seed, "The same seed draws the same initial weights and the same order of samples.")
        for button in (self._draw, self._again):
            self.add_wide(button)
        for name, control in {
            "initialization": self._scheme,
            "seed": self._seed,
            "draw-weights": self._draw,
            "draw-weights-again": self._again,
        }.items():
            set_name(control, name)

    def _connect(self) -> None:
        self._scheme.choice_edited.connect(self._on_scheme_edited)
        self._draw.clicked.connect(self._on_draw_clicked)
        self._again.clicked.connect(self._on_again_clicked)
        named = [(f"Set {setting.symbol}", setting.field) for setting in INITIALIZATION_NUMBERS]
        for label, field in (*named, ("Set seed", "seed")):
            control = self._controls.get(field, self._seed)
            change = partial(_change, field)
            self._edits.bind(label, change, control.value_edited, control.editing_committed, note_of=_note_of_change)

    def _on_scheme_edited(self, scheme: str) -> None:
        project = self._edits.project
        note = _by_hand_note(project) if project.run is None and scheme != KEEP else ""
        self._edits.apply("Choose initialisation", lambda project: _change("scheme", project, scheme), note=note)

    def _on_draw_clicked(self) -> None:
        project = self._edits.project
        seed = secrets.randbelow(NEW_SEEDS_BELOW)
        while seed == project.training.initialization.seed:
            seed = secrets.randbelow(NEW_SEEDS_BELOW)
        self._draw_from(seed)

    def _on_again_clicked(self) -> None:
        self._draw_from(self._edits.project.training.seed)

    def _draw_from(self, seed: int) -> None:
        project = self._edits.project
        note = TRAINED_NOTE if project.run is not None else _by_hand_note(project)
        self._edits.apply("Draw weights", lambda project: edits.draw_anew(project, seed), note=note)


def _by_hand_note(project: Project) -> str:
    """Say what drawing costs, "" where the weights are but drawn ones, be it before they were to be kept."""
    initialization = project.training.initialization
    schemes = INITIALIZERS if initialization.scheme == KEEP else (initialization.scheme,)
    drawn = (
        edits.change_training(project, initialization=replace(initialization, scheme=scheme)) for scheme in schemes
    )
    return "" if not project.network.connections or any(map(edits.has_drawn_parameters, drawn)) else BY_HAND_NOTE


def _note_of_change(project: Project) -> str:
    """Say what a change of σ or the seed costs: it draws before the first step of a run, and never with “Keep”."""
    draws = project.run is None and project.training.initialization.scheme != KEEP
    return _by_hand_note(project) if draws else ""


def _change(field: str, project: Project, value: object) -> Project:
    return edits.set_initialization(project, replace(project.training.initialization, **{field: value}))

"""Rows for the numbers that the engine's registries describe: range, help and symbol come from there."""

import math
from collections.abc import Iterable
from functools import partial

import msgspec
from msgspec.structs import replace
from PySide6.QtWidgets import QLabel, QWidget

from engine.network.number_setting import NumberSetting
from engine.project import edits
from engine.project.project import Project
from engine.project.settings import TrainingSettings
from gui.panels.controls import set_name
from gui.panels.panel_edits import PanelEdits
from gui.widgets import Form, IntegerField, NumberField, SliderField

NumberControl = IntegerField | NumberField | SliderField


class SliderRange(msgspec.Struct, frozen=True):
    """The part of a number's range that is worth dragging through; what lies beyond can be typed.

    Attributes:
        low: The slider's left end.
        high: Its right end.
        logarithmic: Whether equal ways multiply.
        digits: Significant digits the slider gives.
    """

    low: float
    high: float
    logarithmic: bool = False
    digits: int = 2


SLIDERS = {
    "learning_rate": SliderRange(1e-4, 10.0, logarithmic=True),
    "momentum": SliderRange(0.0, 0.99),
    "smoothing": SliderRange(0.0, 0.999, digits=3),
    "first_moment_decay": SliderRange(0.0, 0.99),
    "second_moment_decay": SliderRange(0.9, 0.9999, digits=3),
    "factor": SliderRange(0.05, 1.0),
    "final_share": SliderRange(0.0, 1.0),
    "label_smoothing": SliderRange(0.0, 0.5),
    "huber_delta": SliderRange(0.01, 10.0, logarithmic=True),
    "dropout": SliderRange(0.0, 0.9),
}
STEPS = {"clip_norm": 0.1, "warm_up_epochs": 1.0, "epsilon": 1e-8, "sigma": 0.05, "limit": 0.05}
SMALL_STEP = 0.001
FIELD_WIDTH = 64


def make_number_control(setting: NumberSetting) -> NumberControl:
    """Give the control for a number, named like its field with hyphens."""
    low = math.nextafter(setting.minimum, math.inf) if setting.above_minimum else setting.minimum
    high = math.nextafter(setting.maximum, -math.inf) if setting.below_maximum else setting.maximum
    control: NumberControl
    if setting.is_integer:
        control = IntegerField(int(setting.default), minimum=int(setting.minimum), maximum=int(setting.maximum))
    elif setting.field in SLIDERS:
        way = SLIDERS[setting.field]
        control = SliderField(
            setting.default,
            way.low,
            way.high,
            logarithmic=way.logarithmic,
            minimum=low,
            maximum=high,
            digits=way.digits,
            field_width=FIELD_WIDTH,
        )
    else:
        control = NumberField(setting.default, minimum=low, maximum=high, step=STEPS.get(setting.field, SMALL_STEP))
    set_name(control, setting.field.replace("_", "-"))
    return control


class NumberRows:
    """Rows of a form for numbers of the training settings.

    Args:
        form: Where they are added, at its end.
        panel_edits: What they edit through.
        numbers: What to show.
        part: The field of `TrainingSettings` whose record holds the numbers; "" where they are its own.
    """

    def __init__(self, form: Form, panel_edits: PanelEdits, numbers: Iterable[NumberSetting], part: str = "") -> None:
        # Not the form, which holds these rows: the garbage collector crashes on a cycle that leads to a document.
        self._labels: dict[str, QLabel] = {}
        self._part = part
        self._controls: dict[str, NumberControl] = {}
        self.locked: list[QWidget] = []
        for setting in numbers:
            control = self._controls[setting.field] = make_number_control(setting)
            self._labels[setting.field] = form.add_row(setting.title, control, setting.help)
            if not setting.while_running:
                self.locked.append(control)
            panel_edits.bind(
                f"Set {lowered(setting.label)}",
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

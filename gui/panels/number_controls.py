"""The control for a number that the engine describes: range, symbol and help come from its registries."""

import math

import msgspec

from engine.network.number_setting import NumberSetting
from gui.panels.controls import set_name
from gui.widgets import IntegerField, NumberField, SliderField

NumberControl = IntegerField | NumberField | SliderField


class SliderRange(msgspec.Struct, frozen=True):
    """The part of a number's range that is worth dragging through; what lies beyond can be typed.

    Attributes:
        low: The slider's left end.
        high: Its right end.
        logarithmic: Whether equal ways multiply.
        is_off_below: Whether the left end itself stands for 0, below `low`.
        digits: Significant digits the slider gives.
    """

    low: float
    high: float
    logarithmic: bool = False
    is_off_below: bool = False
    digits: int = 2


SLIDERS = {
    "learning_rate": SliderRange(1e-4, 10.0, logarithmic=True),
    "weight_decay": SliderRange(1e-6, 0.1, logarithmic=True, is_off_below=True),
    "l1": SliderRange(1e-6, 1.0, logarithmic=True, is_off_below=True),
    "l2": SliderRange(1e-6, 1.0, logarithmic=True, is_off_below=True),
    "clip_norm": SliderRange(0.01, 10.0, logarithmic=True, is_off_below=True),
    "warm_up_epochs": SliderRange(0.0, 100.0),
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
STEPS = {
    "epsilon": 1e-8,
    "accuracy": 0.01,
    "loss_below": 0.01,
    "seconds": 1.0,
    "sigma": 0.05,
    "limit": 0.05,
}
SMALL_STEP = 0.001
FIELD_WIDTH = 64
LEAST_SLIDER = 64  # with less way to drag, its label stands above it


def make_number_control(setting: NumberSetting) -> NumberControl:
    """Give the control for a number, named like its field with hyphens."""
    if setting.field in SLIDERS:
        return make_slider(setting)
    low, high = _ends(setting)
    control: IntegerField | NumberField
    if setting.is_integer:
        control = IntegerField(int(setting.default), minimum=int(low), maximum=int(high))
    else:
        control = NumberField(setting.default, minimum=low, maximum=high, step=STEPS.get(setting.field, SMALL_STEP))
        if setting.is_share:
            control.read_shares()
    control.explain_range(setting.refusal)
    set_name(control, setting.field.replace("_", "-"))
    return control


def make_slider(setting: NumberSetting) -> SliderField:
    """Give the control for a number of `SLIDERS`."""
    low, high = _ends(setting)
    way = SLIDERS[setting.field]
    slider = SliderField(
        setting.default,
        way.low,
        way.high,
        logarithmic=way.logarithmic,
        is_off_below=way.is_off_below,
        minimum=low,
        maximum=high,
        digits=way.digits,
        field_width=FIELD_WIDTH,
    )
    slider.slider.setMinimumWidth(LEAST_SLIDER)
    slider.field.explain_range(setting.refusal)
    set_name(slider, setting.field.replace("_", "-"))
    return slider


def _ends(setting: NumberSetting) -> tuple[float, float]:
    """Give the least and the greatest value allowed."""
    low, high = setting.minimum, setting.maximum
    return (
        math.nextafter(low, math.inf) if setting.above_minimum else low,
        math.nextafter(high, -math.inf) if setting.below_maximum else high,
    )

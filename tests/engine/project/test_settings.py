"""Training settings are refused where they make no sense, with the range and the value received."""

import math

import msgspec
import pytest

from engine.errors import SettingError
from engine.network.initializers import Initialization
from engine.network.optimizers import OptimizerSettings
from engine.network.schedules import ScheduleSettings
from engine.project.settings import (
    TrainingSettings,
    ViewSettings,
    can_change_while_running,
    check_training_settings,
    with_selected_sample,
    with_typed_input,
)


def settings(**changes: object) -> TrainingSettings:
    return msgspec.structs.replace(TrainingSettings(), **changes)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"loss": "zero_one"}, "There is no loss “zero_one”"),
        ({"learning_rate": 0.0}, "The learning rate α must be above 0 and at most 1e12; 0.0 is not."),
        ({"learning_rate": math.nan}, "The learning rate α must be above 0 and at most 1e12; nan is not."),
        ({"learning_rate": 1e300}, "The learning rate α must be above 0 and at most 1e12; 1e.300 is not."),
        ({"weight_decay": 1.0}, "The weight decay λ must be at least 0 and below 1; 1.0 is not."),
        ({"batch_size": 0}, "batch size B must be at least 1 and at most 1,000,000,000; 0 is not."),
        ({"batch_size": 10**9 + 1}, "batch size B must be at least 1 and at most 1,000,000,000; 1000000001 is not."),
        ({"epochs": -5}, "epochs E must be at least 1 and at most 1,000,000,000; -5 is not."),
        ({"epochs": 10**400}, f"epochs E must be at least 1 and at most 1,000,000,000; 1{'0' * 29}… is not."),
        ({"batch_size": 2.5}, "The batch size B must be a whole number; 2.5 is not"),
        ({"learning_rate": "fast"}, "The learning rate α must be a number; “fast” is not."),
        ({"initialization": Initialization("lottery")}, "There is no initialisation “lottery”"),
        (
            {"initialization": Initialization(sigma=-0.1)},
            "standard deviation σ must be at least 0 .*; -0.1 is not.",
        ),
        (
            {"initialization": Initialization(sigma=1e308)},
            r"standard deviation σ must be .* at most 1e9; 1e\+308 is not.",
        ),
        ({"initialization": Initialization(seed=2**32)}, "seed must be .* at most 4,294,967,295; 4294967296 is"),
        ({"optimizer": OptimizerSettings("lion")}, "There is no optimizer “lion”; there are gradient_descent, sgd"),
        ({"optimizer": OptimizerSettings(momentum=1.0)}, "The momentum μ must be at least 0 and below 1; 1.0 is not."),
        ({"optimizer": OptimizerSettings(epsilon=0.0)}, "The epsilon ε must be above 0 and at most 1; 0.0 is not."),
        (
            {"schedule": ScheduleSettings("sawtooth")},
            "There is no schedule “sawtooth”; there are constant, step",
        ),
        (
            {"schedule": ScheduleSettings(period=0)},
            "The period p must be at least 1 and at most .*; 0 is not.",
        ),
        ({"clip_norm": -1.0}, "The largest gradient norm c must be at least 0 and at most 1e12; -1.0 is not."),
        ({"l2": math.inf}, "The L2 penalty λ₂ must be at least 0 and at most 1e6; inf is not."),
        ({"device": "tpu"}, "device must be one of auto, cpu, cuda, mps; “tpu” is not."),
        ({"precision": "float16"}, "precision must be one of float32, float64; “float16” is not."),
    ],
)
def test_setting_outside_its_range_is_refused(changes: dict[str, object], sentence: str) -> None:
    with pytest.raises(SettingError, match=sentence):
        check_training_settings(settings(**changes))


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"learning_rate": 1e12, "batch_size": 10**9, "epochs": 10**9, "weight_decay": 0.999},
        {"learning_rate": 5e-324, "batch_size": 1, "epochs": 1},
        {"initialization": Initialization("normal", sigma=0.0, seed=2**32 - 1)},
    ],
)
def test_settings_at_the_ends_of_their_ranges_are_given_back(changes: dict[str, object]) -> None:
    within = settings(**changes)
    assert check_training_settings(within) is within


def test_an_own_x_stands_in_for_the_sample_until_one_is_selected() -> None:
    view = with_typed_input(ViewSettings(selected_sample=3), [1, 2.5])
    assert (view.selected_sample, view.typed_input) == (3, (1.0, 2.5))
    view = with_selected_sample(view, 1)
    assert (view.selected_sample, view.typed_input) == (1, None)


def test_an_own_x_is_finite() -> None:
    with pytest.raises(SettingError, match="input x2 must be a finite number; nan is not"):
        with_typed_input(ViewSettings(), [0.0, math.nan])


@pytest.mark.parametrize(
    ("changes", "can_change"),
    [
        ({}, True),
        ({"learning_rate": 0.5, "weight_decay": 0.1, "clip_norm": 1.0, "l1": 0.1}, True),
        ({"optimizer": OptimizerSettings(momentum=0.5), "schedule": ScheduleSettings(warm_up_epochs=2.0)}, True),
        ({"optimizer": OptimizerSettings("adam")}, False),
        ({"schedule": ScheduleSettings("cosine")}, False),
        ({"batch_size": 3}, False),
        ({"loss": "cross_entropy"}, False),
    ],
)
def test_what_can_change_while_a_run_goes_on_is_marked_in_the_settings(
    changes: dict[str, object], can_change: bool
) -> None:
    assert can_change_while_running(settings(), settings(**changes)) is can_change

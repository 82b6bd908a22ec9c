"""Schedules against the numbers worked out by hand and against PyTorch's."""

import numpy as np
import pytest
import torch

from engine.network.schedules import SCHEDULES, ScheduleSettings, learning_rate_at


def test_constant_rate_is_the_rate() -> None:
    assert learning_rate_at(0.3, ScheduleSettings(), [0, 7, 10**6], 10, 5).tolist() == [0.3, 0.3, 0.3]


def test_step_halves_the_rate_every_two_epochs() -> None:
    settings = ScheduleSettings("step", period=2, factor=0.5)
    assert learning_rate_at(0.8, settings, [0, 19, 20, 39, 40], 10, 100).tolist() == [0.8, 0.8, 0.4, 0.4, 0.2]


def test_cosine_is_pytorchs_until_its_end_and_stays_there() -> None:
    parameter = torch.zeros(1, requires_grad=True)
    descent = torch.optim.SGD([parameter], lr=0.5)
    oracle = torch.optim.lr_scheduler.CosineAnnealingLR(descent, T_max=30, eta_min=0.05)
    expected = []
    for _ in range(30):
        expected.append(float(oracle.get_last_lr()[0]))
        descent.step()
        oracle.step()

    found = learning_rate_at(0.5, ScheduleSettings("cosine", final_share=0.1), np.arange(40), 10, 3)
    np.testing.assert_allclose(found[:30], expected, rtol=1e-12)
    np.testing.assert_allclose(found[30:], 0.05, rtol=1e-12)


@pytest.mark.parametrize("name", SCHEDULES)
def test_warm_up_grows_evenly_to_where_the_schedule_begins(name: str) -> None:
    settings = ScheduleSettings(name, warm_up_epochs=2.0)
    found = learning_rate_at(1.0, settings, np.arange(9), 4, 10)
    np.testing.assert_allclose(found, [1 / 8, 2 / 8, 3 / 8, 4 / 8, 5 / 8, 6 / 8, 7 / 8, 1, 1], rtol=1e-12)


@pytest.mark.parametrize("name", SCHEDULES)
@pytest.mark.parametrize("warm_up", [10, 20])
def test_a_warm_up_as_long_as_the_run_or_longer_grows_evenly_to_its_end(name: str, warm_up: int) -> None:
    settings = ScheduleSettings(name, warm_up_epochs=float(warm_up))
    found = learning_rate_at(1.0, settings, np.arange(4 * warm_up), 4, 10)
    np.testing.assert_allclose(found, np.arange(1, 4 * warm_up + 1) / (4 * warm_up), rtol=1e-12)


def test_the_cosine_stays_at_its_end_where_training_goes_on_after_a_warm_up_of_all_epochs() -> None:
    settings = ScheduleSettings("cosine", final_share=0.1, warm_up_epochs=10.0)
    np.testing.assert_allclose(learning_rate_at(1.0, settings, np.arange(41, 60), 4, 10), 0.1, rtol=1e-12)


def test_the_formulas_are_those_of_the_warm_up_once_there_is_one() -> None:
    cosine = SCHEDULES["cosine"]
    assert cosine.formulas() == ("α_e = α·(φ + (1 − φ)·(1 + cos(πe/E)) / 2)",)
    assert cosine.formulas(5.0) == (
        "α_e = α·min(1, (e + 1/M)/e_w), e < e_w",
        "α_e = α·(φ + (1 − φ)·(1 + cos(π(e − e_w)/(E − e_w))) / 2), e ≥ e_w",
    )
    assert "(e - e_w) / (E - e_w)" in cosine.latex_formulas(5.0)[1]


@pytest.mark.parametrize("name", SCHEDULES)
def test_a_rate_is_the_same_alone_and_among_others(name: str) -> None:
    settings = ScheduleSettings(name, period=3, warm_up_epochs=1.5)
    steps = np.arange(257)
    alone = [float(learning_rate_at(0.7, settings, step, 13, 20)) for step in steps]
    assert learning_rate_at(0.7, settings, steps, 13, 20).tolist() == alone

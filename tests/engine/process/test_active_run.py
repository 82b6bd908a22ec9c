"""When a run that retrains makes room for a newer one."""

import pytest
from msgspec.structs import replace

from engine.arrays import same_value
from engine.data.sources import default_specification, make_data_set
from engine.network.model import parameters_of, with_parameters
from engine.network.optimizers import OptimizerSettings
from engine.process import active_run
from engine.process.active_run import ActiveRun, RunOrder
from engine.process.requests import StartRun
from engine.project.history import column
from engine.project.project import Run
from engine.project.settings import TrainingSettings
from engine.training.trainer import Trainer
from tests.engine.training.networks import chain


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def perf_counter(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(active_run, "time", clock)
    return clock


def retraining(epochs: int | None) -> ActiveRun:
    network = chain(2, 3, 1)
    request = StartRun(1, Run(initial=parameters_of(network)), epochs=epochs, is_retraining=True)
    data_set = make_data_set(default_specification("circles"))
    return ActiveRun(RunOrder(request, network, data_set, TrainingSettings()), Trainer)


@pytest.mark.parametrize(("seconds", "gives_way"), [(0.01, False), (0.2, True)])
def test_it_gives_way_only_where_its_end_is_far_off(clock: Clock, seconds: float, gives_way: bool) -> None:
    run = retraining(epochs=1)
    run.advance(1)  # of sixteen mini-batches
    clock.now = seconds
    assert not run.may_give_way  # nothing of it was shown yet
    run.was_shown = True
    assert run.may_give_way is gives_way


def test_once_half_done_it_is_finished(clock: Clock) -> None:
    run = retraining(epochs=1)
    for _ in range(9):
        run.advance(1)
    clock.now, run.was_shown = 60.0, True
    assert not run.may_give_way


def test_a_run_without_end_gives_way_once_it_was_shown() -> None:
    run = retraining(epochs=None)
    assert not run.may_give_way
    run.was_shown = True
    assert run.may_give_way


def recorded(epochs: int, *, is_retraining: bool = False) -> ActiveRun:
    network = chain(2, 3, 1)
    request = StartRun(1, Run(initial=parameters_of(network)), epochs=epochs, is_retraining=is_retraining)
    data_set = make_data_set(default_specification("circles"))
    return ActiveRun(RunOrder(request, network, data_set, TrainingSettings()), Trainer)


def test_its_moments_are_recorded_from_the_first_to_the_last() -> None:
    run, moments = recorded(epochs=2), []
    stopped = None
    while stopped is None:
        stopped = run.advance()
        moments += run.take_moments()
    moments += stopped.moments
    assert [moment.step for moment in moments[:8]] == list(range(8))
    assert moments[-1].step == stopped.run.step
    assert same_value(moments[-1].parameters, stopped.parameters)
    assert same_value(moments[0].parameters, stopped.run.initial)


def test_a_moment_tells_how_the_run_went_on_from_there() -> None:
    run = recorded(epochs=2)
    slow, fast = run.order.training, replace(run.order.training, learning_rate=0.5)
    run.advance(most=1)
    run.change_settings(fast)  # while it stands at step 1
    run.advance(most=1)
    assert [(moment.step, moment.training) for moment in run.pause().moments] == [(0, slow), (1, fast), (2, fast)]


def test_a_run_goes_on_from_a_moment_as_it_did_the_first_time() -> None:
    network, training = chain(2, 3, 1), TrainingSettings(optimizer=OptimizerSettings(name="adam"))
    data_set = make_data_set(default_specification("circles"))
    initial = parameters_of(network)
    first = ActiveRun(
        RunOrder(StartRun(1, Run(initial=initial), mini_batches=30), network, data_set, training), Trainer
    )
    moments, stopped = [], None
    while stopped is None:
        stopped = first.advance()
    moments = stopped.moments
    moment = next(moment for moment in moments if moment.step == 20)
    place = Run(initial, moment.step, moment.epoch, moment.mini_batch, optimizer_state=moment.optimizer_state)
    order = RunOrder(
        StartRun(2, place, mini_batches=10), with_parameters(network, moment.parameters), data_set, training
    )
    again, ended = ActiveRun(order, Trainer), None
    while ended is None:
        ended = again.advance()
    assert ended.run.step == stopped.run.step
    assert same_value(ended.parameters, stopped.parameters)


def test_runs_that_retrain_are_not_recorded() -> None:
    run = recorded(epochs=1, is_retraining=True)
    run.advance()
    assert run.take_moments() == ()


def test_a_run_watched_slowly_tells_its_loss_before_the_epoch_is_over(clock: Clock) -> None:
    run = recorded(epochs=2)
    for second in range(4):  # of sixteen mini-batches
        clock.now = second / 2
        assert run.advance(1) is None
    assert column(run.take_history(), "step").tolist() == [0, 1, 2, 3, 4]
    clock.now += 0.01
    assert run.advance(1) is None
    assert len(run.take_history()) == 0  # nobody could follow


def test_a_run_at_full_speed_measures_at_the_ends_of_epochs_alone() -> None:
    run, rows = recorded(epochs=2), []
    stopped = None
    while stopped is None:
        stopped = run.advance()
        rows += column(run.take_history(), "epoch").tolist()
    assert [*rows, *column(stopped.run.history, "epoch").tolist()] == [0, 1, 2]


def test_the_rate_is_that_of_the_pace_last_set(clock: Clock) -> None:
    run = recorded(epochs=2)
    for clock.now in (1.0, 2.0, 3.0):
        run.advance(1)
    run.begin_pace()
    for clock.now in (3.1, 3.2):
        run.advance(1)
    assert run.recent_rate() == pytest.approx(10.0)
    assert run.pause().steps_per_second == pytest.approx(10.0)

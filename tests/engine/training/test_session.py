import numpy as np
import pytest
from msgspec.structs import replace

from engine.arrays import same_value
from engine.data.sources import default_specification
from engine.errors import SettingError
from engine.project.project import Project
from engine.project.settings import TrainingSettings
from engine.training.session import TrainingProgress, train
from tests.engine.training.networks import chain


def project(**settings: object) -> Project:
    """Make a small classifier of circles, untrained."""
    specification = replace(default_specification("circles"), sample_count=60)
    training = replace(TrainingSettings(device="cpu"), **settings)
    return Project(network=chain(2, 4, 1), data=specification, training=training)


def test_a_session_trains_reports_and_leaves_a_project_to_go_on_from() -> None:
    seen: list[TrainingProgress] = []
    untrained = project()

    result = train(untrained, epochs=6, on_progress=seen.append)

    assert (result.stopped, result.sentence, result.epochs, result.device) == ("finished", "", 6, "cpu")
    assert result.steps_per_second > 0
    run = result.project.run
    assert run is not None
    assert run.epoch == 6
    assert run.history[:, 1].tolist() == list(range(7))
    told = [progress.epoch for progress in seen]
    assert told == sorted(set(told))
    assert told[-1] == 6
    assert seen[-1].training_loss == result.final("training_loss") == run.history[-1, 2]
    assert same_value(run.initial.weights, tuple(c.weight for c in untrained.network.connections))


def test_two_sessions_are_one_longer_one_bit_for_bit() -> None:
    once = train(project(), epochs=5).project
    twice = train(train(project(), epochs=2).project, epochs=3).project

    assert same_value(once, twice)


def test_the_seed_decides_the_run() -> None:
    def trained(seed: int) -> Project:
        settings = replace(TrainingSettings().initialization, seed=seed)
        return train(project(initialization=settings), epochs=2).project

    assert same_value(trained(1), trained(1))
    assert not same_value(trained(1).network, trained(2).network)


def test_divergence_ends_the_session_with_a_sentence_and_finite_parameters() -> None:
    diverging = project(learning_rate=1e6, loss="squared_error")
    diverging = replace(diverging, network=chain(2, 4, 1, activation="relu"))

    result = train(diverging, epochs=50)

    assert result.stopped == "diverged"
    assert "the learning rate 1e6 is too large" in result.sentence
    assert result.project.run is not None
    assert result.project.run.step > 0
    assert all(np.isfinite(c.weight).all() for c in result.project.network.connections)


def test_an_interrupt_keeps_what_was_learnt() -> None:
    def interrupt(progress: TrainingProgress) -> None:
        if progress.epoch >= 2:
            raise KeyboardInterrupt

    result = train(project(), epochs=50, on_progress=interrupt)

    assert result.stopped == "interrupted"
    assert 2 <= result.epochs < 50
    assert same_value(result.project, train(project(), epochs=result.epochs).project)


def test_reports_are_far_apart_where_epochs_are_quick_and_every_epoch_is_in_the_history() -> None:
    seen: list[TrainingProgress] = []
    result = train(project(batch_size=60), epochs=1000, on_progress=seen.append)
    assert len(seen) < 500
    assert result.project.run is not None
    assert len(result.project.run.history) == 1001
    assert same_value(result.project, train(project(batch_size=60), epochs=1000).project)


def test_no_epochs_is_refused() -> None:
    with pytest.raises(SettingError, match="at least 1 and at most"):
        train(project(), epochs=0)
    with pytest.raises(SettingError, match=r"epochs E must be a whole number; 1\.5 is not"):
        train(project(), epochs=1.5)  # type: ignore[arg-type]

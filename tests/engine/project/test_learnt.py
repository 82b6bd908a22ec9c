"""What the weights have learnt from, beyond the run: remembered, told beside the test part, and gone with a reset."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from engine.data.sources import make_data_set
from engine.errors import EngineError
from engine.library import build, train
from engine.network.edits import add_layer
from engine.network.model import parameters_of
from engine.project.edits import (
    change_data,
    change_training,
    choose_source,
    draw_weights,
    has_drawn_parameters,
    reset,
    set_loss,
)
from engine.project.file import load_project, save_project
from engine.project.leak import OTHER_SAMPLES, leaks
from engine.project.project import Project, with_network
from engine.project.retraining import retrained, retraining_start
from engine.project.validation import check_project


@pytest.fixture
def trained() -> Project:
    """Give a project trained on circles without a test part."""
    project = change_data(build("2-4t-1", "circles", batch_size=20), sample_count=200, test_fraction=0.0)
    return train(project, epochs=2).project


def leak(project: Project, part: str = "test") -> str:
    return leaks(project, make_data_set(project.data)).get(part, "")


def test_a_test_part_held_back_after_training_tells_how_much_of_it_was_learnt(trained: Project) -> None:
    held_back = change_data(trained, test_fraction=0.2)
    learnt = set(make_data_set(trained.data).training_indices)
    test = make_data_set(held_back.data).test_indices
    seen = sum(row in learnt for row in test)
    assert len(test) > seen > 1
    told = f"{seen} of the {len(test)} samples of the test part were trained on before the split changed: "
    assert leak(held_back).startswith(told)
    without_validation = train(change_data(trained, validation_fraction=0.0), epochs=1).project
    assert leak(change_data(without_validation, test_fraction=0.2)).startswith(f"All {len(test)} samples of the test")
    assert leak(train(held_back, epochs=1).project) == leak(held_back)


def test_a_test_part_that_nothing_was_learnt_from_stays_honest(trained: Project) -> None:
    project = change_data(reset(trained), test_fraction=0.2)
    assert leak(project) == ""
    project = train(project, epochs=1).project
    assert leak(project) == ""
    assert leak(change_data(project, standardize=True)) == ""
    assert leak(change_data(project, validation_fraction=0.4)) == ""


def test_a_validation_part_drawn_anew_tells_how_much_of_it_was_learnt(trained: Project) -> None:
    assert leak(trained, "validation") == ""
    project = change_data(trained, validation_fraction=0.5)
    data_set = make_data_set(project.data)
    learnt = set(make_data_set(trained.data).training_indices)
    seen = sum(row in learnt for row in data_set.validation_indices)
    told = f"{seen} of the {len(data_set.validation_indices)} samples of the validation part were trained on before"
    assert leak(project, "validation").startswith(told)
    assert leak(reset(project), "validation") == ""


def test_of_other_samples_nobody_can_tell(trained: Project) -> None:
    for other in (change_data(trained, seed=3), choose_source(trained, "moons")):
        project = change_data(other, test_fraction=0.2)
        for part in ("test", "validation"):
            assert leak(project, part) == OTHER_SAMPLES.format(part=part)


@pytest.mark.parametrize(
    "end",
    [
        lambda project: change_data(project, noise=0.3),
        lambda project: set_loss(project, "squared_error"),
        lambda project: with_network(project, add_layer(project.network, "dense", 3)),
    ],
    ids=["data", "loss", "structure"],
)
def test_reset_leads_to_the_drawn_weights_after_any_edit_that_ends_a_run(trained: Project, end: object) -> None:
    assert callable(end)
    project = end(trained)
    assert project.run is None
    assert len(project.learnt) == 1
    back = reset(project)
    assert has_drawn_parameters(back)
    assert (back.run, back.learnt) == (None, ())
    assert reset(back) is back


def test_reset_of_a_run_that_went_on_from_learnt_weights_leads_to_the_drawn_ones(trained: Project) -> None:
    project = train(set_loss(trained, "squared_error"), epochs=1).project
    assert has_drawn_parameters(reset(project))


def test_with_weights_to_be_kept_reset_knows_none_but_those_the_run_began_from(trained: Project) -> None:
    project = set_loss(trained, "squared_error")
    initialization = replace(project.training.initialization, scheme="keep")
    project = change_training(project, initialization=initialization)
    assert reset(project) is project
    gone_on = train(project, epochs=1).project
    back = reset(gone_on)
    assert (back.run, len(back.learnt)) == (None, 1)
    assert parameters_of(back.network).weights[0].tolist() == parameters_of(project.network).weights[0].tolist()


def test_what_is_drawn_or_retrained_anew_has_learnt_nothing_before(trained: Project) -> None:
    project = change_data(trained, test_fraction=0.2)
    assert draw_weights(project).learnt == ()
    run = train(draw_weights(project), epochs=1).project.run
    assert run is not None
    assert leak(retrained(project, retraining_start(project), run)) == ""


def test_it_is_kept_in_the_file(trained: Project, tmp_path: Path) -> None:
    project = change_data(trained, test_fraction=0.2)
    save_project(project, tmp_path / "held-back.neuro")
    read = load_project(tmp_path / "held-back.neuro")
    assert read.learnt == project.learnt
    assert leak(read) == leak(project) != ""


@pytest.mark.parametrize("share", [-0.1, 0.95, float("nan")])
def test_shares_that_no_split_has_are_refused(trained: Project, share: float) -> None:
    project = change_data(trained, test_fraction=0.2)
    hostile = replace(project, learnt=(replace(project.learnt[0], test_fraction=share),))
    with pytest.raises(EngineError):
        check_project(hostile)

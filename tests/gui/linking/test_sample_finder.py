"""Clicks go through the samples of a group one after the other, each the one selected then."""

import pytest
from pytestqt.qtbot import QtBot

from engine.process.events import FoundSample
from engine.process.sample_groups import SampleGroup, SamplesInBin, SamplesInCell
from engine.project.settings import with_selected_sample
from gui.linking.sample_finder import SampleFinder
from tests.gui.training.test_training_controller import Stage, xor_project

BAR = SamplesInBin("L2", 1, "activation", 0.0, 0.5)
CELL = SamplesInCell("training", 0, 1)


@pytest.fixture
def stage(qapp: object) -> Stage:
    return Stage(xor_project())


@pytest.fixture
def finder(stage: Stage) -> SampleFinder:
    return SampleFinder(stage.session)


def answer(stage: Stage, group: SampleGroup, sample: int | None, neuron: int | None = None) -> FoundSample:
    found = FoundSample(stage.engine.revision, group, 4, 0, sample, neuron)
    stage.engine.sample_found.emit(found)
    return found


def test_the_sample_found_is_selected_and_told(stage: Stage, finder: SampleFinder, qtbot: QtBot) -> None:
    finder.find(BAR, 0.2)
    assert stage.engine.of_kind("find sample") == [(BAR, 0.2)]
    with qtbot.waitSignal(finder.sample_found) as told:
        found = answer(stage, BAR, 3, 1)
    assert told.args == [found]
    assert stage.document.view.selected_sample == 3


def test_the_same_group_again_leads_to_the_next_and_another_begins_anew(stage: Stage, finder: SampleFinder) -> None:
    finder.find(BAR, 0.2)
    answer(stage, BAR, 3, 1)
    finder.find(BAR, 0.3)
    assert stage.engine.of_kind("find sample")[-1] == (BAR, 0.3, 3, 1)
    answer(stage, BAR, 2, 1)
    finder.find(CELL)
    assert stage.engine.of_kind("find sample")[-1] == (CELL, 0.0)
    answer(stage, CELL, 1)
    stage.document.set_view(with_selected_sample(stage.document.view, 0))  # a person has looked elsewhere
    finder.find(CELL)
    assert stage.engine.of_kind("find sample")[-1] == (CELL, 0.0)


def test_where_nothing_is_found_the_selection_stays(stage: Stage, finder: SampleFinder, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(finder.sample_found):
        answer(stage, BAR, None)
    assert stage.document.view.selected_sample == 0


def test_other_data_have_other_samples(stage: Stage, finder: SampleFinder) -> None:
    finder.find(BAR, 0.2)
    answer(stage, BAR, 3, 1)
    stage.engine.make_data(stage.document.project.data)
    finder.find(BAR, 0.2)
    assert stage.engine.of_kind("find sample")[-1] == (BAR, 0.2)

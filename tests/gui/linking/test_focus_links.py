"""Samples in focus: found by clicks, shown on the canvas by the outputs that tell of them, and let go again."""

import numpy as np
import pytest

from engine.process.events import FoundSample
from engine.process.sample_groups import SamplesInBin, SamplesInCell
from engine.project.settings import with_selected_sample, with_typed_input
from gui.linking.focus_links import FocusLinks
from gui.linking.sample_finder import SampleFinder
from gui.sample_focus import ClassSamples, FoundSamples
from gui.selection import NeuronItem, Selection
from tests.gui.training.test_training_controller import Stage, xor_project

CELL = SamplesInCell("training", 0, 1)
BAR = SamplesInBin("L2", 1, "activation", 0.0, 0.5)


class Linked(Stage):
    """A stage with what joins samples in focus to all else."""

    def __init__(self) -> None:
        super().__init__(xor_project())
        self.selection = Selection()
        self.finder = SampleFinder(self.session)
        self.links = FocusLinks(self.session, self.selection, self.finder)
        self.of_class = ClassSamples(1, self.session.data_set.class_names[1])

    def find(self, *rows: int, group: SamplesInCell | SamplesInBin = CELL) -> None:
        found = FoundSample(self.engine.revision, group, len(rows), 0, rows[0], rows=np.array(rows))
        self.engine.sample_found.emit(found)

    def look_at(self, sample: int) -> None:
        self.document.set_view(with_selected_sample(self.document.view, sample))


@pytest.fixture
def stage(qapp: object) -> Linked:
    return Linked()


def test_all_samples_of_a_cell_come_into_focus_when_one_of_them_is_found(stage: Linked) -> None:
    stage.find(0, 3)
    assert np.flatnonzero(stage.selection.samples.mask(stage.session.data_set)).tolist() == [0, 3]
    stage.find(3, 0)
    assert stage.selection.samples.kept is not None
    stage.find(1, group=BAR)
    kept = stage.selection.samples.kept
    assert isinstance(kept, FoundSamples)
    assert kept.words == "0 ≤ h of neuron 2 < 0.5"
    assert not stage.selection.in_play, "a bar tells of no class"


def test_another_sample_of_them_keeps_the_focus_and_anything_else_ends_it(stage: Linked) -> None:
    stage.find(0, 3)
    stage.look_at(3)
    assert stage.selection.samples.kept is not None
    stage.look_at(1)
    assert stage.selection.samples.kept is None
    stage.find(0, 3)
    stage.document.set_view(with_typed_input(stage.document.view, np.zeros(2)))
    assert stage.selection.samples.kept is None


def test_the_output_that_tells_the_class_stands_out_on_the_canvas(stage: Linked) -> None:
    selection = stage.selection
    selection.samples.hover(stage.of_class)
    assert selection.in_play == (NeuronItem("L3", 0),)
    assert selection.in_play_teller == "", "a note that comes and goes with the pointer would flicker"
    selection.samples.toggle(stage.of_class)
    selection.samples.hover(None)
    assert selection.in_play_teller == f"Samples: y = {stage.of_class.name}"
    selection.put_in_play(NeuronItem("L2", 1), teller="Step 1")
    assert selection.in_play == (NeuronItem("L2", 1),)
    selection.put_in_play()
    assert selection.in_play == (NeuronItem("L3", 0),)
    selection.dismiss_in_play()
    assert selection.samples.samples is None
    assert not selection.in_play


def test_samples_of_other_data_are_let_go(stage: Linked) -> None:
    stage.find(0, 3)
    stage.engine.make_data(stage.document.project.data)
    assert stage.selection.samples.kept is None

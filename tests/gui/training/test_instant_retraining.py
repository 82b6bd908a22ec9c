"""Instant retraining as the document, the engine and the listeners see it."""

import numpy as np
import pytest

from engine.arrays import same_value
from engine.network import edits as network_edits
from engine.network import parameters
from engine.network.initializers import Initialization, initialize
from engine.network.model import Parameters, parameters_of
from engine.process.events import Frame, RunStopped
from engine.project import edits
from engine.project.history import HISTORY_COLUMNS
from engine.project.project import Project, Run
from gui.training.instant_retraining import GIVEN_UP, InstantRetraining
from tests.gui.training.test_training_controller import Stage, xor_project


class RetrainingStage(Stage):
    """A document with instant retraining, and an engine that does as it is told."""

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self.retraining = InstantRetraining(self.session)
        self.curves: list[np.ndarray] = []
        self.retraining.history_reset.connect(self.curves.append)
        self.retraining.switch(True)

    def set_rate(self, value: float, gesture: object = None) -> None:
        self.document.apply(
            "Set learning rate", lambda project: edits.change_training(project, learning_rate=value), gesture=gesture
        )

    def asked(self) -> list[tuple[Parameters, int]]:
        return self.engine.of_kind("retrain")

    def finish(
        self, value: float, run_id: int | None = None, reason: str = "finished", sentence: str = "", step: int = 200
    ) -> None:
        """Say that a run that retrained is over, with all weights `value`."""
        initial = self.asked()[-1][0]
        history = np.full((3, len(HISTORY_COLUMNS)), value)
        run = Run(initial=initial, step=step, epoch=step // 2, history=history)
        event = RunStopped(
            run_id or self.engine.run_id, reason, sentence, self.trained(value), run, "cpu", steps_per_second=1000.0
        )
        self.engine.retraining_stopped.emit(event)

    def partial(self, value: float, run_id: int | None = None) -> None:
        rows = np.full((2, len(HISTORY_COLUMNS)), value)
        self.engine.frame_received.emit(
            Frame(0, run_id or self.engine.run_id, 20, 10, 1.0, "cpu", self.trained(value), rows)
        )


@pytest.fixture
def stage(qapp: object) -> RetrainingStage:
    return RetrainingStage(xor_project())


def test_a_setting_retrains_from_the_seed_for_all_epochs(stage: RetrainingStage) -> None:
    stage.set_rate(0.3)
    [(initial, epochs)] = stage.asked()
    project = stage.document.project
    drawn = initialize(project.network, project.training.initialization)
    assert same_value(initial, parameters_of(drawn))
    assert epochs == 100


def test_the_result_is_a_part_of_the_edit(stage: RetrainingStage) -> None:
    stage.document.edit_network("Set weight", lambda network: parameters.set_weight(network, "L1", "L2", 0, 0, 1.5))
    before = stage.document.project
    stage.set_rate(0.3)
    stage.finish(0.7)
    assert stage.weight() == 0.7
    assert stage.document.project.run is not None
    assert len(stage.document.project.run.history) == 3
    assert stage.document.undo_stack.count() == 2
    stage.document.undo_stack.undo()
    assert same_value(stage.document.project, before)
    assert stage.weight() == 1.5
    stage.document.undo_stack.redo()
    assert stage.weight() == 0.7
    assert len(stage.asked()) == 1


def test_undo_to_settings_that_were_never_trained_trains_them(stage: RetrainingStage) -> None:
    stage.set_rate(0.3)
    stage.finish(0.7)
    stage.document.undo_stack.undo()
    assert len(stage.asked()) == 2
    stage.finish(0.2)
    assert stage.weight() == 0.2
    assert stage.document.project.training.learning_rate == 0.1
    assert float(stage.curves[-1][0, 0]) == 0.2
    assert stage.document.is_modified
    stage.document.undo_stack.redo()
    assert (stage.document.project.training.learning_rate, stage.weight()) == (0.3, 0.7)
    stage.document.undo_stack.undo()
    assert (stage.document.project.training.learning_rate, stage.weight()) == (0.1, 0.2)
    assert len(stage.asked()) == 2


def test_undo_that_trains_for_long_says_so_and_keeps_what_was_learnt_until_it_is_paused(stage: RetrainingStage) -> None:
    stage.set_rate(0.3)
    stage.finish(0.7)
    stage.document.undo_stack.undo()
    stage.partial(0.1)
    assert stage.retraining.state.sentence == "What came back was never trained: epoch 10 of 100 … Space pauses."
    assert stage.retraining.is_going_on
    stage.retraining.pause()
    stage.finish(0.2, reason="paused", step=20)
    assert stage.retraining.state.sentence == "Paused at epoch 10 of 100; Space trains on."
    assert (stage.document.project.training.learning_rate, stage.weight()) == (0.1, 0.2)
    assert stage.document.undo_stack.canRedo()
    stage.set_rate(0.4)
    stage.partial(0.1)
    assert stage.retraining.state.sentence == "Epoch 10 of 100 … Space pauses."


def test_undo_to_settings_whose_retraining_was_overtaken_retrains_them(stage: RetrainingStage) -> None:
    stage.set_rate(0.3)
    stage.finish(0.3)
    stage.set_rate(0.4)
    stage.set_rate(0.5)
    stage.finish(0.5)
    stage.document.undo_stack.undo()
    stage.finish(0.4)
    assert (stage.document.project.training.learning_rate, stage.weight()) == (0.4, 0.4)
    for rate in (0.3, 0.4, 0.5):
        (stage.document.undo_stack.undo if rate == 0.3 else stage.document.undo_stack.redo)()
        assert (stage.document.project.training.learning_rate, stage.weight()) == (rate, rate)
    assert len(stage.asked()) == 4


def test_undo_brings_back_a_run_that_a_person_began(stage: RetrainingStage) -> None:
    stage.training.toggle()
    stage.stop(0.9, Run(initial=stage.trained(0.0), step=3, epoch=1, history=np.zeros((1, len(HISTORY_COLUMNS)))))
    stage.set_rate(0.3)
    stage.finish(0.7)
    stage.document.undo_stack.undo()
    assert stage.weight() == 0.9
    assert len(stage.asked()) == 1


def test_another_project_opened_is_left_as_it_is(stage: RetrainingStage) -> None:
    stage.document.open(xor_project(), None)
    assert stage.asked() == []


def test_a_drag_shows_every_result_and_is_one_undo_step(stage: RetrainingStage) -> None:
    gesture = object()
    stage.set_rate(0.3, gesture)
    first = stage.engine.run_id
    stage.set_rate(0.4, gesture)
    stage.finish(0.1, run_id=first)
    assert stage.weight() == 0.1
    assert stage.document.project.run is None
    stage.set_rate(0.5, gesture)
    assert stage.weight() == 0.1  # no jump back while the next one is on its way
    stage.finish(0.2)
    stage.set_rate(0.6, gesture)
    stage.finish(0.3)
    assert stage.document.undo_stack.count() == 1
    assert stage.document.project.training.learning_rate == 0.6
    assert [float(curve[0, 0]) for curve in stage.curves if len(curve)][-1] == 0.3
    stage.document.undo_stack.undo()
    assert stage.document.project.training.learning_rate == 0.1


def test_the_last_curve_is_seen_until_there_is_another(stage: RetrainingStage) -> None:
    gesture = object()
    stage.set_rate(0.3)
    stage.finish(0.1)
    told = len(stage.curves)
    for rate in (0.4, 0.5):
        stage.set_rate(rate, gesture)
    assert len(stage.curves) == told  # nothing took it away
    stage.finish(0.2)
    stage.document.apply("Edit", lambda project: edits.choose_source(project, "circles"))
    assert stage.reset[-1].size == 0
    assert float(stage.curves[-1][0, 0]) == 0.2


def test_a_long_one_shows_how_far_it_has_come(stage: RetrainingStage) -> None:
    extended: list[np.ndarray] = []
    stage.retraining.history_extended.connect(extended.append)
    stage.set_rate(0.3)
    stage.partial(0.1)
    assert stage.weight() == 0.1
    assert stage.document.project.run is None
    assert stage.retraining.state.sentence == "Epoch 10 of 100 … Space pauses."
    stage.partial(0.2)
    stage.finish(0.3)
    assert [len(rows) for rows in extended] == [2, 3]
    assert stage.document.project.run is not None
    assert len(stage.document.project.run.history) == 7
    assert stage.retraining.state.sentence == "100 epochs in 0.2 s"


@pytest.mark.parametrize(
    "edit",
    [
        lambda project: edits.change_data(project, sample_count=50),
        lambda project: edits.choose_source(project, "circles"),
        lambda project: edits.set_initialization(project, Initialization(seed=4)),
    ],
)
def test_data_and_the_seed_retrain(stage: RetrainingStage, edit) -> None:
    stage.document.apply("Edit", edit)
    assert len(stage.asked()) == 1


@pytest.mark.parametrize(
    "edit",
    [
        lambda network: network_edits.resize_layer(network, "L2", 5, Initialization()),
        lambda network: network_edits.set_activation_function(network, "L2", "relu"),
    ],
)
def test_structure_retrains(stage: RetrainingStage, edit) -> None:
    stage.document.edit_network("Edit", edit)
    assert len(stage.asked()) == 1


def test_moving_a_layer_does_not(stage: RetrainingStage) -> None:
    stage.document.edit_network("Move", lambda network: network_edits.move_layers(network, {"L2": (5.0, 5.0)}))
    assert not stage.asked()


def test_a_weight_set_by_hand_is_not_trained_away(stage: RetrainingStage) -> None:
    stage.set_rate(0.3)
    stage.document.edit_network("Set", lambda network: parameters.set_weight(network, "L1", "L2", 0, 0, 2.5))
    assert len(stage.asked()) == 1
    assert stage.engine.of_kind("stop retraining")
    stage.finish(0.7)
    assert stage.weight() == 2.5


def test_undo_while_it_trains_shows_what_was(stage: RetrainingStage) -> None:
    stage.document.edit_network("Set weight", lambda network: parameters.set_weight(network, "L1", "L2", 0, 0, 1.5))
    before = stage.weight()
    stage.set_rate(0.3)
    stage.partial(0.1)
    stage.document.undo_stack.undo()
    assert stage.weight() == before
    assert len(stage.asked()) == 1
    stage.finish(0.7)
    assert stage.weight() == before
    assert stage.document.undo_stack.canRedo()


def test_play_takes_over(stage: RetrainingStage) -> None:
    before = stage.weight()
    stage.set_rate(0.3)
    stage.partial(0.1)
    stage.training.toggle()
    assert stage.document.is_training
    assert stage.weight() == before
    stage.finish(0.7)
    assert stage.weight() == before


def test_a_long_one_is_paused_and_keeps_what_it_has_learnt(stage: RetrainingStage) -> None:
    stage.set_rate(0.3)
    assert not stage.retraining.is_going_on
    stage.partial(0.1)
    assert stage.retraining.is_going_on
    stage.retraining.pause()
    assert stage.engine.of_kind("pause retraining") == [None]
    stage.finish(0.2, reason="paused")
    assert not stage.retraining.is_going_on
    assert stage.retraining.state.sentence == "Paused at epoch 100 of 100; Space trains on."
    assert stage.weight() == 0.2
    assert stage.document.project.run is not None
    assert stage.document.undo_stack.count() == 1


def test_one_that_is_paused_before_its_first_step_is_given_up(stage: RetrainingStage) -> None:
    before = stage.weight()
    stage.set_rate(0.3)
    stage.partial(0.1)  # of the one before, while this one has not begun
    stage.retraining.pause()
    stage.finish(0.2, reason="paused", step=0)
    assert stage.retraining.state.sentence == GIVEN_UP
    assert stage.document.project.run is None
    assert stage.weight() == before


def test_divergence_is_told_beside_the_switch(stage: RetrainingStage) -> None:
    stage.set_rate(30.0)
    stage.finish(0.2, reason="diverged", sentence="The loss became infinite.")
    assert stage.retraining.state.sentence == "The loss became infinite."
    assert stage.retraining.state.has_trouble
    assert stage.weight() == 0.2


def test_what_cannot_be_trained_is_told_and_changes_nothing(stage: RetrainingStage) -> None:
    before = stage.weight()
    stage.set_rate(0.3)
    stage.finish(0.2, reason="failed", sentence="The data has 3 inputs.")
    assert stage.weight() == before
    assert stage.retraining.state.sentence == "The data has 3 inputs."


def test_switched_off_nothing_retrains(stage: RetrainingStage) -> None:
    before = stage.weight()
    stage.set_rate(0.3)
    stage.partial(0.1)
    stage.retraining.switch(False)
    assert stage.weight() == before
    stage.set_rate(0.4)
    assert len(stage.asked()) == 1


def test_opening_a_project_retrains_nothing(stage: RetrainingStage) -> None:
    stage.document.open(xor_project(), None)
    assert not stage.asked()


def test_switched_off_before_its_end_it_says_so_and_shows_the_project(stage: RetrainingStage) -> None:
    stage.set_rate(0.3)
    stage.partial(0.1)
    assert stage.retraining.progress is not None
    assert (stage.retraining.progress.epoch, stage.retraining.progress.last_epoch) == (10, 100)
    stage.retraining.switch(False)
    assert stage.retraining.progress is None
    assert stage.retraining.state.sentence == GIVEN_UP
    assert stage.curves[-1].size == 0
    assert stage.engine.of_kind("stop retraining")


def test_undo_takes_away_what_was_said_of_the_edit(stage: RetrainingStage) -> None:
    stage.set_rate(0.3)
    stage.finish(0.2, reason="failed", sentence="The data has 3 classes.")
    stage.document.undo_stack.undo()
    assert stage.retraining.state.sentence == ""
    stage.finish(0.1)
    assert stage.retraining.state.sentence == "100 epochs in 0.2 s"


def test_the_rate_of_retraining_is_the_one_told_last(stage: RetrainingStage) -> None:
    stage.set_rate(0.3)
    stage.finish(0.7)
    assert (stage.training.state.epoch, stage.training.state.step) == (100, 200)
    assert (stage.training.state.device, stage.training.state.steps_per_second) == ("cpu", 1000.0)

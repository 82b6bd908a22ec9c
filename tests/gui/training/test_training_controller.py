"""Play, pause, step and reset as the document, the engine and the listeners see them."""

from functools import partial

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication

from engine.arrays import same_value
from engine.network import edits, parameters
from engine.network.initializers import Initialization
from engine.network.model import Network, Parameters, parameters_of
from engine.network.wiring import edges_between, remove_edges
from engine.process.events import Frame, RunStopped
from engine.project.history import HISTORY_COLUMNS
from engine.project.project import Project, Run, with_data
from engine.project.settings import TrainingSettings
from gui.document import Document
from gui.session import Session
from gui.training.training_controller import TrainingController
from tests.gui.fake_engine import FakeEngine


def xor_project() -> Project:
    draw = Initialization()
    network = edits.add_layer(Network(), "input", 2)
    network = edits.add_layer(network, "dense", 2, activation="tanh")
    network = edits.add_layer(network, "dense", 1)
    network = edits.connect(network, "L1", "L2", draw)
    network = edits.connect(network, "L2", "L3", draw)
    return Project(network=network, training=TrainingSettings(epochs=100, batch_size=2))


def without_edge(network: Network, column: int) -> Network:
    return remove_edges(network, "L1", "L2", edges_between(network, "L1", "L2", [column], [0]))


class Stage:
    """A document with an engine that does as it is told."""

    def __init__(self, project: Project) -> None:
        self.document = Document(project)
        self.engine = FakeEngine()
        self.session = Session(self.document, self.engine)  # type: ignore[arg-type]
        self.training = TrainingController(self.session)
        self.reset: list[np.ndarray] = []
        self.extended: list[np.ndarray] = []
        self.stopped: list[tuple[str, str]] = []
        self.training.history_reset.connect(self.reset.append)
        self.training.history_extended.connect(self.extended.append)
        self.training.stopped.connect(lambda *what: self.stopped.append(what))
        self.engine.make_data(project.data)

    def trained(self, value: float) -> Parameters:
        before = parameters_of(self.document.project.network)
        return Parameters(
            weights=tuple(np.full(weight.shape, value) for weight in before.weights), biases=before.biases
        )

    def frame(self, value: float, step: int, epoch: int, rows: int = 1) -> None:
        self.engine.frame_received.emit(
            Frame(
                revision=self.engine.revision,
                run_id=self.engine.run_id,
                step=step,
                epoch=epoch,
                steps_per_second=1000.0,
                device="cpu",
                parameters=self.trained(value),
                history=np.full((rows, len(HISTORY_COLUMNS)), float(step)),
            )
        )

    def stop(self, value: float, run: Run, reason: str = "paused", sentence: str = "") -> None:
        self.engine.run_stopped.emit(
            RunStopped(
                run_id=self.engine.run_id,
                reason=reason,
                sentence=sentence,
                parameters=self.trained(value),
                run=run,
                device="cpu",
                steps_per_second=900.0,
            )
        )

    def weight(self) -> float:
        return float(self.document.network.connections[0].weight[0, 0])


@pytest.fixture
def stage(qapp: object) -> Stage:
    return Stage(xor_project())


def test_play_asks_for_the_epochs_set(stage: Stage) -> None:
    stage.training.toggle()
    [(run, mini_batches, epochs)] = stage.engine.of_kind("start")
    assert (mini_batches, epochs) == (None, 100)
    assert same_value(run.initial, parameters_of(stage.document.project.network))
    assert stage.document.is_training
    assert stage.training.state.is_training


def test_play_after_a_pause_runs_to_the_next_multiple(stage: Stage) -> None:
    stage.training.toggle()
    run = stage.engine.of_kind("start")[0][0]
    stage.stop(0.5, replace(run, step=60, epoch=30))
    stage.training.toggle()
    assert stage.engine.of_kind("start")[1][2] == 70


def test_a_run_is_one_undo_step(stage: Stage) -> None:
    before = stage.document.project
    stage.training.toggle()
    run = stage.engine.of_kind("start")[0][0]
    stage.frame(0.1, 2, 1)
    stage.frame(0.2, 4, 2)
    stage.stop(0.5, replace(run, step=6, epoch=3, history=np.full((1, len(HISTORY_COLUMNS)), 6.0)))
    assert stage.document.undo_stack.count() == 1
    assert stage.weight() == 0.5
    assert stage.document.project.run is not None
    assert stage.document.project.run.history[:, 0].tolist() == [2.0, 4.0, 6.0]
    stage.document.undo_stack.undo()
    assert same_value(stage.document.project, before)


def test_frames_show_parameters_history_and_state(stage: Stage) -> None:
    stage.training.toggle()
    stage.frame(0.25, 12, 6, rows=3)
    assert stage.weight() == 0.25
    assert [len(rows) for rows in stage.extended] == [3]
    state = stage.training.state
    assert (state.step, state.epoch, state.device, state.steps_per_second) == (12, 6, "cpu", 1000.0)


def test_space_while_training_pauses(stage: Stage) -> None:
    stage.training.toggle()
    stage.training.toggle()
    assert stage.engine.of_kind("pause") == [None]
    assert len(stage.engine.of_kind("start")) == 1


def test_step_and_epoch(stage: Stage) -> None:
    stage.training.step()
    run, mini_batches, epochs = stage.engine.of_kind("start")[0]
    assert (mini_batches, epochs) == (1, None)
    stage.stop(0.5, replace(run, step=1, mini_batch=1), reason="finished")
    stage.training.step_epoch()
    assert stage.engine.of_kind("start")[1][1:] == (None, 1)


def test_reset_goes_back_to_the_same_parameters(stage: Stage) -> None:
    initial = stage.weight()
    stage.training.toggle()
    run = stage.engine.of_kind("start")[0][0]
    stage.stop(0.5, replace(run, step=6, epoch=3))
    stage.training.reset()
    assert stage.weight() == initial
    assert stage.document.project.run is None
    assert (stage.training.state.step, stage.training.state.epoch) == (0, 0)
    assert len(stage.reset[-1]) == 0


def test_reset_while_training_pauses_first(stage: Stage) -> None:
    initial = stage.weight()
    stage.training.toggle()
    run = stage.engine.of_kind("start")[0][0]
    stage.training.reset()
    assert stage.engine.of_kind("pause") == [None]
    stage.stop(0.5, replace(run, step=6, epoch=3))
    assert stage.weight() == initial
    assert not stage.document.is_training


@pytest.mark.parametrize("presses", [1, 2])
def test_play_pressed_before_a_reset_is_done_begins_anew_once_it_is(stage: Stage, presses: int) -> None:
    initial = stage.weight()
    stage.training.toggle()
    run = stage.engine.of_kind("start")[0][0]
    stage.training.reset()
    for _ in range(presses):
        stage.training.toggle()
    stage.stop(0.5, replace(run, step=6, epoch=3))
    assert stage.weight() == initial
    QCoreApplication.processEvents()
    assert stage.document.is_training is (presses == 1)
    begun = stage.engine.of_kind("start")
    assert [run.step for run, *_limits in begun] == [0, 0][: 3 - presses]


def test_a_weight_typed_while_paused_is_trained_on(stage: Stage) -> None:
    stage.training.toggle()
    run = stage.engine.of_kind("start")[0][0]
    stage.stop(0.5, replace(run, step=6, epoch=3))
    stage.document.edit_network("Set weight", lambda network: parameters.set_weight(network, "L1", "L2", 0, 0, 9.0))
    stage.training.toggle()
    assert stage.engine.of_kind("start")[1][0].step == 6
    assert stage.engine.of_kind("project")[-1]["network"].connections[0].weight[0, 0] == 9.0


def test_divergence_is_told_and_the_last_finite_parameters_kept(stage: Stage) -> None:
    stage.training.toggle()
    run = stage.engine.of_kind("start")[0][0]
    stage.stop(0.5, replace(run, step=3), reason="diverged", sentence="The loss became infinite.")
    assert stage.stopped == [("diverged", "The loss became infinite.")]
    assert stage.weight() == 0.5


def test_death_keeps_the_last_parameters_received(stage: Stage) -> None:
    stage.training.toggle()
    stage.frame(0.75, 5, 2)
    stage.engine.engine_died.emit("The engine has stopped.")
    assert stage.weight() == 0.75
    run = stage.document.project.run
    assert run is not None
    assert (run.step, run.epoch, run.mini_batch) == (5, 2, 1)
    assert stage.stopped == [("died", "The engine has stopped.")]
    stage.training.toggle()
    assert stage.document.is_training


def test_an_obstacle_keeps_training_from_starting_and_says_why(qapp: object) -> None:
    project = xor_project()
    wide = replace(project, network=edits.resize_layer(project.network, "L1", 3, Initialization()))
    stage = Stage(wide)
    assert "3" in stage.training.state.obstacle
    stage.training.toggle()
    assert stage.engine.of_kind("start") == []
    assert stage.stopped == [("refused", stage.training.state.obstacle)]
    assert not stage.document.is_training


def test_late_frames_of_a_finished_run_are_ignored(stage: Stage) -> None:
    stage.training.toggle()
    run = stage.engine.of_kind("start")[0][0]
    stage.stop(0.5, replace(run, step=6, epoch=3))
    stage.frame(0.9, 8, 4)
    assert stage.weight() == 0.5


def test_play_pressed_while_data_are_made_begins_when_they_are_there(stage: Stage) -> None:
    stage.document.apply("Data", lambda project: with_data(project, replace(project.data, source="moons")))
    assert stage.training.state.is_waiting_for_data
    stage.training.toggle()
    assert stage.engine.of_kind("start") == []
    stage.engine.make_data(stage.document.project.data)
    assert len(stage.engine.of_kind("start")) == 1
    assert stage.document.is_training


def test_the_end_of_a_run_is_told_and_that_of_a_step_is_not(stage: Stage) -> None:
    stage.training.step()
    run = stage.engine.of_kind("start")[0][0]
    stage.stop(0.5, replace(run, step=1, mini_batch=1), reason="finished")
    assert stage.stopped == []
    stage.training.toggle()
    stage.stop(0.5, replace(run, step=200, epoch=100), reason="finished")
    assert stage.stopped == [("finished", "Trained to epoch 100; Space trains on for 100 more.")]


def test_a_snapshot_holds_what_the_run_has_made_so_far(stage: Stage) -> None:
    stage.training.toggle()
    assert stage.training.snapshot() is stage.document.project
    stage.frame(0.25, 5, 2, rows=3)
    snapshot = stage.training.snapshot()
    assert snapshot.network.connections[0].weight[0, 0] == 0.25
    assert snapshot.run is not None
    assert (snapshot.run.step, snapshot.run.epoch, snapshot.run.mini_batch) == (5, 2, 1)
    assert len(snapshot.run.history) == 3
    assert stage.document.is_training


def test_a_run_going_on_counts_as_unsaved(stage: Stage) -> None:
    assert not stage.document.is_modified
    stage.training.toggle()
    assert stage.document.is_modified


def test_a_waiting_play_is_taken_back_by_a_second_press_and_by_an_edit(stage: Stage) -> None:
    for take_back in (
        stage.training.toggle,
        lambda: stage.document.edit_network("Set", lambda network: parameters.set_bias(network, "L3", 0, 0.5)),
    ):
        seed = stage.document.project.data.seed + 1
        stage.document.apply("Data", lambda project, seed=seed: with_data(project, replace(project.data, seed=seed)))
        stage.training.toggle()
        take_back()
        stage.engine.make_data(stage.document.project.data)
        assert stage.engine.of_kind("start") == []


def test_an_engine_that_gave_up_is_started_for_a_waiting_play(stage: Stage) -> None:
    stage.document.apply("Data", lambda project: with_data(project, replace(project.data, seed=9)))
    stage.training.toggle()
    assert stage.engine.of_kind("begin") == [None]


def test_a_run_that_took_no_step_leaves_no_undo_step(stage: Stage) -> None:
    before = stage.document.project
    stage.training.toggle()
    run = stage.engine.of_kind("start")[0][0]
    stage.stop(0.5, run, reason="failed", sentence="There is no device “cuda” here.")
    assert stage.document.project is before
    assert not stage.document.is_modified
    assert stage.stopped == [("failed", "There is no device “cuda” here.")]


def test_reset_during_a_run_that_diverges_says_nothing_more(stage: Stage) -> None:
    initial = stage.weight()
    stage.training.toggle()
    run = stage.engine.of_kind("start")[0][0]
    stage.training.reset()
    stage.stop(0.5, replace(run, step=3), reason="diverged", sentence="The loss became infinite.")
    assert stage.stopped == []
    assert stage.weight() == initial


def test_progress_is_told_with_the_time_left(stage: Stage) -> None:
    stage.training.toggle()
    assert stage.training.state.last_epoch == 100
    assert stage.training.state.seconds_left is None
    per_epoch = len(stage.session.data_set.training_indices) // 2  # type: ignore[union-attr]
    stage.frame(0.5, step=90 * per_epoch, epoch=90)
    assert stage.training.state.seconds_left == pytest.approx(10 * per_epoch / 1000.0)
    stage.frame(0.5, step=90 * per_epoch + 1, epoch=90)
    assert stage.training.state.seconds_left == pytest.approx((10 * per_epoch - 1) / 1000.0)
    stage.stop(0.5, replace(stage.engine.of_kind("start")[0][0], step=100 * per_epoch, epoch=100), "finished")
    assert stage.training.state.last_epoch is None
    assert stage.training.state.seconds_left is None


def test_training_until_stopped_has_no_last_epoch(stage: Stage) -> None:
    stage.training.play_on()
    [(_run, mini_batches, epochs)] = stage.engine.of_kind("start")
    assert (mini_batches, epochs) == (None, None)
    stage.frame(0.5, step=12, epoch=6)
    assert stage.training.state.last_epoch is None
    assert stage.training.state.seconds_left is None


def test_removing_an_edge_keeps_what_was_trained_and_its_curve_until_another_run_begins(stage: Stage) -> None:
    stage.training.toggle()
    run = stage.engine.of_kind("start")[0][0]
    stage.stop(0.5, replace(run, step=6, epoch=3, history=np.full((4, len(HISTORY_COLUMNS)), 6.0)))
    stage.document.edit_network("Delete edge", partial(without_edge, column=1))
    assert stage.weight() == 0.5
    assert stage.training.is_history_earlier
    assert [len(rows) for rows in (stage.reset[-1], stage.training.history)] == [4, 4]
    stage.document.undo_stack.undo()
    assert stage.document.network.connections[0].weight[0, 1] == 0.5
    assert stage.training.state.step == 6
    assert not stage.training.is_history_earlier
    stage.document.undo_stack.redo()
    stage.training.toggle()
    assert len(stage.reset[-1]) == 0
    stage.stop(0.25, replace(run, step=2, epoch=1, history=np.full((1, len(HISTORY_COLUMNS)), 2.0)))
    assert len(stage.training.history) == 1


def test_another_project_or_other_data_leave_no_curve_of_an_ended_run(stage: Stage) -> None:
    def end_run_by_an_edit() -> None:
        stage.training.toggle()
        run = stage.engine.of_kind("start")[-1][0]
        stage.stop(0.5, replace(run, step=6, epoch=3, history=np.full((4, len(HISTORY_COLUMNS)), 6.0)))
        column = int(np.flatnonzero(stage.document.network.connections[0].mask[0])[0])
        stage.document.edit_network("Delete edge", partial(without_edge, column=column))
        assert stage.training.is_history_earlier

    end_run_by_an_edit()
    noisy = replace(stage.document.project.data, noise=0.3)
    stage.document.apply("Noise", partial(with_data, data=noisy))
    assert len(stage.reset[-1]) == 0
    stage.engine.make_data(stage.document.project.data)
    end_run_by_an_edit()
    stage.document.open(xor_project(), None)
    assert len(stage.reset[-1]) == 0
    assert not stage.training.is_history_earlier


def test_the_curve_from_before_an_edit_goes_with_its_project(stage: Stage) -> None:
    stage.training.toggle()
    run = stage.engine.of_kind("start")[0][0]
    stage.stop(0.5, replace(run, step=6, epoch=3, history=np.full((4, len(HISTORY_COLUMNS)), 6.0)))
    stage.document.edit_network("Delete edge", partial(without_edge, column=1))
    assert stage.training.is_history_earlier
    stage.document.open(Project(), None)
    assert not stage.training.is_history_earlier
    assert len(stage.reset[-1]) == 0

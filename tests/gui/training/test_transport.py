"""Play and pause are of the run that is seen, whether a person or an edit began it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from engine.project.edits import change_training
from engine.project.examples import EXAMPLES
from engine.project.project import Project
from gui.app import Program
from gui.training.training_controller import TrainingState
from gui.training.transport import Transport
from tests.gui.training.test_instant_retraining import RetrainingStage
from tests.gui.training.test_training_controller import xor_project

EPOCHS = 10**6


@pytest.fixture
def stage(qapp: object) -> RetrainingStage:
    return RetrainingStage(xor_project())


@pytest.fixture
def transport(stage: RetrainingStage) -> Iterator[Transport]:
    owner = QObject()
    yield Transport(stage.training, stage.retraining, owner)
    owner.deleteLater()


def test_it_begins_and_pauses_a_run(stage: RetrainingStage, transport: Transport) -> None:
    told = list[TrainingState]()
    transport.state_changed.connect(told.append)
    transport.toggle()
    assert len(stage.engine.of_kind("start")) == 1
    assert told[-1].is_training
    transport.toggle()
    assert stage.engine.of_kind("pause") == [None]


def test_it_pauses_a_retraining_that_is_seen(stage: RetrainingStage, transport: Transport) -> None:
    told = list[TrainingState]()
    transport.state_changed.connect(told.append)
    stage.set_rate(0.3)
    assert not transport.state.is_training
    stage.partial(0.1)
    assert transport.state.is_training
    assert told[-1].epoch == 10
    transport.toggle()
    assert stage.engine.of_kind("pause retraining") == [None]
    assert stage.engine.of_kind("start") == []
    stage.finish(0.2, reason="paused")
    assert not told[-1].is_training


class TestInTheWindow:
    """With a real engine."""

    @pytest.fixture
    def project(self) -> Project:
        return change_training(EXAMPLES["circles"].build(), epochs=EPOCHS)

    def test_its_command_pauses_a_long_retraining_and_keeps_what_it_has_learnt(
        self, program: Program, qtbot: QtBot
    ) -> None:
        window, play = program.window, program.window.actions_by_name["play"]
        window.retraining.switch(True)
        program.document.apply("Set rate", lambda project: change_training(project, learning_rate=0.07))
        qtbot.waitUntil(lambda: play.text() == "&Pause", timeout=30_000)
        assert not window.actions_by_name["step"].isEnabled()
        play.trigger()
        qtbot.waitUntil(lambda: play.text() == "&Play" and program.document.project.run is not None)
        run = program.document.project.run
        assert run is not None
        assert 0 < run.epoch < EPOCHS
        assert not program.document.is_training

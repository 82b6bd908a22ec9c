"""The recording of a run: rewound, gone on from, played back; the project stays as it is until one goes on."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QSlider, QTableView, QToolTip
from pytestqt.qtbot import QtBot

from engine.arrays import same_value
from engine.errors import EngineError
from engine.network.edits import connect
from engine.network.forward import output
from engine.network.initializers import Initialization
from engine.network.losses import loss
from engine.network.model import parameters_of
from engine.network.parameters import set_bias
from engine.project import edits
from engine.project.edits import change_training
from engine.project.examples import EXAMPLES
from engine.project.history import column
from engine.project.project import Project
from gui.app import Program
from gui.document import REWOUND_OBSTACLE
from gui.panels.palette.layer_card import LayerCard
from gui.plots.numbers import readable
from gui.selection import EdgeItem
from gui.widgets import SteadyLabel
from tests.gui.programs import train


@pytest.fixture
def project() -> Project:
    return change_training(EXAMPLES["circles"].build(), epochs=5)


def test_there_is_nothing_to_rewind_before_a_run(program: Program) -> None:
    assert "Nothing is recorded" in program.window.timeline.obstacle
    assert not program.window.actions_by_name["play-recording"].isEnabled()


def test_after_an_edit_of_the_structure_the_run_is_said_to_be_of_before_and_comes_back_by_undo(
    program: Program, qtbot: QtBot
) -> None:
    train(program, qtbot)
    action = program.window.actions_by_name["play-recording"]
    assert action.isEnabled()
    program.document.edit_network("Connect", lambda network: connect(network, "L1", "L4", Initialization()))
    assert not action.isEnabled()
    assert "before the edit" in action.toolTip()
    assert "before the edit" in program.window.timeline.obstacle
    program.document.undo_stack.undo()
    assert action.isEnabled()


def test_after_an_edit_has_ended_the_run_the_window_says_so_and_reset_leads_to_the_drawn_weights(
    program: Program, qtbot: QtBot
) -> None:
    train(program, qtbot)
    document, window = program.document, program.window
    document.apply("Noise", lambda project: edits.change_data(project, noise=0.3))
    qtbot.waitUntil(lambda: not program.training.state.is_waiting_for_data)
    assert program.training.state.has_learnt
    epoch = window.findChild(QLabel, "status-epoch")
    assert epoch is not None
    assert epoch.text() == "epoch 0 (trained before)"
    window.actions_by_name["reset"].trigger()
    assert edits.has_drawn_parameters(document.project)
    assert not program.training.state.has_learnt
    assert not window.actions_by_name["reset"].isEnabled()
    assert "Nothing has been trained yet" in window.actions_by_name["reset"].toolTip()


def test_rewinding_shows_a_moment_and_leaves_the_project_alone(program: Program, qtbot: QtBot) -> None:
    train(program, qtbot)
    timeline, document = program.window.timeline, program.document
    project = document.project
    steps = [moment.step for moment in timeline.moments]
    assert (steps[0], steps[-1]) == (0, project.run.step)
    timeline.show(steps.index(4))
    assert same_value(document.parameters, timeline.moments[steps.index(4)].parameters)
    assert document.project is project
    with pytest.raises(EngineError, match="earlier moment"):
        document.edit_network("Set bias", lambda network: set_bias(network, "L2", 0, 1.0))
    frames = []
    program.engine.frame_received.connect(frames.append)
    qtbot.waitUntil(lambda: any("boundary" in frame.views for frame in frames))  # of the moment
    timeline.to_end()
    assert document.network is project.network


def test_the_engine_looks_at_the_moment_too(program: Program, qtbot: QtBot) -> None:
    train(program, qtbot)
    timeline = program.window.timeline
    fields = []
    program.engine.frame_received.connect(
        lambda frame: fields.append(frame.views["boundary"].outputs) if "boundary" in frame.views else None
    )
    timeline.show(0)
    qtbot.waitUntil(lambda: len(fields) > 0)
    qtbot.wait(100)
    at_first = fields[-1]
    timeline.to_end()
    qtbot.waitUntil(lambda: np.abs(fields[-1] - at_first).max() > 0.5)


def test_going_on_from_a_moment_is_an_edit_and_the_same_way_is_taken_again(program: Program, qtbot: QtBot) -> None:
    train(program, qtbot)
    timeline, document = program.window.timeline, program.document
    end = document.project
    moments = timeline.moments
    index = len(moments) // 2
    timeline.show(index)
    timeline.go_on_from_here()
    assert document.project.run.step == moments[index].step
    assert same_value(parameters_of(document.project.network), moments[index].parameters)
    assert timeline.shown is None
    assert timeline.moments[-1].step == moments[index].step
    document.undo_stack.undo()
    assert document.project.run.step == end.run.step
    assert len(timeline.moments) == len(moments)
    document.undo_stack.redo()
    train(program, qtbot)
    assert document.project.run.step == end.run.step
    assert same_value(parameters_of(document.project.network), parameters_of(end.network))


def test_training_goes_on_from_the_end_whatever_is_shown(program: Program, qtbot: QtBot) -> None:
    train(program, qtbot)
    timeline, document = program.window.timeline, program.document
    step = document.project.run.step
    timeline.show(2)
    train(program, qtbot)
    assert document.project.run.step == 2 * step
    assert timeline.shown is None


def test_another_run_is_another_recording(program: Program, qtbot: QtBot) -> None:
    train(program, qtbot)
    timeline, document = program.window.timeline, program.document
    first = timeline.moments
    program.training.reset()
    assert timeline.moments == ()
    document.undo_stack.undo()
    assert len(timeline.moments) > 1
    document.undo_stack.redo()
    document.apply("Rate", lambda project: change_training(project, learning_rate=0.01))
    train(program, qtbot)
    document.undo_stack.undo()
    document.undo_stack.undo()
    document.undo_stack.undo()  # to the end of the first run
    assert document.project.run is not None
    assert same_value(timeline.moments, first)


def test_undo_and_redo_lead_to_what_was_recorded_of_each_run(program: Program, qtbot: QtBot) -> None:
    timeline, undo_stack = program.window.timeline, program.document.undo_stack
    ends, recorded = [], []
    for _run in range(3):
        train(program, qtbot)
        ends.append(timeline.moments[-1].step)
        recorded.append([moment.step for moment in timeline.moments])
    for place in (1, 0):
        undo_stack.undo()
        assert [moment.step for moment in timeline.moments] == recorded[place]
    timeline.show(1)
    assert timeline.shown is timeline.moments[1]
    timeline.to_end()
    for place in (1, 2):
        undo_stack.redo()
        assert [moment.step for moment in timeline.moments] == recorded[place]
    branch = next(index for index, moment in enumerate(timeline.moments) if moment.step >= ends[0] + 3)
    timeline.show(branch)
    timeline.go_on_from_here()
    program.document.apply("Rate", lambda project: change_training(project, learning_rate=0.05))
    train(program, qtbot)
    assert timeline.moments[branch].step == recorded[2][branch]
    other_end = timeline.moments[-1].parameters
    while program.document.project.run is None or program.document.project.run.step != ends[2]:
        undo_stack.undo()
    assert [moment.step for moment in timeline.moments] == recorded[2]
    assert not same_value(timeline.moments[-1].parameters, other_end)


def test_it_is_played_back_to_its_end(program: Program, qtbot: QtBot) -> None:
    train(program, qtbot)
    timeline = program.window.timeline
    timeline.speed = 4.0
    timeline.play()
    assert timeline.is_playing
    assert timeline.shown is timeline.moments[0]
    qtbot.waitUntil(lambda: timeline.shown is not None and timeline.index > 3)
    qtbot.waitUntil(lambda: not timeline.is_playing, timeout=8000)
    assert timeline.shown is None


def test_the_slider_and_the_marks_lead_to_moments(program: Program, qtbot: QtBot) -> None:
    train(program, qtbot)
    timeline = program.window.timeline
    slider = program.window.findChild(QSlider, "timeline-slider")
    assert slider.maximum() == len(timeline.moments) - 1
    slider.setValue(3)
    assert timeline.index == 3
    program.window.actions_by_name["mark-moment"].trigger()
    assert timeline.marked == {timeline.moments[3].step}
    program.window.actions_by_name["next-moment"].trigger()
    assert timeline.index == 4
    assert slider.value() == 4
    program.window.actions_by_name["end-of-recording"].trigger()
    assert not program.document.is_rewound


@pytest.fixture
def trained(program: Program, qtbot: QtBot) -> Program:
    train(program, qtbot)
    return program


@pytest.fixture
def slider(trained: Program) -> QSlider:
    slider = trained.window.findChild(QSlider, "timeline-slider")
    assert slider is not None
    return slider


def loss_of(program: Program) -> float:
    """Give the training loss of the network shown."""
    data_set = program.window.data_set
    project = program.document.project
    rows = data_set.training_indices
    outputs = output(program.document.network, data_set.inputs[rows])
    return loss(project.training.loss).value(outputs, data_set.targets[rows], project.training.loss_numbers)


def said(program: Program) -> str:
    place = program.window.findChild(SteadyLabel, "timeline-moment")
    assert place is not None
    return place.label.text()


def test_the_strip_tells_the_loss_of_the_very_step_shown(trained: Program, qtbot: QtBot) -> None:
    timeline = trained.window.timeline
    measured = column(trained.document.project.run.history, "step")
    between = next(place for place, moment in enumerate(timeline.moments) if moment.step not in measured)
    timeline.show(between)
    qtbot.waitUntil(lambda: f"loss {readable(loss_of(trained))}" in said(trained))
    assert not said(trained).rstrip("0123456789,").endswith("at step ")


def test_after_an_edit_by_hand_strip_and_loss_plot_tell_the_edited_networks_loss(
    trained: Program, qtbot: QtBot
) -> None:
    before = said(trained)
    plot = trained.window.plots.loss
    trained.document.edit_network("Set", lambda network: set_bias(network, "L2", 0, 7.0))
    told = f"{readable(loss_of(trained))}"
    assert told not in before
    qtbot.waitUntil(lambda: f"loss {told}" in said(trained))
    qtbot.waitUntil(lambda: any(f"is now {told}." in label.text() for label in plot.findChildren(QLabel)))
    trained.document.undo_stack.undo()
    assert said(trained) == before
    qtbot.waitUntil(lambda: not any("edit" in label.text() for label in plot.findChildren(QLabel)))


def test_the_slider_goes_by_keys_and_f6_leads_to_it(trained: Program, slider: QSlider, qtbot: QtBot) -> None:
    window, timeline = trained.window, trained.window.timeline
    with qtbot.waitActive(window):
        window.activateWindow()
    slider.setFocus()
    window.actions_by_name["next-region"].trigger()
    assert window.canvas.hasFocus()
    window.actions_by_name["previous-region"].trigger()
    assert slider.hasFocus()
    last = len(timeline.moments) - 1
    seen = []
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_End):
        QTest.keyClick(slider, key)
        seen.append(timeline.index)
    assert seen == [0, 1, 2, 1, last]
    assert timeline.shown is None


def test_a_press_on_the_slider_goes_there_and_its_tooltip_has_said_where(trained: Program, slider: QSlider) -> None:
    timeline = trained.window.timeline
    for x in (slider.width() // 3, slider.width() - 2, 2):
        point = QPoint(x, slider.height() // 2)
        QApplication.sendEvent(slider, QHelpEvent(QEvent.Type.ToolTip, point, slider.mapToGlobal(point)))
        told = QToolTip.text()
        QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=point)
        moment = timeline.moments[timeline.index]
        assert told == f"step {moment.step:,} · epoch {moment.epoch:,}"
    assert timeline.index == 0
    QToolTip.hideText()


def test_the_strip_is_low_and_says_plainly_what_it_shows_and_does(trained: Program) -> None:
    strip, timeline = trained.window.timeline_strip, trained.window.timeline

    def ground() -> QColor:
        return strip.grab().toImage().pixelColor(2, strip.height() // 2)

    end, at_end = timeline.moments[-1].step, ground()
    assert strip.height() <= 34
    assert said(trained).startswith(f"step {end:,} · ")
    timeline.show(2)
    assert said(trained).startswith(f"shown: step {timeline.moments[2].step:,} of {end:,} · ")
    assert ground() != at_end
    action = trained.window.actions_by_name["play-recording"]
    words = [action.iconText()]
    for _ in range(3):
        action.trigger()
        words.append(action.iconText())
    assert words == ["Play back", "Pause", "Play back", "Pause"]
    timeline.to_end()
    assert action.iconText() == "Play back"
    assert ground() == at_end


def test_nothing_is_edited_while_rewound_and_it_is_said_where_one_tries(trained: Program, qtbot: QtBot) -> None:
    window, project = trained.window, trained.document.project
    window.docks.show("matrix")
    table, card = window.panels.matrices.findChild(QTableView), window.palette_panel.findChild(LayerCard)

    def is_typed_into() -> bool:
        return bool(table.model().flags(table.model().index(0, 0)) & Qt.ItemFlag.ItemIsEditable)

    window.selection.select(EdgeItem("L1", "L2", 0, 0))
    window.edit_value()
    assert window.canvas.values.editor.isVisible()
    assert is_typed_into()
    window.actions_by_name["previous-moment"].trigger()
    assert not window.canvas.values.editor.isVisible()
    refused = []
    window.canvas.context.edit_refused.connect(lambda sentence, place: refused.append((sentence, place)))
    QTest.keyClick(window.canvas, Qt.Key.Key_3)
    assert refused == [(REWOUND_OBSTACLE, None)]
    assert not is_typed_into()
    qtbot.waitUntil(lambda: not card.isEnabled())
    assert card.toolTip() == REWOUND_OBSTACLE
    window.timeline.to_end()
    assert card.isEnabled()
    assert is_typed_into()
    assert trained.document.project is project

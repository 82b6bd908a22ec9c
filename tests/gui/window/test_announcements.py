"""How a run ended is said over the canvas with what mends it, and is heard of no more once it is no news."""

import numpy as np
import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from engine.network.model import Network
from engine.network.parameters import set_weight
from engine.project.edits import change_training
from engine.project.examples import EXAMPLES
from engine.project.project import Project
from gui.app import Program
from gui.selection import EdgeItem
from gui.widgets.inline_message import InlineMessage
from tests.gui.programs import train

HUGE = 1e300


@pytest.fixture
def project() -> Project:
    return change_training(EXAMPLES["circles"].build(), epochs=5)


def with_first_weight(network: Network, value: float) -> Network:
    return set_weight(network, "L1", "L2", 0, 0, value)


def mending(message: InlineMessage) -> QPushButton:
    return next(button for button in message.findChildren(QPushButton) if button.isVisibleTo(message))


def test_a_weight_too_large_is_named_edited_from_there_and_forgotten_when_mended(
    program: Program, qtbot: QtBot
) -> None:
    window, document = program.window, program.document
    document.edit_network("Set", lambda network: with_first_weight(network, HUGE))
    train(program, qtbot)
    assert window.message.text == "w₁₁⁽¹⁾ = 1e+300 is too large to train with."
    mending(window.message).click()
    assert window.selection.items == (EdgeItem("L1", "L2", 0, 0),)
    document.edit_network("Set", lambda network: with_first_weight(network, 1.0))
    assert window.message.text == ""


def test_a_confirmation_goes_with_what_it_tells_and_a_warning_stays(program: Program) -> None:
    window, document = program.window, program.document
    document.edit_network("Set", lambda network: with_first_weight(network, 2.0))
    window.announcements.confirm("It is done.")
    assert window.message.text == "It is done."
    document.undo_stack.undo()
    assert window.message.text == ""
    window.announcements.confirm("It is done.")
    window.announcements.warn("This went wrong.")
    document.undo_stack.redo()
    assert window.message.text == "This went wrong."


def test_a_run_that_diverged_is_reset_from_where_that_is_said(program: Program, qtbot: QtBot) -> None:
    window, document = program.window, program.document
    before = document.project.network
    document.apply("Set", lambda project: change_training(project, learning_rate=1e6, loss="squared_error"))
    train(program, qtbot)
    assert window.message.text.endswith("Reset before you try again.")
    mending(window.message).click()
    pairs = zip(document.project.network.connections, before.connections, strict=True)
    assert all(np.array_equal(one.weight, other.weight) for one, other in pairs)
    assert window.message.text == ""


def test_the_end_of_a_run_is_told_in_passing_until_something_is_changed(program: Program, qtbot: QtBot) -> None:
    window, document = program.window, program.document
    train(program, qtbot)
    assert window.status.currentMessage() != ""
    assert window.message.text == ""
    document.edit_network("Set", lambda network: with_first_weight(network, 0.5))
    assert window.status.currentMessage() == ""

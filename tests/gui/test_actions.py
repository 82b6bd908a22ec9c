"""Commands become actions that show what is possible."""

import pytest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from gui.actions import EDIT, VIEW, ActionDescription, Actions, Command


class Lamp:
    def __init__(self) -> None:
        self.is_on = False
        self.obstacle = ""

    def turn(self) -> None:
        self.is_on = not self.is_on

    def break_(self) -> None:
        self.is_on = False
        self.obstacle = "The lamp is broken."


@pytest.fixture
def lamp() -> Lamp:
    return Lamp()


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def actions(window: QMainWindow, lamp: Lamp) -> Actions:
    turn = ActionDescription("turn", VIEW, "&Lamp", "Turn the lamp", None, ("Ctrl+L",))
    smash = ActionDescription("smash", EDIT, "&Smash", "Break the lamp")
    commands = [Command(turn, lamp.turn, lambda: lamp.obstacle, lambda: lamp.is_on), Command(smash, lamp.break_)]
    return Actions(window, window, commands)


def test_a_switch_shows_whether_it_is_on(actions: Actions, lamp: Lamp) -> None:
    assert not actions["turn"].isChecked()
    actions["turn"].trigger()
    assert lamp.is_on
    assert actions["turn"].isChecked()


def test_what_cant_be_done_is_disabled_and_says_why(actions: Actions) -> None:
    actions["turn"].trigger()
    actions["smash"].trigger()
    assert not actions["turn"].isEnabled()
    assert not actions["turn"].isChecked()
    assert "The lamp is broken." in actions["turn"].toolTip()
    assert actions["turn"].statusTip() == "The lamp is broken."


def test_the_tooltip_tells_the_shortcut(actions: Actions) -> None:
    assert actions["turn"].toolTip() == "Turn the lamp (Ctrl+L)"


def test_of_two_commands_with_a_key_the_first_has_it_that_can_be_run(window: QMainWindow, lamp: Lamp) -> None:
    special = ActionDescription("special", VIEW, "Special", "Turn this lamp", None, ("F",))
    usual = ActionDescription("usual", VIEW, "Usual", "Turn all lamps", None, ("F", "Shift+F"))
    actions = Actions(window, window, [Command(special, lamp.turn, lambda: lamp.obstacle), Command(usual, lamp.turn)])

    def keys(name: str) -> list[str]:
        return [key.toString() for key in actions[name].shortcuts()]

    assert (keys("special"), keys("usual")) == (["F"], ["Shift+F"])
    assert actions["usual"].toolTip() == "Turn all lamps (Shift+F)"
    lamp.break_()
    actions.refresh()
    assert keys("usual") == ["F", "Shift+F"]
    assert actions["usual"].toolTip() == "Turn all lamps (F)"


def test_only_what_differs_is_told_to_qt(actions: Actions, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(actions["turn"].changed):
        actions.refresh()

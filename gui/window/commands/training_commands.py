"""Training: play and pause, steps, reset, and training anew after each edit."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from engine.network.initializers import KEEP
from gui.actions import TRAIN, ActionDescription, Command
from gui.icons import IconName
from gui.widgets import accept_typing

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow

INITIAL_UNKNOWN = "With “Keep” nobody knows which weights there were before training; undoing brings them back."


def training_commands(window: MainWindow) -> list[Command]:
    """Give the commands that train."""
    return [
        *_run_commands(window),
        Command(
            ActionDescription(
                "reset", TRAIN, "&Reset", "Go back to the weights and biases before training", IconName.RESET, ("R",)
            ),
            window.reset_run,
            partial(_reset_obstacle, window),
        ),
        Command(
            ActionDescription(
                "instant-retrain", TRAIN, "&Instant retrain",
                "Train anew from the seed whenever a setting, the data or the network's structure change",
                IconName.INSTANT, separated=True,
            ),
            lambda: window.retraining.switch(not window.retraining.state.is_on),
            is_on=lambda: window.retraining.state.is_on,
        ),
    ]  # fmt: skip


def _run_commands(window: MainWindow) -> list[Command]:
    training, step_obstacle = window.training, partial(_step_obstacle, window)
    return [
        Command(
            ActionDescription(
                "play", TRAIN, "&Play", "Train; pause with the same key", IconName.PLAY, ("Space",),
                keywords="pause train start run learn stop",
            ),
            partial(_begin, window, window.transport.toggle),
            partial(_play_obstacle, window),
        ),
        Command(
            ActionDescription(
                "play-on", TRAIN, "Train &until stopped", "Train on and on, until you pause or a rule of stopping holds"
            ),
            partial(_begin, window, training.play_on),
            step_obstacle,
        ),
        Command(
            ActionDescription("step", TRAIN, "&Step", "Take one mini-batch", IconName.STEP, ("Right",)),
            partial(_begin, window, training.step),
            step_obstacle,
        ),
        Command(
            ActionDescription("epoch", TRAIN, "&Epoch", "Train to the end of the epoch", IconName.EPOCH, ("E",)),
            partial(_begin, window, training.step_epoch),
            step_obstacle,
        ),
    ]  # fmt: skip


def _begin(window: MainWindow, run: Callable[[], object]) -> None:
    """Let what is still being typed count first, as Space does; where it is refused, nothing begins."""
    if window.transport.state.is_training or accept_typing(window):
        run()


def _play_obstacle(window: MainWindow) -> str:
    state = window.training.state
    return "" if state.is_training or state.is_waiting_for_data else state.obstacle


def _step_obstacle(window: MainWindow) -> str:
    is_training = window.transport.state.is_training
    return "Training is going on; pause it first." if is_training else _play_obstacle(window)


def _reset_obstacle(window: MainWindow) -> str:
    project = window.document.project
    if window.training.state.is_training or project.run is not None:
        return ""
    if not project.learnt:
        return "Nothing has been trained yet."
    return INITIAL_UNKNOWN if project.training.initialization.scheme == KEEP else ""

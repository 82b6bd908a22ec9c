"""The status bar: what it says of a run."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gui.training.training_controller import TrainingState
from gui.window.status import ProgressLine, TrainingStatusBar, time_text


@pytest.fixture
def bar(qtbot: QtBot) -> TrainingStatusBar:
    bar = TrainingStatusBar()
    qtbot.addWidget(bar)
    bar.show()
    return bar


def text(bar: TrainingStatusBar, name: str) -> str:
    label = bar.findChild(QLabel, name)
    assert label is not None
    return label.text()


def test_a_run_tells_how_far_it_is_and_how_long_it_takes(bar: TrainingStatusBar) -> None:
    bar.show_state(
        TrainingState(is_training=True, step=500, epoch=250, last_epoch=1000, seconds_left=90.0, device="cpu")
    )
    assert text(bar, "status-epoch") == "epoch 250 / 1,000"
    assert text(bar, "status-left") == "2 min left"
    progress = bar.findChild(ProgressLine)
    assert progress is not None
    assert progress.share == 0.25


def test_a_rate_is_told_only_while_training(bar: TrainingStatusBar) -> None:
    bar.show_state(TrainingState(is_training=True, step=500, steps_per_second=1553.0))
    assert text(bar, "status-rate") == "1,553 steps/s"
    bar.show_state(TrainingState(step=500, steps_per_second=1553.0))
    assert text(bar, "status-rate") == "– steps/s"


def test_without_an_end_there_is_no_progress(bar: TrainingStatusBar) -> None:
    bar.show_state(TrainingState(is_training=True, step=500, epoch=250, device="cpu"))
    assert text(bar, "status-epoch") == "epoch 250"
    assert text(bar, "status-left") == ""
    progress = bar.findChild(ProgressLine)
    assert progress is not None
    assert progress.share is None


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "under 1 s"), (8.4, "8 s"), (59.0, "59 s"), (60.0, "1 min"), (720.0, "12 min"), (7300.0, "2 h")],
)
def test_time_is_told_in_one_unit(seconds: float, words: str) -> None:
    assert time_text(seconds) == words


def test_every_time_left_is_shown_whole(bar: TrainingStatusBar) -> None:
    for seconds in (0.2, 59.4, 59 * 60.0, 99 * 3600.0):
        bar.show_state(TrainingState(is_training=True, epoch=1, last_epoch=2, seconds_left=seconds))
        label = bar.findChild(QLabel, "status-left")
        assert label is not None
        assert label.sizeHint().width() <= label.width(), label.text()


def test_a_sentence_without_room_is_told_whole_by_a_tooltip(bar: TrainingStatusBar, qtbot: QtBot) -> None:
    bar.resize(1000, bar.height())
    sentence = "Early stopping in epoch 34: back at the best validation loss, 0.6064, 30 or more epochs ago."
    qtbot.waitUntil(lambda: bar.width() == 1000)
    bar.tell(sentence, 1000)
    assert bar.currentMessage().startswith("Early stopping in epoch")
    assert bar.currentMessage().endswith("…")
    assert bar.toolTip() == sentence
    bar.clearMessage()
    assert bar.toolTip() == ""
    bar.tell("Done.", 1000)
    assert (bar.currentMessage(), bar.toolTip()) == ("Done.", "")


def test_a_sentence_takes_the_room_that_a_wider_window_gives_it(bar: TrainingStatusBar, qtbot: QtBot) -> None:
    sentence = "Early stopping in epoch 34: back at the best validation loss, 0.6064, 30 or more epochs ago."
    bar.resize(1000, bar.height())
    bar.tell(sentence, 60_000)
    assert bar.currentMessage().endswith("…")
    bar.resize(1900, bar.height())
    qtbot.waitUntil(lambda: bar.currentMessage() == sentence)
    assert bar.toolTip() == ""
    bar.showMessage("What a menu says")
    bar.resize(1000, bar.height())
    qtbot.waitUntil(lambda: bar.width() == 1000)
    assert bar.currentMessage() == "What a menu says"


def test_a_sentence_ends_in_its_time(bar: TrainingStatusBar, qtbot: QtBot) -> None:
    bar.resize(1000, bar.height())
    bar.tell("Done.", 50)
    assert bar.currentMessage() == "Done."
    qtbot.waitUntil(lambda: bar.currentMessage() == "")

"""The note over the canvas that says whose highlight it is, and ends it."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from gui.canvas.overlays.in_play_note import InPlayNote
from gui.selection import NeuronItem


@pytest.fixture
def note(hand: Any) -> InPlayNote:
    found: InPlayNote = hand.canvas.in_play_note
    return found


def test_it_says_who_lets_items_stand_out_and_is_away_without(hand: Any, note: InPlayNote) -> None:
    assert note.isHidden()
    hand.selection.put_in_play(NeuronItem("L2", 0), teller="Backpropagation: step 3 of 12")
    assert note.isVisible()
    assert note.text == "Backpropagation: step 3 of 12"
    hand.selection.put_in_play(NeuronItem("L2", 0))
    assert note.isHidden()


def test_its_button_ends_the_highlight(hand: Any, note: InPlayNote, qtbot: QtBot) -> None:
    hand.selection.put_in_play(NeuronItem("L2", 0), teller="Backpropagation: step 3 of 12")
    end = note.findChild(QToolButton, "end-in-play")
    assert end is not None
    with qtbot.waitSignal(hand.selection.in_play_dismissed):
        qtbot.mouseClick(end, Qt.MouseButton.LeftButton)
    assert hand.selection.in_play == ()
    assert note.isHidden()

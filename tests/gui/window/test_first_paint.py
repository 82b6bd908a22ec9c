from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.window import first_paint
from gui.window.first_paint import FirstPaint


class Painted(QWidget):
    """Counts how often it is painted."""

    def __init__(self) -> None:
        super().__init__()
        self.paints = 0

    def paintEvent(self, _event: object) -> None:  # noqa: N802
        self.paints += 1


def test_it_happens_once_and_after_the_paint(qtbot: QtBot) -> None:
    window = Painted()
    qtbot.addWidget(window)
    paints_then: list[int] = []
    first = FirstPaint(window)
    first.happened.connect(lambda: paints_then.append(window.paints))

    window.show()
    qtbot.waitUntil(lambda: bool(paints_then))
    window.repaint()
    qtbot.waitUntil(lambda: window.paints >= 2)

    assert paints_then == [1]


def test_a_window_that_is_never_painted_keeps_nobody_waiting(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_paint, "PATIENCE_MS", 10)
    window = Painted()
    qtbot.addWidget(window)
    first = FirstPaint(window)
    window.setUpdatesEnabled(False)

    with qtbot.waitSignal(first.happened):
        window.show()

    assert window.paints == 0

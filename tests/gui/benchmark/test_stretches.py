"""How long the window goes on working without looking at anybody."""

import time

from PySide6.QtCore import QEventLoop, QTimer
from pytestqt.qtbot import QtBot

from gui.benchmark.stretches import Stretches

WORK_S = 0.02


def work() -> None:
    """Compute, whatever else the machine does."""
    began = time.thread_time()
    while time.thread_time() - began < WORK_S:
        pass


def noted(passes: int, at_once: int) -> list[float]:
    """Work in so many passes of the event loop, so often in each; gives what was noted of it as two frames."""
    loop, left = QEventLoop(), [passes]
    stretches = Stretches()

    def do_pass() -> None:
        for _ in range(at_once):
            work()
        left[0] -= 1
        QTimer.singleShot(1, do_pass if left[0] else loop.quit)

    QTimer.singleShot(1, do_pass)
    loop.exec()
    stretches.close_frame()
    stretches.close_frame()
    stretches.stop()
    return stretches.longest


def test_work_is_one_stretch_only_within_a_pass_of_the_event_loop(qtbot: QtBot) -> None:
    assert WORK_S <= noted(passes=3, at_once=1)[0] < 2 * WORK_S
    assert 2 * WORK_S <= noted(passes=1, at_once=2)[0] < 3 * WORK_S


def test_each_frame_has_its_own(qtbot: QtBot) -> None:
    assert noted(passes=1, at_once=1)[1] == 0.0

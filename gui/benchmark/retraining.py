"""Instant retraining while a slider is dragged: how many runs are over in a second, and the window's work a move."""

import statistics
import time
from functools import partial

from engine.process.events import FINISHED, RunStopped
from engine.project.edits import change_training
from gui.app import Program
from gui.benchmark.report import Figure
from gui.benchmark.work import FRAME_TARGET_MS, WORK, Work, percentile
from gui.terminal.waiting import wait_until, work_for

EPOCHS, DRAG_S, MOVE_MS = 1000, 4.0, 16
RATES, RATE_STEP = 100, 0.0005
TARGET_PER_S = 8.0


def measure_retraining(program: Program) -> list[Figure]:
    """Drag the learning rate of the open project.

    Raises:
        EngineError: The engine does not answer within a minute.
    """
    seconds: list[float] = []
    work = Work()

    def note(event: RunStopped) -> None:
        if event.reason == FINISHED:
            seconds.append(event.run.step / event.steps_per_second)

    retraining = program.window.retraining
    program.training.reset()
    program.document.apply("Epochs", partial(change_training, epochs=EPOCHS))
    program.engine.retraining_stopped.connect(note)
    retraining.switch(True)
    taken_s = _drag(program, work)
    finished = list(seconds)
    wait_until(lambda: not program.document.is_previewing, MOVE_MS)
    retraining.switch(False)
    return [
        Figure(
            f"retrains of {EPOCHS:,} epochs while a slider moves",
            len(finished) / taken_s,
            "/s",
            TARGET_PER_S,
            at_most=False,
            detail=f"a run takes {1000 * statistics.median(finished):.0f} ms" if finished else "none was finished",
        ),
        percentile("window's work a move of the slider (95th percentile)", work.frames, FRAME_TARGET_MS, WORK),
    ]


def _drag(program: Program, work: Work) -> float:
    """Move the slider as a mouse does, and account for each move; give for how many seconds."""
    gesture = object()
    began = time.perf_counter()
    moves = 0
    while time.perf_counter() - began < DRAG_S:
        moves += 1
        rate = RATE_STEP * (RATES + moves % RATES)
        program.document.apply("Learning rate", partial(change_training, learning_rate=rate), gesture=gesture)
        work_for(MOVE_MS)
        work.close_frame()
    return time.perf_counter() - began

"""The window at work, drawn where nobody looks: edit to repaint, work a frame, and the rate of training."""

import contextlib
import os
import statistics
import tempfile
import time
from functools import partial
from pathlib import Path

import msgspec
import numpy as np
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QDockWidget

from engine.errors import EngineError
from engine.network.model import LayerId, Network
from engine.network.parameters import set_weight
from engine.project.edits import change_training
from engine.project.examples import EXAMPLES
from gui.app import Program, make_application, spare_collector
from gui.benchmark.frames import measure_frames
from gui.benchmark.memory import memory_figures
from gui.benchmark.processor import processor_s
from gui.benchmark.report import Figure
from gui.benchmark.retraining import measure_retraining
from gui.benchmark.work import FRAME_TARGET_MS, WORK, Work, percentile
from gui.linking.plot_links import BOUNDARY
from gui.settings import Settings
from gui.terminal.waiting import wait_until, work_for

EDITS = 60
TRAINING_S, TRAINING_ROUNDS = 1.5, 3
ENDLESS = 10**9
COMPILED, COMPILING_MS = "kernel", 180_000
LATENCY_TARGET_MS = 50.0
POLL_MS = 2


class _Rate(msgspec.Struct, frozen=True):
    """How fast a run went.

    Attributes:
        per_second: Mini-batches a second.
        per_processor_second: Mini-batches in a second of the engine's processor time; NaN where nobody tells it.
    """

    per_second: float
    per_processor_second: float


class _Repaints(QObject):
    """Notes when a widget has been painted."""

    def __init__(self, program: Program) -> None:
        super().__init__()
        self._viewport = program.window.plots.boundary.graphics.viewport()
        self.painted_at = 0.0
        self._viewport.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note the time right after the paint, which follows this filter."""
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self._note)
        return super().eventFilter(watched, event)

    def _note(self) -> None:
        self.painted_at = time.perf_counter()


def measure_window() -> list[Figure]:
    """Open the circles example in the real window and measure it.

    Raises:
        EngineError: The engine does not answer within a minute.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory() as folder:
        program = Program(make_application(()), Settings(Path(folder) / "settings.ini"))
        try:
            program.document.open(change_training(EXAMPLES["circles"].build(), epochs=ENDLESS), None)
            program.window.resize(1440, 900)
            program.window.docks.arrange()
            program.start()
            program.window.furnish()
            wait_until(lambda: program.session.engine_is_ready, POLL_MS)
            _warm_up(program)
            spare_collector()  # as the program does
            latencies = _edit_latencies(program)
            hidden, shown, frames = _rates(program)
            path = program.training.state.path
            retraining = measure_retraining(program)
            memory = memory_figures(os.getpid(), program.engine.process_id)
            by_plots = list(measure_frames(program))  # after all else: what it opens stays in memory
        finally:
            program.document.undo_stack.setClean()  # or closing asks whether to save what was measured
            program.window.close()
            program.stop()
    return [
        percentile("weight typed to boundary repainted (95th percentile)", latencies, LATENCY_TARGET_MS),
        percentile(
            "window's work a frame while training (95th percentile)",
            frames,
            FRAME_TARGET_MS,
            WORK,
        ),
        *by_plots,
        _live_share(hidden, shown, path),
        *retraining,
        *memory,
    ]


def _live_share(hidden: list[_Rate], shown: list[_Rate], path: str) -> Figure:
    """Compare rates with and without plots; on a busy machine the window, too, takes its time from the engine."""
    without, attached = (statistics.median(rate.per_second for rate in rates) for rates in (hidden, shown))
    computed = [statistics.median(rate.per_processor_second for rate in rates) for rates in (shown, hidden)]
    same = f"; {computed[0] / computed[1]:.2f} × in a second of the engine's processor time"
    return Figure(
        "training with all plots live, against hidden",
        attached / without,
        "×",
        0.85,
        at_most=False,
        detail=f"{attached:,.0f} against {without:,.0f} steps/s on the path “{path}”" + same * (computed[0] > 0),
    )


def _warm_up(program: Program) -> None:
    """Train until that is done by compiled code: what is measured while it is being made says little of later."""
    program.training.toggle()
    with contextlib.suppress(EngineError):  # where it can't be had, the figures say on which path they were measured
        wait_until(lambda: program.training.state.path == COMPILED, POLL_MS, COMPILING_MS)
    _pause(program)


def _edit_latencies(program: Program) -> list[float]:
    """Set a weight again and again; give the seconds until the boundary showing it was painted."""
    repaints = _Repaints(program)
    arrivals: list[float] = []
    program.engine.frame_received.connect(
        lambda frame: arrivals.append(time.perf_counter()) if BOUNDARY in frame.views else None
    )
    source, target = program.document.network.connections[0].key
    latencies = []
    for number in range(EDITS):
        arrivals.clear()
        start = time.perf_counter()
        value = np.sin(number)
        program.document.edit_network("Set weight", partial(_set_corner, source, target, float(value)))
        wait_until(lambda: bool(arrivals) and repaints.painted_at > arrivals[-1], POLL_MS)
        latencies.append(repaints.painted_at - start)
    return latencies


def _set_corner(source: LayerId, target: LayerId, value: float, network: Network) -> Network:
    return set_weight(network, source, target, 0, 0, value)


def _rates(program: Program) -> tuple[list[_Rate], list[_Rate], list[float]]:
    """Give the rates with nothing and with all shown, taken in turn, and the window's work a frame in s."""
    docks = [program.window.docks[name] for name in ("boundary", "loss", "distributions")]
    work = Work()
    # The frame after a run belongs to its end, which is entered into the project once.
    program.engine.frame_received.connect(lambda _frame: work.close_frame() if program.document.is_training else None)
    hidden, shown, frames = [], [], []
    for _ in range(TRAINING_ROUNDS):
        _show(program, docks, visible=False)
        hidden.append(_train(program))
        _show(program, docks, visible=True)
        work.frames.clear()
        shown.append(_train(program))
        frames += work.frames[3:]
    return hidden, shown, frames


def _show(program: Program, docks: list[QDockWidget], *, visible: bool) -> None:
    for dock in docks:
        dock.setVisible(visible)
    program.window.setVisible(visible)
    work_for(200)


def _train(program: Program) -> _Rate:
    """Play for a while from the initial parameters; give the mean rate."""
    program.training.reset()
    before = processor_s(program.engine.process_id)
    program.training.toggle()
    work_for(int(TRAINING_S * 1000))
    _pause(program)
    state, taken_s = program.training.state, processor_s(program.engine.process_id) - before
    return _Rate(state.steps_per_second, state.step / max(taken_s, 1e-9))


def _pause(program: Program) -> None:
    program.training.toggle()
    wait_until(lambda: not program.document.is_training, POLL_MS)

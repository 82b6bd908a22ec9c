"""The window while training, by how many plots are open and how many samples there are.

What is judged is how long a person may have to wait until the window looks at what they do: the longest uninterrupted
stretch of its work from one frame to the next, the 95th percentile over the frames. Told beside it, so that nothing is
won by drawing seldom: all the work of a frame, and how often a second the plots show something new.
"""

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import msgspec
import numpy as np
from PySide6.QtCore import QEventLoop, QTimer

from engine.data.data_set import Task
from engine.data.importing import LabelledPoints
from engine.errors import EngineError
from engine.process.events import Frame
from engine.project.edits import change_training, use_points
from gui.app import Program
from gui.benchmark.report import Figure
from gui.benchmark.stretches import Stretches
from gui.benchmark.work import FRAME_TARGET_MS, WORK, Work, percentile
from gui.plots.kinds import PLOT_KINDS, PlotKind
from gui.plots.panel import PlotPanel
from gui.terminal.waiting import TIMEOUT_MS, wait_until, work_for

SAMPLE_COUNTS = (250, 100_000)
ALWAYS_THERE = ("boundary", "loss", "distributions")
SETTLING_MS, POLL_MS = 300, 5
FIRST_FRAMES, FRAMES = 3, 25  # in the first ones plots are laid out
LEAST_S = 3.0  # of playing: where frames come fast there are more of them, and plots have time to be renewed
PLOT_SIZE = (480, 400)
ENDLESS = 10**9  # epochs: a short run would be over before its frames are counted
STILL = 3  # draws: of what a run begins with
RADII, NOISE = (0.4, 0.9), 0.1


class _Played(msgspec.Struct, frozen=True):
    """What was noted while a run went on.

    Attributes:
        stretches: The longest of each frame, in s.
        frames: All work of each, in s.
        draws: How often each plot was drawn.
        seconds: For how long, by the clock.
    """

    stretches: list[float]
    frames: list[float]
    draws: list[int]
    seconds: float

    def figure(self, name: str) -> Figure:
        """Give the stretches with all else beside them."""
        figure = percentile(name, self.stretches, FRAME_TARGET_MS, WORK)
        whole_ms = np.percentile(self.frames, 95) * 1000
        return msgspec.structs.replace(
            figure, detail=f"{figure.detail}; a frame's whole work {whole_ms:.0f} ms; {self._renewed}"
        )

    @property
    def _renewed(self) -> str:
        """Tell how often plots were drawn; those that show no pictures, or nothing of a run going on, hold still."""
        rates = [count / self.seconds for count in self.draws if count > STILL]
        still = len(self.draws) - len(rates)
        told = f"plots renewed {statistics.median(rates):.1f} times/s, the seldomest {min(rates):.1f}"
        return f"{told}, {still} still" if still else told


def measure_frames(program: Program) -> Iterator[Figure]:
    """Train the open project, with more and more plots in sight.

    Raises:
        EngineError: The engine does not answer within a minute.
    """
    everything = tuple(PLOT_KINDS.values())
    program.training.reset()
    program.document.apply("Epochs", partial(change_training, epochs=ENDLESS))
    for count in SAMPLE_COUNTS:
        _take_samples(program, count)
        for docks, kinds in ((ALWAYS_THERE[:1], ()), (ALWAYS_THERE, everything[:1]), (ALWAYS_THERE, everything)):
            with _in_sight(program, docks, kinds) as plots:
                played = _play(program, plots)
            yield played.figure(f"longest stretch, {len(plots)} plot{'s' * (len(plots) > 1)}, {count:,} samples")


def _take_samples(program: Program, count: int) -> None:
    program.training.reset()
    program.document.apply("Samples", partial(use_points, points=_rings(count)))
    wait_until(lambda: not program.session.is_making_data, POLL_MS)


def _rings(count: int) -> LabelledPoints:
    """Give points of two rings, one around the other, with some noise."""
    generator = np.random.default_rng(0)
    targets = np.arange(count) % 2
    angles = generator.uniform(0.0, 2 * np.pi, count)
    radii = np.array(RADII)[targets] + generator.normal(0.0, NOISE, count)
    inputs = radii[:, np.newaxis] * np.column_stack([np.cos(angles), np.sin(angles)])
    return LabelledPoints(inputs, targets[:, np.newaxis].astype(np.float64), Task.BINARY, (), ("inner", "outer"))


@contextmanager
def _in_sight(program: Program, docks: tuple[str, ...], kinds: tuple[PlotKind, ...]) -> Iterator[list[PlotPanel]]:
    """Have these docks in sight of those that are always there, and a plot of each kind beside the window."""
    window = program.window
    for name in ALWAYS_THERE:
        window.docks[name].setVisible(name in docks)
    opened = [window.open_plots.open(kind) for kind in kinds]
    for name in opened:
        window.docks[name].setFloating(True)
        window.docks[name].resize(*PLOT_SIZE)
    work_for(SETTLING_MS)
    yield [*(getattr(window.plots, name) for name in docks), *(window.open_plots[name] for name in opened)]
    for name in opened:
        window.open_plots.close(name)
    for name in ALWAYS_THERE:
        window.docks[name].setVisible(True)


def _play(program: Program, plots: list[PlotPanel]) -> _Played:
    """Train for some frames from the initial parameters.

    Raises:
        EngineError: They don't come within a minute.
    """
    work, stretches = Work(), Stretches()
    draws = [0] * len(plots)
    loop = QEventLoop()  # one for all of it: where loops are begun anew, it can't be told how long a pass takes
    QTimer.singleShot(TIMEOUT_MS, loop, loop.quit)
    began = time.monotonic()

    def close_frame(_frame: Frame) -> None:
        if program.document.is_training:
            work.close_frame()
            stretches.close_frame()
        if len(work.frames) >= FIRST_FRAMES + FRAMES and time.monotonic() - began >= LEAST_S:
            loop.quit()

    def count(number: int) -> None:
        draws[number] += 1

    program.training.reset()
    listening = [plot.drawn.connect(partial(count, number)) for number, plot in enumerate(plots)]
    closing = program.engine.frame_received.connect(close_frame)
    program.training.toggle()
    loop.exec()
    seconds = time.monotonic() - began
    stretches.stop()
    program.engine.frame_received.disconnect(closing)
    for plot, connection in zip(plots, listening, strict=True):
        plot.drawn.disconnect(connection)
    program.training.toggle()
    wait_until(lambda: not program.document.is_training, POLL_MS)
    if len(work.frames) < FIRST_FRAMES + FRAMES:
        raise EngineError("Too few frames came of a run to measure the window's work by.")
    return _Played(stretches.longest[FIRST_FRAMES:], work.frames[FIRST_FRAMES:], draws, seconds)

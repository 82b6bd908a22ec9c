"""The window's work a frame while training, by how many plots are open and how many samples there are."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import numpy as np

from engine.data.data_set import Task
from engine.data.importing import LabelledPoints
from engine.project.edits import change_training, use_points
from gui.app import Program
from gui.benchmark.report import Figure
from gui.benchmark.work import FRAME_TARGET_MS, WORK, Work, percentile
from gui.plots.kinds import PLOT_KINDS, PlotKind
from gui.terminal.waiting import wait_until, work_for

SAMPLE_COUNTS = (250, 100_000)
ALWAYS_THERE = ("boundary", "loss", "distributions")
SETTLING_MS, POLL_MS = 300, 5
FIRST_FRAMES, FRAMES = 3, 25  # in the first ones plots are laid out
PLOT_SIZE = (480, 400)
ENDLESS = 10**9  # epochs: a short run would be over before its frames are counted
RADII, NOISE = (0.4, 0.9), 0.1


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
            with _in_sight(program, docks, kinds):
                seconds = _train(program)
            plots = len(docks) + len(kinds)
            name = f"… with {plots} plot{'s' * (plots > 1)}, {count:,} samples"
            yield percentile(name, seconds, FRAME_TARGET_MS, WORK)


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
def _in_sight(program: Program, docks: tuple[str, ...], kinds: tuple[PlotKind, ...]) -> Iterator[None]:
    """Have these docks in sight of those that are always there, and a plot of each kind beside the window."""
    window = program.window
    for name in ALWAYS_THERE:
        window.docks[name].setVisible(name in docks)
    opened = [window.open_plots.open(kind) for kind in kinds]
    for name in opened:
        window.docks[name].setFloating(True)
        window.docks[name].resize(*PLOT_SIZE)
    work_for(SETTLING_MS)
    yield
    for name in opened:
        window.open_plots.close(name)
    for name in ALWAYS_THERE:
        window.docks[name].setVisible(True)


def _train(program: Program) -> list[float]:
    """Play for some frames from the initial parameters; give this thread's seconds of each frame."""
    work = Work()
    program.training.reset()
    connection = program.engine.frame_received.connect(
        lambda _frame: work.close_frame() if program.document.is_training else None
    )
    program.training.toggle()
    wait_until(lambda: len(work.frames) >= FIRST_FRAMES + FRAMES, POLL_MS)
    program.training.toggle()
    wait_until(lambda: not program.document.is_training, POLL_MS)
    program.engine.frame_received.disconnect(connection)
    return work.frames[FIRST_FRAMES:]

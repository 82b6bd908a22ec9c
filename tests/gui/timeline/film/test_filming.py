"""A film of a real run: the moments are on it, the window is as before, and one given up leaves no file."""

from itertools import pairwise
from pathlib import Path

import numpy as np
from PIL import Image, ImageSequence
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.project.edits import change_training
from engine.project.examples import EXAMPLES
from gui.app import Program
from gui.plots.moments.plot import MomentsPlot
from gui.timeline.film.dialog import FilmProgress
from gui.timeline.film.filming import INTERFERED, Filming
from gui.timeline.film.plan import FilmPlan
from tests.gui.programs import running, train

FILMED_MS = 20_000
PLAN = FilmPlan(frames_per_second=5, seconds=1, width=240, has_caption=False)


def frames(path: Path) -> list[np.ndarray]:
    with Image.open(path) as film:
        return [np.asarray(frame.convert("RGB")).astype(int) for frame in ImageSequence.Iterator(film)]


def given_up(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    """Begin a film, and give it up after its first picture."""
    export, path = program.window.exports.film, tmp_path / "given-up.gif"
    export.make(PLAN, path)
    progress = program.window.findChild(FilmProgress)
    assert progress is not None
    qtbot.waitUntil(lambda: progress._bar.value() > 0, timeout=FILMED_MS)
    QTest.keyClick(progress, Qt.Key.Key_Escape)
    assert not export.is_filming
    assert list(tmp_path.glob("*.gif*")) == []


def interfered_with(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    """Begin a film, and look at another moment meanwhile."""
    export, timeline = program.window.exports.film, program.window.timeline
    with qtbot.waitSignal(export.refused, timeout=FILMED_MS) as refused:
        export.make(PLAN, tmp_path / "interfered.gif")
        timeline.show(len(timeline.moments) - 2)
    assert refused.args == [INTERFERED]
    assert list(tmp_path.glob("*.gif*")) == []


def test_a_run_becomes_a_film(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    project = change_training(EXAMPLES["circles"].build(), epochs=3)
    with running(project, tmp_path / "settings.ini", qapp, qtbot) as program:
        window, action = program.window, program.window.actions_by_name["export-film"]
        assert not action.isEnabled()
        train(program, qtbot)
        assert action.isEnabled()
        given_up(program, qtbot, tmp_path)
        interfered_with(program, qtbot, tmp_path)
        window.timeline.show(2)
        before = program.document.network
        with qtbot.waitSignal(window.exports.film.exported, timeout=FILMED_MS) as exported:
            window.exports.film.make(PLAN, tmp_path / "run.gif")
            assert not action.isEnabled()
        assert exported.args == [f"Exported run.gif to {tmp_path}"]
        assert window.timeline.index == 2
        assert program.document.parameters.weights[0].tolist() == before.connections[0].weight.tolist()
        shown = frames(tmp_path / "run.gif")
        assert len(shown) == len(PLAN.shots(len(window.timeline.moments)))
        assert all(np.abs(first - second).max() > 50 for first, second in pairwise(shown))


def test_each_picture_shows_all_plots_at_the_moment_told(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    project = change_training(EXAMPLES["xor"].build(), epochs=20)
    with running(project, tmp_path / "settings.ini", qapp, qtbot) as program:
        window = program.window
        train(program, qtbot)
        window.actions_by_name["compare-moments"].trigger()
        plot = window.findChild(MomentsPlot)
        assert plot is not None
        qtbot.waitUntil(lambda: "→" in plot.readout, timeout=FILMED_MS)
        told = list[tuple[str, str]]()

        def tell(_taken: int, _count: int) -> None:
            shown = window.runs.moments["shown"].step
            told.append((f"→ {shown:,}", plot.readout))

        window.exports.film.make(
            FilmPlan(subject="window", frames_per_second=5, seconds=2, width=240), tmp_path / "w.gif"
        )
        filming = window.findChild(Filming)
        assert filming is not None
        filming.progressed.connect(tell)
        with qtbot.waitSignal(window.exports.film.exported, timeout=FILMED_MS):
            pass
        assert len({shown for shown, _readout in told}) > 3
        assert [readout for shown, readout in told if not readout.endswith(shown)] == []

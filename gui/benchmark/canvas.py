"""The canvas alone: work a frame for pan, zoom and recolouring by size of network, hits, and opening a large one.

Measured in a process of its own, so that its memory is that of one window with one network.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import msgspec
import numpy as np
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtWidgets import QApplication

from engine.errors import EngineError
from engine.network.chains import add_chain
from engine.network.edits import move_layers
from engine.network.initializers import Initialization
from engine.network.model import Network, Parameters
from engine.network.shape_text import parse_shape
from engine.project.file import load_project, save_project
from engine.project.project import Project
from gui.app import Program, make_application
from gui.benchmark.memory import resident_mb
from gui.benchmark.report import Figure, last_line
from gui.canvas.canvas import NetworkCanvas
from gui.document import Document
from gui.selection import Selection
from gui.settings import Settings
from gui.theme import ThemeManager

SIZE = (1440, 900)
FRAMES, HITS, PARAMETER_SETS = 40, 100, 4
PAN_STEP, ZOOM_STEP, DRIFT = QPoint(7, 3), 1.05, 0.02
TURN_AFTER = 10
FRAME_TARGET_MS, HIT_TARGET_MS, MOVE_TARGET_MS = 33.0, 2.0, 100.0
OPENING_TARGET_S, MEMORY_TARGET_MB = 1.0, 250.0
NETWORKS = {
    "100 edges": "2-8-8-2",
    "1,000 edges": "8-24-24-8",
    "10,000 edges": "64-100-32-10",
    "109,000 edges": "784-128-64-10",
    "a chain of 100 layers": "-".join(["4"] * 100),
}
LARGEST_HIT = "109,000 edges"
LARGE = "784-1024-1024-10"
LONG_CHAIN = "-".join(["2"] * 5000)
MOVES, MOVE_STEP = 5, 20.0
LONG_OPENING_TARGET_S = 2.0


def measure_canvas() -> list[Figure]:
    """Measure the canvas in a process of its own.

    Raises:
        EngineError: That process failed.
    """
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-m", "gui.benchmark.canvas"]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise EngineError(f"The canvas could not be measured: {last_line(ended.stderr)}")
    return msgspec.json.decode(ended.stdout.strip().splitlines()[-1], type=list[Figure])


def _figures(app: QApplication, settings: Settings, folder: Path) -> Iterator[Figure]:
    yield from _opening(Program(app, settings), folder / "large.neuro")
    themes = ThemeManager(app, settings)
    for name, shape in NETWORKS.items():
        stage = _Stage(_network(shape), themes)
        yield stage.frames(name)
        if name == LARGEST_HIT:
            yield stage.hits(name)
        stage.close()
    yield from _long_chain(themes)
    themes.deleteLater()


def _long_chain(themes: ThemeManager) -> Iterator[Figure]:
    """Open and use a chain so long that all that looks at each layer is felt."""
    network, name = _network(LONG_CHAIN), "a chain of 5,000 layers"
    start = time.thread_time()
    stage = _Stage(network, themes)
    yield Figure(f"canvas, {name}: opening", time.thread_time() - start, "s", LONG_OPENING_TARGET_S, at_most=True)
    yield stage.frames(name, trains=False)
    yield stage.moves(name)
    stage.close()


def _opening(program: Program, path: Path) -> Iterator[Figure]:
    """Open a large network in the real window; give the time from file to picture, and the memory held after it."""
    save_project(Project(network=_network(LARGE)), path)
    program.window.resize(*SIZE)
    program.window.show()
    program.window.furnish()
    QApplication.processEvents()
    start = time.perf_counter()
    program.document.open(load_project(path), None)
    program.window.canvas.fit()
    program.window.canvas.viewport().repaint()
    opening = time.perf_counter() - start
    QApplication.processEvents()
    memory = resident_mb(os.getpid())
    program.window.close()
    program.stop()
    yield Figure(f"{LARGE} from file to picture", opening, "s", OPENING_TARGET_S, at_most=True)
    if memory is not None:
        name = f"memory of the window's process with {LARGE}"
        yield Figure(name, memory, "MB", MEMORY_TARGET_MB, at_most=True)


class _Stage:
    """A canvas that shows a network, and what is done with it."""

    def __init__(self, network: Network, themes: ThemeManager) -> None:
        self._document = Document(Project(network=network))
        self._canvas = NetworkCanvas(self._document, Selection(), themes)
        self._canvas.resize(*SIZE)
        self._canvas.show()
        self._canvas.navigation.zoom_reset()
        self._canvas.navigation.centre_on(QPointF(*network.layers[len(network.layers) // 2].position))
        QApplication.processEvents()

    def frames(self, name: str, *, trains: bool = True) -> Figure:
        """Give the work of this thread a frame: the worst of panning, zooming and, where it trains, recolouring."""
        navigation = self._canvas.navigation
        seconds = {
            "pan": self._work(lambda turn: navigation.scroll(PAN_STEP if _is_forth(turn) else -PAN_STEP)),
            "zoom": self._work(lambda turn: navigation.zoom_by(ZOOM_STEP if _is_forth(turn) else 1 / ZOOM_STEP)),
        }
        if trains:
            sets = list(_drifting(self._document.parameters))
            seconds["recolour"] = self._work(lambda turn: self._document.show_parameters(sets[turn % len(sets)]))
        high = {kind: float(np.percentile(work, 95) * 1000) for kind, work in seconds.items()}
        return Figure(
            f"canvas, {name}: work a frame (95th percentile)",
            max(high.values()),
            "ms",
            FRAME_TARGET_MS,
            at_most=True,
            detail=", ".join(f"{kind} {value:.1f} ms" for kind, value in high.items()),
        )

    def hits(self, name: str) -> Figure:
        """Give how long it takes to find what is under the pointer, at points all over the view."""
        canvas, generator = self._canvas, np.random.default_rng(0)
        seconds = []
        for x, y in generator.uniform(size=(HITS, 2)).tolist():
            point = canvas.mapToScene(round(x * canvas.viewport().width()), round(y * canvas.viewport().height()))
            start = time.thread_time()
            canvas.hit(point)
            seconds.append(time.thread_time() - start)
        high = float(np.percentile(seconds, 95) * 1000)
        title = f"canvas, {name}: what is under the pointer (95th percentile)"
        return Figure(title, high, "ms", HIT_TARGET_MS, at_most=True)

    def moves(self, name: str) -> Figure:
        """Give the work of this thread for moving a layer by an edit, until it is seen where it goes."""
        layers = self._document.network.layers
        layer = layers[len(layers) // 2]
        seconds = []
        for turn in range(1, MOVES + 1):
            place = {layer.id: (layer.position[0], layer.position[1] + turn * MOVE_STEP)}
            start = time.thread_time()
            self._document.edit_network("Move layer", partial(move_layers, positions=place))
            self._canvas.viewport().repaint()
            seconds.append(time.thread_time() - start)
        title = f"canvas, {name}: moving a layer (slowest)"
        return Figure(title, max(seconds) * 1000, "ms", MOVE_TARGET_MS, at_most=True)

    def close(self) -> None:
        """Take the canvas away."""
        self._document.undo_stack.clear()
        self._canvas.close()
        self._canvas.deleteLater()
        QApplication.processEvents()

    def _work(self, act: Callable[[int], None]) -> list[float]:
        seconds = []
        for turn in range(FRAMES + 1):
            start = time.thread_time()
            act(turn)
            self._canvas.viewport().repaint()
            seconds.append(time.thread_time() - start)
        return seconds[1:]  # the first one makes what all others find made


def _network(shape: str) -> Network:
    return add_chain(Network(), parse_shape(shape), Initialization())


def _drifting(parameters: Parameters) -> Iterator[Parameters]:
    """Give parameters as training changes them from frame to frame: a little, and all of them."""
    generator = np.random.default_rng(0)
    for _ in range(PARAMETER_SETS):
        weights, biases = (
            tuple(array + DRIFT * generator.standard_normal(array.shape) for array in arrays)
            for arrays in (parameters.weights, parameters.biases)
        )
        parameters = Parameters(weights=weights, biases=biases)
        yield parameters


def _is_forth(turn: int) -> bool:
    return turn // TURN_AFTER % 2 == 0


def main() -> None:
    """Print the figures as JSON, for `measure_canvas` in another process."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(Path(folder) / "settings.ini")
        app = make_application(())
        figures = [msgspec.structs.asdict(figure) for figure in _figures(app, settings, Path(folder))]
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()

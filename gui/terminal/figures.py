"""Figures without a screen: the real window, drawn where nobody looks, once the engine has answered."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from PySide6.QtGui import QColor

from engine.errors import EngineError
from engine.process.events import Frame
from engine.project.compatibility import incompatibilities
from engine.project.project import Project
from gui.app import Program, make_application
from gui.export import FORMATS, USUAL, Drawing, Extras, save_drawing
from gui.export.image_export import Figure
from gui.linking.plot_links import BOUNDARY, DISTRIBUTIONS
from gui.settings import Settings, ThemeMode
from gui.terminal.waiting import wait_until, work_for
from gui.window.main_window import MainWindow

_POLL_MS = 20
EXPORT_SIZE = (1440, 900)
_SETTLE_MS = 120


class View(msgspec.Struct, frozen=True, eq=False):
    """Something of the window that can be drawn by itself.

    Attributes:
        name: What the command line calls it.
        save: Writes it: `(window, path)`.
        suffixes: Kinds of file it can be written as.
        is_in: Whether the frame brings what it shows.
        lacks: Why the project has nothing to show there, "" when it has.
    """

    name: str
    save: Callable[[MainWindow, Path], None]
    suffixes: tuple[str, ...] = (".png", ".svg")
    is_in: Callable[[Frame], bool] = lambda _frame: True
    lacks: Callable[[Project], str] = lambda _project: ""


def _save_graph(window: MainWindow, path: Path) -> None:
    window.canvas.fit()
    Figure(window.canvas, QColor(window.theme.palette.canvas)).save(path)


def _save_window(window: MainWindow, path: Path) -> None:
    if not window.grab().save(str(path)):
        raise EngineError(f"The image “{path}” could not be written.")


def _lacks_run(project: Project) -> str:
    has_loss = project.run is not None and len(project.run.history)
    return "" if has_loss else "The project has not been trained yet, so there is no loss to show; train it first."


def _lacks_layers(project: Project) -> str:
    return "" if project.network.layers else "The project has no layers to draw."


VIEWS = {
    view.name: view
    for view in (
        View("graph", _save_graph, lacks=_lacks_layers),
        View(
            "boundary",
            lambda window, path: window.plots.boundary.save_image(path),
            is_in=lambda frame: BOUNDARY in frame.views,
        ),
        View("loss", lambda window, path: window.plots.loss.save_image(path), lacks=_lacks_run),
        View(
            "distributions",
            lambda window, path: window.plots.distributions.save_image(path),
            is_in=lambda frame: DISTRIBUTIONS in frame.views,
        ),
        View("window", _save_window, suffixes=(".png",), is_in=lambda frame: BOUNDARY in frame.views),
    )
}


def render(
    project: Project, view_name: str, path: Path, *, size: tuple[int, int] = (1440, 900), dark: bool = False
) -> None:
    """Write a figure of a project.

    Args:
        project: What to show.
        view_name: Key of `VIEWS`.
        path: Where to; its ending says what kind of file.
        size: Width and height in device-independent pixels; files have twice as many.
        dark: Whether to use the dark theme.

    Raises:
        EngineError: The view cannot be written as such a file, the project shows nothing there, or the engine does not
            answer within a minute.
    """
    view = VIEWS[view_name]
    if path.suffix.lower() not in view.suffixes:
        kinds = " or ".join(view.suffixes)
        raise EngineError(f"The view “{view.name}” is written as {kinds}; “{path.name}” is neither.")
    if lack := view.lacks(project):
        raise EngineError(lack)
    _check_folder(path)
    with _program(dark=dark, scale=2 if view_name == "window" else 1) as program:
        _draw(program, project, view, path, size)


def export(project: Project, format_name: str, path: Path, *, extras: Extras = USUAL, dark: bool = False) -> None:
    """Write the network as drawn, whole and in its actual size.

    Args:
        project: Whose network.
        format_name: Key of `gui.export.FORMATS`.
        path: Where to.
        extras: What is drawn besides.
        dark: Whether to use the dark theme.

    Raises:
        EngineError: There is nothing to draw, the file's ending is another format's, the file cannot be written, or the
            engine does not answer within a minute.
    """
    other = next((each for each in FORMATS.values() if each.suffix == path.suffix.lower()), None)
    if other is not None and other.name != format_name:
        wanted = FORMATS[format_name]
        raise EngineError(
            f"“{path.name}” ends like a file of another kind ({other.label}); {wanted.name} is written as "
            f"“{path.stem}{wanted.suffix}”."
        )
    if lack := _lacks_layers(project):
        raise EngineError(lack)
    _check_folder(path)

    def save(window: MainWindow, path: Path) -> None:
        window.canvas.navigation.zoom_reset()
        save_drawing(Drawing(window.canvas, extras), FORMATS[format_name], path)

    with _program(dark=dark) as program:
        _draw(program, project, View("graph", save), path, EXPORT_SIZE)


def _check_folder(path: Path) -> None:
    if not path.absolute().parent.is_dir():
        raise EngineError(f"There is no folder “{path.absolute().parent}” to write “{path.name}” into.")


@contextmanager
def _program(*, dark: bool, scale: int = 1) -> Iterator[Program]:
    """Give the program with its window on a screen that nobody sees."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = str(scale)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(Path(folder) / "settings.ini")
        settings.theme_mode = ThemeMode.DARK if dark else ThemeMode.LIGHT
        program = Program(make_application(()), settings)
        try:
            yield program
        finally:
            program.window.close()
            program.stop()


def _draw(program: Program, project: Project, view: View, path: Path, size: tuple[int, int]) -> None:
    window, session = program.window, program.session
    frames: list[Frame] = []
    refusals: list[str] = []
    program.engine.frame_received.connect(frames.append)
    session.data_refused.connect(lambda sentence: refusals.append(sentence) if sentence else None)
    program.document.open(project, None)
    program.start()
    window.furnish()
    window.resize(*size)
    window.docks.arrange()  # for this size, and not for the small screen that there is not
    _enlarge(window, view.name, size)
    wait_until(lambda: session.data_set is not None or bool(refusals), _POLL_MS)
    obstacle = refusals[0] if refusals else _obstacle(program, project)
    if not obstacle:
        wait_until(
            lambda: bool(frames) and view.is_in(frames[-1]) and window.canvas_links.neuron_pictures.are_there, _POLL_MS
        )
    elif view.name not in {"graph", "loss", "window"}:
        raise EngineError(obstacle)
    window.canvas.fit()
    work_for(_SETTLE_MS)
    view.save(window, path)


def _obstacle(program: Program, project: Project) -> str:
    data_set = program.session.data_set
    assert data_set is not None
    found = incompatibilities(project.network, data_set, project.training)
    return found[0] if found else ""


def _enlarge(window: MainWindow, name: str, size: tuple[int, int]) -> None:
    """Give the view the whole size asked for, the canvas or a plot in a window of its own."""
    if name == "graph":
        window.canvas.setParent(None)
        window.canvas.resize(*size)
        window.canvas.show()
    elif name in window.docks:
        window.docks[name].setFloating(True)
        window.docks[name].resize(*size)

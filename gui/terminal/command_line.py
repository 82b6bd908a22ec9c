"""What a command line asks for: one of the engine's commands, one of the window's, or the window itself."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from gui.terminal.display import lacks_display

# The commands are imported where one may be asked for: the window comes to the screen sooner without them.

_USAGE = "neurocanvas [FILE]\n       neurocanvas COMMAND …"


def _open_window(file: Path | None) -> int:
    # Before numpy loads, here and in the engine process: its threads would wait in a loop on the core that trains.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from gui.app import main  # noqa: PLC0415 - only now: the commands must be quick, and work without Qt

    return main(file)


def run(argv: Sequence[str], open_window: Callable[[Path | None], int] = _open_window) -> int:
    """Run a command line and give the exit status.

    Args:
        argv: The words after the program's name: nothing, or a project file, asks for the window.
        open_window: Opens the window, with a file or an empty project, and gives the exit status when it is closed.
    """
    file = _file_to_open(argv)
    if argv and file is None:
        return _run_command(argv)
    if lacks_display(os.environ):  # Qt would end the process with a message about its plugins
        return _refuse_window()
    return open_window(file)


def _run_command(argv: Sequence[str]) -> int:
    from engine import cli  # noqa: PLC0415
    from gui.terminal.commands import COMMANDS  # noqa: PLC0415

    return cli.main(argv, COMMANDS, usage=_USAGE)


def _refuse_window() -> int:
    from engine.cli.command import FAILURE  # noqa: PLC0415
    from engine.cli.output import say  # noqa: PLC0415

    say("neurocanvas: There is no screen to open the window on; “neurocanvas --help” lists what works without.")
    return FAILURE


def _file_to_open(argv: Sequence[str]) -> Path | None:
    """Give the project file that is all of the command line, or None; a command wins over a file of its name."""
    if len(argv) != 1 or not (path := Path(argv[0])).exists():
        return None
    if path.suffix:  # as no command has
        return path
    from gui.terminal.commands import COMMANDS  # noqa: PLC0415

    return None if argv[0] in COMMANDS else path

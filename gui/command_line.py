"""What a command line asks for: one of the engine's commands, one of the window's, or the window itself."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from engine import cli
from engine.cli.checks import CHECKS
from engine.cli.command import FAILURE, Command
from engine.cli.doctor import doctor_command
from engine.cli.output import say
from gui.commands import WINDOW_COMMANDS
from gui.window_checks import WINDOW_CHECKS, lacks_display

# Loaded for every command, so the window's own import Qt only when they run.
COMMANDS: dict[str, Command] = {
    **cli.COMMANDS,
    **WINDOW_COMMANDS,
    "doctor": doctor_command((*CHECKS, *WINDOW_CHECKS)),
}

_USAGE = "neurocanvas [FILE]\n       neurocanvas COMMAND …"


def _open_window(file: Path | None) -> int:
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
        return cli.main(argv, COMMANDS, usage=_USAGE)
    if lacks_display(os.environ):  # Qt would end the process with a message about its plugins
        say("neurocanvas: There is no screen to open the window on; “neurocanvas --help” lists what works without.")
        return FAILURE
    return open_window(file)


def _file_to_open(argv: Sequence[str]) -> Path | None:
    """Give the project file that is all of the command line, or None."""
    if len(argv) != 1 or argv[0] in COMMANDS:
        return None
    path = Path(argv[0])
    return path if path.exists() else None

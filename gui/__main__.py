"""The command `neurocanvas`. The engine process imports this module again, so it imports nothing heavy itself."""

import multiprocessing
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program as the command line says and give its exit status.

    Args:
        argv: The words after the program's name; the process's own if None.
    """
    multiprocessing.freeze_support()  # in a frozen program the engine process starts here and goes no further
    try:
        from gui.terminal.command_line import run  # noqa: PLC0415 - the engine process must not load it

        return run(sys.argv[1:] if argv is None else argv)
    except KeyboardInterrupt:  # while the program was still loading; commands take it themselves
        sys.stderr.write("neurocanvas: Interrupted.\n")
        return 130


if __name__ == "__main__":
    sys.exit(main())

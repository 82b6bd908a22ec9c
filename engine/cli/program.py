"""The program at the terminal: finds the command, runs it, and turns errors into a sentence and an exit status."""

import argparse
import difflib
import io
import os
import sys
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from engine.cli.command import FAILURE, INTERRUPTION, USAGE_FAILURE, Command, UsageError
from engine.cli.commands import COMMANDS
from engine.cli.output import say
from engine.cli.version import program_version
from engine.errors import EngineError

PROGRAM = "neurocanvas"


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are a sentence, to be shown like every other."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{_sentence(message)} “{self.prog} --help” says what it takes.")


def main(argv: Sequence[str], commands: Mapping[str, Command] = COMMANDS, *, usage: str | None = None) -> int:
    """Run one command line.

    Args:
        argv: The words after the program's name.
        commands: The commands there are.
        usage: How the program is called, where it can do more than these commands.

    Returns:
        The exit status: 0 if all went well, 1 after an error, 2 if the command line makes no sense, 130 after Ctrl-C.
    """
    _make_writing_safe()
    try:
        return _run(argv, commands, usage)
    except UsageError as error:
        say(f"{PROGRAM}: {error}")
        return USAGE_FAILURE
    except EngineError as error:
        say(f"{PROGRAM}: {error}")
        return FAILURE
    except KeyboardInterrupt:
        say(f"\n{PROGRAM}: Interrupted.")
        return INTERRUPTION
    except BrokenPipeError:
        _forget_standard_output()
        return FAILURE
    except MemoryError:
        say(f"{PROGRAM}: There is not enough memory for this.")
        return FAILURE
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        say(f"{PROGRAM}: {where}{error.strerror or error}.")
        return FAILURE


def _unknown(word: str, commands: Mapping[str, Command]) -> UsageError:
    """Give the error for a first word that is no command, with the command it may have been meant to be."""
    close = difflib.get_close_matches(word, commands, n=1, cutoff=0.65)
    if close:
        return UsageError(f"There is no command “{word}”; did you mean “{close[0]}”?")
    if Path(word).exists():
        return UsageError(f"A project file stands alone or after a command, such as “{PROGRAM} show {word}”.")
    return UsageError(f"There is neither a command nor a file “{word}”; the commands are {', '.join(commands)}.")


def _run(argv: Sequence[str], commands: Mapping[str, Command], usage: str | None) -> int:
    if argv and not argv[0].startswith("-") and argv[0] not in commands:
        raise _unknown(argv[0], commands)
    parser = _parser(commands, usage)
    try:
        arguments = parser.parse_args(argv)
    except SystemExit as done:  # --help and --version have been answered
        sys.stdout.flush()
        return int(done.code or 0)
    status = commands[arguments.command].run(arguments)
    sys.stdout.flush()  # a closed pipe is noticed here, and not when Python ends
    return status


def _parser(commands: Mapping[str, Command], usage: str | None) -> _Parser:
    parser = _Parser(
        prog=PROGRAM,
        usage=usage,
        description="Draw neural networks, set their weights by hand or train them, and look inside.",
        epilog=f"“{PROGRAM} COMMAND --help” says more about a command.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {program_version()}")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, title="commands", prog=PROGRAM)
    for command in commands.values():
        subparser = subparsers.add_parser(
            command.name,
            help=command.help,
            description=textwrap.fill(command.description),
            epilog="\n".join(["examples:", *(f"  {example}" for example in command.examples)]),
            formatter_class=argparse.RawDescriptionHelpFormatter,  # or the examples would run into one another
            allow_abbrev=False,
        )
        command.add_arguments(subparser)
    return parser


def _sentence(message: str) -> str:
    """Give argparse's lower-case fragment as a sentence."""
    return f"{message[:1].upper()}{message[1:].rstrip('.')}."


def _make_writing_safe() -> None:
    """Let a terminal that lacks a character show a question mark instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _forget_standard_output() -> None:
    """Keep Python from complaining at its end that what is left in the buffer has no reader."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

"""What a command of the terminal is."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable

import msgspec

from engine.errors import EngineError

FAILURE = 1
USAGE_FAILURE = 2
INTERRUPTION = 130


class UsageError(EngineError):
    """What was typed is no command that makes sense; the text says what to type instead."""


class Command(msgspec.Struct, frozen=True, eq=False):
    """A word after `neurocanvas` and what it does.

    Attributes:
        name: The word.
        help: One line for the list of commands, without a full stop.
        description: What `neurocanvas NAME --help` says first: a sentence or two.
        examples: Command lines to learn from.
        add_arguments: Tells the parser what the command takes.
        run: Does it and gives the exit status. It may raise `EngineError`, whose text is then all the user sees.
    """

    name: str
    help: str
    description: str
    examples: tuple[str, ...]
    add_arguments: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], int]


def whole_number(text: str) -> int:
    """Read a whole number as people type it, 1000 or 1e3.

    Raises:
        ArgumentTypeError: It is none.
    """
    try:
        return int(text)
    except ValueError:
        pass
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not value.is_integer():
        raise ArgumentTypeError(f"“{text}” is not a whole number")
    return int(value)

"""What a command of the terminal is."""

from argparse import ArgumentParser, Namespace
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

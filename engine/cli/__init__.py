"""The commands of the terminal: a file for each, all of them in one table."""

from engine.cli.commands import COMMANDS
from engine.cli.program import main

__all__ = ["COMMANDS", "main"]

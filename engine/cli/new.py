"""`neurocanvas new`: a bundled example as a project file."""

import difflib
from argparse import ArgumentParser, Namespace
from pathlib import Path

from engine.cli.command import Command, UsageError
from engine.cli.output import say, table, write
from engine.project.examples import EXAMPLES, Example
from engine.project.file import save_project


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("example", nargs="?", metavar="EXAMPLE", help="the example's name")
    parser.add_argument("--out", type=Path, metavar="FILE", help="the project file to write, such as net.neuro")
    parser.add_argument("--list", action="store_true", help="say which examples there are")


def _run(arguments: Namespace) -> int:
    if arguments.list:
        write(table([(example.name, example.description) for example in EXAMPLES.values()], indent=0))
        return 0
    example = _example(arguments.example)
    if arguments.out is None:
        raise UsageError(f"Say where to write it: neurocanvas new {example.name} --out {example.name}.neuro")
    save_project(example.build(), arguments.out)
    say(f"Wrote {arguments.out}: {example.description}")
    return 0


def _example(name: str | None) -> Example:
    if name is None:
        raise UsageError("Say which example: “neurocanvas new --list” shows them all.")
    if name not in EXAMPLES:
        close = difflib.get_close_matches(name, EXAMPLES, n=1)
        guess = f"did you mean “{close[0]}”?" if close else f"there are {', '.join(EXAMPLES)}."
        raise UsageError(f"There is no example “{name}”; {guess}")
    return EXAMPLES[name]


NEW = Command(
    name="new",
    help="write a bundled example as a project file",
    description="Write a bundled example as a project file, to open, evaluate or train.",
    examples=("neurocanvas new --list", "neurocanvas new xor-by-hand --out xor.neuro"),
    add_arguments=_add_arguments,
    run=_run,
)

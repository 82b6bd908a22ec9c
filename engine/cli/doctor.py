"""`neurocanvas doctor`: what the program found on this machine, and what keeps it from working."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Sequence

import msgspec

from engine.cli.command import FAILURE, Command
from engine.cli.output import counted, table, write, write_json


class Finding(msgspec.Struct, frozen=True, eq=False):
    """One thing found.

    Attributes:
        subject: What was looked at.
        text: What was found, for a person.
        is_problem: Whether something will not work because of it; the text then says what to do.
    """

    subject: str
    text: str
    is_problem: bool = False


Check = Callable[[], Iterable[Finding]]


def doctor_command(checks: Sequence[Check]) -> Command:
    """Give the command that makes the checks, one after the other; it fails where it finds a problem."""

    def run(arguments: Namespace) -> int:
        findings = [finding for check in checks for finding in check()]
        problems = [finding for finding in findings if finding.is_problem]
        if arguments.json:
            write_json({"healthy": not problems, "findings": findings})
        else:
            write(_text(findings, problems))
        return FAILURE if problems else 0

    return Command(
        name="doctor",
        help="say what was found on this machine",
        description="Print versions, devices, folders and how quickly the engine answers, and say what is wrong.",
        examples=("neurocanvas doctor", "neurocanvas doctor --json"),
        add_arguments=_add_arguments,
        run=run,
    )


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="write one line of JSON instead of a table")


def _text(findings: Sequence[Finding], problems: Sequence[Finding]) -> str:
    lines = table([("✗" if item.is_problem else " ", item.subject, item.text) for item in findings], indent=0)
    verdict = f"{counted(len(problems), 'problem')} found, marked ✗." if problems else "No problem found."
    return f"{lines}\n\n{verdict}"

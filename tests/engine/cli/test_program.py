from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

import pytest

from engine import cli
from engine.cli.command import Command
from tests.engine.cli.told import Tell, Write


def test_help_lists_every_command_with_its_line(tell: Tell) -> None:
    told = tell("--help")

    assert told.status == 0
    assert told.err == ""
    for command in cli.COMMANDS.values():
        assert command.name in told.out
        assert command.help in told.out


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_explains_itself_and_gives_examples(tell: Tell, name: str) -> None:
    told = tell(name, "--help")

    assert told.status == 0
    assert told.out.startswith(f"usage: neurocanvas {name} ")
    for example in cli.COMMANDS[name].examples:
        assert f"  {example}\n" in told.out


def test_the_version_is_one_line(tell: Tell) -> None:
    told = tell("--version")

    assert told.status == 0
    assert told.out.startswith("neurocanvas ")
    assert told.out.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "COMMAND"),
        (("trian", "x.neuro"), "There is no command “trian”; did you mean “train”?"),
        (
            ("picture",),
            "There is neither a command nor a file “picture”; the commands are new, show",
        ),
        (("--loud",), "required: COMMAND"),
        (("show",), "required: FILE. “neurocanvas show --help” says what it takes."),
        (("show", "x.neuro", "--loud"), "--loud"),
        (("train", "x.neuro", "--epochs", "many"), "--epochs: “many” is not a whole number"),
        (("train", "x.neuro", "--epoch", "3"), "--epoch"),
    ],
)
def test_a_command_line_that_makes_no_sense_gets_one_sentence(
    tell: Tell, words: tuple[str, ...], sentence: str
) -> None:
    told = tell(*words)

    assert sentence in told.sentence
    assert told.status == 2


def test_a_file_with_more_after_it_is_told_what_to_type(tell: Tell, saved: Write) -> None:
    path = saved("xor-by-hand")

    assert tell(path, "--json").sentence == (
        f"A project file stands alone or after a command, such as “neurocanvas show {path}”."
    )


@pytest.mark.parametrize("words", [("show",), ("eval", "--input", "points.csv"), ("train",)])
def test_a_file_that_is_missing_or_damaged_gets_one_sentence(
    tell: Tell, tmp_path: Path, words: tuple[str, ...]
) -> None:
    damaged = tmp_path / "damaged.neuro"
    damaged.write_bytes(b"not a zip")

    for path in (tmp_path / "absent.neuro", damaged, tmp_path):
        told = tell(words[0], path, *words[1:])
        assert path.name in told.sentence
        assert told.status == 1


def _failing(error: BaseException) -> dict[str, Command]:
    def add_arguments(parser: ArgumentParser) -> None:
        parser.add_argument("--much", action="store_true")

    def run(_arguments: Namespace) -> int:
        raise error

    return {"fail": Command("fail", "fail", "Fails.", (), add_arguments, run)}


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (KeyboardInterrupt(), 130, "\nneurocanvas: Interrupted.\n"),
        (MemoryError(), 1, "neurocanvas: There is not enough memory for this.\n"),
        (OSError(28, "No space left on device"), 1, "neurocanvas: No space left on device.\n"),
        (PermissionError(13, "Permission denied", "a.csv"), 1, "neurocanvas: a.csv: Permission denied.\n"),
    ],
)
def test_what_the_system_refuses_is_told_in_one_sentence(
    capsys: pytest.CaptureFixture[str], error: BaseException, status: int, said: str
) -> None:
    assert cli.main(["fail"], _failing(error)) == status
    assert capsys.readouterr() == ("", said)


def test_a_mistake_in_the_program_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        cli.main(["fail"], _failing(ZeroDivisionError()))

from __future__ import annotations

from pathlib import Path

import pytest

from engine.arrays import same_value
from engine.project.examples import EXAMPLES
from engine.project.file import load_project
from tests.engine.cli.told import Tell


def test_the_list_has_a_line_for_every_example(tell: Tell) -> None:
    told = tell("new", "--list")

    assert told.status == 0
    lines = told.out.splitlines()
    assert [line.split()[0] for line in lines] == list(EXAMPLES)
    assert [line.split(maxsplit=1)[1] for line in lines] == [example.description for example in EXAMPLES.values()]


def test_an_example_becomes_a_project_file(tell: Tell, tmp_path: Path) -> None:
    path = tmp_path / "mine.neuro"

    told = tell("new", "xor-by-hand", "--out", path)

    assert (told.status, told.out) == (0, "")
    assert told.err.startswith(f"Wrote {path}: ")
    assert same_value(load_project(path), EXAMPLES["xor-by-hand"].build())


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("new",), "Say which example: “neurocanvas new --list” shows them all."),
        (("new", "xor"), "Say where to write it: neurocanvas new xor --out xor.neuro"),
        (("new", "circle", "--out", "x.neuro"), "There is no example “circle”; did you mean “circles”?"),
        (("new", "qqq", "--out", "x.neuro"), f"There is no example “qqq”; there are {', '.join(EXAMPLES)}."),
    ],
)
def test_what_is_missing_is_asked_for(tell: Tell, words: tuple[str, ...], sentence: str) -> None:
    told = tell(*words)

    assert told.sentence == sentence
    assert told.status == 2


def test_a_folder_that_is_not_there_is_named(tell: Tell, tmp_path: Path) -> None:
    told = tell("new", "xor", "--out", tmp_path / "absent" / "x.neuro")

    assert f"no folder {tmp_path / 'absent'}" in told.sentence
    assert told.status == 1

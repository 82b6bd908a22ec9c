from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine import cli
from engine.cli.checks import CHECKS, PACKAGES, writable
from engine.cli.doctor import Check, Finding, doctor_command
from tests.engine.cli.told import Told

ROOT = Path(__file__).resolve().parents[3]


def diagnose(capfdbinary: pytest.CaptureFixture[bytes], checks: tuple[Check, ...], *words: str) -> Told:
    status = cli.main(["doctor", *words], {"doctor": doctor_command(checks)})
    out, err = capfdbinary.readouterr()
    return Told(status, out.decode(), err.decode())


def healthy() -> Iterator[Finding]:
    yield Finding("Python", "3.11")


def ill() -> Iterator[Finding]:
    yield Finding("Qt", "does not start.", is_problem=True)


def test_problems_are_marked_and_make_it_fail(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    told = diagnose(capfdbinary, (healthy, ill))

    assert told.status == 1
    assert told.out.splitlines() == ["   Python  3.11", "✗  Qt      does not start.", "", "1 problem found, marked ✗."]
    assert diagnose(capfdbinary, (healthy, ill), "--json").json == {
        "healthy": False,
        "findings": [
            {"subject": "Python", "text": "3.11", "is_problem": False},
            {"subject": "Qt", "text": "does not start.", "is_problem": True},
        ],
    }


def test_without_problems_it_says_so(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    told = diagnose(capfdbinary, (healthy,))

    assert told.status == 0
    assert told.out.splitlines()[-1] == "No problem found."


def test_this_machine_can_train_and_its_engine_answers(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    told = diagnose(capfdbinary, CHECKS, "--json")

    assert told.status == 0
    findings = {finding["subject"]: finding["text"] for finding in told.json["findings"]}
    assert findings.keys() >= {"Neurocanvas", "Python", "Devices", "Engine process", *PACKAGES}
    assert findings["Devices"].startswith("cpu")
    assert re.match(r"\d+\.\d ms", findings["Engine's answer"])


def test_it_looks_at_every_package_the_program_is_built_on() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]

    assert {re.split(r"[<>=!~]", requirement)[0] for requirement in declared} == set(PACKAGES)


def test_a_folder_that_cannot_be_written_is_a_problem(tmp_path: Path) -> None:
    before = set(tmp_path.iterdir())
    assert not writable("Folder", tmp_path).is_problem
    assert set(tmp_path.iterdir()) == before
    absent = writable("Folder", tmp_path / "absent")
    assert absent.is_problem
    assert str(tmp_path / "absent") in absent.text

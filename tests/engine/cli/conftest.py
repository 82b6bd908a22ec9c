from __future__ import annotations

from pathlib import Path

import pytest

from engine import cli
from engine.project.examples import EXAMPLES
from engine.project.file import save_project
from tests.engine.cli.told import Tell, Told, Write


@pytest.fixture
def tell(capfdbinary: pytest.CaptureFixture[bytes]) -> Tell:
    """Run a command line in this process."""

    def run(*words: object) -> Told:
        capfdbinary.readouterr()
        status = cli.main([str(word) for word in words])
        out, err = capfdbinary.readouterr()
        return Told(status, out.decode(), err.decode())

    return run


@pytest.fixture
def saved(tmp_path: Path) -> Write:
    """Save an example as a project file."""

    def save(name: str) -> Path:
        path = tmp_path / f"{name}.neuro"
        save_project(EXAMPLES[name].build(), path)
        return path

    return save


@pytest.fixture
def points(tmp_path: Path) -> Write:
    """Write a table of points."""

    def write(text: str) -> Path:
        path = tmp_path / "points.csv"
        path.write_text(text)
        return path

    return write

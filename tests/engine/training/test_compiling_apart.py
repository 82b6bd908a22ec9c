"""Getting compiled code ready by another process; what it compiles lies in the cache of the tests already."""

import os
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

import engine
from engine import cache
from engine.library import build
from engine.training import session
from engine.training.kernels import apart, loading


@pytest.fixture
def ended(compiled_code: None, code_folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Stand where nothing is ready in this process; give the exit codes of the processes begun."""
    monkeypatch.setenv(cache.FOLDER_VARIABLE, str(code_folder))
    monkeypatch.setattr(loading, "_ready", {})
    codes: list[int] = []
    run = subprocess.run

    def noted(*arguments: Any, **options: Any) -> subprocess.CompletedProcess[bytes]:
        found: subprocess.CompletedProcess[bytes] = run(*arguments, **options)
        codes.append(found.returncode)
        return found

    monkeypatch.setattr(subprocess, "run", noted)
    return codes


@pytest.mark.timeout(300)
def test_another_process_compiles_what_the_cache_has_not(ended: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "is_compiled", lambda _: False)
    assert loading.kernels("float64") is None

    apart.make_ready_apart("float64")

    assert ended == [0]
    assert loading.kernels("float64") is not None


def test_what_the_cache_has_is_loaded_here(ended: list[int]) -> None:
    apart.make_ready_apart("float32")

    assert not ended
    assert loading.kernels("float32") is not None


def test_all_that_the_cache_has_is_loaded_and_nothing_else(ended: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(loading, "is_compiled", lambda precision: precision == "float64")
        loading.make_compiled_ready()

    assert loading.kernels("float64") is not None
    assert loading.kernels("float32") is None
    assert not ended


def test_switched_off_nothing_is_begun(ended: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(loading.SWITCH_VARIABLE, "off")
    apart.make_ready_apart("float32")
    loading.make_compiled_ready()

    assert not ended
    assert not loading._ready


def test_another_copy_of_the_program_compiles_nothing_again(ended: list[int], tmp_path: Path) -> None:
    def compiled() -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in cache.cache_folder("kernels").rglob("*.nb?")}

    source = Path(engine.__file__).parent
    shutil.copytree(source, tmp_path / "engine", copy_function=shutil.copyfile)  # with times of their own
    before = compiled()
    command = [sys.executable, "-P", "-m", "engine.training.kernels.apart", "float32"]
    subprocess.run(command, env={**os.environ, "PYTHONPATH": str(tmp_path)}, check=True)

    assert before
    assert compiled() == before


@pytest.mark.parametrize("optimizer", ["sgd", "gradient_descent"])
def test_many_short_trainings_load_it_once_they_are_worth_it(
    ended: list[int], monkeypatch: pytest.MonkeyPatch, optimizer: str
) -> None:
    monkeypatch.setattr(session, "_plain_s", defaultdict(float))
    inputs, targets = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], [0, 1, 1, 0]
    project = build("2-4t-1", inputs=inputs, targets=targets, optimizer=optimizer, learning_rate=0.01)

    trainings = 0
    while loading.kernels("float32") is None:
        trained = session.train(project, epochs=500)
        trainings += 1

    assert trained.epochs == 500
    assert 2 <= trainings <= 20
    assert not ended

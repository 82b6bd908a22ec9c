"""Compiled code for the tests of training, kept from one run of the tests to the next."""

from pathlib import Path

import pytest
from filelock import FileLock

from engine import cache
from engine.project.settings import PRECISIONS
from engine.training.kernels import loading


@pytest.fixture(scope="session")
def code_folder(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder that keeps it: pytest's cache, or where that is switched off, one that goes with this run."""
    kept: pytest.Cache | None = getattr(pytestconfig, "cache", None)
    return tmp_path_factory.mktemp("neurocanvas") if kept is None else kept.mkdir("neurocanvas")


@pytest.fixture(scope="session")
def _compiled(code_folder: Path) -> None:
    with FileLock(code_folder / "compiling"), pytest.MonkeyPatch.context() as patch:  # one process of tests for all
        patch.setenv(cache.FOLDER_VARIABLE, str(code_folder))
        patch.delenv(loading.SWITCH_VARIABLE, raising=False)
        for precision in PRECISIONS:
            loading.make_ready(precision)


@pytest.fixture
def compiled_code(_compiled: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Switch the compiled code on, which all other tests go without."""
    monkeypatch.delenv(loading.SWITCH_VARIABLE)

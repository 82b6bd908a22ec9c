"""Compiled code for the tests of training, kept from one run of the tests to the next."""

import pytest
from filelock import FileLock

from engine import cache
from engine.project.settings import PRECISIONS
from engine.training.kernels import loading


@pytest.fixture(scope="session")
def _compiled(pytestconfig: pytest.Config) -> None:
    assert pytestconfig.cache is not None
    folder = pytestconfig.cache.mkdir("neurocanvas")
    with FileLock(folder / "compiling"), pytest.MonkeyPatch.context() as patch:  # one process of tests for all
        patch.setenv(cache.FOLDER_VARIABLE, str(folder))
        patch.delenv(loading.SWITCH_VARIABLE, raising=False)
        for precision in PRECISIONS:
            loading.make_ready(precision)


@pytest.fixture
def compiled_code(_compiled: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Switch the compiled code on, which all other tests go without."""
    monkeypatch.delenv(loading.SWITCH_VARIABLE)

"""Where what can be made again is kept."""

from pathlib import Path

import pytest

from engine.cache import FOLDER_VARIABLE, cache_folder


def test_a_folder_of_ones_own_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "mine"))

    folder = cache_folder("kernels")

    assert folder == tmp_path / "mine" / "kernels"
    assert folder.is_dir()


def test_where_nothing_can_be_written_it_is_a_temporary_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "file"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    folder = cache_folder("kernels")

    assert folder.is_dir()
    assert folder == cache_folder("training")

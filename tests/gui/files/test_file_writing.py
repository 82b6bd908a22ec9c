"""Files that people have written: where to, whole or not at all, and what is said where that fails."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from engine.errors import EngineError
from gui.files.file_writing import choose_file, write_whole

FILTERS = {"PNG image (*.png)": ".png", "SVG drawing (*.svg)": ".svg"}


@pytest.mark.parametrize(
    ("typed", "chosen", "written"),
    [
        ("figure.png", "SVG drawing (*.svg)", "figure.png"),
        ("FIGURE.SVG", "PNG image (*.png)", "FIGURE.SVG"),
        ("net v1.2", "SVG drawing (*.svg)", "net v1.2.svg"),
        ("photo.jpg", "PNG image (*.png)", "photo.jpg.png"),
        ("Übung 日本", "", "Übung 日本.png"),
    ],
)
def test_the_ending_is_one_of_those_offered(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, typed: str, chosen: str, written: str
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(tmp_path / typed), chosen))
    assert choose_file(parent, "Save", tmp_path, FILTERS) == tmp_path / written
    if typed != written:
        (tmp_path / written).write_text("mine")
        with pytest.raises(EngineError, match=r"already; to replace it"):
            choose_file(parent, "Save", tmp_path, FILTERS)


def test_what_is_written_takes_the_place_of_what_was_there_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "Übung 日本.svg"
    path.write_bytes(b"old")
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert [each for each in tmp_path.iterdir() if each.is_file()] == [path]


def test_a_full_disk_is_told_in_a_sentence_and_nothing_is_lost(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "figure.svg"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(EngineError, match=r"^“figure\.svg” cannot be written: no space left on device\.$"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [each for each in tmp_path.iterdir() if each.is_file()] == [path]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"there is no folder .*nowhere"):
        write_whole(tmp_path / "nowhere" / "x.svg", b"")

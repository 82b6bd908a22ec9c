"""Exporting from the window: the dialog, the file, the clipboard and what is said of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.canvas.canvas import NetworkCanvas
from gui.document import Document
from gui.export import FORMATS, Drawing, Extras
from gui.export.drawing_export import DrawingExport
from gui.settings import Settings
from gui.theme import DARK
from gui.widgets import ChoiceField


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def export(canvas: NetworkCanvas, document: Document, settings: Settings, window: QWidget) -> DrawingExport:
    return DrawingExport(canvas, document, settings, window)


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[str, str]]:
    """What the file dialog answers, and what it was asked."""
    answers = {"answer": ("", ""), "asked": ("", "")}

    def ask(_parent: QWidget, _title: str, suggested: str, filters: str) -> tuple[str, str]:
        answers["asked"] = suggested, filters
        return answers["answer"]

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    return answers


def open_dialog(export: DrawingExport, window: QWidget) -> QDialog:
    export.choose()
    dialog = window.findChild(QDialog, "export-dialog")
    assert isinstance(dialog, QDialog)
    return dialog


def choose(dialog: QDialog, name: str, *, has_ground: bool) -> None:
    field, box = dialog.findChild(ChoiceField, "export-format"), dialog.findChild(QCheckBox, "export-ground")
    button = dialog.findChild(QPushButton, "export-save")
    assert isinstance(field, ChoiceField)
    assert isinstance(box, QCheckBox)
    assert isinstance(button, QPushButton)
    field.set_choice(name)
    box.setChecked(has_ground)
    button.click()


def test_a_drawing_is_exported_as_chosen_and_the_choice_remembered(
    export: DrawingExport,
    window: QWidget,
    answer: dict[str, tuple[str, str]],
    settings: Settings,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    answer["answer"] = str(tmp_path / "figure.png"), FORMATS["png"].file_filter
    with qtbot.waitSignal(export.exported) as said:
        choose(open_dialog(export, window), "png", has_ground=False)
    assert said.args == ["Exported figure.png"]
    assert (tmp_path / "figure.png").read_bytes().startswith(b"\x89PNG")
    assert answer["asked"][0].endswith("network.png")
    assert (settings.export_folder, settings.export_format, settings.export_has_ground) == (tmp_path, "png", False)
    choose(open_dialog(export, window), "svg", has_ground=True)
    assert answer["asked"][0] == str(tmp_path / "network.svg")


def test_the_dialog_offers_light_colours_and_no_controls(
    export: DrawingExport, window: QWidget, answer: dict[str, tuple[str, str]], settings: Settings, tmp_path: Path
) -> None:
    answer["answer"] = str(tmp_path / "figure.svg"), FORMATS["svg"].file_filter
    dialog = open_dialog(export, window)
    colors, controls = dialog.findChild(ChoiceField, "export-colors"), dialog.findChild(QCheckBox, "export-controls")
    assert isinstance(colors, ChoiceField)
    assert isinstance(controls, QCheckBox)
    assert (colors.choice, controls.isChecked()) == ("light", True)
    colors.set_choice("dark")
    controls.setChecked(False)
    choose(dialog, "svg", has_ground=True)
    svg = (tmp_path / "figure.svg").read_text()
    assert "2 neurons" in svg
    assert DARK.palette.canvas.lower() in svg.lower()
    assert not settings.export_has_controls


def test_the_dialog_offers_the_legend_where_the_canvas_shows_it(
    export: DrawingExport,
    window: QWidget,
    answer: dict[str, tuple[str, str]],
    canvas: NetworkCanvas,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    answer["answer"] = str(tmp_path / "figure.svg"), FORMATS["svg"].file_filter
    for is_shown in (True, False):
        canvas.display.choose(legend=is_shown)
        dialog = open_dialog(export, window)
        legend = dialog.findChild(QCheckBox, "export-legend")
        assert isinstance(legend, QCheckBox)
        assert legend.isChecked() == is_shown
        legend.setChecked(not is_shown)
        with qtbot.waitSignal(dialog.destroyed):
            choose(dialog, "svg", has_ground=True)
        assert ("Weight w" in (tmp_path / "figure.svg").read_text()) is not is_shown


def test_the_dialog_tells_the_size_in_the_units_of_the_format(
    export: DrawingExport, window: QWidget, canvas: NetworkCanvas
) -> None:
    dialog = open_dialog(export, window)
    field, size = dialog.findChild(ChoiceField, "export-format"), dialog.findChild(QLabel, "export-size")
    assert isinstance(field, ChoiceField)
    assert isinstance(size, QLabel)
    drawn = Drawing(canvas, Extras()).size
    sizes = {"png": (2, "pixels"), "pdf": (0.75, "points"), "tikz": (0.75, "points"), "svg": (1, "px")}
    for name, (factor, unit) in sizes.items():
        field.set_choice(name)
        width, height = (drawn * factor).toTuple()
        assert size.text().startswith(f"{width:,} × {height:,} {unit}")


def test_the_ending_decides_and_a_missing_one_is_added(
    export: DrawingExport, window: QWidget, answer: dict[str, tuple[str, str]], tmp_path: Path
) -> None:
    answer["answer"] = str(tmp_path / "figure.pdf"), FORMATS["svg"].file_filter
    choose(open_dialog(export, window), "svg", has_ground=True)
    assert (tmp_path / "figure.pdf").read_bytes().startswith(b"%PDF")
    answer["answer"] = str(tmp_path / "net v1.2"), FORMATS["tikz"].file_filter
    choose(open_dialog(export, window), "svg", has_ground=True)
    assert b"tikzpicture" in (tmp_path / "net v1.2.tex").read_bytes()


def test_a_file_that_nobody_agreed_to_replace_stays(
    export: DrawingExport, window: QWidget, answer: dict[str, tuple[str, str]], tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "figure.svg").write_text("mine")
    answer["answer"] = str(tmp_path / "figure"), FORMATS["svg"].file_filter
    with qtbot.waitSignal(export.refused) as said:
        choose(open_dialog(export, window), "svg", has_ground=True)
    assert "“figure.svg” already" in said.args[0]
    assert (tmp_path / "figure.svg").read_text() == "mine"


def test_what_cannot_be_written_is_said_in_a_sentence(export: DrawingExport, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(export.refused) as said:
        assert not export.save(tmp_path / "nowhere" / "x.svg", FORMATS["svg"], Extras())
    assert "cannot be written" in said.args[0]


def test_cancelling_writes_nothing(
    export: DrawingExport, window: QWidget, answer: dict[str, tuple[str, str]], tmp_path: Path
) -> None:
    choose(open_dialog(export, window), "svg", has_ground=True)
    assert answer["asked"][0]
    assert not list(tmp_path.glob("*.svg"))


def test_the_drawing_is_copied_as_an_image(export: DrawingExport, qtbot: QtBot) -> None:
    with qtbot.waitSignal(export.exported):
        export.copy_image()
    size = QGuiApplication.clipboard().image().size()
    assert size.width() > QSize(800, 0).width()

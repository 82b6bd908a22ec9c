"""Sections of panels, as a person left them."""

from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.settings import Settings
from gui.widgets import Collapsible
from gui.window.sections import remember_sections


def make_panel(qtbot: QtBot, settings: Settings) -> QWidget:
    panel = QWidget()
    panel.setObjectName("panel")
    column = QVBoxLayout(panel)
    sections = [Collapsible("Open", QWidget()), Collapsible("Folded", QWidget(), expanded=False)]
    for section in sections:
        column.addWidget(section)
    qtbot.addWidget(panel)
    remember_sections(panel, settings)
    return panel


def open_ones(panel: QWidget) -> list[bool]:
    return [section.header.isChecked() for section in panel.findChildren(Collapsible)]


def test_sections_are_as_they_were_left(qtbot: QtBot, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.ini")
    panel = make_panel(qtbot, settings)
    assert open_ones(panel) == [True, False]
    for section in panel.findChildren(Collapsible):
        section.header.click()
    again = make_panel(qtbot, settings)
    assert open_ones(again) == [False, True]

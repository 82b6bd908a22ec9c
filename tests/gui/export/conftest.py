"""A canvas with XOR on it, to be exported."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.network.forward import forward
from engine.project.examples import EXAMPLES
from gui.canvas.canvas import NetworkCanvas
from gui.document import Document
from gui.selection import Selection
from gui.settings import Settings, ThemeMode
from gui.theme import ThemeManager


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(tmp_path / "settings.ini")
    settings.theme_mode = ThemeMode.LIGHT
    return settings


@pytest.fixture
def themes(qapp: QApplication, settings: Settings) -> Iterator[ThemeManager]:
    themes = ThemeManager(qapp, settings)
    yield themes
    themes.deleteLater()


@pytest.fixture
def document() -> Document:
    return Document(EXAMPLES["xor-by-hand"].build())


@pytest.fixture
def canvas(qtbot: QtBot, document: Document, themes: ThemeManager) -> NetworkCanvas:
    selection = Selection(document)
    canvas = NetworkCanvas(document, selection, themes)
    qtbot.addWidget(canvas)
    canvas.resize(1000, 600)
    canvas.show()
    canvas.navigation.zoom_reset()
    canvas.set_sample_values(forward(document.network, np.array([[1.0, 0.0]])))
    return canvas

"""Where the window and its docks stand: as they were left, or at first as they suit the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize

from gui.settings import Settings

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow

LAYOUT_VERSION = 3
USUAL_SIZE = QSize(1440, 900)


def restore_layout(window: MainWindow, settings: Settings) -> None:
    """Put window and docks where they were left in this version of the layout, otherwise where they stand at first."""
    geometry = settings.window_geometry(LAYOUT_VERSION)
    if geometry.isEmpty() or not window.restoreGeometry(geometry):
        window.resize(USUAL_SIZE.boundedTo(window.screen().availableSize()))
    state = settings.window_state(LAYOUT_VERSION)
    if state.isEmpty() or not window.restoreState(state):
        window.docks.arrange()


def remember_layout(window: MainWindow, settings: Settings) -> None:
    """Keep where window and docks stand for the next start."""
    settings.save_window(LAYOUT_VERSION, window.saveGeometry(), window.saveState())

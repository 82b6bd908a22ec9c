"""What a drag leaves behind in the window it began in."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QDrag, QHoverEvent
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from gui.settings import Settings
from gui.theme import ThemeManager
from gui.widgets.dragging import run_drag


@pytest.fixture
def themes(qapp: QApplication, tmp_path: Path) -> Iterator[ThemeManager]:
    themes = ThemeManager(qapp, Settings(tmp_path / "settings.ini"))
    yield themes
    themes.deleteLater()


def test_a_separator_that_the_pointer_crossed_does_not_stay_lit(
    qtbot: QtBot, themes: ThemeManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, source, dock = QMainWindow(), QWidget(), QDockWidget("Layers")
    qtbot.addWidget(window)
    window.setCentralWidget(QWidget())
    dock.setWidget(source)
    window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
    window.resize(600, 400)
    window.show()
    separator = QPoint(dock.geometry().right() + 3, 200)

    def color() -> QColor:
        image = window.grab().toImage()
        return image.pixelColor(separator * image.devicePixelRatio())

    def cross(_drag: QDrag, _action: Qt.DropAction) -> Qt.DropAction:
        at = QPointF(separator)
        QApplication.sendEvent(window, QHoverEvent(QEvent.Type.HoverMove, at, at, QPointF(0, 0)))
        assert color() == QColor(themes.theme.palette.accent)
        return Qt.DropAction.IgnoreAction

    before = color()
    monkeypatch.setattr(QDrag, "exec", cross)
    drag = QDrag(source)
    drag.setMimeData(QMimeData())
    run_drag(source, drag)
    assert color() == before

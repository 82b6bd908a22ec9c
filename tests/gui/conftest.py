"""What every window test stands on: Qt's settings in the test's own folder, and nothing of Qt's left behind."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from engine.process import client
from engine.project.project import Project
from gui.app import Program
from tests.gui.programs import running
from tests.warm_engines import WarmProcesses

# Windows that Qt makes for its own use and keeps.
QT_OWN_WINDOWS = ("QTipLabel", "QComboBoxPrivate", "QShapedPixmap", "QRollEffect", "QAlphaWidget")


@pytest.fixture(autouse=True)
def isolated_qt_settings(tmp_path: Path) -> None:
    """Point QSettings at the test's own folder: Qt reads XDG_CONFIG_HOME once and keeps it for the process."""
    for settings_format in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(settings_format, QSettings.Scope.UserScope, str(tmp_path / "xdg_config_home"))


@pytest.fixture(autouse=True)
def warm_engines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test wait for an engine to load torch."""
    monkeypatch.setattr(client, "PROCESSES", WarmProcesses())


@pytest.fixture(autouse=True)
def no_qt_left_behind(qapp: QApplication, isolated_qt_settings: None) -> Iterator[None]:
    """Fail a test that leaves a top-level widget, a running timer or a pressed mouse button behind, and name it.

    Windows given to ``qtbot.addWidget`` are closed before this looks.
    """
    gc.collect()
    gc.freeze()  # what is there already is out of sight, so that looking for the test's own timers takes no time
    before = qapp.topLevelWidgets()
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if _new_windows(qapp, before) or _new_running_timers():
        gc.collect()  # a window in a reference cycle is garbage, not left behind
    left = [_described(thing) for thing in [*_new_windows(qapp, before), *_new_running_timers()]]
    left += _pressed_buttons()
    if left:
        pytest.fail("The test left behind:\n" + "\n".join(left), pytrace=False)


@pytest.fixture
def program(project: Project, qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    """Run the whole program with the test's ``project`` open."""
    with running(project, tmp_path / "settings.ini", qapp, qtbot) as program:
        yield program


@pytest.fixture
def double_click() -> Callable[[QWidget, QPoint], None]:
    """Give a function that double-clicks; ``QTest.mouseDClick`` alone leaves the button down (Qt 6.11)."""

    def click_twice(widget: QWidget, point: QPoint) -> None:
        QTest.mouseDClick(widget, Qt.MouseButton.LeftButton, pos=point)
        QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=point)

    return click_twice


def _new_windows(application: QApplication, before: Sequence[QWidget]) -> list[QWidget]:
    """Give the top-level widgets that Python code made, without those before."""
    return [
        widget
        for widget in application.topLevelWidgets()
        if widget not in before and not widget.metaObject().className().startswith(QT_OWN_WINDOWS)
    ]


def _new_running_timers() -> list[QTimer]:
    """Give the running timers that Python code made since the garbage collector's objects were frozen."""
    timers = [thing for thing in gc.get_objects() if issubclass(type(thing), QTimer)]
    return [timer for timer in timers if shiboken6.isValid(timer) and timer.isActive()]


def _pressed_buttons() -> list[str]:
    """Name the mouse buttons still down, and let them go, so that the next test starts with none."""
    pressed = [button for button in Qt.MouseButton if QApplication.mouseButtons() & button]
    for button in pressed:
        QTest.mouseRelease(QWidget(), button)
    return [f"{button.name} held down" for button in pressed]


def _described(thing: QObject) -> str:
    """Name an object as its developer would recognise it."""
    owner = thing.parent()
    name = f" '{thing.objectName()}'" if thing.objectName() else ""
    return f"{type(thing).__name__}{name}" + (f" of {type(owner).__name__}" if owner is not None else "")

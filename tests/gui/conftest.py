"""What every window test stands on: Qt's settings in the test's own folder, and no timer or window left behind."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication

# Windows that Qt makes for its own use and keeps.
QT_OWN_WINDOWS = ("QTipLabel", "QComboBoxPrivate", "QShapedPixmap", "QRollEffect", "QAlphaWidget")


@pytest.fixture(autouse=True)
def isolated_qt_settings(tmp_path: Path) -> None:
    """Point QSettings at the test's own folder: Qt reads XDG_CONFIG_HOME once and keeps it for the process."""
    for settings_format in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(settings_format, QSettings.Scope.UserScope, str(tmp_path / "xdg_config_home"))


@pytest.fixture(autouse=True)
def no_qt_left_behind(qapp: QApplication, isolated_qt_settings: None) -> Iterator[None]:
    """Fail a test that leaves a top-level widget or a running timer behind, and name it.

    Windows given to ``qtbot.addWidget`` are closed before this looks.
    """
    before = _windows_and_running_timers(qapp)
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if any(thing not in before for thing in _windows_and_running_timers(qapp)):
        gc.collect()  # a window in a reference cycle is garbage, not left behind
    left = [_described(thing) for thing in _windows_and_running_timers(qapp) if thing not in before]
    if left:
        pytest.fail("The test left behind:\n" + "\n".join(left), pytrace=False)


def _windows_and_running_timers(application: QApplication) -> list[QObject]:
    """Give the top-level widgets and the running timers that Python code made."""
    things: list[QObject] = [
        widget
        for widget in application.topLevelWidgets()
        if not widget.metaObject().className().startswith(QT_OWN_WINDOWS)
    ]
    timers = (thing for thing in gc.get_objects() if issubclass(type(thing), QTimer))
    things.extend(timer for timer in timers if shiboken6.isValid(timer) and timer.isActive())
    return things


def _described(thing: QObject) -> str:
    """Name an object as its developer would recognise it."""
    owner = thing.parent()
    name = f" '{thing.objectName()}'" if thing.objectName() else ""
    return f"{type(thing).__name__}{name}" + (f" of {type(owner).__name__}" if owner is not None else "")

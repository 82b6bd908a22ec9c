"""Runs a program as it is and, beside it, answers where on the screen things are and what they show.

It acts on nothing: every click and key comes from the real mouse and keyboard. The program knows nothing of it. The
probe lives in the program's own event loop and speaks one JSON object a line over a local socket::

    python -c "from tests.end_to_end.probe import main; main()" SOCKET MODULE [ARGS]
"""

from __future__ import annotations

import json
import runpy
import sys
import traceback
from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QAbstractListModel, QObject, QPoint, QRect
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QGraphicsObject,
    QGraphicsView,
    QMenu,
    QMenuBar,
    QTabBar,
    QWidget,
)

from tests.end_to_end.network_sights import network_sights, sample_sights

Sight = dict[str, Any]
"""One thing on the screen: its names, its kind, what it shows, its visible rectangle, whether it can be used."""

NAME_GETTERS = ("objectName", "accessibleName", "text", "title", "windowTitle", "placeholderText")
SHOWN_GETTERS = ("toPlainText", "currentText", "text", "value", "windowTitle")


def rectangle_of(area: QRect) -> list[int]:
    """Give an area as left, top, width and height."""
    return [area.x(), area.y(), area.width(), area.height()]


def sight(kind: object, names: set[str], shown: object, area: QRect, **more: object) -> Sight:
    """Describe one thing on the screen."""
    return {
        "kind": type(kind).__name__,
        "names": sorted(name.replace("&", "") for name in names if name),
        "shown": shown,
        "rectangle": rectangle_of(area),
        **more,
    }


def called(thing: object, getters: tuple[str, ...]) -> list[Any]:
    """Give what those getters return that the thing has."""
    found = (getattr(thing, getter, None) for getter in getters)
    return [getter() for getter in found if callable(getter)]


def on_screen(widget: QWidget, area: QRect) -> QRect:
    """Give the visible part of an area of a widget in pixels of the screen."""
    seen = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget  # which covers the rest
    visible = seen.visibleRegion().boundingRect().translated(seen.pos() if seen is not widget else QPoint())
    visible = visible.intersected(area)
    return QRect(widget.mapToGlobal(visible.topLeft()), visible.size())


def widget_sights(widget: QWidget) -> Iterator[Sight]:
    """Describe the widget itself."""
    names = {str(name) for name in called(widget, NAME_GETTERS) if isinstance(name, str)}
    shown = next((value for value in called(widget, SHOWN_GETTERS) if isinstance(value, str | int | float)), None)
    checked = next(iter(called(widget, ("isChecked",))), None)
    state = {"enabled": widget.isEnabled(), "checked": checked, "focused": widget.hasFocus()}
    yield sight(widget, names, shown, on_screen(widget, widget.rect()), **state)


def action_sights(widget: QWidget) -> Iterator[Sight]:
    """Describe the entries of a menu or a menu bar."""
    if isinstance(widget, QMenu | QMenuBar):
        for action in widget.actions():
            names = {action.text().partition("\t")[0], action.objectName()}
            area = on_screen(widget, widget.actionGeometry(action))
            yield sight(action, names, action.text(), area, enabled=action.isEnabled(), checked=action.isChecked())


def tab_sights(widget: QWidget) -> Iterator[Sight]:
    """Describe the tabs of a tab bar, a stack of docks included."""
    if isinstance(widget, QTabBar):
        for index in range(widget.count()):
            text = widget.tabText(index)
            checked = index == widget.currentIndex()
            yield sight(widget, {text}, text, on_screen(widget, widget.tabRect(index)), enabled=True, checked=checked)


def entry_sights(widget: QWidget) -> Iterator[Sight]:
    """Describe the entries of a list, a table or a tree that are in sight."""
    if isinstance(widget, QAbstractItemView) and (model := widget.model()) is not None:
        root = widget.rootIndex()
        columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(root)
        for row in range(min(model.rowCount(root), 200)):
            for column in range(min(columns, 50)):
                index = model.index(row, column, root)
                text = str(index.data() or "")
                area = on_screen(widget.viewport(), widget.visualRect(index))
                names = {text, f"{widget.objectName() or widget.accessibleName()}[{row},{column}]"}
                yield sight(widget, names, text, area, enabled=True, checked=index.data() is not None)


def canvas_sights(widget: QWidget) -> Iterator[Sight]:
    """Describe the named items of a graphics scene."""
    if isinstance(widget, QGraphicsView) and (scene := widget.scene()) is not None:
        for item in scene.items():
            if isinstance(item, QGraphicsObject) and item.isVisible():
                area = widget.mapFromScene(item.mapToScene(item.boundingRect())).boundingRect()
                names = {item.objectName(), item.toolTip()}
                shown = item.toolTip()
                state = {"enabled": item.isEnabled(), "checked": item.isSelected()}
                yield sight(item, names, shown, on_screen(widget.viewport(), area), **state)


LOOKS: tuple[Callable[[QWidget], Iterator[Sight]], ...] = (
    widget_sights,
    action_sights,
    tab_sights,
    entry_sights,
    canvas_sights,
    network_sights,
    sample_sights,
)


def visible_widgets() -> Iterator[QWidget]:
    """Give every visible widget, those of the window that opened last first."""
    windows = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    for window in sorted(windows, key=lambda window: (window is popup_or_modal(), window.isModal()), reverse=True):
        yield window
        yield from (child for child in window.findChildren(QWidget) if child.isVisible() and child.window() is window)


def popup_or_modal() -> QWidget | None:
    """Give the window that takes all input now, if there is one."""
    return QApplication.activePopupWidget() or QApplication.activeModalWidget()


def find(name: str | None = None, kind: str | None = None) -> list[Sight]:
    """Give the things in sight that carry the name or are of the kind."""
    every = (seen for widget in visible_widgets() for look in LOOKS for seen in look(widget))
    return [
        seen
        for seen in every
        if (name is None or name in seen["names"])
        and (kind is None or kind == seen["kind"])
        and seen["rectangle"][2] > 0
        and seen["rectangle"][3] > 0
    ]


def windows() -> list[dict[str, Any]]:
    """Give the windows that are open, with what a window manager needs to hand them the keyboard."""
    return [
        {
            "id": int(window.winId()),
            "kind": type(window).__name__,
            "title": window.windowTitle(),
            "rectangle": rectangle_of(window.geometry()),
            "modal": window.isModal(),
            "popup": window is QApplication.activePopupWidget(),
            "active": window.isActiveWindow(),
        }
        for window in QApplication.topLevelWidgets()
        if window.isVisible()
    ]


def at(x: int, y: int) -> list[Sight]:
    """Describe the widget that a click at a place of the screen would reach."""
    widget = QApplication.widgetAt(QPoint(x, y))
    return [] if widget is None else list(widget_sights(widget))


ANSWERS: dict[str, Callable[..., Any]] = {"find": find, "windows": windows, "at": at}


class Probe(QObject):
    """Answers on a local socket while the program's event loop runs."""

    def __init__(self, path: str, parent: QObject) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.newConnection.connect(self._on_connected)
        if not self._server.listen(path):
            raise RuntimeError(f"{path}: {self._server.errorString()}")

    def _on_connected(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.readyRead.connect(lambda: self._on_asked(socket))

    def _on_asked(self, socket: QLocalSocket) -> None:
        while socket.canReadLine():
            question = json.loads(bytes(socket.readLine().data()))
            try:
                reply = {"answer": ANSWERS[question.pop("ask")](**question)}
            except Exception:  # noqa: BLE001 - whatever it is, the test that asked must hear of it
                reply = {"failed": traceback.format_exc()}
            socket.write(json.dumps(reply).encode() + b"\n")


def main() -> None:
    """Run a module as ``python -m`` does, with a probe from the moment its event loop starts."""
    path, module = sys.argv[1:3]
    run_event_loop = QApplication.exec

    def run_with_probe(*_application: QApplication) -> int:
        application = QApplication.instance()
        assert application is not None
        probe = Probe(path, application)
        code = run_event_loop()
        probe.deleteLater()
        return code

    QApplication.exec = run_with_probe  # type: ignore[method-assign]
    sys.argv = [module, *sys.argv[3:]]
    runpy.run_module(module, run_name="__main__", alter_sys=True)

"""Going from region to region of the window with the keyboard, as commands: canvas, panels around it, timeline."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from gui.actions import VIEW, ActionDescription, Command
from gui.widgets.tab_stops import tab_stops

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow

_SIDES = (
    Qt.DockWidgetArea.LeftDockWidgetArea,
    Qt.DockWidgetArea.BottomDockWidgetArea,
    Qt.DockWidgetArea.RightDockWidgetArea,
    Qt.DockWidgetArea.TopDockWidgetArea,
)


def region_commands(window: MainWindow) -> list[Command]:
    """Give the commands that take the keyboard to the next region and to the one before."""
    after = ActionDescription(
        "next-region", VIEW, "Ne&xt panel", "Take the keyboard to the canvas or panel after this one",
        None, ("F6", "Ctrl+Tab"), separated=True, keywords="focus region leave dock",
    )  # fmt: skip
    before = ActionDescription(
        "previous-region", VIEW, "Pre&vious panel", "Take the keyboard to the canvas or panel before this one",
        None, ("Shift+F6", "Ctrl+Shift+Tab"), keywords="focus region leave dock",
    )  # fmt: skip
    return [Command(after, partial(_go, window, 1)), Command(before, partial(_go, window, -1))]


def _go(window: MainWindow, step: int) -> None:
    """Go from the region that has the keyboard; from none, to the canvas."""
    stops = [(region, stop) for region in _regions(window) if (stop := _stop_in(region)) is not None]
    focused = QApplication.focusWidget()
    here = [number for number, (region, _) in enumerate(stops) if focused is not None and region.isAncestorOf(focused)]
    _, stop = stops[(here[0] + step) % len(stops)] if here else stops[0]
    stop.setFocus(Qt.FocusReason.TabFocusReason if step > 0 else Qt.FocusReason.BacktabFocusReason)


def _regions(window: MainWindow) -> list[QWidget]:
    """Give canvas, panels that can be seen, timeline: the panels side by side, each from its upper left corner on."""
    docks = sorted(window.docks, key=lambda dock: (_SIDES.index(window.dockWidgetArea(dock)), dock.x(), dock.y()))
    views = (window.centralWidget(), *(dock.widget() for dock in docks), window.timeline_strip)
    return [view for view in views if view is not None and view.isVisible()]


def _stop_in(region: QWidget) -> QWidget | None:
    """Give the control that had the keyboard last, or else the first that Tab leads to; None where there is none."""
    last = region.focusWidget()
    if last is not None and last.isVisible() and last.isEnabled():
        return last
    return next(iter(tab_stops(region)), None)

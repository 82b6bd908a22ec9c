"""The docks: which view stands where at first, and the menu that shows and hides them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractButton, QDockWidget, QMainWindow, QMenu, QTabBar, QTabWidget, QWidget

from gui.actions import KEYWORDS
from gui.plots.kinds import kind_of, numbered
from gui.plots.least_size import LEAST_PLOT_WIDTH
from gui.theme import active_theme
from gui.window.opened_docks import float_large, place_opened

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow

LEFT_WIDTH, RIGHT_WIDTH, BOTTOM_HEIGHT = 288, 332, 300
LEFT_SHARE, RIGHT_SHARE = 0.25, 0.28  # of the window's width at most, however large the type: the rest is the canvas's
PLOTS = ("boundary", "loss", "distributions")
# What panels that come after the first paint need at least: in pixels, and in pixels that grow with the type.
LEAST_DATA_WIDTH, LEAST_TRAINING_WIDTH, LEAST_MATRIX_HEIGHT = (201, 180), (240, 229), (145, 137)
SPARE_WIDTH = 8  # so that one pixel more or less does not rearrange everything
PALETTE_HEIGHT, DATA_HEIGHT = 300, 500
TRAINING_HEIGHT, INSPECTOR_HEIGHT = 560, 320  # the one has most to show, the other mostly a page half empty
_TITLE_BUTTONS = {
    "qt_dockwidget_floatbutton": "Take the panel out of the window, or put it back",
    "qt_dockwidget_closebutton": "Hide the panel; View → Panels shows it again",
}
_Area = Qt.DockWidgetArea
_SIDES = (_Area.LeftDockWidgetArea, _Area.RightDockWidgetArea)


class Docks(QObject):
    """The window's docks, by name.

    Args:
        window: Whose views are docked, once `fill` brings them.

    Signals:
        closed: the name of a dock that was added, and that a person has closed.
    """

    closed = Signal(str)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._stacked: tuple[QDockWidget, ...] = ()
        self._joined: list[QDockWidget] = []  # plots that share a place for the sake of those that were opened
        self._closable: set[str] = set()
        window.setDockOptions(
            QMainWindow.DockOption.GroupedDragging
            | QMainWindow.DockOption.AnimatedDocks
            | QMainWindow.DockOption.AllowTabbedDocks
            | QMainWindow.DockOption.AllowNestedDocks
        )
        window.setTabPosition(_Area.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        window.setCorner(Qt.Corner.BottomLeftCorner, _Area.LeftDockWidgetArea)
        window.setCorner(Qt.Corner.BottomRightCorner, _Area.RightDockWidgetArea)
        self._fitting = QTimer(window)  # docks are not to be moved while their window is laid out
        self._fitting.setSingleShot(True)
        self._fitting.setInterval(0)
        self._fitting.timeout.connect(self.fit_into_width)
        self._naming = QTimer(window)  # nor are their titles to be changed while they come and go
        self._naming.setSingleShot(True)
        self._naming.setInterval(0)
        self._naming.timeout.connect(self._name_once)
        window.installEventFilter(self)
        self._docks = {
            name: self._make(name, title, keywords)
            for name, title, keywords in (
                ("palette", "Layers", "palette cards"),
                ("data", "Data", "set samples points"),
                ("training", "Training", "settings hyperparameters"),
                ("inspector", "Inspector", "properties"),
                ("matrix", "Matrices", "weights biases table"),
                ("formula", "Formula", "mathematics equations"),
                ("metrics", "Metrics", "confusion matrix accuracy precision recall error evaluation test"),
                ("boundary", "Decision boundary", "plot region output plane"),
                ("loss", "Loss", "plot curve accuracy history"),
                ("distributions", "Distributions", "plot histogram activations pre-activations"),
            )
        }
        self._keep_room()

    def add(self, name: str, title: str) -> None:
        """Add a dock that can be closed for good: beside the plots, or in front of the last of them."""
        dock = self._docks[name] = self._make(name, title, "")
        self._closable.add(name)
        shown = [each for each in self._plots() if each is not dock and self._is_seen(each)]
        if joined := place_opened(self._window, dock, shown):
            self._joined = [*joined, shown[-1]]
        self._name_once()

    def remove(self, name: str) -> None:
        """Remove a dock that was added, with its view."""
        self._closable.discard(name)
        dock = self._docks.pop(name)
        self._window.removeDockWidget(dock)
        dock.deleteLater()
        if self._joined and not self._closable:
            self._part(self._joined)
            self._joined = []
        self._name_once()

    def __contains__(self, name: str) -> bool:
        return name in self._docks

    def __iter__(self) -> Iterator[QDockWidget]:
        return iter(self._docks.values())

    def __getitem__(self, name: str) -> QDockWidget:
        return self._docks[name]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice the window's size or its docks' needs changing, as with larger type, and docks coming and going."""
        if isinstance(watched, QDockWidget):
            if event.type() == QEvent.Type.Close:
                self._on_closed(watched)
            if event.type() in {QEvent.Type.Show, QEvent.Type.Move}:
                _show_view_in_front(watched)
            if event.type() in {QEvent.Type.ShowToParent, QEvent.Type.HideToParent}:
                self._naming.start()
        elif event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest}:
            self._fitting.start()
        elif event.type() == QEvent.Type.Show:
            self.fit_into_width()  # before the first paint
        return super().eventFilter(watched, event)

    def fill(self, **views: QWidget) -> None:
        """Put views into their docks, by the docks' names; the docks stay as large as they are."""
        for name, view in views.items():
            dock = self._docks[name]
            policy = view.sizePolicy()
            policy.setRetainSizeWhenHidden(True)  # the dock asks for the same room behind another as before it
            view.setSizePolicy(policy)
            dock.setMinimumSize(0, 0)
            dock.removeEventFilter(self)  # Qt shows every view it is given, and would be stopped half-way
            if not view.accessibleName():
                view.setAccessibleName(dock.windowTitle())
            dock.setWidget(view)
            view.windowTitleChanged.connect(partial(self._entitle, name))
            if view.windowTitle():
                self._entitle(name, view.windowTitle())
            dock.installEventFilter(self)
            _show_view_in_front(dock)

    def _entitle(self, name: str, title: str) -> None:
        """Call a dock what its view calls itself, which may change with what it shows."""
        self._docks[name].setWindowTitle(numbered(title, name))
        self._docks[name].widget().setAccessibleName(numbered(title, name))

    def show(self, name: str) -> None:
        """Show a dock, in front of those that share its place."""
        self.bring_to_front(self._docks[name])

    def bring_to_front(self, dock: QDockWidget) -> None:
        """Show a dock, in front of those that share its place."""
        dock.show()
        dock.raise_()
        self._name_once()

    def is_in_front(self, dock: QDockWidget) -> bool:
        """Tell whether what a dock holds is to be seen."""
        return dock.isVisible() and _is_in_front(dock)

    def arrange(self) -> None:
        """Put every dock where it stands at first."""
        window, docks = self._window, self._docks
        self._stacked, self._joined = (), []
        for dock in docks.values():
            dock.setFloating(False)
            dock.show()
        window.addDockWidget(_Area.LeftDockWidgetArea, docks["palette"])
        window.addDockWidget(_Area.LeftDockWidgetArea, docks["data"])
        window.addDockWidget(_Area.RightDockWidgetArea, docks["training"])
        window.addDockWidget(_Area.RightDockWidgetArea, docks["inspector"])
        for name in PLOTS:
            window.addDockWidget(_Area.BottomDockWidgetArea, docks[name])
        for name in self._closable:
            window.tabifyDockWidget(docks[PLOTS[-1]], docks[name])
        window.tabifyDockWidget(docks["inspector"], docks["matrix"])
        window.tabifyDockWidget(docks["matrix"], docks["formula"])
        window.tabifyDockWidget(docks["training"], docks["metrics"])
        docks["inspector"].raise_()
        docks["training"].raise_()
        self.fit_widths()
        vertical = Qt.Orientation.Vertical
        window.resizeDocks([docks["boundary"]], [BOTTOM_HEIGHT], vertical)
        window.resizeDocks([docks["palette"], docks["data"]], [PALETTE_HEIGHT, DATA_HEIGHT], vertical)
        window.resizeDocks([docks["training"], docks["inspector"]], [TRAINING_HEIGHT, INSPECTOR_HEIGHT], vertical)
        self._fitting.start()

    def fit_widths(self) -> None:
        """Give the columns left and right their width; it is the same however large the type is, as the canvas's is."""
        whole = self._window.width()
        widths = [
            min(width, round(share * whole)) for width, share in ((LEFT_WIDTH, LEFT_SHARE), (RIGHT_WIDTH, RIGHT_SHARE))
        ]
        self._window.resizeDocks([self._docks["palette"], self._docks["training"]], widths, Qt.Orientation.Horizontal)

    def sizes(self) -> dict[str, QSize]:
        """Give how much room the docks take that can be seen in the window, by name: with the tabs they share."""
        tabs = next((bar.height() for bar in self._window.findChildren(QTabBar) if bar.isVisible()), 0)
        return {
            name: dock.size() + QSize(0, tabs if self._window.tabifiedDockWidgets(dock) else 0)
            for name, dock in self._docks.items()
            if self._is_seen(dock)
        }

    def give_sizes(self, sizes: Mapping[str, QSize]) -> None:
        """Let docks be as large as this, those that stand in the window still."""
        shown = {name: size for name, size in sizes.items() if name in self and self._stands_in_window(self[name])}
        docks = [self[name] for name in shown]
        self._window.resizeDocks(docks, [size.width() for size in shown.values()], Qt.Orientation.Horizontal)
        self._window.resizeDocks(docks, [size.height() for size in shown.values()], Qt.Orientation.Vertical)

    @property
    def open_names(self) -> list[str]:
        """The names of the docks that are not closed."""
        return [name for name, dock in self._docks.items() if not dock.isHidden()]

    def raise_again(self, name: str) -> None:
        """Put a dock in front of those that share its place, if it is still open."""
        if name in self._docks and not self._docks[name].isHidden():
            self._docks[name].raise_()

    def hide_sides(self) -> None:
        """Hide what stands left and right, for the sake of canvas and plots."""
        for dock in self._docks.values():
            if self._window.dockWidgetArea(dock) in _SIDES and self._stands_in_window(dock):
                dock.hide()

    def show_sides(self, names: Iterable[str] | None = None) -> None:
        """Show what stands left and right again, all of it unless certain ones are named."""
        for name, dock in self._docks.items():
            if self._window.dockWidgetArea(dock) in _SIDES and (names is None or name in names):
                dock.show()

    def fit_into_width(self) -> None:
        """Stack plots that stand side by side while the window is too narrow for that, and part them when it is not."""
        if self._stacked:
            self._part_if_there_is_room()
        elif self._window.width() < self._window.minimumSizeHint().width():
            self._stack()

    def _stack(self) -> None:
        first, *others = (self._docks[name] for name in PLOTS)
        beside = [dock for dock in others if self._is_beside(first, dock)]
        for dock in beside:
            self._window.tabifyDockWidget(first, dock)
        first.raise_()
        self._stacked = (first, *beside) if beside else ()

    def _part_if_there_is_room(self) -> None:
        window, others = self._window, self._stacked[1:]
        needed = window.minimumSizeHint().width() + sum(dock.minimumSizeHint().width() for dock in others)
        if window.width() < needed + SPARE_WIDTH:
            return
        self._part(self._stacked)
        self._stacked = ()
        self._name_once()
        self.fit_widths()  # the columns beside them have been squeezed, too

    def _part(self, sharing: Sequence[QDockWidget]) -> None:
        """Let plots stand side by side that share the first one's place still."""
        window, first = self._window, sharing[0]
        others = [dock for dock in sharing[1:] if dock in window.tabifiedDockWidgets(first)]
        for dock in others:
            was_closed = dock.isHidden()
            window.removeDockWidget(dock)  # beside a tab, Qt would make it a tab
            window.addDockWidget(window.dockWidgetArea(first), dock, Qt.Orientation.Horizontal)
            dock.setHidden(was_closed)
        shown = [dock for dock in self._plots() if self._is_seen(dock)]
        window.resizeDocks(shown, [1] * len(shown), Qt.Orientation.Horizontal)

    def _is_beside(self, first: QDockWidget, second: QDockWidget) -> bool:
        area = self._window.dockWidgetArea
        if second.isHidden() or second.isFloating() or first.isFloating():
            return False
        return area(first) == area(second) and second not in self._window.tabifiedDockWidgets(first)

    def _plots(self) -> list[QDockWidget]:
        """Give the docks of plots, those opened last at the end."""
        return [dock for name, dock in self._docks.items() if _is_plot(name)]

    def _is_seen(self, dock: QDockWidget) -> bool:
        """Tell whether a dock stands in the window, and in front of those that share its place."""
        return self.is_in_front(dock) and not dock.isFloating()

    def _stands_in_window(self, dock: QDockWidget) -> bool:
        return not dock.isHidden() and not dock.isFloating()

    def fill_menu(self, menu: QMenu) -> None:
        """Add a switch for every dock, and a way back to the first arrangement."""
        panels = menu.addMenu("&Panels")
        panels.aboutToShow.connect(lambda: self._list_docks(panels))
        self._list_docks(panels)

    def _list_docks(self, panels: QMenu) -> None:
        panels.clear()
        for dock in self._docks.values():
            panels.addAction(dock.toggleViewAction())
        panels.addSeparator()
        panels.addAction("&Arrange as at first").triggered.connect(self.arrange)

    def _keep_room(self) -> None:
        """Leave the views that follow the first paint the room they will need, so that nothing moves when they come."""
        data, training, matrix = (
            max(fixed, round(growing * active_theme().scale))
            for fixed, growing in (LEAST_DATA_WIDTH, LEAST_TRAINING_WIDTH, LEAST_MATRIX_HEIGHT)
        )
        self._docks["data"].setMinimumWidth(data)
        self._docks["training"].setMinimumWidth(training)
        self._docks["matrix"].setMinimumHeight(matrix)
        for name in PLOTS:
            self._docks[name].setMinimumWidth(LEAST_PLOT_WIDTH)

    def _make(self, name: str, title: str, keywords: str) -> QDockWidget:
        dock = QDockWidget(title, self._window)
        dock.setObjectName(f"dock-{name}")
        dock.toggleViewAction().setProperty(KEYWORDS, keywords)
        for button, text in _TITLE_BUTTONS.items():
            if (found := dock.findChild(QAbstractButton, button)) is not None:
                found.setToolTip(text)
        dock.dockLocationChanged.connect(self._name_once)
        dock.topLevelChanged.connect(self._name_once)
        if _is_plot(name):
            dock.topLevelChanged.connect(partial(float_large, dock), Qt.ConnectionType.SingleShotConnection)
        dock.installEventFilter(self)
        return dock

    def _on_closed(self, dock: QDockWidget) -> None:
        """Tell of a dock that will not come back; the others are only hidden."""
        name = next((name for name in self._closable if self._docks[name] is dock), None)
        if name is not None:
            QTimer.singleShot(0, self, lambda: self.closed.emit(name))  # Qt is not done with the dock yet

    def _name_once(self) -> None:
        """Take the title bars off docks that share a place: their tabs carry the names, and can be dragged out."""
        for dock in self._docks.values():
            beside = (other for other in self._window.tabifiedDockWidgets(dock) if self._stands_in_window(other))
            is_tab = any(beside) and not dock.isFloating()
            has_title = dock.titleBarWidget() is None
            if is_tab and has_title:
                dock.setTitleBarWidget(QWidget(dock))
            elif not is_tab and not has_title:
                dock.setTitleBarWidget(None)  # type: ignore[arg-type]  # None brings Qt's own back
        for tabs in self._window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly):
            tabs.setAccessibleName("Panels in one place")
            tabs.setElideMode(Qt.TextElideMode.ElideRight)  # else names are cut off at their beginning


def _is_plot(name: str) -> bool:
    """Tell whether a dock holds a plot: one of those always there, or one that a person opened."""
    return name in PLOTS or kind_of(name) is not None


def _show_view_in_front(dock: QDockWidget) -> None:
    """Show a dock's view unless the dock is behind another: the view would go on computing for nobody."""
    view = dock.widget()
    if view is not None and dock.isVisible():
        view.setVisible(_is_in_front(dock))


def _is_in_front(dock: QDockWidget) -> bool:
    """Tell whether no other dock's tab is in front: Qt keeps those behind visible, but somewhere left of the window."""
    return dock.isFloating() or dock.geometry().right() >= 0

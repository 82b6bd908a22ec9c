"""What every control of the window tells, in all panels and plots: its name, its keys, and why it rests."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDockWidget,
    QLineEdit,
    QScrollBar,
    QTabBar,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from engine.network.edits import add_layer
from engine.network.model import Network, parameters_of
from engine.project.examples import EXAMPLES
from gui.app import Program
from gui.plots.kinds import PLOT_KINDS
from gui.selection import ConnectionItem, EdgeItem, LayerItem, NeuronItem
from gui.settings import Settings
from gui.widgets.tab_stops import tab_stops
from gui.window.main_window import MainWindow

CONTROLS = QAbstractButton | QLineEdit | QComboBox | QAbstractSlider | QAbstractSpinBox


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """The window with all its panels, a plot of each kind and no engine."""
    program = Program(qapp, Settings(tmp_path / "settings.ini"))
    program.first_paint.happened.disconnect()
    assert program.window.panels
    for kind in PLOT_KINDS.values():
        program.window.open_plots.open(kind)
    program.window.resize(1440, 900)
    program.window.show()
    yield program.window
    program.document.undo_stack.setClean()
    program.window.close()
    program.stop()
    program.themes.deleteLater()


def controls(window: MainWindow) -> Iterator[QWidget]:
    """Give the controls that a person may see, also in panels behind others; Qt's own parts of them left out."""
    tops = [dock.widget() for dock in window.docks]
    parts = [
        inside for top in tops if top is not None for inside in top.findChildren(QWidget) if inside.isVisibleTo(top)
    ]
    parts += [inside for bar in (window._toolbar, window.timeline_strip) for inside in bar.findChildren(QWidget)]
    parts += window.canvas.display_button.panel.findChildren(QWidget)
    for widget in parts:
        is_part = widget.objectName().startswith("qt_") or isinstance(widget.parent(), QTabBar | QTableView)
        if isinstance(widget, CONTROLS) and not isinstance(widget, QScrollBar) and not is_part:
            yield widget


def name_of(widget: QWidget) -> str:
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


def place(widget: QWidget) -> str:
    above: QWidget | None = widget
    while above is not None and not isinstance(above, QDockWidget):
        above = above.parentWidget()
    region = "" if above is None else f"{above.objectName()}: "
    return region + (name_of(widget) or widget.objectName() or type(widget).__name__)


def loose(_network: Network) -> Network:
    network = add_layer(Network(), "input", 3, position=(0.0, 0.0))
    return add_layer(network, "dense", 1, position=(300.0, 0.0))


def states(window: MainWindow, qtbot: QtBot) -> Iterator[str]:
    """Bring the window from state to state, and give what each is called."""
    document, selection = window.document, window.selection
    yield "empty"
    document.edit_network("Draw", loose)
    yield "a loose layer"
    selection.select(NeuronItem(document.network.layers[-1].id, 0))
    yield "the only neuron of a layer selected"
    document.undo_stack.setClean()
    document.open(EXAMPLES["spirals"].build(), None)
    yield "no data yet"
    first, second, *_ = (layer.id for layer in document.network.layers)
    for item in (
        LayerItem(second),
        NeuronItem(second, 0),
        EdgeItem(first, second, 0, 0),
        ConnectionItem(first, second),
    ):
        selection.select(item)
        yield type(item).__name__
    wiring = window.panels.inspector.findChild(QWidget, "wiring-pattern")
    document.set_training(True)
    qtbot.waitUntil(lambda: wiring is not None and not wiring.isEnabled())
    yield "training"
    document.set_training(False)
    document.rewind(parameters_of(document.network))
    qtbot.waitUntil(lambda: wiring is not None and not wiring.isEnabled())
    yield "rewound"
    document.end_rewind()


def without_own_name(window: MainWindow) -> list[str]:
    """Give the stops of Tab that are called nothing, or as another of the same panel."""
    found = []
    for dock in window.docks:
        stops = [] if dock.widget() is None else tab_stops(dock.widget())
        names = Counter(name_of(stop) for stop in stops)
        found += [f"{dock.objectName()}: {name!r}" for name, count in names.items() if count > 1 or not name]
    return found


def test_every_control_has_a_name_of_its_own_and_says_why_it_rests(window: MainWindow, qtbot: QtBot) -> None:
    window.canvas.display_button.toggle()
    usual: dict[QWidget, set[str]] = {}
    resting: list[tuple[str, QWidget, str]] = []
    unnamed: list[tuple[str, str]] = []
    for state in states(window, qtbot):
        unnamed += [(state, name) for name in without_own_name(window)]
        for control in controls(window):
            if control.isEnabled():
                usual.setdefault(control, set()).add(control.toolTip())
            else:
                resting.append((state, control, control.toolTip()))
    assert unnamed == []
    assert resting
    silent = [(state, place(control)) for state, control, tip in resting if not tip or tip in usual.get(control, ())]
    assert silent == []


def test_tooltips_end_with_the_keys(window: MainWindow) -> None:
    window.document.open(EXAMPLES["spirals"].build(), None)
    actions = [window.actions_by_name[command.description.name] for command in window.actions_by_name]
    keyed = [action for action in actions if not action.shortcut().isEmpty()]
    assert keyed
    native = QKeySequence.SequenceFormat.NativeText
    assert [a.text() for a in keyed if not a.toolTip().endswith(f"({a.shortcut().toString(native)})")] == []


def test_no_command_is_called_as_a_panel_that_stands_beside_it_in_the_command_palette(window: MainWindow) -> None:
    described = [command.description for command in window.actions_by_name]
    commands = {each.text.replace("&", "").rstrip("…") for each in described if not each.submenu}
    assert commands.isdisjoint(dock.windowTitle() for dock in window.docks)

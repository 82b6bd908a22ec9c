"""Plots that a person opens: as many as they like, fed while they are seen, remembered, closed for good."""

from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QApplication, QDockWidget
from pytestqt.qtbot import QtBot

from engine.network.model import Network
from engine.process.views.feature_space import FeatureSpace, FeatureSpaceRequest
from engine.project.examples import EXAMPLES
from engine.project.project import Project
from gui.app import Program
from gui.plots.engine_plot import EnginePlot, PlotSettings
from gui.plots.feature_space.plot import FeatureSpacePlot
from gui.plots.kinds import PLOT_KINDS, kind_of
from gui.selection import LayerItem, NeuronItem
from gui.window.main_window import MainWindow
from tests.gui.programs import running

FEATURES = PLOT_KINDS["features"]


@pytest.fixture
def project() -> Project:
    return EXAMPLES["xor"].build()


@pytest.fixture
def window(program: Program) -> MainWindow:
    return program.window


def opened(window: MainWindow) -> EnginePlot:
    return window.open_plots[window.open_plots.open(FEATURES)]


def test_every_kind_has_a_command_that_opens_it(window: MainWindow) -> None:
    for name, kind in PLOT_KINDS.items():
        action, obstacle = window.actions_by_name[f"open-{name}"], kind.obstacle(window.data_set)
        if obstacle:
            assert not action.isEnabled()
            assert action.toolTip() == obstacle
            continue
        action.trigger()
        opened = f"{name}-{kind.first_number}"
        plot = window.open_plots[opened]
        assert plot.isVisible()
        assert window.docks[opened].windowTitle() == (kind.title if kind.first_number == 1 else f"{kind.title} 2")
        assert kind_of(opened) is kind


def test_what_it_asks_for_comes_and_is_drawn(window: MainWindow, qtbot: QtBot) -> None:
    plot = opened(window)
    qtbot.waitUntil(lambda: isinstance(plot.view, FeatureSpace))
    assert f"{len(window.data_set.training_indices)} training samples" in plot.readout
    table = plot.table()
    assert table is not None
    assert table.names[0] == "sample"


def test_a_second_one_shows_another_layer_beside_the_first(window: MainWindow, qtbot: QtBot) -> None:
    first, second = opened(window), opened(window)
    assert [window.docks[name].windowTitle() for name in window.open_plots] == ["Feature space", "Feature space 2"]
    second.set_settings(PlotSettings(layer="L3"))
    window.selection.select(LayerItem("L1"))
    window.docks["features-1"].setFloating(True)  # both are to be seen
    qtbot.waitUntil(lambda: isinstance(first.request, FeatureSpaceRequest) and first.request.layer == "L1")
    assert second.request is None or second.request.layer == "L3"


def test_one_that_is_not_seen_asks_for_nothing(window: MainWindow, qtbot: QtBot) -> None:
    plot = opened(window)
    qtbot.waitUntil(lambda: plot.request is not None)
    window.docks.show("distributions")
    qtbot.waitUntil(lambda: plot.request is None)


def test_closing_its_dock_closes_it_for_good(window: MainWindow, qtbot: QtBot) -> None:
    opened(window)
    window.docks["features-1"].close()
    qtbot.waitUntil(lambda: "features-1" not in window.docks)
    qtbot.waitUntil(lambda: window.findChild(QDockWidget, "dock-features-1") is None)
    assert list(window.open_plots) == []


def test_it_comes_back_with_what_was_chosen(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "settings.ini"
    with running(EXAMPLES["xor"].build(), path, qapp, qtbot) as before:
        plot = before.window.open_plots[before.window.open_plots.open(FEATURES)]
        plot.pin("L2")
        plot.choose(grid="False")
    with running(EXAMPLES["xor"].build(), path, qapp, qtbot) as after:
        again = after.window.open_plots["features-1"]
        assert isinstance(again, FeatureSpacePlot)
        assert again.settings.layer == "L2"
        qtbot.waitUntil(lambda: isinstance(again.view, FeatureSpace))
        assert isinstance(again.request, FeatureSpaceRequest)
        assert (again.request.layer, again.request.grid) == ("L2", None)


def test_a_click_on_a_sample_selects_it_everywhere(window: MainWindow, qtbot: QtBot) -> None:
    plot = opened(window)
    plot.sample_clicked.emit(3)
    assert window.document.view.selected_sample == 3
    qtbot.waitUntil(lambda: plot.subject.looked_at.sample == 3)


def test_closed_ones_are_told_of_nothing_any_more(window: MainWindow, qtbot: QtBot) -> None:
    names = [window.open_plots.open(kind) for kind in PLOT_KINDS.values() if not kind.obstacle(window.data_set)]
    for name in names:
        close = next(action for action in window.open_plots[name].menu.actions() if action.text() == "Close the plot")
        close.trigger()
    qtbot.waitUntil(lambda: all(window.findChild(QDockWidget, f"dock-{name}") is None for name in names))
    hidden = window.document.project.network.layers[1].id
    for item in (NeuronItem(hidden, 0), LayerItem(hidden)):  # an error in what is left of a plot fails the test
        window.selection.hover(item)
        window.selection.select(item)
    window.themes.set_scale(1.2)
    window.document.apply("Empty", lambda project: msgspec.structs.replace(project, network=Network()))

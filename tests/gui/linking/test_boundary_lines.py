"""The neurons' lines over the boundary: of which layer they are, and how they are joined with the selection."""

import pytest
from pytestqt.qtbot import QtBot

from engine.process.pictures import NeuronFieldsRequest
from engine.project.examples import EXAMPLES
from engine.project.project import Project
from gui.app import Program
from gui.plots.boundary import BoundaryPlot
from gui.selection import LayerItem, NeuronItem
from gui.window.main_window import MainWindow


@pytest.fixture
def project() -> Project:
    return EXAMPLES["circles"].build()


@pytest.fixture
def window(program: Program) -> MainWindow:
    return program.window


@pytest.fixture
def boundary(window: MainWindow) -> BoundaryPlot:
    return window.plots.boundary


def watched(window: MainWindow) -> NeuronFieldsRequest | None:
    request = window._session._views.get("boundary-beside")
    assert request is None or isinstance(request, NeuronFieldsRequest)
    return request


def layer_watched(window: MainWindow) -> str:
    request = watched(window)
    return "" if request is None else request.groups[0].layer


def test_they_are_asked_for_only_while_they_are_wanted_and_seen(window: MainWindow, boundary: BoundaryPlot) -> None:
    assert watched(window) is None
    boundary._neurons.click()
    assert layer_watched(window) == "L2"  # the first hidden layer
    window.docks["boundary"].close()
    assert watched(window) is None
    window.docks["boundary"].show()
    boundary._neurons.click()
    assert watched(window) is None


def test_they_are_of_the_layer_selected(window: MainWindow, boundary: BoundaryPlot, qtbot: QtBot) -> None:
    boundary._neurons.click()
    qtbot.waitUntil(lambda: "lines a = 0 of the neurons of Hidden 1" in boundary.readout)
    window.selection.select(LayerItem("L3"))
    qtbot.waitUntil(lambda: "lines a = 0 of the neurons of Hidden 2" in boundary.readout)
    window.selection.select(LayerItem("L1"))  # inputs have no lines: the first layer that computes something
    assert layer_watched(window) == "L2"


def test_a_click_on_a_line_selects_its_neuron(window: MainWindow, boundary: BoundaryPlot) -> None:
    boundary._neurons.click()
    boundary.neuron_lines.hovered.emit(NeuronItem("L2", 1))
    assert window.selection.hovered == NeuronItem("L2", 1)
    boundary.neuron_lines.clicked.emit(NeuronItem("L2", 1))
    assert window.selection.items == (NeuronItem("L2", 1),)

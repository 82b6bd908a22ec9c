"""What joins the plots with the rest: the layer they follow, the inputs they span, what they ask for."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from engine.data.sources import default_specification
from engine.network.edits import disconnect, resize_layer
from engine.network.graph import problems
from engine.network.initializers import Initialization
from engine.project.project import Project, with_data, with_network
from gui.instant_retraining import InstantRetraining
from gui.plot_links import PlotLinks
from gui.sample_finder import SampleFinder
from gui.selection import EdgeItem, LayerItem, NeuronItem, Selection
from gui.settings import Settings
from gui.theme import ThemeManager
from gui.training_controller import MAKING
from tests.gui.test_training_controller import Stage, xor_project


class Links(Stage):
    """A document, its engine and the plots."""

    def __init__(self, project: Project, themes: ThemeManager) -> None:
        super().__init__(project)
        self.selection = Selection()
        self.retraining = InstantRetraining(self.session)
        self.finder = SampleFinder(self.session)
        self.plots = PlotLinks(self.session, self.training, self.retraining, themes, self.selection, self.finder)

    def choose_data(self, source: str) -> None:
        self.document.apply("Data", lambda project: with_data(project, default_specification(source)))
        self.engine.make_data(self.document.project.data)


@pytest.fixture
def links(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Links]:
    themes = ThemeManager(qapp, Settings(tmp_path / "settings.ini"))
    links = Links(xor_project(), themes)
    for plot in (links.plots.boundary, links.plots.loss, links.plots.distributions):
        qtbot.addWidget(plot)
        plot.resize(400, 300)
        plot.show()
    yield links
    themes.deleteLater()  # or it goes on answering the desktop in the tests that follow
    qapp.setStyleSheet("")


def test_distributions_follow_the_selected_layer_and_neuron(links: Links) -> None:
    links.selection.select(LayerItem("L2"))
    assert links.plots.distributions.request().layer == "L2"
    links.selection.select(NeuronItem("L3", 0))
    assert links.plots.distributions.request().layer == "L3"
    links.selection.select(LayerItem("L1"))
    links.selection.select(EdgeItem("L1", "L2", 0, 0))
    assert links.document.view.distribution_layer == "L3"


def test_hidden_plots_ask_for_nothing(links: Links) -> None:
    assert links.engine.of_kind("watch")[-1]["boundary"] is not None
    links.plots.boundary.hide()
    links.plots.distributions.hide()
    assert links.engine.of_kind("watch")[-1] == {"parameters": False, "boundary": None, "distribution": None}


def test_parameters_are_watched_while_training_alone(links: Links) -> None:
    links.training.toggle()
    assert links.engine.of_kind("watch")[-1]["parameters"] is True


def test_constant_inputs_give_way_to_those_that_vary_most(links: Links) -> None:
    links.choose_data("digits")
    first, second = links.document.view.boundary_inputs
    spread = links.session.data_set.inputs.std(axis=0)
    assert spread[first] > 0
    assert spread[second] > 0
    assert links.plots.boundary.request().inputs == (first, second)


def test_inputs_a_person_chose_stay_while_they_vary(links: Links) -> None:
    links.choose_data("digits")
    links.plots.boundary.inputs_changed.emit((10, 20))
    links.engine.make_data(links.document.project.data)
    assert links.document.view.boundary_inputs == (10, 20)


def test_a_clicked_sample_is_selected_everywhere(links: Links) -> None:
    links.plots.boundary.sample_clicked.emit(2)
    assert links.document.view.selected_sample == 2
    assert links.session.sample.tolist() == links.session.data_set.inputs[2].tolist()


def test_a_click_beside_the_samples_probes_the_place(links: Links, qtbot: QtBot) -> None:
    boundary = links.plots.boundary
    for _ in range(2):
        boundary.grab()
        QApplication.processEvents()
    place = boundary.graphics.mapFrom(boundary, boundary.place_of(0.5, 0.25))
    qtbot.mouseClick(boundary.graphics.viewport(), Qt.MouseButton.LeftButton, pos=place)
    typed = links.document.view.typed_input
    assert typed == pytest.approx((0.5, 0.25), abs=0.02)
    assert links.session.sample.tolist() == pytest.approx(typed)
    assert links.document.undo_stack.count() == 0
    links.plots.boundary.sample_clicked.emit(2)
    assert links.document.view.typed_input is None


def test_probing_holds_the_inputs_on_no_axis(links: Links) -> None:
    links.choose_data("iris")
    links.plots.boundary.inputs_changed.emit((0, 2))
    links.plots.boundary.sample_clicked.emit(7)
    before = links.session.sample
    links.plots.boundary.place_clicked.emit(0.5, -0.5)
    np.testing.assert_allclose(links.session.sample, [0.5, before[1], -0.5, before[3]])
    request = links.plots.boundary.request()
    np.testing.assert_allclose(request.held, links.session.sample)
    assert "own x" in links.plots.boundary.readout


def test_a_double_click_probes_nothing(
    links: Links, qtbot: QtBot, double_click: Callable[[QWidget, QPoint], None]
) -> None:
    boundary = links.plots.boundary
    for _ in range(2):
        boundary.grab()
        QApplication.processEvents()
    place = boundary.graphics.mapFrom(boundary, boundary.place_of(0.5, 0.25))
    qtbot.mouseClick(boundary.graphics.viewport(), Qt.MouseButton.LeftButton, pos=place)
    double_click(boundary.graphics.viewport(), place)
    assert links.document.view.typed_input is None


def test_the_logarithmic_axis_is_remembered_with_the_project(links: Links) -> None:
    links.plots.loss.logarithmic_changed.emit(True)
    assert links.document.view.logarithmic_loss is True
    links.document.set_view(replace(links.document.view, logarithmic_loss=False))
    assert links.document.undo_stack.count() == 0


def said(plot: QWidget) -> set[str]:
    return {label.text() for label in plot.findChildren(QLabel) if label.isVisible()}


def test_every_plot_says_what_is_missing(links: Links) -> None:
    links.document.apply("Disconnect", lambda project: with_network(project, disconnect(project.network, "L2", "L3")))
    (missing, *_others) = problems(links.document.project.network)
    plots = (links.plots.boundary, links.plots.loss, links.plots.distributions)
    assert all(missing in said(plot) for plot in plots)
    links.document.undo_stack.undo()
    assert not any(missing in said(plot) for plot in plots)
    assert "Press Space to train." in said(links.plots.loss)


def test_data_that_take_their_time_are_said_to_be_made(links: Links, qtbot: QtBot) -> None:
    links.document.apply("Data", lambda project: with_data(project, default_specification("moons")))
    assert MAKING not in said(links.plots.loss)
    qtbot.waitUntil(lambda: MAKING in said(links.plots.distributions))
    assert MAKING in said(links.plots.loss)
    links.engine.make_data(links.document.project.data)
    assert MAKING not in said(links.plots.loss)


def test_a_network_that_does_not_fit_the_data_has_no_picture(links: Links) -> None:
    links.choose_data("blobs")
    assert links.engine.of_kind("watch")[-1]["boundary"] is None
    links.document.edit_network("Widen", lambda network: resize_layer(network, "L3", 3, Initialization()))
    assert links.engine.of_kind("watch")[-1]["boundary"] is not None

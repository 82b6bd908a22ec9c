"""What joins the plots with the rest: the layer they follow, the inputs they span, what they ask for."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from engine.analysis.boundary import boundary_field
from engine.analysis.distribution import layer_distribution
from engine.data.sources import default_specification
from engine.network.edits import disconnect, resize_layer, set_activation_function
from engine.network.graph import problems
from engine.network.initializers import Initialization
from engine.network.model import parameters_of
from engine.network.parameters import set_weight
from engine.process.events import Frame, RunStopped
from engine.project.edits import change_training
from engine.project.history import HISTORY_COLUMNS
from engine.project.project import Project, Run, with_data, with_network
from gui.linking.plot_links import BOUNDARY, DISTRIBUTIONS, NOT_YET, PlotLinks
from gui.linking.sample_finder import SampleFinder
from gui.run_book import RunBook
from gui.selection import EdgeItem, LayerItem, NeuronItem, Selection
from gui.settings import Settings
from gui.theme import ThemeManager
from gui.timeline.timeline import RunTimeline
from gui.training.instant_retraining import InstantRetraining
from gui.training.training_controller import MAKING
from tests.gui.training.test_training_controller import Stage, xor_project


class Links(Stage):
    """A document, its engine and the plots."""

    def __init__(self, project: Project, themes: ThemeManager, settings: Settings) -> None:
        super().__init__(project)
        self.selection = Selection()
        self.retraining = InstantRetraining(self.session)
        self.finder = SampleFinder(self.session)
        timeline = RunTimeline(self.session, self.training)
        self.plots = PlotLinks(
            self.session,
            self.training,
            self.retraining,
            themes,
            self.selection,
            self.finder,
            RunBook(),
            timeline,
            settings,
        )

    def choose_data(self, source: str) -> None:
        self.document.apply("Data", lambda project: with_data(project, default_specification(source)))
        self.engine.make_data(self.document.project.data)


@pytest.fixture
def links(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Links]:
    settings = Settings(tmp_path / "settings.ini")
    themes = ThemeManager(qapp, settings)
    links = Links(xor_project(), themes, settings)
    for plot in (links.plots.boundary, links.plots.loss, links.plots.distributions):
        qtbot.addWidget(plot)
        plot.resize(400, 300)
        plot.show()
    yield links
    links.plots.deleteLater()  # with its timers
    themes.deleteLater()  # or it goes on answering the desktop in the tests that follow
    qapp.setStyleSheet("")


def test_distributions_follow_the_selected_layer_and_neuron(links: Links) -> None:
    links.selection.select(LayerItem("L2"))
    assert links.plots.distributions.request.layer == "L2"
    links.selection.select(NeuronItem("L3", 0))
    assert links.plots.distributions.request.layer == "L3"
    links.selection.select(LayerItem("L1"))
    links.selection.select(EdgeItem("L1", "L2", 0, 0))
    assert links.document.view.distribution_layer == "L3"


def test_hidden_plots_ask_for_nothing(links: Links) -> None:
    assert "boundary" in links.engine.watched
    links.plots.boundary.hide()
    links.plots.distributions.hide()
    assert links.engine.watched == {}


def test_parameters_are_watched_while_training_alone(links: Links) -> None:
    links.training.toggle()
    assert links.engine.of_kind("watch")[-1][1] is True


def test_constant_inputs_give_way_to_those_that_vary_most(links: Links) -> None:
    links.choose_data("digits")
    first, second = links.document.view.boundary_inputs
    spread = links.session.data_set.inputs.std(axis=0)
    assert spread[first] > 0
    assert spread[second] > 0
    assert links.plots.boundary.inputs == (first, second)


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


def test_probing_holds_the_inputs_on_no_axis(links: Links, qtbot: QtBot) -> None:
    for layer, width in (("L1", 4), ("L3", 3)):
        links.document.edit_network(
            "Fit", partial(resize_layer, layer_id=layer, width=width, initialization=Initialization())
        )
    links.choose_data("iris")
    links.plots.boundary.inputs_changed.emit((0, 2))
    links.plots.boundary.sample_clicked.emit(7)
    before = links.session.sample
    boundary = links.plots.boundary
    for _ in range(2):
        boundary.grab()
        QApplication.processEvents()
    corner = tuple(low + 0.05 for low, _high in boundary._plot.getViewBox().viewRange())
    place = boundary.graphics.mapFrom(boundary, boundary.place_of(*corner))
    qtbot.mouseClick(boundary.graphics.viewport(), Qt.MouseButton.LeftButton, pos=place)
    sample = links.session.sample
    np.testing.assert_allclose(sample[[0, 2]], corner, atol=0.05)
    np.testing.assert_allclose(sample[[1, 3]], before[[1, 3]])
    np.testing.assert_allclose(boundary.request.held, sample)
    assert "own x" in boundary.readout


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


def helped(plot: QWidget) -> set[str]:
    return {widget.toolTip() for widget in plot.findChildren(QWidget) if widget.isVisible()}


def test_the_plots_always_in_sight_say_that_something_is_missing_and_what_when_asked(links: Links) -> None:
    links.document.apply("Disconnect", lambda project: with_network(project, disconnect(project.network, "L1", "L2")))
    (missing, *_others) = problems(links.document.project.network)
    plots = (links.plots.boundary, links.plots.distributions)
    assert NOT_YET in said(links.plots.loss)
    assert missing in helped(links.plots.loss)
    for plot in plots:
        assert missing in said(plot)
    links.document.undo_stack.undo()
    assert NOT_YET not in said(links.plots.loss)
    assert missing not in helped(links.plots.loss)
    for plot in plots:
        assert missing not in said(plot)
    assert "Press Space to train." in said(links.plots.loss)


def test_where_only_the_loss_does_not_fit_values_are_seen_and_what_shows_a_run_says_why_not(
    links: Links, qtbot: QtBot
) -> None:
    def squash(project: Project) -> Project:
        return with_network(project, set_activation_function(project.network, "L3", "sigmoid"))

    links.document.apply("Squash", squash)
    send_frame(links)
    qtbot.waitUntil(lambda: not links.plots.distributions.is_stale)
    obstacle = links.training.state.obstacle
    assert "which Sigmoid does not give" in obstacle
    assert not said(links.plots.distributions) & {obstacle, "No values yet"}
    assert NOT_YET in said(links.plots.loss)
    assert links.plots.distributions.subject.run_obstacle == obstacle


def test_data_that_take_their_time_are_said_to_be_made(links: Links, qtbot: QtBot) -> None:
    links.document.apply("Data", lambda project: with_data(project, default_specification("moons")))
    assert MAKING not in said(links.plots.loss)
    qtbot.waitUntil(lambda: MAKING in said(links.plots.distributions))
    assert MAKING in said(links.plots.loss)
    links.engine.make_data(links.document.project.data)
    assert MAKING not in said(links.plots.loss)


def test_a_network_that_does_not_fit_the_data_has_no_picture(links: Links) -> None:
    links.choose_data("blobs")
    assert "boundary" not in links.engine.watched
    links.document.edit_network("Widen", lambda network: resize_layer(network, "L3", 3, Initialization()))
    assert "boundary" in links.engine.watched


class Order(QObject):
    """Notes when the boundary is painted, and when the plots after it are drawn."""

    def __init__(self, links: Links, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__()
        self.noted: list[str] = []
        for name in ("loss", "distributions"):
            plot = getattr(links.plots, name)
            monkeypatch.setattr(plot, "draw", partial(self._note, name, plot.draw))
        links.plots.boundary.graphics.viewport().installEventFilter(self)

    def _note(self, name: str, draw: Callable[[], None]) -> None:
        self.noted.append(name)
        draw()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Paint:
            self.noted.append("boundary")
        return super().eventFilter(watched, event)


@pytest.fixture
def order(links: Links, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Order:
    order = Order(links, monkeypatch)
    send_frame(links)
    qtbot.waitUntil(lambda: {"boundary", "distributions"} <= set(order.noted))
    QApplication.processEvents()
    order.noted.clear()
    return order


def send_frame(links: Links, run_id: int = 0, *, has_boundary: bool = True) -> None:
    """Send what the plots have asked for."""
    network, plots, data_set = links.document.network, links.plots, links.session.data_set
    views = {DISTRIBUTIONS: layer_distribution(network, data_set.inputs, plots.distributions.request)}
    if has_boundary:
        views[BOUNDARY] = boundary_field(network, plots.boundary.request)
    links.engine.frame_received.emit(
        Frame(
            revision=links.engine.revision,
            run_id=run_id,
            step=0,
            epoch=0,
            steps_per_second=0.0,
            device="cpu",
            parameters=parameters_of(network) if run_id else None,
            history=np.empty((0, len(HISTORY_COLUMNS))),
            views=views,
        )
    )


def test_no_error_is_counted_while_the_outputs_do_not_fit_the_data(links: Links) -> None:
    send_frame(links)
    assert "of 4 wrong" in links.plots.boundary.readout
    links.document.edit_network("Widen", lambda network: resize_layer(network, "L3", 2, Initialization()))
    send_frame(links, has_boundary=False)
    assert "wrong" not in links.plots.boundary.readout


def test_an_edit_shows_the_boundary_first_and_the_distributions_after(links: Links, order: Order, qtbot: QtBot) -> None:
    links.document.edit_network("Set", lambda network: set_weight(network, "L1", "L2", 0, 0, 3.0))
    send_frame(links)
    qtbot.waitUntil(lambda: "distributions" in order.noted)
    assert order.noted[0] == "boundary"


def move_slider(links: Links, rate: float) -> None:
    links.document.apply("Rate", partial(change_training, learning_rate=rate))


def finish_one_of_two(links: Links) -> None:
    """Say what the first of two moves of a slider has come to, and send a frame of it."""
    links.retraining.switch(True)
    move_slider(links, 0.2)
    finished = links.engine.run_id
    move_slider(links, 0.3)
    parameters = links.trained(0.5)
    run = Run(initial=parameters, step=3, epoch=3, history=np.ones((3, len(HISTORY_COLUMNS))))
    links.engine.retraining_stopped.emit(RunStopped(finished, "finished", "", parameters, run, "cpu", 1000.0))
    send_frame(links, finished)


def test_what_retraining_comes_to_shows_boundary_and_loss_together_and_all_else_after(
    links: Links, order: Order, qtbot: QtBot
) -> None:
    taken = len(links.engine.of_kind("take"))
    finish_one_of_two(links)
    qtbot.waitUntil(lambda: len(links.engine.of_kind("take")) > taken)
    assert order.noted[:2] == ["loss", "boundary"]
    assert "distributions" in order.noted


def test_a_history_that_no_frame_follows_is_drawn_soon(links: Links, order: Order, qtbot: QtBot) -> None:
    links.retraining.history_reset.emit(np.ones((3, len(HISTORY_COLUMNS))))
    assert not order.noted
    qtbot.waitUntil(lambda: "loss" in order.noted)


def test_a_slider_that_moves_on_puts_nothing_off(links: Links, order: Order, qtbot: QtBot) -> None:
    taken = len(links.engine.of_kind("take"))
    rates = iter(np.linspace(0.3, 0.9, 1000))

    def is_shown_while_the_slider_moves() -> bool:
        move_slider(links, float(next(rates)))
        return len(links.engine.of_kind("take")) > taken

    finish_one_of_two(links)
    qtbot.waitUntil(is_shown_while_the_slider_moves)
    assert "loss" in order.noted

"""Pictures in neurons are asked for while they are shown, over the plane of the boundary plot, and painted."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from engine.analysis.neuron_fields import neuron_fields
from engine.network.edits import disconnect, resize_layer
from engine.network.forward import output
from engine.network.initializers import Initialization
from engine.process.events import Frame
from engine.process.pictures import BoundaryRequest, NeuronFieldsRequest, NeuronHistogramsRequest
from engine.project.history import HISTORY_COLUMNS
from gui.canvas.canvas import NetworkCanvas
from gui.linking.neuron_picture_feed import NEURONS, NeuronPictureFeed
from gui.plots.readings import reading_for
from gui.selection import NeuronItem, Selection
from gui.settings import Settings, ThemeMode
from gui.theme import LIGHT, ThemeManager
from tests.gui.training.test_training_controller import Stage, xor_project


class Feed(Stage):
    """A document, its engine, a canvas and what feeds it."""

    def __init__(self, themes: ThemeManager, owner: QWidget) -> None:
        super().__init__(xor_project())
        self.canvas = NetworkCanvas(self.document, Selection(owner), themes)
        self.feed = NeuronPictureFeed(self.session, self.canvas, themes, owner)

    @property
    def wanted(self) -> Any:
        return self.engine.watched.get(NEURONS)

    def answer(self) -> None:
        pictures = neuron_fields(self.document.project.network, self.wanted)
        self.engine.frame_received.emit(
            Frame(
                revision=self.engine.revision, run_id=0, step=0, epoch=0, steps_per_second=0.0, device="",
                parameters=None, history=np.empty((0, len(HISTORY_COLUMNS))), views={NEURONS: pictures},
            )
        )  # fmt: skip


@pytest.fixture
def stage(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Feed]:
    themes = ThemeManager(qapp, Settings(tmp_path / "settings.ini"))
    themes.set_mode(ThemeMode.LIGHT)
    owner = QWidget()
    qtbot.addWidget(owner)
    stage = Feed(themes, owner)
    qtbot.addWidget(stage.canvas)
    stage.canvas.resize(900, 600)
    stage.canvas.show()
    yield stage
    themes.deleteLater()  # or it goes on answering the desktop in the tests that follow
    qapp.setStyleSheet("")


def test_nothing_is_asked_for_while_neurons_show_numbers(stage: Feed) -> None:
    assert stage.wanted is None
    stage.canvas.display.choose(neuron_face="bias")
    assert stage.wanted is None


def test_each_face_asks_for_its_own_pictures_of_all_neurons(stage: Feed) -> None:
    stage.canvas.display.choose(neuron_face="histogram")
    assert isinstance(stage.wanted, NeuronHistogramsRequest)
    stage.canvas.display.choose(neuron_face="response")
    assert isinstance(stage.wanted, NeuronFieldsRequest)
    shown = {group.layer: group.neurons for group in stage.wanted.groups}
    assert shown == {layer.id: tuple(range(layer.width)) for layer in stage.document.project.network.layers}


def test_responses_are_over_the_middle_square_of_the_boundary_plot(stage: Feed) -> None:
    stage.canvas.display.choose(neuron_face="response")
    inputs = stage.session.data_set.inputs
    low, high = stage.wanted.plane.x_range
    assert low < inputs[:, 0].min()
    assert high > inputs[:, 0].max()
    stage.feed.set_plane(BoundaryRequest((1, 0), (-4.0, 4.0), (0.0, 2.0), 100))
    plane = stage.wanted.plane
    assert (plane.inputs, plane.x_range, plane.y_range) == ((1, 0), (-1.0, 1.0), (0.0, 2.0))


def test_what_comes_is_painted(stage: Feed) -> None:
    stage.canvas.display.choose(neuron_face="response", legend=False)
    stage.canvas.fit()

    def colors() -> set[str]:
        image = stage.canvas.viewport().grab().toImage()
        middle = stage.canvas.mapFromScene(stage.canvas.network_scene.places.rect_of(NeuronItem("L1", 0)).center())
        return {image.pixelColor(middle.x() + x, middle.y()).name() for x in (-12, 12)}

    assert colors() == {LIGHT.palette.neuron_fill.lower()}
    assert not stage.feed.are_there
    stage.answer()
    assert stage.feed.are_there
    assert len(colors()) == 2
    stage.canvas.display.choose(neuron_face="histogram")
    assert colors() == {LIGHT.palette.neuron_fill.lower()}


def test_the_output_has_the_colours_of_the_boundary_plot(stage: Feed) -> None:
    stage.canvas.display.choose(neuron_face="response", legend=False, marks_activated=False)
    stage.canvas.fit()
    stage.answer()
    network, data_set = stage.document.project.network, stage.session.data_set
    place = stage.canvas.network_scene.places.rect_of(NeuronItem("L3", 0))
    middle, radius = stage.canvas.mapFromScene(place.center()), place.width() / 2 * stage.canvas.transform().m11()
    reading = reading_for(data_set, 1, stage.document.project.training.loss, LIGHT)
    image = stage.canvas.viewport().grab().toImage()
    plane = stage.wanted.plane
    half = (plane.x_range[1] - plane.x_range[0]) / 2
    for dx, dy in ((-0.5, -0.5), (0.5, -0.5), (-0.5, 0.5), (0.5, 0.5)):
        x, y = (sum(limits) / 2 + part * half for limits, part in ((plane.x_range, dx), (plane.y_range, -dy)))
        expected = reading.colors(output(network, np.array([[x, y]])), discrete=False)[0]
        shown = image.pixelColor(middle.x() + round(dx * radius), middle.y() + round(dy * radius))
        assert np.abs(np.array(shown.getRgb()[:3]) - expected[:3]).max() <= 12, (dx, dy)


def test_networks_that_cannot_be_evaluated_have_no_pictures(stage: Feed) -> None:
    stage.canvas.display.choose(neuron_face="response")
    stage.document.edit_network("Disconnect", lambda network: disconnect(network, "L1", "L2"))
    assert stage.wanted is None
    stage.document.undo_stack.undo()
    assert stage.wanted is not None
    stage.document.edit_network("Widen", lambda network: resize_layer(network, "L1", 3, Initialization()))
    assert stage.wanted is None


def test_another_width_is_asked_for_anew(stage: Feed) -> None:
    stage.canvas.display.choose(neuron_face="response")
    stage.document.edit_network("Widen", lambda network: resize_layer(network, "L2", 5, Initialization()))
    assert {group.layer: len(group.neurons) for group in stage.wanted.groups}["L2"] == 5

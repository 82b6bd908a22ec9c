"""The panels as session, training and retraining feed them."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from engine.project import edits
from engine.project.project import begin_run
from gui.linking.panel_links import PanelLinks
from gui.linking.sample_finder import SampleFinder
from gui.selection import Selection
from tests.gui.training.test_instant_retraining import RetrainingStage
from tests.gui.training.test_training_controller import xor_project


@pytest.fixture
def stage(qapp: object) -> RetrainingStage:
    return RetrainingStage(xor_project())


@pytest.fixture
def links(stage: RetrainingStage, qtbot: QtBot) -> Iterator[PanelLinks]:
    finder = SampleFinder(stage.session)
    links = PanelLinks(stage.session, stage.training, stage.retraining, Selection(), finder)
    for panel in (links.data, links.training, links.inspector, links.matrices, links.formula, links.metrics):
        qtbot.addWidget(panel)
    yield links
    stage.retraining.switch(False)
    stage.document.set_training(False)


def type_rate(links: PanelLinks, qtbot: QtBot, text: str) -> QLineEdit:
    field = links.training.findChild(QLineEdit, "learning-rate")
    assert isinstance(field, QLineEdit)
    field.selectAll()
    qtbot.keyClicks(field, text)
    return field


@pytest.mark.parametrize("acts_at_once", ["retraining", "training"])
def test_what_acts_at_once_waits_for_enter(
    stage: RetrainingStage, links: PanelLinks, qtbot: QtBot, acts_at_once: str
) -> None:
    stage.retraining.switch(acts_at_once == "retraining")
    stage.document.set_training(acts_at_once == "training")
    field = type_rate(links, qtbot, "1e-3")
    assert stage.document.project.training.learning_rate == 0.1
    assert not stage.asked()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert stage.document.project.training.learning_rate == 0.001
    assert len(stage.asked()) == (acts_at_once == "retraining")


def test_a_number_on_its_way_to_a_refusal_leaves_the_run_alone(
    stage: RetrainingStage, links: PanelLinks, qtbot: QtBot
) -> None:
    stage.document.apply("Choose data", lambda project: edits.choose_source(project, "gaussians"))
    run = begin_run(stage.document.project)
    stage.document.apply("Train", lambda project: replace(project, run=run))
    links.data.show()
    field = links.data.findChild(QLineEdit, "data-sample-count")
    assert isinstance(field, QLineEdit)
    before = field.text()
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "10000000")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == before
    assert stage.document.project.run is run
    field.selectAll()
    qtbot.keyClicks(field, "50")
    assert stage.document.project.run is run
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert stage.document.project.data.sample_count == 50
    assert stage.document.project.run is None


def test_typing_is_live_again_once_nothing_acts_at_once(
    stage: RetrainingStage, links: PanelLinks, qtbot: QtBot
) -> None:
    stage.retraining.switch(False)
    type_rate(links, qtbot, "0.5")
    assert stage.document.project.training.learning_rate == 0.5

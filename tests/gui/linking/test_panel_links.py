"""The panels as session, training and retraining feed them."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

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


def test_typing_is_live_again_once_nothing_acts_at_once(
    stage: RetrainingStage, links: PanelLinks, qtbot: QtBot
) -> None:
    stage.retraining.switch(False)
    type_rate(links, qtbot, "0.5")
    assert stage.document.project.training.learning_rate == 0.5

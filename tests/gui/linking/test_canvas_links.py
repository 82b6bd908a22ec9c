"""The canvas in the program: from where it shows how far weights and biases have come."""

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from engine.network.parameters import set_bias
from engine.project.edits import change_training
from engine.project.examples import EXAMPLES
from engine.project.project import Project
from gui.app import Program

CHANGES = "Change since start Δw"


@pytest.fixture
def project() -> Project:
    return change_training(EXAMPLES["xor"].build(), epochs=10**6)


def test_changes_are_shown_from_the_first_run_on_and_a_bias_set_by_hand_begins_anew(
    program: Program, qtbot: QtBot
) -> None:
    canvas, document = program.window.canvas, program.document
    neurons = canvas.network_scene.layer_view("L2")._neurons
    canvas.display.choose(edge_quantity="change")
    assert "changes: no run has begun" in canvas.legend.texts
    drawn = document.network.layer("L2").bias
    program.training.toggle()
    qtbot.waitUntil(lambda: document.is_training and canvas.legend.texts[0] == CHANGES)
    np.testing.assert_array_equal(neurons._content.start_bias, drawn)
    qtbot.waitUntil(lambda: program.training.state.step > 0, timeout=30_000)
    program.training.toggle()
    qtbot.waitUntil(lambda: not document.is_training and document.project.run is not None)
    assert canvas.legend.texts[0] == CHANGES
    document.edit_network("Set bias", lambda network: set_bias(network, "L2", 1, 4.0))
    assert neurons._content.start_bias.tolist() == [drawn[0], 4.0, *drawn[2:]]

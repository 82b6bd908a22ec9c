"""A weight too large to train with is named, can be gone to, and is heard of no more once it is mended."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.network.parameters import set_bias, set_weight
from engine.project.edits import change_training
from engine.project.examples import EXAMPLES
from gui.app import Program
from gui.selection import EdgeItem, NeuronItem
from gui.window.too_large import too_large_value
from tests.gui.programs import running

TRAINED_MS = 30_000


@pytest.fixture
def program(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    project = change_training(EXAMPLES["circles"].build(), epochs=5)
    with running(project, tmp_path / "settings.ini", qapp, qtbot) as program:
        yield program


def test_the_largest_value_beyond_use_is_found() -> None:
    network = EXAMPLES["circles"].build().network
    assert too_large_value(network) is None
    huge = set_weight(network, "L1", "L2", 2, 1, -1e20)
    assert too_large_value(huge) == EdgeItem("L1", "L2", 2, 1)
    assert too_large_value(set_bias(huge, "L2", 1, 1e30)) == NeuronItem("L2", 1)


def test_it_is_named_where_training_gets_nowhere_and_the_banner_goes_when_it_is_mended(
    program: Program, qtbot: QtBot
) -> None:
    window, document = program.window, program.document
    document.edit_network("Set", lambda network: set_weight(network, "L1", "L2", 0, 0, 1e300))
    with qtbot.waitSignal(program.engine.run_stopped, timeout=TRAINED_MS):
        program.training.toggle()
    assert window.message.text == "w₁₁⁽¹⁾ = 1e+300 is too large to train with."
    document.edit_network("Set", lambda network: set_weight(network, "L1", "L2", 0, 0, 1.0))
    assert window.message.text == ""

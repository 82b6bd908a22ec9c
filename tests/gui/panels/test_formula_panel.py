"""The formula of what is selected, as read on the screen, by a screen reader and from the clipboard."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from engine.network import edits, parameters
from engine.network.formulas import Matrix, Number, Symbol, neuron_formula
from engine.network.forward import forward
from engine.network.initializers import Initialization
from engine.network.model import Network, Parameters, parameters_of
from engine.project.project import Project
from gui.document import Document
from gui.panels.formula_panel import FormulaPanel
from gui.panels.formula_panel.formula_layout import lay_out
from gui.panels.formula_panel.typesetting import typeset
from gui.selection import ConnectionItem, EdgeItem, LayerItem, NeuronItem, Selection
from gui.theme import LIGHT


@pytest.fixture
def panel(document: Document, selection: Selection, show: Callable[[QWidget], None]) -> FormulaPanel:
    panel = FormulaPanel(document, selection)
    show(panel)
    panel.set_sample_values(forward(document.network, np.array([[1.0, 0.4]])))
    return panel


def read(panel: FormulaPanel) -> str:
    return panel.view.accessibleDescription()


def colors_of(image: QImage) -> set[str]:
    points = [(x, y) for x in range(image.width()) for y in range(image.height())]
    return {image.pixelColor(x, y).name() for x, y in points}


def test_the_panel_shows_the_formula_of_what_is_selected(
    panel: FormulaPanel, selection: Selection, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: read(panel).startswith("f(x) = W⁽²⁾ReLU(W⁽¹⁾x + b⁽¹⁾) + b⁽²⁾"))
    for item, words in (
        (NeuronItem("L2", 1), "= ReLU(0.4)\n= 0.4"),
        (LayerItem("L2"), "W⁽¹⁾ ∈ ℝ²ˣ²"),
        (ConnectionItem("L1", "L2"), "W⁽¹⁾ = [1, 1; 1, 1]"),
        (EdgeItem("L2", "L3", 0, 1), "w₁₂⁽²⁾ = −2"),
    ):
        selection.select(item)
        qtbot.waitUntil(lambda words=words: words in read(panel))


def test_a_weight_typed_shows_at_once(
    panel: FormulaPanel, document: Document, selection: Selection, qtbot: QtBot
) -> None:
    selection.select(NeuronItem("L2", 1))
    document.edit_network("Set weight", lambda network: parameters.set_weight(network, "L1", "L2", 1, 0, -2.5))
    qtbot.waitUntil(lambda: "−2.5·x₁" in read(panel))


def test_a_run_shows_in_the_formula(
    panel: FormulaPanel, document: Document, selection: Selection, qtbot: QtBot
) -> None:
    selection.select(NeuronItem("L3", 0))
    document.set_training(True)
    first, last = parameters_of(document.network).weights
    biases = parameters_of(document.network).biases
    document.show_parameters(Parameters(weights=(first, last * 7), biases=biases))
    qtbot.waitUntil(lambda: "7·h₁⁽¹⁾ − 14·h₂⁽¹⁾" in read(panel))


def test_a_hidden_panel_catches_up_when_it_is_shown(panel: FormulaPanel, selection: Selection, qtbot: QtBot) -> None:
    panel.hide()
    selection.select(LayerItem("L2"))
    assert "ℝ²ˣ²" not in read(panel)
    panel.show()
    assert "ℝ²ˣ²" in read(panel)


def test_values_of_another_width_are_left_out(
    panel: FormulaPanel, document: Document, selection: Selection, qtbot: QtBot
) -> None:
    selection.select(LayerItem("L2"))
    document.edit_network("Resize", lambda network: edits.resize_layer(network, "L2", 3, Initialization()))
    qtbot.waitUntil(lambda: "W⁽¹⁾ ∈ ℝ³ˣ²" in read(panel))
    assert "[" not in read(panel)


def test_an_unfinished_network_says_what_it_lacks(
    panel: FormulaPanel, document: Document, qtbot: QtBot, child: Callable[[QWidget, str], QWidget]
) -> None:
    document.open(Project(network=edits.add_layer(Network(), "input", 2)), None)
    qtbot.waitUntil(lambda: not panel.view.isVisible())


def test_the_formula_is_copied_as_latex_text_and_picture(
    panel: FormulaPanel, selection: Selection, child: Callable[[QWidget, str], QWidget]
) -> None:
    selection.select(NeuronItem("L2", 1))
    button = child(panel, "copy-formula")
    assert isinstance(button, QToolButton)
    button.click()
    assert r"h_{2}^{(1)} & = \mathrm{ReLU}(w_{21}^{(1)}x_{1}" in QGuiApplication.clipboard().text()
    panel.copy_text()
    assert QGuiApplication.clipboard().text().startswith("h₂⁽¹⁾ = ReLU(")
    panel.copy_image()
    assert QGuiApplication.clipboard().image().width() > 300


def test_long_sums_are_written_out_on_demand(
    panel: FormulaPanel,
    document: Document,
    selection: Selection,
    qtbot: QtBot,
    child: Callable[[QWidget, str], QWidget],
) -> None:
    document.edit_network("Resize", lambda network: edits.resize_layer(network, "L1", 12, Initialization()))
    selection.select(NeuronItem("L2", 0))
    qtbot.waitUntil(lambda: "⋯" in read(panel))
    toggle = child(panel, "formula-all")
    assert isinstance(toggle, QToolButton)
    toggle.click()
    assert "⋯" not in read(panel)
    assert "w₁,₁₁⁽¹⁾x₁₁" in read(panel)


def test_a_matrix_is_written_out_as_far_as_there_is_room(
    panel: FormulaPanel, document: Document, selection: Selection, qtbot: QtBot
) -> None:
    document.edit_network("Resize", lambda network: edits.resize_layer(network, "L1", 6, Initialization()))
    selection.select(ConnectionItem("L1", "L2"))
    qtbot.waitUntil(lambda: "∈ ℝ²ˣ⁶" in read(panel))
    panel.resize(900, 400)
    assert "⋯" not in read(panel)
    panel.resize(220, 400)
    assert "⋯" in read(panel)


def test_negative_and_positive_numbers_are_tinted(panel: FormulaPanel, selection: Selection, qtbot: QtBot) -> None:
    selection.select(EdgeItem("L2", "L3", 0, 1))
    qtbot.waitUntil(lambda: "−2" in read(panel))
    hues = {QColor(name).hue() // 30 for name in colors_of(panel.view.image()) if QColor(name).saturation() > 120}
    assert QColor(LIGHT.signed.negative).hue() // 30 in hues


def test_a_formula_is_no_wider_than_its_room_where_it_can_be_broken(xor_network: Network) -> None:
    network = edits.resize_layer(xor_network, "L1", 40, Initialization())
    formula = neuron_formula(network, "L2", 0, {})
    wide, narrow = lay_out(formula, 60.0), lay_out(formula, 14.0)
    assert narrow.width <= 14.0
    assert narrow.height > wide.height


def test_type_has_its_measures() -> None:
    plain, raised = typeset((Symbol("h"),)), typeset((Symbol("h", "2", "(1)"),))
    assert raised.width > plain.width
    assert raised.ascent > plain.ascent
    assert raised.descent > plain.descent
    tall = typeset((Matrix((((Number(1.0),),), ((Number(-2.0),),), ((Number(3.0),),))),))
    assert tall.height > 3 * typeset((Number(1.0),)).ascent


def test_it_says_of_which_sample_the_numbers_are(panel: FormulaPanel, document: Document) -> None:
    caption = panel.findChild(QLabel, "formula-sample")
    assert isinstance(caption, QLabel)
    panel.set_sample_values(forward(document.network, np.array([[1.0, 0.4]])), "sample 17 (training)")
    assert caption.isVisible()
    assert caption.text() == "for sample 17 (training)"
    panel.set_sample_values({})
    assert not caption.isVisible()


def test_it_says_that_inputs_are_standardised(panel: FormulaPanel, document: Document) -> None:
    values = forward(document.network, np.array([[1.0, 0.4]]))
    panel.set_sample_values(values, "your own x", is_standardized=True)
    caption = panel.findChild(QLabel, "formula-sample")
    assert isinstance(caption, QLabel)
    assert caption.text() == "for your own x, inputs standardised"


def test_a_notch_of_the_wheel_moves_a_long_formula_by_lines(
    panel: FormulaPanel, selection: Selection, qtbot: QtBot
) -> None:
    selection.select(NeuronItem("L2", 1))
    panel.resize(240, 120)
    bar = panel.view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    wheel = QWheelEvent(
        QPointF(50, 50), QPointF(50, 50), QPoint(), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(panel.view.viewport(), wheel)
    assert bar.value() >= min(17, bar.maximum())

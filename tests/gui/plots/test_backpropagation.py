"""The backpropagation plot, fed by a real engine: its steps, numbers, paths, links with the canvas, and the update."""

import re
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from engine.network.optimizers import OptimizerSettings
from engine.process.views.backpropagation import BackpropagationRequest, BackpropagationTrace
from engine.project.examples import EXAMPLES
from engine.project.project import Project
from gui.app import Program
from gui.panels.latex_label import LatexLabel
from gui.plots.backpropagation.matrix_card import CELL_HEIGHT, MOST_COLUMNS, MOST_ROWS, MatrixCard, columns_within
from gui.plots.backpropagation.plot import NO_SAMPLE, WHILE_TRAINING, BackpropagationPlot
from gui.plots.backpropagation.steps import Name, Term, recurrences
from gui.plots.kinds import PLOT_KINDS
from gui.selection import ConnectionItem, EdgeItem, LayerItem, NeuronItem
from gui.theme import LIGHT, apply_theme


@pytest.fixture
def project() -> Project:
    return EXAMPLES["xor-by-hand"].build()


@pytest.fixture
def plot(program: Program, qtbot: QtBot) -> BackpropagationPlot:
    window = program.window
    name = window.open_plots.open(PLOT_KINDS["backpropagation"])
    plot = window.open_plots[name]
    assert isinstance(plot, BackpropagationPlot)
    window.docks[name].setFloating(True)
    window.docks[name].setGeometry(0, 0, 780, 640)  # all of it on the screen, for the mouse
    qtbot.waitUntil(lambda: bool(plot.steps) and plot.page is not None)
    return plot


def titles(plot: BackpropagationPlot) -> list[str]:
    return [step.title for step in plot.steps]


def shown(plot: BackpropagationPlot, name: str) -> np.ndarray:
    """Give the numbers of a matrix on the page."""
    assert plot.page is not None
    return next(card.term.values for card in plot.page.cards if card.term.name.plain == name)


def go_to(plot: BackpropagationPlot, title: str) -> None:
    plot.go_to(titles(plot).index(title))


def apply(program: Program, **training: object) -> None:
    def edit(project: Project) -> Project:
        return replace(project, training=replace(project.training, **training))

    program.document.apply("Set", edit)


def test_it_leads_forward_backward_and_to_the_update(plot: BackpropagationPlot) -> None:
    assert titles(plot) == [
        "X, Y", "A⁽¹⁾", "H⁽¹⁾", "A⁽²⁾", "H⁽²⁾", "L",
        "G⁽²⁾", "g′(A⁽²⁾)", "Δ⁽²⁾", "∂L/∂W⁽²⁾", "∂L/∂b⁽²⁾",
        "G⁽¹⁾", "g′(A⁽¹⁾)", "Δ⁽¹⁾", "∂L/∂W⁽¹⁾", "∂L/∂b⁽¹⁾", "G⁽⁰⁾",
        "W⁽¹⁾ new", "b⁽¹⁾ new", "W⁽²⁾ new", "b⁽²⁾ new", "L new",
    ]  # fmt: skip
    go_to(plot, "H⁽¹⁾")
    assert sorted(shown(plot, "H⁽¹⁾").tolist()) == [[0, 0], [1, 0], [1, 0], [2, 1]]
    assert plot.page is not None
    assert plot.page.step.plain == ("H⁽¹⁾ = g(A⁽¹⁾)",)


def test_autograd_agrees(plot: BackpropagationPlot, qtbot: QtBot) -> None:
    plot.window().resize(260, 400)  # where one line has no room for it
    qtbot.waitUntil(lambda: "Autograd agrees:" in plot.readout, timeout=60_000)
    qtbot.waitUntil(lambda: re.search(r"largest difference [\d.]+(e−\d+)?$", plot.readout) is not None)


def test_a_sample_alone_is_the_selected_one(plot: BackpropagationPlot, program: Program, qtbot: QtBot) -> None:
    apply(program, loss="half_squared_error")
    plot.sample_clicked.emit(3)
    plot._batch.setCurrentIndex(1)
    plot._batch.activated.emit(1)
    qtbot.waitUntil(lambda: isinstance(plot.view, BackpropagationTrace) and plot.view.passes.rows.tolist() == [3])
    go_to(plot, "∂L/∂W⁽¹⁾")
    qtbot.waitUntil(lambda: plot.page is not None and plot.page.step.title == "∂L/∂W⁽¹⁾")
    assert shown(plot, "∂L/∂W⁽¹⁾").tolist() == [[-0.5, -0.5], [1.0, 1.0]]  # x = (1, 1), δ = −½ · (1, −2)
    assert not plot.findChild(QToolButton, "take-step").isEnabled()  # a run takes no sample by itself
    program.document.set_view(replace(program.document.view, selected_sample=None))
    qtbot.waitUntil(lambda: plot.request is None)
    assert plot._empty.isVisible()
    assert NO_SAMPLE in plot._empty.accessibleDescription() + " ".join(
        label.text() for label in plot._empty.findChildren(type(plot._notice))
    )


def test_keys_lead_from_step_to_step_while_it_has_the_focus(plot: BackpropagationPlot, qtbot: QtBot) -> None:
    qtbot.keyClick(plot, Qt.Key.Key_Right)
    qtbot.keyClick(plot, Qt.Key.Key_Right)
    assert plot.place == 2
    qtbot.keyClick(plot, Qt.Key.Key_Left)
    assert plot.place == 1
    qtbot.keyClick(plot, Qt.Key.Key_End)
    assert plot.place == len(plot.steps) - 1
    qtbot.keyClick(plot, Qt.Key.Key_Right)
    assert plot.place == len(plot.steps) - 1
    qtbot.keyClick(plot, Qt.Key.Key_Home)
    assert plot.place == 0
    qtbot.mouseClick(plot.controls.next, Qt.MouseButton.LeftButton)
    assert plot.place == 1


def test_after_a_click_on_next_the_arrow_goes_on_there_and_does_not_train(
    plot: BackpropagationPlot, program: Program, qtbot: QtBot
) -> None:
    program.window.docks["backpropagation-1"].setFloating(False)
    program.window.docks.show("backpropagation-1")
    program.window.activateWindow()
    qtbot.waitUntil(lambda: plot.isVisible() and program.window.isActiveWindow())
    qtbot.mouseClick(plot.controls.next, Qt.MouseButton.LeftButton)
    assert plot.hasFocus()
    qtbot.keyClick(plot, Qt.Key.Key_Right)
    assert plot.place == 2
    assert not program.document.is_training
    assert program.document.project.run is None


def test_it_plays_by_itself_to_the_end(plot: BackpropagationPlot, qtbot: QtBot) -> None:
    plot.controls.player.setInterval(1)
    plot.go_to(len(plot.steps) - 3)
    qtbot.mouseClick(plot.controls.play, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: plot.place == len(plot.steps) - 1)
    qtbot.waitUntil(lambda: not plot.controls.play.isChecked())


def test_what_takes_part_stands_out_on_the_canvas(plot: BackpropagationPlot, program: Program, qtbot: QtBot) -> None:
    selection = program.window.selection
    go_to(plot, "A⁽²⁾")
    assert set(selection.in_play) == {LayerItem("L3"), ConnectionItem("L2", "L3")}
    canvas = program.window.canvas
    assert canvas.scene().highlights.dims_edges
    assert canvas.in_play_note.text == f"Backpropagation: step {plot.place + 1} of {len(plot.steps)}"
    selection.dismiss_in_play()
    plot.redraw()
    assert selection.in_play == ()
    plot.go_to(plot.place + 1)
    assert selection.in_play

    assert plot.page is not None
    card = plot.page.cards[0]
    card.hovered.emit((1, 0))
    assert selection.hovered == NeuronItem("L3", 0)
    program.window.docks["backpropagation-1"].hide()
    qtbot.waitUntil(lambda: selection.in_play == ())
    assert not canvas.scene().highlights.dims_edges or selection.hovered is not None


def test_a_click_on_a_gradient_tells_its_paths(plot: BackpropagationPlot, program: Program, qtbot: QtBot) -> None:
    go_to(plot, "∂L/∂W⁽¹⁾")
    assert plot.page is not None
    card = plot.page.cards[0]
    qtbot.mouseClick(card.viewport(), Qt.MouseButton.LeftButton, pos=card.place_of(1, 0))
    assert program.window.selection.items == (EdgeItem("L1", "L2", 1, 0),)
    told = plot.stage.pane.label
    qtbot.waitUntil(lambda: "∂L/∂w₂₁⁽¹⁾" in told.text() and not told.visibleRegion().isEmpty())
    assert "x₁ · g′(a₂⁽¹⁾) · w₁₂⁽²⁾ · g′(a₁⁽²⁾) · ∂L/∂f" in told.text()
    assert told.visibleRegion().boundingRect() == told.rect()  # nothing of it is to be scrolled to
    assert set(program.window.selection.in_play) == {EdgeItem("L1", "L2", 1, 0), EdgeItem("L2", "L3", 0, 1)}
    qtbot.keyClick(plot, Qt.Key.Key_Right)
    assert plot.stage.pane.isHidden()


@pytest.mark.parametrize("entry", [(0, 0), (1, 1)])
def test_in_a_low_and_narrow_plot_the_entry_clicked_stays_under_the_pointer(
    plot: BackpropagationPlot, qtbot: QtBot, entry: tuple[int, int]
) -> None:
    def gradient() -> MatrixCard:
        assert plot.page is not None
        return next(card for card in plot.page.cards if card.term.weighs)

    def place() -> QPoint:
        return gradient().viewport().mapTo(plot, gradient().place_of(*entry))

    pane = plot.stage.pane
    plot.window().resize(240, 270)
    go_to(plot, "∂L/∂W⁽¹⁾")
    qtbot.waitUntil(lambda: plot.width() == 240 and gradient().isVisible())
    before = place()
    qtbot.mouseClick(gradient().viewport(), Qt.MouseButton.LeftButton, pos=gradient().place_of(*entry))
    qtbot.waitUntil(pane.isVisible)
    assert (place() - before).manhattanLength() <= CELL_HEIGHT / 2
    assert not pane.geometry().contains(plot.stage.mapFrom(plot, place()))
    assert pane.label.heightForWidth(pane.label.width()) <= pane.label.height()
    assert "<table" not in pane.label.text()
    close = pane.findChild(QToolButton)
    assert close is not None
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(pane.isHidden)
    assert (place() - before).manhattanLength() <= CELL_HEIGHT / 2


def test_taking_the_step_makes_the_update_that_was_told(
    plot: BackpropagationPlot, program: Program, qtbot: QtBot
) -> None:
    apply(program, optimizer=OptimizerSettings("adam"), precision="float64", l2=0.1, weight_decay=0.01)
    qtbot.waitUntil(lambda: "m̂ of W⁽¹⁾" in [term.name.plain for step in plot.steps for term in step.terms])
    trace = plot.view
    assert isinstance(trace, BackpropagationTrace)
    told = trace.update.terms[-1]
    qtbot.mouseClick(plot.findChild(QToolButton, "take-step"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: program.document.project.run is not None and not program.document.is_training, timeout=60_000
    )
    network = program.document.project.network
    for connection, expected in zip(network.connections, told.weights, strict=True):
        np.testing.assert_allclose(connection.weight, expected, rtol=1e-9)
    for layer, expected in zip(network.layers, told.biases, strict=True):
        np.testing.assert_allclose(layer.bias, expected, rtol=1e-9, atol=1e-12)
    qtbot.waitUntil(lambda: isinstance(plot.view, BackpropagationTrace) and plot.view.request.step == 1)
    assert isinstance(plot.view, BackpropagationTrace)
    assert plot.view.update.number == 2


def test_at_an_earlier_moment_it_tells_the_update_that_the_run_went_on_with(
    plot: BackpropagationPlot, program: Program, qtbot: QtBot
) -> None:
    apply(program, optimizer=OptimizerSettings("adam"), precision="float64", batch_size=2, epochs=4)
    program.training.toggle()
    qtbot.waitUntil(
        lambda: program.document.project.run is not None and not program.document.is_training, timeout=60_000
    )
    moments = program.window.timeline.moments
    place = next(place for place, each in enumerate(moments[:-1]) if each.mini_batch and moments[place + 1].step == 4)
    then = program.document.project.training
    apply(program, learning_rate=30.0, weight_decay=0.5)  # of what comes next, not of what was
    program.window.timeline.show(place)
    qtbot.waitUntil(lambda: isinstance(plot.view, BackpropagationTrace) and plot.view.request.step == 3)
    assert isinstance(plot.view, BackpropagationTrace)
    assert plot.view.update.number == 4
    told = plot.view.update.terms[-1]
    for weights, expected in zip(told.weights, moments[place + 1].parameters.weights, strict=True):
        np.testing.assert_allclose(weights, expected, rtol=1e-9)
    qtbot.waitUntil(lambda: "m̂ of W⁽¹⁾" in [term.name.plain for step in plot.steps for term in step.terms])
    assert titles(plot)[-1] == "L new"
    assert plot.view.update.learning_rate == then.learning_rate
    program.window.timeline.to_end()
    qtbot.waitUntil(lambda: isinstance(plot.view, BackpropagationTrace) and plot.view.update.learning_rate == 30.0)


def test_it_waits_while_training(plot: BackpropagationPlot, program: Program, qtbot: QtBot) -> None:
    apply(program, epochs=1_000_000)
    program.training.toggle()
    assert program.document.is_training
    assert plot.request is None
    qtbot.waitUntil(lambda: program.window.selection.in_play == ())
    assert any(WHILE_TRAINING in label.text() for label in plot._empty.findChildren(type(plot._notice)))
    qtbot.waitUntil(lambda: program.training.state.step > 0, timeout=30_000)  # torch may have to load first
    program.training.toggle()
    qtbot.waitUntil(lambda: not program.document.is_training)
    qtbot.waitUntil(lambda: isinstance(plot.request, BackpropagationRequest) and plot.request.step > 0)


def test_it_is_saved_as_pictures_and_numbers(plot: BackpropagationPlot, tmp_path: Path) -> None:
    go_to(plot, "∂L/∂W⁽²⁾")
    for ending, start in ((".png", b"\x89PNG"), (".svg", b"<?xml")):
        path = tmp_path / f"step{ending}"
        plot.save_image(path)
        assert path.read_bytes().startswith(start)
    table = plot.table()
    assert table is not None
    assert table.names == ("step", "matrix", "sample", "row", "column", "value")
    rows = [*zip(*table.columns, strict=True)]
    assert [row[2] for row in rows if row[1] == "H⁽¹⁾"] == [
        sample for sample in plot.steps[0].terms[0].samples for _ in range(2)
    ]
    assert {row[2] for row in rows if row[1] == "W⁽²⁾"} <= {""}
    lines = table.csv().decode().splitlines()
    assert len([line for line in lines if ",H⁽¹⁾," in line]) == 8  # each number once


def test_a_matrix_that_recurs_says_where_it_comes_from(plot: BackpropagationPlot) -> None:
    places = {title: place for place, title in enumerate(titles(plot))}
    found = recurrences(plot.steps)[Name.of("Δ", 2)]
    assert found.made == places["Δ⁽²⁾"]
    assert found.used == tuple(places[title] for title in ("∂L/∂W⁽²⁾", "∂L/∂b⁽²⁾", "G⁽¹⁾"))
    go_to(plot, "G⁽¹⁾")
    assert plot.page is not None
    plot.page.step_wanted.emit(found.made)  # the link beside it
    assert plot.place == found.made


# A matrix by itself


def test_in_a_low_plot_the_matrices_stand_above_the_words(
    plot: BackpropagationPlot, program: Program, qtbot: QtBot
) -> None:
    def has_numbers_first() -> bool:
        page = plot.page
        formula = None if page is None else page.findChild(LatexLabel)
        assert page is not None
        assert formula is not None
        page.grab()
        return page.cards[0].mapTo(page, QPoint(0, 0)).y() < formula.mapTo(page, QPoint(0, 0)).y()

    dock = next(dock for dock in program.window.docks if dock.widget() is plot)
    dock.setFloating(True)
    dock.resize(600, 640)
    qtbot.waitUntil(lambda: plot.height() > 500 and not has_numbers_first())
    dock.resize(600, 300)
    qtbot.waitUntil(lambda: plot.height() < 400 and has_numbers_first())


def test_numbers_stand_on_the_colour_of_their_sign(qapp: QApplication, qtbot: QtBot) -> None:
    apply_theme(qapp, LIGHT)
    card = MatrixCard(Term(Name.of("G"), np.array([[1.0, -1.0], [0.0, np.nan]]), (2, 2), samples=(5, 7)))
    qtbot.addWidget(card)
    card.show()
    image = card.viewport().grab().toImage()
    ratio = image.devicePixelRatio()

    def color_at(row: int, column: int) -> QColor:
        place = card.place_of(row, column)
        return image.pixelColor(int((place.x() - 24) * ratio), int((place.y() - 7) * ratio))

    assert color_at(0, 0).blue() > color_at(0, 0).red()
    assert color_at(0, 1).red() > color_at(0, 1).blue()
    assert color_at(1, 0) == color_at(1, 1)


def test_of_a_large_matrix_a_corner_is_seen_and_scrolled(qtbot: QtBot) -> None:
    card = MatrixCard(Term(Name.of("W"), np.arange(600.0).reshape(20, 30), (700, 30), "L2", "L1"))
    qtbot.addWidget(card)
    card.show()
    assert card.entry_at(card.place_of(0, 0)) == (0, 0)
    with qtbot.waitSignal(card.hovered) as pointed:
        qtbot.mouseMove(card.viewport(), card.place_of(1, 2))
    assert pointed.args == [(1, 2)]
    card.verticalScrollBar().setValue(20 - MOST_ROWS)
    card.horizontalScrollBar().setValue(30 - MOST_COLUMNS)
    assert card.entry_at(card.place_of(19, 29)) == (19, 29)
    assert card.term.item_at(19, 29) == EdgeItem("L1", "L2", 19, 29)
    assert (columns_within(300), columns_within(2000)) == (3, MOST_COLUMNS)
    anew = MatrixCard(card.term)
    qtbot.addWidget(anew)
    anew.scroll_like(card)
    assert anew.entry_at(card.place_of(19, 29)) == (19, 29)

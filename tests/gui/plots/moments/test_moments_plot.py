"""Two moments of a run side by side, with a real engine."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from engine.network.model import parameters_of
from engine.process.views.moments import MomentsSeen
from engine.project.edits import change_training
from engine.project.examples import EXAMPLES
from engine.project.history import column
from engine.project.project import Project
from gui.app import Program
from gui.plots.elided_combo_box import SHORT_ROLE
from gui.plots.kinds import PLOT_KINDS
from gui.plots.moments.delta_table import distance
from gui.plots.moments.plot import MomentsPlot
from tests.gui.programs import train


@pytest.fixture
def project() -> Project:
    return change_training(EXAMPLES["circles"].build(), epochs=5, precision="float64")


def cells(plot: MomentsPlot) -> dict[str, list[str]]:
    table, found = plot._table, {}
    for row in range(table.rowCount()):
        items = [table.item(row, column) for column in range(4)]
        texts = ["" if item is None else item.text() for item in items]
        found[texts[0]] = texts[1:]
    return found


def test_start_and_end_are_compared_and_the_second_follows_the_timeline(program: Program, qtbot: QtBot) -> None:
    window = program.window
    assert not window.actions_by_name["compare-moments"].isEnabled()
    train(program, qtbot)
    window.actions_by_name["compare-moments"].trigger()
    window.actions_by_name["compare-moments"].trigger()  # the same plot again
    assert list(window.open_plots) == ["moments-1"]
    plot = window.open_plots["moments-1"]
    assert isinstance(plot, MomentsPlot)
    qtbot.waitUntil(lambda: isinstance(plot.view, MomentsSeen))
    run = program.document.project.run
    assert run is not None
    losses = column(run.history, "training_loss")
    seen = plot._seen
    assert seen is not None
    np.testing.assert_allclose([one.parts["training"].loss for one in seen], [losses[0], losses[-1]], rtol=1e-9)
    end = parameters_of(program.document.project.network)
    assert distance(run.initial, end) == pytest.approx(
        np.sqrt(sum(np.sum((b - a) ** 2) for a, b in zip(run.initial.weights + run.initial.biases,
                                                         end.weights + end.biases, strict=True)))
    )  # fmt: skip
    timeline = window.timeline
    timeline.show(0)
    qtbot.waitUntil(lambda: "0 → 0" in plot.readout)
    assert cells(plot)["Training loss"][2] == "0"
    data_set = plot.subject.data_set
    assert data_set is not None
    place = data_set.inputs[7]
    plot.pointer.clicked.emit(plot._panes[1].plot.getViewBox().mapViewToScene(QPointF(*place)))
    assert program.document.view.selected_sample is not None


def test_moments_marked_can_be_chosen(program: Program, qtbot: QtBot) -> None:
    window = program.window
    train(program, qtbot)
    window.timeline.show(3)
    window.timeline.mark()
    window.timeline.to_end()
    step = window.timeline.moments[3].step
    assert list(window.runs.moments) == ["shown", "start", f"step-{step}", "end"]
    window.actions_by_name["compare-moments"].trigger()
    plot = window.open_plots["moments-1"]
    assert isinstance(plot, MomentsPlot)
    plot.choose(first=f"step-{step}")
    qtbot.waitUntil(lambda: f"step {step} → " in plot.readout)
    table = plot.table()
    assert table is not None
    columns = {name: np.array(column) for name, column in zip(table.names, table.columns, strict=True)}
    assert set(columns["moment"]) == {"Marked", "Shown"}
    data_set, is_first = plot.subject.data_set, columns["step"] == step
    assert data_set is not None
    assert np.count_nonzero(is_first & (columns["part"] != "grid")) == data_set.sample_count
    outputs = plot._seen[0].outputs[data_set.training_indices]
    np.testing.assert_array_equal(columns["f"][is_first & (columns["part"] == "training")].astype(float), outputs[:, 0])
    plot._table.actions()[0].trigger()
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied[0] == "quantity,first (Marked),second (Shown),difference"
    assert copied[1].startswith("Training loss,")
    program.training.reset()
    qtbot.waitUntil(lambda: not plot._table.isVisible())
    assert plot.wanted() is None


def test_moments_are_told_by_their_kind_where_there_is_little_room(program: Program, qtbot: QtBot) -> None:
    train(program, qtbot)
    name = program.window.open_plots.open(PLOT_KINDS["moments"])
    plot = program.window.open_plots[name]
    assert isinstance(plot, MomentsPlot)
    box = plot._boxes["first"]
    qtbot.waitUntil(lambda: box.count() > 1)
    assert {box.itemData(index, SHORT_ROLE) for index in range(box.count())} >= {"Start", "Shown", "End"}
    box.showPopup()
    assert box.view().width() >= box.view().sizeHintForColumn(0)
    box.hidePopup()


def test_what_changed_takes_the_boundaries_place_in_a_low_plot_where_a_person_wants_it(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    train(program, qtbot)
    name = program.window.open_plots.open(PLOT_KINDS["moments"])
    plot, dock = program.window.open_plots[name], program.window.docks[name]
    assert isinstance(plot, MomentsPlot)
    qtbot.waitUntil(lambda: plot._table.rowCount() > 0)
    assert plot.height() < 400
    button = next(each for each in plot.findChildren(QToolButton) if each.accessibleName() == "Table")
    for _twice in range(2):
        assert (plot.graphics.isVisible(), plot._table.isVisible()) == (True, False)
        button.click()
        assert (plot.graphics.isVisible(), plot._table.isVisible()) == (False, True)
        assert plot._table.horizontalScrollBar().maximum() == 0
        button.click()
    button.click()
    dock.setFloating(True)
    dock.resize(500, 700)
    qtbot.waitUntil(lambda: plot.graphics.isVisible() and plot._table.isVisible())
    plot.save_image(tmp_path / "moments.png")
    picture, below = QImage(str(tmp_path / "moments.png")), plot.graphics.height() + plot._table.height()
    assert picture.height() / 2 > below + 40  # title and text beside both

"""The curves plot with runs of a book: what it draws, tells and lets people do; no engine takes part."""

from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QModelIndex, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from engine.project.edits import change_training
from engine.project.examples import EXAMPLES
from engine.project.history import HISTORY_COLUMNS
from engine.project.project import Project, begin_run
from engine.project.runs.course import Course, with_settings, with_time
from engine.project.runs.run_list import KeptRun, RunList, with_run_kept
from gui.plots.axis import PlotAxis
from gui.plots.curves.plot import CurvesPlot
from gui.plots.curves.table_model import NAME
from gui.plots.engine_plot import PlotSettings
from gui.plots.lines_item import LinesItem
from gui.run_book import RunBook
from gui.selection import Selection
from gui.theme import ThemeManager


def trained(losses: np.ndarray, **settings: float) -> Project:
    project = change_training(EXAMPLES["circles"].build(), **settings)
    rows = np.zeros((len(losses), len(HISTORY_COLUMNS)))
    rows[:, 0], rows[:, 1] = 16 * np.arange(len(losses)), np.arange(len(losses))
    rows[:, 2], rows[:, 3] = losses, losses + 0.1
    return replace(project, run=replace(begin_run(project), step=int(rows[-1, 0]), history=rows))


def course_of(project: Project) -> Course:
    assert project.run is not None
    timed = with_time(with_time(Course(), 0, 0.0), project.run.step, 2.0)
    return with_settings(timed, 0, project.training, 160)


@pytest.fixture
def book() -> RunBook:
    """A book with two runs kept, and the present one."""
    kept = RunList()
    for rate, level in ((0.1, 0.8), (0.5, 0.6)):
        project = trained(np.linspace(level, level / 2, 50), learning_rate=rate)
        kept = with_run_kept(kept, project, course_of(project))
    book = RunBook()
    book.set_kept(kept)
    present = trained(np.linspace(0.4, 0.1, 50), learning_rate=0.9)
    book.set_present(present, course_of(present))
    assert present.run is not None
    book.history.append(present.run.history)
    return book


@pytest.fixture
def plot(theme_manager: ThemeManager, book: RunBook, qtbot: QtBot) -> CurvesPlot:
    plot = CurvesPlot(theme_manager, Selection())
    qtbot.addWidget(plot)
    plot.follow_runs(book)
    plot.resize(700, 500)
    plot.show()
    qtbot.waitExposed(plot)
    return plot


def names(plot: CurvesPlot) -> list[str]:
    return [row.title for row in plot._table.model.rows]


def colors_in(plot: CurvesPlot) -> set[str]:
    image = plot.graphics.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(0, image.height(), 1)}


def test_all_runs_are_drawn_and_compared(plot: CurvesPlot) -> None:
    assert names(plot) == ["α = 0.5 → 0.9 (now)", "α = 0.1 → 0.5", "Run 1"]
    table = plot._table.model.table()
    assert table.names[:2] == ("Run", "α")
    assert list(table.columns[1]) == ["0.9", "0.5", "0.1"]
    shown = colors_in(plot)
    assert {plot._color_of(number).name() for number in (0, 1, 2)} <= shown


def test_a_run_that_is_not_ticked_is_not_drawn(plot: CurvesPlot, book: RunBook) -> None:
    model = plot._table.model
    model.setData(model.index(1, NAME), Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    assert not book.kept[2].is_shown
    assert plot._color_of(2).name() not in colors_in(plot)
    assert plot._color_of(1).name() in colors_in(plot)


def test_a_run_is_renamed_restored_and_deleted(plot: CurvesPlot, book: RunBook, qtbot: QtBot) -> None:
    model, actions = plot._table.model, plot._table._actions
    assert not actions["restore"].isEnabled()
    assert "Select a run" in actions["restore"].toolTip()
    plot._table.view.selectRow(2)
    model.setData(model.index(2, NAME), "slow", Qt.ItemDataRole.EditRole)
    assert book.kept[1].name == "slow"
    with qtbot.waitSignal(book.restore_requested) as restored:
        actions["restore"].trigger()
    assert isinstance(restored.args[0], KeptRun)
    assert restored.args[0].number == 1
    plot._table.set_obstacle("Not now.")
    assert not actions["restore"].isEnabled()
    actions["delete"].trigger()
    assert names(plot) == ["α = 0.5 → 0.9 (now)", "α = 0.1 → 0.5"]


def test_the_table_is_sorted_by_numbers_and_copied_whole(plot: CurvesPlot) -> None:
    view = plot._table.view
    view.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    shown = [view.model().index(row, 1, QModelIndex()).data() for row in range(3)]
    assert shown == ["0.1", "0.5", "0.9"]
    assert plot._table._actions["copy"].isEnabled()
    plot._table._actions["copy"].trigger()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 4
    assert lines[0].startswith("Run,α,The last training loss")


def test_the_values_of_all_runs_under_the_pointer(plot: CurvesPlot) -> None:
    place = plot._view_box.mapViewToScene(QPointF(49.0, 0.3))
    plot.pointer.moved.emit(place)
    for expected in ("epoch 49", "this run", "0.1 / 0.2", "Run 1", "0.4 / 0.5", "α = 0.1 → 0.5", "0.3 / 0.4"):
        assert expected in plot.footer.toolTip()
    plot.pointer.left.emit()
    assert "Run 1" not in plot.footer.toolTip()


@pytest.mark.parametrize(
    ("options", "left", "top"),
    [
        ({"along": "second"}, 0.0, 2.0),
        ({"along": "log-epoch"}, 0.0, np.log10(49)),
        ({"log": "True"}, 0.0, 49.0),
        ({"quantity": "learning_rate"}, 0.0, 49.0),
        ({"smoothing": "0.1"}, 0.0, 49.0),
    ],
)
def test_other_axes_show_the_whole_of_all_runs(
    plot: CurvesPlot, options: dict[str, str], left: float, top: float
) -> None:
    plot.set_settings(PlotSettings(options=options))
    plot.reset_view()
    low, high = plot._view_box.viewRange()[0]
    assert low <= left
    assert top <= high <= top + 0.2 * (top - left)


def test_a_run_that_grows_stays_in_view_and_marks_its_best_epoch(plot: CurvesPlot, book: RunBook) -> None:
    rows = book.history.rows[-1:].repeat(30, axis=0)
    rows[:, 0] += 16 * np.arange(1, 31)
    rows[:, 1] += np.arange(1, 31)
    rows[:, 3] += 1.0
    book.history.append(rows)
    book.history_changed.emit()
    assert plot._view_box.viewRange()[0][1] >= 79
    assert "best epoch 49" in plot.footer.toolTip()


def test_patience_is_shaded_after_the_best_epoch(plot: CurvesPlot, book: RunBook) -> None:
    stopping = replace(book.project.training.stopping, patience=20)
    book.set_present(change_training(book.project, stopping=stopping), book.course)
    assert plot._marks._span.isVisible()
    np.testing.assert_allclose(plot._marks._span.getRegion(), (49.0, 69.0))


def test_a_narrow_plot_leaves_the_table_out_until_a_person_wants_it(plot: CurvesPlot) -> None:
    plot.resize(300, 250)
    assert plot._table.isHidden()
    plot._shows_table.click()
    assert not plot._table.isHidden()


def test_metrics_are_asked_for_while_one_is_shown(plot: CurvesPlot) -> None:
    assert plot.wanted() is None
    plot.set_settings(PlotSettings(options={"quantity": "r2"}))
    assert plot.wanted() is not None


def test_it_saves_its_curves(plot: CurvesPlot, tmp_path: Path) -> None:
    table = plot.table()
    assert table is not None
    assert table.names == ("run", "part", "step", "epoch", "Loss")
    assert ("Run 1", "validation") in set(zip(*table.columns[:2], strict=True))
    plot.set_settings(PlotSettings(options={"along": "log-epoch", "smoothing": "0.1", "log": "True"}))
    smooth = plot.table()
    assert smooth is not None
    assert smooth.names == ("run", "part", "step", "epoch", "Loss", "Loss smoothed")
    shown = np.array(smooth.columns[3]) > 0
    np.testing.assert_allclose(np.array(smooth.columns[3])[shown].max(), max(table.columns[3]))
    plot.save_image(tmp_path / "curves.svg")
    assert (tmp_path / "curves.svg").stat().st_size > 1000


def lengthen(book: RunBook, count: int) -> None:
    rows = book.history.rows[-1:].repeat(count, axis=0)
    rows[:, :2] += np.arange(1, count + 1)[:, np.newaxis] * (16, 1)
    book.history.append(rows)
    book.history_changed.emit()


def test_while_a_run_goes_on_those_kept_and_the_axes_are_not_painted_again(
    plot: CurvesPlot, book: RunBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    plot.set_subject(replace(plot.subject, is_training=True))
    for _frame in range(5):  # for those kept to be made for another scale, one a frame
        lengthen(book, 1)
        plot.graphics.grab()
    painted: list[object] = []
    monkeypatch.setattr(LinesItem, "paint", lambda item, *_rest: painted.append(item))
    monkeypatch.setattr(PlotAxis, "generateDrawSpecs", lambda axis, _painter: painted.append(axis))
    lengthen(book, 1)
    assert {plot._color_of(number).name() for number in (0, 1, 2)} <= colors_in(plot)
    assert not painted


def test_a_run_that_rests_is_shown_up_to_its_end(plot: CurvesPlot, book: RunBook) -> None:
    plot.set_subject(replace(plot.subject, is_training=True))
    lengthen(book, 950)
    assert plot._view_box.viewRange()[0][1] > 1060
    plot.set_subject(replace(plot.subject, is_training=False))
    assert 999 <= plot._view_box.viewRange()[0][1] < 1060


def test_a_run_that_begins_is_awaited(plot: CurvesPlot) -> None:
    plot.follow_runs(RunBook())
    plot.set_subject(replace(plot.subject, is_training=True))
    assert any("Starting" in label.text() for label in plot._empty.findChildren(QLabel))


def test_the_present_run_can_be_named(plot: CurvesPlot, book: RunBook, qtbot: QtBot) -> None:
    model, rename = plot._table.model, plot._table._actions["rename"]
    plot._table.view.selectRow(0)
    assert rename.isEnabled()
    assert model.index(0, NAME).data(Qt.ItemDataRole.EditRole) == "α = 0.5 → 0.9"
    with qtbot.waitSignal(book.naming_requested) as named:
        model.setData(model.index(0, NAME), " fast  one ", Qt.ItemDataRole.EditRole)
    book.set_present(book.project, replace(book.course, name=named.args[0]))
    assert names(plot)[0] == "fast one (now)"


def test_a_run_of_another_loss_is_not_drawn_on_this_ones_axis_and_its_row_says_why(
    plot: CurvesPlot, book: RunBook
) -> None:
    other = change_training(trained(np.linspace(9.0, 4.0, 50)), loss="squared_error")
    book.set_kept(with_run_kept(book.kept, other, course_of(other)))
    table = plot._table.model
    row = next(place for place, each in enumerate(table.rows) if each.obstacle)
    assert "another loss: Squared error" in [table.index(row, column).data() for column in range(table.columnCount())]
    index = table.index(row, NAME)
    assert index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked
    assert not index.flags() & Qt.ItemFlag.ItemIsUserCheckable
    assert "1 run of another loss or other data not drawn" in plot.readout
    assert plot._view_box.viewRange()[1][1] < 2.0
    plot.set_settings(PlotSettings(options={"quantity": "learning_rate"}))  # the same quantity for all runs
    assert not any(each.obstacle for each in table.rows)
    plot.set_settings(PlotSettings(options={"quantity": "accuracy"}))  # of the same data, whatever the loss
    assert not any(each.obstacle for each in table.rows)


def test_before_the_present_run_begins_those_kept_are_compared_with_the_newest(plot: CurvesPlot, book: RunBook) -> None:
    book.history.clear()
    book.set_present(change_training(EXAMPLES["circles"].build(), loss="squared_error"), Course())
    assert not any(each.obstacle for each in plot._table.model.rows)
    assert isinstance(axis := plot._plot.getAxis("left"), PlotAxis)
    assert axis.labelText == "Binary log loss"


def test_the_table_leaves_a_low_plot_room_for_its_curves(plot: CurvesPlot, qtbot: QtBot) -> None:
    plot.set_settings(PlotSettings(options={"table": "True"}))
    plot.resize(375, 270)
    qtbot.waitUntil(lambda: plot._table.isVisible() and plot.graphics.height() >= 96)
    plot.resize(375, 200)
    qtbot.waitUntil(lambda: not plot._table.isVisible())
    assert not plot._shows_table.isEnabled()
    assert "taller" in plot._shows_table.toolTip()
    plot.resize(375, 400)
    qtbot.waitUntil(plot._table.isVisible)

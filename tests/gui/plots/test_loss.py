from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from engine.project.history import HISTORY_COLUMNS
from gui.plots.lines_item import LinesItem
from gui.plots.loss import LossPlot
from gui.theme import ThemeManager

Pixel = Callable[[QWidget, QPoint], QColor]


def history(losses: list[float], validation: float | None = 0.5, accuracy: float = np.nan) -> np.ndarray:
    epochs = np.arange(len(losses), dtype=float)
    second = np.full(len(losses), np.nan if validation is None else validation)
    return np.column_stack(
        [epochs * 4, epochs, losses, second, *np.full((2, len(losses)), accuracy), np.zeros(len(losses))]
    )


class Paints(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        self.count += event.type() == QEvent.Type.Paint
        return super().eventFilter(watched, event)


@pytest.fixture
def plot(qtbot: QtBot, theme_manager: ThemeManager) -> LossPlot:
    widget = LossPlot(theme_manager)
    widget.resize(500, 400)
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def view_range(plot: LossPlot) -> list[list[float]]:
    return plot.graphics.ci.getItem(0, 0).getViewBox().viewRange()


def place_of(plot: LossPlot, epoch: float, height: float) -> QPoint:
    view_box = plot.graphics.ci.getItem(0, 0).getViewBox()
    return plot.graphics.mapFromScene(view_box.mapViewToScene(QPointF(epoch, height)))


def button(plot: LossPlot, name: str) -> QToolButton:
    return next(found for found in plot.findChildren(QToolButton) if found.accessibleName() == name)


def segment_counts(plot: LossPlot) -> list[int]:
    counts = (item.segment_count for item in plot.graphics.scene().items() if isinstance(item, LinesItem))
    return sorted(count for count in counts if count)


def visible_texts(plot: LossPlot) -> set[str]:
    return {label.text() for label in plot.findChildren(QLabel) if label.isVisible()}


def test_before_training_it_says_how_to_train(plot: LossPlot) -> None:
    assert "Press Space to train." in visible_texts(plot)
    plot.set_history(history([1.0, 0.5]))
    assert "Press Space to train." not in visible_texts(plot)
    plot.set_history(np.empty((0, len(HISTORY_COLUMNS))))
    assert "Press Space to train." in visible_texts(plot)


def test_nothing_is_said_of_a_history_that_is_gone(plot: LossPlot) -> None:
    plot.set_history(history([1.0, 0.5]), "From before the edit.")
    assert "From before the edit." in visible_texts(plot)
    plot.set_history(np.empty((0, len(HISTORY_COLUMNS))), "From before the edit.")
    assert "From before the edit." not in visible_texts(plot)


def test_before_the_first_losses_it_says_that_training_starts(plot: LossPlot) -> None:
    plot.set_training(True)
    assert "Starting …" in visible_texts(plot)
    assert "Press Space to train." not in visible_texts(plot)
    plot.set_training(False)
    assert "Press Space to train." in visible_texts(plot)


def test_of_very_many_epochs_whole_ones_are_told(plot: LossPlot) -> None:
    rows = history([1.0, 0.5])
    rows[:, HISTORY_COLUMNS.index("epoch")] = (0.0, 268_195.06)
    plot.set_history(rows)
    assert "epoch 268,195" in plot.readout.replace("&nbsp;", " ")
    assert "268,195.06" not in plot.readout


def test_appended_rows_look_like_those_set_at_once(plot: LossPlot) -> None:
    rows = history(list(np.exp(-np.arange(60) / 20)))
    plot.set_history(rows)
    plot.grab()
    at_once = plot.grab().toImage()
    plot.set_history(rows[:1])
    for part in np.array_split(rows[1:], 7):
        plot.append(part)
    plot.grab()
    assert plot.grab().toImage() == at_once


def test_the_curve_runs_through_the_values(plot: LossPlot, pixel: Pixel) -> None:
    plot.set_history(history([0.25] * 11, validation=0.75))
    plot.grab()
    for height, color in ((0.25, plot.theme.palette.plot_line), (0.75, plot.theme.palette.accent)):
        place = plot.graphics.mapTo(plot, place_of(plot, 5.5, height))
        found = [pixel(plot, place + QPoint(0, dy)) for dy in (-1, 0, 1)]
        nearest = min(abs(one.lightness() - QColor(color).lightness()) for one in found)
        assert nearest < 40, [one.name() for one in found]


def test_the_latest_values_are_told_and_those_under_the_pointer(qtbot: QtBot, plot: LossPlot) -> None:
    plot.set_history(history([0.9, 0.6, 0.3], validation=0.7))
    plot.grab()
    assert "epoch 2" in plot.readout
    assert "0.3" in plot.readout
    assert "0.7" in plot.readout
    qtbot.mouseMove(plot.graphics.viewport(), place_of(plot, 1.2, 0.5))
    qtbot.waitUntil(lambda: "epoch 1 " in plot.readout)
    assert "0.6" in plot.readout


def test_an_epoch_is_told_to_two_decimals(plot: LossPlot) -> None:
    rows = history([0.9, 0.6])
    rows[-1, 1] = 9.386364
    plot.set_history(rows)
    plot.grab()
    assert "epoch 9.39 " in plot.readout.replace("&nbsp;", " ")


def test_a_missing_validation_part_is_left_out(plot: LossPlot) -> None:
    plot.set_history(history([0.9, 0.6, 0.3], validation=None))
    assert "validation" not in plot.readout
    assert segment_counts(plot) == [2]


@pytest.mark.parametrize("size", [(240, 200), (250, 290)])
def test_the_axis_stays_in_view_when_the_text_below_takes_another_line(
    qtbot: QtBot, plot: LossPlot, size: tuple[int, int]
) -> None:
    plot.resize(*size)
    plot.set_history(history([0.5, 0.4], validation=None))
    room = plot.graphics.height()
    plot.set_history(history([0.123456789] * 300, validation=0.123456789))
    qtbot.waitUntil(lambda: plot.graphics.height() < room)
    axis = plot.graphics.ci.getItem(0, 0).getAxis("bottom")
    seen = QRectF(plot.graphics.viewport().rect())
    assert seen.contains(plot.graphics.mapFromScene(axis.mapRectToScene(axis.rect())).boundingRect())
    assert seen.contains(
        plot.graphics.mapFromScene(axis.label.sceneBoundingRect()).boundingRect().adjusted(4, 4, -4, -4)
    )


def test_the_axis_is_in_view_however_often_a_run_begins_anew(plot: LossPlot) -> None:
    for _ in range(3):
        plot.set_history(history([]))
        plot.grab()
        plot.append(history([0.5, 0.4]))
        axis = plot.graphics.ci.getItem(0, 0).getAxis("bottom")
        assert axis.sceneBoundingRect().bottom() <= plot.graphics.height()


def test_a_short_axis_is_called_by_a_short_name(plot: LossPlot, qtbot: QtBot) -> None:
    axis = plot.graphics.ci.getItem(0, 0).getAxis("left")
    plot.set_history(history([0.5, 0.4]))
    assert axis.label.toPlainText() == "Binary log loss"
    plot.resize(240, 180)
    qtbot.waitUntil(lambda: axis.label.toPlainText() == "loss")


def test_a_logarithmic_axis_leaves_zeros_and_less_out(qtbot: QtBot, plot: LossPlot) -> None:
    plot.set_history(history([1.0, 0.1, 0.0, -1.0, 0.01, 0.001], validation=None))
    with qtbot.waitSignal(plot.logarithmic_changed) as changed:
        qtbot.mouseClick(button(plot, "Log"), Qt.MouseButton.LeftButton)
    assert changed.args == [True]
    assert segment_counts(plot) == [2]
    low, high = view_range(plot)[1]
    assert -3.5 < low < -3
    assert 0 < high < 0.5
    plot.set_history(history([0.0, -1.0], validation=None))
    assert segment_counts(plot) == []


def test_set_from_outside_the_scale_changes_without_a_signal(qtbot: QtBot, plot: LossPlot) -> None:
    plot.set_history(history([1.0, 0.01]))
    with qtbot.assertNotEmitted(plot.logarithmic_changed):
        plot.set_logarithmic(True)
    assert view_range(plot)[1][0] < -2


def test_accuracy_has_a_page_of_its_own(qtbot: QtBot, plot: LossPlot) -> None:
    plot.set_history(history([0.9, 0.6], accuracy=0.875))
    qtbot.mouseClick(button(plot, "Accuracy"), Qt.MouseButton.LeftButton)
    assert "0.875" in plot.readout
    assert not button(plot, "Log").isEnabled()
    assert not button(plot, "Loss").isChecked()
    plot.set_history(history([0.9, 0.6]))
    assert any("Accuracy is for classes" in text for text in visible_texts(plot))


def zoom_in(plot: LossPlot, around: float) -> None:
    view_box = plot.graphics.ci.getItem(0, 0).getViewBox()
    view_box.scaleBy((0.2, 0.2), center=(around, 0.5))
    view_box.sigRangeChangedManually.emit([True, True])  # what pyqtgraph's wheel and drag do next


def rows_at(epoch: float) -> np.ndarray:
    return history([0.4]) + np.array([4 * epoch, epoch, 0, 0, 0, 0, 0])


def test_it_follows_the_run_until_someone_zooms_and_again_after_a_double_click(
    plot: LossPlot, double_click: Callable[[QWidget, QPoint], None]
) -> None:
    plot.set_history(history(list(np.linspace(1, 0.5, 50))))
    assert not button(plot, "Show the whole run").isVisible()
    zoom_in(plot, 20)
    zoomed = view_range(plot)[0]
    plot.append(rows_at(50))
    assert view_range(plot)[0] == zoomed
    double_click(plot.graphics.viewport(), QPoint(200, 100))
    assert view_range(plot)[0][1] >= 50
    assert not button(plot, "Show the whole run").isVisible()


def test_zoomed_in_on_the_end_of_a_run_it_keeps_the_end_in_sight(plot: LossPlot) -> None:
    plot.set_history(history(list(np.linspace(1, 0.5, 50))))
    zoom_in(plot, 49)
    low = view_range(plot)[0][0]
    plot.append(rows_at(80))
    assert view_range(plot)[0][0] == low
    assert 80 <= view_range(plot)[0][1] < 90


def test_a_run_that_begins_to_go_on_is_in_sight_wherever_someone_has_zoomed(plot: LossPlot) -> None:
    plot.set_history(history(list(np.linspace(1, 0.5, 50))))
    zoom_in(plot, 20)
    button(plot, "Show the whole run").click()
    assert view_range(plot)[0][1] >= 49
    zoom_in(plot, 20)
    plot.set_training(True)
    plot.append(rows_at(80))
    assert view_range(plot)[0][1] >= 80


def test_the_last_of_a_thousand_epochs_has_its_label_in_a_narrow_plot(plot: LossPlot) -> None:
    plot.resize(240, 300)
    plot.set_history(history(list(np.linspace(1, 0.5, 1001))))
    plot.grab()
    picture = QPixmap(1, 1)
    painter = QPainter(picture)
    _axis, _ticks, labels = plot.graphics.ci.getItem(0, 0).getAxis("bottom").generateDrawSpecs(painter)
    painter.end()
    assert "1000" in [text for _place, _flags, text in labels]


def test_a_moment_between_two_measured_says_which_step_its_loss_is_of(plot: LossPlot) -> None:
    rows = history([1.0, 0.5, 0.25])
    rows[:, 0] = (0, 10, 20)
    plot.set_history(rows)
    plot.set_moment(17)
    assert "measured at step 10" in plot.readout
    plot.set_moment(20)
    assert "measured" not in plot.readout
    plot.set_moment(None)
    assert "measured" not in plot.readout


def test_where_rows_wait_for_their_turn_the_pointer_marks_none_of_them(plot: LossPlot) -> None:
    plot.set_history(history([1.0, 0.5]))
    plot.takes_turns = True
    plot.append(rows_at(80))
    plot.set_moment(0)
    assert "epoch 1" in plot.readout
    plot.takes_turns = False
    plot.catch_up()
    assert "epoch 0" in plot.readout


def test_a_million_rows_are_drawn_as_no_more_segments_than_pixels_show(plot: LossPlot) -> None:
    losses = np.exp(-np.arange(1_000_000) / 2e5)
    plot.set_history(history(list(losses)))
    assert 100 < max(segment_counts(plot)) <= 3 * plot.width()


def test_many_updates_make_no_more_items(plot: LossPlot) -> None:
    def update(count: int) -> int:
        plot.append(history([0.5])[:1] + np.array([count, count, 0, 0, 0, 0, 0]))
        plot.grab()
        return len(plot.graphics.scene().items())

    update(0)
    counts = {update(count) for count in range(1, 12)}
    # Axis labels are painted, not items: only the first drawing may add any.
    assert len(counts) == 1


def test_a_growing_run_is_painted_once_a_frame(qtbot: QtBot, plot: LossPlot) -> None:
    paints = Paints(plot.graphics.viewport())
    plot.set_history(history([1.0, 0.5]))
    QApplication.processEvents()
    paints.count = 0
    plot.append(np.array([[800.0, 200.0, 0.25, 0.5, np.nan, np.nan, 0]]))
    qtbot.waitUntil(lambda: paints.count > 0)
    QApplication.processEvents()
    assert paints.count == 1


def test_a_hidden_plot_draws_nothing_and_catches_up_when_shown(qtbot: QtBot, plot: LossPlot) -> None:
    plot.set_history(history([1.0, 0.5]))
    plot.hide()
    plot.append(np.array([[8.0, 2.0, 0.25, 0.5, np.nan, np.nan, 0]]))
    assert "epoch 1" in plot.readout
    with qtbot.waitExposed(plot):
        plot.show()
    assert "epoch 2" in plot.readout


def test_what_is_missing_is_said_before_training(plot: LossPlot) -> None:
    plot.set_empty_text("Connect an output layer.")
    assert "Connect an output layer." in visible_texts(plot)
    assert "Press Space to train." not in visible_texts(plot)
    plot.set_empty_text("")
    assert "Press Space to train." in visible_texts(plot)


def test_the_penalty_is_a_curve_of_its_own_and_the_sum_is_told(plot: LossPlot) -> None:
    rows = history([1.0, 0.5, 0.25])
    plot.set_history(rows)
    assert "penalty" not in plot.readout
    rows[:, HISTORY_COLUMNS.index("penalty")] = (0.0, 0.5, 0.75)
    plot.set_history(rows)
    assert all(told in plot.readout for told in ("training 0.25", "validation 0.5", "penalty 0.75", "penalty 1"))
    assert segment_counts(plot) == [2, 2, 2]
    plot.set_history(history([1.0, 0.5]))
    assert segment_counts(plot) == [1, 1]


def test_in_a_narrow_plot_data_term_penalty_and_sum_are_told_in_fewer_words(plot: LossPlot) -> None:
    plot.resize(240, 300)
    rows = history([0.123456], validation=0.234567)
    rows[:, HISTORY_COLUMNS.index("penalty")] = 0.0345678
    plot.set_history(rows)
    told = plot.readout.replace("&nbsp;", " ")
    assert all(part in told for part in ("train 0.1235", "val. 0.2346", "penalty 0.03457", "sum 0.158")), told

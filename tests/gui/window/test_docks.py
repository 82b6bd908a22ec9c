"""Docks at sizes of the window from small to large."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QDockWidget, QTabBar
from pytestqt.qtbot import QtBot

from engine.project.examples import EXAMPLES
from gui.app import Program
from gui.plots.kinds import PLOT_KINDS
from gui.settings import Settings
from gui.window.docks import LEAST_DATA_WIDTH, LEAST_MATRIX_HEIGHT, PLOTS
from gui.window.main_window import MainWindow
from gui.window.opened_docks import OPENED_WIDTH
from gui.window.presentation import PROJECTOR_SCALE

NARROW, WIDE = (960, 640), (1440, 900)


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    program = Program(qapp, Settings(tmp_path / "settings.ini"))
    program.first_paint.happened.disconnect()
    assert program.window.panels
    assert program.window.plots
    program.window.resize(*WIDE)
    program.window.show()
    program.window.docks.arrange()  # the screen of these tests is smaller than the window
    yield program.window
    program.window.close()
    program.stop()
    program.themes.deleteLater()


def stand_side_by_side(window: MainWindow) -> bool:
    return not any(window.tabifiedDockWidgets(window.docks[name]) for name in PLOTS)


def has_title(dock: QDockWidget) -> bool:
    return dock.titleBarWidget() is None


def places(window: MainWindow) -> dict[str, QRect]:
    """Give where everything to be seen stands."""
    seen = [*window.docks, window.canvas]
    return {each.objectName(): each.geometry() for each in seen if not each.visibleRegion().isEmpty()}


def overlapping(window: MainWindow) -> list[tuple[str, str]]:
    shown = [dock for dock in window.docks if not dock.visibleRegion().isEmpty()]
    return [
        (first.objectName(), second.objectName())
        for number, first in enumerate(shown)
        for second in shown[:number]
        if first.geometry().intersects(second.geometry())
    ]


def test_plots_stand_side_by_side_where_there_is_room(window: MainWindow) -> None:
    assert stand_side_by_side(window)
    assert overlapping(window) == []


def test_in_a_narrow_window_plots_share_a_place_and_nothing_overlaps(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(*NARROW)
    qtbot.waitUntil(lambda: not stand_side_by_side(window) and not overlapping(window))
    assert window.docks["boundary"].visibleRegion().boundingRect().width() > 240


def test_a_plot_opened_in_a_small_window_is_wide_enough_and_closed_leaves_all_as_it_was(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: stand_side_by_side(window) and not overlapping(window))
    name = window.open_plots.open(PLOT_KINDS["features"])
    dock = window.docks[name]
    qtbot.waitUntil(lambda: dock.width() >= OPENED_WIDTH - 10 and not overlapping(window))
    assert window.docks.is_in_front(window.docks["boundary"])
    dock.close()
    qtbot.waitUntil(lambda: name not in window.docks and stand_side_by_side(window) and not overlapping(window))
    widths = [window.docks[plot].width() for plot in PLOTS]
    assert max(widths) - min(widths) <= 5
    assert sorted(PLOTS, key=lambda plot: window.docks[plot].x()) == list(PLOTS)


def test_in_projector_size_nothing_overlaps_in_a_narrow_window(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_by_name["larger"].trigger()
    window.resize(*NARROW)
    qtbot.waitUntil(lambda: window.canvas.width() == NARROW[0] and not overlapping(window))
    assert window.docks["boundary"].visibleRegion().boundingRect().width() > 240


def test_widened_again_the_window_parts_them_again_but_for_what_was_closed(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(*NARROW)
    qtbot.waitUntil(lambda: not stand_side_by_side(window))
    window.docks["loss"].close()
    window.resize(*WIDE)
    qtbot.waitUntil(lambda: stand_side_by_side(window) and not overlapping(window))
    assert window.docks["loss"].isHidden()
    assert window.docks["distributions"].isVisible()


def test_after_narrow_and_wide_all_is_as_before(window: MainWindow, qtbot: QtBot) -> None:
    names = ("palette", "training", *PLOTS)
    before = {name: window.docks[name].width() for name in names}
    window.resize(*NARROW)
    qtbot.waitUntil(lambda: not stand_side_by_side(window))
    window.resize(*WIDE)
    qtbot.waitUntil(lambda: stand_side_by_side(window))
    QApplication.processEvents()
    assert all(has_title(window.docks[name]) for name in PLOTS)
    assert {name: window.docks[name].width() for name in names} == pytest.approx(before, abs=3)


def test_after_projector_size_all_is_as_before(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1280, 800)
    QApplication.processEvents()
    for _ in range(2):
        window.actions_by_name["larger"].trigger()
        QApplication.processEvents()
    assert stand_side_by_side(window)
    assert all(has_title(window.docks[name]) for name in PLOTS)


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080)])
def test_in_projector_size_the_network_grows_and_the_sides_give_way(window: MainWindow, size: tuple[int, int]) -> None:
    window.document.open(EXAMPLES["circles"].build(), None)
    window.resize(*size)
    window.docks.arrange()
    window.docks["data"].close()
    window.docks["matrix"].raise_()
    QApplication.processEvents()
    window.canvas.fit()
    zoom = window.canvas.navigation.state.zoom
    window.actions_by_name["larger"].trigger()
    settled = window.canvas.width(), window.canvas.height()
    QApplication.processEvents()
    assert (window.canvas.width(), window.canvas.height()) == settled
    assert window.canvas.width() == window.width()
    assert window.canvas.navigation.state.zoom > zoom
    assert all(window.docks.is_in_front(window.docks[name]) for name in PLOTS)
    assert window.docks["training"].isHidden()
    window.actions_by_name["larger"].trigger()
    QApplication.processEvents()
    assert window.docks["data"].isHidden()
    assert all(window.docks.is_in_front(window.docks[name]) for name in ("palette", "training", "matrix"))


def test_plots_that_the_user_has_stacked_are_left_so(window: MainWindow, qtbot: QtBot) -> None:
    window.tabifyDockWidget(window.docks["boundary"], window.docks["loss"])
    window.resize(1500, 900)
    qtbot.waitUntil(lambda: window.width() == 1500)
    QApplication.processEvents()
    assert window.tabifiedDockWidgets(window.docks["boundary"]) == [window.docks["loss"]]


def test_every_button_of_a_title_bar_says_what_it_does(window: MainWindow) -> None:
    for dock in window.docks:
        buttons = [button for button in dock.findChildren(QAbstractButton) if button.parent() is dock]
        assert len(buttons) == 2
        assert all(button.toolTip() for button in buttons)


def test_views_behind_tabs_are_hidden_until_their_tab_is_in_front(window: MainWindow) -> None:
    window.docks.arrange()
    QApplication.processEvents()
    views = {name: window.docks[name].widget() for name in ("inspector", "matrix", "formula")}
    for front in ("formula", "matrix", "inspector"):
        window.docks.show(front)
        assert {name for name, view in views.items() if view.isVisible()} == {front}


def test_a_view_is_shown_where_its_dock_comes_back_alone(window: MainWindow) -> None:
    window.docks.arrange()
    for name in ("inspector", "matrix"):
        window.docks[name].close()
    window.docks["formula"].close()
    QApplication.processEvents()
    window.docks["matrix"].show()
    QApplication.processEvents()
    assert window.docks["matrix"].widget().isVisible()
    window.docks["formula"].setFloating(True)
    window.docks["formula"].show()
    assert window.docks["formula"].widget().isVisible()


@pytest.mark.parametrize("size", [NARROW, (1280, 800), WIDE])
@pytest.mark.parametrize("scale", [1.0, PROJECTOR_SCALE])
def test_what_follows_the_first_paint_moves_nothing(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, size: tuple[int, int], scale: float
) -> None:
    settings = Settings(tmp_path / "settings.ini")
    settings.interface_scale = scale
    program = Program(qapp, settings)
    window = program.window
    program.first_paint.happened.disconnect()
    window.resize(*size)
    with qtbot.waitSignal(program.first_paint.happened):
        window.show()
    at_first = places(window)

    assert window.panels
    assert window.plots
    qapp.processEvents()
    qapp.processEvents()

    assert places(window) == at_first
    window.close()
    program.stop()
    program.themes.deleteLater()


def test_leaving_projector_size_brings_back_what_was_seen(window: MainWindow, qtbot: QtBot) -> None:
    docks, canvas = window.docks, window.canvas
    window.document.open(EXAMPLES["xor-by-hand"].build(), None)
    window.resizeDocks([docks["palette"], docks["training"]], [260, 420], Qt.Orientation.Horizontal)
    window.resizeDocks([docks["boundary"]], [250], Qt.Orientation.Vertical)
    canvas.navigation.zoom_in()
    QApplication.processEvents()
    before, view = places(window), canvas.navigation.state
    larger = window.actions_by_name["larger"]
    larger.trigger()
    qtbot.waitUntil(lambda: places(window) != before)
    larger.trigger()
    qtbot.waitUntil(lambda: places(window) == before)
    assert canvas.navigation.state.is_like(view)


def test_the_last_of_tabs_that_is_not_hidden_has_its_title_back(window: MainWindow, qtbot: QtBot) -> None:
    name = window.open_plots.open(PLOT_KINDS["features"])
    lone = window.docks[name]
    others = window.tabifiedDockWidgets(lone)
    assert others
    assert not has_title(lone)
    for other in others:
        other.toggleViewAction().trigger()
    qtbot.waitUntil(lambda: has_title(lone))
    for other in others:
        other.toggleViewAction().trigger()
    qtbot.waitUntil(lambda: not any(has_title(dock) for dock in (lone, *others)))


@pytest.mark.parametrize("scale", [1.0, PROJECTOR_SCALE])
def test_the_room_kept_for_panels_that_come_later_is_what_they_need(window: MainWindow, scale: float) -> None:
    window.themes.set_scale(scale)
    QApplication.processEvents()
    needed = {name: window.docks[name].widget().minimumSizeHint() for name in ("data", "matrix")}
    for (fixed, growing), need in (
        (LEAST_DATA_WIDTH, needed["data"].width()),
        (LEAST_MATRIX_HEIGHT, needed["matrix"].height()),
    ):
        assert max(fixed, round(growing * scale)) == pytest.approx(need, abs=2)


def test_training_can_be_given_most_of_its_column_on_a_small_screen(window: MainWindow) -> None:
    window.resize(1280, 800)
    window.docks.arrange()
    QApplication.processEvents()
    training, below = window.docks["training"], window.docks["inspector"]
    column = training.height() + below.height()
    window.resizeDocks([training, below], [column, 1], Qt.Orientation.Vertical)
    QApplication.processEvents()
    assert training.height() > 0.7 * column


def test_every_tab_of_plots_that_share_a_place_is_in_sight(window: MainWindow) -> None:
    window.resize(1280, 800)
    window.docks.arrange()
    for name in ("backpropagation", "moments"):
        window.open_plots.show(PLOT_KINDS[name])
    QApplication.processEvents()
    bars = window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly)
    bar = next(bar for bar in bars if bar.tabText(bar.currentIndex()) == "Two moments")
    for index in range(bar.count()):
        assert bar.rect().contains(bar.tabRect(index)), bar.tabText(index)
    assert bar.count() == 4  # the decision boundary stays beside them

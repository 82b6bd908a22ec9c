from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAction, QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QComboBox, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from engine.data.data_set import DataSet, Task
from engine.process.pictures import BoundaryField, BoundaryRequest
from gui.plots.boundary import BoundaryPlot
from gui.plots.lines_item import LinesItem
from gui.selection import Selection
from gui.settings import ThemeMode
from gui.theme import ThemeManager
from tests.gui.plots.conftest import XOR_INPUTS, XOR_TARGETS, data_set, give_outputs, look_at, show_data, xor_output

Pixel = Callable[[QWidget, QPoint], QColor]


def field_of(request: BoundaryRequest, *outputs: Callable[[np.ndarray, np.ndarray], np.ndarray]) -> BoundaryField:
    x, y = np.linspace(*request.x_range, request.resolution), np.linspace(*request.y_range, request.resolution)
    gx, gy = np.meshgrid(x, y)
    return BoundaryField(request, np.stack([f(gx, gy) for f in outputs], axis=-1).astype(np.float32))


def curve_of(request: BoundaryRequest, f: Callable[[np.ndarray], np.ndarray]) -> BoundaryField:
    x = np.linspace(*request.x_range, request.resolution)
    return BoundaryField(request, f(x)[None, :, None].astype(np.float32))


def in_view(plot: BoundaryPlot, x: float, y: float) -> QPoint:
    """Where a point of the plane lies in the view that takes the mouse."""
    return plot.graphics.mapFrom(plot, plot.place_of(x, y))


def is_orange(color: QColor) -> bool:
    return color.red() > color.blue() + 40


def is_blue(color: QColor) -> bool:
    return color.blue() > color.red() + 40


@pytest.fixture
def plot(qtbot: QtBot, theme_manager: ThemeManager) -> BoundaryPlot:
    widget = BoundaryPlot(theme_manager, Selection(), leads=True)
    widget.inputs_changed.connect(lambda inputs: widget.set_subject(replace(widget.subject, boundary_inputs=inputs)))
    widget.resize(500, 420)
    qtbot.addWidget(widget)
    return widget


def settle(plot: BoundaryPlot) -> None:
    """Lay the plot out; labels make room for themselves only after they were painted."""
    for _ in range(2):
        plot.grab()
        QCoreApplication.processEvents()


def around(plot: BoundaryPlot, x: float, y: float) -> QImage:
    """What is drawn around a point of the plane."""
    return plot.grab(QRect(plot.place_of(x, y) - QPoint(12, 12), QSize(24, 24))).toImage()


def shown(qtbot: QtBot, plot: BoundaryPlot, data: DataSet) -> BoundaryRequest:
    show_data(plot, data)
    with qtbot.waitExposed(plot):
        plot.show()
    settle(plot)
    view_box = plot.graphics.ci.getItem(0, 0).getViewBox()

    def asks_for_what_is_visible() -> bool:
        request = plot.request
        return request is not None and request.x_range == tuple(view_box.viewRange()[0])

    qtbot.waitUntil(asks_for_what_is_visible)
    request = plot.request
    assert request is not None
    return request


def toggle(plot: BoundaryPlot, name: str) -> QToolButton:
    return next(button for button in plot.findChildren(QToolButton) if button.accessibleName() == name)


@pytest.mark.parametrize("mode", [ThemeMode.LIGHT, ThemeMode.DARK])
@pytest.mark.parametrize("size", [(320, 260), (900, 700)])
@pytest.mark.parametrize("discrete", [False, True])
def test_the_four_regions_of_xor_have_their_classes_colours(
    qtbot: QtBot, plot: BoundaryPlot, theme_manager: ThemeManager, xor: DataSet, pixel: Pixel,
    mode: ThemeMode, size: tuple[int, int], discrete: bool,
) -> None:  # fmt: skip
    theme_manager.set_mode(mode)
    plot.resize(*size)
    request = shown(qtbot, plot, xor)
    toggle(plot, "Discrete").setChecked(discrete)
    plot.show_view(field_of(request, lambda x, y: 8 * xor_output(x, y)))
    for (x, y), target in zip(XOR_INPUTS, XOR_TARGETS[:, 0], strict=True):
        for dx, dy in ((0.1, 0.0), (-0.1, 0.0), (0.0, 0.1), (0.0, -0.1)):
            color = pixel(plot, plot.place_of(x + dx, y + dy))
            assert is_blue(color) if target else is_orange(color), (x, y, dx, dy, color.name())


@pytest.mark.parametrize("where", [0.113, 0.5, 0.871])
def test_the_line_and_the_change_of_colour_are_where_f_is_zero(
    qtbot: QtBot, plot: BoundaryPlot, xor: DataSet, pixel: Pixel, where: float
) -> None:
    request = shown(qtbot, plot, xor)
    plot.show_view(field_of(request, lambda x, y: 1000 * (x - where) + 0 * y))
    row = plot.place_of(0, 0.5).y()
    line = plot.place_of(where, 0.5).x()
    image = plot.grab().toImage()
    darkness = {x: image.pixelColor(QPoint(x, row)).lightness() for x in range(line - 30, line + 30)}
    assert abs(min(darkness, key=lambda x: darkness[x]) - line) <= 1
    assert is_orange(pixel(plot, QPoint(line - 8, row)))
    assert is_blue(pixel(plot, QPoint(line + 8, row)))


def test_squared_error_turns_at_one_half(qtbot: QtBot, plot: BoundaryPlot, xor: DataSet, pixel: Pixel) -> None:
    request = shown(qtbot, plot, xor)
    plot.set_subject(replace(plot.subject, loss="squared_error"))
    plot.show_view(field_of(request, lambda x, y: x + 0 * y))
    assert is_orange(pixel(plot, plot.place_of(0.1, 0.5)))
    assert is_blue(pixel(plot, plot.place_of(0.9, 0.5)))
    plot.set_subject(replace(plot.subject, loss="log_loss"))
    assert not is_orange(pixel(plot, plot.place_of(0.1, 0.5)))


def test_each_of_k_classes_has_its_colour(
    qtbot: QtBot, plot: BoundaryPlot, theme_manager: ThemeManager, pixel: Pixel
) -> None:
    places = np.array([[-1.0, 0.0], [1.0, 0.0], [0.0, 1.5]])
    data = data_set(places, np.array([[0.0], [1.0], [2.0]]), Task.MULTICLASS, ("a", "b", "c"))
    request = shown(qtbot, plot, data)
    plot.set_subject(replace(plot.subject, loss="cross_entropy"))
    scores = [lambda x, y, p=p: -10 * ((x - p[0]) ** 2 + (y - p[1]) ** 2) for p in places]
    plot.show_view(field_of(request, *scores))
    for index, (x, y) in enumerate(places):
        color = pixel(plot, plot.place_of(x, y - 0.2))
        distance = abs(color.hueF() - theme_manager.theme.class_color(index).hueF())
        assert min(distance, 1 - distance) < 0.06, (index, color.name())


def test_points_have_their_classes_colours(qtbot: QtBot, plot: BoundaryPlot, xor: DataSet, pixel: Pixel) -> None:
    shown(qtbot, plot, xor)
    theme = plot.theme
    for row in xor.training_indices:
        expected = theme.class_color(int(XOR_TARGETS[row, 0]))
        assert pixel(plot, plot.place_of(*XOR_INPUTS[row])) == expected


def test_validation_points_are_hollow_and_can_be_hidden(
    qtbot: QtBot, plot: BoundaryPlot, xor: DataSet, pixel: Pixel
) -> None:
    shown(qtbot, plot, xor)
    centre = plot.place_of(*XOR_INPUTS[3])
    background = QColor(plot.theme.palette.plot_background)
    assert pixel(plot, centre) == background
    ring = [pixel(plot, centre + QPoint(dx, 0)) for dx in range(3, 8)]
    assert any(is_orange(color) for color in ring)
    toggle(plot, "Validation").click()
    assert not any(is_orange(pixel(plot, centre + QPoint(dx, 0))) for dx in range(3, 8))


def test_wrong_samples_are_ringed_and_counted(qtbot: QtBot, plot: BoundaryPlot, xor: DataSet) -> None:
    shown(qtbot, plot, xor)
    right = np.where(xor.targets > 0, 1.0, -1.0)
    wrong = np.where([[True], [False], [True], [False]], -right, right)
    pictures = []
    for outputs in (right, wrong):
        give_outputs(plot, outputs)
        settle(plot)  # other words may take another height
        pictures.append([around(plot, x, y) for x, y in XOR_INPUTS])
    assert [before != after for before, after in zip(*pictures, strict=True)] == [True, False, True, False]


@pytest.mark.parametrize(
    ("test_rows", "is_validation_shown", "expected"),
    [
        ([], True, ["wrong: 2 of 3 ●&nbsp;training", "0 of 1 ○&nbsp;validation"]),
        ([], False, ["wrong: 2 of 3 ●&nbsp;training"]),
        ([2], True, ["wrong: 1 of 2 ●&nbsp;training", "0 of 1 ○&nbsp;validation"]),
    ],
)
def test_wrong_samples_of_each_part_are_counted_and_none_of_the_test_part(
    qtbot: QtBot, plot: BoundaryPlot, xor: DataSet, test_rows: list[int], is_validation_shown: bool, expected: list[str]
) -> None:
    kept = np.setdiff1d(xor.training_indices, test_rows)
    shown(qtbot, plot, replace(xor, training_indices=kept, test_indices=np.array(test_rows, np.int64)))
    give_outputs(plot, np.array([[0.5], [0.5], [-0.5], [-0.5]]))
    toggle(plot, "Validation").setChecked(is_validation_shown)
    assert [text for text in plot.readout.split(" &nbsp; ") if " of " in text] == expected


def test_of_data_in_one_part_the_wrong_samples_need_no_name(qtbot: QtBot, plot: BoundaryPlot, xor: DataSet) -> None:
    shown(qtbot, plot, replace(xor, training_indices=np.arange(4), validation_indices=np.arange(0)))
    give_outputs(plot, np.array([[0.5], [0.5], [-0.5], [-0.5]]))
    assert plot.readout.startswith("2 of 4 wrong")


def test_a_click_near_a_point_tells_its_row(qtbot: QtBot, plot: BoundaryPlot, xor: DataSet) -> None:
    shown(qtbot, plot, xor)
    viewport = plot.graphics.viewport()
    with qtbot.waitSignal(plot.sample_clicked) as clicked:
        qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=in_view(plot, 1.0, 0.0) + QPoint(4, -4))
    assert clicked.args == [2]
    with qtbot.assertNotEmitted(plot.sample_clicked):
        qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=in_view(plot, 0.5, 0.5))


def test_an_own_x_is_marked_by_a_cross_hair(qtbot: QtBot, plot: BoundaryPlot, xor: DataSet, pixel: Pixel) -> None:
    shown(qtbot, plot, xor)

    def has_ring() -> bool:
        accent, centre = QColor(plot.theme.palette.accent), plot.place_of(0.5, 0.25)
        return any(pixel(plot, centre + QPoint(dx, dx)) == accent for dx in range(2, 8))

    assert not has_ring()
    look_at(plot, own=np.array([0.5, 0.25]))
    assert has_ring()
    look_at(plot, own=np.array([0.5, 0.25, 1.0]))
    assert not has_ring()
    look_at(plot, own=None)
    assert not has_ring()


@pytest.mark.parametrize(
    ("own", "edge"),
    [((40.0, 0.5), (1, 0)), ((-40.0, 0.5), (-1, 0)), ((0.5, 40.0), (0, 1)), ((0.5, -40.0), (0, -1))],
    ids=["right", "left", "up", "down"],
)
def test_an_own_x_beyond_the_axes_is_pointed_to_from_the_edge(
    qtbot: QtBot, plot: BoundaryPlot, xor: DataSet, own: tuple[float, float], edge: tuple[int, int]
) -> None:
    shown(qtbot, plot, xor)
    request = plot.request
    ranges = request.x_range, request.y_range
    x, y = (sum(ends) / 2 + side * (ends[1] - ends[0]) / 2 for ends, side in zip(ranges, edge, strict=True))

    def accent_pixels() -> int:
        image, accent = around(plot, x, y), QColor(plot.theme.palette.accent)
        return sum(image.pixelColor(i, j) == accent for i in range(image.width()) for j in range(image.height()))

    assert accent_pixels() == 0
    look_at(plot, own=np.array(own))
    assert accent_pixels() > 20
    look_at(plot, own=None)
    assert accent_pixels() == 0


def test_a_click_on_empty_space_tells_the_place(qtbot: QtBot, plot: BoundaryPlot, xor: DataSet) -> None:
    shown(qtbot, plot, xor)
    with qtbot.waitSignal(plot.probed) as clicked:
        qtbot.mouseClick(plot.graphics.viewport(), Qt.MouseButton.LeftButton, pos=in_view(plot, 0.5, 0.25))
    assert clicked.args[0] == pytest.approx([0.5, 0.25], abs=0.02)


def test_the_value_under_the_pointer_is_read_out(qtbot: QtBot, plot: BoundaryPlot, xor: DataSet) -> None:
    request = shown(qtbot, plot, xor)
    plot.show_view(field_of(request, lambda x, y: 0 * x + 0 * y + 2.0))
    resting = plot.readout
    qtbot.mouseMove(plot.graphics.viewport(), in_view(plot, 0.5, 0.25))
    qtbot.waitUntil(lambda: plot.readout != resting)
    assert "f = 2" in plot.readout
    assert "σ(f) = 0.881" in plot.readout
    assert "yes" in plot.readout
    numbers = plot.readout[1 : plot.readout.index(")")].split(", ")
    np.testing.assert_allclose([float(number) for number in numbers], (0.5, 0.25), atol=0.01)


@pytest.mark.parametrize("width", [270, 420])
@pytest.mark.parametrize("place", [(0.5, 0.25), (1.0, 1.0)])
def test_the_plot_stays_where_it_is_when_the_pointer_enters_it(
    qtbot: QtBot, plot: BoundaryPlot, xor: DataSet, width: int, place: tuple[float, float]
) -> None:
    plot.resize(width, 300)
    request = shown(qtbot, plot, xor)
    plot.show_view(field_of(request, lambda x, y: -0.001234 * (1 + x + y)))
    settle(plot)
    resting, height = plot.readout, plot.graphics.height()
    qtbot.mouseMove(plot.graphics.viewport(), in_view(plot, *place))
    qtbot.waitUntil(lambda: plot.readout != resting)
    settle(plot)
    assert plot.graphics.height() == height


def test_it_asks_for_what_is_visible_and_only_while_shown(qtbot: QtBot, plot: BoundaryPlot, xor: DataSet) -> None:
    show_data(plot, xor)
    assert plot.request is None
    request = shown(qtbot, plot, xor)
    assert request.inputs == (0, 1)
    assert request.resolution == 100
    assert request.held is None
    assert request.x_range[0] <= -0.15
    assert request.x_range[1] >= 1.15
    with qtbot.waitSignal(plot.request_changed) as changed:
        plot.hide()
    assert changed.args == [None]
    with qtbot.waitSignal(plot.request_changed):
        plot.show()
    assert plot.request is not None


def test_zooming_asks_for_the_new_range_and_a_double_click_for_the_first(
    qtbot: QtBot, plot: BoundaryPlot, xor: DataSet, double_click: Callable[[QWidget, QPoint], None]
) -> None:
    first = shown(qtbot, plot, xor)
    view_box = plot.graphics.ci.getItem(0, 0).getViewBox()
    with qtbot.waitSignal(plot.request_changed):
        view_box.scaleBy((0.5, 0.5))
    near = plot.request
    assert near is not None
    assert near.x_range[1] - near.x_range[0] == pytest.approx((first.x_range[1] - first.x_range[0]) / 2, rel=0.1)
    with qtbot.waitSignal(plot.request_changed):
        double_click(plot.graphics.viewport(), in_view(plot, 0.5, 0.5))
    again = plot.request
    assert again is not None
    assert again.x_range == pytest.approx(first.x_range, rel=0.1)


def test_of_many_inputs_two_are_chosen_and_the_rest_held_at_the_selected_sample(
    qtbot: QtBot, plot: BoundaryPlot
) -> None:
    rng = np.random.default_rng(0)
    data = data_set(rng.normal(size=(12, 5)), rng.integers(0, 2, size=(12, 1)).astype(float))
    look_at(plot, sample=4)
    request = shown(qtbot, plot, data)
    assert request.held is not None
    np.testing.assert_array_equal(request.held, data.inputs[4])
    assert "held at sample 5" in plot.readout
    along_y = next(box for box in plot.findChildren(QComboBox) if box.accessibleName() == "Input along y")
    assert along_y.isVisible()
    along_y.setFocus()
    with qtbot.waitSignal(plot.inputs_changed) as changed:
        qtbot.keyClick(along_y, Qt.Key.Key_Down)
    assert changed.args == [(0, 2)]
    request = plot.request
    assert request is not None
    assert request.inputs == (0, 2)
    # An axis that takes the other's input changes places with it.
    with qtbot.waitSignal(plot.inputs_changed) as changed:
        qtbot.keyClick(along_y, Qt.Key.Key_Home)
    assert changed.args == [(2, 0)]
    with qtbot.waitSignal(plot.request_changed):
        look_at(plot, sample=7)
    request = plot.request
    assert request is not None
    assert request.held is not None
    np.testing.assert_array_equal(request.held, data.inputs[7])


def test_a_field_over_other_inputs_is_left_aside(qtbot: QtBot, plot: BoundaryPlot, pixel: Pixel) -> None:
    rng = np.random.default_rng(0)
    data = data_set(rng.normal(size=(8, 3)), rng.integers(0, 2, size=(8, 1)).astype(float))
    request = shown(qtbot, plot, data)
    plot.set_subject(replace(plot.subject, boundary_inputs=(1, 2)))
    plot.show_view(field_of(request, lambda x, y: 0 * x + 0 * y + 9.0))
    now = plot.request
    assert now is not None
    corner = plot.place_of(now.x_range[1] - 0.05, now.y_range[1] - 0.05)
    assert pixel(plot, corner) == QColor(plot.theme.palette.plot_background)


def test_regression_over_a_plane_has_shades_and_lines(qtbot: QtBot, plot: BoundaryPlot, pixel: Pixel) -> None:
    inputs = np.array([[-1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, -1.0]])
    request = shown(qtbot, plot, data_set(inputs, inputs[:, :1], Task.REGRESSION))
    plot.set_subject(replace(plot.subject, loss="squared_error"))
    plot.show_view(field_of(request, lambda x, y: x + 0 * y))
    assert is_orange(pixel(plot, plot.place_of(-0.9, 0.3)))
    assert is_blue(pixel(plot, plot.place_of(0.9, 0.3)))
    assert sum(item.segment_count for item in lines_of(plot)) >= 99 + 7 * 49
    assert not toggle(plot, "Discrete").isVisible()


def contour_action(plot: BoundaryPlot) -> QAction:
    plot.menu.aboutToShow.emit()
    return next(action for action in plot.menu.actions() if action.text() == "Contour lines")


def changed_columns(plot: BoundaryPlot, before: QImage, y: float) -> list[int]:
    """Where a row of the picture looks otherwise than before."""
    after, row = plot.grab().toImage(), plot.place_of(0, y).y()
    return [x for x in range(after.width()) if after.pixel(x, row) != before.pixel(x, row)]


@pytest.mark.parametrize(
    ("loss", "f"),
    [
        ("log_loss", lambda x, y: 8 * (x - 0.5) + 0 * y),
        ("squared_error", lambda x, y: 1 / (1 + np.exp(-8 * (x - 0.5))) + 0 * y),
    ],
)
def test_contour_lines_stand_where_a_class_is_so_probable(
    qtbot: QtBot, plot: BoundaryPlot, xor: DataSet, loss: str, f: Callable[[np.ndarray, np.ndarray], np.ndarray]
) -> None:
    request = shown(qtbot, plot, xor)
    plot.set_subject(replace(plot.subject, loss=loss))
    plot.show_view(field_of(request, f))
    assert not contour_action(plot).isChecked()
    plain = plot.grab().toImage()
    contour_action(plot).trigger()
    assert contour_action(plot).isChecked()
    assert plot.settings.options["contour lines"] == "True"
    columns = changed_columns(plot, plain, 0.5)
    expected = [plot.place_of(0.5 + np.log(p / (1 - p)) / 8, 0.5).x() for p in (0.1, 0.25, 0.75, 0.9)]
    assert all(any(abs(column - x) <= 1 for column in columns) for x in expected), (columns, expected)
    assert all(any(abs(column - x) <= 2 for x in expected) for column in columns), (columns, expected)
    toggle(plot, "Discrete").setChecked(True)
    action = contour_action(plot)
    assert not action.isEnabled()
    assert "no confidence" in action.toolTip()
    contours = sum(item.segment_count for item in lines_of(plot))
    toggle(plot, "Discrete").setChecked(False)
    assert sum(item.segment_count for item in lines_of(plot)) == contours + 4 * 49


def test_of_several_classes_contour_lines_tell_how_probable_the_likeliest_is(qtbot: QtBot, plot: BoundaryPlot) -> None:
    places = np.array([[-1.0, 0.0], [1.0, 0.0], [0.0, 1.5]])
    request = shown(qtbot, plot, data_set(places, np.array([[0.0], [1.0], [2.0]]), Task.MULTICLASS, ("a", "b", "c")))
    plot.set_subject(replace(plot.subject, loss="cross_entropy"))
    # far below it is no matter: the likeliest is as probable as σ(8x)
    plot.show_view(
        field_of(request, lambda x, y: -4 * x + 0 * y, lambda x, y: 4 * x + 0 * y, lambda x, y: 0 * x - 99 + 0 * y)
    )
    plain = plot.grab().toImage()
    contour_action(plot).trigger()
    columns = changed_columns(plot, plain, 0.7)
    expected = [plot.place_of(sign * np.log(p / (1 - p)) / 8, 0.7).x() for p in (0.75, 0.9) for sign in (-1, 1)]
    assert all(any(abs(column - x) <= 2 for column in columns) for x in expected), (columns, expected)


def lines_of(plot: BoundaryPlot) -> list[LinesItem]:
    return [item for item in plot.graphics.scene().items() if isinstance(item, LinesItem)]


def test_over_one_input_the_output_is_a_curve(qtbot: QtBot, plot: BoundaryPlot, pixel: Pixel) -> None:
    x = np.linspace(-1, 1, 12)[:, None]
    request = shown(qtbot, plot, data_set(x, x**2, Task.REGRESSION))
    assert request.resolution >= 100
    plot.set_subject(replace(plot.subject, loss="squared_error"))
    plot.show_view(curve_of(request, lambda values: np.full_like(values, 0.5)))
    place = plot.place_of(0.05, 0.5)
    assert min(pixel(plot, place + QPoint(0, dy)).lightness() for dy in (-1, 0, 1)) < 90
    without = sum(item.segment_count for item in lines_of(plot))
    give_outputs(plot, np.full((12, 1), 0.5))
    assert sum(item.segment_count for item in lines_of(plot)) == without + 12
    qtbot.mouseMove(plot.graphics.viewport(), in_view(plot, 0.0, 0.9))
    qtbot.waitUntil(lambda: "f = 0.5" in plot.readout)


def test_over_one_input_an_own_x_is_ringed_on_the_curve_and_follows_it(
    qtbot: QtBot, plot: BoundaryPlot, pixel: Pixel
) -> None:
    x = np.linspace(-1, 1, 12)[:, None]
    request = shown(qtbot, plot, data_set(x, x**2, Task.REGRESSION))
    plot.set_subject(replace(plot.subject, loss="squared_error"))

    def has_ring(height: float) -> bool:
        accent, centre = QColor(plot.theme.palette.accent), plot.place_of(0.18, height)
        return any(pixel(plot, centre + QPoint(dx, dx)) == accent for dx in range(2, 8))

    plot.show_view(curve_of(request, lambda values: np.full_like(values, 0.5)))
    assert not has_ring(0.5)
    look_at(plot, own=np.array([0.18]))
    assert has_ring(0.5)
    plot.show_view(curve_of(request, lambda values: np.full_like(values, 0.25)))
    assert has_ring(0.25)
    assert not has_ring(0.5)


def test_over_one_input_a_click_on_a_sample_or_its_distance_tells_its_row(qtbot: QtBot, plot: BoundaryPlot) -> None:
    x = np.linspace(-1, 1, 12)[:, None]
    request = shown(qtbot, plot, data_set(x, x**2, Task.REGRESSION))
    plot.set_subject(replace(plot.subject, loss="squared_error"))
    plot.show_view(curve_of(request, lambda values: np.full_like(values, 0.5)))
    give_outputs(plot, np.full((12, 1), 0.5))
    for height in (float(x[4, 0] ** 2), 0.35):  # the point, and the line from there to the curve
        with qtbot.waitSignal(plot.sample_clicked) as clicked:
            place = in_view(plot, float(x[4, 0]), height)
            qtbot.mouseClick(plot.graphics.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert clicked.args == [4]
    with qtbot.waitSignal(plot.probed):
        qtbot.mouseClick(plot.graphics.viewport(), Qt.MouseButton.LeftButton, pos=in_view(plot, 0.18, 0.9))


def test_over_one_input_classes_have_a_probability_curve_and_coloured_sides(
    qtbot: QtBot, plot: BoundaryPlot, pixel: Pixel
) -> None:
    x = np.linspace(-1, 1, 12)[:, None]
    request = shown(qtbot, plot, data_set(x, (x > 0).astype(float)))
    plot.show_view(curve_of(request, lambda values: 20 * values))
    assert is_orange(pixel(plot, plot.place_of(-0.7, 0.3)))
    assert is_blue(pixel(plot, plot.place_of(0.7, 0.3)))


def test_without_data_or_field_it_says_what_to_do(qtbot: QtBot, plot: BoundaryPlot, xor: DataSet) -> None:
    shown(qtbot, plot, xor)
    plot.set_subject(replace(plot.subject, obstacle="Connect an output layer to see the boundary."))
    texts = {label.text() for label in plot.findChildren(QWidget) if hasattr(label, "text") and label.isVisible()}
    assert "Connect an output layer to see the boundary." in texts
    plot.set_subject(replace(plot.subject, data_set=None))
    assert plot.request is None
    texts = {label.text() for label in plot.findChildren(QWidget) if hasattr(label, "text") and label.isVisible()}
    assert "No data yet" in texts


def test_many_updates_make_no_more_items(qtbot: QtBot, plot: BoundaryPlot, xor: DataSet) -> None:
    request = shown(qtbot, plot, xor)

    def update() -> int:
        plot.show_view(field_of(request, xor_output))
        give_outputs(plot, np.zeros((4, 1)))
        plot.grab()
        return len(plot.graphics.scene().items())

    assert len({update() for _ in range(10)}) == 1


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_the_plot_is_saved_as_a_picture(
    qtbot: QtBot, plot: BoundaryPlot, xor: DataSet, tmp_path: Path, ending: str
) -> None:
    request = shown(qtbot, plot, xor)
    plot.show_view(field_of(request, xor_output))
    path = tmp_path / f"plot.{ending}"
    plot.save_image(path)
    head = path.read_bytes()[:200]
    assert head.startswith(b"\x89PNG") if ending == "png" else b"<svg" in head


def test_targets_far_from_zero_are_shaded_from_low_to_high(qtbot: QtBot, plot: BoundaryPlot, pixel: Pixel) -> None:
    inputs = np.array([[-1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, -1.0]])
    request = shown(qtbot, plot, data_set(inputs, 100 + 10 * inputs[:, :1], Task.REGRESSION))
    plot.set_subject(replace(plot.subject, loss="squared_error"))
    plot.show_view(field_of(request, lambda x, y: 100 + 10 * x + 0 * y))
    shades = [pixel(plot, plot.place_of(x, 0.33)).lightness() for x in (-0.9, 0.1, 0.9)]
    assert shades[0] > shades[1] + 20 > shades[2] + 40


def test_over_one_input_classes_have_no_residuals(qtbot: QtBot, plot: BoundaryPlot) -> None:
    x = np.linspace(-1, 1, 12)[:, None]
    request = shown(qtbot, plot, data_set(x, (x > 0).astype(float)))
    plot.show_view(curve_of(request, lambda values: 20 * values))
    before = sum(item.segment_count for item in lines_of(plot))
    give_outputs(plot, 20 * x)
    assert sum(item.segment_count for item in lines_of(plot)) == before


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_in_a_saved_picture_points_have_their_places_and_sizes(
    qtbot: QtBot, plot: BoundaryPlot, xor: DataSet, tmp_path: Path, ending: str
) -> None:
    shown(qtbot, plot, xor)
    path = tmp_path / f"plot.{ending}"
    plot.save_image(path)
    picture = QImage(str(path))
    if ending == "svg":
        drawing = QSvgRenderer(str(path))
        picture = QImage(drawing.viewBox().size() * 2, QImage.Format.Format_ARGB32)
        painter = QPainter(picture)
        drawing.render(painter)
        painter.end()
    assert picture.height() > 2 * plot.graphics.viewport().height()  # the legend is below
    for row in xor.training_indices:
        centre = in_view(plot, *XOR_INPUTS[row]) * 2
        for offset in (QPoint(0, 0), QPoint(5, 0), QPoint(0, -5)):
            expected = plot.theme.class_color(int(XOR_TARGETS[row, 0]))
            assert picture.pixelColor(centre + offset) == expected, (row, offset)
        assert picture.pixelColor(centre + QPoint(20, 0)).lightness() > 200


def hover(qtbot: QtBot, plot: BoundaryPlot, place: QPoint) -> str:
    before = plot.readout
    qtbot.mouseMove(plot.graphics.viewport(), place)
    qtbot.waitUntil(lambda: plot.readout != before)
    return plot.readout.replace("&nbsp;", " ")


def test_over_a_samples_mark_the_sample_is_told_exactly(qtbot: QtBot, plot: BoundaryPlot, xor: DataSet) -> None:
    request = shown(qtbot, plot, xor)
    plot.show_view(field_of(request, xor_output))
    give_outputs(plot, xor_output(*XOR_INPUTS.T)[:, None])
    text = hover(qtbot, plot, in_view(plot, 1.0, 0.0) + QPoint(3, 2))
    assert "sample 3" in text
    assert "(1, 0)" in text
    assert "f = 0.5" in text
    assert "y = yes" in text
    text = hover(qtbot, plot, in_view(plot, 1.0, 0.0) + QPoint(25, 0))
    assert "sample" not in text


def standardised() -> DataSet:
    measured = np.random.default_rng(0).normal([5.8, 3.1], [0.8, 0.4], size=(40, 2))
    mean, deviation = measured.mean(axis=0), measured.std(axis=0)
    scaled = data_set((measured - mean) / deviation, (measured[:, :1] > 5.8).astype(float))
    return replace(scaled, input_mean=mean, input_scale=deviation)


def test_standardised_inputs_are_told_as_they_were_measured(qtbot: QtBot, plot: BoundaryPlot) -> None:
    data = standardised()
    request = shown(qtbot, plot, data)
    plot.show_view(field_of(request, lambda x, y: x + y))
    text = hover(qtbot, plot, in_view(plot, *data.inputs[7]))
    x, y = (float(number) for number in text[text.index("(") + 1 : text.index(")")].split(", "))
    np.testing.assert_allclose((x, y), data.inputs[7] * data.input_scale + data.input_mean, rtol=1e-3)
    axis = plot.graphics.ci.getItem(0, 0).getAxis("bottom")
    ((step, places),) = axis.tickValues(*request.x_range, 400)
    assert "5" in axis.tickStrings(places, 1.0, step) or "5.0" in axis.tickStrings(places, 1.0, step)


def test_the_marks_of_both_parts_are_explained(qtbot: QtBot, plot: BoundaryPlot, xor: DataSet) -> None:
    shown(qtbot, plot, xor)
    assert "○&nbsp;validation" in plot.readout
    toggle(plot, "Validation").click()
    assert "○" not in plot.readout


def test_what_is_out_of_date_goes_when_the_network_cannot_be_shown(
    qtbot: QtBot, plot: BoundaryPlot, xor: DataSet, pixel: Pixel
) -> None:
    request = shown(qtbot, plot, xor)
    plot.show_view(field_of(request, lambda x, y: 0 * x + 0 * y + 9.0))
    give_outputs(plot, np.ones((4, 1)))
    assert "wrong" in plot.readout
    plot.set_subject(replace(plot.subject, obstacle="Connect an output layer to see the boundary."))
    plot.grab()
    assert "wrong" not in plot.readout
    assert pixel(plot, plot.place_of(0.5, 0.75)) == QColor(plot.theme.palette.plot_background)
    for row in xor.training_indices:  # the sentence stands clear of the samples
        assert pixel(plot, plot.place_of(*XOR_INPUTS[row])) == plot.theme.class_color(int(XOR_TARGETS[row, 0]))


def test_a_field_that_comes_late_is_not_drawn_once_the_network_cannot_be_shown(
    qtbot: QtBot, plot: BoundaryPlot, xor: DataSet, pixel: Pixel
) -> None:
    request = shown(qtbot, plot, xor)
    plot.set_subject(replace(plot.subject, obstacle="Connect an output layer to see the boundary."))
    plot.show_view(field_of(request, lambda x, y: 0 * x + 0 * y + 9.0))
    plot.grab()
    assert pixel(plot, plot.place_of(0.5, 0.75)) == QColor(plot.theme.palette.plot_background)


def test_the_field_covers_the_axes_of_other_data_until_the_next_comes(
    qtbot: QtBot, plot: BoundaryPlot, xor: DataSet, pixel: Pixel
) -> None:
    request = shown(qtbot, plot, xor)
    plot.show_view(field_of(request, lambda x, _y: x - 0.5))
    plot.grab()
    show_data(plot, data_set(3.0 * XOR_INPUTS - 1.0, XOR_TARGETS))  # as a slider of the noise spreads them
    plot.grab()
    assert is_orange(pixel(plot, plot.place_of(-1.3, 2.2)))
    assert is_blue(pixel(plot, plot.place_of(2.3, -1.2)))


def test_no_field_stays_over_data_of_other_classes(
    qtbot: QtBot, plot: BoundaryPlot, xor: DataSet, pixel: Pixel
) -> None:
    request = shown(qtbot, plot, xor)
    plot.show_view(field_of(request, lambda x, _y: x - 0.5))
    classes = np.array([[0.0], [1.0], [2.0], [1.0]])
    show_data(plot, data_set(XOR_INPUTS, classes, task=Task.MULTICLASS, class_names=("a", "b", "c")))
    plot.grab()
    assert pixel(plot, plot.place_of(0.5, 0.8)) == QColor(plot.theme.palette.plot_background)


def test_many_samples_have_smaller_marks_than_few(qtbot: QtBot, plot: BoundaryPlot) -> None:
    def width_of_mark(count: int) -> int:
        inputs = np.zeros((count, 2))
        inputs[0], inputs[1] = (-1, -1), (1, 1)
        shown(qtbot, plot, data_set(inputs, np.zeros((count, 1))))
        image, centre = plot.grab().toImage(), plot.place_of(1, 1)
        row = [image.pixelColor(centre + QPoint(dx, 0)) for dx in range(-15, 16)]
        return sum(color != QColor(plot.theme.palette.plot_background) for color in row)

    few, some, many = width_of_mark(10), width_of_mark(100), width_of_mark(1797)
    assert few > some > many >= 4


def test_the_readout_follows_the_network_while_the_pointer_rests(
    qtbot: QtBot, plot: BoundaryPlot, xor: DataSet
) -> None:
    request = shown(qtbot, plot, xor)
    plot.show_view(field_of(request, lambda x, y: 0 * x + 0 * y + 2.0))
    assert "f = 2" in hover(qtbot, plot, in_view(plot, 0.5, 0.25))
    plot.show_view(field_of(request, lambda x, y: 0 * x + 0 * y + 3.0))
    assert "f = 3" in plot.readout


def test_it_is_called_by_what_is_predicted(plot: BoundaryPlot, qtbot: QtBot, xor: DataSet) -> None:
    x = np.linspace(-1, 1, 12)[:, None]
    with qtbot.waitSignal(plot.windowTitleChanged) as changed:
        show_data(plot, data_set(x, x**2, Task.REGRESSION))
    assert changed.args == ["Fitted function"]
    show_data(plot, xor)
    assert plot.windowTitle() == "Decision boundary"

from collections.abc import Callable

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from engine.data.data_set import DataSet
from engine.network.edits import add_layer, connect, remove_layers
from engine.network.forward import LayerValues
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.network.parameters import set_weight
from engine.process.events import FoundSample
from engine.process.pictures import Distribution
from engine.process.sample_groups import SamplesInBin
from gui.plots.distributions import DistributionPlot
from gui.plots.looked_at import LookedAt
from gui.plots.ridge_item import STEM_WIDTH
from gui.plots.subject import PlotSubject
from gui.selection import NeuronItem, Selection
from gui.theme import ThemeManager
from tests.gui.plots.conftest import data_set

Pixel = Callable[[QWidget, QPoint], QColor]


def network(activation: str = "relu") -> Network:
    draw, built = Initialization(), add_layer(Network(), "input", 2)
    for source, target in (("L1", "L2"), ("L2", "L3")):
        built = connect(add_layer(built, "dense", 2, activation=activation), source, target, draw)
    return built


def samples(count: int = 8, class_names: tuple[str, ...] = ()) -> DataSet:
    """Data whose training part has so many."""
    whole = count * 4 // 3
    return data_set(np.zeros((whole, 2)), np.zeros((whole, 1)), class_names=class_names)


SUBJECT = PlotSubject(network=network(), data_set=samples())


def look_at(plot: DistributionPlot, index: int | None, values: dict[str, LayerValues]) -> None:
    """Look at a sample, or at an own x for None."""
    own = None if index is not None else np.zeros(2)
    plot.set_subject(replace(SUBJECT, looked_at=LookedAt(index, own)))
    plot.show_sample_values(values)


EDGES = np.linspace(-2.0, 2.0, 5)
COUNTS = np.array([[0, 8, 0, 0], [1, 1, 3, 3]])


def distribution(layer_id: str = "L3", neurons: tuple[int, ...] = (0, 1)) -> Distribution:
    counts = COUNTS if neurons else COUNTS.sum(axis=0, keepdims=True)
    moments = np.array([[-0.5, 0.0], [0.5, 1.0]]) if neurons else np.array([[0.0, 1.0]])
    edges = np.array([0.0, 0.5, 1.0, 1.5, 2.0])
    return Distribution(layer_id, neurons, EDGES, counts, edges, counts, 8, moments, moments)


@pytest.fixture
def plot(qtbot: QtBot, theme_manager: ThemeManager, selection: Selection) -> DistributionPlot:
    widget = DistributionPlot(theme_manager, selection)
    widget.resize(600, 400)
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


@pytest.fixture
def filled(plot: DistributionPlot) -> DistributionPlot:
    plot.set_subject(SUBJECT)
    plot.show_view(distribution())
    plot.grab()
    return plot


def place_of(plot: DistributionPlot, column: int, x: float, y: float) -> QPoint:
    view_box = plot.graphics.ci.getItem(0, column).getViewBox()
    return plot.graphics.mapFromScene(view_box.mapViewToScene(QPointF(x, y)))


def test_it_asks_for_the_last_layer_or_the_one_chosen_and_only_while_shown(
    qtbot: QtBot, plot: DistributionPlot
) -> None:
    assert plot.request is None
    with qtbot.waitSignal(plot.request_changed) as changed:
        plot.set_subject(SUBJECT)
    assert changed.args[0].layer == "L3"
    with qtbot.waitSignal(plot.request_changed) as changed:
        plot.layers.show_layer("L2")
    assert changed.args[0].layer == "L2"
    with qtbot.waitSignal(plot.request_changed) as changed:
        plot.hide()
    assert changed.args == [None]
    assert plot.request is None


def test_a_person_chooses_the_layer(qtbot: QtBot, plot: DistributionPlot) -> None:
    plot.set_subject(SUBJECT)
    box = plot.findChild(QComboBox)
    assert isinstance(box, QComboBox)
    assert box.currentText() == SUBJECT.network.layer("L3").name
    box.setFocus()
    with qtbot.waitSignal(plot.request_changed) as changed:
        qtbot.keyClick(box, Qt.Key.Key_Up)
    assert changed.args[0].layer == "L2"


def test_other_numbers_in_a_layer_change_nothing_that_is_shown(qtbot: QtBot, plot: DistributionPlot) -> None:
    plot.set_subject(SUBJECT)
    plot.show_view(distribution())
    with qtbot.assertNotEmitted(plot.request_changed):
        plot.set_subject(replace(SUBJECT, network=set_weight(SUBJECT.network, "L1", "L2", 0, 0, 3.0)))
    assert "a =" in plot.readout


def test_a_layer_that_is_gone_gives_way_to_the_last(plot: DistributionPlot) -> None:
    plot.set_subject(SUBJECT)
    plot.layers.show_layer("L2")
    plot.set_subject(
        replace(SUBJECT, network=connect(remove_layers(SUBJECT.network, ["L2"]), "L1", "L3", Initialization()))
    )
    request = plot.request
    assert request is not None
    assert request.layer == "L3"


def test_rows_stand_where_their_values_are(filled: DistributionPlot, pixel: Pixel) -> None:
    def at(x: float, y: float) -> QColor:
        return pixel(filled, filled.graphics.mapTo(filled, place_of(filled, 0, x, y)))

    background = QColor(filled.theme.palette.plot_background)
    assert at(-0.5, 1.4) != background  # the first neuron's only bin, in the upper row
    assert at(-1.5, 1.4) == background
    assert at(1.5, 0.4) != background  # the second neuron's, in the lower row
    assert at(-1.5, 0.7) == background


def test_a_single_value_is_a_stem_as_wide_as_can_be_seen(plot: DistributionPlot) -> None:
    edges = np.linspace(-2.0, 2.0, 401)
    counts = np.zeros((2, 400), dtype=np.int64)
    counts[:, 250] = 8
    moments = np.array([[0.5, 0.0], [0.5, 0.0]])
    plot.set_subject(SUBJECT)
    plot.show_view(Distribution("L3", (0, 1), edges, counts, edges, counts, 8, moments, moments))
    picture, color = plot.grab().toImage(), plot.theme.neuron_color(is_lit=False)
    line = [picture.pixelColor(x, plot.height() // 4) for x in range(plot.width() // 2)]
    assert line.count(color) >= STEM_WIDTH - 1


def test_only_rows_of_classes_have_their_colours(filled: DistributionPlot, selection: Selection) -> None:
    def shown() -> set[str]:
        picture = filled.grab().toImage()
        return {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}

    theme = filled.theme
    first_class, neutral, lit = (
        color.name()
        for color in (theme.class_color(0), theme.neuron_color(is_lit=False), theme.neuron_color(is_lit=True))
    )
    assert neutral in shown()
    assert first_class not in shown()
    selection.select(NeuronItem("L3", 0))
    assert lit in shown()
    filled.set_subject(replace(SUBJECT, data_set=samples(class_names=("a", "b"))))
    filled.show_view(distribution())
    assert first_class in shown()


def test_the_bin_under_the_pointer_is_told_and_its_neuron_hovered(
    qtbot: QtBot, filled: DistributionPlot, selection: Selection
) -> None:
    qtbot.mouseMove(filled.graphics.viewport(), place_of(filled, 0, 0.5, 0.4))
    qtbot.waitUntil(lambda: "3 of 8" in filled.readout)
    assert "neuron 2" in filled.readout
    assert "0 ≤ a &lt; 1" in filled.readout
    assert selection.hovered == NeuronItem("L3", 1)
    qtbot.mouseMove(filled.graphics.viewport(), place_of(filled, 1, 0.7, 1.4))
    qtbot.waitUntil(lambda: "8 of 8" in filled.readout)
    assert "0.5 ≤ h &lt; 1" in filled.readout


def test_a_click_selects_the_neuron_and_it_stands_out(
    qtbot: QtBot, filled: DistributionPlot, selection: Selection, pixel: Pixel
) -> None:
    def saturation(y: float) -> int:
        return pixel(filled, filled.graphics.mapTo(filled, place_of(filled, 0, -0.5 if y > 1 else 1.5, y))).saturation()

    before = saturation(0.4)
    qtbot.mouseClick(filled.graphics.viewport(), Qt.MouseButton.LeftButton, pos=place_of(filled, 0, -0.5, 1.4))
    assert selection.items == (NeuronItem("L3", 0),)
    assert saturation(0.4) < before
    assert "neuron 1" in filled.readout
    assert "a = −0.5 ± 0" in filled.readout


def test_a_wide_layer_has_one_histogram_for_all(qtbot: QtBot, plot: DistributionPlot, selection: Selection) -> None:
    plot.set_subject(SUBJECT)
    plot.show_view(distribution(neurons=()))
    plot.grab()
    qtbot.mouseMove(plot.graphics.viewport(), place_of(plot, 0, 0.5, 0.3))
    qtbot.waitUntil(lambda: "all neurons" in plot.readout)
    qtbot.mouseClick(plot.graphics.viewport(), Qt.MouseButton.LeftButton, pos=place_of(plot, 0, 0.5, 0.3))
    assert selection.items == ()


def sample_values(*pairs: tuple[float, float]) -> dict[str, LayerValues]:
    a, h = np.array([pairs]).transpose(2, 0, 1)
    return {"L3": LayerValues(a, h)}


@pytest.mark.parametrize(
    ("column", "x", "expected"),
    [
        (0, 0.5, SamplesInBin("L3", 1, "pre_activation", 0.0, 1.0)),
        (1, 1.7, SamplesInBin("L3", 1, "activation", 1.5, np.inf)),  # the last bar holds its upper end, too
    ],
)
def test_a_click_on_a_bar_asks_for_its_samples(
    qtbot: QtBot, filled: DistributionPlot, column: int, x: float, expected: SamplesInBin
) -> None:
    with qtbot.waitSignal(filled.group_clicked) as clicked:
        place = place_of(filled, column, x, 0.4)
        qtbot.mouseClick(filled.graphics.viewport(), Qt.MouseButton.LeftButton, pos=place)
    group, near = clicked.args
    assert group == expected
    assert near == pytest.approx(x, abs=0.02)
    with qtbot.assertNotEmitted(filled.group_clicked):  # the first neuron has but one bar
        place = place_of(filled, 0, 1.5, 1.4)
        qtbot.mouseClick(filled.graphics.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_the_pointer_tells_what_a_click_does(qtbot: QtBot, filled: DistributionPlot) -> None:
    viewport, hand = filled.graphics.viewport(), Qt.CursorShape.PointingHandCursor
    qtbot.mouseMove(viewport, place_of(filled, 0, 0.5, 0.4))
    qtbot.waitUntil(lambda: viewport.cursor().shape() == hand)
    assert "a sample that this bar counts" in viewport.toolTip()
    qtbot.mouseMove(viewport, place_of(filled, 0, 1.5, 1.4))  # the first neuron has no bar there
    qtbot.waitUntil(lambda: viewport.toolTip() == "Click to select the neuron")
    filled.show_view(None)
    assert viewport.toolTip() == ""
    assert viewport.cursor().shape() != hand


def test_the_sample_found_in_a_bar_is_told_while_the_pointer_is_there(qtbot: QtBot, filled: DistributionPlot) -> None:
    look_at(filled, 6, {})
    with qtbot.waitSignal(filled.group_clicked) as clicked:
        place = place_of(filled, 0, 0.5, 0.4)
        qtbot.mouseMove(filled.graphics.viewport(), place)
        qtbot.mouseClick(filled.graphics.viewport(), Qt.MouseButton.LeftButton, pos=place)
    filled.show_found(FoundSample(1, clicked.args[0], count=3, place=1, sample=6, neuron=1))
    assert "sample 7 is 2 of 3" in filled.readout
    qtbot.mouseMove(filled.graphics.viewport(), place_of(filled, 0, 1.5, 0.4))
    qtbot.waitUntil(lambda: "sample 7" not in filled.readout)
    qtbot.mouseMove(filled.graphics.viewport(), place)
    qtbot.waitUntil(lambda: "sample 7 is" in filled.readout)
    look_at(filled, 2, {})
    filled.show_view(distribution())
    assert "sample" not in filled.readout


def test_in_a_histogram_of_all_neurons_the_neuron_found_is_selected(
    plot: DistributionPlot, selection: Selection
) -> None:
    plot.set_subject(SUBJECT)
    plot.show_view(distribution(neurons=()))
    plot.show_found(FoundSample(1, SamplesInBin("L3", None, "activation", 0.0, 1.0), 5, 0, sample=3, neuron=1))
    assert selection.items == (NeuronItem("L3", 1),)


@pytest.mark.parametrize("is_wide", [False, True])
def test_a_line_marks_the_value_of_the_sample_looked_at(
    plot: DistributionPlot, selection: Selection, pixel: Pixel, is_wide: bool
) -> None:
    plot.set_subject(SUBJECT)
    plot.show_view(distribution(neurons=() if is_wide else (0, 1)))
    selection.select(NeuronItem("L3", 1))
    plot.grab()

    def is_marked(column: int, x: float) -> bool:
        places = [plot.graphics.mapTo(plot, place_of(plot, column, x, 0.8)) + QPoint(dx, 0) for dx in (-1, 0, 1)]
        return any(pixel(plot, place) == QColor(plot.theme.palette.text) for place in places)

    assert not is_marked(0, -1.25)
    look_at(plot, 4, sample_values((0.25, 0.0), (-1.25, 0.3)))
    assert is_marked(0, -1.25)
    assert is_marked(1, 0.3)
    assert "sample 5: a = −1.25, h = 0.3" in plot.readout
    look_at(plot, None, sample_values((0.25, 0.0), (1.75, 1.2)))
    assert not is_marked(0, -1.25)
    assert "own x: a = 1.75, h = 1.2" in plot.readout
    look_at(plot, 4, {})
    assert "❘" not in plot.readout


def test_it_says_that_fewer_samples_are_counted_than_there_are(filled: DistributionPlot) -> None:
    assert "samples counted" not in filled.readout
    filled.set_subject(replace(SUBJECT, data_set=samples(9_000)))
    filled.show_view(distribution())
    assert "8 of 9,000 samples counted" in filled.readout


def test_values_of_another_layer_are_left_aside(plot: DistributionPlot) -> None:
    plot.set_subject(SUBJECT)
    plot.show_view(distribution("L2"))
    assert plot.readout == ""
    plot.show_view(distribution("L3"))
    assert "a =" in plot.readout


def test_without_layers_or_values_it_says_what_to_do(plot: DistributionPlot) -> None:
    def texts() -> set[str]:
        return {label.text() for label in plot.findChildren(QLabel) if label.isVisible()}

    assert "No layer yet" in texts()
    plot.set_subject(SUBJECT)
    plot.set_subject(replace(SUBJECT, obstacle="Choose data to see distributions."))
    assert "Choose data to see distributions." in texts()


def test_many_updates_make_no_more_items(filled: DistributionPlot) -> None:
    def update() -> int:
        filled.show_view(distribution())
        filled.grab()
        return len(filled.graphics.scene().items())

    assert len({update() for _ in range(10)}) == 1


def test_the_moments_of_a_neuron_and_of_the_whole_layer_are_told(
    filled: DistributionPlot, selection: Selection
) -> None:
    assert "a = 0 ± 0.866" in filled.readout
    selection.select(NeuronItem("L3", 1))
    assert "a = 0.5 ± 1" in filled.readout


def test_in_a_narrow_plot_the_looked_at_samples_own_numbers_stay(
    filled: DistributionPlot, selection: Selection
) -> None:
    look_at(filled, 0, sample_values((0.25, 0.0), (-1.25, 0.3)))
    selection.select(NeuronItem("L3", 1))
    filled.resize(240, filled.height())
    assert "sample 1: a = −1.25, h = 0.3" in filled.readout
    assert "±" not in filled.readout.split("sample 1")[1]


def test_out_of_date_values_go_when_there_can_be_none(filled: DistributionPlot) -> None:
    assert "a =" in filled.readout
    filled.set_subject(replace(SUBJECT, obstacle="Connect an output layer."))
    assert filled.readout == ""
    assert "Connect an output layer." in {label.text() for label in filled.findChildren(QLabel) if label.isVisible()}
    filled.set_subject(SUBJECT)
    assert filled.readout == ""
    filled.show_view(distribution())
    assert "a =" in filled.readout


def row_names(plot: DistributionPlot) -> list[str]:
    axis = plot.graphics.ci.getItem(0, 0).getAxis("left")
    return [name for _place, name in axis._tickLevels[0]]  # pyqtgraph has no way to ask


def test_rows_of_the_last_layer_have_the_names_of_the_classes(filled: DistributionPlot) -> None:
    assert row_names(filled) == ["1", "2"]
    filled.set_subject(replace(SUBJECT, data_set=samples(class_names=("setosa", "a name far too long for the axis"))))
    filled.show_view(distribution())
    first, second = row_names(filled)
    assert first == "setosa"
    assert second.startswith("a name")
    assert second.endswith("…")
    filled.layers.show_layer("L2")
    filled.show_view(distribution("L2"))
    assert row_names(filled) == ["1", "2"]


def test_one_output_for_two_classes_is_no_class(filled: DistributionPlot) -> None:
    filled.set_subject(replace(SUBJECT, data_set=samples(class_names=("a", "b", "c"))))
    filled.show_view(distribution())
    assert row_names(filled) == ["1", "2"]

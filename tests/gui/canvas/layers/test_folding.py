"""Wide layers: folded into a strip, whole in a column, or unfolded into a grid of cells."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt

from engine.network.edits import add_layer, connect
from engine.network.forward import forward
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.project.project import Project
from gui.actions import Command
from gui.canvas.layers.commands import fold_commands
from gui.canvas.layers.fold import COLUMN_UP_TO, ROOMY_UP_TO, WHOLE_UP_TO, Form
from gui.canvas.layers.folding import fold_help
from gui.canvas.layers.geometry import LayerPart, layer_geometry
from gui.canvas.layers.wide_layer import pill_text
from gui.canvas.style import CanvasStyle
from gui.selection import LayerItem, NeuronItem
from gui.theme import DARK, LIGHT, Theme


@pytest.fixture
def wide_hand(make_hand: Callable[[Network], Any]) -> Any:
    network = add_layer(Network(), "input", 99, position=(0.0, 0.0))
    network = add_layer(network, "dense", 20, position=(280.0, 0.0))
    hand = make_hand(connect(network, "L1", "L2", Initialization()))
    hand.canvas.fit()
    return hand


def geometry(hand: Any, layer: str = "L1") -> Any:
    return hand.canvas.network_scene.layer_view(layer).geometry


def fold_command(hand: Any) -> Command:
    (command,) = fold_commands(hand.canvas)
    return command


@given(st.integers(1, 3000), st.none() | st.sampled_from(Form), st.none() | st.just((28, 28)))
def test_in_every_form_each_neuron_is_hit_at_its_own_place(
    width: int, form: Form | None, image: tuple[int, int] | None
) -> None:
    laid_out = layer_geometry(width, form, image)
    for index in {0, width // 2, width - 1, min(13, width - 1)}:
        rect = laid_out.neuron_rect(index)
        assert laid_out.panel.contains(rect)
        found = laid_out.neuron_at(rect.center())
        assert found is not None
        if laid_out.fold.strip is None or index in laid_out.fold.shown:
            assert found == index
    assert laid_out.fold.height <= 900 or form is Form.COLUMN


def test_an_image_is_laid_out_as_it_is_seen() -> None:
    fold = layer_geometry(784, None, (28, 28)).fold
    assert (fold.rows, fold.columns) == (28, 28)
    assert fold.offsets[27] == fold.offsets[0]
    assert fold.across[28] == fold.across[0]
    assert fold.offsets[28] > fold.offsets[0]
    assert layer_geometry(784, None, (8, 8)).fold.strip is not None


def test_inputs_as_many_as_a_square_picture_has_pixels_are_a_grid(make_hand: Callable[[Network], Any]) -> None:
    for width, expected in ((784, 28), (64, 8), (49, None), (65, None)):
        hand = make_hand(add_layer(add_layer(Network(), "input", width), "dense", 784, position=(280.0, 0.0)))
        assert geometry(hand).fold.is_grid is (expected is not None)
        assert expected in {None, geometry(hand).fold.columns}
        assert geometry(hand, "L2").fold.strip is not None  # what is computed is no picture


def test_the_pill_says_how_many_there_are() -> None:
    assert pill_text(layer_geometry(784, Form.GRID, (28, 28)).fold) == "28×28"
    assert pill_text(layer_geometry(128, Form.GRID, None).fold) == "128"  # 11 rows of 12 would be 132
    assert pill_text(layer_geometry(1024, Form.FOLDED, None).fold) == "… 1,014 more"
    assert pill_text(layer_geometry(64, Form.COLUMN, None).fold) == "64"


def test_the_pill_can_be_read_from_afar(make_hand: Callable[[Network], Any]) -> None:
    hand = make_hand(add_layer(Network(), "dense", 784))
    hand.canvas.navigation.zoom_to(0.42)
    view = hand.canvas.network_scene.places.panel_rects["L1"]
    place = hand.canvas.mapFromScene(QPointF(view.center().x(), hand.point_of(LayerItem("L1"), LayerPart.FOLD).y()))
    half = round(view.width() * 0.42 / 2) - 3
    image = hand.canvas.viewport().grab().toImage()
    rows = range(place.y() - 8, place.y() + 8)
    inked = [y for y in rows if len({image.pixel(x, y) for x in range(place.x() - half, place.x() + half)}) > 1]
    assert len(inked) >= 6  # digits of 9 pixels' type


def test_the_pill_goes_on_to_grid_column_and_strip_without_an_undo_step(wide_hand: Any) -> None:
    assert geometry(wide_hand).fold.strip is not None
    wide_hand.click(LayerItem("L1"), LayerPart.FOLD)
    assert geometry(wide_hand).fold.is_grid
    assert wide_hand.document.view.unfolded_layers == ("L1",)
    wide_hand.click(NeuronItem("L1", 57))
    assert wide_hand.selection.items == (NeuronItem("L1", 57),)
    wide_hand.click(LayerItem("L1"), LayerPart.FOLD)
    assert geometry(wide_hand).fold.form is Form.COLUMN
    assert wide_hand.document.view.column_layers == ("L1",)
    assert wide_hand.document.view.unfolded_layers == ()
    wide_hand.click(NeuronItem("L1", 57))
    assert wide_hand.selection.items == (NeuronItem("L1", 57),)
    wide_hand.click(LayerItem("L1"), LayerPart.FOLD)
    assert geometry(wide_hand).fold.strip is not None
    assert wide_hand.document.view.folded_layers == ("L1",)
    assert wide_hand.document.view.column_layers == ()
    assert wide_hand.document.undo_stack.count() == 0


def test_edges_begin_beside_the_rows_of_their_cells(wide_hand: Any) -> None:
    wide_hand.click(LayerItem("L1"), LayerPart.FOLD)
    view = wide_hand.canvas.network_scene.layer_view("L1")
    route = wide_hand.canvas.network_scene.connection_graphics(("L1", "L2")).route
    starts = route.polylines(np.array([0, 0]), np.array([42, 98]))[:, 0]
    for start, index in zip(starts, (42, 98), strict=True):
        cell = view.neuron_rect(index)
        assert cell.top() <= start[1] <= cell.bottom()
        assert start[0] == view.panel_rect.right()


def test_the_key_folds_what_is_selected_and_says_what_to_select(wide_hand: Any) -> None:
    command = fold_command(wide_hand)
    assert command.description.keys == ("U",)
    assert str(ROOMY_UP_TO) in command.obstacle()
    wide_hand.selection.select(NeuronItem("L2", 3))
    assert command.obstacle() == ""
    command.run()
    assert geometry(wide_hand, "L2").fold.strip is not None
    command.run()
    assert geometry(wide_hand, "L2").fold.strip is None


def test_the_key_goes_through_all_forms_of_the_layers_selected(wide_hand: Any) -> None:
    command = fold_command(wide_hand)
    wide_hand.selection.select(LayerItem("L1"), LayerItem("L2"))
    seen = []
    for _step in range(3):
        command.run()
        seen.append(tuple(geometry(wide_hand, layer).fold.form for layer in ("L1", "L2")))
    assert seen == [(Form.GRID, Form.COLUMN), (Form.COLUMN, Form.COLUMN), (Form.FOLDED, Form.FOLDED)]


def test_the_pill_says_which_form_comes_next(wide_hand: Any) -> None:
    said = []
    for _step in range(3):
        said.append(fold_help(wide_hand.canvas.context, "L1"))
        wide_hand.click(LayerItem("L1"), LayerPart.FOLD)
    for text, word in zip(said, ("grid", "column", "strip"), strict=True):
        assert word in text


def test_a_layer_too_wide_for_a_column_is_a_grid_or_folded() -> None:
    assert layer_geometry(COLUMN_UP_TO, Form.COLUMN).fold.form is Form.COLUMN
    assert layer_geometry(COLUMN_UP_TO + 1, Form.COLUMN).fold.form is Form.GRID


def test_folds_come_back_with_the_project(wide_hand: Any) -> None:
    view = replace(wide_hand.document.view, unfolded_layers=("L1",))
    wide_hand.document.open(Project(network=wide_hand.document.network, view=view), None)
    assert geometry(wide_hand).fold.is_grid


def test_cells_take_the_colour_of_their_activation(wide_hand: Any) -> None:
    wide_hand.click(LayerItem("L1"), LayerPart.FOLD)
    sample = np.zeros((1, 99))
    sample[0, 37] = -1.0
    wide_hand.canvas.set_sample_values(forward(wide_hand.document.network, sample))
    wide_hand.hover(QPointF(-900, 0))
    color = wide_hand.color_at(wide_hand.point_of(NeuronItem("L1", 37)))
    expected = CanvasStyle(LIGHT).value_fill(-1.0)
    assert abs(color.red() - expected.red()) + abs(color.blue() - expected.blue()) < 20


def test_inputs_that_are_images_are_shown_so_until_they_are_folded(wide_hand: Any) -> None:
    wide_hand.canvas.set_image_shape((9, 11))
    assert geometry(wide_hand).fold.is_grid
    wide_hand.click(LayerItem("L1"), LayerPart.FOLD)
    wide_hand.click(LayerItem("L1"), LayerPart.FOLD)
    assert geometry(wide_hand).fold.form is Form.FOLDED
    wide_hand.canvas.set_image_shape(None)
    assert wide_hand.document.view.folded_layers == ("L1",)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_an_image_is_drawn_in_greys_whatever_its_activations(wide_hand: Any, theme: Theme) -> None:
    canvas = wide_hand.canvas
    canvas.network_scene.set_style(CanvasStyle(theme))
    canvas.set_image_shape((9, 11))
    values = forward(wide_hand.document.network, np.full((1, 99), -1.0))
    pixels = np.zeros(99)
    pixels[37] = 1.0
    canvas.set_sample_values(values, pixels=pixels)
    assert "inputs: pixels of the image" in canvas.legend.texts
    wide_hand.hover(QPointF(-900, 0))
    inked, empty = (wide_hand.color_at(wide_hand.point_of(NeuronItem("L1", index))) for index in (37, 60))
    assert inked.name() == theme.palette.text.lower()
    assert empty.name() == theme.palette.neuron_fill.lower()
    view = canvas.network_scene.layer_view("L1")
    edge = QPointF(view.neurons_rect.left(), view.neuron_rect(60).center().y())
    nearby = {wide_hand.color_at(edge + QPointF(shift, 0)).name() for shift in (-1.0, 0.0, 1.0)}
    assert CanvasStyle(theme).outline.name() in nearby  # a frame, as ground without ink is no other than the panel
    canvas.set_sample_values(values)
    assert "inputs: pixels of the image" not in canvas.legend.texts


@pytest.mark.parametrize("width", [ROOMY_UP_TO + 1, WHOLE_UP_TO])
def test_layers_of_some_dozens_are_whole_and_each_neuron_can_be_clicked(
    make_hand: Callable[[Network], Any], width: int
) -> None:
    hand = make_hand(add_layer(Network(), "input", width))
    hand.canvas.fit()
    for index in (0, width // 2, width - 1):
        hand.click(NeuronItem("L1", index))
        assert hand.selection.items == (NeuronItem("L1", index),)


def test_the_key_is_the_canvas_key(wide_hand: Any) -> None:
    assert fold_command(wide_hand).description.on_canvas
    wide_hand.key(Qt.Key.Key_U)  # the window's action takes it; the canvas alone lets it pass
    assert wide_hand.document.view.folded_layers == ()


def test_zooming_in_on_a_grid_reveals_numbers(wide_hand: Any) -> None:
    wide_hand.click(LayerItem("L1"), LayerPart.FOLD)
    wide_hand.canvas.set_sample_values(forward(wide_hand.document.network, np.full((1, 99), -0.25)))
    wide_hand.hover(QPointF(-900, 0))
    cell = wide_hand.canvas.network_scene.layer_view("L1").neuron_rect(55)

    def colors(zoom: float) -> int:
        wide_hand.canvas.navigation.zoom_to(zoom)
        wide_hand.canvas.navigation.centre_on(cell.center())
        image = wide_hand.canvas.viewport().grab().toImage()
        inner = wide_hand.canvas.mapFromScene(cell).boundingRect().adjusted(2, 2, -2, -2)
        pixels = ((x, y) for x in range(inner.left(), inner.right()) for y in range(inner.top(), inner.bottom()))
        return len({image.pixel(x, y) for x, y in pixels})

    assert colors(1.0) == 1
    assert colors(4.0) > 5


def test_from_afar_it_says_briefly_how_many_are_folded(make_hand: Callable[[Network], Any]) -> None:
    hand = make_hand(add_layer(Network(), "dense", 128))
    hand.canvas.navigation.zoom_to(0.34)
    view = hand.canvas.network_scene.layer_view("L1")
    pill = view.geometry.pill_rect.translated(view.panel_rect.center() - view.geometry.panel.center())
    row = hand.canvas.mapFromScene(pill).boundingRect()
    image = hand.canvas.viewport().grab().toImage()
    ground = CanvasStyle(LIGHT).panel.lightness()
    places = [(x, y) for x in range(row.left() - 6, row.right() + 6) for y in range(row.top(), row.bottom())]
    inked = [x for x, y in places if image.pixelColor(x, y).lightness() < ground - 40]
    assert 0 < max(inked) - min(inked) < row.width()


def test_a_grid_without_values_says_what_it_is(make_hand: Callable[[Network], Any]) -> None:
    network = add_layer(Network(), "input", 784, position=(0.0, 0.0))
    network = add_layer(network, "dense", 1, position=(280.0, 0.0))
    hand = make_hand(connect(network, "L1", "L2", Initialization()))
    hand.document.set_view(replace(hand.document.view, unfolded_layers=("L1",)))
    ink = CanvasStyle(LIGHT).muted.lightness() + 20

    def is_written() -> bool:
        middle = hand.canvas.mapFromScene(hand.point_of(NeuronItem("L1", 14 * 28 + 14)))
        image = hand.canvas.viewport().grab(QRect(middle - QPoint(30, 8), QSize(60, 16))).toImage()
        places = [(x, y) for x in range(image.width()) for y in range(image.height())]
        return any(image.pixelColor(*place).lightness() < ink for place in places)

    assert is_written()
    hand.canvas.set_sample_values(forward(hand.document.network, np.zeros((1, 784))))
    assert not is_written()

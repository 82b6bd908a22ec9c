"""Where neurons, edges and numbers go: the parts of the canvas that are plain calculation."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from engine.network.edits import add_layer, connect
from engine.network.initializers import Initialization
from engine.network.model import Network
from gui.canvas.building.deletion import delete_items, deletion_label
from gui.canvas.building.drop_plan import free_position
from gui.canvas.edges.heat_band import pooled
from gui.canvas.edges.hit_index import HitIndex
from gui.canvas.edges.planning import plan_routes
from gui.canvas.layers.fold import WHOLE_UP_TO, fold
from gui.canvas.layers.geometry import layer_geometry
from gui.canvas.layers.place import Place
from gui.canvas.numbers import exact_number, short_number
from gui.canvas.style import LEVELS, weight_levels
from gui.selection import ConnectionItem, EdgeItem, LayerItem, NeuronItem


@given(st.integers(1, 2000))
def test_every_neuron_has_a_place_of_its_own_from_top_to_bottom(width: int) -> None:
    folded = fold(width)
    assert len(folded.offsets) == width
    assert (np.diff(folded.offsets) > 0).all()
    assert sorted([*folded.shown, *folded.folded]) == list(range(width))
    assert abs(folded.offsets[0]) <= folded.height / 2
    assert (width > WHOLE_UP_TO) == (folded.strip is not None)


def test_a_column_of_any_width_fits_on_a_screen() -> None:
    assert layer_geometry(65_536).panel.height() < 1000


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"), (-0.5, "−0.5"), (1 / 3, "0.33"), (0.9999, "1"), (1.7, "1.7"), (-0.504, "−0.5"), (13.62, "13.6"),
        (-104.4, "−104"),
        (9.996, "10"), (123456.0, "1e5"), (float("inf"), "∞"), (float("nan"), "NaN"), (0.001, "1e−3"),
        (-0.002, "−2e−3"), (0.005, "0.01"), (-1e-12, "−1e−12"), (-0.0, "0"),
    ],
)  # fmt: skip
def test_short_numbers(value: float, text: str) -> None:
    assert short_number(value) == text


@given(st.floats(-99_999, 99_999))
def test_short_numbers_are_short_and_nearly_right(value: float) -> None:
    text = short_number(value)
    assert len(text) <= (6 if abs(value) > 1e-9 else 7)
    assert (float(text.replace("−", "-")) == 0) == (value == 0)
    assert float(text.replace("−", "-")) == pytest.approx(value, rel=0.01, abs=0.006)


def test_exact_numbers_and_indices() -> None:
    assert exact_number(-1 / 3) == "−0.333333"
    assert exact_number(2.0) == "2"
    assert exact_number(-0.0) == "0"


@given(st.lists(st.floats(-20, 20), min_size=1, max_size=50))
def test_levels_keep_sign_and_order(values: list[float]) -> None:
    weights = np.sort(np.array(values))
    levels = weight_levels(weights)
    assert (np.diff(levels) >= 0).all()
    assert (np.sign(levels) * np.sign(weights) >= 0).all()
    assert np.abs(levels).max() <= LEVELS


def places(network: Network) -> dict[str, Place]:
    return {layer.id: Place(layer_geometry(layer.width), *layer.position) for layer in network.layers}


@pytest.fixture
def skipping_network() -> Network:
    network = add_layer(Network(), "input", 2, position=(0.0, 0.0))
    for number, width in enumerate((6, 3, 2), start=1):
        network = add_layer(network, "dense", width, position=(280.0 * number, 0.0))
    for source, target in (("L1", "L2"), ("L2", "L3"), ("L3", "L4"), ("L1", "L3"), ("L1", "L4"), ("L2", "L4")):
        network = connect(network, source, target, Initialization())
    return network


def test_skip_connections_pass_over_the_layers_between_and_over_each_other(skipping_network: Network) -> None:
    placed = places(skipping_network)
    routes = plan_routes(placed, skipping_network.connections)
    assert {key for key, way in routes.items() if way.lane is not None} == {("L1", "L3"), ("L1", "L4"), ("L2", "L4")}
    heights: list[float] = []
    for connection in skipping_network.connections:
        way = routes[connection.key]
        if way.lane is None:
            continue
        rows, columns = np.nonzero(connection.mask)
        lines = way.polylines(rows, columns)
        for layer_id, place in placed.items():
            if layer_id not in connection.key:
                panel = place.panel
                inside = (
                    (lines[..., 0] > panel.left()) & (lines[..., 0] < panel.right())
                    & (lines[..., 1] > panel.top()) & (lines[..., 1] < panel.bottom())
                )  # fmt: skip
                assert not inside.any()
        heights += np.unique(lines[..., 1].min(axis=1)).tolist()
    assert len(set(heights)) == len(heights)


def test_edges_begin_and_end_at_their_neurons(skipping_network: Network) -> None:
    placed = places(skipping_network)
    for key, way in plan_routes(placed, skipping_network.connections).items():
        connection = skipping_network.connection(*key)
        rows, columns = np.nonzero(connection.mask)
        lines = way.polylines(rows, columns)
        np.testing.assert_allclose(lines[:, 0], placed[key[0]].anchors(columns, 1))
        np.testing.assert_allclose(lines[:, -1], placed[key[1]].anchors(rows, -1))
        ends = way.points_along(rows, columns, np.array([0.0, 1.0]))
        np.testing.assert_allclose(ends, lines[:, [0, -1]])


def test_the_hit_index_agrees_with_a_search_along_every_line() -> None:
    generator = np.random.default_rng(0)
    lines = generator.uniform(-100, 100, (30, 5, 2))
    index = HitIndex(lines)
    t = np.linspace(0, 1, 200)[:, np.newaxis]
    for x, y in generator.uniform(-100, 100, (20, 2)):
        dense = [
            min(np.hypot(*((1 - t) * a + t * b - (x, y)).T).min() for a, b in itertools.pairwise(line))
            for line in lines
        ]
        nearest = index.nearest(x, y, 1000.0)
        assert nearest is not None
        assert nearest[0] == int(np.argmin(dense))
        assert nearest[1] == pytest.approx(min(dense), abs=1.0)
    assert index.nearest(500.0, 500.0, 10.0) is None


def test_pooling_keeps_the_largest_magnitude_of_each_block() -> None:
    matrix = np.arange(-6.0, 6.0).reshape(2, 6)
    assert pooled(matrix, 3).tolist() == [[-6.0, -4.0, -2.0], [1.0, 3.0, 5.0]]
    assert pooled(matrix) is matrix


@given(st.floats(-400, 400), st.floats(-400, 400), st.integers(1, 20))
def test_a_free_place_covers_no_panel(x: float, y: float, width: int) -> None:
    panels = [layer_geometry(4).panel.translated(280.0 * number, 0.0) for number in range(3)]
    place = free_position(width, (round(x), round(y)), panels)
    own = layer_geometry(width).panel.translated(*place)
    assert not any(own.intersects(panel) for panel in panels)


def test_a_free_place_that_is_wished_for_is_taken() -> None:
    assert free_position(2, (40.0, 40.0), [QRectF(500, 500, 10, 10)]) == (40.0, 40.0)


def test_deleting_overlapping_items_deletes_each_once(skipping_network: Network) -> None:
    items = (
        LayerItem("L2"), NeuronItem("L2", 0), ConnectionItem("L1", "L2"), NeuronItem("L3", 2), NeuronItem("L3", 0),
        EdgeItem("L1", "L3", 0, 0),
    )  # fmt: skip
    network = delete_items(skipping_network, items)
    assert [layer.id for layer in network.layers] == ["L1", "L3", "L4"]
    assert network.layer("L3").width == 1
    assert deletion_label(items) == "Delete 6 items"
    assert deletion_label((LayerItem("L1"), LayerItem("L2"))) == "Delete 2 layers"
    assert network.connection("L1", "L3").mask.all()  # the edge deleted led to a neuron that went, too
    assert deletion_label((EdgeItem("L1", "L3", 0, 0),)) == "Delete edge"

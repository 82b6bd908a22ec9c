"""Where no arch can lead, edges leave on the right, lead around all panels and arrive on the left."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from engine.arrays import FloatArray
from engine.network.edits import add_layer, connect
from engine.network.initializers import Initialization
from engine.network.model import Network
from gui.canvas.edges.planning import plan_routes
from gui.canvas.edges.routes import Route
from gui.canvas.layers.geometry import layer_geometry
from gui.canvas.layers.place import Place

Spot = tuple[int, float, float]  # width, and the middle of the panel


def routes_of(spots: list[Spot], pairs: list[tuple[int, int]]) -> tuple[list[Place], dict[tuple[int, int], Route]]:
    network = Network()
    for number, (width, _, _) in enumerate(spots):
        network = add_layer(network, "dense" if number else "input", width)
    ids = [layer.id for layer in network.layers]
    for source, target in pairs:
        network = connect(network, ids[source], ids[target], Initialization(scheme="zeros"))
    places = [Place(layer_geometry(width), x, y) for width, x, y in spots]
    planned = plan_routes(dict(zip(ids, places, strict=True)), network.connections)
    return places, {pair: planned[ids[pair[0]], ids[pair[1]]] for pair in pairs}


def points_of(route: Route) -> FloatArray:
    count = route.source.neuron_count
    rows, columns = np.divmod(np.arange(route.target.neuron_count * count), count)
    return route.points_along(rows, columns, np.linspace(0.0, 1.0, 300))


def is_in(rect: QRectF, points: FloatArray) -> bool:
    x, y = points[..., 0], points[..., 1]
    return bool(((x > rect.left()) & (x < rect.right()) & (y > rect.top()) & (y < rect.bottom())).any())


def assert_legible(places: list[Place], routes: dict[tuple[int, int], Route]) -> None:
    """Assert that edges leave on the right, arrive on the left and touch no panel but behind their own neurons."""
    for pair, route in routes.items():
        points = points_of(route)
        assert (points[:, 0, 0] > route.source.x).all()
        assert (points[:, -1, 0] < route.target.x).all()
        assert route.rect_around.contains(QRectF(*points.min(axis=(0, 1)), *np.ptp(points, axis=(0, 1))))
        for number, place in enumerate(places):
            if number not in pair:
                assert not is_in(place.panel, points), f"{pair} runs through {number}"
            for neuron in range(place.neuron_count):
                assert not is_in(
                    place.geometry.neuron_rect(neuron).translated(place.x, place.y).adjusted(1, 1, -1, -1), points
                )


@pytest.mark.parametrize("overlap", [1.0, 10.0, 40.0, 80.0, 160.0, 200.0])
@pytest.mark.parametrize("below", [250.0, -250.0, 600.0])
def test_a_target_that_begins_left_of_its_sources_right_side_is_entered_on_its_left(
    overlap: float, below: float
) -> None:
    panel = layer_geometry(2).panel.width()
    spots = [(2, 0.0, 0.0), (1, panel + 150.0, 0.0), (2, panel - overlap, below)]
    assert_legible(*routes_of(spots, [(0, 1), (0, 2)]))


def test_edges_between_two_layers_that_leave_no_room_to_rise_lead_around_the_second_without_a_needle() -> None:
    """The skip's way up is closed by a layer above its source, that down by the layer it leads past."""
    spots = [(2, 0.0, 0.0), (3, 280.0, 0.0), (2, 200.0, 300.0), (2, 380.0, 380.0), (1, 560.0, 30.0)]
    places, routes = routes_of(spots, [(0, 1), (1, 4), (0, 2), (2, 3), (3, 4), (2, 4)])
    assert_legible(places, {(2, 4): routes[2, 4], (2, 3): routes[2, 3], (3, 4): routes[3, 4]})
    assert points_of(routes[2, 4])[..., 1].min() > places[4].panel.top()


@given(
    st.lists(
        st.tuples(st.sampled_from([1, 2, 5]), st.integers(0, 8), st.integers(0, 3)),
        min_size=3,
        max_size=4,
        unique_by=lambda spot: (spot[1] // 2, spot[2]),
    ),
    st.sampled_from([420.0, 520.0]),
)
@example([(1, 6, 0), (1, 7, 2), (1, 7, 3)], 420.0)
def test_layers_scattered_with_room_between_them_are_wired_clear_of_each_other(
    spots: list[tuple[int, int, int]], row: float
) -> None:
    placed = sorted(((width, x // 2 * 220.0 + x % 2 * 30.0, y * row) for width, x, y in spots), key=lambda one: one[1])
    places, routes = routes_of(placed, list(combinations(range(len(placed)), 2)))
    for pair, route in routes.items():
        if route.arch is not None:
            assert_legible_past(places, pair, route)


def assert_legible_past(places: list[Place], pair: tuple[int, int], route: Route) -> None:
    points = points_of(route)
    for number, place in enumerate(places):
        assert number in pair or not is_in(place.panel, points), f"{pair} runs through {number}"

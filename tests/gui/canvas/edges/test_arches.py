"""Skip connections arch over what stands between, and cross no layer."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.arrays import FloatArray
from engine.network.edits import add_layer, connect
from engine.network.initializers import Initialization
from engine.network.model import ConnectionKey, Network
from gui.canvas.edges.planning import plan_routes
from gui.canvas.edges.routes import Route
from gui.canvas.layers.geometry import layer_geometry
from gui.canvas.layers.place import Place

COLUMN_GAP, ROW_GAP = 24.0, 40.0
POINTS = 200  # on an edge
Grid = list[list[int]]


def places_of(columns: Grid, heights: list[float], gaps: list[float]) -> list[list[Place]]:
    """Place layers column by column, given their widths, each column at its own height and distance."""
    placed: list[list[Place]] = []
    left = 0.0
    for number, widths in enumerate(columns):
        geometries = [layer_geometry(width) for width in widths]
        middle = left + max(geometry.panel.width() for geometry in geometries) / 2
        top, column = heights[number], []
        for geometry in geometries:
            column.append(Place(geometry, middle, top - geometry.panel.top()))
            top += geometry.panel.height() + ROW_GAP
        placed.append(column)
        left = max(place.panel.right() for place in column) + gaps[number]
    return placed


def routes_of(
    placed: list[list[Place]], *, is_back: bool = False
) -> tuple[dict[str, Place], dict[ConnectionKey, Route]]:
    """Connect every layer with every one in a column to the right, or the other way."""
    network, places, column_of = Network(), {}, {}
    for number, column in enumerate(placed):
        for place in column:
            network = add_layer(network, "input" if number == 0 and not is_back else "dense", place.neuron_count)
            layer_id = network.layers[-1].id
            places[layer_id], column_of[layer_id] = place, number
    for source in places:
        for target in places:
            if column_of[source] < column_of[target]:
                ends = (target, source) if is_back else (source, target)
                network = connect(network, *ends, Initialization(scheme="zeros"))
    return places, plan_routes(places, network.connections)


def corner_edges(route: Route) -> tuple[FloatArray, FloatArray]:
    """Give rows and columns of the edges between the outermost neurons."""
    rows, columns = route.target.neuron_count - 1, route.source.neuron_count - 1
    return np.array([0, 0, rows, rows]), np.array([0, columns, 0, columns])


def assert_crosses_none(places: dict[str, Place], routes: dict[ConnectionKey, Route]) -> None:
    for (source, target), route in routes.items():
        if route.is_straight:
            continue  # too many edges to bend
        points = route.points_along(*corner_edges(route), np.linspace(0.0, 1.0, POINTS)).reshape(-1, 2)
        for layer_id, place in places.items():
            left, right = sorted((route.source.x, route.target.x))
            is_between = left < place.x < right
            if layer_id in (source, target) or not (route.arch or is_between):
                continue
            panel = place.panel
            inside = (points[:, 0] > panel.left()) & (points[:, 0] < panel.right())
            inside &= (points[:, 1] > panel.top()) & (points[:, 1] < panel.bottom())
            assert not inside.any(), f"{source} → {target} leads through {layer_id}"


@settings(max_examples=50)
@given(
    st.lists(st.lists(st.sampled_from([1, 2, 4, 9, 20, 60]), min_size=1, max_size=2), min_size=3, max_size=5),
    st.lists(st.sampled_from([-600.0, -200.0, -60.0, 0.0, 100.0, 400.0]), min_size=5, max_size=5),
    st.lists(st.sampled_from([COLUMN_GAP, 40.0, 120.0, 300.0]), min_size=5, max_size=5),
    st.booleans(),
)
def test_no_way_leads_through_a_layer(columns: Grid, heights: list[float], gaps: list[float], is_back: bool) -> None:
    assert_crosses_none(*routes_of(places_of(columns, heights, gaps), is_back=is_back))


def test_edges_that_lead_back_over_a_layer_take_the_lane_from_right_to_left() -> None:
    _, routes = routes_of(places_of([[2], [3], [2]], [0.0] * 3, [120.0] * 3), is_back=True)
    (back,) = (route for route in routes.values() if route.arch is not None)
    points = back.points_along(*corner_edges(back), np.linspace(0.0, 1.0, POINTS))
    assert (np.diff(points[..., 0], axis=1) <= 1e-6).all()
    assert points[..., 1].min() < back.target.panel.top()


@pytest.mark.parametrize(
    "tall", [(2, 14, 2), (14, 2, 14), (40, 1, 1)], ids=["tall between", "low between", "tall first"]
)
def test_tall_and_low_layers(tall: tuple[int, ...]) -> None:
    places, routes = routes_of(places_of([[width] for width in tall], [0.0] * 3, [120.0] * 3))
    assert any(route.arch is not None for route in routes.values())
    assert_crosses_none(places, routes)


def test_two_skips_over_the_same_layers_lie_in_lanes_of_their_own() -> None:
    _, routes = routes_of(places_of([[2], [3], [3], [2]], [0.0] * 4, [120.0] * 4))
    arched = [route for route in routes.values() if route.arch is not None]
    assert len(arched) == 3
    spans = sorted((route.arch_top, route.lane or 0.0) for route in arched)
    assert all(above[1] < below[0] for above, below in pairwise(spans))


@pytest.mark.parametrize("gap", [40.0, 120.0])
@pytest.mark.parametrize("is_back", [False, True], ids=["forwards", "back"])
def test_all_skips_of_a_chain_rise_and_come_down_beside_each_other(gap: float, is_back: bool) -> None:
    placed = places_of([[2], [3], [3], [3], [2]], [0.0] * 5, [gap] * 5)
    _, routes = routes_of(placed, is_back=is_back)
    arched = [route.arch for route in routes.values() if route.arch is not None]
    assert len(arched) == 6
    uprights = [(x, arch.upright_spread / 2) for arch in arched for x in (arch.rise_at, arch.fall_at)]
    bands = sorted((x - half, x + half) for x, half in uprights)
    assert all(left[1] < right[0] for left, right in pairwise(bands))


def test_of_skips_that_leave_one_layer_the_highest_rises_first_so_that_none_crosses_another() -> None:
    _, routes = routes_of(places_of([[2], [3], [3], [3], [2]], [0.0] * 5, [120.0] * 5))
    leaving = [route.arch for (source, _), route in routes.items() if source == "L1" and route.arch is not None]
    from_the_left = sorted(leaving, key=lambda arch: arch.rise_at)
    assert len(leaving) == 3
    assert from_the_left == sorted(leaving, key=lambda arch: arch.lane)


def test_a_skip_rises_beside_a_way_that_leads_around() -> None:
    """From one layer to another below it in its column, and over the next one."""
    column = places_of([[2, 2], [3], [2]], [0.0] * 3, [70.0] * 3)
    places = {f"L{number}": place for number, place in enumerate([*column[0], column[1][0], column[2][0]], start=1)}
    network = Network()
    for number, place in enumerate(places.values()):
        network = add_layer(network, "dense" if number else "input", place.neuron_count)
    for ends in (("L1", "L2"), ("L2", "L3"), ("L1", "L3"), ("L3", "L4"), ("L1", "L4"), ("L2", "L4")):
        network = connect(network, *ends, Initialization(scheme="zeros"))
    routes = plan_routes(places, network.connections)
    around, over = routes["L1", "L2"].arch, routes["L1", "L4"].arch
    assert around is not None
    assert over is not None
    assert abs(around.rise_at - over.rise_at) > (around.upright_spread + over.upright_spread) / 2


def test_a_layer_above_the_way_is_passed_over_too() -> None:
    """One stands between, and another above it just where the lane over the first would be."""
    places = places_of([[2], [2], [2]], [0.0] * 3, [120.0] * 3)
    middle = places[1][0]
    above = replace(middle, y=middle.panel.top() - 40.0 - middle.geometry.panel.bottom())
    places[1].append(above)
    named, routes = routes_of(places)
    arched = [route for (source, target), route in routes.items() if (source, target) == ("L1", "L4")]
    assert all((route.lane or 0.0) < above.panel.top() for route in arched)
    assert_crosses_none(named, routes)


def test_what_leads_past_a_layer_needs_no_arch() -> None:
    """Down through the gap before a layer in the middle, to one below it and a little farther right."""
    places = places_of([[2], [2]], [0.0] * 2, [120.0] * 2)
    middle = places[1][0]
    places.append([replace(middle, x=middle.x + 20.0, y=middle.y + 280.0)])
    named, routes = routes_of(places)
    assert routes["L1", "L3"].arch is None
    assert_crosses_none(named, routes)

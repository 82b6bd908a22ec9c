"""Edges leave and arrive where they are seen: beside the neurons, from the side that faces the other layer."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from engine.arrays import FloatArray
from engine.network.edits import add_layer, connect
from engine.network.initializers import Initialization
from engine.network.model import Network
from gui.canvas.edges.planning import plan_routes
from gui.canvas.edges.ribbon import Ribbon
from gui.canvas.edges.routes import Route
from gui.canvas.layers.fold import ImageShape
from gui.canvas.layers.geometry import layer_geometry
from gui.canvas.layers.place import Place

POINTS = np.linspace(0.0, 1.0, 200)


def place(width: int, x: float, y: float, image_shape: ImageShape | None = None) -> Place:
    return Place(layer_geometry(width, None, image_shape), x, y)


def routes_between(places: Sequence[Place]) -> dict[tuple[int, int], Route]:
    """Connect every layer with every later one."""
    network = Network()
    for number, each in enumerate(places):
        network = add_layer(network, "dense" if number else "input", each.neuron_count)
    ids = [layer.id for layer in network.layers]
    pairs = list(combinations(range(len(places)), 2))
    for source, target in pairs:
        network = connect(network, ids[source], ids[target], Initialization(scheme="zeros"))
    planned = plan_routes(dict(zip(ids, places, strict=True)), network.connections)
    return {(source, target): planned[ids[source], ids[target]] for source, target in pairs}


def all_points(route: Route) -> FloatArray:
    """Give points on all edges: float64 (E, 200, 2)."""
    rows, columns = np.divmod(
        np.arange(route.target.neuron_count * route.source.neuron_count), route.source.neuron_count
    )
    return route.points_along(rows, columns, POINTS)


def is_in(rect: QRectF, points: FloatArray) -> bool:
    x, y = points[..., 0], points[..., 1]
    inside = (x > rect.left()) & (x < rect.right()) & (y > rect.top()) & (y < rect.bottom())
    return bool(inside.any())


@given(
    widths=st.tuples(*[st.sampled_from([1, 2, 8, 40])] * 2),
    gap=st.sampled_from([120.0, 160.0, 300.0]),
    rise=st.floats(-300.0, 300.0),
)
def test_no_edge_runs_behind_the_header_of_a_layer_that_it_leads_from_or_to(
    widths: tuple[int, int], gap: float, rise: float
) -> None:
    source = place(widths[0], 0.0, 0.0)
    target = place(widths[1], source.panel.width() + gap, rise)
    route = routes_between([source, target])[0, 1]
    points = all_points(route)
    for end in (source, target):
        assert route.is_straight or not is_in(end.geometry.header.translated(end.x, end.y), points)


def test_many_edges_are_straight_where_they_are_not_steep() -> None:
    assert routes_between([place(20, 0.0, 0.0), place(14, 300.0, 0.0)])[0, 1].is_straight
    assert not routes_between([place(40, 0.0, 0.0), place(4, 300.0, 0.0)])[0, 1].is_straight


def test_edges_lead_back_from_the_sides_that_face_each_other() -> None:
    source, target = place(2, 300.0, 0.0), place(3, 0.0, 50.0)
    points = all_points(routes_between([source, target])[0, 1])
    assert (np.diff(points[..., 0], axis=1) <= 0).all()
    np.testing.assert_allclose(points[:, 0, 0], source.x - source.geometry.fold.radius)
    np.testing.assert_allclose(points[:, -1, 0], target.x + target.geometry.fold.radius)


@pytest.mark.parametrize("shift", [0.0, 60.0, -60.0])
def test_between_layers_of_one_column_edges_lead_around_all_others_in_it(shift: float) -> None:
    places = [place(2, 0.0, 0.0), place(64, 0.0, 420.0, (8, 8)), place(3, shift, 860.0)]
    routes = routes_between(places)
    for (source, target), route in routes.items():
        points = all_points(route)
        assert route.rect_around.contains(QRectF(*points.min(axis=(0, 1)), *np.ptp(points, axis=(0, 1))))
        for number, other in enumerate(places):
            hides = (
                other.panel if number not in (source, target) else other.geometry.header.translated(other.x, other.y)
            )
            assert not is_in(hides, points)
    assert not is_in(places[1].panel, np.array(_spine_points(routes[0, 2])))


def test_an_edge_over_a_longer_way_leads_around_shorter_ones() -> None:
    routes = routes_between([place(2, 0.0, 0.0), place(2, 0.0, 300.0), place(2, 0.0, 600.0)])
    farthest = {pair: all_points(route)[..., 0].max() for pair, route in routes.items()}
    assert farthest[0, 2] > max(farthest[0, 1], farthest[1, 2])


def test_edges_of_an_image_begin_at_the_card_each_at_a_height_of_its_own_within_its_row() -> None:
    image, target = place(784, 0.0, 0.0, (28, 28)), place(3, 400.0, 0.0)
    route = routes_between([image, target])[0, 1]
    cells = np.arange(784)
    starts = route.polylines(np.zeros_like(cells), cells)[:, 0]
    np.testing.assert_allclose(starts[:, 0], image.panel.right())
    assert (np.diff(starts[:, 1]) > 0).all()
    middles = image.y + image.geometry.fold.offsets
    assert (np.abs(starts[:, 1] - middles) <= image.geometry.fold.cell / 2).all()


def _spine_points(route: Route) -> list[tuple[float, float]]:
    spine = Ribbon(route).spine
    return [(point.x(), point.y()) for point in map(spine.pointAtPercent, POINTS.tolist())]

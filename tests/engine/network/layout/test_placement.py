"""What a dropped layer is connected to, and where it goes."""

from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.network.edits import add_layer, connect, move_layers, next_layer_id
from engine.network.initializers import Initialization
from engine.network.layout.placement import (
    COLUMN_SPACING,
    GRID,
    LEAST_SPACING,
    gap_closed,
    position_for,
    room_between,
    snapped_to_grid,
    suggested_connections,
)
from engine.network.model import Network
from engine.project.project import Project
from engine.project.validation import check_project
from tests.strategies import POSITIONS, networks

DRAW = Initialization()


def dropped(network: Network, kind: str, name: str, position: tuple[float, float]) -> Network:
    sources, targets = suggested_connections(network, kind, position)
    network = add_layer(network, kind, 2, name=name, position=position)
    new = network.layers[-1].id
    for source in sources:
        network = connect(network, source, new, DRAW)
    for target in targets:
        network = connect(network, new, target, DRAW)
    return network


def wires(network: Network) -> set[tuple[str, str]]:
    return {(network.layer(c.source).name, network.layer(c.target).name) for c in network.connections}


@pytest.mark.parametrize("order", list(permutations(["input", "hidden", "output"])))
def test_layers_dropped_in_any_order_become_a_chain_from_left_to_right(order: tuple[str, ...]) -> None:
    kinds = {"input": ("input", 0.0), "hidden": ("dense", 300.0), "output": ("dense", 600.0)}
    network = Network()
    for name in order:
        kind, x = kinds[name]
        network = dropped(network, kind, name, (x, 0.0))
    assert ("input", "hidden") in wires(network)
    assert ("hidden", "output") in wires(network)


def test_the_left_to_right_order_makes_exactly_the_chain() -> None:
    network = Network()
    for kind, name, x in [("input", "x", 0.0), ("dense", "a", 280.0), ("dense", "b", 560.0), ("dense", "c", 900.0)]:
        network = dropped(network, kind, name, (x, 0.0))
    assert wires(network) == set(pairwise("xabc"))


def test_the_nearest_height_decides_within_a_column() -> None:
    network = add_layer(Network(), "input", 2, name="upper", position=(0.0, -200.0))
    network = add_layer(network, "dense", 2, name="lower", position=(20.0, 200.0))
    assert suggested_connections(network, "dense", (300.0, 150.0))[0] == (network.layers[1].id,)
    assert suggested_connections(network, "dense", (300.0, -150.0))[0] == (network.layers[0].id,)


def test_only_the_nearest_column_that_lacks_inputs_is_fed() -> None:
    network = add_layer(Network(), "dense", 2, name="near", position=(300.0, 0.0))
    network = add_layer(network, "dense", 2, name="beside", position=(320.0, 300.0))
    network = add_layer(network, "dense", 2, name="far", position=(900.0, 0.0))
    assert suggested_connections(network, "input", (0.0, 0.0)) == ((), ("L1", "L2"))


@pytest.mark.parametrize("x", [COLUMN_SPACING - 60, COLUMN_SPACING, COLUMN_SPACING + 60])
def test_a_layer_below_another_is_wired_beside_it_and_never_to_it(x: float) -> None:
    network = add_layer(Network(), "input", 2, position=(0.0, 0.0))
    for number in (1, 2):
        network = add_layer(network, "dense", 2, position=(number * COLUMN_SPACING, 0.0))
        network = connect(network, f"L{number}", f"L{number + 1}", DRAW)
    assert suggested_connections(network, "dense", (x, 200.0)) == (("L1",), ("L3",))


def test_a_suggestion_never_closes_a_cycle() -> None:
    network = add_layer(Network(), "dense", 2, name="right", position=(600.0, 0.0))
    network = add_layer(network, "dense", 2, name="left", position=(0.0, 0.0))
    network = connect(network, "L1", "L2", DRAW)
    assert suggested_connections(network, "dense", (300.0, 0.0)) == (("L2",), ())


def test_a_layer_added_without_a_place_goes_to_its_end() -> None:
    assert position_for(Network(), "dense") == (0.0, 0.0)
    network = add_layer(Network(), "dense", 2, position=(100.0, 40.0))
    assert position_for(network, "dense") == (100.0 + COLUMN_SPACING, 40.0)
    assert position_for(network, "input") == (100.0 - COLUMN_SPACING, 40.0)


def test_an_inserted_layer_gets_room() -> None:
    network = add_layer(Network(), "input", 2, position=(0.0, 0.0))
    network = add_layer(network, "dense", 2, position=(COLUMN_SPACING, 40.0))
    network = add_layer(network, "dense", 2, position=(2 * COLUMN_SPACING, 0.0))
    network = connect(network, "L1", "L2", DRAW)
    position, moved = room_between(network, "L1", "L2", 13.0)
    assert position == (COLUMN_SPACING, 20.0)
    assert moved == {"L2": (2 * COLUMN_SPACING, 40.0), "L3": (3 * COLUMN_SPACING, 0.0)}
    network = add_layer(move_layers(network, moved), "dense", 3, position=position)
    assert [layer.position for layer in network.layers[1:]] == [(560.0, 40.0), (840.0, 0.0), (280.0, 20.0)]


@given(networks(), st.sampled_from(["dense", "input"]), POSITIONS)
def test_what_is_suggested_can_be_made(network: Network, kind: str, position: tuple[float, float]) -> None:
    sources, targets = suggested_connections(network, kind, position)
    layer_id = next_layer_id(network)
    network = add_layer(network, kind, 1, position=position)
    for source in sources:
        network = connect(network, source, layer_id, DRAW)
    for target in targets:
        network = connect(network, layer_id, target, DRAW)
    check_project(Project(network=network))


@pytest.mark.parametrize(("gap", "spacing"), [(100.0, LEAST_SPACING), (240.0, 240.0), (400.0, COLUMN_SPACING)])
def test_columns_stay_even(gap: float, spacing: float) -> None:
    network = add_layer(Network(), "input", 2, position=(0.0, 0.0))
    network = add_layer(network, "dense", 2, position=(gap, 0.0))
    position, moved = room_between(network, "L1", "L2", 0.0)
    assert position == (spacing, 0.0)
    assert moved == {"L2": (2 * spacing, 0.0)}


def test_where_there_is_room_nothing_moves() -> None:
    network = add_layer(Network(), "input", 2, position=(0.0, 0.0))
    network = add_layer(network, "dense", 2, position=(3 * COLUMN_SPACING, 0.0))
    position, moved = room_between(network, "L1", "L2", 0.0)
    assert position == (1.5 * COLUMN_SPACING, 0.0)
    assert moved == {}


def test_snapping_goes_to_the_nearest_grid_point() -> None:
    assert snapped_to_grid((GRID * 2.4, -GRID * 1.6)) == (GRID * 2, -GRID * 2)


def test_a_gap_is_closed_by_all_to_its_right() -> None:
    network = Network()
    for x in (0.0, 280.0, 570.0, 850.0):
        network = add_layer(network, "dense", 1, position=(x, 40.0))
    assert gap_closed(network, "L1", "L3", "L2") == {"L3": (290.0, 40.0), "L4": (570.0, 40.0)}
    assert gap_closed(network, "L1", "L2", "L4") == {}
    assert gap_closed(network, "L2", "L4", "L1") == {}

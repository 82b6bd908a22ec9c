"""Arranging, aligning and distributing."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import GraphError
from engine.network.edits import add_layer, connect, move_layers
from engine.network.initializers import Initialization
from engine.network.layout.alignment import Alignment, Axis, align, distribute
from engine.network.layout.arrangement import COLUMN_GAP, ROW_GAP, arrange
from engine.network.layout.boxes import Extent
from engine.network.layout.placement import COLUMN_SPACING, GRID
from engine.network.model import Network
from tests.engine.network.layout.gaps import gap
from tests.strategies import POSITIONS, networks

USUAL = Extent(80.0, 98.0, 80.0, 38.0)
LENGTHS = st.floats(1, 500)
EXTENTS = st.builds(Extent, LENGTHS, LENGTHS, LENGTHS, LENGTHS)


def network_of(*connections: tuple[str, str], layers: int, apart: float = 10.0) -> Network:
    network = add_layer(Network(), "input", 2)
    for number in range(1, layers):
        network = add_layer(network, "dense", 2, position=(0.0, apart * number))
    for source, target in connections:
        network = connect(network, source, target, Initialization())
    return network


def usual(network: Network) -> dict[str, Extent]:
    return {layer.id: USUAL for layer in network.layers}


def assert_apart(boxes: list, clearance: float = 0.0) -> None:
    for first, second in itertools.combinations(boxes, 2):
        assert gap(first, second) >= clearance


@given(networks(), st.data())
def test_no_panels_overlap_and_all_connections_lead_right(network: Network, data: st.DataObject) -> None:
    extents = {layer.id: data.draw(EXTENTS) for layer in network.layers}
    placed = arrange(network, extents)
    assert placed.keys() == extents.keys()
    assert_apart([extents[layer_id].at(place) for layer_id, place in placed.items()], ROW_GAP - GRID - 1e-6)
    for connection in network.connections:
        source, target = (extents[end].at(placed[end]) for end in connection.key)
        assert target.left - source.right >= COLUMN_GAP - 1e-6
    assert all(coordinate % GRID == 0 for place in placed.values() for coordinate in place)
    assert arrange(move_layers(network, placed), extents).keys() == placed.keys()


@given(networks().filter(lambda network: network.layers), st.data())
def test_the_layers_that_stay_are_not_covered(network: Network, data: st.DataObject) -> None:
    chosen = data.draw(st.sets(st.sampled_from([layer.id for layer in network.layers]), min_size=1))
    placed = arrange(network, usual(network), chosen)
    assert placed.keys() == chosen
    moved = [USUAL.at(place) for place in placed.values()]
    for layer in network.layers:
        if layer.id not in chosen:
            assert all(gap(USUAL.at(layer.position), box) >= 0 for box in moved)


def test_a_chain_with_a_skip_stands_in_a_row() -> None:
    network = network_of(("L1", "L2"), ("L2", "L3"), ("L3", "L4"), ("L1", "L4"), layers=4)
    placed = arrange(network, usual(network))
    assert {place[1] for place in placed.values()} == {placed["L1"][1]}
    assert [placed[f"L{n}"][0] - placed["L1"][0] for n in range(1, 5)] == [0, 280, 560, 840]


def test_branches_stand_one_below_the_other_without_crossing() -> None:
    branches = [("L1", "L2"), ("L1", "L3"), ("L2", "L5"), ("L3", "L4"), ("L4", "L6"), ("L5", "L6")]
    network = network_of(*branches, layers=6)
    placed = arrange(network, usual(network))
    assert placed["L2"][0] == placed["L3"][0]
    assert (placed["L2"][1] < placed["L3"][1]) == (placed["L5"][1] < placed["L4"][1])
    assert placed["L2"][1] == placed["L5"][1]
    assert placed["L3"][1] == placed["L4"][1]
    assert placed["L1"][1] == placed["L6"][1] == pytest.approx((placed["L2"][1] + placed["L3"][1]) / 2, abs=GRID)


def test_parts_that_do_not_hang_together_stand_apart() -> None:
    network = network_of(("L1", "L2"), ("L3", "L4"), layers=6)
    placed = arrange(network, usual(network))
    assert placed["L1"][1] == placed["L2"][1] < placed["L3"][1] == placed["L4"][1]
    assert placed["L5"][1] == placed["L6"][1] > placed["L3"][1]
    assert placed["L6"][0] == placed["L5"][0] + COLUMN_SPACING


def test_a_layer_that_reads_nothing_stands_before_what_reads_it() -> None:
    network = network_of(("L1", "L2"), ("L2", "L3"), ("L4", "L3"), layers=4)
    placed = arrange(network, usual(network))
    assert placed["L4"][0] == placed["L2"][0]


def test_it_stays_where_it_was() -> None:
    network = network_of(("L1", "L2"), ("L2", "L3"), layers=3)
    placed = arrange(network, usual(network))
    again = arrange(move_layers(network, placed), usual(network))
    assert again == placed


def test_a_layer_that_is_not_there_is_refused() -> None:
    with pytest.raises(GraphError, match="no layer “L9”"):
        arrange(Network(), {}, ["L9"])


def test_three_hundred_layers_with_skips_are_arranged() -> None:
    network = add_layer(Network(), "input", 1)
    for number in range(1, 300):
        network = add_layer(network, "dense", 1)
        for back in (1, 2, 7):
            if number - back >= 0:
                network = connect(network, f"L{number + 1 - back}", f"L{number + 1}", Initialization())
    placed = arrange(network, usual(network))
    assert_apart([USUAL.at(place) for place in placed.values()])


@given(st.dictionaries(st.text(max_size=3), st.tuples(POSITIONS, EXTENTS), min_size=1, max_size=6))
def test_aligned_panels_share_a_line(layers: dict) -> None:
    positions = {name: place for name, (place, _) in layers.items()}
    extents = {name: extent for name, (_, extent) in layers.items()}
    for alignment in (Alignment.LEFT, Alignment.RIGHT, Alignment.TOP, Alignment.BOTTOM):
        aligned = align(positions, extents, alignment)
        before = [getattr(extents[name].at(positions[name]), alignment.value) for name in positions]
        lines = [getattr(extents[name].at(place), alignment.value) for name, place in aligned.items()]
        expected = min(before) if alignment in {Alignment.LEFT, Alignment.TOP} else max(before)
        assert lines == pytest.approx([expected] * len(lines))
    for alignment in (Alignment.CENTRE, Alignment.MIDDLE):
        boxes = [extents[name].at(place) for name, place in align(positions, extents, alignment).items()]
        middles = [box.left + box.right if alignment is Alignment.CENTRE else box.top + box.bottom for box in boxes]
        assert middles == pytest.approx([middles[0]] * len(middles), abs=1e-6)


@given(st.dictionaries(st.text(max_size=3), st.tuples(POSITIONS, EXTENTS), min_size=3, max_size=6))
def test_distributed_panels_have_equal_gaps(layers: dict) -> None:
    positions = {name: place for name, (place, _) in layers.items()}
    extents = {name: extent for name, (_, extent) in layers.items()}
    for axis, start, end in ((Axis.HORIZONTAL, "left", "right"), (Axis.VERTICAL, "top", "bottom")):
        placed = distribute(positions, extents, axis)
        boxes = {name: extents[name].at(positions[name]) for name in positions}
        order = sorted(boxes, key=lambda name: getattr(boxes[name], start) + getattr(boxes[name], end))
        moved = [extents[name].at(placed[name]) for name in order]
        gaps = [getattr(b, start) - getattr(a, end) for a, b in itertools.pairwise(moved)]
        assert gaps == pytest.approx([gaps[0]] * len(gaps), abs=1e-6)
        assert placed[order[0]] == positions[order[0]]
        assert placed[order[-1]] == positions[order[-1]]


def test_two_layers_are_not_distributed() -> None:
    positions = {"L1": (0.0, 0.0), "L2": (300.0, 0.0)}
    assert distribute(positions, {"L1": USUAL, "L2": USUAL}, Axis.HORIZONTAL) == positions


@given(st.lists(POSITIONS, min_size=2, max_size=6), st.sampled_from(Alignment))
def test_aligned_panels_cover_none_of_each_other(places: list, alignment: Alignment) -> None:
    positions = {f"L{number}": place for number, place in enumerate(places)}
    extents = dict.fromkeys(positions, USUAL)
    aligned = align(positions, extents, alignment)
    assert_apart([extents[name].at(place) for name, place in aligned.items()])


def test_layers_above_each_other_are_put_side_by_side_by_aligning_their_tops() -> None:
    positions = {"low": (300.0, 200.0), "left": (0.0, 0.0), "high": (300.0, -200.0)}
    aligned = align(positions, dict.fromkeys(positions, USUAL), Alignment.TOP)
    assert len({y for _, y in aligned.values()}) == 1
    assert [aligned["left"][0], aligned["low"][0]] == [0.0, 300.0]
    assert aligned["high"][0] > 300.0 + USUAL.left + USUAL.right

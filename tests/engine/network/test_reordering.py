"""Layers taken out of their place and put into another."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import EngineError, GraphError
from engine.network.edits import add_layer, connect
from engine.network.freezing import freeze
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.network.parameter_set import edge_set
from engine.network.patterns import PatternSettings, wire_by_pattern
from engine.network.reordering import (
    ReorderingPrice,
    delete_and_rejoin,
    move_after,
    move_before,
    neighbours_to_rejoin,
    reinsert_layer,
    reordering_price,
    take_out,
)
from engine.network.wiring import remove_edges
from engine.project.project import Project
from engine.project.validation import check_project
from tests.strategies import networks

DRAWN = Initialization()


def chain_of(*widths: int) -> Network:
    network = add_layer(Network(), "input", widths[0])
    for number, width in enumerate(widths[1:], 1):
        network = add_layer(network, "dense", width)
        network = connect(network, f"L{number}", f"L{number + 1}", DRAWN)
    return network


def keys(network: Network) -> set[tuple[str, str]]:
    return {connection.key for connection in network.connections}


def test_a_layer_changes_its_place_and_its_neighbours_join() -> None:
    network = reinsert_layer(chain_of(2, 3, 4, 5, 1), "L2", "L3", "L4", DRAWN)
    assert keys(network) == {("L1", "L3"), ("L3", "L2"), ("L2", "L4"), ("L4", "L5")}
    assert network.connection("L1", "L3").weight.shape == (4, 2)
    assert network.connection("L3", "L2").weight.shape == (3, 4)


def test_matrices_are_kept_where_shapes_are_the_same() -> None:
    before = chain_of(2, 3, 3, 3, 1)
    after = reinsert_layer(before, "L2", "L3", "L4", DRAWN)
    assert np.array_equal(after.connection("L3", "L2").weight, before.connection("L2", "L3").weight.T)
    assert after.connection("L2", "L4").weight is before.connection("L3", "L4").weight
    assert after.connection("L1", "L3").weight is before.connection("L1", "L2").weight
    assert reordering_price(before, after) == ReorderingPrice(0, 0, 0)


@pytest.mark.parametrize("widths", [(2, 6, 6, 1), (2, 6, 4, 1), (6, 6, 6, 6)])
def test_a_connection_that_turns_round_keeps_its_removed_edges_and_frozen_weights(widths: tuple[int, ...]) -> None:
    network = wire_by_pattern(chain_of(*widths), "L2", "L3", "local", PatternSettings(), DRAWN)
    before = freeze(network, edge_set(network, "L2", "L3", 0, 0))
    after = move_before(before, "L2", "L4", DRAWN)
    assert keys(after) == {("L1", "L3"), ("L3", "L2"), ("L2", "L4")}
    former, turned = before.connection("L2", "L3"), after.connection("L3", "L2")
    assert not former.mask.all()
    for part in ("weight", "mask", "frozen"):
        assert np.array_equal(getattr(turned, part), getattr(former, part).T)


def test_no_matrix_is_given_out_twice() -> None:
    before = chain_of(6, 6, 6, 6)
    after = move_before(before, "L2", "L4", DRAWN)
    assert after.connection("L1", "L3").weight is before.connection("L1", "L2").weight
    assert after.connection("L2", "L4").weight is before.connection("L3", "L4").weight


def test_the_price_counts_what_is_lost_with_a_matrix() -> None:
    network = chain_of(2, 6, 4, 1)
    network = freeze(network, edge_set(network, "L1", "L2", 1, 1))
    before = remove_edges(network, "L1", "L2", edge_set(network, "L1", "L2", 0, 0).edges["L1", "L2"])
    after = move_before(before, "L2", "L4", DRAWN)
    assert reordering_price(before, after) == ReorderingPrice(2, removed_edges=1, frozen_weights=1)


def test_what_is_not_touched_is_shared() -> None:
    before = chain_of(2, 3, 4, 5, 1)
    after = reinsert_layer(before, "L2", "L3", "L4", DRAWN)
    assert after.connection("L4", "L5") is before.connection("L4", "L5")
    assert after.layers == before.layers


def test_a_layer_with_several_sources_leaves_them_as_they_are() -> None:
    network = connect(chain_of(2, 3, 4, 5, 1), "L1", "L3", DRAWN)
    assert neighbours_to_rejoin(network, "L3") is None
    assert keys(take_out(network, "L3", DRAWN)) == {("L1", "L2"), ("L4", "L5")}
    assert neighbours_to_rejoin(network, "L2") is None  # its neighbours are joined by the skip connection
    assert ("L1", "L3") in keys(take_out(network, "L2", DRAWN))


def test_deleting_rejoins() -> None:
    network = delete_and_rejoin(chain_of(2, 3, 4), "L2", DRAWN)
    assert [layer.id for layer in network.layers] == ["L1", "L3"]
    assert keys(network) == {("L1", "L3")}


def test_an_input_cannot_stand_between_layers() -> None:
    network = chain_of(2, 3, 4)
    with pytest.raises(GraphError, match="takes its values from the data"):
        reinsert_layer(network, "L1", "L2", "L3", DRAWN)


def test_no_layer_is_put_into_its_own_connection() -> None:
    with pytest.raises(GraphError, match=r"no connection from “.*” to “.*”"):
        reinsert_layer(chain_of(2, 3, 4), "L2", "L1", "L2", DRAWN)


@given(networks().filter(lambda network: len(network.layers) > 1), st.data())
def test_whatever_is_put_wherever_is_a_network(network: Network, data: st.DataObject) -> None:
    layer_id = data.draw(st.sampled_from([layer.id for layer in network.layers]))
    if network.connections:
        source, target = data.draw(st.sampled_from([connection.key for connection in network.connections]))
        try:
            after = reinsert_layer(network, layer_id, source, target, DRAWN)
        except EngineError:
            assert layer_id in {source, target} or network.layer(layer_id).kind == "input"
        else:
            check_project(Project(network=after))
            assert (source, layer_id) in keys(after)
            assert (layer_id, target) in keys(after)
    check_project(Project(network=delete_and_rejoin(network, layer_id, DRAWN)))
    assert np.all([layer in network.layers for layer in take_out(network, layer_id, DRAWN).layers])


def test_a_layer_moved_before_another_reads_all_that_one_read() -> None:
    before = connect(chain_of(2, 3, 4, 5, 1), "L1", "L4", DRAWN)
    after = move_before(before, "L2", "L4", DRAWN)
    assert keys(after) == {("L1", "L3"), ("L3", "L2"), ("L1", "L2"), ("L2", "L4"), ("L4", "L5")}
    assert after.connection("L1", "L2").weight is before.connection("L1", "L2").weight


def test_a_layer_moved_behind_another_feeds_all_that_one_fed() -> None:
    before = connect(chain_of(2, 3, 4, 5, 1), "L3", "L5", DRAWN)
    after = move_after(before, "L2", "L3", DRAWN)
    assert keys(after) == {("L1", "L3"), ("L3", "L2"), ("L2", "L4"), ("L2", "L5"), ("L4", "L5")}
    assert keys(move_after(chain_of(2, 3, 1), "L2", "L3", DRAWN)) == {("L1", "L3"), ("L3", "L2")}


def test_where_a_layer_stands_already_nothing_changes() -> None:
    network = chain_of(2, 3, 4, 1)
    assert keys(move_before(network, "L2", "L3", DRAWN)) == keys(network)
    assert keys(move_after(network, "L3", "L2", DRAWN)) == keys(network)


@pytest.mark.parametrize("move", [move_before, move_after])
def test_no_layer_stands_before_the_data_or_beside_itself(move: Callable[..., Network]) -> None:
    network = chain_of(2, 3, 4, 1)
    with pytest.raises(GraphError, match="feed itself"):
        move(network, "L2", "L2", DRAWN)
    with pytest.raises(GraphError, match="takes its values from the data"):
        move(network, "L1", "L3", DRAWN)
    with pytest.raises(GraphError, match="takes its values from the data"):
        move_before(network, "L2", "L1", DRAWN)

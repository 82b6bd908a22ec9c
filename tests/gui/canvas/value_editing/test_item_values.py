"""Numbers edited together, and which they are."""

import math

import numpy as np
import pytest

from engine.network.edits import remove_layers
from engine.network.model import Network
from gui.canvas.value_editing.item_values import ValueGroup, ValueItem, value_of
from gui.selection import EdgeItem, NeuronItem, grouped

ITEMS: tuple[ValueItem, ...] = (
    EdgeItem("L2", "L3", 0, 1),
    NeuronItem("L2", 1),
    EdgeItem("L1", "L2", 0, 0),
    NeuronItem("L3", 0),
    EdgeItem("L1", "L2", 1, 0),
)


def test_a_group_gives_and_takes_back_the_numbers_of_its_items(xor_network: Network) -> None:
    group = ValueGroup(grouped(ITEMS))
    before = group.values(xor_network)
    assert sorted(before) == sorted(value_of(xor_network, item) for item in ITEMS)
    changed = group.with_values(xor_network, 7.0)
    assert [value_of(changed, item) for item in ITEMS] == [7.0] * 5
    assert value_of(changed, NeuronItem("L2", 0)) == 0
    restored = group.with_values(changed, before)
    assert [value_of(restored, item) for item in ITEMS] == [value_of(xor_network, item) for item in ITEMS]


@pytest.mark.parametrize(("items", "common"), [(ITEMS, math.nan), (ITEMS[2:3] + ITEMS[4:], 1.0), ((), math.nan)])
def test_a_number_is_common_where_all_have_it(
    xor_network: Network, items: tuple[ValueItem, ...], common: float
) -> None:
    np.testing.assert_equal(ValueGroup(grouped(items)).common_value(xor_network), common)


def test_a_group_is_there_as_long_as_all_its_items_are(xor_network: Network) -> None:
    assert ValueGroup(grouped(ITEMS)).are_in(xor_network)
    assert not ValueGroup(grouped(ITEMS)).are_in(remove_layers(xor_network, ["L3"]))

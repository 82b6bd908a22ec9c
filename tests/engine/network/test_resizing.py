"""Layers made wider and narrower, and what becomes of the pattern that their connections have."""

import numpy as np
import pytest

from engine.arrays import BoolArray
from engine.network.edits import add_layer, connect
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.network.patterns import PATTERNS, PatternSettings
from engine.network.resizing import resize_layer
from engine.network.wiring import rewire

DRAWN = Initialization()


def joined(mask: BoolArray) -> Network:
    """Two layers, wired by a mask (T, S)."""
    targets, sources = mask.shape
    network = add_layer(Network(), "input", sources)
    network = connect(add_layer(network, "dense", targets), "L1", "L2", DRAWN)
    return rewire(network, "L1", "L2", mask, DRAWN)


def mask_of(network: Network) -> BoolArray:
    return network.connection("L1", "L2").mask


def by_pattern(name: str, shape: tuple[int, int]) -> BoolArray:
    return PATTERNS[name].mask(shape, PatternSettings(window=3))


@pytest.mark.parametrize("first", ["L1", "L2"])
def test_one_to_one_stays_so_while_both_layers_grow_and_shrink(first: str) -> None:
    network = joined(np.eye(4, dtype=bool))
    for width in (5, 6, 3):
        for layer in (first, "L2" if first == "L1" else "L1"):
            network = resize_layer(network, layer, width, DRAWN)
        np.testing.assert_array_equal(mask_of(network), np.eye(width))


@pytest.mark.parametrize(("layer", "width", "shape"), [("L2", 10, (10, 8)), ("L2", 5, (5, 8)), ("L1", 11, (8, 11))])
def test_a_local_window_is_stretched_over_the_new_width_and_weights_that_stay_are_kept(
    layer: str, width: int, shape: tuple[int, int]
) -> None:
    network = joined(by_pattern("local", (8, 8)))
    before = network.connection("L1", "L2")
    after = resize_layer(network, layer, width, DRAWN).connection("L1", "L2")
    np.testing.assert_array_equal(after.mask, by_pattern("local", shape))
    common = tuple(slice(min(one, other)) for one, other in zip(before.mask.shape, shape, strict=True))
    both = before.mask[common] & after.mask[common]
    np.testing.assert_array_equal(after.weight[common][both], before.weight[common][both])


def test_new_neurons_are_wired_at_the_density_of_the_others_each_by_an_edge_at_least() -> None:
    mask = PATTERNS["random"].mask((20, 20), PatternSettings(density=0.3, seed=7))
    network = joined(mask)
    for width in range(21, 41):  # one by one
        network = resize_layer(network, "L2", width, DRAWN)
    grown = mask_of(network)
    np.testing.assert_array_equal(grown[:20], mask)
    assert grown[20:].any(axis=1).all()
    assert 0.2 < grown[20:].mean() < 0.45


def test_edges_removed_by_hand_stay_so_and_what_was_full_grows_fully() -> None:
    mask = np.ones((4, 4), bool)
    mask[1, 2] = False
    grown = mask_of(resize_layer(joined(mask), "L2", 6, DRAWN))
    np.testing.assert_array_equal(grown[:4], mask)
    assert grown[4:].all()
    assert mask_of(resize_layer(joined(np.ones((4, 4), bool)), "L1", 7, DRAWN)).all()


def test_a_connection_goes_with_its_last_edge() -> None:
    mask = np.zeros((3, 2), bool)
    mask[2, 1] = True
    assert not resize_layer(joined(mask), "L2", 2, DRAWN).connections

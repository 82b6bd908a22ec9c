"""Blocks and fills of matrices, against numpy; removed edges stay 0 whatever comes."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.errors import EngineError, SettingError, ShapeError
from engine.network.blocks import Block, change_biases, change_weights, replaced_by
from engine.network.edits import add_layer, connect
from engine.network.fills import FILLS, drawn_biases, drawn_weights, scaled
from engine.network.initializers import Initialization, initialize
from engine.network.model import Network
from engine.network.parameters import set_biases, set_weights

WEIGHT = np.array([[1.0, -2.0, 3.0], [0.5, 0.0, -1.0]])


@pytest.fixture
def network() -> Network:
    """Three inputs into two neurons, W as above, b = (1, −1)."""
    network = add_layer(add_layer(Network(), "input", 3, name="In"), "dense", 2, activation="relu", name="Out")
    network = set_weights(connect(network, "L1", "L2", Initialization()), "L1", "L2", WEIGHT)
    return set_biases(network, "L2", [1, -1])


def weight(network: Network) -> np.ndarray:
    return network.connection("L1", "L2").weight


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("zeros", lambda w: 0 * w),
        ("identity", lambda w: np.eye(*w.shape)),
        ("negate", lambda w: -w),
    ],
)
def test_whole_matrices_are_filled(network: Network, name: str, expected: Callable[[np.ndarray], np.ndarray]) -> None:
    filled = change_weights(network, "L1", "L2", FILLS[name].change)
    np.testing.assert_array_equal(weight(filled), expected(WEIGHT))
    np.testing.assert_array_equal(weight(network), WEIGHT)
    filled = change_biases(network, "L2", FILLS[name].change)
    np.testing.assert_array_equal(filled.layer("L2").bias, expected(np.array([[1.0], [-1.0]]))[:, 0])


def test_a_square_block_is_transposed_and_no_other(network: Network) -> None:
    filled = change_weights(network, "L1", "L2", FILLS["transpose"].change, Block(0, 1, 2, 2))
    np.testing.assert_array_equal(weight(filled), [[1, -2, 0], [0.5, 3, -1]])
    with pytest.raises(ShapeError, match="these are 2×3"):
        change_weights(network, "L1", "L2", FILLS["transpose"].change)


def test_negating_leaves_no_negative_zero(network: Network) -> None:
    assert not np.signbit(weight(change_weights(network, "L1", "L2", FILLS["negate"].change))[1, 1])


def test_scaling(network: Network) -> None:
    filled = change_weights(network, "L1", "L2", scaled(0.5), Block(0, 0, 1, 3))
    np.testing.assert_array_equal(weight(filled), [[0.5, -1, 1.5], [0.5, 0, -1]])
    with pytest.raises(SettingError, match="finite"):
        scaled(float("inf"))
    with pytest.raises(SettingError, match="finite"):
        change_weights(change_weights(network, "L1", "L2", scaled(1e200)), "L1", "L2", scaled(1e200))


def test_random_weights_are_those_of_the_initialiser(network: Network) -> None:
    chosen = Initialization("he", seed=5)
    expected = weight(initialize(network, chosen))
    whole = change_weights(network, "L1", "L2", drawn_weights(network, "L1", "L2", chosen))
    np.testing.assert_array_equal(weight(whole), expected)
    block = Block(1, 1, 1, 2)
    part = change_weights(network, "L1", "L2", drawn_weights(network, "L1", "L2", chosen, block), block)
    np.testing.assert_array_equal(weight(part), [WEIGHT[0], [0.5, *expected[1, 1:]]])


def test_random_biases_are_seeded_and_spread_like_weights(network: Network) -> None:
    wide = connect(add_layer(network, "dense", 4000), "L1", "L3", Initialization())
    chosen = Initialization("normal", sigma=0.25, seed=5)
    biases = change_biases(wide, "L3", drawn_biases(wide, "L1", "L3", chosen)).layer("L3").bias
    assert np.std(biases) == pytest.approx(0.25, rel=0.05)
    again = change_biases(wide, "L3", drawn_biases(wide, "L1", "L3", chosen)).layer("L3").bias
    np.testing.assert_array_equal(biases, again)
    other = drawn_biases(wide, "L1", "L3", replace(chosen, seed=6))
    assert not np.array_equal(change_biases(wide, "L3", other).layer("L3").bias, biases)


def test_what_keeps_draws_nothing(network: Network) -> None:
    for drawn in (drawn_weights, drawn_biases):
        with pytest.raises(SettingError, match="“Keep” draws no numbers"):
            drawn(network, "L1", "L2", Initialization("keep"))


def test_removed_edges_stay_0(network: Network) -> None:
    mask = np.array([[True, False, True], [True, True, True]])
    sparse = network.with_connection(replace(network.connection("L1", "L2"), mask=mask))
    assert weight(change_weights(sparse, "L1", "L2", replaced_by(7))).tolist() == [[7, 0, 7], [7, 7, 7]]


def test_a_block_is_replaced_or_filled_with_one_number(network: Network) -> None:
    filled = change_weights(network, "L1", "L2", replaced_by([[8, 9]]), Block(1, 1, 1, 2))
    assert weight(filled).tolist() == [[1, -2, 3], [0.5, 8, 9]]
    filled = change_weights(network, "L1", "L2", replaced_by(4), Block(0, 0, 2, 2))
    assert weight(filled).tolist() == [[4, 4, 3], [4, 4, -1]]
    assert change_biases(network, "L2", replaced_by([[3.0]]), Block(1, 0, 1, 1)).layer("L2").bias.tolist() == [1, 3]


@pytest.mark.parametrize(
    ("block", "values", "sentence"),
    [
        (Block(1, 1, 2, 2), [[1, 2], [3, 4]], "A 2×2 block from row 2, column 2 juts out of W, which is 2×3."),
        (Block(0, 0, 3, 3), np.ones((3, 3)), "A 3×3 matrix does not fit into W, which is 2×3."),
        (Block(-1, 0, 1, 1), 5, "juts out of W"),
        (Block(0, 0, 1, 2), [[1, 2, 3]], "The block is 1×2; the matrix given is 1×3."),
    ],
)
def test_what_does_not_fit_is_refused_with_both_shapes(
    network: Network, block: Block, values: object, sentence: str
) -> None:
    with pytest.raises(ShapeError, match=sentence):
        change_weights(network, "L1", "L2", replaced_by(values), block)


def test_nothing_changed_is_the_network_itself(network: Network) -> None:
    assert change_weights(network, "L1", "L2", lambda before: before.copy()) is network
    assert change_biases(network, "L2", scaled(1)) is network


BLOCKS = st.builds(Block, st.integers(-1, 2), st.integers(-1, 3), st.integers(1, 3), st.integers(1, 4))


@given(block=BLOCKS, number=st.floats(-10, 10))
def test_a_block_is_what_numpy_slices_or_refused(block: Block, number: float) -> None:
    network = add_layer(add_layer(Network(), "input", 3), "dense", 2)
    network = set_weights(connect(network, "L1", "L2", Initialization()), "L1", "L2", WEIGHT)
    rows, columns = block.row + block.height, block.column + block.width
    if min(block.row, block.column) < 0 or rows > 2 or columns > 3:
        with pytest.raises(EngineError, match=r"juts out|does not fit"):
            change_weights(network, "L1", "L2", replaced_by(number), block)
        return
    expected = WEIGHT.copy()
    expected[block.row : rows, block.column : columns] = number
    np.testing.assert_array_equal(weight(change_weights(network, "L1", "L2", replaced_by(number), block)), expected)

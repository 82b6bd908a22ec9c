"""Patterns of wiring."""

from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import SettingError, ShapeError
from engine.network.edits import add_layer, connect
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.network.patterns import (
    LEAST_MASKS_ALIKE,
    PATTERNS,
    PatternSettings,
    recognized_pattern,
    window_of,
    wire_by_pattern,
)

DRAW = Initialization(scheme="normal")
SIDES = st.integers(1, 12)


def wired(sources: int, targets: int, name: str, **settings: float) -> list[str]:
    """Give the mask, a line for each target."""
    network = add_layer(add_layer(Network(), "input", sources), "dense", targets)
    network = connect(network, "L1", "L2", DRAW)
    network = wire_by_pattern(network, "L1", "L2", name, PatternSettings(**settings), DRAW)  # type: ignore[arg-type]
    return ["".join("#" if edge else "." for edge in row) for row in network.connection("L1", "L2").mask]


def test_full_and_one_to_one() -> None:
    assert wired(3, 2, "full") == ["###", "###"]
    assert wired(3, 3, "one-to-one") == ["#..", ".#.", "..#"]
    with pytest.raises(ShapeError, match="layers of one width, but the matrix is 2×3"):
        wired(3, 2, "one-to-one")


def test_a_local_window_of_equal_widths() -> None:
    assert wired(5, 5, "local", window=3) == ["##...", "###..", ".###.", "..###", "...##"]
    assert wired(4, 4, "local", window=1) == ["#...", ".#..", "..#.", "...#"]
    assert wired(4, 4, "local", window=2) == ["##..", ".##.", "..##", "...#"]


def test_a_local_window_is_stretched_over_another_width() -> None:
    assert wired(8, 4, "local", window=2) == ["##......", "..##....", "....##..", "......##"]
    assert wired(2, 4, "local", window=1) == ["#.", "#.", ".#", ".#"]


def test_random_edges_are_as_many_as_the_density_says_and_the_same_for_a_seed() -> None:
    assert "".join(wired(10, 10, "random", density=0.3)).count("#") == 30
    assert wired(10, 10, "random", seed=1) == wired(10, 10, "random", seed=1)
    assert wired(10, 10, "random", seed=1) != wired(10, 10, "random", seed=2)
    assert "".join(wired(2, 2, "random", density=0.01)).count("#") == 1


def test_settings_outside_their_range_are_refused() -> None:
    with pytest.raises(SettingError, match=r"Density p must be between 0\.01 and 1\.0; 0 is not"):
        wired(3, 3, "random", density=0)
    with pytest.raises(SettingError, match="Window k must be between 1 and 2,147,483,647; 0 is not"):
        wired(3, 3, "local", window=0)
    with pytest.raises(SettingError, match="no wiring pattern “ring”; there are full, one-to-one, random, local"):
        wired(3, 3, "ring")


@given(SIDES, SIDES, st.floats(0.01, 1), st.floats(0.01, 1), st.integers(0, 99))
def test_a_higher_density_only_adds_edges(sources: int, targets: int, p: float, q: float, seed: int) -> None:
    low, high = (
        PATTERNS["random"].mask((targets, sources), PatternSettings(density=density, seed=seed))
        for density in sorted((p, q))
    )
    assert not (low & ~high).any()


@given(SIDES, SIDES, st.integers(1, 15))
def test_every_target_reads_a_window_of_neighbours(sources: int, targets: int, window: int) -> None:
    mask = PATTERNS["local"].mask((targets, sources), PatternSettings(window=window))
    for row in mask:
        edges = np.flatnonzero(row)
        assert 1 <= len(edges) <= window
        assert (np.diff(edges) == 1).all()


@given(st.sampled_from(list(PATTERNS.values())), SIDES, SIDES, st.integers(1, 12), st.integers(0, 9))
def test_a_pattern_is_recognized(pattern, sources: int, targets: int, window: int, seed: int) -> None:  # type: ignore[no-untyped-def]
    settings = PatternSettings(0.5, seed, window)
    if pattern.obstacle((targets, sources)):
        return
    mask = pattern.mask((targets, sources), settings)
    name = recognized_pattern(mask, settings)
    if name is None:
        assert pattern.parameters
        assert comb(mask.size, int(mask.sum())) < LEAST_MASKS_ALIKE
        return
    np.testing.assert_array_equal(PATTERNS[name].mask((targets, sources), settings), mask)


def test_a_wiring_by_hand_is_no_pattern() -> None:
    mask = np.array([[True, False, True], [True, True, True]])
    assert recognized_pattern(mask, PatternSettings()) is None
    assert window_of(mask) == 3


def test_an_edge_removed_by_hand_is_not_taken_for_chance() -> None:
    mask = PATTERNS["random"].mask((1, 2), PatternSettings())
    assert mask.sum() == 1
    assert recognized_pattern(mask, PatternSettings()) is None

"""The order of samples: a permutation, evenly drawn, and known from seed and epoch alone."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.training.batches import MiniBatches


@given(count=st.integers(1, 300), seed=st.integers(0, 2**32 - 1), epoch=st.integers(0, 10**9))
def test_an_epoch_takes_every_sample_once_in_an_order_that_can_be_drawn_again(
    count: int, seed: int, epoch: int
) -> None:
    drawn = [MiniBatches(count, 1, seed, shuffle=True).order(epoch).tolist() for _ in range(2)]

    assert sorted(drawn[0]) == list(range(count))
    assert drawn[0] == drawn[1]


def test_all_orders_of_four_samples_come_equally_often() -> None:
    batches = MiniBatches(4, 1, seed=3, shuffle=True)
    epochs = 24_000
    found = Counter(tuple(batches.order(epoch).tolist()) for epoch in range(epochs))

    expected = epochs / 24
    assert len(found) == 24
    chi_square = sum((count - expected) ** 2 / expected for count in found.values())
    assert chi_square < 49.7  # of 23 degrees of freedom; one in a thousand seeds would exceed it


def test_orders_of_other_seeds_and_epochs_are_others() -> None:
    orders = {
        tuple(MiniBatches(50, 10, seed, shuffle=True).order(epoch).tolist()) for seed in range(5) for epoch in range(5)
    }
    assert len(orders) == 25


@pytest.mark.parametrize(("batch_size", "shuffle"), [(10, False), (50, True), (70, True)])
def test_without_shuffling_and_for_one_batch_of_all_the_order_is_the_datas_own(batch_size: int, shuffle: bool) -> None:
    np.testing.assert_array_equal(MiniBatches(50, batch_size, 1, shuffle=shuffle).order(7), np.arange(50))

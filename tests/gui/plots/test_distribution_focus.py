"""The part of each bar that the samples in focus are."""

import numpy as np
import pytest

from engine.analysis.distribution import layer_distribution
from engine.network.edits import add_layer, connect
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.process.pictures import DistributionRequest
from gui.plots.distribution_focus import heights_in_focus
from tests.gui.plots.conftest import data_set

INPUTS = np.random.default_rng(0).normal(size=(40, 2))
DATA = data_set(INPUTS, (INPUTS[:, :1] > 0).astype(float))


def network(width: int) -> Network:
    net = add_layer(add_layer(add_layer(Network(), "input", 2), "dense", width, activation="relu"), "dense", 1)
    return connect(connect(net, "L1", "L2", Initialization()), "L2", "L3", Initialization())


@pytest.mark.parametrize("width", [3, 30])
def test_the_classes_make_up_all_that_a_bar_counts(width: int) -> None:
    net = network(width)
    found = layer_distribution(net, DATA.inputs[DATA.training_indices], DistributionRequest("L2"))
    of_class = DATA.targets[:, 0] == 1.0
    parts = [heights_in_focus(found, net, DATA, mask) for mask in (of_class, ~of_class)]
    for quantity, counts in enumerate((found.pre_activation_counts, found.activation_counts)):
        np.testing.assert_array_equal(parts[0][quantity] + parts[1][quantity], counts)
        assert 0 < parts[0][quantity].sum() < counts.sum()


def test_nobody_in_focus_is_no_part(qapp: object) -> None:
    net = network(3)
    found = layer_distribution(net, DATA.inputs[DATA.training_indices], DistributionRequest("L2"))
    none = heights_in_focus(found, net, DATA, np.zeros(40, np.bool_))
    assert none[0].shape == found.pre_activation_counts.shape
    assert not none[0].any()

"""A weight or bias too large to train with is found, the largest first."""

from engine.network.parameters import set_bias, set_weight
from engine.project.examples import EXAMPLES
from gui.selection import EdgeItem, NeuronItem
from gui.window.too_large import too_large_value


def test_the_largest_value_beyond_use_is_found() -> None:
    network = EXAMPLES["circles"].build().network
    assert too_large_value(network) is None
    huge = set_weight(network, "L1", "L2", 2, 1, -1e20)
    assert too_large_value(huge) == EdgeItem("L1", "L2", 2, 1)
    assert too_large_value(set_bias(huge, "L2", 1, 1e30)) == NeuronItem("L2", 1)

"""Training leaves alone what hangs loose, and learns what it learns without it."""

import numpy as np
import pytest
from msgspec.structs import replace

from engine.data.data_set import Task
from engine.network.fragment import add_fragment, fragment_of
from engine.network.optimizers import OptimizerSettings
from engine.project.settings import TrainingSettings
from engine.training.paths import PATHS
from engine.training.trainer import Trainer
from tests.engine.training.networks import chain, random_data

NETWORK = chain(3, 4, 4, 2)
WITH_COPY = add_fragment(NETWORK, fragment_of(NETWORK, ["L2", "L3"]))
SAMPLES = random_data(Task.REGRESSION, 3, 2, held=0)
SETTINGS = TrainingSettings(
    "squared_error", 0.05, batch_size=6, precision="float64", device="cpu", weight_decay=0.01, clip_norm=0.3
)

pytestmark = [pytest.mark.usefixtures("compiled_code"), pytest.mark.timeout(300)]  # compiling may take a minute


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
def test_training_goes_on_beside_a_loose_copy(path: str, optimizer: str) -> None:
    settings = replace(SETTINGS, optimizer=OptimizerSettings(optimizer))
    alone, beside = (Trainer(network, SAMPLES, settings, path=path) for network in (NETWORK, WITH_COPY))
    for trainer in (alone, beside):
        trainer.advance(20)
        trainer.measure()
    learned, found = alone.parameters(), beside.parameters()
    shared = zip((*found.weights[:3], *found.biases[:4]), (*learned.weights, *learned.biases), strict=True)
    for mine, theirs in shared:
        np.testing.assert_allclose(mine, theirs, rtol=1e-9, atol=1e-12)
    np.testing.assert_array_equal(found.weights[-1], WITH_COPY.connections[-1].weight)
    for bias, layer in zip(found.biases[4:], WITH_COPY.layers[4:], strict=True):
        np.testing.assert_array_equal(bias, layer.bias)
    np.testing.assert_allclose(beside.history_since(0)[-1], alone.history_since(0)[-1], rtol=1e-9)

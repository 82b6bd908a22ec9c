"""What plots say of a sample, or an own x, that is not among those they draw."""

import numpy as np
import pytest
from msgspec.structs import replace

from engine.data.data_set import DataSet
from engine.data.sources import make_data_set
from engine.data.specification import DataSpecification
from gui.plots.looked_at import LookedAt


@pytest.fixture(scope="module")
def data_set() -> DataSet:
    made = make_data_set(DataSpecification(source="circles"))
    return replace(made, training_indices=np.array([0, 2]), validation_indices=np.array([1]))


@pytest.mark.parametrize(
    ("looked_at", "said"),
    [
        (LookedAt(), ""),
        (LookedAt(sample=2), ""),
        (LookedAt(sample=1), "sample 2 (validation) is not among them"),
        (LookedAt(sample=3), "sample 4 is not among them"),
        (LookedAt(sample=2, own=np.zeros(2)), "the own x is not among them"),
        (LookedAt(sample=2, own=np.zeros(5)), ""),
    ],
)
def test_what_is_not_drawn_is_told(data_set: DataSet, looked_at: LookedAt, said: str) -> None:
    assert looked_at.absence(data_set, data_set.training_indices) == said

"""Which samples a network has learnt from: kept small, and told apart from those of other data."""

import hashlib
from collections.abc import Iterable

import msgspec
import numpy as np
from msgspec.structs import replace

from engine.arrays import IntArray
from engine.data.data_set import DataSet
from engine.data.sources import split_samples
from engine.data.specification import DataSpecification


class LearntPart(msgspec.Struct, frozen=True):
    """The training part of data that a network has learnt from.

    Attributes:
        samples: A digest of which samples there were, all parts together.
        validation_fraction: The share of them that was held back for validation.
        test_fraction: The share that was held back for the test.
    """

    samples: str
    validation_fraction: float
    test_fraction: float


def learnt_part(data: DataSpecification) -> LearntPart:
    """Give the training part of data."""
    return LearntPart(_digest(data), data.validation_fraction, data.test_fraction)


def rows_learnt(parts: Iterable[LearntPart], data: DataSpecification, data_set: DataSet) -> IntArray | None:
    """Give the rows of a data set that training parts of earlier splits held, ascending.

    Args:
        parts: What was learnt from.
        data: What `data_set` was made of.
        data_set: The samples.

    Returns:
        None where something was learnt from other samples, so that nobody can tell.
    """
    digest = _digest(data)
    is_learnt = np.zeros(data_set.sample_count, dtype=bool)
    for part in parts:
        if part.samples != digest:
            return None
        earlier = replace(data, validation_fraction=part.validation_fraction, test_fraction=part.test_fraction)
        is_learnt[split_samples(earlier, data_set.task, data_set.targets).training] = True
    return np.flatnonzero(is_learnt)


def _digest(data: DataSpecification) -> str:
    """Tell samples from others, whatever their split and scale."""
    plain = replace(
        data, validation_fraction=0.0, test_fraction=0.0, standardize=False, user_inputs=None, user_targets=None
    )
    digest = hashlib.blake2b(msgspec.json.encode(plain), digest_size=16)
    for values in (data.user_inputs, data.user_targets):
        if values is not None:
            digest.update(np.ascontiguousarray(values).data)
    return digest.hexdigest()

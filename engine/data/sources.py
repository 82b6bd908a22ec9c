"""All sources of data by name, and the one function that turns a specification into a data set."""

import numpy as np

from engine.arrays import IntArray
from engine.data.data_set import DataSet
from engine.data.generators.own_points import OWN
from engine.data.generators.real_sets import REAL_SOURCES
from engine.data.generators.toy_classification import TOY_CLASSIFICATION_SOURCES
from engine.data.generators.toy_regression import TOY_REGRESSION_SOURCES
from engine.data.scaling import standardization
from engine.data.source import DataSource, Samples
from engine.data.specification import DataSpecification
from engine.data.splitting import split_in_three
from engine.registry import look_up

_NOUN = "data source"

DATA_SOURCES: dict[str, DataSource] = {
    source.name: source for source in (*TOY_CLASSIFICATION_SOURCES, *TOY_REGRESSION_SOURCES, *REAL_SOURCES, OWN)
}


def default_specification(source: str) -> DataSpecification:
    """Give the specification a user starts from when choosing `source`.

    Raises:
        SettingError: there is no such source.
    """
    return look_up(DATA_SOURCES, source, _NOUN).default_specification()


def make_data_set(specification: DataSpecification) -> DataSet:
    """Make the data set that `specification` describes, the same bit for bit at every call.

    Samples, jitter and split are drawn from separate random streams: changing the noise changes neither where the
    points lie without it nor which of them are held back. The split is stratified by class; standardisation uses the
    training part alone.

    Raises:
        SettingError: an unknown source or task, or a parameter outside its range, or hardly a sample
            left to train on.
        DataError: the user's own points are missing or make no sense.
    """
    source = look_up(DATA_SOURCES, specification.source, _NOUN)
    for parameter in source.parameters:
        parameter.check(getattr(specification, parameter.field))
    samples = source.generate(specification)
    fractions = (specification.validation_fraction, specification.test_fraction) if source.splits else (0.0, 0.0)
    parts = split_in_three(_groups(samples), *fractions, specification.seed)
    mean, scale = np.zeros(samples.inputs.shape[1]), np.ones(samples.inputs.shape[1])
    if specification.standardize:
        mean, scale = standardization(samples.inputs[parts.training])
    return DataSet(
        inputs=(samples.inputs - mean) / scale,
        targets=samples.targets,
        task=samples.task,
        training_indices=parts.training,
        validation_indices=parts.validation,
        input_names=samples.input_names,
        class_names=samples.class_names,
        input_mean=mean,
        input_scale=scale,
        image_shape=samples.image_shape,
        test_indices=parts.test,
    )


def _groups(samples: Samples) -> IntArray:
    """Give what the split is stratified by, shape (N,): the class, or 0 throughout for a regression."""
    labels = samples.targets[:, 0] if samples.task.is_classification else np.zeros(len(samples.targets))
    return labels.astype(np.int64)

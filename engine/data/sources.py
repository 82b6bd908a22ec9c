"""All sources of data by name, and the one function that turns a specification into a data set."""

import numpy as np

from engine.arrays import FloatArray
from engine.data.data_set import DataSet, Task
from engine.data.generators.own_points import OWN
from engine.data.generators.real_sets import REAL_SOURCES
from engine.data.generators.toy_classification import TOY_CLASSIFICATION_SOURCES
from engine.data.generators.toy_regression import TOY_REGRESSION_SOURCES
from engine.data.scaling import standardization
from engine.data.source import DataSource
from engine.data.specification import DataSpecification
from engine.data.splitting import Parts, split_in_three
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
    parts = split_samples(specification, samples.task, samples.targets)
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


def split_samples(specification: DataSpecification, task: Task, targets: FloatArray) -> Parts:
    """Give the parts in which a specification divides its samples.

    Args:
        specification: Of a source that there is.
        task: What the targets are.
        targets: Those of all samples, (N, 1) or (N, K); the split is stratified by class.

    Raises:
        SettingError: hardly a sample is left to train on.
    """
    splits = DATA_SOURCES[specification.source].splits
    fractions = (specification.validation_fraction, specification.test_fraction) if splits else (0.0, 0.0)
    labels = targets[:, 0] if task.is_classification else np.zeros(len(targets))
    return split_in_three(labels.astype(np.int64), *fractions, specification.seed)

"""A data set as the rest of the program sees it: arrays, names and the split."""

import enum

import msgspec
import numpy as np

from engine.arrays import FloatArray, IntArray, read_only
from engine.data.scaling import unstandardized
from engine.registry import look_up

PARTS = ("training", "validation", "test")


class Task(enum.Enum):
    """What is to be predicted, and so how targets are laid out and which losses fit."""

    BINARY = "binary"
    MULTICLASS = "multiclass"
    REGRESSION = "regression"

    @property
    def is_classification(self) -> bool:
        """Whether targets are class indices."""
        return self is not Task.REGRESSION


class DataSet(msgspec.Struct, frozen=True, eq=False):
    """N samples with D inputs each, split into a training, a validation and a test part.

    Attributes:
        inputs: shape (N, D), scaled if the specification asked for it.
        targets: binary (N, 1) of 0 and 1; multiclass (N, 1) of class indices 0 … K−1; regression (N, K) of values.
        task: what the targets mean.
        training_indices: rows to learn from, ascending.
        validation_indices: rows held back, ascending, to choose settings by.
        input_names: D names for axes and neurons.
        class_names: K names, two for a binary task, none for regression.
        input_mean: shape (D,); raw inputs are `inputs * input_scale + input_mean`.
        input_scale: shape (D,), never 0.
        image_shape: (height, width) where an input row is an image, row by row.
        test_indices: rows that neither training nor choosing looks at, ascending; the three parts together hold every
            row exactly once.
    """

    inputs: FloatArray
    targets: FloatArray
    task: Task
    training_indices: IntArray
    validation_indices: IntArray
    input_names: tuple[str, ...]
    class_names: tuple[str, ...]
    input_mean: FloatArray
    input_scale: FloatArray
    image_shape: tuple[int, ...] | None = None
    test_indices: IntArray = msgspec.field(default_factory=lambda: np.empty(0, np.int64))

    def __post_init__(self) -> None:
        for field in ("inputs", "targets", "input_mean", "input_scale"):
            msgspec.structs.force_setattr(self, field, read_only(getattr(self, field)))
        for field in ("training_indices", "validation_indices", "test_indices"):
            msgspec.structs.force_setattr(self, field, read_only(getattr(self, field), np.int64))

    def part(self, name: str) -> IntArray:
        """Give the rows of one of `PARTS`.

        Raises:
            SettingError: There is no such part.
        """
        rows = {"training": self.training_indices, "validation": self.validation_indices, "test": self.test_indices}
        return look_up(rows, name, "part of the data")

    def measured(self, inputs: FloatArray) -> FloatArray:
        """Give inputs (…, D) as they were measured, before they were standardised, without the noise of it."""
        return unstandardized(inputs, self.input_mean, self.input_scale)

    def standardized(self, measured: FloatArray) -> FloatArray:
        """Give what the network is given (…, D) for inputs as they are measured: the inverse of `measured`."""
        return (measured - self.input_mean) / self.input_scale

    @property
    def is_standardized(self) -> bool:
        """Whether the network is given other numbers than were measured."""
        return bool((self.input_mean != 0).any() or (self.input_scale != 1).any())

    @property
    def sample_count(self) -> int:
        """N, all parts together."""
        return len(self.inputs)

    @property
    def input_count(self) -> int:
        """D, the width of a network's input layer."""
        return len(self.input_mean)

    @property
    def output_count(self) -> int:
        """The width of a network's output layer: 1 logit for two classes, K logits for K, K values for regression."""
        return len(self.class_names) if self.task is Task.MULTICLASS else int(self.targets.shape[1])

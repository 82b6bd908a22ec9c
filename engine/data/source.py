"""What every source of data has: a name, words for the screen, parameters, and a function that makes samples."""

from collections.abc import Callable
from numbers import Integral

import msgspec

from engine.arrays import FloatArray
from engine.data.data_set import Task
from engine.data.specification import DataSpecification
from engine.errors import SettingError

_SUBSCRIPT_DIGITS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


class DataParameter(msgspec.Struct, frozen=True, eq=False):
    """A number of the specification that a source listens to, with all a control for it needs."""

    field: str
    label: str
    minimum: float
    maximum: float
    step: float
    default: float
    help: str

    @property
    def is_integer(self) -> bool:
        """Whether only whole numbers make sense."""
        return isinstance(self.default, int)

    def check(self, value: float) -> None:
        """Raise `SettingError` with the range and the value received unless `value` is allowed here."""
        if self.is_integer and not isinstance(value, Integral):
            raise SettingError(f"{self.label} must be a whole number, not {value}.")
        if not self.minimum <= value <= self.maximum:  # refuses NaN too
            raise SettingError(f"{self.label} must be from {self.minimum} to {self.maximum}, not {value}.")


class Samples(msgspec.Struct, frozen=True, eq=False):
    """What a source makes, before the split and the scaling; the fields are those of `DataSet`."""

    inputs: FloatArray
    targets: FloatArray
    task: Task
    input_names: tuple[str, ...]
    class_names: tuple[str, ...] = ()
    image_shape: tuple[int, ...] | None = None


class DataSource(msgspec.Struct, frozen=True, eq=False):
    """One kind of data set.

    Attributes:
        name: its key in the registry and in project files.
        label: its name on screen.
        help: what it is and what it teaches, in a sentence or two.
        task: what it asks a network to predict; None where the specification says.
        parameters: the fields of the specification that it listens to.
        generate: makes the samples; it may trust that the parameters are within their ranges.
        standardize: whether its inputs are standardised unless the user says otherwise.
        splits: whether a validation part may be held back.
    """

    name: str
    label: str
    help: str
    task: Task | None
    parameters: tuple[DataParameter, ...]
    generate: Callable[[DataSpecification], Samples]
    standardize: bool = False
    splits: bool = True

    def default_specification(self) -> DataSpecification:
        """Give the specification a user starts from, with every parameter at this source's default."""
        defaults = {parameter.field: parameter.default for parameter in self.parameters}
        specification = DataSpecification(source=self.name, standardize=self.standardize)
        if not self.splits:
            defaults["validation_fraction"] = 0.0
        return msgspec.structs.replace(specification, **defaults)

    def task_of(self, specification: DataSpecification) -> Task:
        """Give the task of the data set that `specification` describes, without making it.

        Raises:
            SettingError: the specification names a task that does not exist.
        """
        if self.task is not None:
            return self.task
        try:
            return Task(specification.user_task)
        except ValueError:
            known = ", ".join(task.value for task in Task)
            raise SettingError(f"The task must be one of {known}, not “{specification.user_task}”.") from None


def numbered_input_names(count: int) -> tuple[str, ...]:
    """Give x₁ … for `count` inputs that have no names of their own."""
    return tuple(f"x{str(number).translate(_SUBSCRIPT_DIGITS)}" for number in range(1, count + 1))


def numbered_class_names(count: int) -> tuple[str, ...]:
    """Give “class 0” … for `count` classes that have no names of their own."""
    return tuple(f"class {index}" for index in range(count))

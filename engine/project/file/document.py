"""`project.json`: what of a project is no array, as records of the file's own.

The program's own records may change without the files of yesterday noticing; where they do, `migrations` says how.
"""

from typing import Annotated, TypeVar

import msgspec
import numpy as np

from engine.errors import ProjectFileError
from engine.network.model import LayerId
from engine.project.file.migrations import FORMAT_VERSION, migrate
from engine.project.file.wording import in_words
from engine.project.history import HISTORY_COLUMNS
from engine.project.project import Project, Run

RecordType = TypeVar("RecordType", bound="Record")
MOST_LEARNT = 1000  # far more often than people change their data between two runs


class Record(msgspec.Struct, frozen=True, eq=False, forbid_unknown_fields=True):
    """Part of `project.json`: every field must be there, and no other."""


class LayerRecord(Record, frozen=True, eq=False):
    """A layer without its biases."""

    id: LayerId
    kind: str
    name: str
    shape: tuple[int, ...]
    activation_function: str
    position: tuple[float, float]
    dropout: float
    initializer: str | None


class ConnectionRecord(Record, frozen=True, eq=False):
    """A connection without its matrices."""

    source: LayerId
    target: LayerId


class DataRecord(Record, frozen=True, eq=False):
    """A data specification without the user's own points."""

    source: str
    sample_count: int
    noise: float
    class_count: int
    seed: int
    validation_fraction: float
    standardize: bool
    user_task: str
    user_input_names: tuple[str, ...]
    user_class_names: tuple[str, ...]
    test_fraction: float


class InitializationRecord(Record, frozen=True, eq=False):
    """Which initial weights to draw."""

    scheme: str
    sigma: float
    seed: int
    limit: float


class LossNumbersRecord(Record, frozen=True, eq=False):
    """The numbers of losses."""

    label_smoothing: float
    huber_delta: float


class OptimizerRecord(Record, frozen=True, eq=False):
    """The rule of updating and its numbers."""

    name: str
    momentum: float
    smoothing: float
    first_moment_decay: float
    second_moment_decay: float
    epsilon: float
    decoupled_decay: float


class ScheduleRecord(Record, frozen=True, eq=False):
    """How the learning rate changes during a run."""

    name: str
    period: int
    factor: float
    final_share: float
    warm_up_epochs: float


class StoppingRecord(Record, frozen=True, eq=False):
    """The rules that end a run before its last epoch."""

    patience: int
    minimum_improvement: float
    restore_best: bool
    loss_below: float
    accuracy: float
    plateau: int
    seconds: float


class TrainingRecord(Record, frozen=True, eq=False):
    """Training settings."""

    loss: str
    learning_rate: float
    batch_size: int
    epochs: int
    weight_decay: float
    shuffle: bool
    initialization: InitializationRecord
    device: str
    precision: str
    loss_numbers: LossNumbersRecord
    optimizer: OptimizerRecord
    schedule: ScheduleRecord
    stopping: StoppingRecord
    clip_norm: float
    l1: float
    l2: float


class DisplayRecord(Record, frozen=True, eq=False):
    """What the graph shows."""

    neuron_face: str
    edge_labels: str
    edge_quantity: str
    full_scale: float | None
    neuron_full_scale: float | None
    marks_activated: bool
    flow: bool
    legend: bool
    removed_edges: bool


class ViewRecord(Record, frozen=True, eq=False):
    """View settings."""

    selected_sample: int | None
    boundary_inputs: tuple[int, int]
    distribution_layer: LayerId | None
    logarithmic_loss: bool
    display: DisplayRecord
    folded_layers: tuple[LayerId, ...]
    unfolded_layers: tuple[LayerId, ...]
    column_layers: tuple[LayerId, ...]
    minimap: bool | None
    typed_input: tuple[float, ...] | None


class OptimizerStateRecord(Record, frozen=True, eq=False):
    """What an optimizer remembers, without its vectors."""

    optimizer: str
    updates: int


class RunRecord(Record, frozen=True, eq=False):
    """A run without its initial parameters and its history, of which it names the columns."""

    step: int
    epoch: int
    mini_batch: int
    optimizer_state: OptimizerStateRecord | None
    history_columns: tuple[str, ...]
    has_best: bool


class LearntPartRecord(Record, frozen=True, eq=False):
    """A training part that the parameters have learnt from in an earlier run."""

    samples: Annotated[str, msgspec.Meta(max_length=64)]
    validation_fraction: float
    test_fraction: float


class ProjectRecord(Record, frozen=True, eq=False):
    """The whole of `project.json`."""

    format_version: int
    layers: tuple[LayerRecord, ...]
    connections: tuple[ConnectionRecord, ...]
    data: DataRecord
    training: TrainingRecord
    view: ViewRecord
    run: RunRecord | None
    learnt: Annotated[tuple[LearntPartRecord, ...], msgspec.Meta(max_length=MOST_LEARNT)] = ()


def write_document(project: Project) -> bytes:
    """Give the contents of `project.json`.

    Raises:
        ProjectFileError: A text holds characters, or a setting a number, that no file can.
    """
    document = ProjectRecord(
        format_version=FORMAT_VERSION,
        layers=tuple(_recorded(LayerRecord, layer) for layer in project.network.layers),
        connections=tuple(_recorded(ConnectionRecord, connection) for connection in project.network.connections),
        data=_recorded(DataRecord, project.data),
        training=_recorded(TrainingRecord, project.training),
        view=_recorded(ViewRecord, project.view),
        run=None if project.run is None else _run(project.run),
        learnt=tuple(_recorded(LearntPartRecord, part) for part in project.learnt),
    )
    try:
        return msgspec.json.format(msgspec.json.encode(document, enc_hook=_plain), indent=1)
    except (UnicodeEncodeError, TypeError, OverflowError) as error:
        raise ProjectFileError(f"a name or a setting cannot be written ({error}).") from None


def read_document(data: bytes) -> ProjectRecord:
    """Read `project.json`, of any format up to the current one.

    Raises:
        ProjectFileError: It is no JSON, of an unknown format, or a field is missing, of the wrong type or unknown.
    """
    try:
        document = msgspec.json.decode(data)
    except UnicodeDecodeError:
        raise ProjectFileError("project.json is damaged (it is not text in UTF-8).") from None
    except (msgspec.DecodeError, RecursionError) as error:
        raise ProjectFileError(f"project.json is damaged ({error}).") from None
    try:
        return msgspec.convert(migrate(document), ProjectRecord)
    except msgspec.ValidationError as error:
        raise ProjectFileError(f"project.json holds what it should not: {in_words(error)}.") from None


def _run(run: Run) -> RunRecord:
    state = None if run.optimizer_state is None else _recorded(OptimizerStateRecord, run.optimizer_state)
    return RunRecord(
        step=run.step,
        epoch=run.epoch,
        mini_batch=run.mini_batch,
        optimizer_state=state,
        history_columns=HISTORY_COLUMNS,
        has_best=run.best is not None,
    )


def _recorded(record: type[RecordType], value: object) -> RecordType:
    """Give the fields of `value` that `record` has."""
    return record(**{name: getattr(value, name) for name in record.__struct_fields__})


def _plain(value: object) -> object:
    """Give what msgspec writes for the one foreign type that settings come in: numpy's numbers."""
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"{value!r} is not plain")

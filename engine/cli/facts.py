"""What there is to say about a project, as plain records: `show --json` prints them as they are."""

import math

import msgspec
import numpy as np

from engine.data.specification import DataSpecification
from engine.network.graph import loose_note, problems, topological_order
from engine.network.kinds import layer_kind
from engine.network.model import Connection, Layer, Network
from engine.project.edits import data_source
from engine.project.history import HISTORY_COLUMNS, named
from engine.project.project import Project, Run
from engine.project.settings import TrainingSettings


class LayerFacts(msgspec.Struct, frozen=True, eq=False):
    """A layer; `parameters` are its biases and the edges into it, an input layer's activation function is None."""

    name: str
    kind: str
    shape: tuple[int, ...]
    activation_function: str | None
    sources: tuple[str, ...]
    parameters: int
    frozen_biases: int


class ConnectionFacts(msgspec.Struct, frozen=True, eq=False):
    """A matrix of shape (H_target, H_source); `edges` exist, `removed` are masked, `frozen` are among the edges."""

    source: str
    target: str
    shape: tuple[int, ...]
    edges: int
    removed: int
    frozen: int


class DataFacts(msgspec.Struct, frozen=True, eq=False):
    """The data specification; `parameters` are those its source listens to, `user_points` the shape (N, D)."""

    source: str
    task: str
    standardize: bool
    parameters: dict[str, float]
    user_points: tuple[int, ...] | None


class RunFacts(msgspec.Struct, frozen=True, eq=False):
    """How far training has come, and what was measured last; NaN where it was not."""

    step: int
    epoch: int
    training_loss: float
    validation_loss: float
    training_accuracy: float
    validation_accuracy: float


class ProjectFacts(msgspec.Struct, frozen=True, eq=False):
    """A project without its numbers.

    Attributes:
        layers: Each after its sources.
        run: The run that goes on from here; None before training, and after an edit that ended it.
        earlier_runs: Whether the parameters have learnt in runs that edits have ended.
    """

    layers: tuple[LayerFacts, ...]
    connections: tuple[ConnectionFacts, ...]
    parameters: int
    problems: tuple[str, ...]
    data: DataFacts
    training: TrainingSettings
    run: RunFacts | None
    earlier_runs: bool


def project_facts(project: Project) -> ProjectFacts:
    """Give what there is to say about a project, without making its data set."""
    network = project.network
    return ProjectFacts(
        layers=tuple(_layer(network, layer) for layer in topological_order(network)),
        connections=tuple(_connection(network, connection) for connection in network.connections),
        parameters=network.parameter_count,
        problems=(*problems(network), *filter(None, (loose_note(network),))),
        data=_data(project.data),
        training=project.training,
        run=None if project.run is None else _run(project.run),
        earlier_runs=bool(project.learnt),
    )


def _layer(network: Network, layer: Layer) -> LayerFacts:
    incoming = network.incoming(layer.id)
    return LayerFacts(
        name=layer.name,
        kind=layer.kind,
        shape=layer.shape,
        activation_function=layer.activation_function if layer_kind(layer.kind).has_bias else None,
        sources=tuple(network.layer(connection.source).name for connection in incoming),
        parameters=layer.bias.size + sum(int(np.count_nonzero(connection.mask)) for connection in incoming),
        frozen_biases=int(np.count_nonzero(layer.bias_frozen)),
    )


def _connection(network: Network, connection: Connection) -> ConnectionFacts:
    edges = int(np.count_nonzero(connection.mask))
    return ConnectionFacts(
        source=network.layer(connection.source).name,
        target=network.layer(connection.target).name,
        shape=connection.weight.shape,
        edges=edges,
        removed=connection.mask.size - edges,
        frozen=int(np.count_nonzero(connection.frozen & connection.mask)),
    )


def _data(specification: DataSpecification) -> DataFacts:
    source = data_source(specification)
    points = specification.user_inputs
    return DataFacts(
        source=source.name,
        task=source.task_of(specification).value,
        standardize=specification.standardize,
        parameters={parameter.field: getattr(specification, parameter.field) for parameter in source.parameters},
        user_points=None if points is None else points.shape,
    )


def _run(run: Run) -> RunFacts:
    measured = named(run.history[-1] if len(run.history) else np.full(len(HISTORY_COLUMNS), math.nan))
    return RunFacts(
        step=run.step,
        epoch=run.epoch,
        training_loss=measured["training_loss"],
        validation_loss=measured["validation_loss"],
        training_accuracy=measured["training_accuracy"],
        validation_accuracy=measured["validation_accuracy"],
    )

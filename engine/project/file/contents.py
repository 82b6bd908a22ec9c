"""A project taken apart into a file's three parts, and put together again.

Arrays are named after the place of what they belong to: `layers.1.bias`, `connections.0.weight`, `run.history`.
Masks and frozen marks are written only where they say something.
"""

import math
from typing import Any

import msgspec
import numpy as np
from msgspec.structs import asdict, replace
from numpy.typing import NDArray

from engine.arrays import FloatArray
from engine.data.learnt_part import LearntPart
from engine.data.specification import DataSpecification
from engine.errors import ProjectFileError
from engine.network.kinds import layer_kind
from engine.network.model import Connection, Layer, Network, Parameters
from engine.network.optimizers import OptimizerState
from engine.project.display import DisplaySettings
from engine.project.file.document import (
    ConnectionRecord,
    DataRecord,
    LayerRecord,
    ProjectRecord,
    RunRecord,
    TrainingRecord,
    ViewRecord,
)
from engine.project.file.tensors import Tensors
from engine.project.history import HISTORY_COLUMNS
from engine.project.project import Best, Project, Run
from engine.project.settings import TrainingSettings, ViewSettings
from engine.project.validation import check_outline, mended_view

Arrays = dict[str, NDArray[Any]]
POINTS = ("user_inputs", "user_targets")


def parameter_arrays(project: Project) -> Arrays:
    """Give the arrays of `parameters.safetensors`: weights, biases, masks, frozen marks, and those of the run."""
    arrays: Arrays = {}
    for index, layer in enumerate(project.network.layers):
        arrays[f"layers.{index}.bias"] = layer.bias
        if layer.bias_frozen.any():
            arrays[f"layers.{index}.bias_frozen"] = layer.bias_frozen
    for index, connection in enumerate(project.network.connections):
        arrays[f"connections.{index}.weight"] = connection.weight
        if not connection.mask.all():
            arrays[f"connections.{index}.mask"] = connection.mask
        if connection.frozen.any():
            arrays[f"connections.{index}.frozen"] = connection.frozen
    if project.run is not None:
        arrays["run.history"] = project.run.history
        if project.run.optimizer_state is not None:
            arrays["run.optimizer_state"] = project.run.optimizer_state.vectors
        arrays |= _parameters_of_run("run.initial", project.run.initial)
        if project.run.best is not None:
            arrays["run.best.row"] = project.run.best.row[np.newaxis]
            arrays |= _parameters_of_run("run.best", project.run.best.parameters)
    return arrays


def data_arrays(project: Project) -> Arrays:
    """Give the arrays of `data.safetensors`: the points that the user brought, if any."""
    return {name: getattr(project.data, name) for name in POINTS if getattr(project.data, name) is not None}


def assemble(record: ProjectRecord, parameters: Tensors, data: Tensors) -> Project:
    """Put a project together. Whether it makes sense beyond its shapes is for `engine.project.validation` to say.

    Raises:
        ProjectFileError: An array is missing, has no place, or has another type or shape than its place needs.
        EngineError: A layer of an unknown kind or size, or a connection that leads nowhere.
    """
    network = _network(record, parameters)
    project = Project(
        network=network,
        data=_data(record.data, data),
        training=_training(record.training),
        view=mended_view(_view(record.view), network),
        run=None if record.run is None else _run(record.run, network, parameters),
        learnt=tuple(LearntPart(**asdict(part)) for part in record.learnt),
    )
    parameters.check_all_taken()
    data.check_all_taken()
    return project


def _network(record: ProjectRecord, parameters: Tensors) -> Network:
    check_outline(record.layers, ((connection.source, connection.target) for connection in record.connections))
    layers = tuple(_layer(index, layer, parameters) for index, layer in enumerate(record.layers))
    by_id = Network(layers=layers)
    connections = tuple(
        _connection(index, connection, by_id, parameters) for index, connection in enumerate(record.connections)
    )
    return Network(layers=layers, connections=connections)


def _layer(index: int, record: LayerRecord, parameters: Tensors) -> Layer:
    size = (math.prod(record.shape) if layer_kind(record.kind).has_bias else 0,)
    return Layer(
        **asdict(record),
        bias=parameters.floats(f"layers.{index}.bias", size),
        bias_frozen=parameters.flags(f"layers.{index}.bias_frozen", size, missing=False),
    )


def _connection(index: int, record: ConnectionRecord, layers: Network, parameters: Tensors) -> Connection:
    source, target = layers.layer(record.source), layers.layer(record.target)
    shape = layer_kind(target.kind).weight_shape(source.shape, target.shape)
    return Connection(
        source=record.source,
        target=record.target,
        weight=parameters.floats(f"connections.{index}.weight", shape),
        mask=parameters.flags(f"connections.{index}.mask", shape, missing=True),
        frozen=parameters.flags(f"connections.{index}.frozen", shape, missing=False),
    )


def _data(record: DataRecord, data: Tensors) -> DataSpecification:
    specification = DataSpecification(**asdict(record))
    points = {name: data.floats(name, (None, None)) for name in POINTS if name in data}
    return replace(specification, **points)


def _training(record: TrainingRecord) -> TrainingSettings:
    return msgspec.convert(msgspec.to_builtins(record), TrainingSettings)


def _view(record: ViewRecord) -> ViewSettings:
    return ViewSettings(**{**asdict(record), "display": DisplaySettings(**asdict(record.display))})


def _run(record: RunRecord, network: Network, parameters: Tensors) -> Run:
    state = record.optimizer_state
    return Run(
        step=record.step,
        epoch=record.epoch,
        mini_batch=record.mini_batch,
        initial=_read_parameters("run.initial", network, parameters),
        history=_history("run.history", record.history_columns, parameters),
        optimizer_state=None
        if state is None
        else OptimizerState(**asdict(state), vectors=parameters.floats("run.optimizer_state", (None, None))),
        best=_best(record, network, parameters),
    )


def _parameters_of_run(name: str, parameters: Parameters) -> Arrays:
    biases = {f"{name}.layers.{index}.bias": bias for index, bias in enumerate(parameters.biases)}
    return biases | {f"{name}.connections.{index}.weight": weight for index, weight in enumerate(parameters.weights)}


def _read_parameters(name: str, network: Network, parameters: Tensors) -> Parameters:
    weights = (
        parameters.floats(f"{name}.connections.{index}.weight", connection.weight.shape)
        for index, connection in enumerate(network.connections)
    )
    biases = (
        parameters.floats(f"{name}.layers.{index}.bias", layer.bias.shape) for index, layer in enumerate(network.layers)
    )
    return Parameters(weights=tuple(weights), biases=tuple(biases))


def _best(record: RunRecord, network: Network, parameters: Tensors) -> Best | None:
    if not record.has_best:
        return None
    rows = _history("run.best.row", record.history_columns, parameters)
    if len(rows) != 1:
        raise ProjectFileError(f"the best of the run has {len(rows)} rows of history, not one.")
    return Best(_read_parameters("run.best", network, parameters), rows[0])


def _history(name: str, columns: tuple[str, ...], parameters: Tensors) -> FloatArray:
    """Give a history with the columns of today; one that its file has not was 0 throughout when it was written."""
    if len(set(columns)) < len(columns) or not set(columns) <= set(HISTORY_COLUMNS):
        raise ProjectFileError(f"the columns of the run's history are not known: {', '.join(columns)[:200]}.")
    written = parameters.floats(name, (None, len(columns)))
    history = np.zeros((len(written), len(HISTORY_COLUMNS)))
    for place, column in enumerate(columns):
        history[:, HISTORY_COLUMNS.index(column)] = written[:, place]
    return history

"""Everything a project must hold, checked at once: for projects that come from a file rather than from edits."""

import math
from collections.abc import Iterable, Sequence
from typing import Protocol

import numpy as np
from msgspec.structs import replace

from engine.arrays import FloatArray
from engine.data.generators.own_points import OWN
from engine.data.learnt_part import LearntPart
from engine.data.parameters import SEED, TEST_FRACTION, VALIDATION_FRACTION
from engine.data.sources import DATA_SOURCES
from engine.data.specification import DataSpecification
from engine.data.splitting import check_held_back
from engine.errors import DataError, GraphError, SettingError, ShapeError
from engine.network.activations import IDENTITY, activation_function
from engine.network.dropout import DROPOUT
from engine.network.graph import topological_order
from engine.network.initializers import initializer
from engine.network.kinds import layer_kind
from engine.network.limits import MAX_ID_LENGTH, check_position
from engine.network.memory import Size, check_memory
from engine.network.model import ConnectionKey, Layer, LayerId, Network, Parameters, parameters_of, with_parameters
from engine.network.naming import MAX_NAME_LENGTH, check_name
from engine.network.optimizers import OptimizerState, optimizer
from engine.project.display import check_display, mended_display
from engine.project.history import HISTORY_COLUMNS
from engine.project.project import Project, Run
from engine.project.settings import ViewSettings, check_training_settings
from engine.registry import look_up

MAX_DIMENSIONS = 8
MAX_COUNT = 2**53
# They travel to the engine even where the source ignores them.
_NUMBERS_OF_DATA = ("sample_count", "noise", "class_count")
# A run's loss is finite in every row, or the run would have ended; what was not measured is NaN.
_FINITE_COLUMNS = [HISTORY_COLUMNS.index(column) for column in ("step", "epoch", "training_loss", "penalty")]


def check_project(project: Project) -> None:
    """Do nothing if a project holds all that its edits make sure of.

    Raises:
        EngineError: What it does not hold, in one sentence.
    """
    _check_network(project.network)
    _check_data(project.data)
    check_training_settings(project.training)
    _check_view(project.view)
    if project.run is not None:
        _check_run(project.run, project.network)
    for part in project.learnt:
        _check_parts(part)


def mended_view(view: ViewSettings, network: Network) -> ViewSettings:
    """Give `view` with defaults for what cannot be shown: no plot is worth refusing a project for.

    These are boundary inputs that are not two different numbers from 0, layers that are not there, ways of drawing
    the graph that there are not, and an own x that no network could be given.
    """
    if not _are_two_inputs(view.boundary_inputs):
        view = replace(view, boundary_inputs=ViewSettings().boundary_inputs)
    if all(layer.id != view.distribution_layer for layer in network.layers):
        view = replace(view, distribution_layer=None)
    forms = view.folded_layers, view.unfolded_layers, view.column_layers
    folded, unfolded, columns = existing = tuple(_existing(layers, network) for layers in forms)
    if existing != forms:
        view = replace(view, folded_layers=folded, unfolded_layers=unfolded, column_layers=columns)
    if view.typed_input is not None and not _is_an_input(view.typed_input):
        view = replace(view, typed_input=None)
    display = mended_display(view.display)
    return view if display is view.display else replace(view, display=display)


class LayerOutline(Protocol):
    """A layer without its numbers."""

    @property
    def id(self) -> LayerId:
        """Its id."""

    @property
    def name(self) -> str:
        """What people call it."""

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape of its output for one sample."""


def check_outline(layers: Sequence[LayerOutline], connections: Iterable[ConnectionKey]) -> None:
    """Do nothing if a network may have these layers and connections; to be called before memory is taken for them.

    Raises:
        GraphError: Two layers have one id, or an id is too long.
        ShapeError: A layer has no neurons.
        SettingError: This machine has not the memory for them.
    """
    for layer in layers:
        if len(layer.id) > MAX_ID_LENGTH:
            raise GraphError(f"A layer's id has at most {MAX_ID_LENGTH} characters; one has {len(layer.id):,}.")
        _check_layer_shape(layer.name, layer.shape)
    widths = {layer.id: math.prod(layer.shape) for layer in layers}
    _check_unique("layers have the id", (layer.id for layer in layers))
    weights = sum(widths.get(source, 0) * widths.get(target, 0) for source, target in connections)
    check_memory("The network", Size(layers=len(layers), neurons=sum(widths.values()), weights=weights))


def _check_layer_shape(name: str, shape: tuple[int, ...]) -> None:
    if not 1 <= len(shape) <= MAX_DIMENSIONS or min(shape) < 1:
        text = "×".join(map(str, shape)) or "nothing"
        raise ShapeError(f"The layer “{name}” has at least one neuron, not {text}.")


def _check_network(network: Network) -> None:
    check_outline(network.layers, (connection.key for connection in network.connections))
    _check_unique("layers have the name", (layer.name for layer in network.layers))
    _check_unique("connections join", (" → ".join(connection.key) for connection in network.connections))
    for layer in network.layers:
        _check_layer(layer)
    for connection in network.connections:
        source, target = network.layer(connection.source), network.layer(connection.target)
        shape = layer_kind(target.kind).weight_shape(source.shape, target.shape)
        if connection.weight.shape != shape:
            raise ShapeError(f"W of “{target.name}” from “{source.name}” is {connection.weight.shape}, not {shape}.")
        if not connection.mask.any():
            raise GraphError(f"“{source.name}” and “{target.name}” are connected without a single edge.")
    _check_finite(parameters_of(network), "A weight or bias")
    topological_order(network)


def _check_layer(layer: Layer) -> None:
    check_name(layer.name)
    activation_function(layer.activation_function)
    DROPOUT.check(layer.dropout)
    if layer.initializer is not None:
        initializer(layer.initializer)
    if layer.bias.size != (layer.width if layer_kind(layer.kind).has_bias else 0):
        raise ShapeError(f"The layer “{layer.name}” has {layer.bias.size} biases for {layer.width} neurons.")
    check_position(layer.name, layer.position)
    if not layer_kind(layer.kind).has_bias and layer.activation_function != IDENTITY:
        raise SettingError(f"“{layer.name}” holds the sample as it is and has no activation function.")


def _check_parts(data: DataSpecification | LearntPart) -> None:
    for parameter in (VALIDATION_FRACTION, TEST_FRACTION):
        parameter.check(getattr(data, parameter.field))
    check_held_back(data.validation_fraction, data.test_fraction)


def _check_data(data: DataSpecification) -> None:
    source = look_up(DATA_SOURCES, data.source, "data source")
    for parameter in (*source.parameters, SEED):
        parameter.check(getattr(data, parameter.field))
    for field in _NUMBERS_OF_DATA:
        value = getattr(data, field)
        if not 0 <= value < MAX_COUNT:  # refuses NaN too
            raise SettingError(f"The {field.replace('_', ' ')} of the data must be from 0 to 2⁵³, not {value}.")
    _check_parts(data)
    OWN.task_of(data)
    for names in (data.user_input_names, data.user_class_names):
        _check_names(names)
    inputs, targets = data.user_inputs, data.user_targets
    if (inputs is None) != (targets is None):
        raise DataError("Your own points have inputs without targets, or targets without inputs.")
    if inputs is not None and targets is not None:
        _check_points(inputs, targets)


def _check_names(names: tuple[str, ...]) -> None:
    for name in names:
        if len(name) > MAX_NAME_LENGTH or not name.isprintable():
            raise DataError(f"“{name[:MAX_NAME_LENGTH]}” is no name for an input or a class of your own points.")


def _check_points(inputs: FloatArray, targets: FloatArray) -> None:
    if inputs.ndim != 2 or targets.ndim != 2 or len(inputs) != len(targets):
        raise DataError(f"Inputs of shape {inputs.shape} and targets of shape {targets.shape} do not fit together.")
    if not (np.isfinite(inputs).all() and np.isfinite(targets).all()):
        raise DataError("Your own points hold a number that is not finite.")


def _check_view(view: ViewSettings) -> None:
    check_display(view.display)
    if not all(0 <= number < MAX_COUNT for number in (view.selected_sample or 0, *view.boundary_inputs)):
        raise SettingError("The sample selected and the inputs of the boundary plot must be numbers from 0.")


def _existing(layers: tuple[LayerId, ...], network: Network) -> tuple[LayerId, ...]:
    """Give, once each, the layers that the network has."""
    existing = {layer.id for layer in network.layers}
    return tuple(layer_id for layer_id in dict.fromkeys(layers) if layer_id in existing)


def _are_two_inputs(inputs: tuple[int, int]) -> bool:
    return inputs[0] != inputs[1] and all(0 <= number < MAX_COUNT for number in inputs)


def _is_an_input(values: Sequence[float]) -> bool:
    return len(values) > 0 and all(map(math.isfinite, values))


def _check_run(run: Run, network: Network) -> None:
    if not all(0 <= number < MAX_COUNT for number in (run.step, run.epoch, run.mini_batch)):
        raise SettingError("The step, epoch and mini-batch that training has come to must be numbers from 0.")
    with_parameters(network, run.initial)
    _check_finite(run.initial, "An initial weight or bias")
    if run.optimizer_state is not None:
        _check_optimizer_state(run.optimizer_state, run.initial)
    if run.best is not None:
        with_parameters(network, run.best.parameters)
        _check_finite(run.best.parameters, "A weight or bias of the best epoch")
        if not np.isfinite(run.best.row[_FINITE_COLUMNS]).all():
            raise SettingError("The best epoch of the run has a step, epoch or training loss that is not finite.")
    if not np.isfinite(run.history[:, _FINITE_COLUMNS]).all():
        raise SettingError("The history of the run has a step, epoch or training loss that is not a finite number.")


def _check_optimizer_state(state: OptimizerState, parameters: Parameters) -> None:
    rule = optimizer(state.optimizer)
    size = sum(array.size for array in (*parameters.weights, *parameters.biases))
    if state.vectors.shape != (len(rule.vectors), size):
        raise ShapeError(
            f"{rule.label} remembers {len(rule.vectors)} × {size:,} numbers, not an array of {state.vectors.shape}."
        )
    if not 0 <= state.updates < MAX_COUNT or not np.isfinite(state.vectors).all():
        raise SettingError("What the optimizer remembers holds a number that is not finite, or a count below 0.")


def _check_finite(parameters: Parameters, subject: str) -> None:
    if not parameters.all_finite:
        raise SettingError(f"{subject} is not a finite number.")


def _check_unique(what: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise GraphError(f"Two {what} “{name}”.")
        seen.add(name)

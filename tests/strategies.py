"""Hypothesis strategies for networks, edits and projects: whatever a person could have made."""

import contextlib
import string
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from msgspec.structs import replace

from engine.arrays import BoolArray, FloatArray
from engine.data.data_set import Task
from engine.data.sources import DATA_SOURCES
from engine.data.specification import DataSpecification
from engine.errors import EngineError
from engine.network import edits, fragment, freezing, parameters, patterns, reordering, wiring
from engine.network.activations import ACTIVATION_FUNCTIONS
from engine.network.initializers import INITIALIZERS, Initialization
from engine.network.kinds import LAYER_KINDS
from engine.network.losses import LOSS_NUMBERS, LOSSES, LossNumbers
from engine.network.model import LayerId, Network, Parameters
from engine.network.number_setting import NumberSetting
from engine.network.optimizers import OPTIMIZER_NUMBERS, OPTIMIZERS, OptimizerSettings, OptimizerState
from engine.network.parameter_set import ParameterSet, bias_set, connection_set, layer_set, neuron_set
from engine.network.schedules import SCHEDULE_NUMBERS, SCHEDULES, ScheduleSettings
from engine.project.display import (
    EDGE_LABELS,
    EDGE_QUANTITIES,
    LARGEST_FULL_SCALE,
    NEURON_FACES,
    SMALLEST_FULL_SCALE,
    DisplaySettings,
)
from engine.project.history import HISTORY_COLUMNS
from engine.project.project import Best, Project, Run
from engine.project.settings import DEVICES, PRECISIONS, TRAINING_NUMBERS, TrainingSettings, ViewSettings
from engine.project.stopping import STOPPING_NUMBERS, StoppingSettings

NetworkEdit = Callable[[Network], Network]

MOST_LAYERS, WIDEST = 5, 4
BEYOND_MEMORY = 10**13  # neurons
SELDOM = 5  # what makes no sense is drawn this much more rarely than what does
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
ANY_NUMBERS = st.floats()
COORDINATES = st.floats(-1e4, 1e4)
POSITIONS = st.tuples(COORDINATES, COORDINATES)
NAMES = st.just(" ") | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
SEEDS = st.integers(0, 2**32 - 1)
INITIALIZATIONS = st.builds(
    Initialization, st.sampled_from(list(INITIALIZERS)), st.floats(0, 10), SEEDS, st.floats(0, 10)
)


@cache  # making a strategy takes longer than drawing from it
def arrays(shape: tuple[int, ...], elements: st.SearchStrategy[float] = NUMBERS) -> st.SearchStrategy[FloatArray]:
    """Draw float64 arrays of a shape."""
    return hnp.arrays(np.float64, shape, elements=elements)


@cache
def flags(shape: tuple[int, ...]) -> st.SearchStrategy[BoolArray]:
    """Draw bool arrays of a shape."""
    return hnp.arrays(np.bool_, shape)


@st.composite
def edge_marks(draw: st.DrawFn, shape: tuple[int, int]) -> BoolArray:
    """Draw marks of edges, at least one of them True."""
    marks = draw(flags(shape))
    marks[draw(st.integers(0, shape[0] - 1)), draw(st.integers(0, shape[1] - 1))] = True
    return marks


def layer_ids(network: Network) -> st.SearchStrategy[str]:
    """Draw ids of layers that exist, and now and then of one that doesn't."""
    return st.sampled_from([*(layer.id for layer in network.layers * SELDOM), "L99"])


def layer_pairs(network: Network) -> st.SearchStrategy[tuple[str, str]]:
    """Draw pairs of layers, often but not always connected ones."""
    connected = [connection.key for connection in network.connections]
    any_pair = st.tuples(layer_ids(network), layer_ids(network))
    return any_pair | st.sampled_from(connected) if connected else any_pair


@st.composite
def network_edits(draw: st.DrawFn, network: Network) -> NetworkEdit:
    """Draw an edit that a person might try on a network, sensible or not."""
    edit: NetworkEdit = draw(draw(st.sampled_from(_EDITS))(network))
    return edit


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Draw a network, complete or not, with skip connections, masks, frozen marks and edits after that."""
    network = Network()
    for kind in ["input", *["dense"] * (MOST_LAYERS - 1)][: draw(st.integers(0, MOST_LAYERS))]:
        activation = "identity" if kind == "input" else draw(st.sampled_from(list(ACTIVATION_FUNCTIONS)))
        width = draw(st.integers(1, WIDEST))
        network = edits.add_layer(network, kind, width, activation=activation, position=draw(POSITIONS))
    for target in range(2, len(network.layers) + 1):
        skipping = draw(st.sets(st.integers(1, target - 1), max_size=2))
        chained = {target - 1} if draw(st.sampled_from([*[True] * SELDOM, False])) else set()
        for source in sorted(skipping | chained):
            network = edits.connect(network, f"L{source}", f"L{target}", draw(INITIALIZATIONS))
    network = draw(_marked(network))
    for _ in range(draw(st.integers(0, 3))):
        with contextlib.suppress(EngineError):
            network = draw(network_edits(network))(network)
    return network


@st.composite
def _marked(draw: st.DrawFn, network: Network) -> Network:
    connections = tuple(
        replace(
            connection,
            weight=draw(arrays(connection.weight.shape)),
            mask=draw(edge_marks(connection.weight.shape)),
            frozen=draw(flags(connection.weight.shape)),
        )
        for connection in network.connections
    )
    layers = tuple(
        replace(layer, bias=draw(arrays(layer.bias.shape)), bias_frozen=draw(flags(layer.bias.shape)))
        for layer in network.layers
    )
    return Network(layers=layers, connections=connections)


Strategy = st.SearchStrategy[Any]
COLUMN_NAMES = st.lists(st.text(string.ascii_letters + "éß ", max_size=8), max_size=3).map(tuple)


@st.composite
def data_specifications(draw: st.DrawFn) -> DataSpecification:
    """Draw specifications with every parameter in its source's range, with points of the user's or without."""
    source = draw(st.sampled_from(list(DATA_SOURCES.values())))
    values: dict[str, Any] = {
        parameter.field: draw(
            st.integers(int(parameter.minimum), int(parameter.maximum))
            if parameter.is_integer
            else st.floats(parameter.minimum, parameter.maximum)
        )
        for parameter in source.parameters
    }
    values["test_fraction"] = draw(st.floats(0, 0.9 - values.get("validation_fraction", 0.2)))
    if draw(st.booleans()):
        count = draw(st.integers(0, 5))
        values["user_inputs"] = draw(arrays((count, draw(st.integers(1, 3)))))
        values["user_targets"] = draw(arrays((count, draw(st.integers(1, 2)))))
        values["user_input_names"] = draw(COLUMN_NAMES)
        values["user_class_names"] = draw(COLUMN_NAMES)
    return replace(
        source.default_specification(),
        standardize=draw(st.booleans()),
        user_task=draw(st.sampled_from([task.value for task in Task])),
        **values,
    )


def _numbers(settings: tuple[NumberSetting, ...]) -> dict[str, Strategy]:
    """Give what draws each number within its range."""
    return {
        setting.field: st.integers(int(setting.minimum), int(setting.maximum))
        if setting.is_integer
        else st.floats(
            setting.minimum, setting.maximum, exclude_min=setting.above_minimum, exclude_max=setting.below_maximum
        )
        for setting in settings
    }


@cache
def training_settings() -> st.SearchStrategy[TrainingSettings]:
    """Draw settings in their ranges."""
    return st.builds(
        TrainingSettings,
        loss=st.sampled_from(list(LOSSES)),
        loss_numbers=st.builds(LossNumbers, **_numbers(LOSS_NUMBERS)),
        shuffle=st.booleans(),
        initialization=INITIALIZATIONS,
        device=st.sampled_from(DEVICES),
        precision=st.sampled_from(PRECISIONS),
        optimizer=st.builds(OptimizerSettings, name=st.sampled_from(list(OPTIMIZERS)), **_numbers(OPTIMIZER_NUMBERS)),
        stopping=st.builds(StoppingSettings, restore_best=st.booleans(), **_numbers(STOPPING_NUMBERS)),
        schedule=st.builds(ScheduleSettings, name=st.sampled_from(list(SCHEDULES)), **_numbers(SCHEDULE_NUMBERS)),
        **_numbers(TRAINING_NUMBERS),
    )


@cache
def display_settings() -> st.SearchStrategy[DisplaySettings]:
    """Draw ways of drawing the graph."""
    return st.builds(
        DisplaySettings,
        neuron_face=st.sampled_from(NEURON_FACES),
        edge_labels=st.sampled_from(EDGE_LABELS),
        edge_quantity=st.sampled_from(EDGE_QUANTITIES),
        full_scale=st.none() | st.floats(SMALLEST_FULL_SCALE, LARGEST_FULL_SCALE),
        neuron_full_scale=st.none() | st.floats(SMALLEST_FULL_SCALE, LARGEST_FULL_SCALE),
        marks_activated=st.booleans(),
        flow=st.booleans(),
        legend=st.booleans(),
        removed_edges=st.booleans(),
    )


@cache
def view_settings() -> st.SearchStrategy[ViewSettings]:
    """Draw view settings, of layers and samples that may be gone."""
    return st.builds(
        ViewSettings,
        selected_sample=st.none() | st.integers(0, 1000),
        boundary_inputs=st.tuples(st.integers(0, 63), st.integers(0, 63)),
        distribution_layer=st.none() | st.sampled_from(["L1", "L2", "L99"]),
        logarithmic_loss=st.booleans(),
        display=display_settings(),
        folded_layers=st.lists(st.sampled_from(["L1", "L2", "L99"])).map(tuple),
        unfolded_layers=st.lists(st.sampled_from(["L1", "L2", "L99"])).map(tuple),
        column_layers=st.lists(st.sampled_from(["L1", "L2", "L99"])).map(tuple),
        minimap=st.none() | st.booleans(),
        typed_input=st.none() | st.lists(NUMBERS, min_size=1, max_size=4).map(tuple),
    )


@st.composite
def runs(draw: st.DrawFn, network: Network) -> Run:
    """Draw a run of a network, with a history in which validation may not have been measured."""
    history = draw(arrays((draw(st.integers(0, 4)), len(HISTORY_COLUMNS)), ANY_NUMBERS))
    finite = [HISTORY_COLUMNS.index(column) for column in ("step", "epoch", "training_loss", "penalty")]
    history[:, finite] = np.nan_to_num(history[:, finite])
    return Run(
        initial=draw(parameter_values(network)),
        step=draw(st.integers(0, 10**9)),
        epoch=draw(st.integers(0, 10**6)),
        mini_batch=draw(st.integers(0, 1000)),
        history=history,
        optimizer_state=draw(st.none() | optimizer_states(network)),
        best=draw(st.none() | st.builds(Best, parameter_values(network), arrays(len(HISTORY_COLUMNS)))),
    )


@st.composite
def parameter_values(draw: st.DrawFn, network: Network) -> Parameters:
    """Draw parameters of a network."""
    return Parameters(
        weights=tuple(draw(arrays(connection.weight.shape)) for connection in network.connections),
        biases=tuple(draw(arrays(layer.bias.shape)) for layer in network.layers),
    )


@st.composite
def optimizer_states(draw: st.DrawFn, network: Network) -> OptimizerState:
    """Draw what an optimizer remembers of a run of a network."""
    rule = draw(st.sampled_from(list(OPTIMIZERS.values())))
    sizes = [connection.weight.size for connection in network.connections]
    sizes += [layer.bias.size for layer in network.layers]
    return OptimizerState(rule.name, draw(st.integers(0, 10**9)), draw(arrays((len(rule.vectors), sum(sizes)))))


@st.composite
def projects(draw: st.DrawFn) -> Project:
    """Draw projects, trained or not."""
    network = draw(networks())
    return Project(
        network=network,
        data=draw(data_specifications()),
        training=draw(training_settings()),
        view=draw(view_settings()),
        run=draw(st.none() | runs(network)),
    )


def _edit(
    edit: Callable[..., Network], *arguments: Callable[[Network], Strategy] | Strategy
) -> Callable[..., Strategy]:
    """Give what draws, for a network, an `edit` with these arguments; some depend on the network."""

    def strategy(network: Network) -> st.SearchStrategy[NetworkEdit]:
        drawn = st.tuples(*(argument(network) if callable(argument) else argument for argument in arguments))
        return drawn.map(lambda values: lambda network: edit(network, *values))

    return strategy


def _of_pair(edit: Callable[..., Network]) -> Callable[..., Network]:
    """Give an edit of a pair of layers for one of two layers."""
    return lambda network, pair, *arguments: edit(network, *pair, *arguments)


def _reinsert_layer(
    network: Network, source: LayerId, target: LayerId, layer_id: LayerId, initialization: Initialization
) -> Network:
    return reordering.reinsert_layer(network, layer_id, source, target, initialization)


def _add_layer(network: Network, kind: str, width: int, activation: str, name: str | None) -> Network:
    if len(network.layers) >= MOST_LAYERS:
        return network
    return edits.add_layer(network, kind, width, activation=activation, name=name)


@st.composite
def _pairs_with_matrices(draw: st.DrawFn, network: Network) -> tuple[str, str, FloatArray]:
    source, target = draw(layer_pairs(network))
    connection = network.find_connection(source, target)
    fitting = st.nothing() if connection is None else arrays(connection.weight.shape, ANY_NUMBERS)
    return source, target, draw(fitting | _MATRICES)


@st.composite
def _layers_with_vectors(draw: st.DrawFn, network: Network) -> tuple[str, FloatArray]:
    layer_id = draw(layer_ids(network))
    fitting = arrays(network.layer(layer_id).bias.shape, ANY_NUMBERS) if network.has_layer(layer_id) else st.nothing()
    return layer_id, draw(fitting | _MATRICES)


@st.composite
def _pairs_with_marks(draw: st.DrawFn, network: Network) -> tuple[str, str, BoolArray]:
    source, target = draw(layer_pairs(network))
    if not (network.has_layer(source) and network.has_layer(target)):
        return source, target, draw(flags((2, 2)))
    return source, target, draw(flags((network.layer(target).width, network.layer(source).width)))


def _freeze(parameters: Callable[..., ParameterSet]) -> Callable[..., Network]:
    """Give an edit that freezes or thaws the parameters of a place."""
    return lambda network, place, frozen: freezing.freeze(network, parameters(network, *place), frozen=frozen)


def _restore(network: Network, pair: tuple[str, str], initialization: Initialization) -> Network:
    return wiring.restore_edges(network, connection_set(network, *pair), initialization)


def _neurons(network: Network) -> Strategy:
    return st.tuples(layer_ids(network), _INDICES)


_INDICES = st.integers(-1, WIDEST)
_WIDTHS = st.sampled_from([*[1, 2, 3, WIDEST] * SELDOM, 0, -1, BEYOND_MEMORY])
_ACTIVATIONS = st.sampled_from([*ACTIVATION_FUNCTIONS, "cubic"])
_MATRICES = hnp.arrays(np.float64, hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=WIDEST))
_EDITS = (
    _edit(_add_layer, st.sampled_from([*LAYER_KINDS, "dense", "pooling"]), _WIDTHS, _ACTIVATIONS, st.none() | NAMES),
    _edit(edits.remove_layers, lambda network: st.lists(layer_ids(network), max_size=2)),
    _edit(_of_pair(edits.connect), layer_pairs, INITIALIZATIONS),
    _edit(_of_pair(edits.disconnect), layer_pairs),
    _edit(_of_pair(parameters.set_weight), layer_pairs, _INDICES, _INDICES, ANY_NUMBERS),
    _edit(lambda network, arguments: parameters.set_weights(network, *arguments), _pairs_with_matrices),
    _edit(parameters.set_bias, layer_ids, _INDICES, ANY_NUMBERS),
    _edit(lambda network, arguments: parameters.set_biases(network, *arguments), _layers_with_vectors),
    _edit(edits.resize_layer, layer_ids, _WIDTHS, INITIALIZATIONS),
    _edit(edits.remove_neuron, layer_ids, _INDICES),
    _edit(edits.rename_layer, layer_ids, NAMES),
    _edit(edits.set_dropout, layer_ids, st.floats(-0.1, 1.1)),
    _edit(edits.set_initializer, layer_ids, st.none() | st.sampled_from([*INITIALIZERS, "magic"])),
    _edit(edits.set_activation_function, layer_ids, _ACTIVATIONS),
    _edit(
        lambda network, marks, drawn: wiring.connect_edges(network, *marks, drawn), _pairs_with_marks, INITIALIZATIONS
    ),
    _edit(lambda network, marks: wiring.remove_edges(network, *marks), _pairs_with_marks),
    _edit(_restore, layer_pairs, INITIALIZATIONS),
    _edit(
        _of_pair(patterns.wire_by_pattern),
        layer_pairs,
        st.sampled_from([*patterns.PATTERNS, "ring"]),
        st.builds(patterns.PatternSettings, st.floats(-0.1, 1.1), st.integers(-1, 9), st.integers(0, WIDEST)),
        INITIALIZATIONS,
    ),
    _edit(_freeze(connection_set), layer_pairs, st.booleans()),
    _edit(_freeze(layer_set), lambda network: st.tuples(layer_ids(network)), st.booleans()),
    _edit(_freeze(neuron_set), _neurons, st.booleans()),
    _edit(_freeze(bias_set), _neurons, st.booleans()),
    _edit(fragment.duplicate_neurons, layer_ids, st.sets(_INDICES, max_size=2)),
    _edit(_of_pair(_reinsert_layer), layer_pairs, layer_ids, INITIALIZATIONS),
    _edit(reordering.delete_and_rejoin, layer_ids, INITIALIZATIONS),
    _edit(edits.move_layers, lambda network: st.dictionaries(layer_ids(network), POSITIONS, max_size=3)),
)

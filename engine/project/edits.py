"""Edits of a project beyond its network: pure functions that give a new project and share what they don't change.

Each raises an `EngineError` before anything happened if the edit makes no sense.
"""

from typing import Any

import numpy as np
from msgspec.structs import replace

from engine.arrays import same_value
from engine.data.data_set import Task
from engine.data.generators.own_points import OWN
from engine.data.importing import LabelledPoints
from engine.data.source import DataSource
from engine.data.sources import DATA_SOURCES, default_specification, make_data_set
from engine.data.specification import DataSpecification
from engine.data.splitting import check_held_back
from engine.network import edits
from engine.network.graph import input_layers, output_layers
from engine.network.initializers import KEEP, Initialization, initialize
from engine.network.losses import DEFAULT_LOSSES, loss
from engine.network.model import LayerId, Network, with_parameters
from engine.network.resizing import resize_layer
from engine.project.project import Project, with_data, with_network, without_run
from engine.project.settings import check_training_settings

LARGEST_UNSCALED = 10.0  # inputs as large as this train badly unless they are standardised


def change_training(project: Project, **changes: Any) -> Project:
    """Give the project with some fields of its training settings changed.

    Raises:
        SettingError: A setting outside its range.
    """
    training = check_training_settings(replace(project.training, **changes))
    return replace(project, training=training)


def set_loss(project: Project, name: str) -> Project:
    """Give the project with another loss, which ends the run: losses of two kinds make no one curve.

    Raises:
        SettingError: There is no such loss.
    """
    if name == project.training.loss:
        return project
    return without_run(change_training(project, loss=name))


def set_initialization(project: Project, initialization: Initialization) -> Project:
    """Give the project with other initial weights; before the first step of a run they are drawn at once.

    Raises:
        SettingError: An unknown scheme, or σ or the seed outside its range.
    """
    project = change_training(project, initialization=initialization)
    if project.run is not None or initialization.scheme == KEEP:
        return project
    return draw_weights(project)


def draw_weights(project: Project) -> Project:
    """Give the project at the start of a run, its weights drawn as its training settings say and its biases 0."""
    network = initialize(project.network, project.training.initialization)
    return replace(project, network=network, run=None, learnt=())


def reset(project: Project) -> Project:
    """Give the project before it was trained.

    These are the very parameters that its run began from; after runs that edits have ended, those that the training
    settings draw, unless these keep weights as they are.
    """
    if project.learnt and project.training.initialization.scheme != KEEP:
        return draw_weights(project)
    if project.run is None:
        return project
    return replace(project, network=with_parameters(project.network, project.run.initial), run=None)


def draw_anew(project: Project, seed: int) -> Project:
    """Give the project at the start of a run from another seed, its weights drawn from it and its biases 0.

    Raises:
        SettingError: A seed outside its range.
    """
    initialization = replace(project.training.initialization, seed=seed)
    return draw_weights(change_training(project, initialization=initialization))


def set_layer_initializer(project: Project, layer_id: LayerId, scheme: str | None) -> Project:
    """Give the project with an initialisation of a layer's own, or None; before the first step its weights are drawn.

    Raises:
        SettingError: There is none of that name, or the layer is an input layer.
    """
    network = edits.set_initializer(project.network, layer_id, scheme)
    if project.run is None and (scheme or project.training.initialization.scheme) != KEEP:
        drawn = initialize(network, project.training.initialization)
        network = network.with_layer(drawn.layer(layer_id))
        for connection in drawn.incoming(layer_id):
            network = network.with_connection(connection)
    return with_network(project, network)


def has_drawn_parameters(project: Project) -> bool:
    """Tell whether weights and biases are those that the training settings draw, so that drawing anew loses nothing."""
    drawn = initialize(project.network, project.training.initialization)
    return project.training.initialization.scheme != KEEP and same_value(drawn, project.network)


def choose_source(project: Project, source: str) -> Project:
    """Give the project with the default data of another source, split as its data were, and a loss that fits them.

    Raises:
        SettingError: There is no such source.
    """
    data, former = default_specification(source), project.data
    if DATA_SOURCES[source].splits and DATA_SOURCES[former.source].splits:
        data = replace(data, validation_fraction=former.validation_fraction, test_fraction=former.test_fraction)
    return _with_other_data(project, data)


def use_points(project: Project, points: LabelledPoints) -> Project:
    """Give the project with points the user brought as its data, and with a loss that fits them.

    Inputs that go far beyond ±1 are standardised. The network stays as it is; `misfits` tells whether it fits.

    Raises:
        DataError: There are no points, or numbers too large to work with.
    """
    spread = np.abs(points.inputs).max(initial=0.0)
    specification = default_specification(OWN.name)
    data = replace(
        specification,
        user_inputs=points.inputs,
        user_targets=points.targets,
        user_task=points.task.value,
        user_input_names=points.input_names,
        user_class_names=points.class_names,
        class_count=len(points.class_names) or specification.class_count,
        standardize=bool(spread > LARGEST_UNSCALED),
    )
    make_data_set(data)  # refuses what makes none
    return _with_other_data(project, data)


def change_data(project: Project, **changes: Any) -> Project:
    """Give the project with some fields of its data specification changed, and with a loss that fits the data.

    Raises:
        SettingError: A parameter outside its source's range, or too few samples left to train on.
    """
    source = data_source(project.data)
    for parameter in source.parameters:
        if parameter.field in changes:
            parameter.check(changes[parameter.field])
    data = replace(project.data, **changes)
    check_held_back(data.validation_fraction, data.test_fraction)
    return _with_fitting_loss(with_data(project, data))


def data_source(specification: DataSpecification) -> DataSource:
    """Give the source of a specification that has been checked, as every project's has."""
    return DATA_SOURCES[specification.source]


def misfits(network: Network, input_count: int, output_count: int) -> dict[LayerId, int]:
    """Give the width that each end of the network lacks to fit data of D inputs and K outputs; empty where both fit.

    Ends that are missing, or of which there are several, are left out: no width would help them.
    """
    ends = ((input_layers(network), input_count), (output_layers(network), output_count))
    return {layers[0].id: count for layers, count in ends if len(layers) == 1 and layers[0].width != count}


def fit_network(project: Project, input_count: int, output_count: int) -> Project:
    """Give the project with its input and output layer as wide as the data; new edges get drawn weights.

    Raises:
        SettingError: A width that no layer can have.
    """
    network = project.network
    for layer_id, width in misfits(network, input_count, output_count).items():
        network = resize_layer(network, layer_id, width, project.training.initialization)
    return project if network is project.network else with_network(project, network)


def _task(project: Project) -> Task:
    return data_source(project.data).task_of(project.data)


def _with_other_data(before: Project, data: DataSpecification) -> Project:
    project = with_data(before, data)
    if _task(before) is Task.REGRESSION and _task(project) is not Task.REGRESSION:
        # Squared error fits every task, but no one who leaves a regression for classes means to keep it.
        return change_training(project, loss=DEFAULT_LOSSES[_task(project).value])
    return _with_fitting_loss(project)


def _with_fitting_loss(project: Project) -> Project:
    task = _task(project).value
    if task in loss(project.training.loss).tasks:
        return project
    return change_training(project, loss=DEFAULT_LOSSES[task])

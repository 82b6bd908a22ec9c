"""When a change calls for a network to be trained anew, and from which parameters."""

import numpy as np
from msgspec.structs import replace

from engine.arrays import same_value
from engine.network.initializers import initialize
from engine.network.model import Network, Parameters, parameters_of, with_parameters
from engine.project.project import Project, Run, with_run


def calls_for_retraining(before: Project, after: Project) -> bool:
    """Tell whether an edit changed what a run from the project's seed would come to, numbers set by hand apart."""
    return not (
        same_value(before.training, after.training)
        and same_value(before.data, after.data)
        and (before.network is after.network or _plan(before.network) == _plan(after.network))
    )


def retraining_start(project: Project) -> Parameters:
    """Give the parameters that a run from the project's seed begins from: drawn as its settings say, frozen ones kept.

    Layers with the initialisation “keep” have those that the last run began from, or else the present ones.
    """
    return parameters_of(initialize(_before_training(project), project.training.initialization))


def retrained(project: Project, parameters: Parameters, run: Run) -> Project:
    """Give the project as a run left it that began from `retraining_start`: of what was learnt before nothing is left.

    Raises:
        ShapeError: `parameters` do not fit the project's network.
    """
    return replace(with_run(project, parameters, run), learnt=())


def _before_training(project: Project) -> Network:
    """Give the network as the project's run found it, frozen parameters as they are now."""
    if project.run is None:
        return project.network
    network, initial = project.network, project.run.initial
    weights = [
        np.where(connection.frozen, connection.weight, weight)
        for connection, weight in zip(network.connections, initial.weights, strict=True)
    ]
    biases = [
        np.where(layer.bias_frozen, layer.bias, bias)
        for layer, bias in zip(network.layers, initial.biases, strict=True)
    ]
    return with_parameters(network, Parameters(weights=tuple(weights), biases=tuple(biases)))


def _plan(network: Network) -> object:
    """Give what a network is apart from its parameters and from where it is drawn, and what it is called."""
    apart = {"name", "position", "bias", "bias_frozen"}
    layers = [
        (
            *(getattr(layer, field) for field in layer.__struct_fields__ if field not in apart),
            layer.bias_frozen.tobytes(),
        )
        for layer in network.layers
    ]
    connections = [
        (connection.key, connection.mask.tobytes(), connection.frozen.tobytes()) for connection in network.connections
    ]
    return layers, connections

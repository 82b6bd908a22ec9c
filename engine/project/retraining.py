"""When a change calls for a network to be trained anew, and from which parameters."""

from engine.arrays import same_value
from engine.network.initializers import KEEP, initialize
from engine.network.model import Network, Parameters, parameters_of
from engine.project.project import Project


def calls_for_retraining(before: Project, after: Project) -> bool:
    """Tell whether an edit changed what a run from the project's seed would come to, numbers set by hand apart."""
    return not (
        same_value(before.training, after.training)
        and same_value(before.data, after.data)
        and (before.network is after.network or _plan(before.network) == _plan(after.network))
    )


def retraining_start(project: Project) -> Parameters:
    """Give the parameters that a run from the project's seed begins from: drawn as its settings say, frozen ones kept.

    With the initialisation “keep” they are those that the last run began from, or else the present ones.
    """
    initialization = project.training.initialization
    if initialization.scheme == KEEP and project.run is not None:
        return project.run.initial
    return parameters_of(initialize(project.network, initialization))


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

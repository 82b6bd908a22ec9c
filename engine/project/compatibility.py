"""Whether a network, a data set and training settings fit together, and what would make them fit."""

from collections.abc import Callable
from functools import partial

import msgspec
from msgspec.structs import replace

from engine.data.data_set import DataSet, Task
from engine.errors import EngineError, SettingError
from engine.network.activations import IDENTITY
from engine.network.edits import set_activation_function
from engine.network.freezing import freeze, frozen_count
from engine.network.graph import computed_part, input_layer, loose_note, output_layer, problems
from engine.network.losses import DEFAULT_LOSSES, LOSSES, TASK_TEXTS, loss
from engine.network.model import Network
from engine.network.parameter_set import layer_set
from engine.project import edits
from engine.project.project import Project, with_network
from engine.project.settings import TrainingSettings

HELD_BACK = 0.2
ALL_FROZEN = "Every weight and bias is frozen: thaw some to train them."


class Mend(msgspec.Struct, frozen=True, eq=False):
    """An edit that takes an incompatibility away.

    Attributes:
        label: What it does, in a few words for a button.
        edit: Gives the project mended; raises an `EngineError` where it cannot be.
    """

    label: str
    edit: Callable[[Project], Project]


class Incompatibility(msgspec.Struct, frozen=True, eq=False):
    """Something that keeps a network from being trained on data.

    Attributes:
        sentence: What it is.
        mend: An edit that takes it away, or None where no single one suggests itself.
    """

    sentence: str
    mend: Mend | None = None


def incompatibilities(network: Network, data_set: DataSet, training: TrainingSettings) -> tuple[str, ...]:
    """Give what keeps the network from being trained on the data, a sentence each; empty if nothing does.

    Args:
        network: Any network, complete or not.
        data_set: The data set made from the project's specification.
        training: Settings, each in its range.

    Raises:
        SettingError: There is no such loss.
    """
    return tuple(found.sentence for found in mendable_incompatibilities(network, data_set, training))


def check_compatible(network: Network, data_set: DataSet, training: TrainingSettings) -> None:
    """Do nothing if the network can be trained on the data.

    Raises:
        EngineError: It cannot; the text is the first of the `incompatibilities`.
        SettingError: There is no such loss.
    """
    for sentence in incompatibilities(network, data_set, training):
        raise EngineError(sentence)


def mendable_incompatibilities(
    network: Network, data_set: DataSet, training: TrainingSettings
) -> tuple[Incompatibility, ...]:
    """Give what `incompatibilities` gives, each with the edit that takes it away.

    Raises:
        SettingError: There is no such loss.
    """
    unfinished = problems(network)
    if unfinished:
        return tuple(map(Incompatibility, unfinished))
    found = (
        _input_mismatch(network, data_set),
        _output_mismatch(network, data_set),
        _task_mismatch(training, data_set),
        _range_mismatch(network, training, data_set),
        _early_stopping_mismatch(training, data_set),
        _accuracy_mismatch(training, data_set),
        None if data_set.training_indices.size else Incompatibility("The data has no training samples: add some."),
        None if _can_learn(network) else Incompatibility(ALL_FROZEN, Mend("Thaw all", _thaw_all)),
    )
    return tuple(one for one in found if one is not None)


def _input_mismatch(network: Network, data_set: DataSet) -> Incompatibility | None:
    layer = input_layer(network)
    if layer.width == data_set.input_count:
        return None
    return Incompatibility(
        f"The data has {_counted(data_set.input_count, 'input')}, but the input layer has "
        f"{_counted(layer.width, 'neuron')}.",
        _fit(data_set),
    )


def _output_mismatch(network: Network, data_set: DataSet) -> Incompatibility | None:
    layer = output_layer(network)
    if layer.width == data_set.output_count:
        return None
    if loose := loose_note(network):  # what was to be the output may be among it
        return Incompatibility(loose)
    if data_set.task is Task.REGRESSION:
        reason = f"The data has {_counted(data_set.output_count, 'value')} to predict"
    elif data_set.task is Task.BINARY:
        reason = "Two classes need 1 output"
    else:
        reason = f"The data has {data_set.output_count} classes and needs an output for each"
    return Incompatibility(
        f"{reason}, but the output layer “{layer.name}” has {_counted(layer.width, 'neuron')}.", _fit(data_set)
    )


def check_loss_fits(project: Project) -> None:
    """Do nothing if a project's loss is one for its kind of data; the data need not be made for that.

    Raises:
        SettingError: It is not, and the text says which are; or there is no such loss.
    """
    sentence = _loss_misfit(project.training.loss, edits.data_source(project.data).task_of(project.data))
    if sentence:
        raise SettingError(sentence)


def _task_mismatch(training: TrainingSettings, data_set: DataSet) -> Incompatibility | None:
    sentence = _loss_misfit(training.loss, data_set.task)
    usual = loss(DEFAULT_LOSSES[data_set.task.value])
    mend = Mend(f"Use {usual.label}", partial(edits.set_loss, name=usual.name))
    return Incompatibility(sentence, mend) if sentence else None


def _loss_misfit(name: str, task: Task) -> str:
    """Say which losses fit a kind of data where this one does not, "" where it does."""
    chosen = loss(name)
    if task.value in chosen.tasks:
        return ""
    fitting = [other.label for other in LOSSES.values() if task.value in other.tasks]
    choice = f"{', '.join(fitting[:-1])} or {fitting[-1]}"
    return f"{chosen.label} does not fit data with {TASK_TEXTS[task.value]}; choose {choice}."


def _range_mismatch(network: Network, training: TrainingSettings, data_set: DataSet) -> Incompatibility | None:
    chosen, layer = loss(training.loss), output_layer(network)
    sentence = chosen.range_misfit(layer.activation_function) if data_set.task.value in chosen.tasks else ""
    return Incompatibility(sentence, Mend("Use Identity output", _use_identity_output)) if sentence else None


def _early_stopping_mismatch(training: TrainingSettings, data_set: DataSet) -> Incompatibility | None:
    if not training.stopping.patience or data_set.validation_indices.size:
        return None
    return Incompatibility(
        "Early stopping watches the validation loss, but the data has no validation part: hold some samples back.",
        Mend(f"Hold {HELD_BACK:.0%} back", partial(edits.change_data, validation_fraction=HELD_BACK)),
    )


def _accuracy_mismatch(training: TrainingSettings, data_set: DataSet) -> Incompatibility | None:
    if not training.stopping.accuracy or data_set.task is not Task.REGRESSION:
        return None
    return Incompatibility(
        "The run is to stop at an accuracy, but data with values to predict have none: stop at a loss instead.",
        Mend("Drop this rule", _stop_at_no_accuracy),
    )


def _stop_at_no_accuracy(project: Project) -> Project:
    return edits.change_training(project, stopping=replace(project.training.stopping, accuracy=0.0))


def _fit(data_set: DataSet) -> Mend:
    return Mend(
        "Fit network to data",
        partial(edits.fit_network, input_count=data_set.input_count, output_count=data_set.output_count),
    )


def _use_identity_output(project: Project) -> Project:
    layer = output_layer(project.network)
    return with_network(project, set_activation_function(project.network, layer.id, IDENTITY))


def _thaw_all(project: Project) -> Project:
    network = project.network
    for layer in network.layers:
        marked = layer_set(network, layer.id)
        if frozen_count(network, marked).frozen:
            network = freeze(network, marked, frozen=False)
    return with_network(project, network)


def _can_learn(network: Network) -> bool:
    part = computed_part(network)
    weights = any((connection.mask & ~connection.frozen).any() for connection in part.connections)
    return weights or any((~layer.bias_frozen).any() for layer in part.layers)


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"

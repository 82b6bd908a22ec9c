"""Whether a network, a data set and training settings fit together."""

from engine.data.data_set import DataSet, Task
from engine.network.graph import input_layer, output_layer, problems
from engine.network.losses import LOSSES, TASK_TEXTS, loss
from engine.network.model import Network
from engine.project.settings import TrainingSettings


def incompatibilities(network: Network, data_set: DataSet, training: TrainingSettings) -> tuple[str, ...]:
    """Give what keeps the network from being trained on the data, a sentence each; empty if nothing does.

    Args:
        network: Any network, complete or not.
        data_set: The data set made from the project's specification.
        training: Settings, each in its range.

    Raises:
        SettingError: There is no such loss.
    """
    unfinished = problems(network)
    if unfinished:
        return unfinished
    found = [
        _input_mismatch(network, data_set),
        _output_mismatch(network, data_set),
        _loss_mismatch(network, training, data_set),
        _early_stopping_mismatch(training, data_set),
        "" if data_set.training_indices.size else "The data has no training samples: add some.",
        "" if _can_learn(network) else "Every weight and bias is frozen: thaw some to train them.",
    ]
    return tuple(sentence for sentence in found if sentence)


def _input_mismatch(network: Network, data_set: DataSet) -> str:
    layer = input_layer(network)
    if layer.width == data_set.input_count:
        return ""
    return (
        f"The data has {_counted(data_set.input_count, 'input')}, but the input layer has "
        f"{_counted(layer.width, 'neuron')}."
    )


def _output_mismatch(network: Network, data_set: DataSet) -> str:
    layer = output_layer(network)
    if layer.width == data_set.output_count:
        return ""
    if data_set.task is Task.REGRESSION:
        reason = f"The data has {_counted(data_set.output_count, 'value')} to predict"
    elif data_set.task is Task.BINARY:
        reason = "Two classes need 1 output"
    else:
        reason = f"The data has {data_set.output_count} classes and needs an output for each"
    return f"{reason}, but the output layer “{layer.name}” has {_counted(layer.width, 'neuron')}."


def _loss_mismatch(network: Network, training: TrainingSettings, data_set: DataSet) -> str:
    chosen = loss(training.loss)
    if data_set.task.value in chosen.tasks:
        return chosen.range_misfit(output_layer(network).activation_function)
    fitting = [other.label for other in LOSSES.values() if data_set.task.value in other.tasks]
    return (
        f"{chosen.label} does not fit data with {TASK_TEXTS[data_set.task.value]}; choose {', '.join(fitting[:-1])} "
        f"or {fitting[-1]}."
    )


def _early_stopping_mismatch(training: TrainingSettings, data_set: DataSet) -> str:
    if not training.stopping.patience or data_set.validation_indices.size:
        return ""
    return "Early stopping watches the validation loss, but the data has no validation part: hold some samples back."


def _can_learn(network: Network) -> bool:
    weights = any((connection.mask & ~connection.frozen).any() for connection in network.connections)
    return weights or any((~layer.bias_frozen).any() for layer in network.layers)


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"

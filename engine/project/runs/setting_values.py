"""What determines a run, as short texts by short names, for tables of runs and names that say what changed."""

from collections.abc import Iterable

import msgspec

from engine.data.sources import DATA_SOURCES
from engine.errors import EngineError
from engine.network.graph import topological_order
from engine.network.initializers import initializer
from engine.network.kinds import layer_kind
from engine.network.losses import loss
from engine.network.model import Network
from engine.network.number_setting import NumberSetting
from engine.network.optimizers import optimizer
from engine.network.schedules import WARM_UP, schedule
from engine.project.project import Project
from engine.project.settings import SEED, TRAINING_NUMBERS, TrainingSettings
from engine.project.stopping import STOPPING_NUMBERS

SettingValues = dict[str, str]
DATA, LOSS_FUNCTION = "Data", "Loss function"  # names of settings that say what a run's curves are of


def setting_values(project: Project) -> SettingValues:
    """Give everything that, parameters apart, determines a project's runs: a text for each setting, by a short name.

    Numbers that the chosen loss, optimizer, schedule or data source takes no notice of are not among them.
    """
    return {**_network_values(project.network), **_data_values(project), **_training_values(project.training)}


def changed_settings(before: SettingValues, after: SettingValues) -> tuple[str, ...]:
    """Give what differs, such as “α = 0.1 → 0.3”; what only one of both knows goes with another setting."""
    return tuple(
        f"{name} = {before[name]} → {text}" for name, text in after.items() if name in before and before[name] != text
    )


def differing_settings(values: Iterable[SettingValues]) -> tuple[str, ...]:
    """Give the names of the settings that are not the same in all that have them, in the settings' order."""
    texts: dict[str, set[str]] = {}
    for each in values:
        for name, text in each.items():
            texts.setdefault(name, set()).add(text)
    return tuple(name for name, found in texts.items() if len(found) > 1)


def _network_values(network: Network) -> SettingValues:
    try:
        layers = topological_order(network)
    except EngineError:
        layers = network.layers
    computed = [layer for layer in layers if layer_kind(layer.kind).takes_sources]
    removed = sum(int((~connection.mask).sum()) for connection in network.connections)
    frozen = sum(int(connection.frozen.sum()) for connection in network.connections)
    frozen += sum(int(layer.bias_frozen.sum()) for layer in network.layers)
    return {
        "Layers": "-".join(str(layer.width) for layer in layers),
        "Activation": ", ".join(dict.fromkeys(layer.activation_function for layer in computed)),
        "Dropout": ", ".join(dict.fromkeys(_number(layer.dropout) for layer in computed)),
        "Edges": _number(network.parameter_count - sum(layer.width for layer in computed)) if removed else "all",
        "Frozen": _number(frozen),
    }


def _data_values(project: Project) -> SettingValues:
    data = project.data
    source = DATA_SOURCES[data.source]
    return {
        DATA: source.label,
        **{parameter.label: _number(getattr(data, parameter.field)) for parameter in source.parameters},
        "Data seed": _number(data.seed),
        "Validation": f"{data.validation_fraction:.0%}",
        "Test": f"{data.test_fraction:.0%}",
        "Standardised": _yes_or_no(is_on=data.standardize),
    }


def _training_values(settings: TrainingSettings) -> SettingValues:
    chosen_loss, rule = loss(settings.loss), optimizer(settings.optimizer.name)
    plan, drawn = schedule(settings.schedule.name), initializer(settings.initialization.scheme)
    return {
        LOSS_FUNCTION: chosen_loss.label,
        **_numbers(chosen_loss.parameters, settings.loss_numbers),
        "Optimizer": rule.label,
        **{number.symbol: _number(getattr(settings, number.field)) for number in TRAINING_NUMBERS},
        **_numbers(rule.parameters, settings.optimizer),
        "Schedule": plan.label,
        **_numbers((*plan.parameters, WARM_UP), settings.schedule),
        "Start": drawn.label,
        **_numbers((*drawn.parameters, SEED), settings.initialization),
        "Shuffled": _yes_or_no(is_on=settings.shuffle),
        "Precision": settings.precision,
        **_numbers(STOPPING_NUMBERS, settings.stopping),
        "Back at best": _yes_or_no(is_on=settings.stopping.restore_best),
    }


def _numbers(numbers: Iterable[NumberSetting], record: msgspec.Struct) -> SettingValues:
    return {number.label: _number(getattr(record, number.field)) for number in numbers}


def _number(value: float) -> str:
    mantissa, _e, exponent = (f"{value:,}" if isinstance(value, int) else f"{value:.6g}").partition("e")
    return (f"{mantissa}e{int(exponent)}" if exponent else mantissa).replace("-", "−")


def _yes_or_no(*, is_on: bool) -> str:
    return "yes" if is_on else "no"

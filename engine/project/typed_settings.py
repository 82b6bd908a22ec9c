"""Training settings as a person types them into a notebook: names for records, any kind of number, slips of the pen."""

import difflib
from collections.abc import Mapping
from typing import Any

import msgspec
import numpy as np
from msgspec.structs import replace

from engine.errors import SettingError
from engine.network.initializers import INITIALIZERS
from engine.network.losses import LOSSES
from engine.network.number_setting import shown
from engine.network.optimizers import OPTIMIZERS
from engine.network.schedules import SCHEDULES
from engine.project.settings import TrainingSettings

# Where a name stands for all of a record, the record's field for it comes second.
_REGISTRIES: dict[str, tuple[Mapping[str, Any], str]] = {
    "loss": (LOSSES, ""),
    "optimizer": (OPTIMIZERS, "name"),
    "schedule": (SCHEDULES, "name"),
    "initialization": (INITIALIZERS, "scheme"),
    "scheme": (INITIALIZERS, ""),
}


def read_training_settings(typed: Mapping[str, Any]) -> dict[str, Any]:
    """Give values for fields of `TrainingSettings` from what a person typed, each of the field's own type.

    Names are taken whatever their case and by key or label, “Adam” for an `OptimizerSettings` of that name; numbers of
    numpy become Python's. A field that only one of the records has, such as seed or patience, is set in that one.
    Whether a number is in its range is for `check_training_settings`.

    Args:
        typed: Values by the fields' names, of `TrainingSettings` or of its records.

    Raises:
        SettingError: There is no such setting, and the text says which may be meant; or its value is of no use to it;
            or the number is one that the optimizer, schedule or initialisation chosen does not have.
    """
    defaults = msgspec.structs.asdict(TrainingSettings())
    settings = {field: _read(field, value, defaults[field]) for field, value in typed.items() if field in defaults}
    for field in (name for name in typed if name not in defaults):
        owner = _owner(field, defaults)
        record = settings.get(owner, defaults[owner])
        settings[owner] = replace(record, **{field: _read(field, typed[field], getattr(defaults[owner], field))})
        _check_use(owner, settings[owner], field)
    return settings


def _read(field: str, value: Any, default: Any) -> Any:
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, str) and (isinstance(default, str) or field in _REGISTRIES):
        return _named(field, value, default)
    if isinstance(default, msgspec.Struct | str | bool) and not isinstance(value, type(default)):
        raise SettingError(f"The setting {field} must be {_kind(field, default)}; {shown(value)} is not.")
    return value


def _named(field: str, name: str, default: Any) -> Any:
    """Give what a name stands for; one that is in no registry is for the check to refuse."""
    registry, key_field = _REGISTRIES.get(field, ({}, ""))
    folded = name.strip().casefold()
    keys = [key for key, entry in registry.items() if folded in {key.casefold(), entry.label.casefold()}]
    key = keys[0] if keys else folded
    return replace(default, **{key_field: key}) if key_field else key


def _kind(field: str, default: Any) -> str:
    if isinstance(default, bool):
        return "True or False"
    if isinstance(default, msgspec.Struct):
        record = f"a record of {type(default).__name__}"
        return f"a name or {record}" if field in _REGISTRIES else record
    return "a name"


def _check_use(owner: str, record: Any, field: str) -> None:
    """Refuse a number that others of a registry have, but not the one chosen: it would change nothing."""
    registry, key_field = _REGISTRIES.get(owner, ({}, ""))
    users = [entry for entry in registry.values() if field in {setting.field for setting in entry.parameters}]
    chosen = registry.get(getattr(record, key_field)) if key_field else None
    if users and chosen is not None and chosen not in users:
        others = " and ".join(f"“{entry.name}”" for entry in users)
        raise SettingError(
            f"The {owner} “{chosen.name}” has no {field}; {others} {'has' if len(users) == 1 else 'have'}."
        )


def _owner(field: str, defaults: Mapping[str, Any]) -> str:
    """Give the one setting whose record has a field of this name."""
    records = {name: default for name, default in defaults.items() if isinstance(default, msgspec.Struct)}
    owners = [name for name, record in records.items() if field in record.__struct_fields__]
    if len(owners) == 1:
        return owners[0]
    known = [*defaults, *(name for record in records.values() for name in record.__struct_fields__)]
    unambiguous = [name for name in known if known.count(name) == 1]
    close = difflib.get_close_matches(field, known, n=1)
    begun = [name for name in unambiguous if name.startswith(field)]
    meant = owners or close or begun
    suggestion = f"did you mean {' or '.join(meant)}?" if meant else f"there are {', '.join(unambiguous)}."
    raise SettingError(f"There is no training setting “{field}”; {suggestion}")

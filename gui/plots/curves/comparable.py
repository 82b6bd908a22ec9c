"""Which runs' curves may share an axis: those of the same quantity, measured alike."""

from collections.abc import Iterable

from engine.network.losses import LOSSES
from engine.project.runs.setting_values import DATA, LOSS_FUNCTION, SettingValues

_KINDS = {LOSS_FUNCTION: "another loss", DATA: "other data"}
OF_DATA = (DATA,)
OF_LOSS = (LOSS_FUNCTION, *dict.fromkeys(number.label for each in LOSSES.values() for number in each.parameters), DATA)


def not_comparable(settings: SettingValues, with_settings: SettingValues, names: Iterable[str]) -> str:
    """Say why a run's curves are not drawn on the axis of another's, such as “another loss: Cross-entropy”; else "".

    Args:
        settings: What determined the run.
        with_settings: What determined the other.
        names: The settings that both need to have alike for it.
    """
    for name in names:
        text = settings.get(name, "")
        if text != with_settings.get(name, ""):
            return f"{_KINDS.get(name, name)}: {text or 'none'}"
    return ""

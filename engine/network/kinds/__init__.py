"""Layer kinds. A new kind is one new file here, listed below, and one on the window's side."""

from engine.errors import SettingError
from engine.network.kinds.base import LayerKind
from engine.network.kinds.dense import DENSE
from engine.network.kinds.input import INPUT

LAYER_KINDS: dict[str, LayerKind] = {kind.name: kind for kind in (INPUT, DENSE)}


def layer_kind(name: str) -> LayerKind:
    """Give the layer kind called `name`.

    Raises:
        SettingError: There is none of that name.
    """
    try:
        return LAYER_KINDS[name]
    except KeyError:
        raise SettingError(f"There is no layer kind “{name}”; there are {', '.join(LAYER_KINDS)}.") from None


__all__ = ["LAYER_KINDS", "LayerKind", "layer_kind"]

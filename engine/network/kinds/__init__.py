"""Layer kinds. A new kind is one new file here, listed below, and one on the window's side."""

from engine.network.kinds.base import LayerKind
from engine.network.kinds.dense import DENSE
from engine.network.kinds.input import INPUT
from engine.registry import look_up

LAYER_KINDS: dict[str, LayerKind] = {kind.name: kind for kind in (INPUT, DENSE)}


def layer_kind(name: str) -> LayerKind:
    """Give the layer kind called `name`.

    Raises:
        SettingError: There is none of that name.
    """
    return look_up(LAYER_KINDS, name, "layer kind")


__all__ = ["LAYER_KINDS", "LayerKind", "layer_kind"]

"""What a layer may be called."""

import itertools
import unicodedata

from engine.errors import SettingError
from engine.network.model import Network

MAX_NAME_LENGTH = 200


def check_name(name: str) -> None:
    """Do nothing if a layer may be called `name`.

    Raises:
        SettingError: It is blank, longer than `MAX_NAME_LENGTH`, or holds control characters, which would garble a
            canvas and could command a terminal.
    """
    if not name.strip():
        raise SettingError("A layer's name cannot be blank.")
    if len(name) > MAX_NAME_LENGTH:
        raise SettingError(f"A layer's name has at most {MAX_NAME_LENGTH} characters; {len(name):,} were given.")
    if any(unicodedata.category(character) == "Cc" for character in name):
        raise SettingError("A layer's name cannot hold line breaks or other control characters.")


def unused_name(network: Network, wanted: str, *, is_numbered: bool = False) -> str:
    """Give `wanted`, or with the first number after it that makes a name no layer has.

    Args:
        network: Whose layers' names are taken.
        wanted: What the layer is to be called.
        is_numbered: Whether it has a number in any case, as a copy of “Hidden 1” has.
    """
    taken = {layer.name for layer in network.layers}
    numbered = (f"{wanted} {number}" for number in range(2, len(taken) + 3))
    candidates = numbered if is_numbered else itertools.chain([wanted], numbered)
    return next(name for name in candidates if name not in taken)

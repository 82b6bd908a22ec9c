"""What a layer may be called."""

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


def unused_name(network: Network, wanted: str) -> str:
    """Give `wanted`, or with the first number after it that makes a name no layer has."""
    taken = {layer.name for layer in network.layers}
    candidates = (wanted, *(f"{wanted} {number}" for number in range(2, len(taken) + 3)))
    return next(name for name in candidates if name not in taken)

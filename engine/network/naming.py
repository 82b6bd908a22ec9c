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


def unused_name(network: Network, wanted: str) -> str:
    """Give `wanted`, or with the first number after it that makes a name no layer of the network has."""
    return FreeNames(network).take(wanted)


class FreeNames:
    """The names that layers about to be added to a network can have, each given once."""

    def __init__(self, network: Network) -> None:
        self._taken = {layer.name for layer in network.layers}
        self._next_numbers: dict[str, int] = {}

    def take(self, wanted: str, *, is_numbered: bool = False) -> str:
        """Give `wanted`, or with the first number after it that makes a name that is not taken, and take it.

        Args:
            wanted: What the layer is to be called.
            is_numbered: Whether it has a number in any case, as a copy of “Hidden 1” has.
        """
        name = wanted
        if is_numbered or wanted in self._taken:
            first = self._next_numbers.get(wanted, 2)
            number = next(number for number in itertools.count(first) if f"{wanted} {number}" not in self._taken)
            self._next_numbers[wanted] = number + 1
            name = f"{wanted} {number}"
        self._taken.add(name)
        return name

    def __contains__(self, name: str) -> bool:
        return name not in self._taken

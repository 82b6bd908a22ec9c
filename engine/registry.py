"""Registries: tables of named things, with one way to say that a name is not among them."""

from collections.abc import Mapping
from typing import TypeVar

from engine.errors import SettingError

Entry = TypeVar("Entry")


def look_up(registry: Mapping[str, Entry], name: str, noun: str) -> Entry:
    """Give the entry called `name`.

    Args:
        registry: The entries by name.
        name: The name wanted.
        noun: What the entries are, for the error's sentence.

    Raises:
        SettingError: There is none of that name; the text names those there are.
    """
    try:
        return registry[name]
    except KeyError:
        raise SettingError(f"There is no {noun} “{name}”; there are {', '.join(registry)}.") from None

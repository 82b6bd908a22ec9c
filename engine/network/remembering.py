"""What is worked out of a network once: being a value, it gives the same each time, and much asks for the same."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, cast

from engine.network.model import Network

Found = TypeVar("Found")


def remembered(function: Callable[[Network], Found]) -> Callable[[Network], Found]:
    """Let a network remember what a pure function of it gives, as long as the network itself is kept.

    Args:
        function: Gives something of a network that nobody changes. What it raises is not remembered.
    """
    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def look_up(network: Network) -> Found:
        known = vars(network)
        if name not in known:
            known[name] = function(network)
        return cast(Found, known[name])

    return look_up

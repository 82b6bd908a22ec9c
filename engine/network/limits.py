"""What layers may be like: what edits make and what files hold is checked against the same rules.

How many and how wide they are is bounded by memory alone: see `engine.network.memory`.
"""

import math
import re

from engine.errors import SettingError
from engine.quoting import shortened

MAX_COORDINATE = 1e7  # scene units; farther out, drawing loses its precision
MAX_ID_LENGTH = 100
_MOST_DIGITS = 15  # of a number of neurons; longer ones no machine holds, nor do all get read as a number


def check_width(width: int) -> None:
    """Do nothing if a layer may have `width` neurons, provided that there is the memory for it.

    Raises:
        SettingError: It may not.
    """
    if width < 1:
        raise SettingError(f"A layer has at least one neuron; {width:,} were asked for.")


def typed_width(text: str) -> int:
    """Give the number of neurons that a person typed.

    Raises:
        SettingError: It is no whole number from 1, or one so large that no machine holds as many neurons.
    """
    plain = text.strip()
    if not re.fullmatch(r"[+-]?\d+", plain):
        raise SettingError(f"The number of neurons must be a whole number; “{shortened(plain)}” is not.")
    if len(plain) > _MOST_DIGITS:
        raise SettingError(f"No machine has the memory for a layer of {shortened(plain)} neurons.")
    check_width(int(plain))
    return int(plain)


def check_position(name: str, position: tuple[float, float]) -> None:
    """Do nothing if the layer called `name` may have its centre at `position`, in scene units.

    Raises:
        SettingError: It may not: it is too far out, or not a place at all.
    """
    if not all(math.isfinite(coordinate) and abs(coordinate) <= MAX_COORDINATE for coordinate in position):
        raise SettingError(f"The layer “{name}” lies off the canvas, at {position}.")

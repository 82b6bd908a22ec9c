"""How large a network may be: what edits make and what files hold is checked against the same numbers."""

import math

from engine.errors import GraphError, SettingError

MAX_LAYERS, MAX_CONNECTIONS = 1_000, 10_000
MAX_WIDTH = 65_536
MAX_WEIGHTS = 2**25  # of one connection: 256 MiB
MAX_COORDINATE = 1e7  # scene units; farther out, drawing loses its precision
MAX_ID_LENGTH = 100


def check_counts(layers: int, connections: int) -> None:
    """Do nothing if a network may have so many layers and connections.

    Raises:
        GraphError: There are too many.
    """
    if layers > MAX_LAYERS or connections > MAX_CONNECTIONS:
        raise GraphError(
            f"A project has at most {MAX_LAYERS:,} layers and {MAX_CONNECTIONS:,} connections, "
            f"not {layers:,} and {connections:,}."
        )


def check_width(width: int) -> None:
    """Do nothing if a layer may have `width` neurons.

    Raises:
        SettingError: It may not.
    """
    if not 1 <= width <= MAX_WIDTH:
        raise SettingError(f"A layer has between 1 and {MAX_WIDTH:,} neurons; {width:,} were asked for.")


def check_position(name: str, position: tuple[float, float]) -> None:
    """Do nothing if the layer called `name` may have its centre at `position`, in scene units.

    Raises:
        SettingError: It may not: it is too far out, or not a place at all.
    """
    if not all(math.isfinite(coordinate) and abs(coordinate) <= MAX_COORDINATE for coordinate in position):
        raise SettingError(f"The layer “{name}” lies off the canvas, at {position}.")

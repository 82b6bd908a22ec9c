"""Whether there is a screen to open a window on."""

import sys
from collections.abc import Mapping


def lacks_display(environment: Mapping[str, str]) -> bool:
    """Tell whether an environment names no display, so that Qt could open no window there."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform.startswith("linux") and not any(environment.get(name) for name in named)

"""How long processes have computed."""

import os
from pathlib import Path

_AFTER_NAME = 2  # the fields of /proc/…/stat are numbered from 1, and a name in brackets is the second
_USER, _SYSTEM = 14, 15


def processor_s(process: int | None) -> float:
    """Give the seconds of processor time that a process has taken so far; NaN where the system is not Linux."""
    status = Path(f"/proc/{process}/stat")
    if not status.exists():
        return float("nan")
    fields = status.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    ticks = sum(int(fields[number - _AFTER_NAME - 1]) for number in (_USER, _SYSTEM))
    return ticks / os.sysconf("SC_CLK_TCK")

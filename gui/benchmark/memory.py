"""How much memory processes hold."""

from pathlib import Path

from gui.benchmark.report import Figure

WINDOW_TARGET_MB, ENGINE_TARGET_MB = 250.0, 600.0
_KIB_PER_MB = 1e6 / 1024


def memory_figures(window_id: int, engine_id: int | None) -> list[Figure]:
    """Give the memory held by the two processes with these ids; nothing where the system does not tell."""
    processes = (("window", window_id, WINDOW_TARGET_MB), ("engine", engine_id, ENGINE_TARGET_MB))
    found = [(name, resident_mb(process), target) for name, process, target in processes if process is not None]
    return [
        Figure(f"memory of the {name}'s process", memory, "MB", target, at_most=True)
        for name, memory, target in found
        if memory is not None
    ]


def resident_mb(process: int) -> float | None:
    """Give the memory that a process holds in RAM, as Linux tells it."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return None
    line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / _KIB_PER_MB

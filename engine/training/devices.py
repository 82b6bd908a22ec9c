"""Where training can run, and on how many threads."""

import contextlib
from collections.abc import Callable, Iterator

import torch

from engine.errors import SettingError

# Below so many multiplications a mini-batch, handing work to a second thread costs more than the thread saves.
THREADS_WORK = 50_000_000
_MOST_THREADS = torch.get_num_threads()  # torch's own choice: the real cores, or what the environment says

_NAMES = {"cpu": "the CPU", "cuda": "an NVIDIA GPU (CUDA)", "mps": "an Apple GPU (MPS)"}


def available_devices() -> tuple[str, ...]:
    """Give the devices of this computer that torch can use, “cpu” first."""
    accelerators: dict[str, Callable[[], bool]] = {
        "cuda": torch.cuda.is_available,
        "mps": torch.backends.mps.is_available,
    }
    return ("cpu", *(name for name, is_available in accelerators.items() if is_available()))


def devices_to_try(device: str, precision: str = "float32") -> tuple[str, ...]:
    """Give the devices to train on, the fastest of which is to be taken.

    Args:
        device: “cpu”, “cuda”, “mps”, or “auto” for all there are that compute in `precision`.
        precision: “float32” or “float64”; MPS computes in float32 only.

    Returns:
        At least one of “cpu”, “cuda” and “mps”.

    Raises:
        SettingError: The device is unknown, absent, or cannot compute in that precision.
    """
    available = available_devices()
    if device == "auto":
        return tuple(name for name in available if name != "mps" or precision != "float64")
    if device not in _NAMES:
        raise SettingError(f"The device must be one of auto, {', '.join(_NAMES)}; “{device}” is not.")
    if device not in available:
        raise SettingError(f"This computer has no {_NAMES[device].partition(' ')[2]} for torch; choose auto or cpu.")
    if device == "mps" and precision == "float64":
        raise SettingError("An Apple GPU (MPS) cannot compute in float64; choose float32, or the device cpu.")
    return (device,)


@contextlib.contextmanager
def torch_threads(work: int) -> Iterator[None]:
    """Let torch use one thread for a small network's mini-batches and as many as it likes for a big one's, for a while.

    Args:
        work: Multiplications in one forward pass of a mini-batch: parameters × batch size. Nothing else decides, so the
            same project rounds the same way every time.
    """
    before = torch.get_num_threads()
    wanted = 1 if work < THREADS_WORK else _MOST_THREADS
    if wanted == before:
        yield
        return
    torch.set_num_threads(wanted)
    try:
        yield
    finally:
        torch.set_num_threads(before)

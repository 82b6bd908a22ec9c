"""Where training can run, and on how many threads."""

import contextlib
from collections.abc import Callable, Iterator

import torch

from engine.errors import SettingError

# A forward pass of fewer multiplications is over before a second thread has been woken up.
_SHARED_WORK = 1_000_000
# Torch's own choice (the real cores, or what the environment says) but one, which is left to the window: all threads
# wait for the one that it holds up, and training then takes many times as long.
_MOST_THREADS = torch.get_num_threads() - 1

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


def thread_counts(device: str, work: int) -> tuple[int, ...]:
    """Give the numbers of threads that torch may train fastest on.

    Args:
        device: “cpu”, “cuda” or “mps”; on the latter two, all that the CPU does is giving them work.
        work: Multiplications in one forward pass of a mini-batch: parameters × batch size.
    """
    can_share = device == "cpu" and work >= _SHARED_WORK
    return (1, _MOST_THREADS) if can_share and _MOST_THREADS > 1 else (1,)


@contextlib.contextmanager
def torch_threads(count: int) -> Iterator[None]:
    """Let torch compute on so many threads for a while."""
    before = torch.get_num_threads()
    if count == before:
        yield
        return
    torch.set_num_threads(count)
    try:
        yield
    finally:
        torch.set_num_threads(before)

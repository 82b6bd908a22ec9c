"""How much memory a network takes, and how much this machine has: the one bound on how large a network may be.

The figures are rounded up from the peaks of window and engine together, less those of the XOR example alone: 49 bytes a
weight (20 million, trained with SGD on four points) and 820 a neuron beside its weights (a million, trained on circles:
much of it is what evaluating the data set takes). A layer took 90 kB (4,900 of two neurons, opened and drawn but not
trained). Optimizers that remember more, the best epoch and a larger data set take more than that: the quarter of memory
that `SHARE` leaves is for them too.
"""

import functools
import os
import sys

import msgspec

from engine.errors import SettingError
from engine.network.model import Network

BYTES_PER_WEIGHT = 64
BYTES_PER_NEURON = 1_024  # beside its weights
BYTES_PER_LAYER = 100_000  # beside its neurons, and with a connection
SHARE = 0.75  # of the machine's memory; the rest is for all else that runs on it
_GIGABYTE = 1e9


class Size(msgspec.Struct, frozen=True):
    """How large a network, or a part of one, is.

    Attributes:
        layers: Number of layers.
        neurons: Number of neurons in all of them.
        weights: Number of weights, removed edges included.
    """

    layers: int = 0
    neurons: int = 0
    weights: int = 0

    @property
    def byte_count(self) -> int:
        """The bytes of memory that it takes."""
        return self.layers * BYTES_PER_LAYER + self.neurons * BYTES_PER_NEURON + self.weights * BYTES_PER_WEIGHT

    def __add__(self, other: "Size") -> "Size":
        return Size(self.layers + other.layers, self.neurons + other.neurons, self.weights + other.weights)


NOTHING = Size()


def size_of(network: Network) -> Size:
    """Give how large a network is."""
    return Size(
        layers=len(network.layers),
        neurons=sum(layer.width for layer in network.layers),
        weights=sum(connection.weight.size for connection in network.connections),
    )


@functools.cache
def machine_memory() -> int:
    """Give the bytes of memory that this machine has."""
    if sys.platform == "win32":
        return _windows_memory()
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def memory_for_networks() -> int:
    """Give the bytes of this machine's memory that a network may take."""
    return int(SHARE * machine_memory())


def check_memory(subject: str, added: Size, present: Size = NOTHING) -> None:
    """Do nothing if this machine has the memory for a network; to be called before any of it is taken.

    Args:
        subject: What needs the memory, as the sentence that refuses it begins.
        added: How much larger the network would get.
        present: How large it is.

    Raises:
        SettingError: It has not; the sentence says how much would be needed and how much there is.
    """
    needed, taken = added.byte_count, present.byte_count
    most = memory_for_networks()
    if needed > 0 and taken + needed > most:
        rest = f" beside the {_gigabytes(taken)} of the rest" if taken > _GIGABYTE / 20 else ""
        raise SettingError(
            f"{subject} would need {_gigabytes(needed)} of memory{rest}; this machine has "
            f"{_gigabytes(machine_memory())}, of which a network may take {_gigabytes(most)}."
        )


def _gigabytes(count: int) -> str:
    return f"{count / _GIGABYTE:,.1f} GB"


if sys.platform == "win32":
    import ctypes

    class _MemoryStatus(ctypes.Structure):
        """What `GlobalMemoryStatusEx` fills in: MEMORYSTATUSEX."""

        _fields_ = (
            ("length", ctypes.c_ulong),
            ("load", ctypes.c_ulong),
            *((name, ctypes.c_ulonglong) for name in ("total", "free", "paged", "a", "b", "c", "d")),
        )

    def _windows_memory() -> int:
        status = _MemoryStatus(length=ctypes.sizeof(_MemoryStatus))
        ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))
        return int(status.total)

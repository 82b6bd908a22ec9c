"""Recording work on a device, to do it again with one call: CUDA graphs.

https://docs.pytorch.org/docs/stable/notes/cuda.html#cuda-graphs: the work may not wait for the device, and always reads
and writes the same memory.
"""

from collections.abc import Callable
from typing import Protocol

import torch

Work = Callable[[], object]


class Recorder(Protocol):
    """A way to record."""

    def __call__(self, work: Work, rewind: Work) -> Work:
        """Give what does the work again.

        Args:
            work: May be done a few times on the way.
            rewind: Called before each of these times.

        Raises:
            RuntimeError: The device cannot record this work.
        """


def recorder(device: torch.device) -> Recorder:
    """Give what records work on a device; where a device records nothing, to do it again is to do it."""
    return _RECORDERS.get(device.type, _as_it_is)


def _as_it_is(work: Work, rewind: Work) -> Work:  # noqa: ARG001 - every recorder's signature
    return work


def _cuda_graph(work: Work, rewind: Work) -> Work:
    """Capture a CUDA graph.

    The work is done once where training goes on, so that what it keeps is made there, and once on the stream that
    captures: cuBLAS makes its handle and its workspace on each stream's first use, which no capture allows.
    """
    rewind()
    work()
    rewind()
    stream = torch.cuda.Stream()  # type: ignore[no-untyped-call]
    stream.wait_stream(torch.cuda.current_stream())
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.stream(stream):  # puts the stream back where `graph`, failing, does not
        work()
        with torch.cuda.graph(graph, stream=stream):
            work()
    torch.cuda.current_stream().wait_stream(stream)
    return graph.replay


_RECORDERS: dict[str, Recorder] = {"cuda": _cuda_graph}

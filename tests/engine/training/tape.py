"""A recorder for tests, as strict as a CUDA graph: what it repeats is operations on memory, and no line of Python."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_flatten

from engine.training.recording import Work

# What would wait for the device, or bring numbers from the host that a graph would keep for ever.
_FORBIDDEN = ("_local_scalar_dense", "nonzero", "masked_select", "is_nonzero", "lift_fresh", "item", "unique")


class _Tape(TorchDispatchMode):
    """Writes down every operation with the very tensors that it reads and writes."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[tuple[Callable[..., object], Sequence[Any], Mapping[str, Any], list[Tensor]]] = []

    def __torch_dispatch__(
        self, func: Any, types: Any, args: Sequence[Any] = (), kwargs: Mapping[str, Any] | None = None
    ) -> object:
        name = func.overloadpacket.__name__
        if name in _FORBIDDEN:
            raise RuntimeError(f"{name} is not permitted while recording")
        result = func(*args, **(kwargs or {}))
        self.calls.append((func, args, kwargs or {}, _tensors(result)))
        return result

    def play(self) -> None:
        """Do all again, each result to where the first one was."""
        with torch.no_grad():
            for func, args, kwargs, results in self.calls:
                for target, again in zip(results, _tensors(func(*args, **kwargs)), strict=True):
                    if again.data_ptr() != target.data_ptr():
                        target.detach().copy_(again)


def record_on_tape(work: Work, rewind: Work) -> Work:
    """Do the work as a GPU warms up, and write it down the second time."""
    rewind()
    work()
    rewind()
    tape = _Tape()
    with tape:
        work()
    return tape.play


def _tensors(value: object) -> list[Tensor]:
    return [leaf for leaf in tree_flatten(value)[0] if isinstance(leaf, Tensor)]

"""The ways of training."""

from collections.abc import Callable

import msgspec

from engine.training.backpropagation import BACKPROPAGATED_ACTIVATIONS, BACKPROPAGATED_KINDS, Backpropagation
from engine.training.devices import thread_counts
from engine.training.kernels import kernel_path
from engine.training.path import Path, TrainingTask
from engine.training.static_descent import StaticDescent
from engine.training.torch_path import TorchPath


class PathKind(msgspec.Struct, frozen=True, eq=False):
    """A way of training.

    Attributes:
        name: Key of `PATHS`.
        label: What it is called in tables.
        fits: Whether it can train a task, here and now.
        make: Prepare it for a task that it fits.
        has_threads: Whether it computes on as many threads as the task says, rather than on one.
    """

    name: str
    label: str
    fits: Callable[[TrainingTask], bool]
    make: Callable[[TrainingTask], Path]
    has_threads: bool = True

    def thread_counts(self, task: TrainingTask) -> tuple[int, ...]:
        """Give the numbers of threads that it may be fastest on."""
        return thread_counts(task.device, task.work) if self.has_threads else (1,)


def _can_backpropagate(task: TrainingTask) -> bool:
    return all(
        layer.kind in BACKPROPAGATED_KINDS and layer.activation_function in BACKPROPAGATED_ACTIVATIONS
        for layer in task.network.layers
    )


def _can_record(task: TrainingTask) -> bool:
    return task.device == "cuda" and _can_backpropagate(task)


def _recorded(task: TrainingTask) -> Path:
    return TorchPath(task, StaticDescent)


def _backpropagating(task: TrainingTask) -> Path:
    return TorchPath(task, Backpropagation)


_ALL = (
    PathKind("kernel", "compiled code", kernel_path.fits, kernel_path.KernelPath, has_threads=False),
    PathKind("backpropagation", "torch, backpropagation written out", _can_backpropagate, _backpropagating),
    PathKind("cuda_graph", "torch, a CUDA graph of whole updates", _can_record, _recorded),
    PathKind("autograd", "torch, gradients by autograd", lambda task: True, TorchPath),  # noqa: ARG005
)

PATHS: dict[str, PathKind] = {kind.name: kind for kind in _ALL}

"""Telling that memory ran out, which every allocator says in its own way."""

import torch

_CPU_ALLOCATOR = "DefaultCPUAllocator"


def is_out_of_memory(error: BaseException) -> bool:
    """Tell whether an error means that there was not enough memory, on the device or in the computer."""
    if isinstance(error, MemoryError | torch.OutOfMemoryError):
        return True
    text = str(error)
    return isinstance(error, RuntimeError) and (_CPU_ALLOCATOR in text or "out of memory" in text.lower())

"""Named arrays as safetensors bytes, and back with every one's type and shape checked."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import safetensors
import safetensors.numpy
from numpy.typing import NDArray

from engine.arrays import BoolArray, FloatArray, read_only
from engine.errors import ProjectFileError


class Tensors:
    """Arrays read from a file, each taken by the name, type and shape that the reader expects."""

    def __init__(self, part: str, arrays: Mapping[str, NDArray[Any]]) -> None:
        """Hold `arrays` of the file's `part`, whose name errors tell."""
        self._part = part
        self._arrays = dict(arrays)
        self._taken: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return name in self._arrays

    def floats(self, name: str, shape: tuple[int | None, ...]) -> FloatArray:
        """Give the float64 array `name`, read-only; None in `shape` stands for any length.

        Raises:
            ProjectFileError: There is none, or it has another type or shape.
        """
        return read_only(self._take(name, np.dtype(np.float64), shape))

    def flags(self, name: str, shape: tuple[int, ...], *, missing: bool) -> BoolArray:
        """Give the bool array `name`, read-only; where there is none, one of `missing` throughout.

        Raises:
            ProjectFileError: It has another type or shape, or bytes that are neither 0 nor 1.
        """
        if name not in self._arrays:
            return read_only(np.full(shape, missing), np.bool_)
        array = self._take(name, np.dtype(np.bool_), shape)
        if (array.view(np.uint8) > 1).any():
            raise ProjectFileError(f"{self._part}: “{name}” holds bytes that are neither true nor false.")
        return read_only(array, np.bool_)

    def check_all_taken(self) -> None:
        """Do nothing if every array has been asked for.

        Raises:
            ProjectFileError: The first array that has no place in the project.
        """
        for name in self._arrays:
            if name not in self._taken:
                raise ProjectFileError(f"{self._part}: “{name}” has no place in this project.")

    def _take(self, name: str, dtype: np.dtype[Any], shape: tuple[int | None, ...]) -> NDArray[Any]:
        if name not in self._arrays:
            raise ProjectFileError(f"{self._part}: “{name}” is missing.")
        array = self._arrays[name]
        if array.dtype != dtype:
            raise ProjectFileError(f"{self._part}: “{name}” must be of type {dtype}, not {array.dtype}.")
        fits = len(array.shape) == len(shape) and all(
            wanted in {None, length} for wanted, length in zip(shape, array.shape, strict=True)
        )
        if not fits:
            raise ProjectFileError(f"{self._part}: “{name}” must be {_shown(shape)}, but is {_shown(array.shape)}.")
        self._taken.add(name)
        return array


def pack_tensors(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Give arrays as safetensors bytes; the same arrays always give the same bytes."""
    return safetensors.numpy.save({name: np.ascontiguousarray(array) for name, array in arrays.items()})


def unpack_tensors(part: str, data: bytes) -> Tensors:
    """Read safetensors bytes.

    Args:
        part: What the file calls them, for errors.
        data: As `pack_tensors` gave them. Memory of the same size is taken; a header that claims more is refused.

    Raises:
        ProjectFileError: They are no safetensors, or of a type that numpy does not have.
    """
    try:
        arrays = safetensors.numpy.load(data)
    except (safetensors.SafetensorError, ValueError, KeyError, OverflowError):
        raise ProjectFileError(f"its part {part} is damaged.") from None
    for array in arrays.values():
        array.flags.writeable = False  # they are ours alone, so nobody needs a copy
    return Tensors(part, arrays)


def _shown(shape: tuple[int | None, ...]) -> str:
    return "×".join("any" if length is None else str(length) for length in shape) or "a single number"

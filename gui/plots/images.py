"""Data whose samples are pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.data.data_set import DataSet

NO_PICTURES = "The samples are no pictures: choose data of pictures, such as Digits, in the data panel."
NO_CLASSES = "The samples have no classes to predict."


def picture_obstacle(data_set: DataSet | None) -> str:
    """Say why samples can't be shown as pictures; "" where they can."""
    return "" if data_set is not None and picture_shape(data_set) is not None else NO_PICTURES


def labelled_picture_obstacle(data_set: DataSet | None) -> str:
    """Say why samples can't be shown as pictures with the classes predicted; "" where they can."""
    if data_set is None or picture_shape(data_set) is None:
        return NO_PICTURES
    return "" if data_set.task.is_classification else NO_CLASSES


def picture_shape(data_set: DataSet) -> tuple[int, int] | None:
    """Give height and width of the samples as pictures; None where they are none."""
    shape = data_set.image_shape
    return None if shape is None else (shape[0], shape[1])


def dot_index(data_set: DataSet, dot: tuple[int, int]) -> int:
    """Give which of the inputs a dot in this row and column is."""
    shape = picture_shape(data_set)
    return dot[0] * (1 if shape is None else shape[1]) + dot[1]

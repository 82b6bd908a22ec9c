"""Readings: what a network's outputs mean for a task, in colours, lines and words."""

from engine.data.data_set import DataSet
from engine.network.losses import loss
from gui.plots.readings.base import Curve, Reading
from gui.plots.readings.binary import BinaryReading
from gui.plots.readings.classes import ClassesReading
from gui.plots.readings.value import ValueReading
from gui.theme import Theme

__all__ = ["Curve", "Reading", "reading_for"]


def reading_for(data_set: DataSet, output_count: int, loss_name: str, theme: Theme) -> Reading:
    """Give the reading of `output_count` outputs for a data set's task.

    A network that doesn't fit its data yet is still worth seeing: a single output always decides between two classes.
    """
    if not data_set.task.is_classification:
        return ValueReading(data_set.targets, theme)
    if output_count == 1:
        return BinaryReading(loss(loss_name), data_set.class_names, theme)
    return ClassesReading(loss(loss_name), data_set.class_names, output_count, theme)

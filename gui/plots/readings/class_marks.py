"""The classes of data in their colours: what the readings that tell classes have in common."""

from collections.abc import Sequence

import numpy as np

from engine.arrays import FloatArray
from gui.plots.readings.base import colored_dot, opaque_rows
from gui.plots.readout import Part
from gui.sample_focus import ClassSamples
from gui.theme import Theme
from gui.theme.scales import RgbaArray


class ClassMarks:
    """Names and colours of classes.

    Args:
        names: What the classes of the data are called.
        count: How many classes may be told of, if more than have names.
        theme: Gives the colours.
    """

    def __init__(self, names: Sequence[str], count: int, theme: Theme) -> None:
        self._class_names = tuple(names)
        self._class_colors = [theme.class_color(index) for index in range(max(count, len(names)))]

    def sample_colors(self, targets: FloatArray) -> RgbaArray:
        """Give each sample its class's colour."""
        return opaque_rows(self._class_colors, targets[:, 0].astype(np.int64))

    def describe_target(self, target: FloatArray) -> str:
        """Name the class."""
        return self._class_dot(int(target[0]), "y = ")

    def legend(self) -> list[Part]:
        """Name the classes."""
        return [
            Part(self._class_dot(index), samples=ClassSamples(index, name))
            for index, name in enumerate(self._class_names)
        ]

    def _class_dot(self, index: int, relation: str = "") -> str:
        name = self._class_names[index] if index < len(self._class_names) else f"class {index}"
        return colored_dot(self._class_colors[index], relation + name)

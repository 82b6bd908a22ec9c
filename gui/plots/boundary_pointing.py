"""What lies under the pointer in the boundary plot: a sample, a neuron's line, or a place of the plane."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF

from engine.arrays import FloatArray
from engine.data.data_set import DataSet
from gui.plots.boundary_picture import BoundaryPicture
from gui.plots.boundary_texts import place_parts, sample_parts
from gui.plots.field_sampling import outputs_at
from gui.plots.neuron_lines import NeuronLines
from gui.plots.readout import Part
from gui.selection import NeuronItem


class BoundaryPointing:
    """Finds what is under the pointer: samples lie over lines, and lines over the plane.

    Args:
        view_box: Where all is drawn.
        picture: Field and samples.
        neuron_lines: The lines of neurons.
    """

    def __init__(self, view_box: pg.ViewBox, picture: BoundaryPicture, neuron_lines: NeuronLines) -> None:
        self._view_box = view_box
        self._picture = picture
        self._neuron_lines = neuron_lines

    def is_inside(self, scene_position: QPointF) -> bool:
        """Tell whether the pointer is over the plane."""
        return bool(self._view_box.sceneBoundingRect().contains(scene_position))

    def place_at(self, scene_position: QPointF) -> tuple[float, float]:
        """Give the place of the plane."""
        place = self._view_box.mapSceneToView(scene_position)
        return place.x(), place.y()

    def sample_meant(self, x: float, y: float) -> int | None:
        """Give the sample that a click at a place means."""
        return self._picture.sample_meant(x, y, self._view_box.viewPixelSize())

    def sample_at(self, x: float, y: float) -> int | None:
        """Give the sample whose mark is pointed at."""
        return self._picture.samples.under(x, y, self._view_box.viewPixelSize())

    def neuron_at(self, x: float, y: float) -> NeuronItem | None:
        """Give the neuron whose line is pointed at, and no sample over it."""
        return self._neuron_lines.at(x, y) if self.sample_at(x, y) is None else None

    def parts_at(self, data_set: DataSet, x: float, y: float) -> list[Part] | None:
        """Tell of the sample at a place, or else of the place; None where nothing is known."""
        picture = self._picture
        reading = picture.reading(data_set)
        index = self.sample_at(x, y)
        if index is not None:
            return sample_parts(data_set, reading, picture.inputs, picture.outputs, index)
        outputs = None if picture.field is None else outputs_at(picture.field, x, y)
        if outputs is None:
            return None
        extent = np.ptp(np.array(self._view_box.viewRange()), axis=1)
        parts = place_parts(data_set, reading, picture.inputs, outputs, np.array([x, y]), extent)
        neuron = self._neuron_lines.at(x, y)
        return parts if neuron is None else [self._neuron_lines.part(neuron), *parts]

    def x_at(self, data_set: DataSet, x: float, y: float) -> FloatArray:
        """Give the x (D,) at a place, as it is measured; the inputs on no axis are those of what is looked at."""
        looked_at = self._picture.looked_at.x(data_set)
        values = np.zeros(data_set.input_count) if looked_at is None else looked_at.copy()
        for column, value in zip(self._picture.inputs[: data_set.input_count], (x, y), strict=False):
            values[column] = value
        return data_set.measured(values)

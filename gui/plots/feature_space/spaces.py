"""How the one, two or three coordinates of a feature space are laid into the plane of a plot."""

from collections.abc import Sequence
from typing import Protocol

import msgspec
import numpy as np

from engine.arrays import FloatArray
from engine.geometry import clipped_lines
from engine.process.views.hyperplanes import Hyperplanes
from gui.plots.feature_space.regions import border_in_line, border_in_polygon
from gui.plots.ranges import Range, are_alike

STRIP_HEIGHT = 0.5  # of a strip's samples, about the axis they all lie on
STRIP_RANGE = (-0.5, 0.5)
SPREAD = 0.6180339887498949  # multiples of the golden ratio lie evenly apart: a strip's samples don't hide each other
FARTHEST_CORNER = 1.75  # of the cube of edge 2, from its middle: a little more than √3
TURN_PER_PX = 0.01  # radians
STEEPEST = np.pi / 2
UPRIGHT = 2  # the axis that stands upright
BESIDE = 0.14  # how far out of the box the names of axes stand
LEAST_ZOOM, MOST_ZOOM = 0.5, 20.0


class Trace(msgspec.Struct, frozen=True, eq=False):
    """What is seen of a neuron's hyperplane.

    Attributes:
        corners: (k, 2) in the plane of the plot: the two ends of a line, or the corners of a polygon; k = 0 where
            nothing is seen.
        normal: (2,) to where the pre-activation grows, in the plane of the plot.
    """

    corners: FloatArray
    normal: FloatArray


class Space(Protocol):
    """Lays coordinates into the plane of a plot."""

    def place(self, points: FloatArray) -> FloatArray:
        """Give where points (…, d) lie in the plane, (…, 2)."""
        ...

    def depth(self, points: FloatArray) -> FloatArray | None:
        """Give how near points (n, d) are, from −1, the farthest, to 1; None in a plane, where all are alike."""
        ...

    def trace(self, planes: Hyperplanes, row: int, visible: tuple[Range, Range]) -> Trace:
        """Give what is seen of one of some hyperplanes in the visible part of the plane."""
        ...


class FlatSpace:
    """One coordinate in a strip, or two as they are."""

    def place(self, points: FloatArray) -> FloatArray:
        """Give two coordinates as they are; samples of a single one lie in a strip, one beside the other."""
        if points.shape[-1] >= 2:
            return points[..., :2]
        spread = (np.arange(len(points)) * SPREAD % 1.0 - 0.5) * STRIP_HEIGHT
        return np.column_stack([points[:, 0], spread])

    def depth(self, points: FloatArray) -> FloatArray | None:  # noqa: ARG002
        """Give none."""
        return None

    def trace(self, planes: Hyperplanes, row: int, visible: tuple[Range, Range]) -> Trace:
        """Give the line's two ends; a neuron that reads a single coordinate has a point there, drawn upright."""
        normal = np.zeros(2)
        normal[: planes.normals.shape[1]] = planes.normals[row]
        length = np.hypot(*normal)
        if not (length > 0.0 and np.isfinite(length) and np.isfinite(planes.offsets[row])):
            return Trace(np.empty((0, 2)), normal)
        offset = planes.offsets[row : row + 1] / length
        ends = np.asarray(clipped_lines(normal[np.newaxis] / length, offset, *visible)[0])
        if not np.isfinite(ends).all():
            return Trace(np.empty((0, 2)), normal)
        return Trace(border_in_line(planes, row, ends), normal)


class Camera(msgspec.Struct, frozen=True):
    """From where three coordinates are seen.

    Attributes:
        azimuth: Turn about the third axis, which stands upright, in radians.
        elevation: Height of the eye above the plane of the other two, −π/2 … π/2.
        zoom: 1 shows all.
    """

    azimuth: float = 0.9
    elevation: float = 0.4
    zoom: float = 1.0

    def turned(self, right_px: float, down_px: float) -> "Camera":
        """Turn what is seen along with a pointer that moved so far."""
        elevation = self.elevation + TURN_PER_PX * down_px
        return Camera(self.azimuth - TURN_PER_PX * right_px, float(np.clip(elevation, -STEEPEST, STEEPEST)), self.zoom)

    def zoomed(self, factor: float) -> "Camera":
        """Come nearer, by a factor greater than 1, or go farther away."""
        return Camera(self.azimuth, self.elevation, float(np.clip(self.zoom * factor, LEAST_ZOOM, MOST_ZOOM)))

    @property
    def axes(self) -> FloatArray:
        """What lies to the right, upwards and towards the eye: orthonormal rows (3, 3)."""
        (sin_a, sin_e), (cos_a, cos_e) = np.sin([self.azimuth, self.elevation]), np.cos([self.azimuth, self.elevation])
        return np.array(
            [[-sin_a, cos_a, 0.0], [-sin_e * cos_a, -sin_e * sin_a, cos_e], [cos_e * cos_a, cos_e * sin_a, sin_e]]
        )


class SolidSpace:
    """Three coordinates in a box that is turned: it holds just the given ranges, undistorted where these are alike.

    Args:
        ranges: Lowest and highest value along each axis.
        camera: From where it is seen.
    """

    def __init__(self, ranges: tuple[Range, ...], camera: Camera) -> None:
        limits = np.array(ranges)
        self._middle = limits.mean(axis=1)
        self._half = np.ptp(limits, axis=1) / 2
        is_alike = all(are_alike(range_, ranges[0]) for range_ in ranges)
        self._unit = np.full(3, self._half.max()) if is_alike else self._half
        self._size = self._half / self._unit  # of the box: 1 along its longest edge
        self._axes = camera.axes

    def place(self, points: FloatArray) -> FloatArray:
        """Give the points as they are seen from the camera."""
        return np.asarray(self._in_cube(points) @ self._axes[:2].T)

    def depth(self, points: FloatArray) -> FloatArray | None:
        """Give how near the points are."""
        return np.asarray(np.clip(self._in_cube(points) @ self._axes[2] / FARTHEST_CORNER, -1.0, 1.0))

    def trace(self, planes: Hyperplanes, row: int, visible: tuple[Range, Range]) -> Trace:  # noqa: ARG002
        """Give the polygon that a plane cuts out of the box."""
        normal, offset = planes.normals[row] * self._half, planes.normals[row] @ self._middle + planes.offsets[row]
        if not (np.isfinite(normal).all() and np.isfinite(offset) and normal.any()):
            return Trace(np.empty((0, 2)), np.zeros(2))
        corners = border_in_polygon(planes, row, _section(normal, float(offset)) * self._half + self._middle)
        return Trace(self.place(corners), np.asarray(self._axes[:2] @ (planes.normals[row] * self._unit)))

    @property
    def reach(self) -> float:
        """How far the box's corners are from its middle: it may be turned to any side."""
        return float(np.hypot.reduce(self._size))

    @property
    def edges(self) -> FloatArray:
        """The box's twelve edges as segments of the plane (12, 4)."""
        places = (CUBE_EDGES * self._size) @ self._axes[:2].T
        return np.hstack([places[:, 0], places[:, 1]])

    def limits(self, axis: int) -> Range:
        """Give the lowest and highest value along an axis of the box."""
        low, high = self._middle[axis] + self._half[axis] * np.array([-1.0, 1.0])
        return float(low), float(high)

    def beside_axis(self, axis: int, values: Sequence[float]) -> FloatArray:
        """Give where in the plane values (k,) of an axis are told: outside of the box, by an edge on its outline."""
        others = [other for other in range(3) if other != axis]
        corner = np.zeros(3)
        if axis == UPRIGHT:
            corner[others] = np.where(self._axes[0, others] >= 0.0, -1.0, 1.0)  # the edge farthest to the left
        else:
            is_from_above = self._axes[2, UPRIGHT] >= 0.0
            corner[others] = np.where((self._axes[2, others] >= 0.0) == is_from_above, 1.0, -1.0)
            corner[UPRIGHT] = -1.0
        along = np.zeros((len(values), 3))
        along[:, axis] = (np.array(values) - self._middle[axis]) / self._unit[axis]
        return np.asarray((along + corner * (self._size + BESIDE)) @ self._axes[:2].T)

    def _in_cube(self, points: FloatArray) -> FloatArray:
        return np.asarray((points - self._middle) / self._unit)


def _cube_edges() -> FloatArray:
    """Give the edges of the cube from −1 to 1: (12, 2, 3)."""
    corners = np.array(np.meshgrid(*[[-1.0, 1.0]] * 3)).reshape(3, -1).T
    pairs = [(a, b) for i, a in enumerate(corners) for b in corners[i + 1 :] if (a != b).sum() == 1]
    return np.array(pairs)


CUBE_EDGES = _cube_edges()


def _section(normal: FloatArray, offset: float) -> FloatArray:
    """Give the corners (k, 3), in their order, of what the plane n·v + c = 0 cuts out of the cube; k = 0 or 3 … 6."""
    values = CUBE_EDGES @ normal + offset
    crossed = (values[:, 0] > 0.0) != (values[:, 1] > 0.0)
    start, end = values[crossed].T
    share = (start / (start - end))[:, np.newaxis]
    points = CUBE_EDGES[crossed, 0] * (1.0 - share) + CUBE_EDGES[crossed, 1] * share
    if len(points) < 3:
        return np.empty((0, 3))
    along = points[0] - points.mean(axis=0)
    across = np.cross(normal, along)
    around = points - points.mean(axis=0)
    return np.asarray(points[np.argsort(np.arctan2(around @ across, around @ along))])

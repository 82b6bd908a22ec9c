"""Lines of a width in pixels, written so that they are as wide in every program, on paper and enlarged.

Qt keeps such widths by `vector-effect`, which would keep them also when the drawing is enlarged, and which many do not
know: to them a line is as many times too wide as the drawing's units are large.
"""

from __future__ import annotations

import math
from xml.etree import ElementTree

from PySide6.QtGui import QTransform

from gui.export.svg_names import NAMESPACE
from gui.export.svg_numbers import matrix_of, numbers_of, short
from gui.export.svg_shapes import Steps, steps_of

_FIXED_WIDTH = "non-scaling-stroke"
_LENGTHS = ("stroke-width", "stroke-dasharray", "stroke-dashoffset")
_PLACES = ("d", "points", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "width", "height")
_ROUGHLY = 1e-6  # how far from undistorted a matrix of rounded numbers may be


def with_plain_widths(root: ElementTree.Element) -> None:
    """Give all lines of an SVG by Qt their widths in the units that they are drawn in."""
    for group in list(root.iter(f"{{{NAMESPACE}}}g")):
        fixed = [element for element in group if element.get("vector-effect") == _FIXED_WIDTH]
        if not fixed:
            continue
        matrix = matrix_of(group.get("transform", ""))
        if _is_undistorted(matrix):
            _scale_widths(group, math.sqrt(abs(matrix.determinant())))
        else:
            _draw_in_pixels(group, matrix)
    for element in root.iter():
        element.attrib.pop("vector-effect", None)  # “none”, too, which says nothing


def _is_undistorted(matrix: QTransform) -> bool:
    """Tell whether a circle is still one."""
    across, down = math.hypot(matrix.m11(), matrix.m12()), math.hypot(matrix.m21(), matrix.m22())
    slant = matrix.m11() * matrix.m21() + matrix.m12() * matrix.m22()
    slack = _ROUGHLY * max(across, down)
    return abs(across - down) <= slack and abs(slant) <= slack * max(across, down)


def _scale_widths(group: ElementTree.Element, scale: float) -> None:
    for name in _LENGTHS:
        if scale and name in group.attrib:
            lengths = (length / scale for length in numbers_of(group.attrib[name]))
            group.set(name, ",".join(f"{length:.5g}" for length in lengths) or group.attrib[name])


def _draw_in_pixels(group: ElementTree.Element, matrix: QTransform) -> None:
    """Give the lines of a group their places in pixels: a width in the group's units would be as distorted as they."""
    transform = group.attrib.pop("transform")
    for element in group:
        if element.get("vector-effect") != _FIXED_WIDTH:
            element.set("transform", transform)
            continue
        way = _way(steps_of(element, matrix))
        for name in _PLACES:
            element.attrib.pop(name, None)
        element.tag = f"{{{NAMESPACE}}}path"
        element.set("d", way)


def _way(steps: Steps) -> str:
    return "".join(command + " ".join(f"{short(x)},{short(y)}" for x, y in points) for command, points in steps)

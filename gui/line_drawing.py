"""Drawing many line segments straight from an array: to make an object of each takes as long as all else that is drawn.

The array is read as it is: Qt's lines are four doubles each.
"""

from typing import cast

import numpy as np
from PySide6.QtCore import QLineF
from PySide6.QtGui import QPainter
from shiboken6 import wrapInstance

from engine.arrays import FloatArray


def draw_lines(painter: QPainter, ends: FloatArray) -> None:
    """Draw segments with the painter's pen; `ends` (N, 4) is x and y of where each begins and where it ends."""
    lines = np.ascontiguousarray(ends, np.float64)
    if len(lines):
        painter.drawLines(cast(QLineF, wrapInstance(lines.ctypes.data, QLineF)), len(lines))

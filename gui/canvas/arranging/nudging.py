"""Moving layers by a step of the keys: past what is in their way, under which they would be lost."""

from collections.abc import Sequence
from itertools import count

from PySide6.QtCore import QRectF

from gui.canvas.building.free_places import CLEARANCE, covers_any

Step = tuple[float, float]


def step_clear(panels: Sequence[QRectF], taken: Sequence[QRectF], step: Step) -> Step:
    """Give a step, or as many times that step as lead panels past those that they would come to cover.

    Args:
        panels: What moves, all together.
        taken: What stays.
        step: How far, in scene units; not (0, 0).
    """
    if not covers_any(_moved(panels, step), taken):
        return step
    kept_clear = [rect.adjusted(-CLEARANCE, -CLEARANCE, CLEARANCE, CLEARANCE) for rect in taken]
    steps = ((step[0] * times, step[1] * times) for times in count(1))
    return next(way for way in steps if not covers_any(_moved(panels, way), kept_clear))


def _moved(panels: Sequence[QRectF], way: Step) -> list[QRectF]:
    return [panel.translated(*way) for panel in panels]

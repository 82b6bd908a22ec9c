"""Where the field for a number goes: in its place or near it, where it hides least."""

from collections.abc import Sequence

import msgspec
import numpy as np
from PySide6.QtCore import QPoint, QRect, QSize

from engine.arrays import FloatArray

STEP = 6  # pixels from one place that is tried to the next
FARTHEST_ACROSS, FARTHEST_DOWN = 150, 108
GAP = 4  # pixels to what must not be hidden
NEAR = 50  # to be 100 pixels off is as bad as to hide 10 pixels of another number; half of that matters little
COVER_COST, OWN_COST, GROUND_COST = 20.0, 100.0, 0.03  # for each pixel hidden


class Surroundings(msgspec.Struct, frozen=True):
    """What a field may hide, in pixels of the view.

    Attributes:
        own: What its number belongs to, hidden only where nothing else is possible.
        covers: What else should be seen: other numbers, neurons, headers.
        ground: What may be hidden where no free place is as near: the empty ground of layers' panels.
    """

    own: Sequence[QRect] = ()
    covers: Sequence[QRect] = ()
    ground: Sequence[QRect] = ()


def best_place(size: QSize, value: QRect, room: QRect, around: Surroundings, *, in_place: bool = False) -> QRect:
    """Give where a field is near and hides little; of places equally good the one farthest above.

    Args:
        size: The field's size.
        value: The number it is about.
        room: What the field must not leave, if it has room there.
        around: What it may hide.
        in_place: Whether the number is not written meanwhile, so that the field may be in its place.
    """
    extent, middle, least = (np.array(each.toTuple(), np.float64) for each in (size, value.center(), room.topLeft()))
    across, down = (np.arange(-far, far + 1, STEP) for far in (FARTHEST_ACROSS, FARTHEST_DOWN))
    steps = np.stack(np.meshgrid(across, down), axis=-1).reshape(-1, 2)
    most = least + room.size().toTuple() - extent
    corners = np.maximum(np.minimum(middle - extent // 2 + steps, most), least)
    places = np.concatenate([corners, corners + extent], axis=1)
    hidden = (
        COVER_COST * _hidden(places, around.covers, GAP)
        + OWN_COST * _hidden(places, around.own if in_place else [*around.own, value], GAP)
        + GROUND_COST * _hidden(places, around.ground, 0)
    )
    far_off = ((corners + extent // 2 - middle) ** 2).sum(axis=1)
    best = corners[np.argmin(hidden + far_off / NEAR)]
    return QRect(QPoint(*best.astype(int).tolist()), size)


def _hidden(places: FloatArray, covers: Sequence[QRect], gap: int) -> FloatArray:
    """Give how many pixels of all covers, and of the gaps around them, each place (N, 4) hides: (N,)."""
    rects = np.array([rect.getRect() for rect in covers], np.float64).reshape(-1, 4)
    low, high = rects[:, :2] - gap, rects[:, :2] + rects[:, 2:] + gap
    is_near = (low < places[:, 2:].max(axis=0)).all(axis=1) & (high > places[:, :2].min(axis=0)).all(axis=1)
    shared = np.minimum(places[:, np.newaxis, 2:], high[is_near]) - np.maximum(places[:, np.newaxis, :2], low[is_near])
    return np.asarray(np.maximum(shared, 0.0).prod(axis=-1).sum(axis=1))

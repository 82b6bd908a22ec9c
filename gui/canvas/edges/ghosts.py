"""What an edge was, faintly beside the number that tells how far it has come, where there is room for it."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec
import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from engine.arrays import FloatArray
from gui.canvas.edges.batch import EdgeBatch
from gui.canvas.edges.label_places import LABEL_HEIGHT, LABEL_WIDTH, Labels
from gui.canvas.edges.values import Ghost
from gui.canvas.style import CanvasStyle

WIDTH, HEIGHT = 80.0, 13.0
DOWN, ASIDE = (LABEL_HEIGHT + HEIGHT) / 2, (WIDTH - LABEL_WIDTH) / 2 + 4.0
# From the middle of the number: below it, or else above, or else to one side of these places.
PLACES = tuple((x, y) for x in (0.0, ASIDE, -ASIDE) for y in (DOWN, -DOWN))
Place = tuple[float, float]


class _Found(msgspec.Struct, frozen=True, eq=False):
    """Places beside labels, and what they were found for."""

    labels: Sequence[Labels]
    shrinking: float
    places: Mapping[int, Place]


class EdgeGhosts:
    """The ghosts of one connection's labels; where there is room is looked for once for the same labels."""

    def __init__(self) -> None:
        self._found: _Found | None = None
        self._covers: Sequence[QRectF] = ()

    def keep_off(self, covers: Sequence[QRectF]) -> None:
        """Leave these free."""
        self._covers = covers
        self._found = None

    def paint(
        self,
        painter: QPainter,
        style: CanvasStyle,
        batch: EdgeBatch,
        written: Labels,
        ghost: Ghost,
        places: Mapping[int, Place],
        shrinking: float,
    ) -> None:
        """Write the ghosts of the labels written, at the places found for them."""
        painter.setFont(style.label_font)
        for edge in written.keys() & places.keys():
            text = ghost(int(batch.rows[edge]), int(batch.columns[edge]))
            x, y = places[edge]
            ground = QRectF(x - WIDTH / 2, y - HEIGHT / 2, WIDTH, HEIGHT)
            length = painter.fontMetrics().horizontalAdvance(text)
            if not text or length > WIDTH:
                continue
            painter.save()
            painter.translate(written[edge].center())
            painter.scale(1 / shrinking, 1 / shrinking)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.background)
            painter.drawRoundedRect(ground.adjusted((WIDTH - length) / 2, 0, (length - WIDTH) / 2, 0), 5, 5)
            painter.setPen(style.muted)
            painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, text)
            painter.restore()

    def places(self, labels: Labels, others: Sequence[Labels], shrinking: float) -> Mapping[int, Place]:
        """Give for each label that has room for a ghost, clear of all labels, at which of `PLACES`."""
        wanted_for = (labels, *others)
        known = self._found
        if known is None or [*map(id, known.labels)] != [*map(id, wanted_for)] or known.shrinking != shrinking:
            taken = (*(rect for each in wanted_for for rect in each.values()), *self._covers)
            known = self._found = _Found(wanted_for, shrinking, _places(labels, taken, shrinking))
        return known.places


def _places(labels: Labels, taken: Iterable[QRectF], shrinking: float) -> dict[int, Place]:
    boxes = np.array([_box(rect) for rect in taken]).reshape(-1, 4)
    reach = np.array([WIDTH, HEIGHT]) / 2 / shrinking
    found: dict[int, Place] = {}
    for edge, rect in labels.items():
        for x, y in PLACES:
            middle = np.array([rect.center().x() + x / shrinking, rect.center().y() + y / shrinking])
            room = np.concatenate([middle - reach, middle + reach])
            if not _touches(boxes, room):
                found[edge] = x, y
                boxes = np.vstack([boxes, room])
                break
    return found


def _box(rect: QRectF) -> tuple[float, float, float, float]:
    return rect.left(), rect.top(), rect.right(), rect.bottom()


def _touches(boxes: FloatArray, room: FloatArray) -> bool:
    """Tell whether a room overlaps any of some boxes (n, 4) by more than nothing."""
    overlap = np.minimum(boxes[:, 2:], room[2:]) - np.maximum(boxes[:, :2], room[:2])
    return bool((overlap > 1e-9).all(axis=1).any())

"""Where a drawing goes in a view so that all of it is seen, beside what floats over the view if there is room."""

from collections.abc import Callable, Iterator, Sequence

import msgspec
from PySide6.QtCore import QPointF, QRectF

LEAST_SHARE = 0.8  # of the size the drawing would have; smaller than so it is not made to keep clear


class FitPlace(msgspec.Struct, frozen=True):
    """How a drawing is shown.

    Attributes:
        zoom: Pixels in a scene unit.
        middle: Where in the view its middle is, in pixels.
    """

    zoom: float
    middle: QPointF

    def scene_rect_of(self, rect: QRectF, centre: QPointF) -> QRectF:
        """Give what of a drawing around `centre` a rectangle of the view shows."""
        corner = centre + (rect.topLeft() - self.middle) / self.zoom
        return QRectF(corner, rect.size() / self.zoom)


def fit_place(
    content: QRectF,
    is_drawn_in: Callable[[QRectF], bool],
    view: QRectF,
    covers: Sequence[QRectF],
    margin: float,
    max_zoom: float,
) -> FitPlace | None:
    """Give how a drawing is shown as large as can be with nothing over it; None where that makes it much smaller.

    Args:
        content: The rectangle around the drawing, not empty.
        is_drawn_in: Tells whether a rectangle of the scene meets what must not be covered.
        view: The view, in pixels.
        covers: What floats over the view, in pixels.
        margin: Pixels kept free around the drawing.
        max_zoom: The largest zoom.
    """
    best: FitPlace | None = None
    least = LEAST_SHARE * fit_in(content, view, margin, max_zoom).zoom
    for room in _rooms(view, covers):
        place = fit_in(content, room, margin, max_zoom)
        is_better = place.zoom >= least and (best is None or place.zoom > best.zoom)
        if is_better and not any(is_drawn_in(place.scene_rect_of(cover, content.center())) for cover in covers):
            best = place
    return best


def fit_in(content: QRectF, room: QRectF, margin: float, max_zoom: float) -> FitPlace:
    """Give how a drawing is shown as large as a rectangle of the view allows, in its middle."""
    width, height = max(room.width() - 2 * margin, 0.0), max(room.height() - 2 * margin, 0.0)
    return FitPlace(min(width / content.width(), height / content.height(), max_zoom), room.center())


def _rooms(room: QRectF, covers: Sequence[QRectF]) -> Iterator[QRectF]:
    """Give what is left of a room, whole first, when each thing over it may have the strip it stands in."""
    if not covers:
        yield room
        return
    cover, others = covers[0], covers[1:]
    is_left, is_low = cover.center().x() < room.center().x(), cover.center().y() > room.center().y()
    beside, beyond = QRectF(room), QRectF(room)
    if is_left:
        beside.setLeft(max(room.left(), cover.right()))
    else:
        beside.setRight(min(room.right(), cover.left()))
    if is_low:
        beyond.setBottom(min(room.bottom(), cover.top()))
    else:
        beyond.setTop(max(room.top(), cover.bottom()))
    for left in (room, beside, beyond):
        yield from _rooms(left, others)

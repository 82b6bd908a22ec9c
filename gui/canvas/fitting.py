"""Where a drawing goes in a view so that all of it is seen, beside what floats over the view if there is room."""

from collections.abc import Callable, Iterator, Sequence

import msgspec
from PySide6.QtCore import QPointF, QRectF, QSizeF

CLEARANCE_PX = 8.0  # between the drawing and what floats over the view


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
    concession: float,
) -> FitPlace | None:
    """Give how a drawing is shown as large as can be with nothing over it; None where it would have to concede more.

    Args:
        content: The rectangle around the drawing, not empty.
        is_drawn_in: Tells whether a rectangle of the scene meets what must not be covered.
        view: The view, in pixels.
        covers: What floats over the view, in pixels.
        margin: Pixels kept free around the drawing.
        max_zoom: The largest zoom.
        concession: How much smaller than by itself it may be, and how far from the middle, as a share of the view.
    """
    best: FitPlace | None = None
    whole = _within(view, margin)
    least = (1 - concession) * _zoom_in(content, whole, max_zoom)
    kept_clear = [_within(cover, -CLEARANCE_PX) for cover in covers]
    for room in _rooms(whole, kept_clear):
        place = _nearest_to_middle(content, room, view, _zoom_in(content, room, max_zoom))
        is_better = place.zoom >= least and (best is None or place.zoom > best.zoom)
        if (
            is_better
            and _is_near_middle(place, view, concession)
            and not any(is_drawn_in(place.scene_rect_of(cover, content.center())) for cover in kept_clear)
        ):
            best = place
    return best


def fit_in(content: QRectF, room: QRectF, margin: float, max_zoom: float) -> FitPlace:
    """Give how a drawing is shown as large as a rectangle of the view allows, in its middle."""
    return FitPlace(_zoom_in(content, _within(room, margin), max_zoom), room.center())


def _within(rect: QRectF, margin: float) -> QRectF:
    return rect.adjusted(margin, margin, -margin, -margin)


def _zoom_in(content: QRectF, room: QRectF, max_zoom: float) -> float:
    width, height = max(room.width(), 0.0), max(room.height(), 0.0)
    return min(width / content.width(), height / content.height(), max_zoom)


def _nearest_to_middle(content: QRectF, room: QRectF, view: QRectF, zoom: float) -> FitPlace:
    """Give the place in a room that it is large enough for where the drawing is nearest to the middle of the view."""
    free = QSizeF(room.size() - content.size() * zoom) / 2
    middle, room_middle = view.center(), room.center()
    x = min(max(middle.x(), room_middle.x() - free.width()), room_middle.x() + free.width())
    y = min(max(middle.y(), room_middle.y() - free.height()), room_middle.y() + free.height())
    return FitPlace(zoom, QPointF(x, y))


def _is_near_middle(place: FitPlace, view: QRectF, concession: float) -> bool:
    shift = place.middle - view.center()
    return abs(shift.x()) <= concession * view.width() and abs(shift.y()) <= concession * view.height()


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

"""Zooming, panning and fitting of the canvas."""

from collections.abc import Callable, Iterable, Sequence

import msgspec
from PySide6.QtCore import QObject, QPoint, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QTransform
from PySide6.QtWidgets import QGraphicsView

from gui.canvas.fitting import fit_in, fit_place
from gui.canvas.in_view import seen_rect

MIN_ZOOM, MAX_ZOOM = 0.02, 5.0
MAX_FIT_ZOOM = 1.35
MAX_CLOSE_ZOOM = 2.5  # of what was chosen to be looked at closely
ZOOM_STEP = 1.25
WHEEL_ZOOM_STEP = 1.15
WHEEL_NOTCH = 120
FIT_MARGIN_PX = 24
# How much smaller, and how far from the middle of the view, a drawing is fitted to leave room for what floats over it:
# no more than goes unnoticed, unless a person has opened that themselves.
CONCESSION, WANTED_CONCESSION = 0.06, 0.4
VISIBLE_MARGIN = 16
REVEAL_MARGIN_PX = 64


class ViewState(msgspec.Struct, frozen=True, eq=False):
    """What a view showed at some time.

    Attributes:
        zoom: Pixels in a scene unit.
        corner: Where its scroll bars stood.
        size: The size of its viewport.
        is_fitted: Whether it was fitted, and not moved since.
    """

    zoom: float
    corner: QPoint
    size: QSize
    is_fitted: bool

    def is_like(self, other: "ViewState") -> bool:
        """Tell whether another view showed the same."""
        return (self.zoom, self.corner, self.size) == (other.zoom, other.corner, other.size)


class Navigation(QObject):
    """Moves the view over the scene.

    Args:
        view: The view moved.

    Signals:
        view_moved: what is seen is elsewhere on the canvas, or larger or smaller, than before.
    """

    view_moved = Signal()

    def __init__(self, view: QGraphicsView) -> None:
        super().__init__(view)
        self._view = view
        self._is_fitted = True
        view.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        view.setResizeAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def zoom(self) -> float:
        """Pixels in a scene unit."""
        return self._view.transform().m11()

    @property
    def is_fitted(self) -> bool:
        """Whether the view was fitted and the person has not moved it since."""
        return self._is_fitted

    @property
    def state(self) -> ViewState:
        """What is seen now, to come back to."""
        bars = self._view.horizontalScrollBar(), self._view.verticalScrollBar()
        corner = QPoint(*(bar.value() for bar in bars))
        return ViewState(self.zoom, corner, self._view.viewport().size(), self._is_fitted)

    def go_back(self, state: ViewState) -> bool:
        """See again what was seen, unless the view has another size by now. Gives whether that is so."""
        if state.size != self._view.viewport().size():
            return False
        self._view.setTransform(QTransform.fromScale(state.zoom, state.zoom))
        self._view.horizontalScrollBar().setValue(state.corner.x())
        self._view.verticalScrollBar().setValue(state.corner.y())
        self._is_fitted = state.is_fitted
        self.view_moved.emit()
        return True

    def zoom_in(self) -> None:
        """Zoom in on the middle."""
        self.zoom_by(ZOOM_STEP)

    def zoom_out(self) -> None:
        """Zoom out from the middle."""
        self.zoom_by(1 / ZOOM_STEP)

    def zoom_reset(self) -> None:
        """Show what is in the middle in its actual size."""
        self.zoom_to(1.0)

    def zoom_by(self, factor: float, anchor: QPoint | None = None) -> None:
        """Zoom so that what is under `anchor` (viewport pixels; its centre by default) stays there."""
        self.zoom_to(self.zoom * factor, anchor)

    def zoom_to(self, zoom: float, anchor: QPoint | None = None) -> None:
        """Zoom to so many pixels a scene unit, within bounds."""
        anchor = self._view.viewport().rect().center() if anchor is None else anchor
        fixed = self._view.mapToScene(anchor)
        zoom = min(max(zoom, MIN_ZOOM), MAX_ZOOM)
        self._view.setTransform(QTransform.fromScale(zoom, zoom))
        self._scroll_bars(self._view.mapFromScene(fixed) - anchor)
        self._moved_by_person()

    def wheel(self, angle: int, anchor: QPoint) -> None:
        """Zoom as the wheel turns, `angle` in eighths of a degree."""
        self.zoom_by(WHEEL_ZOOM_STEP ** (angle / WHEEL_NOTCH), anchor)

    def scroll(self, distance: QPoint) -> None:
        """Move the ground by some pixels."""
        self._scroll_bars(-distance)
        self._moved_by_person()

    def fit(
        self,
        content: QRectF,
        is_drawn_in: Callable[[QRectF], bool] = lambda _rect: False,
        covers: Sequence[QRectF] = (),
        concession: float = CONCESSION,
        scale: float = 1.0,
        max_zoom: float = MAX_FIT_ZOOM,
    ) -> None:
        """Show all of `content`, not larger than is good to read; an empty canvas at its actual size.

        Args:
            content: The rectangle around all that is to be seen, in the scene.
            is_drawn_in: Tells whether a rectangle of the scene meets what should not be covered.
            covers: What floats over the view, in its pixels.
            concession: How much smaller, and how far from the middle, the drawing may be to leave room for that.
            scale: How many times as large as usual a drawing is good to read, as on a projector; less room is left
                around it then.
            max_zoom: The largest zoom at the usual size.
        """
        view = QRectF(self._view.viewport().rect())
        zoom, shift = 1.0, QPointF(0, 0)
        margin, most = FIT_MARGIN_PX / scale**2, min(max_zoom * scale, MAX_ZOOM)
        if not content.isEmpty() and min(view.width(), view.height()) > 2 * margin:
            beside = fit_place(content, is_drawn_in, view, covers, margin, most, concession)
            place = beside or fit_in(content, view, margin, most)
            zoom = max(place.zoom, MIN_ZOOM)
            shift = place.middle - view.center()
        self._view.setTransform(QTransform.fromScale(zoom, zoom))
        self._view.centerOn(QPointF(0, 0) if content.isEmpty() else content.center() - shift / zoom)
        self._is_fitted = True
        self.view_moved.emit()

    def hold(self) -> None:
        """Take what is seen for what the person chose, so that it is fitted no more as its size changes."""
        self._is_fitted = False

    def centre_on(self, point: QPointF) -> None:
        """Show a point of the scene in the middle, in the size it has now."""
        self._view.centerOn(point)
        self._moved_by_person()

    def place_of(self, point: QPointF) -> QPointF:
        """Give where in the view a point of the scene is, in pixels."""
        return self._view.viewportTransform().map(point)

    def put(self, point: QPointF, place: QPointF) -> None:
        """Scroll so that a point of the scene is at a place of the view; what was fitted stays so."""
        self._scroll_bars((self.place_of(point) - place).toPoint())
        self.view_moved.emit()

    def can_see(self, rect: QRectF, margin: float = VISIBLE_MARGIN) -> bool:
        """Tell whether a rectangle of the scene is wholly in view, with so much around it."""
        return seen_rect(self._view).contains(rect.adjusted(-margin, -margin, margin, margin))

    def meets(self, rects: Iterable[QRectF]) -> bool:
        """Tell whether a part of any rectangle of the scene is in view."""
        seen = seen_rect(self._view)
        return any(seen.intersects(rect) for rect in rects)

    def has_room_for(self, rect: QRectF) -> bool:
        """Tell whether a rectangle of the scene could be wholly in view in the size it has now, with room around it."""
        room, size = self._view.viewport().size(), rect.size() * self.zoom
        return max(size.width() - room.width(), size.height() - room.height()) <= -2 * REVEAL_MARGIN_PX

    def zoom_for(self, rect: QRectF) -> float:
        """Give the largest zoom that there can be with a rectangle of the scene, not empty, wholly in view."""
        room, least = self._view.viewport().size(), 2 * VISIBLE_MARGIN
        return min((room.width() - least) / rect.width(), (room.height() - least) / rect.height())

    def reveal(self, rect: QRectF) -> None:
        """Scroll as little as needed to see a rectangle of the scene and some room around it."""
        if not self.can_see(rect):
            self._view.ensureVisible(rect, REVEAL_MARGIN_PX, REVEAL_MARGIN_PX)
            self._moved_by_person()

    def reveal_whole(self, rect: QRectF) -> None:
        """Scroll, and zoom out where that is needed, as little as lets one see all of a rectangle of the scene."""
        fitting = self.zoom_for(rect)
        if 0 < fitting < self.zoom:
            self.zoom_to(fitting)
        left = (QSizeF(self._view.viewport().size()) - rect.size() * self.zoom) / 2
        margins = (max(0, min(REVEAL_MARGIN_PX, int(side) - 1)) for side in (left.width(), left.height()))
        self._view.ensureVisible(rect, *margins)
        self._moved_by_person()

    def _scroll_bars(self, distance: QPoint) -> None:
        for bar, pixels in (
            (self._view.horizontalScrollBar(), distance.x()),
            (self._view.verticalScrollBar(), distance.y()),
        ):
            bar.setValue(bar.value() + pixels)

    def _moved_by_person(self) -> None:
        self._is_fitted = False
        self.view_moved.emit()

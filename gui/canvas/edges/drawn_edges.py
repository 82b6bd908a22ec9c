"""The edges of a connection that are drawn, and the image of its matrix where they are not all."""

from functools import cached_property

from PySide6.QtCore import QPointF, QRectF

from engine.arrays import BoolArray
from gui.canvas.edges.batch import EdgeBatch
from gui.canvas.edges.choice import EdgeChoice, is_crowd
from gui.canvas.edges.heat_band import HeatBand
from gui.canvas.edges.ribbon import Ribbon
from gui.canvas.edges.routes import Route
from gui.canvas.edges.values import EdgeValues


class DrawnEdges:
    """Shapes made when they are painted or asked for: of a deep network most connections are out of sight.

    Args:
        mask: bool (H_target, H_source), the edges that exist.
        route: Their way.
        seen: The part of the scene in view.
        values: What the edges show.

    Attributes:
        band: The image of the matrix, or None where all edges are drawn.
    """

    def __init__(self, mask: BoolArray, route: Route, seen: QRectF, values: EdgeValues) -> None:
        self._mask = mask
        self._route = route
        self._seen = seen
        self._values = values
        self._is_stale = True
        self._batch: EdgeBatch | None = None
        self._ribbon: Ribbon | None = None
        self.band = HeatBand(route, mask.shape) if is_crowd(mask) else None

    @property
    def ribbon(self) -> Ribbon:
        """What the connection is from afar."""
        if self._ribbon is None:
            self._ribbon = Ribbon(self._route)
        return self._ribbon

    @property
    def batch(self) -> EdgeBatch:
        """The edges drawn; of very many they are chosen by the values."""
        self._freshen()
        return self._chosen_batch()

    @property
    def rect(self) -> QRectF:
        """The rectangle that all of it is in."""
        rect = self._route.rect_around
        return rect if self.band is None else rect.united(self.band.outer_rect)

    def lead(self, route: Route) -> None:
        """Take another way, between layers laid out as before: the same edges are drawn, but for the part in view."""
        self._route = route
        self._batch = self._ribbon = None
        if self.band is not None:
            self.band.lead(route)
        self.look_at(self._seen)

    def look_at(self, seen: QRectF) -> bool:
        """Prefer edges in view. Gives whether that may change which are drawn."""
        self._seen = seen
        return self.band is not None and self._choice.look_at(*self._neurons_seen())

    def recolor(self) -> None:
        """Show other values, and other frozen marks, when painted or asked for next."""
        self._is_stale = True

    def entry_at(self, point: QPointF) -> tuple[int, int] | None:
        """Give row and column of the entry of the matrix whose image is at a point, or None."""
        self._freshen()
        return None if self.band is None else self.band.entry_at(point)

    def _freshen(self) -> None:
        """Show the values in colours, and of very many edges by drawing others."""
        if not self._is_stale:
            return
        self._is_stale, values = False, self._values
        if self.band is not None:
            self.band.set_weights(values.array, values.scale)
            self.band.set_frozen(values.are_all_frozen)
            rows, columns = self._choice.edges(values.array)
            if self._batch is None or not self._batch.has_edges(rows, columns):
                self._batch = EdgeBatch(self._route, rows, columns)
        self._chosen_batch().set_weights(values.array, values.frozen, values.scale.full_width)

    def _chosen_batch(self) -> EdgeBatch:
        if self._batch is None:
            self._batch = EdgeBatch(self._route, *self._choice.edges(self._values.array))
        return self._batch

    @cached_property
    def _choice(self) -> EdgeChoice:
        choice = EdgeChoice(self._mask, self._route.source.geometry.fold, self._route.target.geometry.fold)
        choice.look_at(*self._neurons_seen())
        return choice

    def _neurons_seen(self) -> tuple[BoolArray, BoolArray]:
        """Give which target and which source neurons are in view."""
        return self._route.target.neurons_in(self._seen), self._route.source.neurons_in(self._seen)

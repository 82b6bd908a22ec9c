"""The view after an edit: moved where layers have come to lie out of sight, and brought back when they are gone."""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import partial, reduce

import msgspec
from PySide6.QtCore import QPointF, QRectF

from engine.network.model import LayerId, Network
from gui.canvas.changed_places import changed_rects
from gui.canvas.layers.geometry import LayerPart
from gui.canvas.navigation import Navigation, ViewState
from gui.canvas.newcomers import Newcomers, newcomers
from gui.canvas.outlooks import Outlooks
from gui.canvas.scene import NetworkScene

MOST_ZOOMED_OUT = 0.7  # of the zoom there was, to go on seeing all: smaller, what is worked on could hardly be read
LEAST_ZOOM_FOR_NEIGHBOURS = 0.5
STILL_PX = 2.0

Move = Callable[[], None]


class Seen(msgspec.Struct, frozen=True, eq=False):
    """What was seen before an edit.

    Attributes:
        view: The view.
        is_all: Whether all layers were in it.
    """

    view: ViewState
    is_all: bool


class _Held(msgspec.Struct, frozen=True, eq=False):
    """A part of a layer's panel, and where in the view it is to stay."""

    layer_id: LayerId
    part: LayerPart
    place: QPointF


class ViewKeeping:
    """Keeps in sight what people work on.

    Args:
        scene: What is seen.
        navigation: The view.
        fit: Shows the whole network.
    """

    def __init__(self, scene: NetworkScene, navigation: Navigation, fit: Callable[[], None]) -> None:
        self._scene = scene
        self._navigation = navigation
        self._fit = fit
        self._outlooks = Outlooks(navigation)
        self._shows_whole = False
        self._held: _Held | None = None
        self._has_followed = False  # the last edit: its view was brought back, or what has gone far was shown

    def seen(self) -> Seen:
        """Give what is seen now."""
        return Seen(self._navigation.state, self._navigation.can_see(self._scene.places.layers_rect, margin=0))

    @contextmanager
    def showing_whole(self) -> Iterator[None]:
        """Let a fitted view be fitted again after edits that put all in order, and any other that has lost sight."""
        self._shows_whole = True
        try:
            yield
        finally:
            self._shows_whole = False

    @contextmanager
    def holding(self, before: Network, layer_id: LayerId, part: LayerPart) -> Iterator[None]:
        """Let a part of a layer's panel stay where it is in the view while the panel grows or shrinks.

        Args:
            before: The network before the edit.
            layer_id: The layer.
            part: Its part.
        """
        view, middle = self._navigation.state, self._middle_of(layer_id, part)
        self._held = self._held_at(_Held(layer_id, part, self._navigation.place_of(middle)))
        yield
        if self._middle_of(layer_id, part) != middle:
            put = partial(self._navigation.put, self._middle_of(layer_id, part), self._held.place)
            self._outlooks.move(before, view, put)

    def _held_at(self, now: _Held) -> _Held:
        """Give where it was held before if it is still there: errors of less than a pixel are not to add up."""
        held = self._held
        is_same = held is not None and (held.layer_id, held.part) == (now.layer_id, now.part)
        is_there = held is not None and (held.place - now.place).manhattanLength() <= STILL_PX
        return held if held is not None and is_same and is_there else now

    def _middle_of(self, layer_id: LayerId, part: LayerPart) -> QPointF:
        return self._scene.layer_view(layer_id).part_rect(part).center()

    def follow(self, before: Network, after: Network, seen: Seen, sent: Collection[LayerId]) -> None:
        """Move the view if need be, once another network is shown.

        Args:
            before: The network before the edit.
            after: The network shown.
            seen: What was seen before.
            sent: The layers that have gone far.
        """
        came_back = self._outlooks.come_back(after)
        self._has_followed = came_back or bool(sent)
        if came_back:
            return
        move = self._move_after(before, after, seen, sent)
        if move is not None:
            self._outlooks.move(before, seen.view, move)

    def _move_after(self, before: Network, after: Network, seen: Seen, sent: Collection[LayerId]) -> Move | None:
        """Give how the view is to move after an edit; None where it stays."""
        places = self._scene.places
        has_grown, sees_all = len(after.layers) > len(before.layers), seen.is_all or self._navigation.is_fitted
        if not after.layers:
            return self._fit
        if self._shows_whole:
            return self._fit if seen.view.is_fitted else self._unless_seen(places.content_rect(), self._fit)
        wanted = self._extent_of(newcomers(before, after, sent))
        if sees_all and has_grown:  # edges beyond alone are not worth a move
            return self._unless_seen(places.layers_rect, partial(self._show_grown, seen.view, wanted))
        if sees_all and (sent or _connects_others(before, after)):
            return self._unless_seen(places.content_rect(), partial(self._show_all, seen.view))
        if len(after.layers) < len(before.layers) and not self._navigation.meets(places.panel_rects.values()):
            return self._fit
        return None if wanted.isEmpty() else self._unless_seen(wanted, partial(self._navigation.reveal_whole, wanted))

    def _unless_seen(self, rect: QRectF, move: Move) -> Move | None:
        return None if self._navigation.can_see(rect, margin=0) else move

    def keep_all_in_sight(self, before: Network, view: ViewState) -> None:
        """Move the view if anything is out of sight, no more than needed: people aim at what they see.

        Undoing what led from a network brings its view back.
        """
        if not self._navigation.can_see(self._scene.places.content_rect(), margin=0):
            self._outlooks.move(before, view, partial(self._show_all, view))

    def show_changed(self, before: Network, after: Network) -> None:
        """Scroll to where two networks differ, of which the second is shown, if nothing of that is in sight."""
        if self._has_followed:
            return
        rects = changed_rects(self._scene.places, before, after)
        if rects and not self._navigation.meets(rects):
            whole = _around(rects)
            self._navigation.reveal(whole if self._navigation.has_room_for(whole) else rects[0])

    def _extent_of(self, new: Newcomers) -> QRectF:
        """Give what to see of newcomers: their neighbours, too, where all can be near enough for that."""
        if not new.layers:
            return QRectF()
        panels = self._scene.places.panel_rects
        together = _around(panels[layer_id] for layer_id in new.layers | new.neighbours)
        is_near = self._navigation.zoom_for(together) >= LEAST_ZOOM_FOR_NEIGHBOURS
        return together if is_near else _around(panels[layer_id] for layer_id in new.layers)

    def _show_grown(self, view: ViewState, new: QRectF) -> None:
        """Show all that there is now, or what is new alone where all would be seen much smaller than before."""
        self._show_all(view)
        if self._navigation.zoom < MOST_ZOOMED_OUT * view.zoom:
            self._navigation.go_back(view)
            self._navigation.reveal_whole(new)

    def _show_all(self, view: ViewState) -> None:
        """Fit a fitted view again; keep the zoom that a person has chosen, if there is room in it."""
        content = self._scene.places.content_rect()
        if not view.is_fitted and self._navigation.has_room_for(content):
            self._navigation.reveal(content)
        else:
            self._fit()


def _around(rects: Iterable[QRectF]) -> QRectF:
    return reduce(QRectF.united, rects, QRectF())


def _connects_others(before: Network, after: Network) -> bool:
    """Tell whether there is a connection that was not: it may lead over all layers, out of sight."""
    known = {connection.key for connection in before.connections}
    return any(connection.key not in known for connection in after.connections)

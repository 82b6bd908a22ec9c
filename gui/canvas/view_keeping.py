"""The view after an edit: moved where layers have come to lie out of sight, and brought back when they are gone."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from functools import partial, reduce

import msgspec
from PySide6.QtCore import QRectF

from engine.network.model import LayerId, Network
from gui.canvas.changed_places import changed_rects
from gui.canvas.navigation import Navigation, ViewState
from gui.canvas.outlooks import Outlooks
from gui.canvas.scene import NetworkScene


class Seen(msgspec.Struct, frozen=True, eq=False):
    """What was seen before an edit.

    Attributes:
        view: The view.
        is_all: Whether all layers were in it.
    """

    view: ViewState
    is_all: bool


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
        places = self._scene.places
        has_grown, sees_all = len(after.layers) > len(before.layers), seen.is_all or self._navigation.is_fitted
        if not after.layers:
            self._outlooks.move(before, seen.view, self._fit)
        elif self._shows_whole:
            if seen.view.is_fitted or not self._navigation.can_see(places.content_rect(), margin=0):
                self._outlooks.move(before, seen.view, self._fit)
        elif sees_all and has_grown:
            if not self._navigation.can_see(places.layers_rect, margin=0):  # edges beyond alone are not worth a move
                self._show_all(before, seen.view)
        elif sees_all and (sent or _connects_others(before, after)):
            self.keep_all_in_sight(before, seen.view)
        elif len(after.layers) < len(before.layers) and not self._navigation.meets(places.panel_rects.values()):
            self._outlooks.move(before, seen.view, self._fit)
        elif has_grown or sent:
            new = [layer.id for layer in after.layers if not before.has_layer(layer.id)]
            panels = places.panel_rects
            wanted = reduce(QRectF.united, (panels[layer_id] for layer_id in (*new, *sent)))
            if not self._navigation.can_see(wanted, margin=0):
                self._outlooks.move(before, seen.view, partial(self._navigation.reveal_whole, wanted))

    def keep_all_in_sight(self, before: Network, view: ViewState) -> None:
        """Move the view if anything is out of sight, no more than needed: people aim at what they see.

        Undoing what led from a network brings its view back.
        """
        if not self._navigation.can_see(self._scene.places.content_rect(), margin=0):
            self._show_all(before, view)

    def show_changed(self, before: Network, after: Network) -> None:
        """Scroll to where two networks differ, of which the second is shown, if nothing of that is in sight."""
        if self._has_followed:
            return
        rects = changed_rects(self._scene.places, before, after)
        if rects and not self._navigation.meets(rects):
            whole = reduce(QRectF.united, rects)
            self._navigation.reveal(whole if self._navigation.has_room_for(whole) else rects[0])

    def _show_all(self, before: Network, view: ViewState) -> None:
        """Fit a fitted view again; keep the zoom that a person has chosen, if there is room in it."""
        content = self._scene.places.content_rect()
        is_kept = not view.is_fitted and self._navigation.has_room_for(content)
        self._outlooks.move(before, view, partial(self._navigation.reveal, content) if is_kept else self._fit)


def _connects_others(before: Network, after: Network) -> bool:
    """Tell whether there is a connection that was not: it may lead over all layers, out of sight."""
    known = {connection.key for connection in before.connections}
    return any(connection.key not in known for connection in after.connections)

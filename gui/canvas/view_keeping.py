"""The view after an edit: moved where layers have come to lie out of sight, and brought back when they are gone."""

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QRectF, QSizeF

from engine.network.model import Network
from gui.canvas.navigation import Navigation, ViewState
from gui.canvas.outlooks import Outlooks
from gui.canvas.scene import NetworkScene


class Seen(msgspec.Struct, frozen=True, eq=False):
    """What was seen before an edit.

    Attributes:
        view: The view.
        is_all: Whether all of the network was in it.
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

    def seen(self) -> Seen:
        """Give what is seen now."""
        return Seen(self._navigation.state, self._navigation.can_see(self._scene.places.content_rect()))

    def follow(self, before: Network, after: Network, seen: Seen, *, has_new_places: bool) -> None:
        """Move the view if need be, once another network is shown.

        Args:
            before: The network before the edit.
            after: The network shown.
            seen: What was seen before.
            has_new_places: Whether layers have come, or gone far.
        """
        if self._outlooks.come_back(after):
            return
        if has_new_places and (seen.is_all or self._navigation.is_fitted):
            self._keep_in_sight(before, seen.view)
        elif not after.layers:
            self._outlooks.keep(before, seen.view)
            self._fit()

    def _keep_in_sight(self, before: Network, view: ViewState) -> None:
        """Move the view if an edit has put layers out of sight, no more than needed: people aim at what they see."""
        content, known = self._scene.places.content_rect(), {layer.id for layer in before.layers}
        panels = self._scene.places.panel_rects
        pushed = [panel for layer_id, panel in panels.items() if layer_id in known]
        new = [QRectF(panel.center(), QSizeF(1, 1)) for layer_id, panel in panels.items() if layer_id not in known]
        wanted = [*pushed, *new] if new else [content]
        if all(self._navigation.can_see(rect, margin=0) for rect in wanted):
            return
        if self._navigation.has_room_for(content):
            self._navigation.reveal(content)
        else:
            self._outlooks.keep(before, view)
            self._fit()

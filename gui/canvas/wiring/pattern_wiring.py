"""Wiring connections by a pattern, whose numbers are then set over the canvas where it has some."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import TYPE_CHECKING

import msgspec
import numpy as np
from PySide6.QtCore import QObject, QRectF

from engine.arrays import BoolArray
from engine.network.edits import connect, weight_shape
from engine.network.initializers import Initialization
from engine.network.model import ConnectionKey, Network
from engine.network.patterns import Pattern, PatternSettings, first_settings, wire_by_pattern
from engine.project.project import Project
from gui.canvas.in_view import rect_in_view, rects_in_view, seen_rect
from gui.canvas.wiring.pattern_popup import PatternPopup
from gui.selection import ConnectionItem

if TYPE_CHECKING:
    from gui.canvas.canvas import NetworkCanvas


class _Visit(msgspec.Struct, frozen=True, eq=False):
    """What all settings tried while the panel is open are worked out from; they are one undo step.

    Attributes:
        keys: The connections to wire; those that are not there are made.
        pattern: How.
        origin: The network before.
    """

    keys: tuple[ConnectionKey, ...]
    pattern: Pattern
    origin: Network


class PatternWiring(QObject):
    """Wires by patterns, and says what that has come to.

    Args:
        canvas: Where the connections are.
    """

    def __init__(self, canvas: NetworkCanvas) -> None:
        super().__init__(canvas)
        self._canvas, self._context = canvas, canvas.context
        self._visit: _Visit | None = None
        self._wired = canvas.context.document.project.network
        self._popup: PatternPopup | None = None

    def wire(self, keys: Sequence[ConnectionKey], pattern: Pattern) -> None:
        """Wire connections by a pattern, select them, and let its numbers be set if it has any."""
        origin = self._context.document.project.network
        settings = first_settings(pattern.name, _mask(origin, keys[0]))
        self._visit = _Visit(tuple(keys), pattern, origin)
        if not self._try(settings):
            return
        self._context.selection.select(*(ConnectionItem(*key) for key in keys))
        if pattern.parameters:
            self._open(self._visit, settings)
        else:
            self._context.noted.emit(f"{pattern.label}: {self._outcome(self._visit)}.")

    def _try(self, settings: PatternSettings) -> bool:
        """Wire what was there before with these settings. Gives whether that was possible."""
        visit, drawn = self._visit, self._context.initialization

        def edit(network: Network) -> Network:
            self._wired = network if visit is None else _wired(visit, settings, drawn)
            return self._wired

        return self._context.edit("Set wiring", edit, gesture=visit)

    def _open(self, visit: _Visit, settings: PatternSettings) -> None:
        if self._popup is None:
            self._popup = self._make_popup()
        self._popup.tell(self._outcome(visit))
        self._popup.open(visit.pattern, settings)
        self._place(self._popup, visit)

    def _make_popup(self) -> PatternPopup:
        popup = PatternPopup(self._canvas.viewport())
        popup.settings_edited.connect(self._on_settings_edited)
        popup.accepted.connect(self._on_accepted)
        popup.cancelled.connect(self._on_cancelled)
        self._context.selection.selection_changed.connect(popup.close_accepted)
        self._context.document.editing_obstacle_changed.connect(popup.close_accepted)
        self._context.document.project_changed.connect(self._on_project_changed)
        return popup

    def _place(self, popup: PatternPopup, visit: _Visit) -> None:
        """Let it stand where one sees what it changes: off the connections and the neurons that they join."""
        canvas, scene = self._canvas, self._context.scene
        edges = [scene.connection_graphics(key).boundingRect() for key in visit.keys]
        ends = [scene.layer_view(layer_id).neurons_rect for layer_id in {end for key in visit.keys for end in key}]
        layers = rects_in_view(canvas, scene.places.panel_rects_in(seen_rect(canvas)))
        popup.place(rect_in_view(canvas, reduce(QRectF.united, [*edges, *ends])), layers)

    def _outcome(self, visit: _Visit) -> str:
        """Say how many edges there are now, and how many came and went."""
        network = self._context.document.project.network
        pairs = [(_existing(visit.origin, key), _mask(network, key)) for key in visit.keys]
        count, most = sum(int(now.sum()) for _, now in pairs), sum(now.size for _, now in pairs)
        added = sum(int((now & ~before).sum()) for before, now in pairs)
        removed = sum(int((before & ~now).sum()) for before, now in pairs)
        changes = [f"{number:,} {done}" for number, done in ((removed, "removed"), (added, "added")) if number]
        return f"{count:,} of {most:,} edges, {' and '.join(changes) or 'as before'}"

    def _on_settings_edited(self, settings: PatternSettings) -> None:
        if self._popup is not None and self._visit is not None and self._try(settings):
            self._popup.tell(self._outcome(self._visit))

    def _on_accepted(self) -> None:
        if self._visit is not None:
            self._context.noted.emit(f"{self._visit.pattern.label}: {self._outcome(self._visit)}.")
        self._leave()

    def _on_cancelled(self) -> None:
        visit = self._visit
        if visit is not None:
            self._wired = visit.origin
            self._context.edit("Set wiring", lambda _: visit.origin, gesture=visit)
        self._leave()

    def _on_project_changed(self, _before: Project, after: Project) -> None:
        """Close the panel where the network was changed elsewhere, as by undo."""
        if self._popup is not None and after.network is not self._wired:
            self._visit = None
            self._popup.close_accepted()

    def _leave(self) -> None:
        """Hand the keyboard back, unless it is somewhere else already."""
        self._visit = None
        if self._canvas.window().focusWidget() is None:
            self._canvas.setFocus()


def _wired(visit: _Visit, settings: PatternSettings, initialization: Initialization) -> Network:
    network = visit.origin
    for source, target in visit.keys:
        if network.find_connection(source, target) is None:
            network = connect(network, source, target, initialization)
        network = wire_by_pattern(network, source, target, visit.pattern.name, settings, initialization)
    return network


def _mask(network: Network, key: ConnectionKey) -> BoolArray:
    """Give which edges a connection (T, S) has; all of them where there is none, as when it is made."""
    connection = network.find_connection(*key)
    if connection is not None:
        return connection.mask
    return np.ones(weight_shape(*(network.layer(layer) for layer in key)), np.bool_)


def _existing(network: Network, key: ConnectionKey) -> BoolArray:
    """Give which edges there are between two layers, bool (T, S)."""
    mask = _mask(network, key)
    return mask if network.find_connection(*key) is not None else np.zeros_like(mask)

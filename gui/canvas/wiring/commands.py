"""Wiring, restoring and freezing what is selected, as commands."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from engine.errors import EngineError
from engine.network.freezing import FrozenCount, frozen_count
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.network.wires import WireEnd, connect_in_turn
from engine.network.wiring import removed_count, restore_edges
from gui.actions import NETWORK, ActionDescription, Command
from gui.canvas.context import CanvasContext
from gui.canvas.wiring.freezing import meant_parameters, toggle_frozen
from gui.canvas.wiring.pattern_commands import pattern_commands
from gui.canvas.wiring.removed_edges import restore_chosen
from gui.canvas.wiring.selected_parameters import restorable
from gui.canvas.wiring.wire_plan import ends_of, items_of
from gui.icons import IconName
from gui.selection import ConnectionItem, Groups, Item, grouped

if TYPE_CHECKING:
    from gui.canvas.canvas import NetworkCanvas

# Looks as the edit would, and costs no random numbers.
_ANY_WEIGHTS = Initialization(scheme="zeros")


def wiring_commands(canvas: NetworkCanvas) -> list[Command]:
    """Give what wires, restores and freezes."""
    context = canvas.context
    chosen = _Chosen(canvas)
    return [
        Command(
            ActionDescription(
                "wire", NETWORK, "&Connect selected", "Connect the layers or neurons selected, the first to the last",
                IconName.CONNECT, ("W",), separated=True, on_canvas=True, keywords="wire link join edges",
            ),
            lambda: wire_selected(context),
            lambda: chosen.facts.wire_obstacle,
        ),
        Command(
            ActionDescription(
                "restore-edges", NETWORK, "&Restore removed edges",
                "Bring back the edges removed between what is selected, with drawn weights",
                IconName.UNDO, ("Shift+W",), on_canvas=True, keywords="bring back deleted masked weights",
            ),
            lambda: restore_selected(context),
            lambda: _restore_obstacle(context, chosen),
        ),
        Command(
            ActionDescription(
                "restore-connection", NETWORK, "Restore all of the connection",
                "Bring back all edges of the connection that the chosen removed edge was of, with drawn weights",
                on_canvas=True, keywords="bring back deleted masked weights",
            ),
            lambda: restore_connection(context),
            lambda: _choosing_obstacle(context),
        ),
        Command(
            ActionDescription(
                "freeze", NETWORK, "Free&ze",
                "Let training leave what is selected as it is: all inputs and biases of a neuron or layer, or the one "
                "number whose field is open",
                IconName.FROZEN, ("L",), on_canvas=True, keywords="frozen thaw unfreeze lock fix constant",
            ),
            lambda: toggle_frozen(canvas),
            lambda: chosen.facts.freeze_obstacle,
            lambda: chosen.facts.frozen.is_all,
        ),
        *pattern_commands(canvas),
    ]  # fmt: skip


def wire_selected(context: CanvasContext) -> None:
    """Wire each selected layer, or neurons of a layer, to the next, in the order of selecting."""
    ends, drawn = ends_of(context.selection.groups), context.initialization
    whole = all(end.neurons is None for end in ends)
    label = "Connect layers" if whole else "Connect neurons"
    if context.edit(label, lambda network: connect_in_turn(network, ends, drawn)):
        context.selection.select(*_wired_items(context.document.project.network, ends))


def restore_selected(context: CanvasContext) -> None:
    """Bring back the removed edge that is chosen, or those between what is selected."""
    if context.selection.removed_edge is not None:
        restore_chosen(context)
        return
    groups, drawn = context.selection.groups, context.initialization
    context.edit("Restore edges", lambda network: restore_edges(network, restorable(network, groups), drawn))


def restore_connection(context: CanvasContext) -> None:
    """Bring back all that was removed from the connection of the removed edge that is chosen, and select it."""
    edge, drawn = context.selection.removed_edge, context.initialization
    if edge is None:
        return
    whole = ConnectionItem(edge.source, edge.target)
    removed = restorable(context.document.project.network, grouped([whole]))
    if context.edit("Restore edges", lambda network: restore_edges(network, removed, drawn)):
        context.selection.select(whole)


def _choosing_obstacle(context: CanvasContext) -> str:
    if context.selection.removed_edge is None:
        return "Click a removed edge: they are shown with “Show removed edges”."
    return context.document.editing_obstacle


def _restore_obstacle(context: CanvasContext, chosen: _Chosen) -> str:
    is_chosen = context.selection.removed_edge is not None
    return context.document.editing_obstacle if is_chosen else chosen.facts.restore_obstacle


class _Facts(msgspec.Struct, frozen=True, eq=False):
    """What can be done with a selection, and why not."""

    wire_obstacle: str
    restore_obstacle: str
    freeze_obstacle: str
    frozen: FrozenCount


class _Chosen:
    """Looks the selection over once, however often commands ask: its matrices may be large."""

    def __init__(self, canvas: NetworkCanvas) -> None:
        self._canvas = canvas
        self._seen: tuple[Groups, Groups, Network, str] | None = None
        self._facts = _Facts("", "", "", FrozenCount(0, 0))

    @property
    def facts(self) -> _Facts:
        context = self._canvas.context
        groups, edited = context.selection.groups, self._canvas.values.edited
        network, obstacle = context.document.project.network, context.document.editing_obstacle
        seen = self._seen
        is_old = seen is not None and all(old is new for old, new in zip(seen, (groups, edited, network), strict=False))
        if seen is None or not is_old or obstacle != seen[3]:
            self._seen = groups, edited, network, obstacle
            self._facts = _facts(network, groups.existing(network), edited, obstacle)
        return self._facts


def _facts(network: Network, groups: Groups, edited: Groups, obstacle: str) -> _Facts:
    frozen = frozen_count(network, meant_parameters(network, groups, edited.existing(network)))
    removed = removed_count(network, restorable(network, groups))
    return _Facts(
        wire_obstacle=obstacle or _wire_obstacle(network, ends_of(groups)),
        restore_obstacle=obstacle or ("" if removed else "No edge was removed between what is selected."),
        freeze_obstacle=obstacle or ("" if frozen.total else _nothing_to_freeze(groups)),
        frozen=frozen,
    )


def _wire_obstacle(network: Network, ends: tuple[WireEnd, ...]) -> str:
    if len(ends) < 2:
        return "Select two layers, or neurons of two layers, in the direction of the wire."
    try:
        connect_in_turn(network, ends, _ANY_WEIGHTS)
    except EngineError as error:
        return str(error)
    return ""


def _nothing_to_freeze(groups: Groups) -> str:
    is_any = bool(groups.ends or groups.wired)
    return (
        "There is no weight or bias here that could be frozen." if is_any else "Select what training is to leave alone."
    )


def _wired_items(network: Network, ends: tuple[WireEnd, ...]) -> tuple[Item, ...]:
    if len(ends) == 2:
        return items_of(network, *ends)
    return tuple(ConnectionItem(source.layer, target.layer) for source, target in pairwise(ends))

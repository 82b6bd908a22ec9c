"""The patterns of wiring for what is selected, as commands."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from engine.errors import EngineError, ShapeError
from engine.network.edits import check_connection, weight_shape
from engine.network.model import ConnectionKey, Network
from engine.network.patterns import PATTERNS, Pattern, PatternSettings, recognized_pattern, window_of
from gui.actions import NETWORK, ActionDescription, Command
from gui.canvas.context import CanvasContext
from gui.canvas.wiring.pattern_wiring import PatternWiring

if TYPE_CHECKING:
    from gui.canvas.canvas import NetworkCanvas

SUBMENU = "&Wiring pattern"
KEYWORDS = "wiring pattern connection edges connect wire"
NOTHING_TO_WIRE = "Select a connection, one of its edges, or two layers in the direction of the wire."


def pattern_commands(canvas: NetworkCanvas) -> list[Command]:
    """Give a command for each pattern, of which each wires what the selection names: connections, or layers in turn."""
    context, wiring = canvas.context, PatternWiring(canvas)
    return [
        Command(
            ActionDescription(
                f"wire-{pattern.name}",
                NETWORK,
                pattern.label + "…" * bool(pattern.parameters),
                pattern.help,
                submenu=SUBMENU,
                keywords=KEYWORDS,
            ),
            partial(_wire_selected, context, wiring, pattern),
            partial(_obstacle, context, pattern),
            partial(_is_wired_by, context, pattern),
        )
        for pattern in PATTERNS.values()
    ]


def _wire_selected(context: CanvasContext, wiring: PatternWiring, pattern: Pattern) -> None:
    wiring.wire(_named(context), pattern)


def _named(context: CanvasContext) -> tuple[ConnectionKey, ...]:
    """Give the connections selected, those of edges selected, and those between layers selected in turn."""
    network = context.document.project.network
    groups = context.selection.groups.existing(network)
    return tuple(dict.fromkeys([*groups.wired, *pairwise(groups.ends)]))


def _is_wired_by(context: CanvasContext, pattern: Pattern) -> bool:
    """Tell whether all connections named have the edges of a pattern, of the random ones with the first seed."""
    network = context.document.project.network
    masks = [found.mask for key in _named(context) if (found := network.find_connection(*key)) is not None]
    settings = (PatternSettings(density=float(mask.mean()), window=window_of(mask)) for mask in masks)
    names = {recognized_pattern(mask, each) for mask, each in zip(masks, settings, strict=True)}
    return names == {pattern.name}


def _obstacle(context: CanvasContext, pattern: Pattern) -> str:
    keys = _named(context)
    if context.document.editing_obstacle or not keys:
        return context.document.editing_obstacle or NOTHING_TO_WIRE
    try:
        for key in keys:
            _check(context.document.project.network, key, pattern)
    except EngineError as error:
        return str(error)
    return ""


def _check(network: Network, key: ConnectionKey, pattern: Pattern) -> None:
    if network.find_connection(*key) is None:
        check_connection(network, *key)
    obstacle = pattern.obstacle(weight_shape(*(network.layer(layer) for layer in key)))
    if obstacle:
        raise ShapeError(obstacle)

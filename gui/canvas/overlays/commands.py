"""Showing and hiding what lies over the canvas, as commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from gui.actions import VIEW, ActionDescription, Command

if TYPE_CHECKING:
    from gui.canvas.canvas import NetworkCanvas


def minimap_commands(canvas: NetworkCanvas) -> list[Command]:
    """Give what shows and hides the minimap."""
    return [
        Command(
            ActionDescription(
                "minimap", VIEW, "&Minimap", "Show the whole network small in a corner", None, ("M",), on_canvas=True
            ),
            lambda: toggle_minimap(canvas),
            canvas.context.content_obstacle,
            lambda: not canvas.minimap.isHidden(),
        )
    ]


def toggle_minimap(canvas: NetworkCanvas) -> None:
    """Show the minimap, or hide it; that is kept with the project, as no undo step."""
    document = canvas.context.document
    document.set_view(replace(document.view, minimap=canvas.minimap.isHidden()))

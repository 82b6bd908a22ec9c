"""Commands that copy, cut, paste and duplicate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QCursor

from gui.actions import EDIT, ActionDescription, Command
from gui.canvas.clipboard.clipboard import copy, cut, duplicate, duplication_obstacle, paste
from gui.canvas.clipboard.watch import ClipboardWatch
from gui.icons import IconName

if TYPE_CHECKING:
    from gui.canvas.canvas import NetworkCanvas


def clipboard_commands(canvas: NetworkCanvas) -> list[Command]:
    """Give the commands of the clipboard."""
    context = canvas.context
    watch = ClipboardWatch(canvas)
    return [
        Command(
            ActionDescription(
                "cut", EDIT, "Cu&t", "Copy what is selected, and delete it", IconName.CUT, ("Ctrl+X",),
                separated=True, on_canvas=True,
            ),
            lambda: cut(context),
            context.selection_obstacle,
        ),
        Command(
            ActionDescription(
                "copy", EDIT, "&Copy", "Copy what is selected, also as text: layers, a matrix, or single weights",
                IconName.COPY, ("Ctrl+C",), on_canvas=True,
            ),
            lambda: copy(context),
            lambda: "" if context.selection.items else "Nothing is selected.",
        ),
        Command(
            ActionDescription(
                "paste", EDIT, "&Paste",
                "Paste layers, numbers for what is selected, or a network's shape such as 2-8-1",
                IconName.PASTE, ("Ctrl+V",), on_canvas=True,
            ),
            lambda: paste(context, place_under_pointer(canvas)),
            lambda: context.document.editing_obstacle or watch.obstacle,
        ),
        Command(
            ActionDescription(
                "duplicate", EDIT, "D&uplicate",
                "Add copies of the selected layers, and of neurons to their own layer",
                IconName.DUPLICATE, ("Ctrl+D",), on_canvas=True,
            ),
            lambda: duplicate(context),
            lambda: duplication_obstacle(context),
        ),
    ]  # fmt: skip


def place_under_pointer(canvas: NetworkCanvas) -> QPointF | None:
    """Give the point of the scene that the pointer is at, or None where it is not over the canvas."""
    point = canvas.viewport().mapFromGlobal(QCursor.pos())
    return canvas.mapToScene(point) if canvas.viewport().rect().contains(point) else None

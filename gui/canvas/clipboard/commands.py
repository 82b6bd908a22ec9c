"""Commands that copy, cut, paste and duplicate."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF
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
    pointed = PointedPlace(canvas)
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
            lambda: pointed.use(partial(paste, context)),
            lambda: context.document.editing_obstacle or watch.obstacle,
        ),
        Command(
            ActionDescription(
                "duplicate", EDIT, "Dup&licate",
                "Add copies of the selected layers, and of neurons to their own layer",
                IconName.DUPLICATE, ("Ctrl+D",), on_canvas=True,
            ),
            lambda: duplicate(context),
            lambda: duplication_obstacle(context),
        ),
    ]  # fmt: skip


class PointedPlace:
    """The place on the canvas that the pointer means: while it rests, the same one though an edit moves the view.

    Args:
        canvas: What the pointer is over.
    """

    def __init__(self, canvas: NetworkCanvas) -> None:
        self._canvas = canvas
        self._rests_at = QPoint()
        self._place: QPointF | None = None
        self._view = canvas.navigation.state

    def use(self, edit: Callable[[QPointF | None], None]) -> None:
        """Edit at the point of the scene meant now, or at None where the pointer is not over the canvas."""
        point = self._canvas.viewport().mapFromGlobal(QCursor.pos())
        has_rested = point == self._rests_at and self._canvas.navigation.state.is_like(self._view)
        if not self._canvas.viewport().rect().contains(point):
            self._place = None
        elif self._place is None or not has_rested:
            self._place = self._canvas.mapToScene(point)
        self._rests_at = point
        edit(self._place)
        self._view = self._canvas.navigation.state

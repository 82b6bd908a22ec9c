"""Exporting the drawing, as commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.actions import EDIT, FILE, ActionDescription, Command
from gui.icons import IconName

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow


# What exports is loaded when it is first used, not with the commands.


def export_command(window: MainWindow) -> Command:
    """Give the command that writes what the canvas shows to a file."""

    def export() -> None:
        window.exports.drawing.choose()

    return Command(
        ActionDescription(
            "export-drawing", FILE, "E&xport drawing…", "Write the network as drawn to an SVG, PDF, PNG or TikZ file",
            IconName.EXPORT, ("Ctrl+Shift+E",),
            keywords="svg pdf png tikz latex image picture figure screenshot print save",
        ),
        export,
        window.canvas.context.content_obstacle,
    )  # fmt: skip


def copy_drawing_command(window: MainWindow) -> Command:
    """Give the command that puts what the canvas shows into the clipboard."""

    def copy() -> None:
        window.exports.drawing.copy_image()

    return Command(
        ActionDescription(
            "copy-drawing", EDIT, "Copy drawing as ima&ge", "Copy the network as drawn, to paste it into slides",
            IconName.IMAGE, ("Ctrl+Shift+C",), keywords="picture screenshot clipboard",
        ),
        copy,
        window.canvas.context.content_obstacle,
    )  # fmt: skip

"""The kinds of file a drawing can be exported as."""

from collections.abc import Callable
from pathlib import Path

import msgspec
from PySide6.QtCore import QSize

from gui.export.drawing import Drawing
from gui.export.pictures import POINTS_PER_PIXEL, image_size, pdf_of, png_of, svg_of
from gui.export.tikz import tikz_of
from gui.files.file_writing import write_whole


class Format(msgspec.Struct, frozen=True, eq=False):
    """A kind of file.

    Attributes:
        name: What the command line calls it.
        label: What people call it.
        help: What it is good for.
        suffix: How its files end.
        unit: What its files measure lengths in.
        size: Gives width and height of a drawing's file in that unit.
        write: Gives a drawing as such a file's content.
    """

    name: str
    label: str
    help: str
    suffix: str
    write: Callable[[Drawing], bytes]
    unit: str
    size: Callable[[Drawing], QSize]

    @property
    def file_filter(self) -> str:
        """What file dialogs offer."""
        return f"{self.label} (*{self.suffix})"


def _size(drawing: Drawing) -> QSize:
    return drawing.size


def _size_in_points(drawing: Drawing) -> QSize:
    return drawing.size * POINTS_PER_PIXEL


FORMATS = {
    file_format.name: file_format
    for file_format in (
        Format("svg", "SVG drawing", "Shapes, to be edited or put on a page", ".svg", svg_of, "px", _size),
        Format(
            "pdf",
            "PDF document",
            "Shapes, to be printed or included in LaTeX",
            ".pdf",
            pdf_of,
            "points",
            _size_in_points,
        ),
        Format("png", "PNG image", "Pixels, twice as fine as on the screen", ".png", png_of, "pixels", image_size),
        Format(
            "tikz",
            "TikZ for LaTeX",
            "A LaTeX document that compiles, its picture to be pasted into another",
            ".tex",
            tikz_of,
            "points",
            _size_in_points,
        ),
    )
}


def save_drawing(drawing: Drawing, file_format: Format, path: Path) -> None:
    """Write a drawing to a file, whole or not at all.

    Raises:
        EngineError: It cannot be written; what the file held is as it was.
    """
    write_whole(path, file_format.write(drawing))

"""The kinds of file a drawing can be exported as."""

from collections.abc import Callable
from pathlib import Path

import msgspec
from PySide6.QtCore import QIODevice, QSaveFile

from engine.errors import EngineError
from gui.export.drawing import Drawing
from gui.export.pictures import pdf_of, png_of, svg_of
from gui.export.tikz import tikz_of


class Format(msgspec.Struct, frozen=True, eq=False):
    """A kind of file.

    Attributes:
        name: What the command line calls it.
        label: What people call it.
        help: What it is good for.
        suffix: How its files end.
        write: Gives a drawing as such a file's content.
    """

    name: str
    label: str
    help: str
    suffix: str
    write: Callable[[Drawing], bytes]

    @property
    def file_filter(self) -> str:
        """What file dialogs offer."""
        return f"{self.label} (*{self.suffix})"


FORMATS = {
    file_format.name: file_format
    for file_format in (
        Format("svg", "SVG drawing", "Shapes, to be edited or put on a page", ".svg", svg_of),
        Format("pdf", "PDF document", "Shapes, to be printed or included in LaTeX", ".pdf", pdf_of),
        Format("png", "PNG image", "Pixels, twice as fine as on the screen", ".png", png_of),
        Format(
            "tikz",
            "TikZ for LaTeX",
            "A LaTeX document that compiles, its picture to be pasted into another",
            ".tex",
            tikz_of,
        ),
    )
}


def save_drawing(drawing: Drawing, file_format: Format, path: Path) -> None:
    """Write a drawing to a file, whole or not at all.

    Raises:
        EngineError: It cannot be written; what the file held is as it was.
    """
    content = file_format.write(drawing)
    file = QSaveFile(str(path))
    is_written = file.open(QIODevice.OpenModeFlag.WriteOnly) and file.write(content) == len(content) and file.commit()
    if not is_written:
        raise EngineError(f"“{path.name}” cannot be written: {file.errorString()}.")

"""The drawing on the canvas as a file: exactly as seen, without what only the screen needs."""

from gui.export.drawing import Drawing
from gui.export.formats import FORMATS, Format, save_drawing

__all__ = ["FORMATS", "Drawing", "Format", "save_drawing"]

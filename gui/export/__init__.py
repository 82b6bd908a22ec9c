"""The drawing on the canvas as a file: exactly as seen, without what only the screen needs."""

from gui.export.drawing import USUAL, Drawing, Extras
from gui.export.formats import FORMATS, Format, save_drawing

__all__ = ["FORMATS", "USUAL", "Drawing", "Extras", "Format", "save_drawing"]

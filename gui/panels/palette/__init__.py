"""The palette: layers to drag onto the canvas."""

from gui.panels.palette.panel import PalettePanel
from gui.panels.palette.presets import PALETTE, PaletteEntry

__all__ = ["PALETTE", "PaletteEntry", "PalettePanel"]

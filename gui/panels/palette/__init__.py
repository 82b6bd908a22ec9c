"""The palette: layers to drag onto the canvas."""

from gui.canvas.building.presets import PALETTE, PaletteEntry
from gui.panels.palette.panel import PalettePanel

__all__ = ["PALETTE", "PaletteEntry", "PalettePanel"]

"""The program's visual language, decided once: colours, type, spacing, and the styling of every widget.

`gui.theme.plots` styles pyqtgraph plots; it stands apart because importing pyqtgraph takes longer than all the rest.
"""

from gui.theme.fonts import mono_font, number_font, ui_font
from gui.theme.manager import ThemeManager
from gui.theme.scales import SequentialScale, SignedScale, contrast_ratio, mixed
from gui.theme.style import active_theme, apply_theme
from gui.theme.themes import DARK, LIGHT
from gui.theme.tokens import Metrics, Palette, Spacing, Theme, TypeScale

__all__ = [
    "DARK",
    "LIGHT",
    "Metrics",
    "Palette",
    "SequentialScale",
    "SignedScale",
    "Spacing",
    "Theme",
    "ThemeManager",
    "TypeScale",
    "active_theme",
    "apply_theme",
    "contrast_ratio",
    "mixed",
    "mono_font",
    "number_font",
    "ui_font",
]

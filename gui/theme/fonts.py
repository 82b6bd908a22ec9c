"""The type: Inter, bundled, so that the program and its figures look alike on every machine."""

from functools import cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from gui.theme.tokens import Theme

FONT_FOLDER = Path(__file__).resolve().parents[2] / "resources" / "fonts"
# The system's own faces stand in for signs that Inter lacks, and for Inter where its files can't be read.
SANS_FAMILIES = ["Inter", "SF Pro Text", "Segoe UI", "Noto Sans", "Cantarell", "Ubuntu", "DejaVu Sans"]
MONO_FAMILIES = ["SF Mono", "Cascadia Mono", "JetBrains Mono", "Noto Sans Mono", "DejaVu Sans Mono", "monospace"]


@cache
def register_fonts() -> None:
    """Make the bundled faces known to Qt; needs a QGuiApplication."""
    for path in sorted(FONT_FOLDER.glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


def ui_font(theme: Theme, size: int | None = None, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Give the interface face at a size of the theme's type scale (the body size by default).

    Its figures are tabular: numbers that change while training keep their width.
    """
    register_fonts()
    font = QFont(SANS_FAMILIES)
    font.setPixelSize(theme.type_scale.body if size is None else size)
    font.setWeight(weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def number_font(theme: Theme) -> QFont:
    """Give the face for values on the canvas, in matrices and on axes."""
    return ui_font(theme, theme.type_scale.number)


def mono_font(theme: Theme) -> QFont:
    """Give the face for code and reports."""
    font = QFont(MONO_FAMILIES)
    font.setPixelSize(theme.type_scale.number)
    font.setStyleHint(QFont.StyleHint.Monospace)
    return font

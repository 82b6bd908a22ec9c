"""Turns a theme into the look of every Qt widget: Fusion, a palette, a font and one style sheet."""

from pathlib import Path
from string import Template

import msgspec
from PySide6.QtCore import QDir
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from gui.theme.fonts import ui_font
from gui.theme.scales import mixed
from gui.theme.themes import LIGHT
from gui.theme.tokens import Spacing, Theme

STYLE_FOLDER = Path(__file__).resolve().parents[2] / "resources" / "styles"
ACTIVE_THEME = "active_theme"
BORDER_STRENGTH = 0.35


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Give the whole program this theme's look, at once and as often as wished."""
    # Exchanging one sheet for another, Qt (6.11) styles each widget once for each of its ancestors, too.
    app.setStyleSheet("")
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    QDir.setSearchPaths("styles", [str(STYLE_FOLDER)])
    app.setProperty(ACTIVE_THEME, theme)
    app.setFont(ui_font(theme))
    app.setPalette(qt_palette(theme))
    app.setStyleSheet(style_sheet(theme))


def active_theme() -> Theme:
    """Give the theme last applied, for what paints itself anew whenever Qt restyles it."""
    app = QApplication.instance()
    theme = app.property(ACTIVE_THEME) if app is not None else None
    return theme if isinstance(theme, Theme) else LIGHT


def style_sheet(theme: Theme) -> str:
    """Fill the style sheet's template with the theme's colours and sizes."""
    template = Template((STYLE_FOLDER / "window.qss").read_text(encoding="utf-8"))
    return template.substitute(_style_tokens(theme))


def qt_palette(theme: Theme) -> QPalette:
    """Give the colours for what Qt paints itself: plain text, item views, links, and icons."""
    palette = QPalette()
    for role, color in _palette_roles(theme).items():
        palette.setColor(role, QColor(color))
    disabled = QColor(theme.palette.text_disabled)
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, disabled)
    return palette


def _palette_roles(theme: Theme) -> dict[QPalette.ColorRole, str]:
    colors, role = theme.palette, QPalette.ColorRole
    return {
        role.Window: colors.panel,
        role.WindowText: colors.text,
        role.Base: colors.raised,
        role.AlternateBase: colors.panel,
        role.Text: colors.text,
        role.PlaceholderText: colors.text_disabled,
        role.Button: colors.raised,
        role.ButtonText: colors.text,
        role.BrightText: colors.error,
        role.ToolTipBase: colors.tooltip,
        role.ToolTipText: colors.on_tooltip,
        role.Highlight: colors.selection,
        role.HighlightedText: colors.text,
        role.Accent: colors.accent,
        role.Link: colors.accent,
        role.LinkVisited: colors.accent,
        role.Light: colors.raised,
        role.Midlight: colors.hover,
        role.Mid: colors.border,
        role.Dark: colors.border_strong,
        role.Shadow: colors.border_strong,
    }


def _style_tokens(theme: Theme) -> dict[str, str]:
    tokens = {name: str(color) for name, color in msgspec.structs.asdict(theme.palette).items()}
    tokens |= {f"font_{name}": f"{size}px" for name, size in msgspec.structs.asdict(theme.type_scale).items()}
    tokens |= {name: f"{round(size)}px" for name, size in msgspec.structs.asdict(theme.metrics).items()}
    tokens |= {f"space_{name.lower()}": f"{space.value}px" for name, space in Spacing.__members__.items()}
    for severity in ("info", "success", "warning", "error"):
        tokens[f"{severity}_border"] = mixed(tokens[f"{severity}_soft"], tokens[severity], BORDER_STRENGTH)
    tokens["tooltip_edge"] = theme.tooltip_edge
    # Controls draw their border outside their content's height, so these are what is left of it.
    tokens["field_height"] = f"{theme.metrics.control_height - 6}px"
    tokens["button_height"] = f"{theme.metrics.control_height - 2}px"
    tokens["field_inner"] = f"{theme.metrics.control_height - 4}px"
    return tokens

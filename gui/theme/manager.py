"""Which theme holds now, and who has to know when that changes."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from gui.settings import Settings, ThemeMode
from gui.theme.style import apply_theme
from gui.theme.themes import DARK, LIGHT
from gui.theme.tokens import Theme

MIN_SCALE, MAX_SCALE = 0.75, 2.5
# What Qt is told; `Unknown` leaves the choice to the desktop.
_SCHEMES = {
    ThemeMode.SYSTEM: Qt.ColorScheme.Unknown,
    ThemeMode.LIGHT: Qt.ColorScheme.Light,
    ThemeMode.DARK: Qt.ColorScheme.Dark,
}


class ThemeManager(QObject):
    """Applies the chosen theme to the program and remembers the choice.

    Signals:
        theme_changed: the new `Theme`, after every widget has been restyled.
    """

    theme_changed = Signal(Theme)

    def __init__(self, app: QApplication, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._settings = settings
        self._mode = settings.theme_mode
        self._scale = _bounded(settings.interface_scale)
        self._system_scheme = self._ask_for_scheme()
        self._theme = self._chosen_theme()
        apply_theme(app, self._theme)
        app.styleHints().colorSchemeChanged.connect(self._on_color_scheme_changed)

    @property
    def theme(self) -> Theme:
        """The theme in use."""
        return self._theme

    @property
    def mode(self) -> ThemeMode:
        """What the user asked for."""
        return self._mode

    @property
    def scale(self) -> float:
        """Factor on type and lines."""
        return self._scale

    def set_mode(self, mode: ThemeMode) -> None:
        """Use the light theme, the dark one, or whichever the desktop uses."""
        self._mode = mode
        self._settings.theme_mode = mode
        self._system_scheme = self._ask_for_scheme()
        self._refresh()

    def set_scale(self, scale: float) -> None:
        """Make type and lines `scale` times as large, within sensible bounds."""
        self._scale = _bounded(scale)
        self._settings.interface_scale = self._scale
        self._refresh()

    def toggle(self) -> None:
        """Switch between light and dark."""
        self.set_mode(ThemeMode.LIGHT if self._theme.is_dark else ThemeMode.DARK)

    def _ask_for_scheme(self) -> Qt.ColorScheme:
        """Have title bars and system dialogs in the scheme chosen; gives the scheme that then holds."""
        hints = self._app.styleHints()
        hints.setColorScheme(_SCHEMES[self._mode])
        return hints.colorScheme()

    def _on_color_scheme_changed(self, scheme: Qt.ColorScheme) -> None:
        if self._mode is ThemeMode.SYSTEM:
            self._system_scheme = scheme
            self._refresh()

    def _refresh(self) -> None:
        theme = self._chosen_theme()
        if (theme.name, theme.scale) == (self._theme.name, self._theme.scale):
            return
        self._theme = theme
        apply_theme(self._app, theme)
        self.theme_changed.emit(theme)

    def _chosen_theme(self) -> Theme:
        asked_for = _SCHEMES[self._mode]
        scheme = self._system_scheme if asked_for is Qt.ColorScheme.Unknown else asked_for
        return (DARK if scheme is Qt.ColorScheme.Dark else LIGHT).scaled(self._scale)


def _bounded(scale: float) -> float:
    return min(max(scale, MIN_SCALE), MAX_SCALE)

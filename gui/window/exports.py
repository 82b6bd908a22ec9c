"""What writes the drawing and the recording into files, made when first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import SignalInstance

from gui.session import Session
from gui.settings import Settings

if TYPE_CHECKING:
    from gui.export.drawing_export import DrawingExport
    from gui.timeline.film.film_export import FilmExport
    from gui.window.main_window import MainWindow


class Exports:
    """The window's exports, which announce what they wrote and why they could not.

    Args:
        window: Shows their dialogs and announces what came of them.
        session: The open project and its engine, which draws a film's frames.
        settings: Where and how was exported before.
    """

    def __init__(self, window: MainWindow, session: Session, settings: Settings) -> None:
        self._window = window
        self._session = session
        self._settings = settings

    @cached_property
    def drawing(self) -> DrawingExport:
        """What exports the drawing."""
        from gui.export.drawing_export import DrawingExport  # noqa: PLC0415

        export = DrawingExport(self._window.canvas, self._session.document, self._settings, self._window)
        self._announce(export.refused, export.exported)
        return export

    @cached_property
    def film(self) -> FilmExport:
        """What makes films of the recording."""
        from gui.timeline.film.film_export import FilmExport  # noqa: PLC0415

        export = FilmExport(self._window, self._session.engine, self._settings)
        self._announce(export.refused, export.exported)
        return export

    @property
    def is_filming(self) -> bool:
        """Whether a film is being made; asking makes nothing."""
        return "film" in self.__dict__ and self.film.is_filming

    def cancel(self) -> None:
        """Give up the film that is being made."""
        if self.is_filming:
            self.film.cancel()

    def _announce(self, refused: SignalInstance, exported: SignalInstance) -> None:
        refused.connect(self._window.announcements.warn)
        exported.connect(self._window.announcements.mention)

"""Exporting from the window: a dialog, a file name, a sentence about what came of it."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from engine.errors import EngineError
from gui.canvas.canvas import NetworkCanvas
from gui.document import Document
from gui.export.dialog import ExportDialog
from gui.export.drawing import Drawing, Extras
from gui.export.formats import FORMATS, Format, save_drawing
from gui.export.pictures import image_of
from gui.files.file_writing import choose_file
from gui.settings import Settings


class DrawingExport(QObject):
    """Exports what the canvas shows.

    Args:
        canvas: Shows it.
        document: Names the file after the project.
        settings: Remember the last export.
        window: The window that dialogs belong to.

    Signals:
        refused: the sentence why nothing was exported.
        exported: a sentence that says what was.
    """

    refused = Signal(str)
    exported = Signal(str)

    def __init__(self, canvas: NetworkCanvas, document: Document, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._canvas = canvas
        self._document = document
        self._settings = settings
        self._window = window

    def choose(self) -> None:
        """Ask how to export the drawing."""
        settings = self._settings
        extras = Extras(
            has_ground=settings.export_has_ground,
            has_legend=self._canvas.network_scene.display.legend,
            has_controls=settings.export_has_controls,
        )
        dialog = ExportDialog(self._drawing, settings.export_format, extras, self._window)
        dialog.save_requested.connect(self._choose_file)
        dialog.open()

    def save(self, path: Path, file_format: Format, extras: Extras) -> bool:
        """Write the drawing to a file; tell whether it was done."""
        try:
            save_drawing(self._drawing(extras), file_format, path)
        except EngineError as error:
            self.refused.emit(str(error))
            return False
        self._settings.remember_export(
            path.parent,
            file_format.name,
            has_ground=extras.has_ground,
            has_controls=extras.has_controls,
        )
        self.exported.emit(f"Exported {path.name}")
        return True

    def copy_image(self) -> None:
        """Put the drawing into the clipboard as a picture."""
        QGuiApplication.clipboard().setImage(image_of(self._drawing(Extras())))
        self.exported.emit("Copied the drawing as an image")

    def _drawing(self, extras: Extras) -> Drawing:
        self._canvas.cancel_gesture()
        return Drawing(self._canvas, extras)

    def _choose_file(self, name: str, extras: Extras) -> None:
        chosen = FORMATS[name]
        others = [each for each in FORMATS.values() if each is not chosen]
        filters = {each.file_filter: each.suffix for each in (chosen, *others)}
        stem = self._document.path.stem if self._document.path is not None else "network"
        suggested = self._folder() / f"{stem}{chosen.suffix}"
        try:
            path = choose_file(self._window, "Export drawing", suggested, filters)
        except EngineError as error:
            self.refused.emit(str(error))
            return
        if path is not None:
            self.save(path, next(each for each in FORMATS.values() if each.suffix == path.suffix.lower()), extras)

    def _folder(self) -> Path:
        if self._settings.export_folder is not None:
            return self._settings.export_folder
        return self._document.path.parent if self._document.path is not None else Path.home()

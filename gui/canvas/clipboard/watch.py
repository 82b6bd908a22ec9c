"""Whether the clipboard holds anything that may be pasted."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from gui.canvas.clipboard.clipboard import FRAGMENT_MIME_TYPE, NOTHING_TO_PASTE


class ClipboardWatch(QObject):
    """Asks what kinds of data there are whenever the clipboard changes: it may be another program's, which takes time.

    Args:
        parent: What it is watched for.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._obstacle: str | None = None
        QGuiApplication.clipboard().dataChanged.connect(self._on_data_changed)

    @property
    def obstacle(self) -> str:
        """Why nothing can be pasted, or ""."""
        if self._obstacle is None:
            mime = QGuiApplication.clipboard().mimeData()
            has_any = mime is not None and (mime.hasText() or mime.hasFormat(FRAGMENT_MIME_TYPE))
            self._obstacle = "" if has_any else NOTHING_TO_PASTE
        return self._obstacle

    def _on_data_changed(self) -> None:
        self._obstacle = None

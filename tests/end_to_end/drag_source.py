"""A small window to drag a file from, as from a file manager: ``python -m tests.end_to_end.drag_source FILE``."""

from __future__ import annotations

import sys

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel

SIZE = 60


class File(QLabel):
    """The file's icon, so to say."""

    def __init__(self, path: str) -> None:
        super().__init__("file")
        self._path = path
        self.setObjectName("file")
        self.setWindowFlags(Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
        self.setFixedSize(SIZE, SIZE)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take hold of it."""
        event.accept()

    def mouseMoveEvent(self, _event: QMouseEvent) -> None:  # noqa: N802
        """Drag it along."""
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(self._path)])
        drag = QDrag(self)
        drag.setMimeData(mime)
        drag.exec(Qt.DropAction.CopyAction)


def main() -> None:
    """Show the file in the screen's lower left corner."""
    application = QApplication(sys.argv)
    file = File(sys.argv[-1])
    screen = application.primaryScreen().geometry()
    file.move(screen.left(), screen.bottom() - SIZE)
    file.show()
    application.exec()


if __name__ == "__main__":
    main()

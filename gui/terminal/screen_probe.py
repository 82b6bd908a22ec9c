"""Run as a program of its own by `neurocanvas doctor`: Qt ends the whole process where it finds no screen."""

import json
import sys

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication

from gui.settings import Settings


def main() -> int:
    """Write what Qt finds to standard output as JSON."""
    app = QGuiApplication([])
    app.setApplicationName("neurocanvas")
    found = {
        "qt": qVersion(),
        "platform": app.platformName(),
        "screens": [_screen(screen.size().toTuple(), screen.devicePixelRatio()) for screen in app.screens()],
        "settings": str(Settings().path),
    }
    sys.stdout.write(json.dumps(found))
    return 0


def _screen(size: object, scale: float) -> str:
    width, height = size if isinstance(size, tuple) else (0, 0)
    return f"{width}×{height}" + (f" at {scale:g}×" if scale != 1 else "")


if __name__ == "__main__":
    sys.exit(main())

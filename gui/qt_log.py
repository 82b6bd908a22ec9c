"""Qt's messages among the program's own."""

import logging

from PySide6.QtCore import QMessageLogContext, QtMsgType

_log = logging.getLogger("qt")

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
# Said of every window where there is no screen, and of no use to anyone.
_NOISE = "This plugin does not support"


def log_qt_message(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    """Log what Qt says; it is a handler for `qInstallMessageHandler`."""
    level = logging.DEBUG if text.startswith(_NOISE) else _LEVELS[kind]
    _log.log(level, "%s", text)

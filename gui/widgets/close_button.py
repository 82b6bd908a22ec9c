"""The small cross that puts away what it stands in."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QToolButton, QWidget

from gui.icons import IconName, icon

SIDE = QSize(12, 12)


class CloseButton(QToolButton):
    """A cross.

    Args:
        name: What it does, for screen readers.
        help_text: The tooltip.
        parent: What it closes, where no layout says so.
    """

    def __init__(self, name: str, help_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setIcon(icon(IconName.CLOSE))
        self.setIconSize(SIDE)
        self.setAutoRaise(True)
        self.setAccessibleName(name)
        self.setToolTip(help_text)

"""The buttons that paste and copy a matrix."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from engine.network.matrix_text import FORMATS
from gui.icons import IconName, icon
from gui.panels.controls import make_tool_button
from gui.theme import Spacing

PASTE_HELP = "Paste [[1, 1], [1, 1]], [1 1; 1 1], rows of numbers from a table, or a LaTeX matrix (Ctrl+V)"


class ClipboardBar(QWidget):
    """Paste, and copy in the style of one program or another.

    Signals:
        paste_requested: the matrix in the clipboard is wanted here.
        copy_requested: the name of the format to copy in.
    """

    paste_requested = Signal()
    copy_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.paste_button = QPushButton("Paste matrix")
        self.paste_button.setIcon(icon(IconName.PASTE))
        self.paste_button.setObjectName("paste-matrix")
        self.paste_button.setToolTip(PASTE_HELP)
        self.paste_button.clicked.connect(self.paste_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Spacing.TIGHT)
        row.addWidget(self.paste_button)
        row.addWidget(self._make_copy_button())
        row.addStretch(1)

    def _make_copy_button(self) -> QToolButton:
        button = make_tool_button(IconName.COPY, "copy-matrix", "Copy matrix", "Copy for NumPy (Ctrl+C), or choose")
        menu = QMenu(button)
        for name, listed in FORMATS.items():
            menu.addAction(f"Copy as {listed.label}").triggered.connect(partial(self.copy_requested.emit, name))
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        button.clicked.connect(lambda: self.copy_requested.emit("numpy"))
        return button

"""The gallery: finished examples as cards to choose from."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.project.examples import EXAMPLES, Example
from gui.network_thumbnail import network_thumbnail
from gui.theme import Spacing, ThemeManager

_COLUMNS = 4
_PICTURE = QSize(196, 108)


class _Card(QToolButton):
    """A card that Enter chooses as a click does; in a dialog it would press Cancel."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter for a click."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)


class Gallery(QDialog):
    """A sheet of example cards; a click, or Enter on the one with the focus, opens it.

    Signals:
        example_chosen: the example's name.
    """

    example_chosen = Signal(str)

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Examples")
        self.setObjectName("gallery")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(Spacing.SECTION, Spacing.LARGE, Spacing.SECTION, Spacing.LARGE)
        column.setSpacing(Spacing.LARGE)
        hint = QLabel("Each opens as a new project; change whatever you like.")
        hint.setProperty("tone", "muted")
        column.addWidget(hint)
        grid = QGridLayout()
        grid.setSpacing(Spacing.MEDIUM)
        for number, example in enumerate(EXAMPLES.values()):
            grid.addWidget(self._make_card(example, themes), number // _COLUMNS, number % _COLUMNS)
        column.addLayout(grid)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    def _make_card(self, example: Example, themes: ThemeManager) -> QWidget:
        card = _Card(self)
        card.setObjectName(f"example-{example.name}")
        card.setAccessibleName(example.label)
        card.setProperty("kind", "card")
        card.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        picture = network_thumbnail(example.build().network, themes.theme, _PICTURE, self.devicePixelRatioF())
        card.setIcon(QIcon(picture))
        card.setIconSize(_PICTURE)
        card.setText(example.label)
        card.setToolTip(example.description)
        card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        card.clicked.connect(lambda: self._choose(example.name))
        return card

    def _choose(self, name: str) -> None:
        self.accept()
        self.example_chosen.emit(name)

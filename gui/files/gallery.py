"""The gallery: finished examples as cards to choose from."""

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QDrag, QIcon, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.project.examples import EXAMPLES, Example
from gui.canvas.mime import DRAG_PICTURE, make_example_mime
from gui.files.network_thumbnail import SMALL, network_thumbnail
from gui.theme import Spacing, ThemeManager, active_theme
from gui.widgets.drag_picture import drag_picture

_HINT = "Each opens as a new project: click one, or drag it onto the canvas."
_COLUMNS = 4
_PICTURE = QSize(196, 108)
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class _Card(QToolButton):
    """A card that is chosen with a click or Enter, which in a dialog would press Cancel, and can be dragged.

    Signals:
        drag_begun: the mouse has pulled it.
    """

    drag_begun = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._pressed_at = QPoint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter for a click."""
        if event.key() in _ENTER:
            self.click()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a drag may begin."""
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begin the drag once the mouse has moved far enough to mean it."""
        distance = (event.position().toPoint() - self._pressed_at).manhattanLength()
        if self.isDown() and distance >= QApplication.startDragDistance():
            self.setDown(False)
            self.drag_begun.emit()
        else:
            super().mouseMoveEvent(event)


class Gallery(QDialog):
    """A sheet of example cards; a click, or Enter on the one with the focus, opens it.

    Typing leaves only those to choose that match, and Enter opens the first of them.

    It gets out of the way of a card that is dragged onto the window, and comes back if that is not dropped there.

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
        self._hint = QLabel(_HINT)
        self._hint.setObjectName("gallery-hint")
        self._hint.setProperty("tone", "muted")
        self._hint.setTextFormat(Qt.TextFormat.PlainText)  # it may tell what was typed
        column.addWidget(self._hint)
        self._field = QLineEdit()
        self._field.setObjectName("gallery-search")
        self._field.setPlaceholderText("Find an example")
        self._field.setAccessibleName("Find an example")
        self._field.setClearButtonEnabled(True)
        self._field.textChanged.connect(self._on_text_changed)
        column.addWidget(self._field)
        grid = QGridLayout()
        grid.setSpacing(Spacing.MEDIUM)
        self._cards = {name: self._make_card(example, themes) for name, example in EXAMPLES.items()}
        for number, card in enumerate(self._cards.values()):
            grid.addWidget(card, number // _COLUMNS, number % _COLUMNS)
        column.addLayout(grid)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the first match on Enter, and search for what is typed while a card has the focus."""
        if event.key() in _ENTER:
            matches = _matches(self._field.text())
            if matches:
                self._choose(matches[0])
        elif event.text().isprintable() and event.text().strip():
            self._field.setFocus()
            self._field.insert(event.text())
        else:
            super().keyPressEvent(event)

    def _on_text_changed(self, text: str) -> None:
        matches = _matches(text)
        for name, card in self._cards.items():
            card.setEnabled(name in matches)
        self._hint.setText(_HINT if matches else f"No example is about “{text.strip()}”.")

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
        card.drag_begun.connect(lambda: self._drag(example))
        return card

    def _choose(self, name: str) -> None:
        self.accept()
        self.example_chosen.emit(name)

    def _drag(self, example: Example) -> None:
        """Let an example be dropped on the window, which this sheet covers and keeps from answering."""
        self.hide()
        drag = QDrag(self.parent() or self)
        drag.setMimeData(make_example_mime(example.name))
        size, ratio = DRAG_PICTURE.size(), self.devicePixelRatioF()
        picture = network_thumbnail(example.build().network, active_theme(), size, ratio, SMALL)
        drag.setPixmap(drag_picture(size, ratio, lambda painter, area: painter.drawPixmap(area.toRect(), picture)))
        drag.setHotSpot(-DRAG_PICTURE.topLeft())
        if drag.exec(Qt.DropAction.CopyAction) == Qt.DropAction.CopyAction:
            self.accept()
        else:
            self.open()


def _matches(text: str) -> list[str]:
    """Give the names of the examples that hold every word typed, those with all of them in the label first."""
    words = text.casefold().split()

    def holds(place: str) -> bool:
        return all(word in place.casefold() for word in words)

    found = [example for example in EXAMPLES.values() if holds(f"{example.label} {example.description}")]
    return [example.name for example in sorted(found, key=lambda example: not holds(example.label))]

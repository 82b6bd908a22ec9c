"""The panel with the cards."""

from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from gui.canvas.mime import LayerPreset
from gui.document import Document
from gui.panels.palette.card import PaletteCard
from gui.panels.palette.presets import PALETTE, PaletteEntry
from gui.panels.training_lock import TrainingLock
from gui.theme import Spacing, active_theme
from gui.widgets import VerticalScrollArea

CARD_WIDTH = 78
FEWEST_COLUMNS = 2


class PalettePanel(QWidget):
    """Cards in as many columns as fit; the arrow keys walk from card to card.

    Signals:
        preset_activated: a card was double-clicked, or Enter pressed on it: its `LayerPreset`.
    """

    preset_activated = Signal(LayerPreset)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self.setAccessibleName("Palette")
        self._cards = [self._make_card(entry) for entry in PALETTE]
        self._board = _Board(self._cards[0])
        self._grid = QGridLayout(self._board)
        self._grid.setContentsMargins(Spacing.MEDIUM, Spacing.MEDIUM, Spacing.MEDIUM, Spacing.MEDIUM)
        self._grid.setSpacing(Spacing.SMALL)
        self._columns = 0
        self._arrange(FEWEST_COLUMNS)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(VerticalScrollArea(self._board))
        self._lock = TrainingLock(document, self._board)

    def card(self, key: str) -> PaletteCard:
        """Give the card of a palette entry."""
        return next(card for card in self._cards if card.entry.key == key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the width there is."""
        super().resizeEvent(event)
        self._arrange(self._fitting_columns())

    def changeEvent(self, event: QEvent) -> None:
        """Make room where the theme has larger type."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._arrange(self._fitting_columns())

    def _fitting_columns(self) -> int:
        room = self.width() - 2 * Spacing.MEDIUM + Spacing.SMALL
        return max(FEWEST_COLUMNS, room // (round(CARD_WIDTH * active_theme().scale) + Spacing.SMALL))

    def _make_card(self, entry: PaletteEntry) -> PaletteCard:
        card = PaletteCard(entry)
        card.activated.connect(partial(self.preset_activated.emit, entry.preset))
        card.arrow_pressed.connect(partial(self._on_arrow_pressed, card))
        return card

    def _on_arrow_pressed(self, card: PaletteCard, key: Qt.Key) -> None:
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self._columns,
            Qt.Key.Key_Down: self._columns,
        }
        place = self._cards.index(card) + steps[key]
        if 0 <= place < len(self._cards):
            self._cards[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _arrange(self, columns: int) -> None:
        columns = min(columns, len(self._cards))
        if columns == self._columns:
            return
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 0)
        self._columns = columns
        for index, card in enumerate(self._cards):
            self._grid.addWidget(card, index // columns, index % columns)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
        self._grid.setRowStretch(len(self._cards), 1)


class _Board(QWidget):
    """What the cards lie on; as wide as it may be now, it does not keep the panel from becoming narrow."""

    def __init__(self, card: PaletteCard) -> None:
        super().__init__()
        self._card = card

    def minimumSizeHint(self) -> QSize:
        """Need the width of the fewest columns."""
        cards = FEWEST_COLUMNS * self._card.minimumSizeHint().width() + (FEWEST_COLUMNS - 1) * Spacing.SMALL
        return QSize(cards + 2 * Spacing.MEDIUM, super().minimumSizeHint().height())

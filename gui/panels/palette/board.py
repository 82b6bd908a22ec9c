"""A board of cards in as many columns as fit."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from gui.panels.palette.card import DragCard
from gui.theme import Spacing, active_theme

CARD_WIDTH = 78
FEWEST_COLUMNS = 2


class CardBoard(QWidget):
    """Lays cards out; as wide as it may be now, it does not keep the panel from becoming narrow.

    Args:
        cards: In the order of reading.
    """

    def __init__(self, cards: Sequence[DragCard]) -> None:
        super().__init__()
        self.cards = tuple(cards)
        self.columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(Spacing.MEDIUM, Spacing.MEDIUM, Spacing.MEDIUM, Spacing.MEDIUM)
        self._grid.setSpacing(Spacing.SMALL)
        self.arrange(0)
        for card in self.cards:
            card.focused.connect(partial(self._let_tab_stop_at, card))
        self._let_tab_stop_at(self.cards[0])

    def arrange(self, width: int) -> None:
        """Use a width in pixels."""
        room = width - 2 * Spacing.MEDIUM + Spacing.SMALL
        fitting = room // (round(CARD_WIDTH * active_theme().scale) + Spacing.SMALL)
        columns = min(max(FEWEST_COLUMNS, fitting), len(self.cards))
        if columns == self.columns:
            return
        for column in range(self.columns):
            self._grid.setColumnStretch(column, 0)
        self.columns = columns
        for index, card in enumerate(self.cards):
            self._grid.addWidget(card, index // columns, index % columns)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
        self._grid.setRowStretch(len(self.cards), 1)

    def _let_tab_stop_at(self, stop: DragCard) -> None:
        """Be one stop of the Tab key, as a group of radio buttons is: where the arrows have led."""
        for card in self.cards:
            card.setFocusPolicy(Qt.FocusPolicy.TabFocus if card is stop else Qt.FocusPolicy.NoFocus)

    def minimumSizeHint(self) -> QSize:
        """Need the width of the fewest columns."""
        cards = FEWEST_COLUMNS * self.cards[0].minimumSizeHint().width() + (FEWEST_COLUMNS - 1) * Spacing.SMALL
        return QSize(cards + 2 * Spacing.MEDIUM, super().minimumSizeHint().height())

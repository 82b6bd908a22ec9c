"""The cards from which data is chosen."""

import math
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from engine.data.generators.own_points import OWN
from engine.data.source import DataSource
from engine.data.sources import DATA_SOURCES
from gui.panels.data_panel.source_card import CARD_WIDTH, SourceCard
from gui.theme import Spacing, active_theme

GAP = 6
FEWEST_COLUMNS = 2
OFFERED_COUNT = len(DATA_SOURCES) - 1  # own points stand in a row of their own, if at all


class SourceBoard(QWidget):
    """Cards in as many columns as fit; the arrow keys walk from card to card, Enter or Space chooses.

    Own points are offered only while the project has some: there is nothing to choose before.

    Signals:
        source_chosen: the name of a source other than the one chosen already.
    """

    source_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("data-source")
        self.setAccessibleName("Data source")
        self._cards = {source.name: self._make_card(source) for source in DATA_SOURCES.values()}
        self._cards[OWN.name].hide()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(Spacing.MEDIUM, Spacing.TIGHT, Spacing.MEDIUM, Spacing.TIGHT)
        self._grid.setSpacing(GAP)
        self._columns = 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._arrange()

    @property
    def choice(self) -> str:
        """The name of the source chosen."""
        return next(name for name, card in self._cards.items() if card.isChecked())

    def set_choice(self, name: str) -> None:
        """Mark a source as the one chosen, without announcing it."""
        self._cards[OWN.name].setVisible(name == OWN.name)
        for card in self._cards.values():
            is_chosen = card.source.name == name
            card.setChecked(is_chosen)
            # One stop of the Tab key for the whole board, as for a group of radio buttons.
            card.setFocusPolicy(Qt.FocusPolicy.TabFocus if is_chosen else Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(self._cards[name])

    def minimumSizeHint(self) -> QSize:
        """Need the width of the fewest columns: a board that is wide now must not keep the panel from being narrow."""
        width = FEWEST_COLUMNS * next(iter(self._cards.values())).minimumSizeHint().width()
        return QSize(width + (FEWEST_COLUMNS - 1) * GAP + 2 * Spacing.MEDIUM, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the width there is."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Make room where the theme has larger type."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._arrange()

    def _make_card(self, source: DataSource) -> SourceCard:
        card = SourceCard(source, self)
        card.clicked.connect(partial(self._on_card_clicked, card))
        card.arrow_pressed.connect(partial(self._on_arrow_pressed, card))
        return card

    def _on_card_clicked(self, card: SourceCard) -> None:
        # Choosing anew what is chosen would throw its parameters away.
        if not card.isChecked():
            self.source_chosen.emit(card.source.name)

    def _on_arrow_pressed(self, card: SourceCard, key: Qt.Key) -> None:
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self._columns,
            Qt.Key.Key_Down: self._columns,
        }
        shown = [other for other in self._cards.values() if not other.isHidden()]
        place = shown.index(card) + steps[key]
        if 0 <= place < len(shown):
            shown[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _arrange(self) -> None:
        room = self.width() - 2 * Spacing.MEDIUM + GAP
        fitting = max(FEWEST_COLUMNS, room // (round(CARD_WIDTH * active_theme().scale) + GAP))
        rows = math.ceil(OFFERED_COUNT / fitting)
        columns = math.ceil(OFFERED_COUNT / rows)  # as few as these rows need, so that the last one is full
        if columns == self._columns:
            return
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 0)
        self._columns = columns
        for index, card in enumerate(self._cards.values()):
            self._grid.addWidget(card, index // columns, index % columns)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)

"""The panel with the cards."""

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.network.model import Network
from engine.network.one_input import second_input_refusal
from engine.project.examples import EXAMPLES, Example
from engine.project.project import Project
from gui.canvas.building.presets import PALETTE, PaletteEntry
from gui.canvas.mime import LayerPreset
from gui.document import Document
from gui.panels.editing_lock import EditingLock
from gui.panels.palette.board import CardBoard
from gui.panels.palette.card import DragCard
from gui.panels.palette.example_card import ExampleCard
from gui.panels.palette.layer_card import LayerCard
from gui.widgets import Collapsible, VerticalScrollArea


class PalettePanel(QWidget):
    """Cards of layers and of examples; the arrow keys walk from card to card.

    Signals:
        preset_activated: a layer's card was double-clicked, or Enter pressed on it: its `LayerPreset`.
        example_activated: likewise an example's: its name.
    """

    preset_activated = Signal(LayerPreset)
    example_activated = Signal(str)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self.setAccessibleName("Palette")
        self._layers = CardBoard([self._make_layer_card(entry) for entry in PALETTE])
        self._examples = CardBoard([self._make_example_card(example) for example in EXAMPLES.values()])
        self._boards = (self._layers, self._examples)
        for board in self._boards:
            for card in board.cards:
                card.arrow_pressed.connect(partial(self._on_arrow_pressed, board, card))
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._layers)
        column.addWidget(Collapsible("Examples", self._examples))
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._area = VerticalScrollArea(content)
        layout.addWidget(self._area)
        self._lock = EditingLock(document, *self._boards)
        document.project_changed.connect(self._on_project_changed)
        self._tell_obstacles(document.network)

    def card(self, key: str) -> LayerCard:
        """Give the card of a palette entry."""
        return next(card for card in self._layers.cards if isinstance(card, LayerCard) and card.entry.key == key)

    def example_card(self, name: str) -> ExampleCard:
        """Give the card of an example."""
        cards = (card for card in self._examples.cards if isinstance(card, ExampleCard))
        return next(card for card in cards if card.example.name == name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the width there is."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Make room where the theme has larger type."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._arrange()

    def _on_project_changed(self, before: Project, after: Project) -> None:
        if before.network is not after.network:
            self._tell_obstacles(after.network)

    def _tell_obstacles(self, network: Network) -> None:
        refusal = second_input_refusal(network)
        for card in self._layers.cards:
            if isinstance(card, LayerCard) and not card.entry.is_computing:
                card.set_obstacle(refusal)

    def _arrange(self) -> None:
        for board in self._boards:
            board.arrange(self.width())

    def _make_layer_card(self, entry: PaletteEntry) -> LayerCard:
        card = LayerCard(entry)
        card.activated.connect(partial(self.preset_activated.emit, entry.preset))
        return card

    def _make_example_card(self, example: Example) -> ExampleCard:
        card = ExampleCard(example)
        card.activated.connect(partial(self.example_activated.emit, example.name))
        return card

    def _on_arrow_pressed(self, board: CardBoard, card: DragCard, key: Qt.Key) -> None:
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -board.columns,
            Qt.Key.Key_Down: board.columns,
        }
        place = board.cards.index(card) + steps[key]
        goal = board.cards[place] if 0 <= place < len(board.cards) else self._across(board, forward=steps[key] > 0)
        if goal is not None and goal.isVisible():
            goal.setFocus(Qt.FocusReason.TabFocusReason)
            self._area.ensureWidgetVisible(goal)

    def _across(self, board: CardBoard, *, forward: bool) -> DragCard | None:
        """Give the first card of the board below, or the last one of the board above."""
        place = self._boards.index(board) + (1 if forward else -1)
        if not 0 <= place < len(self._boards):
            return None
        return self._boards[place].cards[0 if forward else -1]

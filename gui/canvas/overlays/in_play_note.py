"""Says over the canvas whose highlight it is that pales the rest, and lets one end it."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from gui.canvas.overlays.card import OverlayCard
from gui.selection import Selection
from gui.theme import Spacing
from gui.widgets.close_button import CloseButton

MARGIN = 6


class InPlayNote(OverlayCard):
    """Stands in the upper left corner while a view that says who it is lets items stand out.

    Args:
        view: The viewport it floats over.
        selection: Knows what stands out, and for whom.
    """

    def __init__(self, view: QWidget, selection: Selection) -> None:
        super().__init__(view)
        self.setObjectName("in-play-note")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._selection = selection
        self._text = QLabel()
        self._text.setObjectName("in-play-text")
        self._end = CloseButton("End the highlight", "Show the whole network again, until the next step")
        self._end.setObjectName("end-in-play")
        self._end.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab walks the graph
        self._end.clicked.connect(selection.dismiss_in_play)
        row = QHBoxLayout(self)
        row.setContentsMargins(Spacing.SMALL, 0, 0, 0)
        row.setSpacing(Spacing.TIGHT)
        row.addWidget(self._text)
        row.addWidget(self._end)
        selection.in_play_changed.connect(self._refresh)
        self.move(MARGIN, MARGIN)
        self._refresh()

    @property
    def text(self) -> str:
        """What it says, or ""."""
        return self._text.text()

    def changeEvent(self, event: QEvent) -> None:
        """Take the size that the theme's type needs."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.adjustSize()

    def _refresh(self) -> None:
        teller = self._selection.in_play_teller
        self._text.setText(teller)
        self.setVisible(bool(teller))
        self.adjustSize()

"""The switch of instant retraining, and how far the last one has come."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from gui.icons import IconName, icon
from gui.panels.controls import make_caption, set_name
from gui.theme import Spacing
from gui.training.instant_retraining import RetrainingState

HELP = (
    "While this is on, each change of a setting, of the data or of the network's structure trains it anew from the "
    "seed, and the boundary and the whole loss curve follow at once. The weights there are get lost; undo brings them "
    "back."
)
_AT_REST = "Each change then trains anew from the seed."
LINES = 2  # are kept free for the sentence, whatever it says: the panel must not move under the pointer


class RetrainingSwitch(QWidget):
    """Switches instant retraining.

    Signals:
        switched: whether a person wants it on now.
    """

    switched = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = QCheckBox("Instant retrain")
        self._box.setIcon(icon(IconName.INSTANT))
        self._box.setToolTip(HELP)
        self._sentence = make_caption("retraining-sentence")
        set_name(self._box, "instant-retrain")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.TIGHT)
        column.addWidget(self._box)
        column.addWidget(self._sentence)
        self._box.clicked.connect(self.switched)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.show_state(RetrainingState())

    def changeEvent(self, event: QEvent) -> None:
        """Keep room for the sentence where the theme has larger type."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._keep_room()

    def showEvent(self, event: QShowEvent) -> None:
        """Keep room for the sentence in the type it has by now."""
        super().showEvent(event)
        self._keep_room()

    def _keep_room(self) -> None:
        self._sentence.ensurePolished()
        self._sentence.setFixedHeight(LINES * self._sentence.fontMetrics().lineSpacing())

    def show_state(self, state: RetrainingState) -> None:
        """Show whether it is on, and how far the last one has come."""
        self._box.setChecked(state.is_on)
        sentence = state.sentence or _AT_REST
        self._sentence.setText(sentence)
        self._sentence.setToolTip(sentence)

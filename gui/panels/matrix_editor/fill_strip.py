"""The strip in which a fill that needs numbers is set, with the matrix following: a factor, or how to draw."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from engine.network.initializers import INITIALIZERS, KEEP, Initialization
from gui.panels.matrix_editor.overlays import ControlsCover
from gui.theme import Spacing
from gui.widgets import Choice, ChoiceField, IntegerField, NumberField

LARGEST_SEED = 2**32 - 1


class FillStrip(ControlsCover):
    """Shown while a fill is being set; Enter or Done accepts it, Esc brings back what was there.

    Args:
        panel: What it lies over.

    Signals:
        factor_edited: the factor to scale by, live.
        initialization_edited: the `Initialization` to draw from, live.
        accepted: what the matrix now shows is to stay.
        cancelled: what was there before is to come back.
    """

    factor_edited = Signal(float)
    initialization_edited = Signal(object)
    accepted = Signal()
    cancelled = Signal()

    def __init__(self, panel: QWidget) -> None:
        super().__init__(panel)
        self.setObjectName("fill-strip")
        self._factor = NumberField(1.0)
        self._factor.setObjectName("fill-factor")
        self._factor.setAccessibleName("Factor")
        self._scheme = ChoiceField(
            tuple(
                Choice(entry.name, entry.label, f"{entry.formula}\n{entry.help}")
                for entry in INITIALIZERS.values()
                if entry.name != KEEP
            )
        )
        self._scheme.setObjectName("fill-scheme")
        self._scheme.setAccessibleName("Initialisation")
        self._seed = IntegerField(0, minimum=0, maximum=LARGEST_SEED)
        self._seed.field.setObjectName("fill-seed")
        self._seed.setAccessibleName("Seed")
        self._seed.setToolTip("Another seed draws other numbers")
        self._sigma = Initialization().sigma
        self._rows: dict[QWidget, QLabel] = {}
        self._lay_out()
        self._connect()

    def ask_factor(self, symbol: str) -> None:
        """Ask for a factor of what has this symbol."""
        self._rows[self._factor].setText(f"Scale {symbol} by")
        self._factor.set_value(1.0)
        self._ask(self._factor)

    def ask_initialization(self, symbol: str, initialization: Initialization) -> None:
        """Ask how to draw what has this symbol, beginning with `initialization`, and draw so at once."""
        self._rows[self._scheme].setText(f"Draw {symbol}")
        self._scheme.set_choice(initialization.scheme if initialization.scheme != KEEP else Initialization().scheme)
        self._seed.set_value(initialization.seed)
        self._sigma = initialization.sigma
        self._ask(self._scheme, self._seed)
        self._tell_initialization()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc bring back what was there, wherever the keyboard is in the strip."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def _tell_initialization(self) -> None:
        self.initialization_edited.emit(Initialization(self._scheme.choice, self._sigma, self._seed.value))

    def _connect(self) -> None:
        self._factor.value_edited.connect(self.factor_edited)
        self._scheme.choice_edited.connect(lambda _name: self._tell_initialization())
        self._seed.value_edited.connect(lambda _seed: self._tell_initialization())
        for field in (self._factor, self._seed.field):
            field.editing_cancelled.connect(self.cancelled)
            field.editing_committed.connect(lambda _value, field=field: self._on_committed(field))

    def _on_committed(self, field: NumberField) -> None:
        """Take Enter for Done; a field merely left may be left for the one beside it."""
        if field.hasFocus():
            self.accepted.emit()

    def _lay_out(self) -> None:
        done = QPushButton("Done")
        done.setObjectName("fill-done")
        done.setToolTip("Keep these numbers (Enter); Esc brings back those before")
        done.clicked.connect(self.accepted)
        grid = QGridLayout(self)
        grid.setContentsMargins(Spacing.TIGHT // 2, 0, Spacing.TIGHT // 2, 0)
        grid.setHorizontalSpacing(Spacing.TIGHT)
        grid.setVerticalSpacing(Spacing.TIGHT // 2)
        grid.setColumnStretch(1, 1)
        for row, (words, control) in enumerate(
            (("Scale by", self._factor), ("Draw", self._scheme), ("Seed", self._seed))
        ):
            label = QLabel(words)
            label.setBuddy(control)
            grid.addWidget(label, row, 0)
            grid.addWidget(control, row, 1)
            self._rows[control] = label
        grid.addWidget(done, 0, 2, 3, 1, Qt.AlignmentFlag.AlignBottom)

    def _ask(self, *controls: QWidget) -> None:
        """Show these controls alone, and begin with the last."""
        for control, label in self._rows.items():
            control.setVisible(control in controls)
            label.setVisible(control in controls)
        self.show()
        controls[-1].setFocus()

"""What of a feature space is shown: a button with a menu of switches."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

GRID, LINES, VALIDATION, PROBE = "grid", "lines", "validation", "probe"
_SWITCHES = (
    (GRID, "Grid of the input plane", "Carry the grid of the input plane along", True),
    (LINES, "Lines of the neurons that read it", "Show where the neurons that read this layer are 0", True),
    (VALIDATION, "Validation samples", "Show the validation samples, too, hollow", False),
    (PROBE, "Linear probe of each layer", "Show how well a linear model alone reads each layer", True),
)


class Switches(QToolButton):
    """A button with a menu of what may be shown.

    Signals:
        switched: a person switched this on or off: its name, and whether it is on.
    """

    switched = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText("Show")
        self.setAccessibleName("Show")
        self.setAutoRaise(True)
        self.setToolTip("What is shown beside the training samples")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        self._actions: dict[str, QAction] = {}
        for name, text, help_text, is_on in _SWITCHES:
            action = self._actions[name] = menu.addAction(text)
            action.setToolTip(help_text)
            action.setCheckable(True)
            action.setChecked(is_on)
            action.triggered.connect(lambda is_on, name=name: self.switched.emit(name, is_on))
        self.setMenu(menu)

    def is_on(self, name: str) -> bool:
        """Tell whether it is to be shown."""
        return self._actions[name].isChecked()

    def restore(self, options: Mapping[str, str]) -> None:
        """Switch them as they were left; those that nothing is known of as they are at first."""
        for name, _text, _help, is_on in _SWITCHES:
            self._actions[name].setChecked(options.get(name, str(is_on)) == str(True))

"""Along what curves are drawn and how smooth: a button with a menu, for the plot may be narrow."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from gui.plots.curves.quantities import ALONG, SMOOTHING

ALONG_WHAT, SMOOTHED = "along", "smoothing"
_CHOICES: dict[str, dict[str, str]] = {
    ALONG_WHAT: {name: along.label for name, along in ALONG.items()},
    SMOOTHED: SMOOTHING,
}


class CurveChoices(QToolButton):
    """A button with a menu of choices, one of each kind.

    Signals:
        chosen: a person chose something: the kind, the name.
    """

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText("View")
        self.setAccessibleName("View")
        self.setAutoRaise(True)
        self.setToolTip("Epochs or seconds, linear or logarithmic; how smooth the curves are drawn")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        self._groups = {kind: self._add_group(menu, kind) for kind in _CHOICES}
        self.setMenu(menu)

    def _add_group(self, menu: QMenu, kind: str) -> QActionGroup:
        if not menu.isEmpty():
            menu.addSeparator()
        group = QActionGroup(self)
        for name, text in _CHOICES[kind].items():
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setData(name)
            action.triggered.connect(lambda _checked, name=name: self.chosen.emit(kind, name))
            group.addAction(action)
        group.actions()[0].setChecked(True)
        return group

    def __getitem__(self, kind: str) -> str:
        """Give the name chosen of a kind."""
        action: QAction = self._groups[kind].checkedAction()
        return str(action.data())

    def restore(self, options: Mapping[str, str]) -> None:
        """Choose what was chosen before; of a kind that nothing is known of, the first."""
        for kind, group in self._groups.items():
            actions = group.actions()
            next((action for action in actions if action.data() == options.get(kind)), actions[0]).setChecked(True)

"""A pin by which a plot shows one neuron's response, whatever is selected later."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from engine.network.model import Layer
from gui.icons import IconName, icon
from gui.selection import NeuronItem, Selection
from gui.widgets import let_rest

PINNED = "Shows the response of this neuron; let it go to see the network's output again"
SELECTED = "Show the response of the neuron selected, instead of the network's output"
NONE_SELECTED = "Select a neuron that computes something to see its response here"


class NeuronPin(QToolButton):
    """Takes the neuron selected from a plot's menu, and names it on a button that lets it go.

    A plot's header has no room for what is seldom needed: the button is there only while a neuron is pinned.

    Signals:
        pinned: the `NeuronItem` taken, None where it is let go.
    """

    pinned = Signal(object)

    def __init__(self, selection: Selection, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._selection = selection
        self._layers: tuple[Layer, ...] = ()
        self.setObjectName("plot-neuron-pin")
        self.setIcon(icon(IconName.PIN))
        self.setCheckable(True)
        self.setAutoRaise(True)
        self.setAccessibleName("Let the neuron go")
        self.setToolTip(PINNED)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setVisible(False)
        self.action = QAction(icon(IconName.PIN), "Pin to the selected neuron", menu)
        self.action.setCheckable(True)
        self.action.setToolTip(SELECTED)
        menu.insertAction(menu.actions()[0], self.action)
        menu.insertSeparator(menu.actions()[1])
        for taken in (self.clicked, self.action.triggered):
            taken.connect(self._on_taken)
        selection.selection_changed.connect(self._refresh)
        self._refresh()

    def set_layers(self, layers: Sequence[Layer]) -> None:
        """Take neurons of these layers."""
        self._layers = tuple(layers)
        self._refresh()

    def show_pinned(self, name: str) -> None:
        """Show the name of the neuron pinned, "" for none."""
        self.setChecked(bool(name))
        self.setText(name)
        self.setVisible(bool(name))
        self._refresh()

    @property
    def _selected(self) -> NeuronItem | None:
        item = self._selection.items[-1] if self._selection.items else None
        if not isinstance(item, NeuronItem):
            return None
        return item if any(layer.id == item.layer and item.index < layer.width for layer in self._layers) else None

    def _on_taken(self, is_on: bool) -> None:
        self.pinned.emit(self._selected if is_on else None)

    def _refresh(self) -> None:
        is_pinned = self.isChecked()
        self.action.setChecked(is_pinned)
        let_rest(self.action, "" if is_pinned or self._selected is not None else NONE_SELECTED)

"""A pin by which a plot shows one neuron's response, whatever is selected later."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from engine.network.model import Layer
from gui.icons import IconName, icon
from gui.selection import NeuronItem, Selection

PINNED = "Shows the response of this neuron; let it go to see the network's output again"
SELECTED = "Show the response of the neuron selected, instead of the network's output"
NONE_SELECTED = "Select a neuron that computes something to see its response here"


class NeuronPin(QToolButton):
    """A button that takes the neuron selected.

    Signals:
        pinned: the `NeuronItem` taken, None where it is let go.
    """

    pinned = Signal(object)

    def __init__(self, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._selection = selection
        self._layers: tuple[Layer, ...] = ()
        self.setObjectName("plot-neuron-pin")
        self.setIcon(icon(IconName.PIN))
        self.setCheckable(True)
        self.setAutoRaise(True)
        self.setAccessibleName("Pin to the selected neuron")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.clicked.connect(lambda is_on: self.pinned.emit(self._selected if is_on else None))
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
        self._refresh()

    @property
    def _selected(self) -> NeuronItem | None:
        item = self._selection.items[-1] if self._selection.items else None
        if not isinstance(item, NeuronItem):
            return None
        return item if any(layer.id == item.layer and item.index < layer.width for layer in self._layers) else None

    def _refresh(self) -> None:
        can_take = self._selected is not None
        self.setEnabled(self.isChecked() or can_take)
        self.setToolTip(PINNED if self.isChecked() else SELECTED if can_take else NONE_SELECTED)

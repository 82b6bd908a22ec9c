"""Which layer a plot shows: chosen from a box, following the selection on the canvas, or pinned."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from engine.network.model import Layer, LayerId
from gui.icons import IconName, icon
from gui.plots.elided_combo_box import ElidedComboBox
from gui.selection import Item, LayerItem, NeuronItem, Selection

FOLLOWING = "Shows the layer selected on the canvas; pin it to stay at this one"
PINNED = "Stays at this layer; let it go to follow the selection on the canvas"


class LayerPicker(QWidget):
    """A box with the layers and a pin beside it.

    Signals:
        layer_changed: another layer is shown.
        pinned: the id of the layer a person pinned it to, None where it follows the selection again.
    """

    layer_changed = Signal()
    pinned = Signal(object)

    def __init__(self, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layers: tuple[Layer, ...] = ()
        self._chosen: LayerId | None = None
        self._usual: LayerId | None = None
        self._selection = selection
        self._selected_here: Item | None = None
        self._box = ElidedComboBox()
        self._box.setObjectName("plot-layer")
        self._box.setAccessibleName("Layer")
        self._box.setToolTip("The layer whose values are shown")
        self._box.setSizeAdjustPolicy(ElidedComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._box.setMinimumContentsLength(10)
        self._pin = QToolButton()
        self._pin.setObjectName("plot-pin")
        self._pin.setIcon(icon(IconName.PIN))
        self._pin.setCheckable(True)
        self._pin.setAutoRaise(True)
        self._pin.setAccessibleName("Pin to this layer")
        self._pin.setToolTip(FOLLOWING)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._box)
        row.addWidget(self._pin)
        self._box.activated.connect(lambda index: self.show_layer(self._layers[index].id))
        self._pin.clicked.connect(self._on_pin_clicked)
        selection.selection_changed.connect(self._on_selection_changed)
        self._on_selection_changed(selection.items)
        self.hide()  # until there are layers to choose from

    @property
    def layer(self) -> Layer | None:
        """The layer shown: the one chosen, else the usual one; None where there are none."""
        by_id = {layer.id: layer for layer in self._layers}
        last = self._layers[-1] if self._layers else None
        return by_id.get(self._chosen or "") or by_id.get(self._usual or "") or last

    @property
    def chosen(self) -> LayerId | None:
        """The layer chosen, None for the usual one."""
        return self._chosen

    @property
    def number(self) -> int:
        """L of the layer shown, counted from 1 in the order values flow through them; 0 where there is none."""
        layer = self.layer
        return 0 if layer is None else 1 + [each.id for each in self._layers].index(layer.id)

    def set_layers(self, layers: Sequence[Layer], usual: LayerId | None = None) -> None:
        """Offer these, in the order values flow through them; `usual`, or else the last, until another is chosen."""
        self._usual = usual
        before, self._layers = self._layers, tuple(layers)
        if [(layer.id, layer.name) for layer in layers] != [(layer.id, layer.name) for layer in before]:
            self._box.clear()
            self._box.addItems([layer.name for layer in layers])
            self.setVisible(bool(layers))
        self._mark_shown()

    def set_pinned(self, layer: LayerId | None) -> None:
        """Stay at a layer, or follow the selection."""
        self._pin.setChecked(layer is not None)
        self._pin.setToolTip(FOLLOWING if layer is None else PINNED)
        if layer is not None:
            self.show_layer(layer)

    def select(self, item: Item) -> None:
        """Select what a person clicked in the plot itself: it is seen there, so the layer shown stays."""
        self._selected_here = item
        self._selection.select(item)

    def follow(self, layer: LayerId | None) -> None:
        """Show another layer, None for the usual one, unless it is pinned."""
        if not self._pin.isChecked():
            self.show_layer(layer)

    def show_layer(self, layer: LayerId | None) -> None:
        """Show another layer, None for the usual one; one that is pinned stays at that."""
        if layer == self._chosen:
            return
        self._chosen = layer
        self._mark_shown()
        if self._pin.isChecked():
            self.pinned.emit(layer)
        self.layer_changed.emit()

    def _mark_shown(self) -> None:
        if self.number:
            self._box.setCurrentIndex(self.number - 1)

    def _on_pin_clicked(self, is_pinned: bool) -> None:
        layer = self.layer
        self._pin.setToolTip(PINNED if is_pinned else FOLLOWING)
        self.pinned.emit(layer.id if is_pinned and layer is not None else None)

    def _on_selection_changed(self, items: tuple[Item, ...]) -> None:
        item = items[-1] if items else None
        if item is not None and item == self._selected_here:
            return
        self._selected_here = None
        if isinstance(item, LayerItem | NeuronItem) and any(layer.id == item.layer for layer in self._layers):
            self.follow(item.layer)

"""Choosing the two inputs that span the boundary plot."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QWidget

from gui.plots.elided_combo_box import ElidedComboBox
from gui.theme import Spacing

MAX_VISIBLE_NAMES = 20
SHORTEST_NAME = 4
POPUP_MARGIN_PX = 2 * Spacing.LARGE  # the scroll bar and the rows' padding


class InputPicker(QWidget):
    """Two lists of input names: the one along x and the one along y, never the same.

    Signals:
        inputs_picked: the pair of input indices a person chose.
    """

    inputs_picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inputs = (0, 1)
        self._boxes = (_name_box("Input along x"), _name_box("Input along y"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(Spacing.SMALL, 0, Spacing.SMALL, Spacing.TIGHT)
        layout.setSpacing(Spacing.TIGHT)
        layout.addWidget(self._boxes[0], 1)
        layout.addWidget(QLabel("×"))
        layout.addWidget(self._boxes[1], 1)
        for box in self._boxes:
            box.activated.connect(self._on_activated)

    def set_names(self, names: tuple[str, ...]) -> None:
        """Offer these inputs."""
        for box in self._boxes:
            box.clear()
            box.addItems(names)
            box.view().setMinimumWidth(box.view().sizeHintForColumn(0) + POPUP_MARGIN_PX)
        self.set_inputs(self._inputs)

    def set_inputs(self, inputs: tuple[int, int]) -> None:
        """Show which two are chosen."""
        self._inputs = inputs
        for box, index, axis in zip(self._boxes, inputs, "xy", strict=True):
            box.setCurrentIndex(index)
            box.setToolTip(f"{box.currentText()}: the input along {axis}; type to search")

    def _on_activated(self) -> None:
        x, y = (box.currentIndex() for box in self._boxes)
        if x == y:  # an axis takes the other's input: they change places
            x, y = (x, self._inputs[0]) if x != self._inputs[0] else (self._inputs[1], y)
        if (x, y) != self._inputs:
            self.set_inputs((x, y))
            self.inputs_picked.emit((x, y))


def _name_box(name: str) -> ElidedComboBox:
    box = ElidedComboBox()
    box.setAccessibleName(name)
    box.setMaxVisibleItems(MAX_VISIBLE_NAMES)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(SHORTEST_NAME)
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return box

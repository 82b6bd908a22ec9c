"""What stands along the axes of a feature space: principal components or chosen neurons, two of them or three."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSpinBox, QToolButton, QWidget

from gui.theme import Spacing

PLANE, SOLID = 2, 3
ALL_SHOWN = "Components and a choice of neurons need a layer of more neurons than axes"
TOO_NARROW = "Three axes need a layer of three neurons or more"


class AxesPicker(QToolButton):
    """A button with a menu, and a row of numbers to show where neurons are chosen.

    Attributes:
        row: The neurons' numbers; whoever lays the plot out gives it its place.

    Signals:
        axes_picked: a person chose other axes.
    """

    axes_picked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._width = 0
        self._neurons: tuple[int, ...] = ()
        self._has_chosen = False  # how many axes there are; until then a layer of three neurons has three
        self.setText("Axes")
        self.setAccessibleName("Axes")
        self.setAutoRaise(True)
        self.setToolTip("What stands along the axes, and how many there are")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        self._components, self._chosen = _choice(menu, "Principal components", "Chosen neurons")
        menu.addSeparator()
        self._plane, self._solid = _choice(menu, "Two axes", "Three axes, to be turned")
        self.setMenu(menu)
        self.row = QWidget()
        layout = QHBoxLayout(self.row)
        layout.setContentsMargins(Spacing.SMALL, 0, Spacing.SMALL, Spacing.TIGHT)
        layout.setSpacing(Spacing.TIGHT)
        self._label = QLabel("Neurons")
        layout.addWidget(self._label)
        self._boxes = [_number_box(name) for name in ("first", "second", "third")]
        for box in self._boxes:
            layout.addWidget(box)
            box.valueChanged.connect(lambda _value, box=box: self._on_number_changed(box))
        layout.addStretch(1)
        menu.triggered.connect(self._on_chosen)
        self._refresh()

    @property
    def dimensions(self) -> int:
        """How many axes there are to be, 2 or 3, as far as the layer is so wide."""
        if not self._has_chosen:
            return SOLID if self._width == SOLID else PLANE
        return SOLID if self._solid.isChecked() and self._width >= SOLID else PLANE

    @property
    def neurons(self) -> tuple[int, ...]:
        """The neurons along the axes, from 0; () for components, or for all neurons of a narrow layer."""
        if self._width <= self.dimensions or not self._chosen.isChecked():
            return ()
        free = (neuron for neuron in range(self._width) if neuron not in self._neurons)
        kept = [neuron for neuron in self._neurons if neuron < self._width][: self.dimensions]
        return tuple(kept + [next(free) for _ in range(self.dimensions - len(kept))])

    @property
    def options(self) -> dict[str, str]:
        """What is chosen, to be kept."""
        chosen = ",".join(str(neuron + 1) for neuron in self._neurons or (0, 1)) if self._chosen.isChecked() else ""
        dimensions = str(SOLID if self._solid.isChecked() else PLANE) if self._has_chosen else ""
        return {"neurons": chosen, "dimensions": dimensions}

    def restore(self, options: dict[str, str]) -> None:
        """Choose what was kept."""
        words = options.get("neurons", "").split(",")
        self._neurons = tuple(dict.fromkeys(int(word) - 1 for word in words if word.isdecimal() and int(word) > 0))
        (self._chosen if self._neurons else self._components).setChecked(True)
        self._has_chosen = bool(options.get("dimensions"))
        (self._solid if options.get("dimensions") == str(SOLID) else self._plane).setChecked(True)
        self._refresh()

    def set_width(self, width: int) -> None:
        """Offer the neurons of a layer so wide."""
        if width != self._width:
            self._width = width
            self._refresh()

    def _refresh(self) -> None:
        is_wide = self._width > self.dimensions
        for action in (self._components, self._chosen):
            action.setEnabled(is_wide)
            action.setToolTip("" if is_wide else ALL_SHOWN)
        if not self._has_chosen:
            (self._solid if self.dimensions == SOLID else self._plane).setChecked(True)
        self._solid.setEnabled(self._width >= SOLID)
        self._solid.setToolTip("" if self._width >= SOLID else TOO_NARROW)
        neurons = self.neurons
        for index, box in enumerate(self._boxes):
            box.setVisible(index < len(neurons))
            box.blockSignals(True)
            box.setRange(1, max(self._width, 1))
            if index < len(neurons):
                box.setValue(neurons[index] + 1)
            box.blockSignals(False)
        self.row.setVisible(bool(neurons))

    def _on_chosen(self, action: QAction) -> None:
        self._has_chosen = self._has_chosen or action in {self._plane, self._solid}
        self._refresh()
        self.axes_picked.emit()

    def _on_number_changed(self, box: QSpinBox) -> None:
        neurons, place = list(self.neurons), self._boxes.index(box)
        chosen = box.value() - 1
        if chosen in neurons:  # an axis takes another's neuron: they change places
            neurons[neurons.index(chosen)] = neurons[place]
        neurons[place] = chosen
        self._neurons = tuple(neurons)
        self._refresh()
        self.axes_picked.emit()


def _choice(menu: QMenu, first: str, second: str) -> tuple[QAction, QAction]:
    """Add two actions to a menu of which one is chosen, at first the first."""
    group = QActionGroup(menu)
    actions = menu.addAction(first), menu.addAction(second)
    for action in actions:
        action.setCheckable(True)
        group.addAction(action)
    actions[0].setChecked(True)
    return actions


def _number_box(name: str) -> QSpinBox:
    box = QSpinBox()
    box.setAccessibleName(f"Neuron along the {name} axis")
    box.setToolTip(f"The neuron along the {name} axis, by its number")
    box.setKeyboardTracking(False)
    return box

"""Which samples are shown, and in which order."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from engine.data.data_set import PARTS
from engine.process.sample_groups import SamplesInCell
from engine.process.views.sample_grid import BY_NUMBER, HIGHEST_LOSS, LEAST_SURE, SUREST, SampleGridRequest
from gui.plots.elided_combo_box import ElidedComboBox
from gui.theme import Spacing

PART, ORDER, WRONG = "part", "order", "wrong"
ANY = -1
LEAST_LETTERS = 5  # of a box, for two of them to stand side by side in the narrowest plot
_PARTS = {part: part.capitalize() for part in PARTS}
_ORDERS = {
    BY_NUMBER: "As in the data",
    LEAST_SURE: "Least sure first",
    SUREST: "Surest first",
    HIGHEST_LOSS: "Highest loss first",
}


class OrderButton(QToolButton):
    """A button with a menu of orders.

    Signals:
        chosen: a person chose another one.
    """

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText("Order")
        self.setAccessibleName("Order")
        self.setAutoRaise(True)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu, group = QMenu(self), QActionGroup(self)
        self._actions: dict[str, QAction] = {}
        for name, text in _ORDERS.items():
            action = self._actions[name] = menu.addAction(text)
            action.setCheckable(True)
            group.addAction(action)
        menu.triggered.connect(lambda _action: self._on_triggered())
        self.setMenu(menu)
        self.set_order(BY_NUMBER)

    @property
    def order(self) -> str:
        """The order chosen."""
        return next(name for name, action in self._actions.items() if action.isChecked())

    def set_order(self, name: str) -> None:
        """Choose an order; of one that is not known the first."""
        name = name if name in self._actions else BY_NUMBER
        self._actions[name].setChecked(True)
        self.setToolTip(f"In which order the samples stand: {_ORDERS[name].lower()}")

    def _on_triggered(self) -> None:
        self.set_order(self.order)
        self.chosen.emit()


class SampleFilters(QWidget):
    """A row with the classes; part, order and the switch for wrong ones stand above it, in the plot's header.

    Attributes:
        part: Which part of the data.
        order: In which order.
        wrong: Whether only wrong ones.

    Signals:
        chosen: a person chose something that is kept: `PART`, `ORDER` or `WRONG`.
        classes_chosen: a person chose classes.
    """

    chosen = Signal(str)
    classes_chosen = Signal()

    def __init__(self, wrong: QToolButton, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.part = _box("Part of the data", "Which part of the data is shown", _PARTS)
        self.order = OrderButton()
        self.wrong = wrong
        self._true = _box("True class", "Show only samples of this class", {})
        self._predicted = _box("Predicted class", "Show only samples for which this class is predicted", {})
        self._classes: tuple[str, ...] = ()
        row = QHBoxLayout(self)
        row.setContentsMargins(Spacing.SMALL, 0, Spacing.SMALL, Spacing.TIGHT)
        row.setSpacing(Spacing.TIGHT)
        for box, share in ((self._true, 2), (self._predicted, 3)):
            row.addWidget(box, share)
            box.activated.connect(lambda _index: self.classes_chosen.emit())
        self.part.activated.connect(lambda _index: self.chosen.emit(PART))
        self.order.chosen.connect(lambda: self.chosen.emit(ORDER))
        self.wrong.clicked.connect(lambda _checked: self.chosen.emit(WRONG))

    @property
    def request(self) -> SampleGridRequest:
        """What is chosen."""
        return SampleGridRequest(
            part=self.part.currentData(),
            true=_class_of(self._true),
            predicted=_class_of(self._predicted),
            only_wrong=self.wrong.isChecked(),
            order=self.order.order,
        )

    @property
    def options(self) -> dict[str, str]:
        """What is kept."""
        return {
            PART: self.part.currentData(),
            ORDER: self.order.order,
            WRONG: str(self.wrong.isChecked()),
        }

    def restore(self, options: Mapping[str, str]) -> None:
        """Choose what was kept."""
        self.part.setCurrentIndex(max(self.part.findData(options.get(PART)), 0))
        self.order.set_order(options.get(ORDER, BY_NUMBER))
        self.wrong.setChecked(options.get(WRONG) == str(True))

    def set_classes(self, names: Sequence[str]) -> None:
        """Offer other classes, and show all of them."""
        if tuple(names) == self._classes:
            return
        self._classes = tuple(names)
        for box, word in ((self._true, "True"), (self._predicted, "Predicted")):
            box.clear()
            box.addItem(f"{word}: any", ANY)
            for index, name in enumerate(names):
                box.addItem(f"{word}: {name}", index)

    def show_cell(self, cell: SamplesInCell) -> None:
        """Choose the samples that a cell of a confusion matrix counts."""
        self.part.setCurrentIndex(max(self.part.findData(cell.part), 0))
        self._true.setCurrentIndex(max(self._true.findData(cell.true), 0))
        self._predicted.setCurrentIndex(max(self._predicted.findData(cell.predicted), 0))
        self.wrong.setChecked(False)


def _box(name: str, help_text: str, items: Mapping[str, str]) -> ElidedComboBox:
    box = ElidedComboBox()
    box.setAccessibleName(name)
    box.setToolTip(help_text)
    box.setSizeAdjustPolicy(ElidedComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(LEAST_LETTERS)
    for key, text in items.items():
        box.addItem(text, key)
    return box


def _class_of(box: ElidedComboBox) -> int | None:
    index = box.currentData()
    return None if index in (None, ANY) else int(index)

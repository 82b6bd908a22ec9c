"""W and b side by side, a row for each neuron of the target layer."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QWidget

from gui.panels.matrix_editor.model import MatrixModel
from gui.panels.matrix_editor.table import MatrixTable
from gui.theme import Spacing


class Paper(QWidget):
    """The two tables, which scroll up and down together, and below them a message about what was typed or pasted.

    Signals:
        number_refused: what is being typed is no number: the sentence that says so, or "" again.
        editing_ended: an open cell was closed.
    """

    number_refused = Signal(str)
    editing_ended = Signal()

    def __init__(self, message: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.weights = MatrixModel()
        self.biases = MatrixModel()
        self.weight_table = _make_table(self.weights, "matrix-table", "Weight matrix")
        self.bias_table = _make_table(self.biases, "bias-table", "Biases")
        self._weight_title, self._bias_title = QLabel(), QLabel()
        self._weight_title.setObjectName("matrix-title")
        for table in (self.weight_table, self.bias_table):
            table.cell_delegate.number_refused.connect(self.number_refused)
            table.editing_ended.connect(self.editing_ended)
        self.bias_table.verticalHeader().hide()
        self.bias_table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.weight_table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.weight_table.entered_last.connect(lambda: self.bias_table.enter(0, 0))
        self.weight_table.tabbed_out.connect(self._on_tabbed_out_of_weights)
        self.bias_table.tabbed_out.connect(self._on_tabbed_out_of_biases)
        self._scroll_together()
        self._lay_out(message)

    @property
    def active_table(self) -> MatrixTable | None:
        """The table that has the keyboard now."""
        focused = QApplication.focusWidget()
        for table in (self.weight_table, self.bias_table):
            if focused is not None and (focused is table or table.isAncestorOf(focused)):
                return table
        return None

    def set_titles(self, weight_title: str, bias_title: str) -> None:
        """Name the matrix and the vector."""
        self._weight_title.setText(weight_title)
        self._bias_title.setText(bias_title)

    def set_editable(self, is_editable: bool) -> None:
        """Allow typing into cells, or not."""
        self.weights.set_editable(is_editable)
        self.biases.set_editable(is_editable)

    def _scroll_together(self) -> None:
        weight_bar, bias_bar = self.weight_table.verticalScrollBar(), self.bias_table.verticalScrollBar()
        weight_bar.valueChanged.connect(bias_bar.setValue)
        bias_bar.valueChanged.connect(weight_bar.setValue)
        self.weight_table.horizontalScrollBar().rangeChanged.connect(self._on_width_overflowed)

    def _on_tabbed_out_of_weights(self, forward: bool) -> None:
        if forward:
            self.bias_table.enter(0, 0)
        else:
            self.weight_table.leave(forward=False)

    def _on_tabbed_out_of_biases(self, forward: bool) -> None:
        if forward:
            self.bias_table.leave(forward=True)
        else:
            rows, columns = self.weights.matrix.shape
            self.weight_table.enter(rows - 1, columns - 1)

    def _on_width_overflowed(self, _minimum: int, maximum: int) -> None:
        """Give the biases an empty bar below too, so that both tables show as many rows."""
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOn if maximum > 0 else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.bias_table.setHorizontalScrollBarPolicy(policy)

    def _lay_out(self, message: QWidget) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Spacing.SMALL)
        grid.setVerticalSpacing(Spacing.TIGHT)
        grid.addWidget(self._weight_title, 0, 0)
        grid.addWidget(self._bias_title, 0, 1)
        grid.addWidget(self.weight_table, 1, 0)
        grid.addWidget(self.bias_table, 1, 1)
        # Below the tables, where it moves no cell.
        grid.addWidget(message, 2, 0, 1, 3)
        grid.setRowStretch(1, 100)
        grid.setRowStretch(3, 1)
        grid.setColumnStretch(0, 100)
        grid.setColumnStretch(2, 1)


def _make_table(model: MatrixModel, name: str, title: str) -> MatrixTable:
    table = MatrixTable(model)
    table.setObjectName(name)
    table.setAccessibleName(title)
    return table

"""W and b side by side, in brackets, a row for each neuron of the target layer."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QWidget

from gui.panels.matrix_editor.brackets import BRACKET_WIDTH, ClosingBracket
from gui.panels.matrix_editor.model import MatrixModel
from gui.panels.matrix_editor.outside_bar import OutsideBar
from gui.panels.matrix_editor.table import MatrixTable
from gui.theme import Spacing

GAP = Spacing.TIGHT  # between W and b


class Paper(QWidget):
    """The two tables, which scroll up and down together.

    Signals:
        number_refused: what is being typed is no number: the sentence that says so, or "" again.
        typing_refused: a cell takes no number: the sentence that says so.
        editing_ended: an open cell was closed.
    """

    number_refused = Signal(str)
    typing_refused = Signal(str)
    editing_ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.weights = MatrixModel()
        self.biases = MatrixModel()
        self.weight_table = _make_table(self.weights, "matrix-table", "Weight matrix")
        self.bias_table = _make_table(self.biases, "bias-table", "Biases")
        self._weight_title, self._bias_title = QLabel(), QLabel()
        self._weight_title.setObjectName("matrix-title")
        for table in self.tables:
            table.cell_delegate.number_refused.connect(self.number_refused)
            table.typing_refused.connect(self.typing_refused)
            table.editing_ended.connect(self.editing_ended)
        self.bias_table.rows.hide_labels()
        self._bar_beside = OutsideBar(self.bias_table, Qt.Orientation.Vertical)
        self._bar_below = OutsideBar(self.weight_table, Qt.Orientation.Horizontal)
        self.bias_table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.weight_table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.weight_table.columns.needs_changed.connect(self.fit_labels)
        self.weight_table.entered_last.connect(lambda: self.bias_table.enter(0, 0))
        self.weight_table.tabbed_out.connect(self._on_tabbed_out_of_weights)
        self.bias_table.tabbed_out.connect(self._on_tabbed_out_of_biases)
        self._scroll_together()
        self._lay_out()

    @property
    def tables(self) -> tuple[MatrixTable, MatrixTable]:
        """W's and b's."""
        return self.weight_table, self.bias_table

    @property
    def active_table(self) -> MatrixTable | None:
        """The table that has the keyboard now."""
        focused = QApplication.focusWidget()
        for table in self.tables:
            if focused is not None and (focused is table or table.isAncestorOf(focused)):
                return table
        return None

    @property
    def chosen_table(self) -> MatrixTable:
        """The table that has the keyboard, else the one where something is selected, else W's."""
        selected_biases = self.bias_table.selectionModel().hasSelection()
        is_bias = selected_biases and not self.weight_table.selectionModel().hasSelection()
        return self.active_table or (self.bias_table if is_bias else self.weight_table)

    @property
    def bottom_of_numbers(self) -> int:
        """Where the last row in sight ends, and what scrolls it sideways."""
        under = self.weight_table if self._bar_below.isHidden() else self._bar_below
        return under.geometry().bottom()

    def set_titles(self, weight_title: str, bias_title: str) -> None:
        """Name the matrix and the vector."""
        self._weight_title.setText(weight_title)
        self._bias_title.setText(bias_title)

    def fit_labels(self) -> None:
        """Let the rows of both tables begin at one height, whatever their columns' labels need."""
        height = self.weight_table.columns.sizeHint().height()
        for table in self.tables:
            table.set_head_height(height)
        self._fit_cells()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make cells narrower where a small matrix is then seen whole."""
        super().resizeEvent(event)
        self._fit_cells()

    def _fit_cells(self) -> None:
        """Give all cells their usual width, or where not all have room one at which whole columns fill it.

        Where they would not all be seen even so, numbers have fewer digits, and more of them are in sight.
        """
        short, least, usual = self.weight_table.cell_widths
        columns = self.weights.columnCount() + self.biases.columnCount()
        labels = sum(table.rows.sizeHint().width() + BRACKET_WIDTH for table in self.tables)
        bar = self._bar_beside.sizeHint().width() if self.bias_table.verticalScrollBar().maximum() else 0
        room = max(self.width() - labels - GAP - bar, usual)
        in_sight = min(max(columns, 1), room // (least if columns * least <= room else short))
        width = usual if columns * usual <= room else room // in_sight
        for table in self.tables:
            table.set_cell_width(width)

    def set_names_shown(self, is_shown: bool) -> None:
        """Show what the data calls the columns below their symbols, or not."""
        self.weight_table.columns.set_names_shown(is_shown)

    def lock(self, reason: str) -> None:
        """Let nothing be typed into cells, with the reason; "" lets everything be typed again."""
        self.weights.lock(reason)
        self.biases.lock(reason)

    def _scroll_together(self) -> None:
        weight_bar, bias_bar = self.weight_table.verticalScrollBar(), self.bias_table.verticalScrollBar()
        for bar, other in ((weight_bar, bias_bar), (bias_bar, weight_bar)):
            bar.valueChanged.connect(other.setValue)
            # The table given its new size first may have scrolled to where the other could not follow yet.
            bar.rangeChanged.connect(lambda _minimum, _maximum, bar=bar, other=other: bar.setValue(other.value()))
        bias_bar.rangeChanged.connect(lambda _minimum, _maximum: self._fit_cells())

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

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(Spacing.TIGHT)
        for column, (title, table) in enumerate(zip((self._weight_title, self._bias_title), self.tables, strict=True)):
            grid.addWidget(title, 0, 3 * column, 1, 2)
            grid.addWidget(table, 1, 3 * column)
            grid.addWidget(ClosingBracket(table), 1, 3 * column + 1)
        grid.addWidget(self._bar_beside, 1, 5)
        grid.addWidget(self._bar_below, 2, 0)
        grid.setRowStretch(1, 100)
        grid.setRowStretch(3, 1)
        grid.setColumnStretch(0, 10_000)  # the empty column at the end gets no pixel that W needs
        grid.setColumnMinimumWidth(2, GAP)
        grid.setColumnStretch(6, 1)


def _make_table(model: MatrixModel, name: str, title: str) -> MatrixTable:
    table = MatrixTable(model)
    table.setObjectName(name)
    table.setAccessibleName(title)
    return table

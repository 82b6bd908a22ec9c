"""Which weights and biases have moved most since the run began, as a table."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from engine.network.changes import MovedParameter
from gui.plots.numbers import readable
from gui.plots.weights.parameter_items import ParameterItem, ParameterItems, item_of
from gui.theme import Theme, ThemeManager

COLUMNS = ("", "start", "now", "Δ")
DIGITS = 3
ROW_HEIGHT_PX, CELL_MARGIN_PX = 22, 8
USUAL_NUMBER = "−0.0888"
Index = QModelIndex | QPersistentModelIndex


class MovedTable(QTableView):
    """A row for each, the largest |Δ| first.

    Signals:
        chosen: the item of the row that a person went to.
        hovered: the item of the row under the pointer.
    """

    chosen = Signal(object)
    hovered = Signal(object)

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _MovedModel(themes, self)
        self.setModel(self._model)
        self.setAccessibleName("Moved most")
        self.setToolTip("The weights and biases that changed most since the run began; a click selects")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setMouseTracking(True)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)  # a number cut short would lose its sign
        head.setStretchLastSection(True)
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.clicked.connect(self._on_chosen)
        self.activated.connect(self._on_chosen)
        self.entered.connect(lambda index: self.hovered.emit(self._model.item(index.row())))

    @property
    def comfortable_width(self) -> int:
        """How wide it is with its usual numbers and all of its names."""
        numbers = (len(COLUMNS) - 1) * (self.fontMetrics().horizontalAdvance(USUAL_NUMBER) + 2 * CELL_MARGIN_PX)
        return numbers + self.sizeHintForColumn(0) + self.verticalScrollBar().sizeHint().width() + CELL_MARGIN_PX

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's height of rows."""
        self.verticalHeader().setDefaultSectionSize(round(ROW_HEIGHT_PX * theme.scale))

    def show_moved(self, moved: Sequence[MovedParameter], items: ParameterItems) -> None:
        """Show these."""
        self._model.show_moved(moved, items)

    def _on_chosen(self, index: QModelIndex) -> None:
        self.chosen.emit(self._model.item(index.row()))


class _MovedModel(QAbstractTableModel):
    def __init__(self, themes: ThemeManager, parent: QTableView) -> None:
        super().__init__(parent)
        self._themes = themes
        self._moved: tuple[MovedParameter, ...] = ()
        self._texts: tuple[tuple[str, ...], ...] = ()

    def item(self, row: int) -> ParameterItem:
        return item_of(self._moved[row])

    def show_moved(self, moved: Sequence[MovedParameter], items: ParameterItems) -> None:
        is_other_count = len(moved) != len(self._moved)
        if is_other_count:
            self.beginResetModel()
        self._moved = tuple(moved)
        self._texts = tuple(
            (items.name(item_of(each)), *map(_told, (each.start, each.now, each.change))) for each in moved
        )
        if is_other_count:
            self.endResetModel()
        elif moved:
            self.dataChanged.emit(self.index(0, 0), self.index(len(moved) - 1, len(COLUMNS) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._moved)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: ARG002, B008
        return len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._texts[index.row()][column]
        if role == Qt.ItemDataRole.TextAlignmentRole and column:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole and column == len(COLUMNS) - 1:
            change = self._moved[index.row()].change
            return QColor(self._themes.theme.signed_color(change, abs(change)))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        return None


def _told(number: float) -> str:
    return readable(number, DIGITS)

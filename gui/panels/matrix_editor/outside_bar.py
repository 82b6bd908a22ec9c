"""A scroll bar that stands beside a table instead of over its cells, and only while there is something to scroll."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollBar, QTableView, QWidget


class OutsideBar(QScrollBar):
    """Takes the place of one of a table's own scroll bars, which stays hidden.

    Args:
        table: What it scrolls.
        orientation: Which way.
    """

    def __init__(self, table: QTableView, orientation: Qt.Orientation, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        if orientation == Qt.Orientation.Horizontal:
            table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self._own = table.horizontalScrollBar()
        else:
            table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self._own = table.verticalScrollBar()
        self._own.rangeChanged.connect(self._on_range_changed)
        self._own.valueChanged.connect(self.setValue)
        self.valueChanged.connect(self._own.setValue)
        self._on_range_changed(self._own.minimum(), self._own.maximum())

    def _on_range_changed(self, minimum: int, maximum: int) -> None:
        self.setPageStep(self._own.pageStep())
        self.setSingleStep(self._own.singleStep())
        self.setRange(minimum, maximum)
        self.setVisible(maximum > minimum)

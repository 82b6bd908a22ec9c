"""Rows of labelled fields with one width of labels."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from gui.theme import Spacing

LABEL_WIDTH_EM = 7.7  # font sizes; a longer label wraps


class Form(QWidget):
    """Labels on the left, fields on the right, aligned with every other form of the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(Spacing.MEDIUM, Spacing.TIGHT, Spacing.MEDIUM, Spacing.SMALL)
        self._grid.setHorizontalSpacing(Spacing.SMALL)
        self._grid.setVerticalSpacing(Spacing.SMALL)
        self._grid.setColumnStretch(1, 1)
        self._labels: dict[QWidget, QLabel] = {}

    def add_row(self, text: str, field: QWidget, help_text: str = "") -> QLabel:
        """Add a labelled field; the label is its buddy and its accessible name. Gives the label."""
        label = QLabel(text)
        label.setWordWrap(True)
        label.setFixedWidth(self._label_width())
        label.setBuddy(field)
        label.setToolTip(help_text)
        if not field.accessibleName():
            field.setAccessibleName(text)
        if help_text and not field.toolTip():
            field.setToolTip(help_text)
        row = self._grid.rowCount()
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(field, row, 1)
        self._labels[field] = label
        return label

    def add_wide(self, widget: QWidget) -> None:
        """Add something that spans both columns."""
        self._grid.addWidget(widget, self._grid.rowCount(), 0, 1, 2)

    def set_row_visible(self, field: QWidget, visible: bool) -> None:
        """Show or hide a field with its label."""
        field.setVisible(visible)
        self._labels[field].setVisible(visible)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the labels' width in proportion to their type."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            for label in self._labels.values():
                label.setFixedWidth(self._label_width())

    def _label_width(self) -> int:
        return round(LABEL_WIDTH_EM * self.fontInfo().pixelSize())

"""Rows of labelled fields with one width of labels."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from gui.theme import Spacing

LABEL_WIDTH_EM = 7.7  # font sizes; a longer label wraps


class Form(QWidget):
    """Labels on the left, fields on the right, aligned with every other form of the window.

    Where a form is too narrow for both, the labels stand above their fields.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(Spacing.MEDIUM, Spacing.TIGHT, Spacing.MEDIUM, Spacing.SMALL)
        self._grid.setHorizontalSpacing(Spacing.SMALL)
        self._grid.setVerticalSpacing(Spacing.SMALL)
        self._grid.setColumnStretch(1, 1)
        self._labels: dict[QWidget, QLabel] = {}
        self._rows: list[QWidget] = []
        self._is_stacked = False

    def add_row(self, text: str, field: QWidget, help_text: str = "") -> QLabel:
        """Add a labelled field; the label is its buddy and its accessible name. Gives the label."""
        label = QLabel(text)
        label.setWordWrap(True)
        label.setBuddy(field)
        label.setToolTip(help_text)
        if not field.accessibleName():
            field.setAccessibleName(text)
        if help_text and not field.toolTip():
            field.setToolTip(help_text)
        self._labels[field] = label
        self._rows.append(field)
        self._place(len(self._rows) - 1)
        return label

    def add_wide(self, widget: QWidget) -> None:
        """Add something that spans both columns."""
        self._rows.append(widget)
        self._place(len(self._rows) - 1)

    @property
    def labelled_fields(self) -> tuple[tuple[QLabel, QWidget], ...]:
        """The labels with their fields."""
        return tuple((label, field) for field, label in self._labels.items())

    def set_row_visible(self, field: QWidget, visible: bool) -> None:
        """Show or hide a field with its label."""
        field.setVisible(visible)
        self._labels[field].setVisible(visible)

    def minimumSizeHint(self) -> QSize:
        """Need the width of the widest field alone: its label can stand above it."""
        margins = self._grid.contentsMargins()
        width = max((_least_width(row) for row in self._rows if not row.isHidden()), default=0)
        return QSize(width + margins.left() + margins.right(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the labels where there is room for them."""
        super().resizeEvent(event)
        self._rearrange()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the labels' width in proportion to their type."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._rearrange(is_anew=True)

    def _rearrange(self, *, is_anew: bool = False) -> None:
        margins = self._grid.contentsMargins()
        fields = [_least_width(field) for field in self._labels if not field.isHidden()]
        beside = self._label_width() + self._grid.horizontalSpacing() + max(fields, default=0)
        is_stacked = self.width() < beside + margins.left() + margins.right()
        if is_stacked is not self._is_stacked or is_anew:
            self._is_stacked = is_stacked
            for place in range(len(self._rows)):
                self._place(place)

    def _place(self, place: int) -> None:
        """Put a row where it belongs: beside its label, or below it."""
        widget = self._rows[place]
        label = self._labels.get(widget)
        if label is None:
            self._grid.addWidget(widget, 2 * place, 0, 1, 2)
        elif self._is_stacked:
            label.setMinimumWidth(0)
            label.setMaximumWidth(self.maximumWidth())
            self._grid.addWidget(label, 2 * place, 0, 1, 2)
            self._grid.addWidget(widget, 2 * place + 1, 0, 1, 2)
        else:
            label.setFixedWidth(self._label_width())
            self._grid.addWidget(label, 2 * place, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(widget, 2 * place, 1)

    def _label_width(self) -> int:
        return round(LABEL_WIDTH_EM * self.fontInfo().pixelSize())


def _least_width(widget: QWidget) -> int:
    return max(widget.minimumWidth(), widget.minimumSizeHint().width())

"""A drop-down list that shortens its text where it is too narrow, which style sheets otherwise cut within a letter."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QPaintEvent
from PySide6.QtWidgets import QStyle, QStyleOptionComboBox, QStylePainter

from gui.plots.short_names import fitting_form, short_forms
from gui.widgets.drop_down import DropDown

SHORT_ROLE = Qt.ItemDataRole.UserRole + 1


class ElidedComboBox(DropDown):
    """A drop-down list that shortens the chosen text to what fits and tells it apart from the others.

    An item that has one shows its text of `SHORT_ROLE` there; the list that opens has room for whole texts.
    """

    def showPopup(self) -> None:
        """Open a list as wide as its entries."""
        view = self.view()
        frame = 2 * view.frameWidth() + view.verticalScrollBar().sizeHint().width()
        view.setMinimumWidth(max(view.sizeHintForColumn(0) + frame, self.width()))
        super().showPopup()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the frame, and as much of the text as fits."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        names = [self.itemText(index) for index in range(self.count())]
        short = self.currentData(SHORT_ROLE)
        forms = [option.currentText, short] if short else short_forms(option.currentText, names)
        option.currentText = fitting_form(forms, room.width(), QFontMetricsF(self.font()))
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

"""A whole x in one line of text, to type or to paste: for data with more inputs than have fields of their own."""

import numpy as np
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from engine.arrays import FloatArray
from engine.errors import EngineError
from engine.network.matrix_text import fitting_reading, read_numbers
from gui.panels.notation import counted
from gui.theme import Spacing
from gui.widgets.styled_property import set_styled_property
from gui.widgets.untouched import leaves_to_document

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class SampleLine(QWidget):
    """Shows x and takes another one, as soon as the text is a whole one.

    Enter accepts, Esc brings the x from before; what is no x is said below the line on Enter or when the line is left.

    Signals:
        values_edited: the x (D,) that the text writes down, live.
        editing_committed: the line was accepted or left.
        editing_cancelled: Esc was pressed.
    """

    values_edited = Signal(object)
    editing_committed = Signal()
    editing_cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: FloatArray = np.empty(0)
        self._line = _Line()
        self._line.setObjectName("sample-line")
        self._line.setAccessibleName("x, all inputs")
        self._line.setToolTip(
            "Type or paste all inputs: numbers with commas or blanks, or a list from NumPy or a table"
        )
        self._refusal = QLabel()
        self._refusal.setObjectName("sample-line-refusal")
        self._refusal.setProperty("tone", "error")
        self._refusal.setWordWrap(True)
        self._refusal.setTextFormat(Qt.TextFormat.PlainText)
        self._refusal.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.TIGHT)
        column.addWidget(self._line)
        column.addWidget(self._refusal)
        self._line.textEdited.connect(self._on_text_edited)
        self._line.accepted.connect(self._on_accepted)
        self._line.cancelled.connect(self._on_cancelled)
        self._line.left.connect(self._on_left)

    def show_values(self, values: FloatArray) -> None:
        """Show an x (D,); a text being typed for this very x stays as it is."""
        if np.array_equal(values, self._values):
            return
        self._values = values
        if not self._line.hasFocus() or not self._line.isModified():
            self._show_text()

    def _show_text(self) -> None:
        self._show_refusal("")
        self._line.setText(", ".join(f"{value:.6g}" for value in self._values.tolist()).replace("-", "−"))
        self._line.setCursorPosition(0)

    def _on_text_edited(self, text: str) -> None:
        self._show_refusal("")
        try:
            values = self._read(text)
        except EngineError:
            return  # it may be on its way to an x
        self._values = values
        self.values_edited.emit(values)

    def _read(self, text: str) -> FloatArray:
        wanted = len(self._values)
        matrix = fitting_reading(read_numbers(text, wanted), wanted)
        if matrix.size != wanted:
            raise EngineError(f"x has {counted(wanted, 'number')} here; the text has {matrix.size:,}.")
        values: FloatArray = matrix.reshape(-1)
        return values

    def _on_accepted(self) -> None:
        if self._line.isModified() and self._refuses(self._line.text()):
            return
        self._line.clearFocus()

    def _on_cancelled(self) -> None:
        self.editing_cancelled.emit()
        self._show_text()
        self._line.clearFocus()

    def _on_left(self) -> None:
        if not (self._line.isModified() and self._refuses(self._line.text())):
            self._show_text()
        self.editing_committed.emit()

    def _refuses(self, text: str) -> bool:
        try:
            self._read(text)
        except EngineError as error:
            self._show_refusal(str(error))
            return True
        return False

    def _show_refusal(self, sentence: str) -> None:
        self._refusal.setText(sentence)
        self._refusal.setVisible(bool(sentence))
        set_styled_property(self._line, "invalid", bool(sentence))


class _Line(QLineEdit):
    """A line that tells Enter, Esc and that it was left.

    Signals:
        accepted, cancelled, left: as above.
    """

    accepted = Signal()
    cancelled = Signal()
    left = Signal()

    def event(self, event: QEvent) -> bool:
        """Claim Enter and Esc from the window's shortcuts."""
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.key() in {Qt.Key.Key_Escape, *_ENTER}:
            event.accept()
            return True
        return leaves_to_document(self, event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Accept or give up; everything else is typing."""
        if event.key() in _ENTER:
            self.accepted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select the whole text, so that pasting replaces it."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the line was left, unless for its own menu."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

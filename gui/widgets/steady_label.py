"""Text that may change with every frame."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class SteadyPlace(QWidget):
    """Holds a label whose text changes often, without the window being laid out anew.

    Qt asks every layout around a `QLabel` for its place again when the text changes, up to the main window's, and then
    paints all of it. Here they are never told, but by those that inherit from this, where they need another place.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = QLabel(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the label all of the place."""
        super().resizeEvent(event)
        self.label.setGeometry(self.rect())

    def changeEvent(self, event: QEvent) -> None:
        """Fit the text again where its letters have another size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.fit_text()

    def fit_text(self) -> None:
        """Ask for the place that the text needs now."""
        self.updateGeometry()


class SteadyLabel(SteadyPlace):
    """Holds a label on one line, in a place as large as the widest text expected.

    Args:
        widest: The widest text there should be room for.
    """

    def __init__(self, widest: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widest = widest
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Give the widest text's size."""
        self.label.ensurePolished()
        margins, metrics = self.label.contentsMargins(), self.label.fontMetrics()
        return QSize(
            metrics.horizontalAdvance(self._widest + " ") + margins.left() + margins.right(),
            metrics.height() + margins.top() + margins.bottom(),
        )


class SteadyLines(SteadyPlace):
    """Holds a label on several lines: layouts are told only where it takes another height, of any width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines_height = 0
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def take_height(self, height: int) -> None:
        """Ask for so many pixels."""
        if height != self.lines_height:
            self.lines_height = height
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Give the height asked for."""
        return QSize(self.label.sizeHint().width(), self.lines_height)

    def minimumSizeHint(self) -> QSize:
        """Ask for the same height, and any width."""
        return QSize(0, self.lines_height)


class SteadyText(SteadyLines):
    """Holds a wrapped label: layouts are told only where it takes another number of lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label.setWordWrap(True)

    def set_text(self, text: str) -> None:
        """Show another text."""
        if text != self.label.text():
            self.label.setText(text)
            self.fit_text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the width there is now."""
        super().resizeEvent(event)
        self.fit_text()

    def fit_text(self) -> None:
        """Ask for what the text takes at the width there is."""
        self.take_height(self.label.heightForWidth(self.width()))

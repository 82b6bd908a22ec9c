"""Text that may change with every frame."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class SteadyLabel(QWidget):
    """Holds a label whose text changes often, without the window being laid out anew.

    Qt asks every layout around a `QLabel` for its place again when the text changes, up to the main window's, and then
    paints all of it. Here they are never told: the place is as large as the widest text expected, or else as wide as
    the layout makes it.

    Args:
        widest: The widest text there should be room for; "" to take what room there is.
    """

    def __init__(self, widest: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = QLabel(self)
        self._widest = widest
        width = QSizePolicy.Policy.Fixed if widest else QSizePolicy.Policy.Ignored
        self.setSizePolicy(width, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Give the widest text's size."""
        self.label.ensurePolished()
        margins, metrics = self.label.contentsMargins(), self.label.fontMetrics()
        return QSize(
            metrics.horizontalAdvance(self._widest + " ") + margins.left() + margins.right(),
            metrics.height() + margins.top() + margins.bottom(),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the label all of the place."""
        super().resizeEvent(event)
        self.label.setGeometry(self.rect())

    def changeEvent(self, event: QEvent) -> None:
        """Ask for another place where the letters have another size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.updateGeometry()


class SteadyText(QWidget):
    """Holds a wrapped label whose text changes often: layouts are told only where it takes another number of lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = QLabel(self)
        self.label.setWordWrap(True)
        self._height = 0
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_text(self, text: str) -> None:
        """Show another text."""
        if text != self.label.text():
            self.label.setText(text)
            self._fit()

    def sizeHint(self) -> QSize:
        """Give what the text takes at the width there is."""
        return QSize(self.label.sizeHint().width(), self._height)

    def minimumSizeHint(self) -> QSize:
        """Ask for the same height, and any width."""
        return QSize(0, self._height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the label all of the place."""
        super().resizeEvent(event)
        self.label.setGeometry(self.rect())
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Ask for another place where the letters have another size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._fit()

    def _fit(self) -> None:
        height = self.label.heightForWidth(self.width())
        if height != self._height:
            self._height = height
            self.updateGeometry()

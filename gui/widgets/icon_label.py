"""An icon that stands by itself and follows the theme."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.icons import IconName, IconTone, icon


class IconLabel(QWidget):
    """Paints an icon in the colours of the theme in use; a label's pixmap would keep those of the theme before.

    Args:
        name: Which icon.
        side: Its width and height in device-independent pixels.
        tone: Its colour.
    """

    def __init__(self, name: IconName, side: int, tone: IconTone = IconTone.NORMAL) -> None:
        super().__init__()
        self._side = side
        self.set_icon(name, tone)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, name: IconName, tone: IconTone = IconTone.NORMAL) -> None:
        """Show another icon."""
        self._icon = icon(name, tone)
        self.update()

    def sizeHint(self) -> QSize:
        """Give the icon's size and that of the margins around it."""
        return QSize(self._side, self._side).grownBy(self.contentsMargins())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint the icon."""
        painter = QPainter(self)
        self._icon.paint(painter, self.contentsRect())
        painter.end()

"""A card that shows an example, and is dragged onto the window to open it."""

from functools import cached_property

from PySide6.QtCore import QMimeData, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPixmap

from engine.network.model import Network
from engine.project.examples import Example
from gui.canvas.mime import make_example_mime
from gui.files.network_thumbnail import SMALL, network_thumbnail
from gui.panels.palette.card import DragCard
from gui.theme import Theme, ui_font


class ExampleCard(DragCard):
    """Shows an example's network and its name.

    Args:
        example: What it stands for.
    """

    def __init__(self, example: Example) -> None:
        help_text = f"{example.description}\nDrag it onto the window, or double-click to open it."
        super().__init__(f"example-card-{example.name}", f"{example.label}, example", help_text)
        self.example = example
        self._picture: tuple[object, QPixmap] | None = None

    @property
    def verb(self) -> str:
        """What the card is for, as its menu says it."""
        return "Open the example"

    def make_mime(self) -> QMimeData:
        """Carry the example's name."""
        return make_example_mime(self.example.name)

    def paint_drawing(self, painter: QPainter, area: QRectF, theme: Theme) -> None:
        """Draw the network."""
        size = area.size().toSize().boundedTo(QSize(96, 96))
        key = theme.name, size, painter.device().devicePixelRatioF()
        if self._picture is None or self._picture[0] != key:
            self._picture = key, network_thumbnail(self._network, theme, size, key[2], SMALL)
        corner = area.center().toPoint() - QRectF(0, 0, size.width(), size.height()).center().toPoint()
        painter.drawPixmap(corner, self._picture[1])

    def paint_text(self, painter: QPainter, area: QRectF, theme: Theme) -> None:
        """Write its name, in two lines where it needs them."""
        painter.setFont(ui_font(theme, theme.type_scale.caption, QFont.Weight.Medium))
        painter.setPen(QColor(theme.palette.text))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(area.adjusted(0, 0, 0, -4), flags, self.example.label)

    @cached_property
    def _network(self) -> Network:
        """The network, built when the card is first seen and not before the window is."""
        return self.example.build().network

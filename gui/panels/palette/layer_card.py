"""A card that shows a layer, and is dragged onto the canvas to make one."""

from PySide6.QtCore import QMimeData, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from gui.canvas.building.presets import PaletteEntry
from gui.canvas.mime import make_layer_mime
from gui.panels.palette.card import DragCard
from gui.panels.palette.drawing import draw_layer
from gui.theme import Theme, ui_font


class LayerCard(DragCard):
    """Shows a layer's neurons, its activation function, its name and width.

    Args:
        entry: What it stands for.
    """

    def __init__(self, entry: PaletteEntry) -> None:
        super().__init__(f"palette-{entry.key}", f"{entry.title}, {entry.summary}", entry.help)
        self.entry = entry

    @property
    def verb(self) -> str:
        """What the card is for, as its menu says it."""
        return "Add to the canvas"

    def make_mime(self) -> QMimeData:
        """Carry the layer."""
        return make_layer_mime(self.entry.preset)

    def paint_drawing(self, painter: QPainter, area: QRectF, theme: Theme) -> None:
        """Draw the layer."""
        draw_layer(painter, area, self.entry, theme)

    def paint_text(self, painter: QPainter, area: QRectF, theme: Theme) -> None:
        """Write its name, and below it width and activation function."""
        line = round(1.4 * theme.type_scale.body)
        for text, size, weight, color, offset in (
            (self.entry.title, theme.type_scale.body - 1, QFont.Weight.Medium, theme.palette.text, 0),
            (self.entry.summary, theme.type_scale.caption, QFont.Weight.Normal, theme.palette.text_muted, line),
        ):
            painter.setFont(ui_font(theme, size, weight))
            painter.setPen(QColor(color))
            room = QRectF(area.left(), area.top() + offset, area.width(), line)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, round(room.width()))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, shown)

"""Drawings as pictures: an image for slides, an SVG for print, one for the clipboard, each with title and legend."""

from pathlib import Path

import msgspec
from PySide6.QtCore import QPoint, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QTextDocument
from PySide6.QtWidgets import QGraphicsView, QWidget

from gui.export.buffers import png_bytes
from gui.export.plot_items import drawn_for_picture
from gui.export.svg import svg_painted
from gui.export.svg_outlines import outlined
from gui.files.file_writing import write_whole
from gui.pixel_ratio import pixel_ratio

PIXELS_PER_POINT = 2
CAPTION_MARGIN = 8
IMAGE_FILTERS = {"PNG image (*.png)": ".png", "SVG drawing (*.svg)": ".svg"}


class Caption(msgspec.Struct, frozen=True, eq=False):
    """What stands above and below a picture.

    Attributes:
        text: Rich text, such as a legend; "" for none.
        font: Its type.
        color: Its colour.
        rows: What stands between it and the picture, as wide as that.
        title: Rich text above the picture, which says what is seen; "" for none.
    """

    text: str
    font: QFont
    color: QColor
    rows: tuple[QWidget, ...] = ()
    title: str = ""


class Picture:
    """What a widget shows, to be written as a picture.

    Args:
        widget: The widget, whole.
        background: The colour behind it.
        caption: What stands above and below it; None for nothing.
        height: How much of the widget, from its top; None for all.
    """

    def __init__(
        self, widget: QWidget, background: QColor, caption: Caption | None = None, *, height: int | None = None
    ) -> None:
        self._widget = widget
        self._height = widget.height() if height is None else height
        self._background = background
        self._rows = () if caption is None else caption.rows
        self._title = _Text("" if caption is None else caption.title, caption, widget.width())
        self._caption = _Text("" if caption is None else caption.text, caption, widget.width())

    @property
    def size(self) -> QSize:
        """Width and height in points."""
        texts = self._title.height + self._caption.height
        return QSize(self._widget.width(), texts + self._height + sum(row.height() for row in self._rows))

    def image(self) -> QImage:
        """Give it as an image, twice as fine as on the screen."""
        image = QImage(self.size * PIXELS_PER_POINT, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(PIXELS_PER_POINT)
        painter = QPainter(image)
        self._paint(painter)
        painter.end()
        return image

    def save(self, path: Path) -> None:
        """Write it, as an SVG where the file name ends so, else as a PNG.

        Raises:
            EngineError: The file cannot be written.
        """
        write_whole(path, self._svg(path.stem) if path.suffix.lower() == ".svg" else png_bytes(self.image()))

    def _svg(self, title: str) -> bytes:
        # pyqtgraph's axes are recordings, replayed to the screen's measure
        return outlined(svg_painted(self.size, self._paint, self._title.text or title, self._widget.logicalDpiX()))

    def _paint(self, painter: QPainter) -> None:
        above = self._title.height
        self._fill(painter, 0, self.size.height())
        painter.save()
        painter.translate(0, above)
        self._paint_shown(painter)
        painter.restore()
        # An SVG by Qt has no clips: what the widget paints beyond its edge goes under what stands there.
        self._fill(painter, 0, above)
        self._fill(painter, above + self._height, self.size.height())
        self._title.paint(painter)
        painter.translate(0, self._height)
        for row in self._rows:
            row.render(painter, QPoint(), renderFlags=QWidget.RenderFlag.DrawChildren)
            painter.translate(0, row.height())
        self._caption.paint(painter)

    def _fill(self, painter: QPainter, top: int, bottom: int) -> None:
        painter.fillRect(QRectF(0, top, self.size.width(), bottom - top), self._background)

    def _paint_shown(self, painter: QPainter) -> None:
        self._widget.render(painter, QPoint(), renderFlags=QWidget.RenderFlag.DrawChildren)


class _Text:
    """A text as wide as a picture, in the type and colour of a caption; the painter goes on below it."""

    def __init__(self, text: str, caption: Caption | None, width: int) -> None:
        self._document = QTextDocument()
        self._document.setDocumentMargin(CAPTION_MARGIN)
        self._document.setTextWidth(width)
        if caption is not None and text:
            self._document.setDefaultFont(caption.font)
            self._document.setHtml(f'<span style="color: {caption.color.name()}">{text}</span>')

    @property
    def text(self) -> str:
        """The text without marks."""
        return self._document.toPlainText()

    @property
    def height(self) -> int:
        """How high it is, 0 where it is empty."""
        return 0 if self._document.isEmpty() else round(self._document.size().height())

    def paint(self, painter: QPainter) -> None:
        if self.height:
            self._document.drawContents(painter)
            painter.translate(0, self.height)


class Figure(Picture):
    """What a view shows of a drawing, to be written as a picture."""

    def __init__(self, view: QGraphicsView, background: QColor, caption: Caption | None = None) -> None:
        super().__init__(view.viewport(), background, caption)
        self._view = view

    def _paint_shown(self, painter: QPainter) -> None:
        rect = self._view.viewport().rect()
        with drawn_for_picture(self._view.scene().items(), pixel_ratio(painter)):
            self._view.render(painter, QRectF(rect), rect)

"""A grid of small pictures with a line of text below each, that scrolls: only those in sight are ever made."""

from collections.abc import Callable

import msgspec
import numpy as np
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from gui.theme import Spacing, active_theme, number_font
from gui.theme.scales import RgbaArray

SIDES = (24, 32, 48, 64, 96, 128, 192)  # of the longer side of a picture, in pixels at the interface's own size
USUAL_SIDE = 48
TEXT_ROOM = 2
FRAME_WIDTH, MARK_WIDTH = 1.0, 2.0
FAINT_OPACITY = 0.25
# Pictures, rows and pages that a key leads on by.
MOVES = {
    Qt.Key.Key_Left: (-1, 0, 0),
    Qt.Key.Key_Right: (1, 0, 0),
    Qt.Key.Key_Up: (0, -1, 0),
    Qt.Key.Key_Down: (0, 1, 0),
    Qt.Key.Key_PageUp: (0, 0, -1),
    Qt.Key.Key_PageDown: (0, 0, 1),
}
ENDS = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}


class PictureCell(msgspec.Struct, frozen=True, eq=False):
    """One picture.

    Attributes:
        image: It, a dot for each pixel.
        text: What stands below.
        color: The text's.
        frame: The colour of the line around it, None for the usual one.
        is_faint: Whether it stands back behind others.
    """

    image: QImage
    text: str
    color: QColor
    frame: QColor | None = None
    is_faint: bool = False


def image_of(colors: RgbaArray) -> QImage:
    """Give colours (height, width, 4) as an image of its own."""
    rows, columns = colors.shape[:2]
    colors = np.ascontiguousarray(colors)
    image = QImage(colors.data, columns, rows, 4 * columns, QImage.Format.Format_RGBA8888)
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)  # drawn in a third of the time


class _Places(msgspec.Struct, frozen=True, eq=False):
    """Where pictures stand, in pixels.

    Attributes:
        columns: How many stand side by side.
        width: Of a picture or its text and the gap beside it.
        height: Of a picture, its text and the gap below.
        picture: A picture's size.
        text_height: Of the text below it.
    """

    columns: int
    width: int
    height: int
    picture: QSize
    text_height: int


def _places(shape: tuple[int, int], side: int, font: QFont, room: int) -> _Places:
    dots = max(1, side // max(shape))  # a whole number of pixels each, for all to be alike
    picture = QSize(dots * shape[1], dots * shape[0])
    text_height = QFontMetrics(font).height() + 2 * TEXT_ROOM
    width = max(picture.width(), text_height) + Spacing.SMALL
    columns = max(1, (room - Spacing.SMALL) // width)
    return _Places(columns, width, picture.height() + text_height + Spacing.TIGHT, picture, text_height)


class PictureGrid(QAbstractScrollArea):
    """Shows pictures of one shape, as many side by side as there is room for.

    A click, or the arrows while it has the keyboard, choose one; Ctrl and the wheel make all larger or smaller.

    Args:
        cell: Gives the picture at a place, from 0; asked only for those in sight.
        name: What screen readers call it.

    Signals:
        clicked: the place of the picture chosen.
        hovered: the place of the picture under the pointer, None for none; again for every other `dot` of it.
        side_changed: a person chose another of `SIDES`.
    """

    clicked = Signal(int)
    hovered = Signal(object)
    side_changed = Signal(int)

    def __init__(self, cell: Callable[[int], PictureCell], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cell = cell
        self._count = 0
        self._shape = (1, 1)
        self._side = USUAL_SIDE
        self._chosen: tuple[int, ...] = ()
        self._pointed: int | None = None
        self._under_pointer: int | None = None
        self._dot: tuple[int, int] | None = None
        self._places = _places(self._shape, self._side, self.font(), 0)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.viewport().setMouseTracking(True)

    # What is shown

    @property
    def count(self) -> int:
        """How many pictures there are."""
        return self._count

    @property
    def side(self) -> int:
        """The longer side of a picture, one of `SIDES`."""
        return self._side

    def set_side(self, side: int) -> None:
        """Show all pictures larger or smaller."""
        self._side = min(SIDES, key=lambda each: abs(each - side))
        self._lay_out()

    def show_cells(self, count: int, shape: tuple[int, int]) -> None:
        """Show so many pictures of this height and width in dots; what they show is asked for anew."""
        if (count, shape) != (self._count, self._shape):
            self._count, self._shape = count, shape
            self._lay_out()
        self.viewport().update()

    def clear(self) -> None:
        """Show none."""
        self.show_cells(0, (1, 1))

    def mark(self, chosen: tuple[int, ...], pointed: int | None = None) -> None:
        """Frame the pictures chosen, and the one pointed at elsewhere."""
        if (chosen, pointed) != (self._chosen, self._pointed):
            self._chosen, self._pointed = chosen, pointed
            self.viewport().update()

    def reveal(self, place: int) -> None:
        """Scroll to a picture."""
        bar, found = self.verticalScrollBar(), self.place_of(place)
        if found.top() < 0:
            bar.setValue(bar.value() + found.top() - Spacing.SMALL)
        elif found.bottom() > self.viewport().height():
            bar.setValue(bar.value() + found.bottom() - self.viewport().height() + Spacing.SMALL)

    @property
    def in_sight(self) -> range:
        """The places of the pictures in sight."""
        height, top = self._places.height, self.verticalScrollBar().value() - Spacing.SMALL
        first = max(top // height, 0) * self.columns
        beyond = (max(top + self.viewport().height(), 0) // height + 1) * self.columns
        return range(min(first, self._count), min(beyond, self._count))

    @property
    def whole_height(self) -> int:
        """How many pixels from the top the rows take that are not cut at the lower edge; all where every row is."""
        height = self.viewport().height()
        places = range(self.in_sight.start, min(self.in_sight.stop, self._count))
        whole = [bottom for place in places if (bottom := self.place_of(place).bottom() + 1) <= height]
        frame = round(FRAME_WIDTH)  # of the row below
        return max(whole, default=height + frame) - frame

    @property
    def dot(self) -> tuple[int, int] | None:
        """Row and column of the dot under the pointer, None where there is none."""
        return self._dot

    # Where it stands

    @property
    def columns(self) -> int:
        """How many pictures stand side by side."""
        return self._places.columns

    def place_of(self, place: int) -> QRect:
        """Give where a picture and its text are in the viewport."""
        row, column = divmod(place, self._places.columns)
        return QRect(
            Spacing.SMALL + column * self._places.width,
            Spacing.SMALL + row * self._places.height - self.verticalScrollBar().value(),
            self._places.width - Spacing.SMALL,
            self._places.height,
        )

    def at(self, position: QPoint) -> int | None:
        """Give the place of the picture at a position of the viewport."""
        row = (position.y() + self.verticalScrollBar().value() - Spacing.SMALL) // self._places.height
        column = (position.x() - Spacing.SMALL) // self._places.width
        place = row * self.columns + column
        is_there = 0 <= column < self.columns and row >= 0 and place < self._count
        return place if is_there and self.place_of(place).contains(position) else None

    def _lay_out(self) -> None:
        theme, width = active_theme(), self.viewport().width()
        self._places = places = _places(self._shape, round(self._side * theme.scale), number_font(theme), width)
        rows = -(-self._count // places.columns)
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(places.height)
        bar.setRange(0, max(0, rows * places.height + 2 * Spacing.SMALL - self.viewport().height()))
        self.viewport().update()

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the pictures in sight."""
        theme = active_theme()
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(theme.palette.plot_background))
        font = number_font(theme)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        usual = QColor(theme.palette.border)
        for place in self.in_sight:
            cell, room = self._cell(place), self.place_of(place)
            picture = self._picture_of(place)
            painter.setOpacity(FAINT_OPACITY if cell.is_faint else 1.0)
            painter.drawImage(picture, cell.image)
            painter.setPen(QPen(cell.frame or usual, FRAME_WIDTH))
            painter.drawRect(picture.adjusted(0, 0, -1, -1))
            painter.setPen(cell.color)
            below = QRect(room.left(), picture.bottom() + 1 + TEXT_ROOM, room.width(), metrics.height())
            _paint_text(painter, metrics, below, cell.text)
        painter.setOpacity(1.0)
        self._paint_marks(painter)
        painter.end()

    def _picture_of(self, place: int) -> QRect:
        room, picture = self.place_of(place), self._places.picture
        return QRect(QPoint(room.left() + (room.width() - picture.width()) // 2, room.top()), picture)

    def _paint_marks(self, painter: QPainter) -> None:
        palette = active_theme().palette
        marks = [(place, palette.text) for place in (self._pointed, self._under_pointer) if place is not None]
        width = MARK_WIDTH * active_theme().scale
        for place, color in [*marks, *((place, palette.accent) for place in self._chosen)]:
            if place < self._count:
                painter.setPen(QPen(QColor(color), width, j=Qt.PenJoinStyle.MiterJoin))
                painter.drawRect(self._picture_of(place).adjusted(-2, -2, 1, 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put them into the room there is."""
        super().resizeEvent(event)
        self._lay_out()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Draw what is in sight now."""
        self._point_at(None)
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell of the picture under the pointer."""
        position = event.position().toPoint()
        place = self.at(position)
        self._point_at(place, None if place is None else self._dot_at(place, position))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the picture."""
        place = self.at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and place is not None:
            self.clicked.emit(place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep it: the press was taken here."""
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        """Notice the pointer leaving."""
        if event.type() == QEvent.Type.Leave:
            self._point_at(None)
        return super().viewportEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Take another size of type."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._lay_out()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, or with Ctrl make the pictures larger or smaller."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.enlarge(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def enlarge(self, steps: int) -> None:
        """Make the pictures larger by so many steps, or smaller."""
        side = SIDES[min(max(SIDES.index(self._side) + steps, 0), len(SIDES) - 1)]
        if side != self._side:
            self.set_side(side)
            self.side_changed.emit(side)

    def event(self, event: QEvent) -> bool:
        """Claim the keys that lead from picture to picture before the window's shortcuts take them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _leads(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from picture to picture."""
        if not self._count or not _leads(event):
            super().keyPressEvent(event)
            return
        place = min(max(self._led_to(Qt.Key(event.key())), 0), self._count - 1)
        self.reveal(place)
        self.clicked.emit(place)

    def _led_to(self, key: Qt.Key) -> int:
        if key in ENDS:
            return ENDS[key] % self._count
        if not self._chosen:
            return self.in_sight.start
        pictures, rows, pages = MOVES[key]
        page = max(1, self.viewport().height() // self._places.height)
        return self._chosen[-1] + pictures + (rows + pages * page) * self.columns

    def _dot_at(self, place: int, position: QPoint) -> tuple[int, int] | None:
        picture = self._picture_of(place)
        if not picture.contains(position):
            return None
        inside, dots = position - picture.topLeft(), picture.height() // self._shape[0]
        return inside.y() // dots, inside.x() // dots

    def _point_at(self, place: int | None, dot: tuple[int, int] | None = None) -> None:
        if (place, dot) == (self._under_pointer, self._dot):
            return
        self._under_pointer, self._dot = place, dot
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor if place is None else Qt.CursorShape.PointingHandCursor)
        self.viewport().update()
        self.hovered.emit(place)


def _paint_text(painter: QPainter, metrics: QFontMetrics, room: QRect, text: str) -> None:
    """Write a line in the middle of its room, shortened where it is longer than that and half the gap beside it."""
    width = metrics.horizontalAdvance(text)
    if width > room.width() + Spacing.TIGHT:
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width() + Spacing.TIGHT)
        width = metrics.horizontalAdvance(text)
    # By its place: to find the middle of a rectangle takes Qt three times as long.
    painter.drawText(room.left() + (room.width() - width) // 2, room.top() + metrics.ascent(), text)


def _leads(event: QKeyEvent) -> bool:
    is_plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
    return is_plain and (event.key() in MOVES or event.key() in ENDS)

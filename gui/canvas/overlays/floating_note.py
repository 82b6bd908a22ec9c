"""Small notes that float over the canvas: the tooltip of what is under the pointer, and refusals."""

from collections.abc import Sequence
from functools import reduce

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QWidget

from gui.canvas.overlays.covering import area_covered, overlay_rects
from gui.canvas.style import CanvasStyle
from gui.theme import ui_font

POINTER_OFFSET = QPoint(16, 18)
EDGE_MARGIN = 8
AVOIDED_GAP = 8
DISTANCE_COST = 8  # pixels that it may cover for each that it is nearer: what is said is about the pointer's place
TOP_MARGIN = 16
TOAST_MS = 4500
MAX_WIDTH = 380


class FloatingNote(QLabel):
    """Text over its parent that looks like the tooltips in the window; the mouse passes through it.

    Args:
        parent: The widget it floats over.
        style: Colours and fonts.
    """

    def __init__(self, parent: QWidget, style: CanvasStyle) -> None:
        super().__init__(parent)
        self._host = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setContentsMargins(11, 7, 11, 7)
        self.set_style(style)
        self.hide()

    def set_style(self, style: CanvasStyle) -> None:
        """Paint in another theme."""
        palette = style.theme.palette
        self._max_width = round(MAX_WIDTH * style.theme.scale)
        self._ground = QColor(palette.tooltip)
        self._edge = QColor(style.theme.tooltip_edge)
        self.setFont(ui_font(style.theme))
        # The program's style sheet outranks a palette.
        self.setStyleSheet(f"background: transparent; color: {palette.on_tooltip};")

    def show_beside(self, text: str, point: QPoint, avoided: Sequence[QRect] = ()) -> None:
        """Show text beside a point of the parent, wholly inside the parent if it has room.

        Args:
            text: What to show.
            point: What it is about.
            avoided: Rectangles of the parent to cover as little of as can be nearby.
        """
        self._set_text(text)
        avoided = [*avoided, *overlay_rects(self._host)]
        room = self._host.rect().adjusted(EDGE_MARGIN, EDGE_MARGIN, -EDGE_MARGIN, -EDGE_MARGIN)
        places = [QRect(corner, self.size()) for corner in self._corners_beside(point, room)]
        places += sorted(self._places_around(point, room, avoided), key=lambda place: _distance(place, point))
        fitting = [place for place in places if room.contains(place)] or places[:1]

        def cost(place: QRect) -> int:
            return area_covered(place, avoided) + DISTANCE_COST * _distance(place, point)

        self._show_at(min(fitting, key=cost).topLeft())

    def _corners_beside(self, point: QPoint, room: QRect) -> list[QPoint]:
        """Give where its upper left corner may be beside the pointer, the best first."""
        offset, width, height = POINTER_OFFSET, self.width(), self.height()
        right, below = point.x() + offset.x(), point.y() + offset.y()
        left = max(room.left(), point.x() - offset.x() - width)
        above = max(room.top(), point.y() - offset.y() - height)
        return [QPoint(x, y) for x in (right, left) for y in (below, above)]

    def _places_around(self, point: QPoint, room: QRect, avoided: Sequence[QRect]) -> list[QRect]:
        """Give where it may be: beside the rectangles about the pointer and all of them together, or clear of the rest.

        Clear of the rest is above or below all that it could meet with the pointer above its middle, or at its ends.
        """
        width, height = self.width(), self.height()
        about = [rect for rect in avoided if rect.contains(point)]
        if len(about) > 1:
            about.append(reduce(QRect.united, about))
        if avoided:
            column = QRect(point.x() - width, room.top(), 2 * width, room.height())
            about.append(
                reduce(QRect.united, (rect for rect in avoided if rect.intersects(column)), QRect(point, point))
            )
        columns = [_held(x, room.left(), room.right() + 1 - width) for x in (point.x() - width // 2, point.x())]
        rows = [_held(y, room.top(), room.bottom() + 1 - height) for y in (point.y() - height // 2, point.y())]
        corners = []
        for rect in about:
            sides = rect.right() + AVOIDED_GAP, rect.left() - AVOIDED_GAP - width
            ends = rect.bottom() + AVOIDED_GAP, rect.top() - AVOIDED_GAP - height
            corners += [QPoint(x, y) for x in sides for y in rows] + [QPoint(x, y) for x in columns for y in ends]
        return [QRect(corner, self.size()) for corner in corners]

    def show_below(self, text: str, rect: QRect, gap: int) -> None:
        """Show text below a rectangle of the parent, or above it where there is no room or an overlay in the way."""
        self._set_text(text)
        room = self._host.rect().adjusted(EDGE_MARGIN, EDGE_MARGIN, -EDGE_MARGIN, -EDGE_MARGIN)
        x = max(room.left(), min(rect.left(), room.right() - self.width()))
        below = QRect(QPoint(x, rect.bottom() + 1 + gap), self.size())
        above = QRect(QPoint(x, rect.top() - gap - self.height()), self.size())
        overlays = overlay_rects(self._host)

        def cost(place: QRect) -> tuple[bool, int]:
            return not room.contains(place), area_covered(place, overlays)

        self._show_at(min((below, above), key=cost).topLeft())

    def show_at_edge(self, text: str, avoided: Sequence[QRect] = ()) -> None:
        """Show text at the upper edge of the parent, in the middle, or where along its edges it covers the least."""
        self._set_text(text)
        right, low = self._host.width() - self.width(), self._host.height() - self.height() - TOP_MARGIN
        corners = [QPoint(x, y) for y in (TOP_MARGIN, low) for x in (right // 2, EDGE_MARGIN, right - EDGE_MARGIN)]
        kept_clear = [*avoided, *overlay_rects(self._host)]
        self._show_at(min(corners, key=lambda corner: area_covered(QRect(corner, self.size()), kept_clear)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground, then the text."""
        painter = QPainter(self)
        painter.setBrush(self._ground)
        painter.setPen(QPen(self._edge, 1.0))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()
        super().paintEvent(event)

    def _set_text(self, text: str) -> None:
        self.setText(text)
        self.setWordWrap(False)
        if self.sizeHint().width() > self._max_width:
            self.setWordWrap(True)
            self.resize(self._max_width, self.heightForWidth(self._max_width))
        else:
            self.resize(self.sizeHint())

    def _show_at(self, place: QPoint) -> None:
        self.move(place)
        self.show()
        self.raise_()


def _held(value: int, least: int, most: int) -> int:
    return max(least, min(value, most))


def _distance(place: QRect, point: QPoint) -> int:
    """Give how far a point is from a rectangle, along both axes together."""
    nearest = QPoint(_held(point.x(), place.left(), place.right()), _held(point.y(), place.top(), place.bottom()))
    return (nearest - point).manhattanLength()


class Toast(FloatingNote):
    """A note that goes by itself."""

    def __init__(self, parent: QWidget, style: CanvasStyle) -> None:
        super().__init__(parent, style)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TOAST_MS)
        self._timer.timeout.connect(self.hide)

    def say(self, sentence: str, point: QPoint | None, avoided: Sequence[QRect] = ()) -> None:
        """Show a sentence for a while, beside a point or else at an edge, clear of rectangles where there is room."""
        if point is None:
            self.show_at_edge(sentence, avoided)
        else:
            self.show_beside(sentence, point, avoided)
        self._timer.start()

    def dismiss(self) -> None:
        """Go at once."""
        self._timer.stop()
        self.hide()

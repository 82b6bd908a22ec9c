"""The rows of what was found: title with the letters that fit, a few words, where it stands, its keys."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QPainter, QPen, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui.search_popup.entries import Found, SearchEntry
from gui.theme import Spacing, Theme, active_theme, ui_font

_Index = QModelIndex | QPersistentModelIndex
FOUND_ROLE = Qt.ItemDataRole.UserRole
KEYCAP_PADDING = 6
_TOP = QModelIndex()


class FoundModel(QAbstractListModel):
    """What was found, as Qt's views want it. Entries that can't be chosen now are there, too: they say why."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._found: tuple[Found, ...] = ()

    def show_found(self, found: Sequence[Found]) -> None:
        """Take other rows."""
        self.beginResetModel()
        self._found = tuple(found)
        self.endResetModel()

    def entry(self, row: int) -> SearchEntry:
        """Give the entry of a row."""
        return self._found[row].entry

    def rowCount(self, parent: _Index = _TOP) -> int:
        """Give the number of rows."""
        return 0 if parent.isValid() else len(self._found)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a row's title, what a screen reader says of it, and the row itself for painting."""
        found = self._found[index.row()]
        answers: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: found.entry.title,
            Qt.ItemDataRole.AccessibleTextRole: spoken(found.entry),
            FOUND_ROLE: found,
        }
        return answers.get(role)


def spoken(entry: SearchEntry) -> str:
    """Give what a screen reader says of an entry."""
    return ", ".join(part for part in (entry.title, entry.detail, entry.place, entry.keys, entry.obstacle) if part)


class RowPainter(QStyledItemDelegate):
    """Paints rows in the theme in use."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002
        """Give every row the same height."""
        return QSize(100, row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint a row, the current one on a tinted ground."""
        found, theme = index.data(FOUND_ROLE), active_theme()
        rect = option.rect
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.palette.accent_soft))
            painter.drawRoundedRect(rect, theme.metrics.radius, theme.metrics.radius)
        room = rect.adjusted(Spacing.SMALL, 0, -Spacing.SMALL, 0)
        room.setRight(self._paint_right(painter, room, found.entry, theme))
        room.setLeft(self._paint_icon(painter, room, found.entry, theme))
        self._paint_words(painter, room, found, theme)
        painter.restore()

    def _paint_icon(self, painter: QPainter, room: QRect, entry: SearchEntry, theme: Theme) -> int:
        side = theme.metrics.icon
        if entry.icon is not None:
            box = QRect(room.left(), room.center().y() - side // 2, side, side)
            mode = QIcon.Mode.Disabled if entry.obstacle else QIcon.Mode.Normal
            entry.icon.paint(painter, box, Qt.AlignmentFlag.AlignCenter, mode)
        return room.left() + side + Spacing.SMALL

    def _paint_right(self, painter: QPainter, room: QRect, entry: SearchEntry, theme: Theme) -> int:
        """Paint keys and place from the right; give where they begin."""
        painter.setFont(ui_font(theme, theme.type_scale.caption))
        metrics, right = painter.fontMetrics(), room.right()
        if entry.keys:
            width = metrics.horizontalAdvance(entry.keys) + 2 * KEYCAP_PADDING
            height = metrics.height() + 4
            cap = QRect(right - width, room.center().y() - height // 2, width, height)
            painter.setPen(QPen(QColor(theme.palette.border_strong), 1.0))
            painter.setBrush(QColor(theme.palette.panel))
            painter.drawRoundedRect(cap, theme.metrics.radius_small, theme.metrics.radius_small)
            painter.setPen(QColor(theme.palette.text_muted))
            painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, entry.keys)
            right = cap.left() - Spacing.SMALL
        if entry.place:
            width = metrics.horizontalAdvance(entry.place)
            painter.setPen(QColor(theme.palette.text_muted))
            place = QRect(right - width, room.top(), width + 1, room.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, entry.place)
            right = place.left() - Spacing.SMALL
        return right

    def _paint_words(self, painter: QPainter, room: QRect, found: Found, theme: Theme) -> None:
        entry, colors = found.entry, theme.palette
        font = ui_font(theme)
        title = QFontMetrics(font).elidedText(entry.title, Qt.TextElideMode.ElideRight, room.width())
        painter.setPen(QColor(colors.text_disabled if entry.obstacle else colors.text))
        width = _paint_marked(painter, room, title, found.marks, font, QColor(colors.accent))
        rest = room.adjusted(round(width) + Spacing.SMALL, 0, 0, 0)
        if entry.detail and rest.width() > 0:
            painter.setFont(ui_font(theme, theme.type_scale.caption))
            painter.setPen(QColor(colors.text_muted))
            shown = painter.fontMetrics().elidedText(entry.detail, Qt.TextElideMode.ElideRight, rest.width())
            painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, shown)


def row_height() -> int:
    """Give the height of a row in pixels."""
    return active_theme().metrics.control_height + 2


def _paint_marked(
    painter: QPainter, room: QRect, title: str, marks: frozenset[int], font: QFont, color: QColor
) -> float:
    """Paint a line with some letters in another colour; give its width."""
    layout = QTextLayout(title, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.setFormats([_mark(place, font, color) for place in sorted(marks) if place < len(title)])
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(room.width())
    layout.endLayout()
    layout.draw(painter, QPointF(room.left(), room.center().y() + 1 - line.height() / 2))
    return line.naturalTextWidth()


def _mark(place: int, font: QFont, color: QColor) -> QTextLayout.FormatRange:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    look = QTextCharFormat()
    look.setFont(bold)
    look.setForeground(color)
    mark = QTextLayout.FormatRange()
    mark.start, mark.length, mark.format = place, 1, look
    return mark

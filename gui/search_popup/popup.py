"""A field with what fits below it, floating over the window."""

from collections.abc import Callable, Sequence

import shiboken6
from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QListView, QVBoxLayout, QWidget

from gui.icons import IconName, IconTone, icon
from gui.search_popup.entries import Found
from gui.search_popup.field import SearchField
from gui.search_popup.rows import FoundModel, RowPainter, row_height, spoken
from gui.theme import Spacing, active_theme
from gui.widgets.shadow import SHADOW_DROP, SHADOW_REACH, paint_shadow

Source = Callable[[str], Sequence[Found]]

WIDTH = 500
MOST_ROWS = 9
TOP_SHARE = 0.14  # of the window's height, where no point is given
_REACH = round(SHADOW_REACH + SHADOW_DROP)
_SHADOW_ALPHA = 45


class SearchPopup(QWidget):
    """Lies over its host as a child of it, no window of its own, so that no desktop moves the focus about.

    Esc, a click beside it or the focus going elsewhere close it; it then deletes itself.

    Args:
        host: The window it lies over.
        source: Gives what fits a text, the best first; asked anew at each letter.
        name: What it is for, for screen readers.
        placeholder: What the empty field says.
        point: Where its upper left corner goes, in the host; in the middle near the top if None.
        text: What stands in the field at first.

    Signals:
        closed: it is gone, whether something was chosen or not.
        chosen: an entry was chosen and has been run.
    """

    closed = Signal()
    chosen = Signal()

    def __init__(
        self, host: QWidget, source: Source, *, name: str, placeholder: str, point: QPoint | None = None, text: str = ""
    ) -> None:
        super().__init__(host)
        self._host, self._source, self._point = host, source, point
        self._came_from = QApplication.focusWidget()
        self._is_open = True
        self.setObjectName("search-popup")
        self.setAccessibleName(name)
        self._model = FoundModel(self)
        self._field, self._list, self._foot = self._make_field(name, placeholder), self._make_list(), QLabel(self)
        self._foot.setProperty("type", "caption")
        self._foot.setObjectName("search-foot")
        self._foot.setWordWrap(True)
        self._foot.setContentsMargins(Spacing.MEDIUM, Spacing.TIGHT, Spacing.MEDIUM, Spacing.SMALL)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(_REACH + 1, _REACH + 1, _REACH + 1, _REACH + 1)
        column.setSpacing(0)
        for widget in (self._field, self._list, self._foot):
            column.addWidget(widget)
            widget.ensurePolished()  # the style sheet's sizes count from the first
        self._field.setText(text)
        self._search(text)
        self._connect()
        self.show()
        self.raise_()
        self._field.setFocus(Qt.FocusReason.PopupFocusReason)

    @property
    def field(self) -> SearchField:
        """Where one types."""
        return self._field

    @property
    def titles(self) -> list[str]:
        """The titles of what was found, the best first."""
        return [self._model.entry(row).title for row in range(self._model.rowCount())]

    @property
    def current_row(self) -> int:
        """The row that Enter chooses; −1 where nothing was found."""
        return self._list.currentIndex().row()

    def refresh(self) -> None:
        """Find again what fits, as something that keeps from it may have changed; what is current stays so."""
        row = self.current_row
        self._search(self._field.text())
        if row >= 0:
            self._list.setCurrentIndex(self._model.index(min(row, self._model.rowCount() - 1)))

    def close_popup(self, *, restores_focus: bool = True) -> None:
        """Go away, giving the focus back to what had it."""
        if not self._is_open:
            return
        self._is_open = False
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        came_from = self._came_from
        if restores_focus and came_from is not None and shiboken6.isValid(came_from) and came_from.isVisible():
            came_from.setFocus(Qt.FocusReason.PopupFocusReason)
        self.hide()
        self.closed.emit()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close on a press beside it, and stay within the window as its size changes."""
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            place = self.mapFromGlobal(event.globalPosition().toPoint())
            if isinstance(watched, QWidget) and not self._card().contains(place):
                self.close_popup(restores_focus=False)
        elif event.type() == QEvent.Type.Resize and watched is self._host:
            self._fit()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint the ground with its shadow."""
        theme = active_theme()
        card, radius = QRectF(self._card()).adjusted(0.5, 0.5, -0.5, -0.5), theme.metrics.radius_large
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_shadow(painter, card, radius, QColor(0, 0, 0, _SHADOW_ALPHA))
        painter.setPen(QPen(QColor(theme.palette.border_strong), 1.0))
        painter.setBrush(QColor(theme.palette.raised))
        painter.drawRoundedRect(card, radius, radius)
        painter.setPen(QPen(QColor(theme.palette.border), 1.0))
        y = self._field.geometry().bottom() + 0.5
        painter.drawLine(QRectF(card.left(), y, card.width(), 0).topLeft(), QRectF(card.right(), y, 0, 0).topLeft())
        painter.end()

    def _make_field(self, name: str, placeholder: str) -> SearchField:
        field = SearchField(self)
        field.setAccessibleName(name)
        field.setPlaceholderText(placeholder)
        glass = QAction(icon(IconName.SEARCH, IconTone.MUTED), "", field)
        field.addAction(glass, SearchField.ActionPosition.LeadingPosition)
        return field

    def _make_list(self) -> QListView:
        rows = QListView(self)
        rows.setObjectName("search-rows")
        rows.setAccessibleName("What was found")
        rows.setProperty("kind", "search")
        rows.setModel(self._model)
        rows.setItemDelegate(RowPainter(rows))
        rows.setUniformItemSizes(True)
        rows.setMouseTracking(True)
        rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        rows.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return rows

    def _connect(self) -> None:
        self._field.textChanged.connect(self._search)
        self._field.stepped.connect(self._step)
        self._field.accepted.connect(lambda: self._choose(self._list.currentIndex()))
        self._field.given_up.connect(self.close_popup)
        self._field.left.connect(lambda: self.close_popup(restores_focus=False))
        self._list.entered.connect(self._list.setCurrentIndex)
        self._list.clicked.connect(self._choose)
        self._list.selectionModel().currentChanged.connect(lambda current, _before: self._explain(current))
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def _search(self, text: str) -> None:
        self._model.show_found(self._source(text))
        self._list.setCurrentIndex(self._model.index(0))
        self._explain(self._list.currentIndex())
        self._fit()

    def _step(self, rows: int) -> None:
        """Go on by some rows; a single step goes round, a page stops at the ends."""
        count = self._model.rowCount()
        if not count:
            return
        row = self.current_row + rows
        row = row % count if abs(rows) == 1 else min(max(row, 0), count - 1)
        self._list.setCurrentIndex(self._model.index(row))

    def _explain(self, index: QModelIndex) -> None:
        if not index.isValid():
            self._foot.setText(f"Nothing is called “{self._field.text().strip()}”.")
            self._field.setAccessibleDescription(self._foot.text())
            return
        entry = self._model.entry(index.row())
        self._foot.setText(entry.obstacle or entry.help)
        self._field.setAccessibleDescription(spoken(entry))

    def _choose(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        entry = self._model.entry(index.row())
        if not entry.obstacle:
            covered = self.geometry()
            self.close_popup()
            self._host.repaint(covered)  # what follows may take its time
            entry.run()
            self.chosen.emit()

    def _fit(self) -> None:
        """Take the room that what was found needs, within the host."""
        rows = min(self._model.rowCount(), MOST_ROWS)
        self._list.setVisible(rows > 0)
        self._list.setFixedHeight(_list_height(rows))
        width = min(round(WIDTH * active_theme().scale), self._host.width() - 2 * Spacing.SMALL) + 2 * _REACH
        line = self._foot.fontMetrics().lineSpacing()  # two lines always, so that nothing jumps from row to row
        self._foot.setFixedHeight(2 * line + Spacing.TIGHT + Spacing.SMALL)
        self.setFixedWidth(width)
        self._column.activate()
        self.resize(QSize(width, self._column.sizeHint().height()))
        self._place()

    def _place(self) -> None:
        size, room = self._card().size(), self._host.rect()
        wished = self._point or QPoint((room.width() - size.width()) // 2, round(TOP_SHARE * room.height()))
        shown = 0 if self._list.isHidden() else self._list.height()
        full_height = size.height() - shown + _list_height(MOST_ROWS)
        x = min(max(wished.x(), Spacing.SMALL), max(Spacing.SMALL, room.width() - size.width() - Spacing.SMALL))
        # As if the list were full: it is to grow and shrink below the field, and not to push the field about.
        y = min(max(wished.y(), Spacing.SMALL), max(Spacing.SMALL, room.height() - full_height - Spacing.SMALL))
        self.move(x - _REACH, y - _REACH)

    def _card(self) -> QRect:
        return self.rect().adjusted(_REACH, _REACH, -_REACH, -_REACH)


def _list_height(rows: int) -> int:
    return rows * row_height() + 2 * Spacing.TIGHT

"""Where a step is shown: its page, which scrolls, and the paths of an entry on the side away from that entry."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from engine.process.views.backpropagation import WeightPaths
from gui.plots.backpropagation.page import StepPage
from gui.plots.backpropagation.paths_pane import PathsPane
from gui.plots.backpropagation.paths_text import PathNames, paths_told

PANE_SHARE = 0.5  # of the height, at most
Entry = tuple[int, int]


class StepStage(QWidget):
    """Shows a page and, while an entry is looked at, its paths, without moving that entry under the pointer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page: StepPage | None = None
        self.pane = PathsPane()
        self._told_of: Entry | None = None
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self._lines.addWidget(self._scroll, 1)
        self._lines.addWidget(self.pane)

    def show_page(self, page: StepPage, paths: WeightPaths | None, names: PathNames) -> None:
        """Show a page; one of the same step as before scrolled as that was, but for the entry that is told of."""
        entry = None if paths is None else (paths.place.row, paths.place.column)
        former = self.page if self.page is not None and self.page.step.title == page.step.title else None
        held = None if former is None else entry or self._told_of
        place, position = self._cell_of(held), self._scroll.verticalScrollBar().value()
        if former is not None:
            page.scroll_like(former)
        page.mark(entry)
        self.page, self._told_of = page, entry
        self._scroll.setWidget(page)
        if entry is not None and self.pane.isHidden():
            self._put_pane_away_from(place)
        self.pane.tell(() if paths is None else paths_told(paths, names))
        self._lines.activate()
        self._scroll.verticalScrollBar().setValue(0 if former is None else position)
        self._scroll_back(held, place)
        self._let_be_seen(entry)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave most room to the page."""
        super().resizeEvent(event)
        self.pane.fit(QSize(event.size().width(), round(event.size().height() * PANE_SHARE)))

    def _put_pane_away_from(self, place: QRect | None) -> None:
        """Put the pane above the page where an entry is in the lower half, else below."""
        is_low = place is not None and place.center().y() > self.height() / 2
        self._lines.removeWidget(self.pane)
        self._lines.insertWidget(0 if is_low else 1, self.pane)

    def _scroll_back(self, entry: Entry | None, place: QRect | None) -> None:
        """Scroll an entry back to where it was."""
        now = self._cell_of(entry)
        if now is not None and place is not None:
            self._scroll_by(now.top() - place.top())

    def _let_be_seen(self, entry: Entry | None) -> None:
        """Scroll as little as it takes for all of an entry to be in sight."""
        cell = self._cell_of(entry)
        if cell is not None:
            seen = self._scroll.geometry()
            self._scroll_by(min(cell.top() - seen.top(), 0) + max(cell.bottom() - seen.bottom(), 0))

    def _scroll_by(self, pixels: int) -> None:
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.value() + pixels)

    def _cell_of(self, entry: Entry | None) -> QRect | None:
        """Give where an entry stands here."""
        page = self.page
        cell = None if page is None or entry is None else page.cell_of(entry)
        return None if page is None or cell is None else cell.translated(page.mapTo(self, QPoint()))

"""Widgets beside each other, in as many lines as it takes."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.theme import Spacing


class Flow(QWidget):
    """Sets widgets beside each other, each in the middle of its line, and goes on below where there is no more room.

    Args:
        rows: The widgets, each row on a line of its own.
    """

    def __init__(self, rows: Sequence[Sequence[QWidget]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        for widget in (each for row in rows for each in row):
            widget.setParent(self)
            widget.resize(widget.sizeHint())
            widget.show()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Say that a narrow one is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give how high all lines are."""
        return self._arrange(width, moves=False)

    def sizeHint(self) -> QSize:
        """Ask for no width in particular."""
        return QSize(self.minimumSizeHint().width(), self._arrange(max(self.width(), 1), moves=False))

    def minimumSizeHint(self) -> QSize:
        """Need room for the widest alone; what is narrower scrolls."""
        widest = max((each.sizeHint().width() for row in self._rows for each in row), default=0)
        return QSize(widest, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set all anew."""
        super().resizeEvent(event)
        self._arrange(self.width(), moves=True)

    def _arrange(self, width: int, *, moves: bool) -> int:
        top = 0
        for row in self._rows:
            line: list[QWidget] = []
            used = 0
            for widget in row:
                needed = widget.sizeHint().width()
                if line and used + needed > width:
                    top += self._set_line(line, top, moves=moves)
                    line, used = [], 0
                line.append(widget)
                used += needed + Spacing.SMALL
            top += self._set_line(line, top, moves=moves)
        return top

    def _set_line(self, line: Sequence[QWidget], top: int, *, moves: bool) -> int:
        height = max((widget.sizeHint().height() for widget in line), default=0)
        left = 0
        for widget in line:
            size = widget.sizeHint()
            if moves:
                widget.setGeometry(left, top + (height - size.height()) // 2, size.width(), size.height())
            left += size.width() + Spacing.SMALL
        return height + Spacing.MEDIUM

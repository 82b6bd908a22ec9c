"""The paths of one entry of ∂L/∂W in a pane of their own: beside the matrices, which so stay where they are."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QWidget

from gui.plots.backpropagation.paths_text import Paragraph, PathsTable, rich_text
from gui.theme import Spacing
from gui.widgets.close_button import CloseButton


class PathsPane(QFrame):
    """Tells of paths, as high as their text but for a bound; beyond it, it scrolls.

    Signals:
        closed: a person has seen enough of it.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("backpropagation-paths")
        self._paragraphs: tuple[Paragraph, ...] = ()
        self._room = QSize()
        self.label = QLabel()
        self.label.setWordWrap(True)
        self.label.setContentsMargins(Spacing.MEDIUM, 0, 0, 0)  # which saved pictures have, too
        self.label.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self.label)
        self._close = CloseButton("Close the paths", "Close the paths")
        self._close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._close.clicked.connect(self.closed)
        self._lines = QHBoxLayout(self)
        self._lines.setContentsMargins(0, Spacing.TIGHT, Spacing.TIGHT, Spacing.TIGHT)
        self._lines.setSpacing(Spacing.TIGHT)
        self._lines.addWidget(self._scroll, 1)
        self._lines.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def tell(self, paragraphs: tuple[Paragraph, ...]) -> None:
        """Tell of paths, from the first line; nothing hides the pane."""
        if paragraphs != self._paragraphs:
            self._paragraphs = paragraphs
            self._scroll.verticalScrollBar().setValue(0)
            self._fit()
        self.setVisible(bool(paragraphs))

    def fit(self, room: QSize) -> None:
        """Be as wide as that, and no higher."""
        self._room = room
        self._fit()

    def _fit(self) -> None:
        margins = self._lines.contentsMargins()
        beside = margins.left() + margins.right() + self._lines.spacing() + self._close.sizeHint().width()
        width = max(self._room.width() - beside - self._scroll.verticalScrollBar().sizeHint().width(), 1)
        room = width - Spacing.MEDIUM
        is_narrow = any(self._width_of(each) > room for each in self._paragraphs if isinstance(each, PathsTable))
        self.label.setText(rich_text(self._paragraphs, is_narrow=is_narrow))
        self.label.resize(width, self.label.heightForWidth(width))
        border = self.height() - self.contentsRect().height()
        needed = self.label.height() + margins.top() + margins.bottom() + border
        self.setFixedHeight(min(needed, self._room.height()))

    def _width_of(self, table: PathsTable) -> float:
        document = QTextDocument()
        document.setDocumentMargin(0)
        document.setDefaultFont(self.label.font())
        document.setHtml(rich_text((table,), is_narrow=False))
        return document.idealWidth()

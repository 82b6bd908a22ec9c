"""Files, examples and data dragged onto the window: what a drop would do is told while dragging, and done."""

from collections.abc import Callable
from pathlib import Path
from typing import cast

import msgspec
from PySide6.QtCore import QEvent, QMimeData, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from engine.data.sources import DATA_SOURCES
from engine.project.examples import EXAMPLES
from gui.canvas.mime import read_data_mime, read_example_mime
from gui.files.data_files import TABLE_SUFFIXES
from gui.files.project_files import SUFFIX
from gui.theme import active_theme, ui_font

ANY_TEXT = ".txt"  # most such files are no tables
VEIL_OPACITY = 0.82
INSET = 14
TEXT_SIZE_FACTOR = 1.5


class Offer(msgspec.Struct, frozen=True, eq=False):
    """What a drop would do.

    Attributes:
        sentence: Says it, or why nothing would be done.
        accept: Does it; None where nothing can be done.
    """

    sentence: str
    accept: Callable[[], object] | None


class WindowDrops(QObject):
    """Watches a window's drag events.

    Args:
        window: The window.
        open_project: Opens a project file.
        open_example: Opens an example, by name.
        load_table: Loads a table as data.
        use_source: Makes a source's data the project's, by the source's name.
        warn: Says in one sentence why a drop was no use.
    """

    def __init__(
        self,
        window: QWidget,
        open_project: Callable[[Path], object],
        open_example: Callable[[str], object],
        load_table: Callable[[Path], object],
        use_source: Callable[[str], object],
        warn: Callable[[str], object],
    ) -> None:
        super().__init__(window)
        self._open_example = open_example
        self._use_source = use_source
        self._warn = warn
        self._openers = {SUFFIX: ("Open", open_project)} | dict.fromkeys(TABLE_SUFFIXES, ("Load", load_table))
        self._veil = _Veil(window)
        self._offer: Offer | None = None
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Answer what is dragged over the window."""
        if event.type() == QEvent.Type.DragEnter:
            self._enter(cast(QDragEnterEvent, event))
        elif event.type() == QEvent.Type.DragLeave:
            self._veil.hide()
        elif event.type() == QEvent.Type.Drop:
            self._drop(cast(QDropEvent, event))
        else:
            return super().eventFilter(watched, event)
        return True

    def _enter(self, event: QDragEnterEvent) -> None:
        self._offer = self._offer_for(event.mimeData())
        if self._offer is None:
            event.ignore()
            return
        # Refused drags are taken too: only so can the window say why, and once more when they are dropped.
        _accept_copy(event)
        self._veil.say(self._offer.sentence, is_refusal=self._offer.accept is None)

    def _drop(self, event: QDropEvent) -> None:
        self._veil.hide()
        offer, self._offer = self._offer, None
        if offer is None or offer.accept is None:
            event.setDropAction(Qt.DropAction.IgnoreAction)
            event.ignore()
            if offer is not None:
                self._warn(offer.sentence)
            return
        _accept_copy(event)
        offer.accept()

    def _offer_for(self, mime: QMimeData) -> Offer | None:
        example = read_example_mime(mime)
        if example is not None and example in EXAMPLES:
            return Offer(f"Open the example “{EXAMPLES[example].label}”", lambda: self._open_example(example))
        source = read_data_mime(mime)
        if source is not None and source in DATA_SOURCES:
            return Offer(f"Use the data “{DATA_SOURCES[source].label}”", lambda: self._use_source(source))
        if not mime.hasUrls():
            return None
        paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        if len(paths) != 1:
            return Offer("Drop one file at a time.", None)
        path = paths[0]
        opener = self._openers.get(path.suffix.lower())
        if opener is None:
            kinds = ", ".join(self._openers)
            return Offer(f"“{path.name}” is no file for Neurocanvas; it takes {kinds}.", None)
        verb, open_file = opener
        condition = ", if it holds a table" if path.suffix.lower() == ANY_TEXT else ""
        return Offer(f"{verb} {path.name}{condition}", lambda: open_file(path))


def _accept_copy(event: QDropEvent) -> None:
    """Take what is dragged, but never as a move, which is often proposed: its source would then delete the file."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()


class _Veil(QWidget):
    """Covers the window and says what a drop would do; the mouse passes through it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("drop-veil")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._sentence = ""
        self._is_refusal = False
        self.hide()

    def say(self, sentence: str, *, is_refusal: bool) -> None:
        """Cover the window and say a sentence."""
        self._sentence, self._is_refusal = sentence, is_refusal
        self.setAccessibleName(sentence)
        self.setGeometry(self.window().rect())
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the veil, a dashed frame and the sentence."""
        theme = active_theme()
        ground = QColor(theme.palette.error_soft if self._is_refusal else theme.palette.accent_soft)
        color = QColor(theme.palette.error if self._is_refusal else theme.palette.accent)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(VEIL_OPACITY)
        painter.fillRect(self.rect(), ground)
        painter.setOpacity(1.0)
        painter.setPen(QPen(color, 2.0, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(INSET, INSET, -INSET, -INSET), INSET, INSET)
        painter.setFont(ui_font(theme, round(theme.type_scale.body * TEXT_SIZE_FACTOR)))
        painter.setPen(QColor(theme.palette.text))
        # Above the middle, where people drop: what hangs at the pointer would cover it there.
        room = QRect(0, 0, self.width(), self.height() // 2).adjusted(2 * INSET, 2 * INSET, -2 * INSET, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._sentence)
        painter.end()

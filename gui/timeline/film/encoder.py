"""Making a file of pictures beside the window's own thread, which goes on answering."""

import logging
import queue
import threading
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QObject, Signal

from engine.errors import EngineError
from gui.timeline.film.formats import FilmFormat, Pixels

MOST_WAITING = 4  # pictures
_log = logging.getLogger(__name__)


class _Cancelled(Exception):  # noqa: N818 - it is no error
    """Nobody wants the film any more."""


class FilmEncoder(QObject):
    """Takes pictures one by one and gives the whole file.

    Args:
        file_format: The kind of file.
        counts: For how many frames each of the pictures to come is seen.
        frames_per_second: Of the film.

    Signals:
        encoded: the file's content.
        failed: the sentence why there is none.
    """

    encoded = Signal(object)
    failed = Signal(str)

    def __init__(
        self, file_format: FilmFormat, counts: Sequence[int], frames_per_second: int, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._format = file_format
        self._counts = tuple(counts)
        self._rate = frames_per_second
        self._pictures: queue.Queue[Pixels | None] = queue.Queue()
        self._is_cancelled = threading.Event()
        self._thread = threading.Thread(target=self._encode, name="film")
        self._thread.start()

    @property
    def has_room(self) -> bool:
        """Whether it may be given another picture already."""
        return self._pictures.qsize() < MOST_WAITING

    def add(self, pixels: Pixels) -> None:
        """Give it the next picture."""
        self._pictures.put(pixels)

    def cancel(self) -> None:
        """Give the film up: nothing more is heard of it."""
        self._is_cancelled.set()
        self._pictures.put(None)

    def _taken(self) -> Iterator[Pixels]:
        for _ in self._counts:
            pixels = self._pictures.get()
            if pixels is None or self._is_cancelled.is_set():
                raise _Cancelled
            yield pixels

    def _encode(self) -> None:
        sentence = ""
        try:
            content = self._format.encode(self._taken(), self._counts, self._rate)
        except _Cancelled:
            return
        except (EngineError, OSError, ValueError, MemoryError) as error:
            _log.info("The film could not be made", exc_info=True)
            sentence = f"The film could not be made: {error}"
        if self._is_cancelled.is_set():
            return
        if sentence:
            self.failed.emit(sentence)
        else:
            self.encoded.emit(content)

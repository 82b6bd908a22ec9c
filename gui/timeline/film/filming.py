"""Filming: the recording is shown moment by moment, and a picture taken of each once all of it is drawn."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QSize, QTimer, Signal
from PySide6.QtGui import QImage

from engine.errors import EngineError
from engine.process.events import Frame
from engine.project.timeline import Moment
from gui.engine_client import EngineProcess
from gui.files.file_writing import write_whole
from gui.timeline.film.encoder import FilmEncoder
from gui.timeline.film.formats import FILM_FORMATS, Pixels
from gui.timeline.film.plan import FilmPlan
from gui.timeline.film.subjects import FILM_SUBJECTS, picture_of
from gui.timeline.moment_slider import moment_text

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow

SETTLE_MS = 50  # after the engine's answer: plots draw it, and some ask for more, in the rounds that follow
PATIENCE_MS = 5000  # for its answer
INTERFERED = "The film was given up: something else than the recording was shown meanwhile."


class Filming(QObject):
    """Makes one film. While it goes on the window shows what is filmed, and answers.

    Args:
        window: What is filmed, or a part of it.
        engine: Computes what plots show of a moment.
        plan: What is to be made.
        path: The file.

    Signals:
        progressed: `(pictures taken, pictures in all)`.
        finished: the file has been written.
        gave_up: the sentence why there is none, "" where it was cancelled.
    """

    progressed = Signal(int, int)
    finished = Signal()
    gave_up = Signal(str)

    def __init__(self, window: MainWindow, engine: EngineProcess, plan: FilmPlan, path: Path) -> None:
        super().__init__(window)
        self._window = window
        self._timeline = window.timeline
        self._engine = engine
        self._plan = plan
        self._path = path
        self._subject = FILM_SUBJECTS[plan.subject]
        self._before = self._timeline.index
        self._shots = plan.shots(len(self._timeline.moments))
        self._taken = 0
        self._expected: Moment | None = None
        self._is_over = False
        self._size: QSize | None = None
        counts = [shot.frames for shot in self._shots]
        self._encoder = FilmEncoder(FILM_FORMATS[plan.file_format], counts, plan.frames_per_second, self)
        self._encoder.encoded.connect(self._on_encoded)
        self._encoder.failed.connect(self._give_up)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._on_settled)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._take)
        self._engine.frame_received.connect(self._on_frame_received)

    def start(self) -> None:
        """Begin with the first moment."""
        if self._subject.dock:
            self._window.docks.show(self._subject.dock)
        self._show_next()

    def cancel(self) -> None:
        """Give it up; no file is left."""
        self._give_up("")

    def _show_next(self) -> None:
        """Show the next moment; its picture is taken when it is drawn."""
        if self._taken == len(self._shots):
            self._show_as_before()
            return
        moments = self._timeline.moments
        place = self._shots[self._taken].moment
        if place >= len(moments) or self._timeline.obstacle:
            self._give_up(INTERFERED)
            return
        self._timeline.show(place)
        self._expected = self._timeline.shown
        self._patience.start()
        self._settle.start()

    def _on_frame_received(self, _frame: Frame) -> None:
        """Let the plots draw what came."""
        if self._patience.isActive():
            self._settle.start()

    def _on_settled(self) -> None:
        """Wait no longer once the engine has answered all that is asked of the moment."""
        if self._engine.is_answered or not self._patience.isActive():
            self._take()

    def _take(self) -> None:
        self._patience.stop()
        self._settle.stop()
        if self._timeline.obstacle or self._timeline.shown is not self._expected:
            self._give_up(INTERFERED)
        elif not self._encoder.has_room:
            self._settle.start()
        else:
            self._encoder.add(self._picture())
            self._taken += 1
            self.progressed.emit(self._taken, len(self._shots))
            self._show_next()

    def _picture(self) -> Pixels:
        is_told = self._plan.has_caption and not self._subject.tells_moment
        caption = moment_text(self._timeline.moments[self._timeline.index]) if is_told else ""
        if self._size is None:  # known once what is filmed has come to the front
            self._size = self._plan.size(self._subject.size(self._window))
        return _pixels(picture_of(self._subject, self._window, self._size, caption))

    def _on_encoded(self, content: bytes) -> None:
        if self._is_over:
            return
        try:
            write_whole(self._path, content)
        except EngineError as error:
            self._give_up(str(error))
            return
        self._end()
        self.finished.emit()

    def _give_up(self, sentence: str) -> None:
        if self._is_over:
            return
        self._encoder.cancel()
        is_undisturbed = not self._timeline.obstacle and self._timeline.shown is self._expected
        self._end()
        if is_undisturbed:
            self._show_as_before()
        self.gave_up.emit(sentence)

    def _end(self) -> None:
        self._is_over = True
        self._settle.stop()
        self._patience.stop()
        self._engine.frame_received.disconnect(self._on_frame_received)

    def _show_as_before(self) -> None:
        self._timeline.show(self._before)


def _pixels(image: QImage) -> Pixels:
    """Give an image as an array (height, width, 3)."""
    four = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    blue_green_red = four[:, : image.width(), :3]  # of a 32-bit number, lowest byte first
    return np.ascontiguousarray(blue_green_red[:, :, ::-1])

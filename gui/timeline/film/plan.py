"""What a film shows, how long and how large it is."""

import msgspec
import numpy as np
from PySide6.QtCore import QSize

LEAST_RATE, MOST_RATE = 1, 30
LEAST_SECONDS, MOST_SECONDS = 1, 120
LEAST_WIDTH, MOST_WIDTH = 160, 1920
LEAST_SIDE = 16
STANDING_SHARE = 0.1  # of the film, at its end


class Shot(msgspec.Struct, frozen=True):
    """A moment of the run, and for how many frames it is seen."""

    moment: int
    frames: int


class FilmPlan(msgspec.Struct, frozen=True):
    """What a person chose.

    Attributes:
        subject: What is filmed, a key of `FILM_SUBJECTS`.
        file_format: Key of `FILM_FORMATS`.
        frames_per_second: Of the film.
        seconds: How long it is.
        width: Its width in pixels; the height follows.
        has_caption: Whether epoch and step are written in a corner.
    """

    subject: str = "canvas"
    file_format: str = "gif"
    frames_per_second: int = 12
    seconds: int = 8
    width: int = 960
    has_caption: bool = True

    @property
    def frame_count(self) -> int:
        """How many frames it has."""
        return self.frames_per_second * self.seconds

    def shots(self, moment_count: int) -> tuple[Shot, ...]:
        """Share its frames out to so many moments, evenly, as they are played back; at the end it stands a while."""
        standing = round(STANDING_SHARE * self.frame_count)
        places = np.rint(np.linspace(0, moment_count - 1, max(self.frame_count - standing, 1))).astype(int)
        if len(places) == 1:
            places[:] = moment_count - 1
        moments, counts = np.unique(places, return_counts=True)
        counts[-1] += self.frame_count - counts.sum()
        return tuple(Shot(moment, count) for moment, count in zip(moments.tolist(), counts.tolist(), strict=True))

    def size(self, natural: QSize) -> QSize:
        """Give the film's size for something so large; both sides are even, as videos need them."""
        height = self.width * natural.height() / max(natural.width(), 1)
        return QSize(_even(self.width), _even(min(height, 2 * MOST_WIDTH)))


def _even(length: float) -> int:
    return max(LEAST_SIDE, 2 * round(length / 2))

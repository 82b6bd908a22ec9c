"""Making a film beside the window's thread: it takes pictures, gives the file, and can be given up."""

import threading
from collections.abc import Iterator, Sequence

import numpy as np
from pytestqt.qtbot import QtBot

from engine.errors import EngineError
from gui.timeline.film.encoder import MOST_WAITING, FilmEncoder
from gui.timeline.film.formats import FilmFormat, Pixels

PICTURE = np.zeros((2, 2, 3), np.uint8)


def joined(pictures: Iterator[Pixels], counts: Sequence[int], rate: int) -> bytes:
    return b"".join(picture.tobytes() for picture in pictures) + bytes([*counts, rate])


def refused(pictures: Iterator[Pixels], _counts: Sequence[int], _rate: int) -> bytes:
    next(pictures)
    raise EngineError("No room on the disk.")


def file_format(encode: object) -> FilmFormat:
    return FilmFormat("test", "Test", "", ".test", encode, lambda: "")  # type: ignore[arg-type]


def test_it_gives_the_file_once_it_has_all_pictures(qtbot: QtBot) -> None:
    encoder = FilmEncoder(file_format(joined), (3, 1), 12)
    with qtbot.waitSignal(encoder.encoded) as encoded:
        encoder.add(PICTURE)
        encoder.add(PICTURE + 1)
    assert encoded.args == [bytes(12) + b"\1" * 12 + bytes([3, 1, 12])]


def test_given_up_it_ends_and_says_nothing_more(qtbot: QtBot) -> None:
    encoder = FilmEncoder(file_format(joined), (1, 1, 1), 12)
    with qtbot.assertNotEmitted(encoder.encoded), qtbot.assertNotEmitted(encoder.failed):
        encoder.add(PICTURE)
        encoder.cancel()
        qtbot.waitUntil(lambda: all(thread.name != "film" for thread in threading.enumerate()))


def test_what_goes_wrong_is_said(qtbot: QtBot) -> None:
    encoder = FilmEncoder(file_format(refused), (1, 1), 12)
    with qtbot.waitSignal(encoder.failed) as failed:
        encoder.add(PICTURE)
    assert failed.args == ["The film could not be made: No room on the disk."]


def test_it_does_not_pile_pictures_up(qtbot: QtBot) -> None:
    goes_on = threading.Event()

    def waiting(pictures: Iterator[Pixels], counts: Sequence[int], rate: int) -> bytes:
        goes_on.wait()
        return joined(pictures, counts, rate)

    encoder = FilmEncoder(file_format(waiting), (1,) * MOST_WAITING, 12)
    assert encoder.has_room
    for _ in range(MOST_WAITING):
        encoder.add(PICTURE)
    assert not encoder.has_room
    with qtbot.waitSignal(encoder.encoded):
        goes_on.set()

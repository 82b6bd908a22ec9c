"""Films as files: read back by another library, or handed to the program that writes them as it wants them."""

import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.errors import EngineError
from gui.timeline.film.formats import FILM_FORMATS, NO_FFMPEG, Pixels, gif_of, mp4_of

COLORS = ((200, 40, 40), (40, 200, 40), (40, 40, 200))
COUNTS = (1, 4, 2)


def pictures() -> Iterator[Pixels]:
    for color in COLORS:
        yield np.full((12, 16, 3), color, np.uint8)


def test_a_gif_shows_every_picture_as_long_as_it_is_to_be_seen() -> None:
    film = Image.open(io.BytesIO(gif_of(pictures(), COUNTS, 8)))
    durations, colors = [], []
    for frame in range(film.n_frames):
        film.seek(frame)
        durations.append(film.info["duration"])
        colors.append(film.convert("RGB").getpixel((8, 6)))
    assert (film.format, film.size, film.info["loop"]) == ("GIF", (16, 12), 0)
    assert colors == list(COLORS)
    assert durations == [120, 500, 260]  # in hundredths of a second, and none gets lost


def program(folder: Path, script: str) -> None:
    path = folder / "ffmpeg"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def test_an_mp4_is_what_the_program_makes_of_all_frames(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, f'echo "$@" > {tmp_path}/given; for last; do :; done; cat > "$last"')
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    content = np.frombuffer(mp4_of(pictures(), COUNTS, 8), np.uint8).reshape(-1, 12, 16, 3)
    expected = [color for color, count in zip(COLORS, COUNTS, strict=True) for _ in range(count)]
    assert [tuple(frame[0, 0].tolist()) for frame in content] == expected
    given = (tmp_path / "given").read_text()
    for words in ("rawvideo", "rgb24", "-video_size 16x12", "-framerate 8", "yuv420p"):
        assert words in given


@pytest.mark.parametrize("reads", ["", "cat > /dev/null; "])
def test_a_program_that_fails_is_quoted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reads: str) -> None:
    program(tmp_path, f"{reads}echo no such codec >&2; exit 3")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    with pytest.raises(EngineError, match="could not make the film: no such codec"):
        mp4_of(pictures(), COUNTS, 8)


def test_without_the_program_there_are_no_mp4s_and_it_is_said_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert FILM_FORMATS["mp4"].obstacle() == NO_FFMPEG
    assert FILM_FORMATS["gif"].obstacle() == ""
    with pytest.raises(EngineError, match="install it"):
        mp4_of(pictures(), COUNTS, 8)


def test_whoever_gives_up_meanwhile_leaves_nothing_running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def given_up() -> Iterator[Pixels]:
        yield from list(pictures())[:2]
        raise InterruptedError

    program(tmp_path, 'for last; do :; done; cat > "$last"')
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    for encode in (gif_of, mp4_of):
        with pytest.raises(InterruptedError):
            encode(given_up(), COUNTS, 8)

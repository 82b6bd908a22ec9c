"""The kinds of film files: a GIF, which needs nothing else, and an MP4, which another program writes."""

import contextlib
import io
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO

import msgspec
import numpy as np
from numpy.typing import NDArray

from engine.errors import EngineError

Pixels = NDArray[np.uint8]  # (height, width, 3), red, green and blue
GIF_COLORS = 256
MOST_GIF_PIXELS = 500_000_000  # of all pictures together: so many bytes are kept until the last is there
GIF_UNITS_PER_SECOND = 100
LAST_WORDS = 300
FFMPEG = "ffmpeg"
NO_FFMPEG = (
    "An MP4 is written by the program ffmpeg, which is not installed here: "
    "install it (Debian and Ubuntu: apt install ffmpeg), and open this dialog again."
)


class FilmFormat(msgspec.Struct, frozen=True, eq=False):
    """A kind of file.

    Attributes:
        name: What code calls it.
        label: What people call it.
        help: What it is good for.
        suffix: How its files end.
        encode: Gives the content of a file: `(pictures, for how many frames each is seen, frames per second)`. The
            pictures are taken one by one; what taking one raises comes out of it, and nothing is left behind.
            It raises an `EngineError` where it cannot be done.
        obstacle: Gives why no such file can be written here, or "".
        most_pixels: Of all pictures together, or None.
    """

    name: str
    label: str
    help: str
    suffix: str
    encode: Callable[[Iterator[Pixels], Sequence[int], int], bytes]
    obstacle: Callable[[], str]
    most_pixels: int | None = None


def gif_of(pictures: Iterator[Pixels], counts: Sequence[int], frames_per_second: int) -> bytes:
    """Give a film as a GIF that begins anew at its end; each picture has its own 256 colours."""
    from PIL import Image  # noqa: PLC0415 - nobody waits for it but who makes a film

    def paletted() -> Iterator[Image.Image]:
        for pixels in pictures:
            yield Image.fromarray(pixels).quantize(GIF_COLORS, dither=Image.Dither.NONE)

    ends = np.rint(np.cumsum(counts) / frames_per_second * GIF_UNITS_PER_SECOND)
    durations = np.diff(ends, prepend=0.0) * 1000 / GIF_UNITS_PER_SECOND
    frames, content = paletted(), io.BytesIO()
    next(frames).save(
        content, "GIF", save_all=True, append_images=frames, duration=durations.astype(int).tolist(), loop=0
    )
    return content.getvalue()


def mp4_of(pictures: Iterator[Pixels], counts: Sequence[int], frames_per_second: int) -> bytes:
    """Give a film as an MP4.

    Raises:
        EngineError: The program that writes it is not there, or fails.
    """
    program = shutil.which(FFMPEG)
    if program is None:
        raise EngineError(NO_FFMPEG)
    first = next(pictures)
    with tempfile.TemporaryDirectory() as folder, (Path(folder) / "words").open("w+b") as words:
        film = Path(folder) / "film.mp4"
        command = [program, *_input_options(first, frames_per_second), *_output_options(), str(film)]
        with _running(command, words) as process:
            assert process.stdin is not None, "it is a pipe"
            with contextlib.suppress(BrokenPipeError):  # it has ended, and its last words tell why
                for pixels, count in zip(_with_first(first, pictures), counts, strict=True):
                    for _ in range(count):
                        process.stdin.write(pixels.tobytes())
                process.stdin.close()
            status = process.wait()
        if status or not film.exists():
            words.seek(0)
            said = words.read().decode(errors="replace").strip().splitlines()
            raise EngineError(f"ffmpeg could not make the film: {said[-1][:LAST_WORDS] if said else status}")
        return film.read_bytes()


def _input_options(picture: Pixels, frames_per_second: int) -> list[str]:
    height, width = picture.shape[:2]
    raw = ["-f", "rawvideo", "-pixel_format", "rgb24", "-video_size", f"{width}x{height}"]
    return ["-hide_banner", "-loglevel", "error", "-y", *raw, "-framerate", str(frames_per_second), "-i", "-"]


def _output_options() -> list[str]:
    """Ask for what every player shows, and for the index at the front, so that a browser need not load all of it."""
    return ["-an", "-pix_fmt", "yuv420p", "-movflags", "+faststart"]


def _with_first(first: Pixels, others: Iterator[Pixels]) -> Iterator[Pixels]:
    yield first
    yield from others


@contextlib.contextmanager
def _running(command: list[str], words: IO[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program that is fed; whatever happens, it has ended afterwards."""
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=words)
    try:
        yield process
    finally:
        process.kill()
        with contextlib.suppress(BrokenPipeError):
            process.communicate()


FILM_FORMATS = {
    file_format.name: file_format
    for file_format in (
        FilmFormat(
            "gif",
            "GIF",
            "Plays by itself in slides, browsers and chats",
            ".gif",
            gif_of,
            lambda: "",
            MOST_GIF_PIXELS,
        ),
        FilmFormat(
            "mp4",
            "MP4 video",
            "Smaller and with all colours; for slides and players",
            ".mp4",
            mp4_of,
            lambda: "" if shutil.which(FFMPEG) else NO_FFMPEG,
        ),
    )
}

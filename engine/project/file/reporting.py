"""One sentence for whatever goes wrong with a file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engine.errors import EngineError, ProjectFileError

MAX_SENTENCE = 400


@contextmanager
def one_sentence(path: Path, failure: str) -> Iterator[None]:
    """Turn what goes wrong inside into a `ProjectFileError` such as “x.neuro” cannot be opened: it is empty.

    Args:
        path: The file, whose name the sentence gives.
        failure: What could not be done, such as “cannot be opened”.
    """
    try:
        yield
    except EngineError as error:
        reason = str(error)
    except FileNotFoundError:
        reason = "there is no such file." if path.parent.exists() else f"there is no folder {path.parent}."
    except OSError as error:
        reason = f"{error.strerror or error}."
    except MemoryError:
        reason = "there is not enough memory for it."
    else:
        return
    raise ProjectFileError(one_line(f"“{path.name or path}” {failure}: {_lower_initial(reason)}"))


def one_line(sentence: str) -> str:
    """Give a sentence without what would garble a terminal or fill a window: it may quote a hostile file."""
    line = "".join(character if character.isprintable() else "�" for character in sentence)
    return line if len(line) <= MAX_SENTENCE else f"{line[:MAX_SENTENCE]}…."


def _lower_initial(sentence: str) -> str:
    """Give a sentence as the end of another; a symbol such as W keeps its capital."""
    is_word = len(sentence) > 1 and sentence[1].islower()
    return sentence[0].lower() + sentence[1:] if is_word or sentence.startswith("A ") else sentence

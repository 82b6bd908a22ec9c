"""What commands write: results and JSON to standard output, all else to standard error."""

import sys
from collections.abc import Sequence

import msgspec
import numpy as np


def say(text: str) -> None:
    """Write a line to standard error, for the person at the terminal and never for a pipe."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def write(text: str) -> None:
    """Write a result's lines to standard output."""
    sys.stdout.write(text + "\n")


def write_json(value: object) -> None:
    """Write a value to standard output as one line of JSON in UTF-8, NaN and infinities as null.

    Args:
        value: Plain values, records, and numpy arrays, which become nested lists.
    """
    line = msgspec.json.encode(value, enc_hook=_plain) + b"\n"
    sys.stdout.flush()  # what was written as text stands before it
    sys.stdout.buffer.write(line)
    sys.stdout.buffer.flush()


def table(rows: Sequence[Sequence[str]], right: Sequence[int] = (), indent: int = 2) -> str:
    """Give rows of cells as aligned text.

    Args:
        rows: As many cells in each.
        right: Columns aligned to the right, such as those of numbers.
        indent: Spaces before each line.
    """
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(
            cell.rjust(width) if place in right else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )
    return "\n".join(" " * indent + line.rstrip() for line in lines)


def number(value: float) -> str:
    """Give a number with at most six digits."""
    return f"{value:.6g}"


def counted(count: int, noun: str) -> str:
    """Give a count and its noun, which takes an s where the count is not 1."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _plain(value: object) -> object:
    if isinstance(value, np.ndarray | np.generic):
        return value.tolist()
    raise NotImplementedError(f"{type(value).__name__} has no form in JSON.")
